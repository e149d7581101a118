//! Edits that were made without this program: by hand in a text editor, or by a tool that knows the form 1.0 only.
//!
//! Whoever reads such a file makes the same of it: the edit's replica is a hash of the file's bytes. So ten members
//! who read it at once have one edit, not ten.

use std::hash::Hasher;

use fnv::FnvHasher;

use super::commit::rerank;
use super::record::{Held, Record, Sibling};
use super::records::{head_of, members_of, set_head, set_members};
use super::{Clock, Dot, Marks, Replica, Version, history, join, shown};
use crate::model::{Library, Prompt};

/// Returns the replica of what someone did to a file, from its bytes.
fn replica(bytes: &[u8]) -> Replica {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    Replica::of_file(hasher.finish())
}

/// Letters of a field's check: 30 bits.
pub(crate) const CHECK: usize = 5;

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

/// Marks all of a plain file as one edit, that of its bytes.
pub(crate) fn first_contact(library: &mut Library, bytes: &[u8]) {
    let dot = Dot { number: 1, replica: replica(bytes) };
    let marks = Marks { born: dot, ..Marks::default() };
    let mut head = head_of(library);
    head.marks = marks.clone();
    let mut members = members_of(library);
    for member in &mut members {
        member.marks = marks.clone();
    }
    for category in &mut library.categories {
        category.marks = marks.clone();
    }
    for prompt in &mut library.prompts {
        prompt.marks = marks.clone();
    }
    rerank(&mut members, dot);
    rerank(&mut library.categories, dot);
    rerank(&mut library.prompts, dot);
    set_members(library, members);
    set_head(library, head);
    library.causality.clock.see(dot);
}

/// Marks what a plain file has otherwise than `known`: the library as this device has it, of which the folder held
/// what `seen` covers when it was last looked at. What the file doesn't have any more is not taken for deleted.
pub(crate) fn adopt(library: &mut Library, bytes: &[u8], known: &Library, seen: &Clock) {
    let dot = Dot { number: known.causality.clock.next(), replica: replica(bytes) };
    library.causality.clock = seen.clone();
    library.causality.authors.clone_from(&known.causality.authors);
    let history = &known.causality.history;

    let mut head = head_of(library);
    let mut edited = adopt_one(&mut head, &head_of(known), dot, seen, &[]);
    let (mut members, their_members) = (members_of(library), members_of(known));
    let absent = &mut library.causality.absent;
    edited |= adopt_all(&mut members, &their_members, dot, seen, |_| &[], &mut absent.members);
    edited |= adopt_all(&mut library.categories, &known.categories, dot, seen, |_| &[], &mut absent.categories);
    let versions = |id: &str| history.get(id).map_or(&[][..], Vec::as_slice);
    edited |= adopt_all(&mut library.prompts, &known.prompts, dot, seen, versions, &mut absent.prompts);
    note(library, &known.prompts, dot);
    set_members(library, members);
    set_head(library, head);
    if edited {
        library.causality.clock.see(dot);
    }
}

fn adopt_all<'h, R: Record>(
    list: &mut [R],
    known: &[R],
    dot: Dot,
    seen: &Clock,
    history: impl Fn(&str) -> &'h [Version],
    absent: &mut std::collections::BTreeMap<String, Marks>,
) -> bool {
    let mut edited = false;
    let mut rest: std::collections::HashMap<String, &R> =
        known.iter().map(|record| (record.id().into_owned(), record)).collect();
    for record in list.iter_mut() {
        let id = record.id().into_owned();
        match rest.remove(&id) {
            Some(known) => edited |= adopt_one(record, known, dot, seen, history(&id)),
            None => {
                record.marks_mut().born = dot;
                edited = true;
            }
        }
    }
    absent.extend(rest.into_iter().map(|(id, record)| (id, record.marks().clone())));
    rerank(list, dot);
    edited || list.iter().any(|record| record.marks().fields.iter().any(|(_, edit)| *edit == dot))
}

/// Marks a record as `known` is marked, but for the fields that are new in it.
fn adopt_one<R: Record>(record: &mut R, known: &R, dot: Dot, seen: &Clock, history: &[Version]) -> bool {
    let names = known.names();
    let mut fields = Vec::new();
    record.each(&mut |name, held| fields.push((name.to_owned(), held.text().into_owned())));
    let new: Vec<String> = fields
        .into_iter()
        .filter(|(name, text)| {
            let same = known.entries(name).iter().any(|entry| Held::Json(&entry.value).text() == text.as_str());
            let old = name == "content"
                && history.iter().filter_map(|version| version.draft.as_ref()).any(|draft| draft.content == *text);
            !same && !old && Held::Json(&known.get(name)).text() != text.as_str()
        })
        .map(|(name, _)| name)
        .collect();
    *record.marks_mut() = known.marks().clone();
    for name in names.iter().filter(|name| !new.contains(name)) {
        let value = known.get(name);
        record.put(name, &value);
    }
    let edited = !new.is_empty();
    for name in new {
        // What the file held when it was last looked at was there to be seen; what it didn't is no one's to replace.
        let mut entries: Vec<Sibling> =
            known.entries(&name).into_iter().filter(|entry| !seen.has(entry.dot)).collect();
        entries.push(Sibling { dot, value: record.get(&name) });
        record.mark(&name, &entries);
    }
    edited
}

/// Marks what someone changed by hand in a file of ours. `checks` are those that its header has for each record.
pub(crate) fn mark_edits(library: &mut Library, bytes: &[u8], checks: &Checks) {
    let replica = replica(bytes);
    let dot = Dot { number: library.causality.clock.next(), replica };
    let before = library.clone();
    let history = before.causality.history.clone();
    let versions = |id: &str| history.get(id).map_or(&[][..], Vec::as_slice);

    let mut head = head_of(library);
    let mut edited = false;
    edited |= edits(&mut head, checks.head.as_deref(), dot, &[]);
    let mut members = members_of(library);
    for member in &mut members {
        let id = member.id().into_owned();
        edited |= edits(member, checks.members.get(&id).map(String::as_str), dot, &[]);
    }
    for category in &mut library.categories {
        edited |= edits(category, checks.categories.get(category.id.as_str()).map(String::as_str), dot, &[]);
    }
    for prompt in &mut library.prompts {
        let found = checks.prompts.get(prompt.id.as_str()).map(String::as_str);
        edited |= edits(prompt, found, dot, versions(prompt.id.as_str()));
    }
    rerank(&mut members, dot);
    rerank(&mut library.categories, dot);
    rerank(&mut library.prompts, dot);
    let moved = |a: &Library, b: &Library| {
        a.prompts.iter().map(|prompt| &prompt.marks.rank).ne(b.prompts.iter().map(|prompt| &prompt.marks.rank))
            || a.categories.iter().map(|one| &one.marks.rank).ne(b.categories.iter().map(|one| &one.marks.rank))
    };
    edited |= moved(&before, library) || members_of(&before) != members;
    set_members(library, members);
    set_head(library, head);
    if edited {
        library.causality.clock.see(dot);
    }
    join::settle(library);
}

/// The checks of a file's records, by id.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    pub(crate) head: Option<String>,
    pub(crate) members: std::collections::HashMap<String, String>,
    pub(crate) categories: std::collections::HashMap<String, String>,
    pub(crate) prompts: std::collections::HashMap<String, String>,
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
        if !known.contains(&check(name, held).as_slice()) {
            new.push(name.to_owned());
        }
    });
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

/// Keeps what an edit by hand replaced.
fn note(library: &mut Library, known: &[Prompt], dot: Dot) {
    let known: std::collections::HashMap<&str, &Prompt> =
        known.iter().map(|prompt| (prompt.id.as_str(), prompt)).collect();
    for prompt in &library.prompts {
        let Some(before) = known.get(prompt.id.as_str()) else { continue };
        if prompt.draft == before.draft || history::current(prompt) != dot {
            continue;
        }
        let base = history::current(before);
        let versions = library.causality.history.entry(prompt.id.to_string()).or_default();
        versions.push(Version {
            dot: base,
            base: None,
            by: before.modified_by.clone(),
            at: before.modified_at.clone(),
            draft: Some(before.draft.clone()),
        });
        versions.push(Version { dot, base: Some(base), by: None, at: None, draft: None });
    }
}
