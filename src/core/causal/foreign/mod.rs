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

use super::commit::rerank_all;
use super::records::{members_of, set_members};
use super::{Causality, Dot, Marks, Replica, settle};
use crate::model::{Library, Parts};

/// Marks all of a plain file as one edit, that of its bytes.
pub(crate) fn first_contact(library: &mut Library, bytes: &[u8]) {
    library.rest.take("sync");
    let dot = Dot { number: 1, replica: replica(bytes) };
    let marks = Marks { born: dot, ..Marks::default() };
    let mut members = members_of(library);
    for member in &mut members {
        member.marks = marks.clone();
    }
    for (_, of) in all_marks(library) {
        *of = marks.clone();
    }
    rerank_all(library, &mut members, &|| dot);
    set_members(library, members);
    library.causality.clock.see(dot);
    // What is deleted before the first join is as it would be after it.
    settle::settle(library);
}

/// Makes a plain library of one that a damaged `sync` object was read into.
pub(crate) fn forget(library: &mut Library) {
    library.causality = Causality::default();
    for (_, marks) in all_marks(library) {
        *marks = Marks::default();
    }
}

/// Returns the replica of what someone did to a file, from its bytes.
fn replica(bytes: &[u8]) -> Replica {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    Replica::of_file(hasher.finish())
}

/// Returns the marks of all records.
pub(super) fn all_marks(library: &mut Library) -> Vec<(&str, &mut Marks)> {
    let Causality { head, members, .. } = &mut library.causality;
    let members = members.iter_mut().map(|(id, marks)| (id.as_str(), marks));
    let categories =
        library.categories.iter_mut().map(|category| (category.id.as_str(), &mut category.marks));
    let prompts = library.prompts.iter_mut().map(|prompt| {
        let Parts { id, marks, .. } = &mut **prompt;
        (id.as_str(), marks)
    });
    let items = library.items.iter_mut().map(|item| (item.id.as_str(), &mut item.marks));
    std::iter::once(("", head)).chain(members).chain(categories).chain(items).chain(prompts).collect()
}
