//! Noticing what was changed by hand in a file of ours: its header has a check for each field.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::hash::Hasher;

use fnv::FnvHasher;

use super::replica;
use crate::causal::commit::rerank_all;
use crate::causal::record::{Held, Record, Sibling};
use crate::causal::records::{head_of, members_of, set_head, set_members};
use crate::causal::{Dot, Marks, Version, history, settle, shown};
use crate::model::Library;
use crate::rule::{Rule, kept};

/// Letters of a field's check: 30 bits.
const CHECK: usize = 5;

/// Returns a short hash of a field's name and value, by which a reader tells that it was changed by hand.
pub(crate) fn check(name: &str, held: Held<'_>) -> [u8; CHECK] {
    let mut hasher = FnvHasher::default();
    hasher.write(name.as_bytes());
    hasher.write_u8(0);
    hasher.write(held.text().as_bytes());
    let hash = hasher.finish();
    let mut bits = hash ^ (hash >> 32);
    [(); CHECK].map(|()| {
        let digit = u8::try_from(bits % 32).unwrap_or_default();
        bits /= 32;
        if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
    })
}

/// The checks of a file's records: of each in its list, or by their address.
#[derive(Debug, Default)]
pub(crate) struct Checks<'a> {
    pub(crate) head: Option<&'a str>,
    pub(crate) members: HashMap<String, &'a str>,
    pub(crate) categories: Vec<Option<&'a str>>,
    pub(crate) items: Vec<Option<&'a str>>,
    pub(crate) prompts: Vec<Option<&'a str>>,
}

/// Marks what someone changed by hand in a file of ours. `checks` are those that its header has for each record.
pub(crate) fn mark_edits(library: &mut Library, bytes: &[u8], checks: &Checks<'_>) {
    let clock = library.causality.clock.clone();
    // To hash a large file takes a while, and most files were changed by nobody.
    let lazy = LazyCell::new(|| {
        let replica = replica(bytes);
        Dot { number: clock.next(replica, 0), replica }
    });
    let dot: &dyn Fn() -> Dot = &|| *lazy;

    let mut head = head_of(library);
    let mut edited = edits(&mut head, checks.head, dot, &[]);
    let mut members = members_of(library);
    for member in &mut members {
        let check = checks.members.get(member.id().as_ref()).copied();
        edited |= edits(member, check, dot, &[]);
    }
    for (item, check) in library.items.iter_mut().zip(&checks.items) {
        edited |= edits(item, *check, dot, &[]);
    }
    for (category, check) in library.categories.iter_mut().zip(&checks.categories) {
        edited |= edits(category, *check, dot, &[]);
    }
    for (prompt, check) in library.prompts.iter_mut().zip(&checks.prompts) {
        let history = &library.causality.history;
        let versions = history.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
        let before = check.map(|_| prompt.clone());
        let changed = edits(prompt, *check, dot, versions);
        edited |= changed;
        if let Some(before) = before.filter(|_| changed) {
            let versions = library.causality.history.entry(prompt.id.to_string()).or_default();
            let base = history::current(&before, versions);
            history::begin(versions, dot(), base, None);
        }
    }
    edited |= rerank_all(library, &mut members, dot);
    set_members(library, members);
    set_head(library, head);
    if edited {
        library.causality.clock.see(dot());
    }
    settle::settle(library);
}

/// Marks the fields of a record whose checks don't hold. Returns whether there are any.
fn edits<R: Record>(
    record: &mut R,
    checks: Option<&str>,
    dot: &dyn Fn() -> Dot,
    history: &[Version],
) -> bool {
    let Some(checks) = checks else {
        *record.marks_mut() = Marks { born: dot(), ..Marks::default() };
        return true;
    };
    let known = || checks.as_bytes().chunks(CHECK);
    let mut new: Vec<String> = Vec::new();
    let mut fields = 0;
    record.each(&mut |name, held| {
        fields += 1;
        let check = check(name, held);
        if !known().any(|known| *known == check) && kept(Rule::Checks) {
            new.push(name.to_owned());
        }
    });
    if fields < known().len() {
        // Something was taken out. Which of the empty fields had a value, their checks don't say; emptied again, the
        // others are what they were.
        new.extend(record.names().into_iter().filter(|name| record.get(name).is_null()));
    }
    for name in &new {
        let value = record.get(name);
        let seen = shown::of(record, name, history).map(|shown| shown.of);
        let entries = record.entries(name).into_iter();
        let mut entries: Vec<Sibling> =
            entries.filter(|entry| seen.as_ref().is_some_and(|seen| !seen.contains(&entry.dot))).collect();
        entries.push(Sibling { dot: dot(), value });
        record.mark(name, &entries);
    }
    !new.is_empty()
}
