//! Edits that were made without this program: by hand in a text editor, or by a tool that knows the form 1.0 only.
//!
//! Whoever reads such a file makes the same of it: the edit's replica is a hash of the file's bytes. So ten members
//! who read it at once have one edit, not ten.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hasher;

use fnv::FnvHasher;
use serde_json::Value;

use super::commit::{rerank, rerank_items, rerank_members};
use super::record::{Held, RANK, Record, Sibling};
use super::records::{head_of, members_of, set_head, set_members};
use super::{
    Causality, Clock, Dot, Marks, Replica, Tombstone, Version, clocks, history, lists, settle, shown,
};
use crate::model::{CategoryId, Draft, Item, Library, Prompt, PromptId};
use crate::rule::{Rule, kept};

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

/// What is known when a plain file is read.
pub(crate) struct Known<'a> {
    /// The library as this device has it, its newest edits included.
    pub(crate) now: &'a Library,
    /// The same without the edits that were never in any file.
    pub(crate) base: &'a Library,
    /// What the folder held when it was last looked at.
    pub(crate) seen: &'a Clock,
}

/// Marks what a plain file has otherwise than what is known. What it doesn't have any more is not taken for deleted.
pub(crate) fn adopt(library: &mut Library, bytes: &[u8], known: &Known<'_>) {
    let Known { now, base, seen } = *known;
    let replica = replica(bytes);
    library.rest.take("sync");
    if now.causality.clock.of(replica) > 0 && kept(Rule::ReadBefore) || now.causality.clock.is_empty() {
        // These very bytes were read before: whatever has come of them since, nothing in them is new.
        return first_contact(library, bytes);
    }
    let dot = Dot { number: now.causality.clock.next(), replica };
    library.causality.clock = seen.clone();
    library.causality.authors.clone_from(&now.causality.authors);

    let mut head = head_of(library);
    let mut edited = adopt_one(&mut head, &head_of(now), dot, seen, &[head_of(base)], None, &[]);
    let (mut members, their_members, old_members) = (members_of(library), members_of(now), members_of(base));
    let dead = &now.causality.dead;
    let absent = &mut library.causality.absent;
    edited |= adopt_all(
        &mut members,
        &their_members,
        dot,
        &|id| old_members.iter().find(|member| member.id() == id),
        &mut absent.members,
        &mut |member, known| {
            let past = old_members.iter().filter(|old| old.email == known.email).cloned().collect::<Vec<_>>();
            adopt_one(member, known, dot, seen, &past, None, &[])
        },
    );
    rerank_members(&mut members, &library.members.owner, dot);
    edited |= adopt_all(
        &mut library.categories,
        &now.categories,
        dot,
        &|id| dead.categories.get(id).map(|stone| &stone.record),
        &mut absent.categories,
        &mut |category, known| {
            let past: Vec<_> = base.categories.iter().filter(|old| old.id == known.id).cloned().collect();
            adopt_one(category, known, dot, seen, &past, None, &[])
        },
    );
    rerank(&mut library.categories, dot);
    edited |= adopt_all(
        &mut library.items,
        &now.items,
        dot,
        &|id| dead.items.get(id).map(|stone| &stone.record),
        &mut absent.items,
        &mut |item, known| {
            let old = |old: &&Item| (old.kind, &old.id) == (known.kind, &known.id);
            let past: Vec<_> = base.items.iter().filter(old).cloned().collect();
            adopt_one(item, known, dot, seen, &past, None, &[])
        },
    );
    rerank_items(&mut library.items, dot);
    let history = &mut library.causality.history;
    history.clone_from(&now.causality.history);
    let old_prompts: HashMap<&PromptId, &Prompt> =
        base.prompts.iter().map(|prompt| (&prompt.id, prompt)).collect();
    edited |= adopt_all(
        &mut library.prompts,
        &now.prompts,
        dot,
        &|id| dead.prompts.get(id).map(|stone| &stone.record),
        &mut absent.prompts,
        &mut |prompt, known| {
            let versions = history.entry(known.id.to_string()).or_default();
            let edited =
                adopt_prompt(prompt, known, old_prompts.get(&known.id).copied(), dot, seen, versions);
            history::bound(versions);
            edited
        },
    );
    rerank(&mut library.prompts, dot);
    history.retain(|_, versions| !versions.is_empty());
    let placed = |marks: &Marks| marks.fields.iter().any(|(_, edit)| *edit == dot);
    edited |= library.prompts.iter().any(|prompt| placed(&prompt.marks))
        || library.categories.iter().any(|category| placed(&category.marks))
        || library.items.iter().any(|item| placed(&item.marks))
        || members.iter().any(|member| placed(&member.marks));
    set_members(library, members);
    set_head(library, head);
    if edited {
        // These bytes, and what was made of them: who knows more or less makes something else of them, and neither
        // has seen the other's.
        let named = Dot { replica: named(library, dot), ..dot };
        for (_, marks) in all_marks(library) {
            marks.rename(dot, named);
        }
        for version in library.causality.history.values_mut().flatten().filter(|version| version.dot == dot) {
            version.dot = named;
        }
        library.causality.clock.see(Dot { number: 1, replica });
        library.causality.clock.see(named);
    }
}

/// Names an edit by hand after the bytes, by which it goes until now, and what it wrote.
fn named(library: &mut Library, dot: Dot) -> Replica {
    let mut hasher = FnvHasher::default();
    hasher.write(dot.to_string().as_bytes());
    for (id, marks) in all_marks(library) {
        for name in marks.written_by(dot) {
            hasher.write(format!("\n{id}\t{name}").as_bytes());
        }
    }
    Replica::of_file(hasher.finish())
}

/// Returns the marks of all records.
fn all_marks(library: &mut Library) -> Vec<(&str, &mut Marks)> {
    let Causality { head, members, .. } = &mut library.causality;
    let members = members.iter_mut().map(|(id, marks)| (id.as_str(), marks));
    let categories =
        library.categories.iter_mut().map(|category| (category.id.as_str(), &mut category.marks));
    let prompts = library.prompts.iter_mut().map(|prompt| (prompt.id.as_str(), &mut prompt.marks));
    let items = library.items.iter_mut().map(|item| (item.id.as_str(), &mut item.marks));
    std::iter::once(("", head)).chain(members).chain(categories).chain(items).chain(prompts).collect()
}

fn adopt_all<'a, R: Record>(
    list: &mut [R],
    known: &'a [R],
    dot: Dot,
    dead: &dyn Fn(&str) -> Option<&'a R>,
    absent: &mut BTreeMap<String, Marks>,
    adopt: &mut dyn FnMut(&mut R, &R) -> bool,
) -> bool {
    let mut edited = false;
    let mut rest: HashMap<String, &R> =
        known.iter().map(|record| (record.id().into_owned(), record)).collect();
    for record in list.iter_mut() {
        let id = record.id().into_owned();
        // What is deleted here and stands in the file as it was is an old file, not someone's wish.
        if let Some(known) = rest.remove(&id).or_else(|| dead(&id)) {
            edited |= adopt(record, known);
        } else {
            record.marks_mut().born = dot;
            edited = true;
        }
    }
    absent.extend(rest.into_iter().map(|(id, record)| (id, record.marks().clone())));
    edited
}

/// Marks a record as `known` is marked, but for the fields that are new in it. Returns whether there are any.
///
/// `past` has what the record was before, as far as it is known: a value from then is no edit, but a file of then.
/// `nearest` is what the author of a new content started from, as far as can be guessed.
fn adopt_one<R: Record>(
    record: &mut R,
    known: &R,
    dot: Dot,
    seen: &Clock,
    past: &[R],
    nearest: Option<&R>,
    history: &[Version],
) -> bool {
    let mut fields = Vec::new();
    record.each(&mut |name, held| fields.push((name.to_owned(), held.text().into_owned())));
    let new: Vec<String> = fields
        .into_iter()
        .filter(|(name, text)| {
            let is = |value: &Value| Held::Json(value).text() == text.as_str();
            let of_known = known.entries(name).iter().any(|entry| is(&entry.value)) || is(&known.get(name));
            !of_known && !past.iter().any(|past| is(&past.get(name)) && kept(Rule::PastIsNoEdit))
        })
        .map(|(name, _)| name)
        .collect();
    let values: Vec<Value> = new.iter().map(|name| record.get(name)).collect();
    let had = Had { file: record.clone(), known, new: &new, past, nearest, history };
    let kept: Vec<Vec<Sibling>> = new
        .iter()
        .map(|name| {
            // What the file held when it was last looked at was there to be seen; what it didn't is no one's to replace.
            let stays = |entry: &Sibling| {
                (!seen.has(entry.dot) || !had.showed(name, entry)) && kept(Rule::SeenByHand)
            };
            known.entries(name).into_iter().filter(stays).collect()
        })
        .collect();
    *record.marks_mut() = known.marks().clone();
    for name in known.names().iter().filter(|name| !new.contains(name)) {
        let value = known.get(name);
        record.put(name, &value);
    }
    for ((name, value), mut entries) in new.iter().zip(values).zip(kept) {
        entries.push(Sibling { dot, value });
        record.mark(name, &entries);
    }
    !new.is_empty()
}

/// A record of a plain file, and what is known of it.
struct Had<'a, R> {
    file: R,
    known: &'a R,
    /// Its fields that have values which nobody knows.
    new: &'a [String],
    past: &'a [R],
    nearest: Option<&'a R>,
    history: &'a [Version],
}

impl<R: Record> Had<'_, R> {
    /// Tells whether who wrote the new value of a field had been shown that of `entry`. Where that can't be told, they
    /// hadn't: it costs a question, and no text.
    fn showed(&self, name: &str, entry: &Sibling) -> bool {
        if !self.holds_what_followed(name, entry) {
            if self.nearest.is_some() && self.may_be_older(name, entry) {
                return false;
            }
            let now = self.known.get(name);
            match self.nearest.filter(|_| name == "content").map(|nearest| nearest.get(name)) {
                Some(nearest) if nearest != now => return nearest == entry.value,
                None if self.past.iter().any(|past| past.get(name) != now) => return false,
                _ => {}
            }
        }
        let shown = shown::of(self.known, name, self.history);
        shown.is_none_or(|shown| shown.of.contains(&entry.dot))
    }

    /// Tells whether the file holds something that `entry`'s author wrote with or after it, and that was not there
    /// before: then it held the entry, too.
    fn holds_what_followed(&self, name: &str, entry: &Sibling) -> bool {
        let followed = |other: &String| {
            let value = self.file.get(other);
            let of = self.known.entries(other);
            let is_of_author =
                |one: &Sibling| one.dot.replica == entry.dot.replica && one.dot.number >= entry.dot.number;
            let was = |past: &R| past.get(other) == value && past.get(name) != entry.value;
            other != name
                && other != RANK
                && !self.new.contains(other)
                && matches!(of.as_slice(), [one] if is_of_author(one) && one.value == value)
                && !self.past.iter().any(was)
        };
        !entry.dot.replica.is_of_file() && self.known.names().iter().any(followed)
    }

    /// Tells whether an entry was written by hand and has what the file lacks: it was written over something that
    /// perhaps nobody here knows, and a plain file may hold just that.
    fn may_be_older(&self, name: &str, entry: &Sibling) -> bool {
        if !entry.dot.replica.is_of_file() || entry.dot == self.known.marks().born {
            return false;
        }
        let texts = |record: &R| record.get(name).as_str().map(str::to_owned).unwrap_or_default();
        let others: Vec<String> = self.past.iter().chain([&self.file]).map(texts).collect();
        let is_in_others = |line: &str| others.iter().any(|other| other.lines().any(|known| known == line));
        name != "content" || !entry.value.as_str().unwrap_or_default().lines().all(is_in_others)
    }
}

/// Guesses which version someone's content came from who knows nothing of versions: the one that theirs has most lines
/// in common with, the oldest of several. A wrong guess costs a question, not a text.
fn origin(theirs: &Draft, versions: Vec<(Dot, Draft)>) -> Option<(Dot, Draft)> {
    // Only the content tells: a title may have been written by someone who never saw this content.
    let distance = |draft: &Draft| {
        let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
        let (a, b) = (lines(&draft.content), lines(&theirs.content));
        a.iter().filter(|line| !b.contains(line)).count() + b.iter().filter(|line| !a.contains(line)).count()
    };
    // Of equal ones the first is the least.
    versions.into_iter().min_by_key(|(_, draft)| distance(draft))
}

/// Marks a prompt of a plain file, and notes what it came from.
fn adopt_prompt(
    prompt: &mut Prompt,
    known: &Prompt,
    base: Option<&Prompt>,
    dot: Dot,
    seen: &Clock,
    history: &mut Vec<Version>,
) -> bool {
    let now = history::current(known);
    let old = history.iter().filter_map(|version| Some((version.dot, version.draft.clone()?)));
    let mut versions: Vec<(Dot, Draft)> = old.collect();
    let past = versions.iter().map(|(_, draft)| Prompt { draft: draft.clone(), ..known.clone() });
    let past: Vec<Prompt> = past.chain(base.cloned()).collect();
    versions.extend(history::held(known));
    versions.push((now, known.draft.clone()));
    // What was in no file yet, nobody can have started from.
    versions.retain(|(dot, _)| seen.has(*dot));
    let (origin, started) = origin(&prompt.draft, versions).unwrap_or((now, known.draft.clone()));
    let started = Prompt { draft: started, ..known.clone() };
    let edited = adopt_one(prompt, known, dot, seen, &past, Some(&started), history);
    if edited {
        history::keep(history, known);
        history.push(Version { dot, base: Some(origin), by: None, at: None, draft: None });
    }
    edited
}

/// Takes out of a file what is only there because it is old, as someone can tell who knows what was deleted.
///
/// A file that is changed by hand twice says only that it differs from its last header, not what was new the second
/// time; and of two devices under one name, none knows what the other one has seen. But what is as it was when it
/// was deleted is nobody's wish to have it back.
pub(crate) fn recognise(file: &mut Library, known: &Library) {
    if !kept(Rule::Trash) {
        return;
    }
    let dead = &known.causality.dead;
    let clock = &clocks::Clocks::of(&known.causality, &file.causality).ours;
    // One that came back because a prompt is filed in it has its tombstone still.
    let there: HashSet<CategoryId> = known.categories.iter().map(|category| category.id.clone()).collect();
    file.categories.retain(|one| there.contains(&one.id) || !is_dead(one, &dead.categories, &[], clock));
    file.items.retain(|item| !is_dead(item, &dead.items, &[], clock));
    file.prompts.retain(|prompt| {
        let versions = known.causality.history.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
        let past = |was: &Prompt| {
            versions
                .iter()
                .filter_map(|version| Some(Prompt { draft: version.draft.clone()?, ..was.clone() }))
                .collect()
        };
        let past: Vec<Prompt> =
            dead.prompts.get(prompt.id.as_str()).map(|stone| past(&stone.record)).unwrap_or_default();
        !is_dead(prompt, &dead.prompts, &past, clock)
    });
    note_replaced(file, known);
}

/// Tells whether a record is in the trash just so, or older. `past` has what it was before, as far as it is known:
/// what stands so in a plain file is not someone's edit, but a file of then.
fn is_dead<R: Record>(record: &R, dead: &BTreeMap<String, Tombstone<R>>, past: &[R], clock: &Clock) -> bool {
    let Some(was) = dead.get(record.id().as_ref()).map(|stone| &stone.record) else { return false };
    if lists::strangers(was, record) {
        // Someone went on writing what was deleted: that is another one under the same id.
        return false;
    }
    let old = |name: &str, entry: &Sibling| {
        entry.dot.replica.is_of_file() && past.iter().any(|past| past.get(name) == entry.value)
    };
    let known = |name: &String, entry: &Sibling| {
        name == RANK
            || clock.has(entry.dot)
            || was.entries(name).iter().any(|old| old.value == entry.value)
            || old(name, entry)
    };
    record.names().iter().all(|name| record.entries(name).iter().all(|entry| known(name, entry)))
}

/// Keeps what an edit by hand in a file of ours replaced, as far as this device knows it: the file says only which
/// version it was.
fn note_replaced(file: &mut Library, known: &Library) {
    let clock = &known.causality.clock;
    let known: HashMap<&str, &Prompt> =
        known.prompts.iter().map(|prompt| (prompt.id.as_str(), prompt)).collect();
    for prompt in &file.prompts {
        let Some(versions) = file.causality.history.get_mut(prompt.id.as_str()) else { continue };
        // What is no news here was noted when it was.
        let by_hand =
            versions.iter().filter(|version| version.dot.replica.is_of_file() && !clock.has(version.dot));
        let bases: Vec<Dot> = by_hand.filter_map(|version| version.base).collect();
        let Some(known) = known.get(prompt.id.as_str()).filter(|_| !bases.is_empty()) else { continue };
        if history::held(known).iter().any(|(dot, _)| bases.contains(dot)) {
            history::keep(versions, known);
            history::bound(versions);
        }
    }
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
    rerank_members(&mut members, &library.members.owner, dot);
    rerank(&mut library.categories, dot);
    rerank_items(&mut library.items, dot);
    rerank(&mut library.prompts, dot);
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

/// The checks of a file's records, by id.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    pub(crate) head: Option<String>,
    pub(crate) members: HashMap<String, String>,
    pub(crate) categories: HashMap<String, String>,
    pub(crate) items: HashMap<String, String>,
    pub(crate) prompts: HashMap<String, String>,
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
