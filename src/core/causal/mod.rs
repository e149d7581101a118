//! Causality: what makes copies of a library that were edited apart become one again, with nothing lost.
//!
//! A folder that a service syncs is no server: whole files overtake each other, come back old, or are set aside as
//! copies. "The last state I saw" is then no ancestor of what is read next, so a merge against it takes other
//! people's work for deletions. A file therefore carries which edits its values come from:
//!
//! ```text
//!   clock                    which edits of each replica were seen by this state: the last ones one by one
//!   marks of a record        the edit (dot) that made each of its fields; its place in its list; which of these edits
//!                            someone deleted
//!   siblings of a field      values written by people who had not seen each other's
//!   dead                     what was deleted, for the trash
//!   history                  the last versions of each prompt: number, which edit, on what it was based, its text, and that
//!                            of what it was based on if that was a merge
//! ```
//!
//! [`join`] brings two states together, field by field, with one rule: **a value stays if both sides have it, or if
//! the other side has not seen the edit that wrote it.** What the other side saw and no longer has, it replaced.
//!
//! ```text
//!   ours   {title: "A" by r1:1}            clock r1:1            theirs  {title: "B" by r2:2}   clock r1:1 r2:2
//!                     └── r1:1 was seen by theirs, which has it no more: replaced ──┐     └── r2:2 is news: stays
//!   joined {title: "B" by r2:2}            clock r1:1 r2:2  ◀──────────────────────┘
//! ```
//!
//! Where two values stay, nobody who wrote one had seen the other. The text of a prompt is then merged by lines, if
//! both started from one text: a version, or what several merged to ([`past`]). Anything else is a conflict, shown with the
//! value of the highest dot until someone decides ([`conflict`]). A merge is only ever *shown*: it is worked out anew from the same siblings by
//! everyone and is no edit, so it can neither differ between two devices nor bring back what someone deleted.
//!
//! A deletion takes the edits that its author had seen. They go on being joined like all others, but a record is in the
//! trash while deletions took every edit that is in it; one that nobody who deleted it had seen keeps all of it.
//!
//! ```text
//!   ours    in the trash: {title r1:1, text r1:1}       deleted r1:1
//!   theirs  {title r1:1, text r2:2}                     edited the text meanwhile
//!   joined  {title r1:1, text r2:2}                     there, with what was in it; r1:1 stays marked as deleted
//! ```
//!
//! Without a trash, as for members and once it was emptied, a record is gone if its edits were all seen by a side that has
//! it no more. Join is commutative, associative, idempotent and monotone: an old file that comes back changes nothing.
//!
//! Two devices may write under one name: a profile that was copied, or brought back from a backup. An edit's number
//! ends in digits that are random and depend on what it wrote, so that they give no two edits one name, and give the
//! same one only to an edit that was waiting when the profile was copied and came to the same on both. A clock lists
//! the last edits of each replica, so that neither takes the other's for seen. Whoever notices takes another name
//! ([`renew()`]).
//!
//! Architecture invariant: no rule here looks at a clock on a wall, at a file's name or date, or at the order in
//! which files were found. The trash is emptied by the dates of the edits that a state has seen, not by the device's.

mod clock;
mod commit;
pub mod conflict;
mod decide;
mod dot;
mod enter;
mod fields;
pub(crate) mod foreign;
mod history;
mod join;
mod lists;
mod past;
pub(crate) mod rank;
pub(crate) mod record;
pub(crate) mod records;
mod renew;
mod settle;
mod shown;
mod trash;

use std::collections::BTreeMap;

pub use clock::Clock;
pub use dot::{Dot, Replica};
pub use enter::{enter, joined};
pub(crate) use history::bound as bound_versions;
pub use history::{MOST_VERSIONS, Save, Version, owed, saves};
pub(crate) use join::holds;
pub use join::join;
pub use past::Base;
pub use record::{Marks, Sibling};
pub use renew::renew;
pub(crate) use trash::Days;
pub use trash::{DAYS_IN_TRASH, Trashed, trash};

pub(crate) use commit::commit;
pub(crate) use decide::decide;
pub(crate) use record::{Deletion, Record};
pub(crate) use records::{head_of, members_of};
pub(crate) use settle::miss_absent;

use crate::model::{Category, Email, Item, Prompt, Timestamp};

/// What a library knows of its own past, apart from the marks of its records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causality {
    pub(crate) clock: Clock,
    /// Who writes under a replica, as they say themselves.
    pub(crate) authors: BTreeMap<Replica, Email>,
    pub(crate) head: Marks,
    pub(crate) members: BTreeMap<String, Marks>,
    pub(crate) dead: Dead,
    pub(crate) days: Days,
    pub(crate) history: BTreeMap<String, Vec<Version>>,
    /// Records that a file names and doesn't hold: taken out by hand. Whoever still has one brings it back.
    pub(crate) absent: Absent,
}

/// What was deleted, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dead {
    pub(crate) prompts: BTreeMap<String, Tombstone<Prompt>>,
    pub(crate) categories: BTreeMap<String, Tombstone<Category>>,
    /// By the name of their list and their id, as everywhere in here.
    pub(crate) items: BTreeMap<String, Tombstone<Item>>,
}

/// The record that something was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone<T> {
    /// What it was when it was deleted.
    pub record: T,
    /// Who deleted it.
    pub by: Email,
    /// When, for display and for emptying the trash.
    pub at: Timestamp,
}

/// Marks of records without a record, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Absent {
    pub(crate) prompts: BTreeMap<String, Marks>,
    pub(crate) categories: BTreeMap<String, Marks>,
    pub(crate) members: BTreeMap<String, Marks>,
    pub(crate) items: BTreeMap<String, Marks>,
}

impl Absent {
    /// Tells whether any of them holds an edit of a replica.
    pub(crate) fn has_of(&self, replica: Replica) -> bool {
        let all = [&self.prompts, &self.categories, &self.items];
        all.into_iter().flat_map(BTreeMap::values).flat_map(Marks::dots).any(|dot| dot.replica == replica)
    }
}

impl Causality {
    /// Returns what this state has seen.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
}
