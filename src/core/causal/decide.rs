//! Decisions between values of people who had not seen each other's.

use super::commit::{commit, dot_of};
use super::conflict::Subject;
use super::fields::write;
use super::record::{Record, Sibling};
use super::records::{head_of, set_head};
use super::{Base, Dot, Version, history, settle};
use crate::command::Stamp;
use crate::model::{Library, PromptId};

/// One decision: which values its author was shown, and the edit that it is.
struct Decision<'a> {
    field: &'a str,
    saw: &'a [Dot],
    dot: Dot,
}

/// Makes an edit of a decision: what `after` has in the field replaces the values that its author `saw`, also those
/// that were not shown. Returns whether there was anything to replace; `after` is as `before` otherwise.
///
/// What came since stays beside it: someone else's decision about the same is a new question.
pub(crate) fn decide(
    before: &Library,
    after: &mut Library,
    about: &Subject,
    (field, saw): (&str, &[Dot]),
    stamp: &Stamp,
) -> bool {
    // The same as that of the commit: what is written by hand is one edit and one version.
    let dot = dot_of(before, after, stamp);
    let decision = Decision { field, saw, dot };
    let left = match about {
        Subject::Library => decision.left(Some(&head_of(before)), Some(&head_of(after))),
        Subject::Category { id } => decision.left(before.category(id), after.category(id)),
        Subject::Prompt { id } => decision.left(before.prompt(id), after.prompt(id)),
        Subject::Item { kind, id } => decision.left(before.item(*kind, id), after.item(*kind, id)),
    };
    let Some(left) = left else {
        after.clone_from(before);
        return false;
    };
    let versions = match about {
        Subject::Prompt { id } => decision.note(before, after, id, stamp),
        _ => Vec::new(),
    };
    commit(before, after, stamp);
    match about {
        Subject::Library => {
            let mut head = head_of(after);
            decision.take_place(Some(&mut head), &left, &[]);
            set_head(after, head);
        }
        Subject::Category { id } => {
            decision.take_place(after.categories.iter_mut().find(|one| one.id == *id), &left, &[]);
        }
        Subject::Prompt { id } => {
            decision.take_place(after.prompts.find_mut(id), &left, &versions);
        }
        Subject::Item { kind, id } => {
            let mut items = after.items.iter_mut();
            decision.take_place(items.find(|one| one.kind == *kind && one.id == *id), &left, &[]);
        }
    }
    after.causality.clock.see(dot);
    after.causality.authors.insert(stamp.replica, stamp.actor.clone());
    after.causality.days.see(&stamp.actor, &stamp.at);
    settle::settle(after);
    true
}

impl Decision<'_> {
    /// Returns the values that the field has from now on; `None`: those that it has.
    fn left<R: Record>(&self, old: Option<&R>, new: Option<&R>) -> Option<Vec<Sibling>> {
        let (entries, value) = (old?.entries(self.field), new?.get(self.field));
        let count = entries.len();
        let said = entries.iter().any(|entry| entry.value == value);
        let mut left: Vec<Sibling> =
            entries.into_iter().filter(|entry| !self.saw.contains(&entry.dot)).collect();
        if said && (count == 1 || left.len() == count) {
            return None;
        }
        left.push(Sibling { dot: self.dot, value });
        Sibling::sort(&mut left);
        Some(left)
    }

    /// Notes a version of a prompt, made from those that its author saw. Returns all of them.
    fn note(&self, before: &Library, after: &mut Library, id: &PromptId, stamp: &Stamp) -> Vec<Version> {
        let Some(old) = before.prompt(id) else { return Vec::new() };
        let held = history::held(old).into_iter().map(|(of, _)| of);
        let seen: Vec<Dot> = held.filter(|of| self.saw.contains(of)).collect();
        let versions = after.causality.history.entry(id.to_string()).or_default();
        let base = Base::new(&seen, None).unwrap_or_else(|| history::current(old, versions));
        history::note(versions, old, (self.dot, base), &stamp.actor, &stamp.at);
        versions.clone()
    }

    /// Gives the field the values that it has from now on.
    fn take_place<R: Record>(&self, record: Option<&mut R>, left: &[Sibling], versions: &[Version]) {
        if let Some(record) = record {
            write(record, self.field, left, versions);
        }
    }
}
