//! The brake: what would go at once waits for a decision.

use std::collections::HashSet;

use crate::model::{Email, Library, PromptId};

/// Prompts that may go at once without a question; in a large library, [`BRAKE_SHARE`] of it.
const BRAKE_COUNT: usize = 20;

/// One in so many.
const BRAKE_SHARE: usize = 20;

/// Changes so large that someone has to say whether they are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brake {
    /// Prompts that others deleted.
    pub removed: Vec<PromptId>,
    /// Who deleted them, each once.
    pub by: Vec<Email>,
    /// The new owner, if there is one.
    pub owner: Option<Email>,
}

impl Brake {
    /// Returns what would go at once if `joined` took the place of `known`; `None`: no more than people do.
    pub(super) fn of(known: &Library, joined: &Library) -> Option<Self> {
        let there: HashSet<&PromptId> = joined.prompts.iter().map(|prompt| &prompt.id).collect();
        let gone = known.prompts.iter().map(|prompt| &prompt.id).filter(|id| !there.contains(*id));
        let mut removed: Vec<PromptId> = gone.cloned().collect();
        if removed.len() <= BRAKE_COUNT.max(known.prompts.len() / BRAKE_SHARE) {
            removed.clear();
        }
        let stones = removed.iter().filter_map(|id| joined.causality.dead.prompts.get(id.as_str()));
        let mut by: Vec<Email> = stones.map(|stone| stone.by.clone()).collect();
        by.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        by.dedup();
        let owner = Some(joined.members.owner.clone()).filter(|owner| !owner.is(&known.members.owner));
        (!removed.is_empty() || owner.is_some()).then_some(Self { removed, by, owner })
    }

    /// Tells whether all that is held is part of `seen`: nobody decides about what they were not shown.
    pub(super) fn is_within(&self, seen: &Self) -> bool {
        let known: HashSet<&PromptId> = seen.removed.iter().collect();
        let is_owner = |owner: &Email| seen.owner.as_ref().is_some_and(|seen| seen.is(owner));
        self.removed.iter().all(|id| known.contains(id)) && self.owner.as_ref().is_none_or(is_owner)
    }
}
