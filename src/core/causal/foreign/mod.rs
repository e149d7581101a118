//! Edits that were made without this program: by hand in a text editor, or by a tool that knows the form 1.0 only.
//!
//! A file without `sync` is compared with what this device knows ([`adopt()`]); in one that still has ours, checks tell
//! what was changed ([`mark_edits`]). Either may be old, and bring back what was deleted ([`recognise`]).
//!
//! Whoever reads such a file makes the same of it: the edit's replica is a hash of the file's bytes. So ten members
//! who read it at once have one edit, not ten.

mod adopt;
mod checks;
mod old;

use std::hash::Hasher;

use fnv::FnvHasher;

pub(crate) use adopt::{Known, adopt};
pub(crate) use checks::{Checks, check, mark_edits};
pub(crate) use old::recognise;

use super::commit::{rerank, rerank_items, rerank_members};
use super::records::{head_of, members_of, set_head, set_members};
use super::{Causality, Dot, Marks, Replica, settle};
use crate::model::Library;

/// Marks all of a plain file as one edit, that of its bytes.
pub(crate) fn first_contact(library: &mut Library, bytes: &[u8]) {
    library.rest.take("sync");
    let dot = Dot { number: 1, replica: replica(bytes) };
    let marks = Marks { born: dot, ..Marks::default() };
    let mut head = head_of(library);
    head.marks = marks.clone();
    let mut members = members_of(library);
    for member in &mut members {
        member.marks = marks.clone();
    }
    for item in &mut library.items {
        item.marks = marks.clone();
    }
    for category in &mut library.categories {
        category.marks = marks.clone();
    }
    for prompt in &mut library.prompts {
        prompt.marks = marks.clone();
    }
    rerank_members(&mut members, &library.members.owner, dot);
    rerank(&mut library.categories, dot);
    rerank_items(&mut library.items, dot);
    rerank(&mut library.prompts, dot);
    set_members(library, members);
    set_head(library, head);
    library.causality.clock.see(dot);
    // What is deleted before the first join is as it would be after it.
    settle::settle(library);
}

/// Makes a plain library of one that a damaged `sync` object was read into.
pub(crate) fn forget(library: &mut Library) {
    library.causality = Causality::default();
    library.categories.iter_mut().for_each(|category| category.marks = Marks::default());
    library.items.iter_mut().for_each(|item| item.marks = Marks::default());
    library.prompts.iter_mut().for_each(|prompt| prompt.marks = Marks::default());
}

/// Returns the replica of what someone did to a file, from its bytes.
fn replica(bytes: &[u8]) -> Replica {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    Replica::of_file(hasher.finish())
}
