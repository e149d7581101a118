//! What changed between two states of a library, and who did it: for the sentence above a list of changes, the list
//! itself, and the news.
//!
//! ```text
//!   before ─┐
//!           ├─ changes ─▶ prompts, categories, items, members, owner, name ─ summary ─▶ "3 prompts added, 1 deleted, by carol"
//!   after ──┘
//! ```
//!
//! Only what people see counts: two states that differ in their causality alone have no changes. Who did something is
//! taken from the thing itself where it says so (`modifiedBy`, a tombstone), else from the edit that made it; what the
//! file doesn't tell stays unknown.

mod audit;
mod compare;
mod matching;
mod summary;
mod topic;
mod toward;
mod who;

pub use audit::{Breach, audit};
pub use compare::changes;
pub use topic::Topic;
pub use toward::toward;

use crate::access::Role;
use crate::causal::conflict::Subject;
use crate::model::{CategoryId, Email, ItemId, Kind, PromptId, Timestamp};

/// All that changed, in a stable order: prompts, categories, items by kind, members, owner, name; in each list those that are there
/// now, in the order of the library, then those that are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(pub(crate) Vec<Change>);

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub what: What,
    /// Who did it, the last one of several; `None` where the file doesn't tell, as after an edit by hand.
    pub by: Option<Email>,
    /// When, for display; known of prompts, and of what was deleted.
    pub at: Option<Timestamp>,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A prompt. It is listed once: as edited, if it was also moved.
    Prompt {
        /// Which.
        id: PromptId,
        /// Its title now, or the last one that it had.
        title: String,
        /// What was done to it.
        deed: Deed,
    },
    /// A category.
    Category {
        /// Which.
        id: CategoryId,
        /// Its name now, or the last one that it had.
        name: String,
        /// What was done to it.
        deed: Deed,
    },
    /// A set, comment, project or context block.
    Item {
        /// What it is.
        kind: Kind,
        /// Which.
        id: ItemId,
        /// Its name now, or the last one that it had; the words of a comment.
        name: String,
        /// What was done to it.
        deed: Deed,
    },
    /// A member who came, went, or got another role. Who hands ownership on becomes an editor; that goes without
    /// saying.
    Member {
        /// Who.
        email: Email,
        /// Their role before; `None`: they were no member.
        before: Option<Role>,
        /// Their role now; `None`: they are no member any more.
        after: Option<Role>,
    },
    /// The library has another owner.
    Owner {
        /// Who it was.
        before: Email,
        /// Who it is.
        after: Email,
    },
    /// The team has another name.
    Name {
        /// What it was.
        before: String,
        /// What it is.
        after: String,
    },
}

impl What {
    /// Returns which prompt changed, if one did.
    pub fn prompt(&self) -> Option<&PromptId> {
        match self {
            Self::Prompt { id, .. } => Some(id),
            _ => None,
        }
    }

    /// Tells whether two changes are about the same thing.
    pub fn is_about_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Prompt { id, .. }, Self::Prompt { id: other, .. }) => id == other,
            (Self::Category { id, .. }, Self::Category { id: other, .. }) => id == other,
            (Self::Item { kind, id, .. }, Self::Item { kind: of, id: other, .. }) => {
                (kind, id) == (of, other)
            }
            (Self::Member { email, .. }, Self::Member { email: other, .. }) => email.is(other),
            (Self::Owner { .. }, Self::Owner { .. }) | (Self::Name { .. }, Self::Name { .. }) => true,
            _ => false,
        }
    }

    /// Tells whether it stands in another place, and is the same.
    pub fn is_moved(&self) -> bool {
        matches!(
            self,
            Self::Prompt { deed: Deed::Moved, .. }
                | Self::Category { deed: Deed::Moved, .. }
                | Self::Item { deed: Deed::Moved, .. }
        )
    }

    /// Returns what changed, as something that can have conflicts; `None` of members, who have rules of their own.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Self::Prompt { id, .. } => Some(Subject::Prompt { id: id.clone() }),
            Self::Category { id, .. } => Some(Subject::Category { id: id.clone() }),
            Self::Item { kind, id, .. } => Some(Subject::Item { kind: *kind, id: id.clone() }),
            Self::Name { .. } => Some(Subject::Library),
            Self::Member { .. } | Self::Owner { .. } => None,
        }
    }
}

/// What was done to a prompt, a category or an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is new.
    Added,
    /// It had been deleted, and is back.
    Restored,
    /// Something in it changed, its category included, or other values of it came up for a decision.
    Edited,
    /// It is gone.
    Deleted,
    /// It stands in another place of the list.
    Moved,
}

impl FromIterator<Change> for Changes {
    fn from_iter<T: IntoIterator<Item = Change>>(list: T) -> Self {
        Self(list.into_iter().collect())
    }
}

impl Changes {
    /// Returns the changes in their order.
    pub fn list(&self) -> &[Change] {
        &self.0
    }

    /// Tells whether nothing changed that people see.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
