//! Noticing what was changed by hand in a file of ours: its header has a check for each field.

use std::collections::HashMap;
use std::hash::Hasher;

use fnv::FnvHasher;

use super::replica;
use crate::causal::commit::rerank_all;
use crate::causal::record::{Held, RANK, Record, Sibling};
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

/// The checks of a file's records, by id.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    pub(crate) head: Option<String>,
    pub(crate) members: HashMap<String, String>,
    pub(crate) categories: HashMap<String, String>,
    pub(crate) items: HashMap<String, String>,
    pub(crate) prompts: HashMap<String, String>,
}

/// Marks what someone changed by hand in a file of ours. `checks` are those that its header has for each record.
pub(crate) fn mark_edits(library: &mut Library, bytes: &[u8], checks: &Checks) {
    let replica = replica(bytes);
    let dot = Dot { number: library.causality.clock.next(), replica };
    let ranks = ranks_of(library);

    let mut head = head_of(library);
    let mut edited = false;
    edited |= edits(&mut head, checks.head.as_deref(), dot, &[]);
    let mut members = members_of(library);
    for member in &mut members {
        let id = member.id().into_owned();
        edited |= edits(member, checks.members.get(&id).map(String::as_str), dot, &[]);
    }
    for item in &mut library.items {
        let id = item.key();
        edited |= edits(item, checks.items.get(&id).map(String::as_str), dot, &[]);
    }
    for category in &mut library.categories {
        edited |= edits(category, checks.categories.get(category.id.as_str()).map(String::as_str), dot, &[]);
    }
    for prompt in &mut library.prompts {
        let found = checks.prompts.get(prompt.id.as_str()).map(String::as_str);
        let base = history::current(prompt);
        let history = &library.causality.history;
        let versions = history.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
        let changed = edits(prompt, found, dot, versions);
        edited |= changed;
        if changed && found.is_some() {
            let versions = library.causality.history.entry(prompt.id.to_string()).or_default();
            versions.push(Version { dot, base: Some(base), by: None, at: None, draft: None });
            history::bound(versions);
        }
    }
    rerank_all(library, &mut members, dot);
    set_members(library, members);
    set_head(library, head);
    edited |= ranks_of(library) != ranks;
    if edited {
        library.causality.clock.see(dot);
    }
    settle::settle(library);
}

/// Returns the places of all records.
fn ranks_of(library: &Library) -> Vec<String> {
    let rank = |marks: &Marks| marks.rank.clone();
    let prompts = library.prompts.iter().map(|prompt| rank(&prompt.marks));
    let categories = library.categories.iter().map(|category| rank(&category.marks));
    let items = library.items.iter().map(|item| rank(&item.marks));
    prompts.chain(categories).chain(items).chain(library.causality.members.values().map(rank)).collect()
}

/// Marks the fields of a record whose checks don't hold. Returns whether there are any.
fn edits<R: Record>(record: &mut R, checks: Option<&str>, dot: Dot, history: &[Version]) -> bool {
    let Some(checks) = checks else {
        *record.marks_mut() = Marks { born: dot, ..Marks::default() };
        return true;
    };
    let known: Vec<&[u8]> = checks.as_bytes().chunks(CHECK).collect();
    let mut new: Vec<String> = Vec::new();
    record.each(&mut |name, held| {
        if !known.contains(&check(name, held).as_slice()) && kept(Rule::Checks) {
            new.push(name.to_owned());
        }
    });
    let held = record.names().iter().filter(|name| *name != RANK && !record.get(name).is_null()).count();
    if held < known.len() {
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
        entries.push(Sibling { dot, value });
        record.mark(name, &entries);
    }
    !new.is_empty()
}
