use std::borrow::Cow;

use super::{Entry, Keyed};
use crate::command::Command;
use crate::model::{Draft, Library, PromptId};

/// Entries of the outbox that are applied as one.
pub(super) struct Step {
    pub(super) keys: Vec<String>,
    pub(super) entry: Entry,
    /// What the prompt was between the edits.
    between: Vec<Draft>,
}

/// Joins edits of one prompt that follow from each other into one, in the place of the last.
///
/// One by one, the first of them would meet its own successor as someone else's edit when they are applied to
/// a file that holds both already.
pub(super) fn steps(outbox: &[Keyed]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (key, entry) in outbox {
        let mut step = Step { keys: vec![key.clone()], entry: entry.clone(), between: Vec::new() };
        if let Some(at) = steps.iter().rposition(|before| step.follows(before)) {
            let before = steps.remove(at);
            step.join(before);
        }
        steps.push(step);
    }
    steps
}

impl Step {
    /// Tells whether this is an edit of the prompt just as `before` left it.
    fn follows(&self, before: &Self) -> bool {
        match (&before.entry.command, &self.entry.command) {
            (Command::EditPrompt { id, draft, .. }, Command::EditPrompt { id: same, seen, .. }) => {
                id == same && draft == seen && before.entry.stamp.actor == self.entry.stamp.actor
            }
            _ => false,
        }
    }

    fn join(&mut self, before: Self) {
        if let (Command::EditPrompt { seen: first, .. }, Command::EditPrompt { seen, .. }) =
            (before.entry.command, &mut self.entry.command)
        {
            self.between = before.between;
            self.between.push(std::mem::replace(seen, first));
            self.keys.splice(0..0, before.keys);
        }
    }

    /// Returns the command to apply to `library`, where the first edits of a row may have arrived already.
    pub(super) fn command(&self, library: &Library) -> Cow<'_, Command> {
        let arrived =
            |id: &PromptId| Some(library.prompt(id)?.draft()).filter(|now| self.between.contains(now));
        if let Command::EditPrompt { id, draft, .. } = &self.entry.command
            && let Some(now) = arrived(id)
        {
            return Cow::Owned(Command::EditPrompt {
                id: id.clone(),
                seen: now.clone(),
                draft: draft.clone(),
            });
        }
        Cow::Borrowed(&self.entry.command)
    }
}
