//! The brake: what would go at once waits for a decision.

use std::collections::HashSet;

use crate::causal::Dot;
use crate::model::{Email, Library, PromptId};
use crate::order::sorted;

/// Prompts that may go at once without a question; in a large library, [`BRAKE_SHARE`] of it.
const BRAKE_COUNT: usize = 20;

/// One in so many.
const BRAKE_SHARE: usize = 20;

/// Tells whether the owner of before made another one the owner by an edit of theirs. Nobody is asked about that; what was
/// changed by hand, or by someone else, has no such edit.
fn is_handed_on(known: &Library, joined: &Library) -> bool {
    let (owner, marks) = (joined.members.owner.as_str(), &joined.causality.head);
    let alone = marks.fields.iter().filter(|(name, _)| name == "owner").map(|(_, dot)| *dot);
    let siblings = marks.siblings.iter().filter(|(name, _)| name == "owner").flat_map(|(_, all)| all);
    let siblings = siblings.filter(|one| one.value.as_str() == Some(owner)).map(|one| one.dot);
    let by = |dot: Dot| joined.causality.authors.get(&dot.replica);
    alone.chain(siblings).filter(|dot| !known.causality.clock.has(*dot)).any(|dot| {
        let known_as = known.causality.authors.get(&dot.replica);
        by(dot).is_some_and(|by| by.is(&known.members.owner) && known_as.is_none_or(|known| known.is(by)))
    })
}

/// Changes so large that someone has to say whether they are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brake {
    /// Prompts that others deleted.
    pub removed: Vec<PromptId>,
    /// Who deleted them, each once.
    pub by: Vec<Email>,
    /// The new owner, if there is one whom the owner of before did not name.
    pub owner: Option<Email>,
    /// The one that they would take the place of, as the file was last taken over: an edit that waits here may name another.
    pub keeps: Option<Email>,
}

impl Brake {
    /// Returns what would go at once if `joined` took the place of `known`; `None`: no more than people do.
    pub(super) fn of(known: &Library, joined: &Library) -> Option<Self> {
        let gone = known.prompts.iter().map(|prompt| &prompt.id).filter(|id| joined.prompt(id).is_none());
        let mut removed: Vec<PromptId> = gone.cloned().collect();
        if removed.len() <= BRAKE_COUNT.max(known.prompts.len() / BRAKE_SHARE) {
            removed.clear();
        }
        let stones = removed.iter().filter_map(|id| joined.causality.dead.prompts.get(id.as_str()));
        let by: Vec<Email> = stones.map(|stone| stone.by.clone()).collect();
        let mut by = sorted(by, |email| (0, email.as_str().to_owned()));
        by.dedup();
        let is_other = |owner: &Email| !owner.is(&known.members.owner) && !is_handed_on(known, joined);
        let owner = Some(joined.members.owner.clone()).filter(is_other);
        let keeps = owner.is_some().then(|| known.members.owner.clone());
        (!removed.is_empty() || owner.is_some()).then_some(Self { removed, by, owner, keeps })
    }

    /// Tells whether all that is held is part of `seen`: nobody decides about what they were not shown.
    pub(super) fn is_within(&self, seen: &Self) -> bool {
        let known: HashSet<&PromptId> = seen.removed.iter().collect();
        let is_owner = |owner: &Email| seen.owner.as_ref().is_some_and(|seen| seen.is(owner));
        self.removed.iter().all(|id| known.contains(id)) && self.owner.as_ref().is_none_or(is_owner)
    }
}
