//! What a run makes of the edits that are not in the file yet.

use super::Sync;
use crate::causal::join;
use crate::command::{Outcome, permitted};
use crate::model::Library;
use crate::rule::{Rule, kept};

impl Sync {
    /// Tells whether this device has anything that the file was not seen to hold.
    pub(super) fn edits(&self) -> bool {
        !self.start.outbox.is_empty() || !self.start.seen.covers(&self.start.library.causality.clock)
    }

    /// Returns the library as its member sees it.
    pub(super) fn with_outbox(&self) -> Library {
        let mut library = self.start.library.clone();
        for (_, entry) in &self.start.outbox {
            // What is refused here is refused again, and then told.
            let _ = entry.apply(&mut library, self.start.replica);
        }
        library
    }

    /// Makes edits of what the outbox holds, on what their authors were shown. What the rules refuse stays there until
    /// its author decides: the rules of this device, and those of `file`.
    pub(super) fn take_outbox(&mut self, file: &Library) {
        self.library.clone_from(&self.start.library);
        (self.held, self.settled, self.met) = (None, Vec::new(), Vec::new());
        if self.start.outbox.is_empty() {
            return;
        }
        let mut rules = self.start.library.clone();
        if *file != rules {
            rules = join(rules, file.clone());
        }
        if let Some(known) = &self.rules {
            rules = join(rules, known.clone());
        }
        self.reclaim(&mut rules);
        for (key, entry) in &self.start.outbox {
            let applied = permitted(&rules, &entry.command, &entry.stamp.actor)
                .or_else(|refused| if kept(Rule::Roles) { Err(refused) } else { Ok(()) })
                .and_then(|()| entry.apply(&mut self.library, self.start.replica));
            match applied {
                Ok(outcome) => {
                    if !matches!(outcome, Outcome::Nothing | Outcome::Done) {
                        self.met.push((key.clone(), outcome));
                    }
                    self.settled.push(key.clone());
                }
                Err(error) => self.held = Some(error),
            }
        }
    }

    /// Tells whether an edit was taken in that a copy's rules refuse.
    pub(super) fn took_too_much(&self, joined: &Library) -> bool {
        let mut taken = self.start.outbox.iter().filter(|(key, _)| self.settled.contains(key));
        joined.members != self.library.members
            && taken.any(|(_, entry)| permitted(joined, &entry.command, &entry.stamp.actor).is_err())
    }
}
