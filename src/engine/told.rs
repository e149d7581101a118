//! What a surface says of the news of a library before anyone reads them one by one.

use prompt_commons::causal::conflict::Conflict;
use prompt_commons::changes::{Change, Changes, What};
use prompt_commons::model::{Email, Library};
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say};
use prompt_commons::stored;

use crate::{EditError, Unread, news, undo};

/// The news of a library in two lines. Worked out where they are committed, so that showing them costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// How many there are, those included that wait for a decision.
    pub count: u32,
    /// The number of the newest.
    pub last: u64,
    /// What merged by itself, such as "Merged 3 changes from carol"; empty if nothing did.
    pub headline: Phrase,
    /// Such as "2 prompts added, 1 edited".
    pub deeds: Phrase,
    /// Whether all that merged by itself can be taken back at once.
    pub undo: bool,
}

stored!(struct Told { count, last, headline, deeds, undo });

impl Told {
    pub(crate) fn of(list: &[Unread], library: &Library, me: &Email, conflicts: &[Conflict]) -> Self {
        let merged = || list.iter().filter(|one| !is_asked(one, conflicts));
        let changes: Changes = merged().map(|one| one.change.clone()).collect();
        let owner = changes.list().iter().find_map(|change| handed_on(change, me));
        let (headline, deeds) = match owner {
            Some(owner) => {
                let is_other = |change: &&Change| !matches!(change.what, What::Owner { .. });
                let others: Changes = changes.list().iter().filter(is_other).cloned().collect();
                (owner, others.summary())
            }
            None if changes.is_empty() => (Phrase::default(), Phrase::default()),
            None => (headline(&changes), changes.deeds()),
        };
        Self {
            count: u32::try_from(list.len()).unwrap_or(u32::MAX),
            last: list.last().map_or(0, |one| one.number),
            headline,
            deeds,
            // Of more than are kept, the oldest would stay.
            undo: !changes.is_empty()
                && list.len() < news::MOST
                && merged().all(|one| undo::undo(library, me, one).is_ok()),
        }
    }
}

/// Why news could not be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoError {
    /// One of them can't be.
    Refused(Phrase),
    /// The edit that would do it was not taken.
    Edit(EditError),
}

impl From<EditError> for UndoError {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl Say for UndoError {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Refused(reason) => reason.clone(),
            Self::Edit(error) => error.phrase(),
        }
    }
}

/// Tells whether it waits for a decision: then it has not merged, and there is no way back but to decide.
pub(crate) fn is_asked(one: &Unread, conflicts: &[Conflict]) -> bool {
    one.change.what.subject().is_some_and(|about| conflicts.iter().any(|conflict| conflict.about == about))
}

/// Says who made whom the owner, if that is what changed: it comes before all else.
fn handed_on(change: &Change, me: &Email) -> Option<Phrase> {
    let What::Owner { after, .. } = &change.what else { return None };
    let owner = after.short();
    Some(match &change.by {
        Some(by) if after.is(me) => phrase!("told-owner-you-by", by = by.short()),
        Some(by) => phrase!("told-owner-by", by = by.short(), owner = owner),
        None if after.is(me) => phrase!("told-owner-you"),
        None => phrase!("told-owner", owner = owner),
    })
}

fn headline(changes: &Changes) -> Phrase {
    let list = changes.list();
    let all_known = list.iter().all(|change| change.by.is_some());
    match changes.names() {
        Some(names) if all_known => phrase!("told-merged", count = list.len(), names = &names),
        Some(names) => phrase!("told-merged-partly", count = list.len(), names = &names),
        None => phrase!("told-merged-by-hand", count = list.len()),
    }
}
