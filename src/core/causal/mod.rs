//! Causality: what makes copies of a library that were edited apart become one again, with nothing lost.
//!
//! A folder that a service syncs is no server: whole files overtake each other, come back old, or are set aside as
//! copies. "The last state I saw" is then no ancestor of what is read next, so a merge against it takes other
//! people's work for deletions. A file therefore carries which edits its values come from:
//!
//! ```text
//!   clock                    of each replica, all edits up to this number were seen by this state
//!   marks of a record        the edit (dot) that made each of its fields; its place in its list
//!   siblings of a field      values written by people who had not seen each other's
//!   dead                     what was deleted, for the trash
//!   history                  the last versions of each prompt: which edit, on what it was based, its text
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
//! both started from one version; anything else is a conflict, shown with the value of the highest dot until
//! someone resolves it ([`conflict`]). A merge is only ever *shown*: it is worked out anew from the same siblings by
//! everyone and is no edit, so it can neither differ between two devices nor bring back what someone deleted.
//!
//! A record counts as deleted if its edits were all seen by a side that has it no more; one unseen edit in it keeps
//! all of it. Join is commutative, idempotent and monotone: an old file that comes back changes nothing.
//!
//! Architecture invariant: no rule here looks at a clock on a wall, at a file's name or date, or at the order in
//! which files were found.

mod clocks;
mod commit;
pub mod conflict;
mod dot;
mod fields;
pub(crate) mod foreign;
mod history;
mod join;
mod lists;
pub(crate) mod rank;
pub(crate) mod record;
pub(crate) mod records;
mod renamed;
mod renew;
mod settle;
mod shown;

use std::collections::BTreeMap;

pub use dot::{Clock, Dot, Replica};
pub(crate) use history::bound as bound_versions;
pub use history::{MOST_VERSIONS, Version};
pub(crate) use join::holds;
pub use join::join;
pub use record::{Marks, Sibling};
pub use renew::{fork, renew};

pub(crate) use commit::{commit, resolve};
pub(crate) use record::Record;
pub(crate) use records::{head_of, members_of};

use crate::model::{Category, Email, Item, Prompt, Timestamp};

/// What a library knows of its own past, apart from the marks of its records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causality {
    pub(crate) clock: Clock,
    /// Who writes under a replica, as they say themselves.
    pub(crate) authors: BTreeMap<Replica, Email>,
    /// Of each replica, the last edits by number, with the nonce that tells each from any other.
    pub(crate) tips: BTreeMap<Replica, Vec<(u64, u32)>>,
    pub(crate) head: Marks,
    pub(crate) members: BTreeMap<String, Marks>,
    pub(crate) dead: Dead,
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

    /// Takes note of an edit and of what tells it from any other.
    fn see(&mut self, dot: Dot, nonce: u32) {
        self.clock.see(dot);
        let tips = self.tips.entry(dot.replica).or_default();
        if !tips.contains(&(dot.number, nonce)) {
            tips.push((dot.number, nonce));
        }
        bound_tips(tips);
    }
}

/// Edits of a replica whose nonces are kept. Two devices under one name are told apart as long as neither has made
/// more since they parted, so that is what a profile can be behind that was copied or brought back from a backup.
const MOST_TIPS: usize = 40;

/// Returns the number from which on all edits of a replica are among its tips.
fn first_of(tips: &[(u64, u32)]) -> u64 {
    tips.first().filter(|_| tips.len() >= MOST_TIPS).map_or(0, |(number, _)| *number)
}

pub(crate) fn bound_tips(tips: &mut Vec<(u64, u32)>) {
    tips.sort_unstable();
    tips.dedup();
    let surplus = tips.len().saturating_sub(MOST_TIPS);
    tips.drain(..surplus);
}
