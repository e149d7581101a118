//! Adopting a plain file, one without `sync`: what it has otherwise than what is known becomes one edit.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;

use fnv::FnvHasher;
use serde_json::Value;

use super::{all_marks, first_contact, replica};
use crate::causal::commit::rerank_all;
use crate::causal::record::{Held, RANK, Record, Sibling};
use crate::causal::records::{Listed, Stock, head_of, members_of, set_head, set_members};
use crate::causal::{Base, Clock, Dot, Marks, Replica, Version, history, shown};
use crate::model::{Category, Draft, Item, Library, Prompt};
use crate::rule::{Rule, kept};

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
    let dot = Dot { number: now.causality.clock.next(replica, 0), replica };
    library.causality.clock = seen.clone();
    library.causality.authors.clone_from(&now.causality.authors);

    let mut head = head_of(library);
    let mut edited = adopt_one(&mut head, &head_of(now), dot, seen, &[head_of(base)], None, &[]);
    let (mut members, their_members, old_members) = (members_of(library), members_of(now), members_of(base));
    edited |= adopt_all(
        &mut members,
        &their_members,
        dot,
        &|id| old_members.iter().find(|member| member.id() == id),
        &mut library.causality.absent.members,
        &mut |member, known| {
            let past =
                old_members.iter().filter(|old| old.email.is(&known.email)).cloned().collect::<Vec<_>>();
            adopt_one(member, known, dot, seen, &past, None, &[])
        },
    );
    edited |= adopt_kind::<Category>(library, known, dot, &mut |category, known, old| {
        adopt_one(category, known, dot, seen, old, None, &[])
    });
    edited |= adopt_kind::<Item>(library, known, dot, &mut |item, known, old| {
        adopt_one(item, known, dot, seen, old, None, &[])
    });
    let mut history = now.causality.history.clone();
    edited |= adopt_kind::<Prompt>(library, known, dot, &mut |prompt, known, old| {
        let versions = history.entry(known.id.to_string()).or_default();
        let edited = adopt_prompt(prompt, known, old.first(), dot, seen, versions);
        history::bound(versions);
        edited
    });
    history.retain(|_, versions| !versions.is_empty());
    library.causality.history = history;
    rerank_all(library, &mut members, &|| dot);
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

/// Adopts the records of one kind. `adopt` takes a record, what is known of it, and what it was in the base, if it was
/// there; it marks the record and returns whether anything in it is new. Returns whether anything in any of them is.
fn adopt_kind<R: Listed>(
    library: &mut Library,
    known: &Known<'_>,
    dot: Dot,
    adopt: &mut dyn FnMut(&mut R, &R, &[R]) -> bool,
) -> bool {
    let Known { now, base, .. } = *known;
    let old: HashMap<Cow<'_, str>, &R> = R::of(base).iter().map(|record| (record.id(), record)).collect();
    let dead = R::dead_of(now);
    let Stock { records, absent, .. } = R::stock(library);
    adopt_all(
        records,
        R::of(now),
        dot,
        &|id| dead.get(id).map(|stone| &stone.record),
        absent,
        &mut |record, known| {
            let old = old.get(&known.id()).copied();
            adopt(record, known, old.map(std::slice::from_ref).unwrap_or_default())
        },
    )
}

/// Marks the records of a list: by `adopt` those that are known or dead, all others as new. Notes in `absent` what is
/// known and not in the list. Returns whether anything is new.
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
    let had = Had { file: record.clone(), known, new: &new, past, nearest, history, seen };
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

/// Marks a prompt of a plain file, and notes what it came from.
fn adopt_prompt(
    prompt: &mut Prompt,
    known: &Prompt,
    old: Option<&Prompt>,
    dot: Dot,
    seen: &Clock,
    history: &mut Vec<Version>,
) -> bool {
    let base = history::current(known, history);
    let now = base.dot();
    let saved = history.iter().filter_map(|version| Some((version.dot, version.draft.clone()?)));
    let mut versions: Vec<(Dot, Draft)> = saved.collect();
    let is_theirs = |(_, draft): &(Dot, Draft)| draft.content == prompt.draft.content;
    if !versions.iter().any(is_theirs) && known.draft.content != prompt.draft.content {
        // What was only shown is no version.
        let mut all = history.clone();
        history::keep(&mut all, known);
        versions.extend(history::merges(&all));
    }
    let past = versions.iter().map(|(_, draft)| known.with(draft.clone()));
    let past: Vec<Prompt> = past.chain(old.cloned()).collect();
    versions.extend(history::held(known));
    versions.push((now, known.draft.clone()));
    // What was in no file yet, nobody can have started from.
    versions.retain(|(dot, _)| seen.has(*dot));
    let (origin, started) = origin(&prompt.draft, versions).unwrap_or((now, known.draft.clone()));
    // What several came to was in a file if all of them were.
    let is_shown =
        origin == now && started.content == known.draft.content && base.dots().all(|dot| seen.has(dot));
    let base = if is_shown { base } else { Base::from(origin) };
    let started = known.with(started);
    let edited = adopt_one(prompt, known, dot, seen, &past, Some(&started), history);
    if edited {
        history::keep(history, known);
        history::begin(history, dot, base, None);
    }
    edited
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

/// A record of a plain file, and what is known of it.
struct Had<'a, R> {
    file: R,
    known: &'a R,
    /// Its fields that have values which nobody knows.
    new: &'a [String],
    past: &'a [R],
    nearest: Option<&'a R>,
    history: &'a [Version],
    /// What was in any file.
    seen: &'a Clock,
}

impl<R: Record> Had<'_, R> {
    /// Tells whether who wrote the new value of a field had been shown that of `entry`. Where that can't be told, they
    /// hadn't: it costs a question, and no text.
    fn showed(&self, name: &str, entry: &Sibling) -> bool {
        let now = self.known.get(name);
        let nearest = self.nearest.filter(|_| name == "content").map(|nearest| nearest.get(name));
        if let Some(nearest) = nearest.as_ref().filter(|nearest| **nearest != now) {
            // Whoever had the entry may have been shown another one beside it.
            return *nearest == entry.value;
        }
        if !self.holds_what_followed(name, entry) {
            if self.nearest.is_some() && self.may_be_older(name, entry) {
                return false;
            }
            if nearest.is_none() && self.past.iter().any(|past| past.get(name) != now) {
                return false;
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
            // What was in no file yet, nobody can have read: they came to the same value by themselves.
            let is_of_author = |one: &Sibling| {
                one.dot.replica == entry.dot.replica
                    && one.dot.number >= entry.dot.number
                    && self.seen.has(one.dot)
            };
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
