use std::collections::{BTreeMap, HashMap};
use std::mem::take;

use uuid::Uuid;

use super::record::{Marks, RANK, Record, Sibling};
use super::records::{head_of, members_of, set_head, set_members};
use super::shown::shown;
use super::{Clock, Dot, Tombstone, Version, history};
use crate::model::{CategoryId, Library};
use crate::order::sorted;

/// Brings two states of one library together. The result is the same whichever is named first, and holds every
/// value that either has and the other one didn't replace.
pub fn join(ours: Library, theirs: Library) -> Library {
    let (mut ours, mut theirs) = (ours, theirs);
    if ours == theirs {
        return ours;
    }
    let clocks = Clocks { ours: ours.causality.clock.clone(), theirs: theirs.causality.clock.clone() };
    let histories = (take(&mut ours.causality.history), take(&mut theirs.causality.history));
    let history = history::join(histories.0, histories.1);

    let heads = (head_of(&ours), head_of(&theirs));
    let (our_members, their_members) = (members_of(&ours), members_of(&theirs));
    let dead = (take(&mut ours.causality.dead), take(&mut theirs.causality.dead));
    let absent = (take(&mut ours.causality.absent), take(&mut theirs.causality.absent));

    let members =
        lists(our_members, their_members, absent.0.members, absent.1.members, &clocks, &BTreeMap::new());
    let (our_categories, their_categories) = (take(&mut ours.categories), take(&mut theirs.categories));
    let categories = lists(
        our_categories,
        their_categories,
        absent.0.categories,
        absent.1.categories,
        &clocks,
        &BTreeMap::new(),
    );
    let (our_prompts, their_prompts) = (take(&mut ours.prompts), take(&mut theirs.prompts));
    let prompts =
        lists(our_prompts, their_prompts, absent.0.prompts, absent.1.prompts, &clocks, &history);

    let mut joined = summary(ours, theirs, &clocks);
    set_head(&mut joined, both(heads.0, heads.1, &clocks, &[]));
    set_members(&mut joined, members.0);
    (joined.causality.absent.members, joined.categories) = (members.1, categories.0);
    (joined.causality.absent.categories, joined.prompts) = (categories.1, prompts.0);
    joined.causality.absent.prompts = prompts.1;
    joined.causality.history = history;
    joined.causality.dead.prompts = tombstones(dead.0.prompts, dead.1.prompts);
    joined.causality.dead.categories = tombstones(dead.0.categories, dead.1.categories);
    settle(&mut joined);
    joined
}

struct Clocks {
    ours: Clock,
    theirs: Clock,
}

impl Clocks {
    fn swapped(&self) -> (&Clock, &Clock) {
        (&self.theirs, &self.ours)
    }
}

/// Takes the side whose words about the file as a whole are the later ones.
fn summary(ours: Library, theirs: Library, clocks: &Clocks) -> Library {
    let words = |library: &Library| {
        (library.last_modified.clone().map(String::from), library.last_modified_by.clone().map(String::from))
    };
    let ahead = (clocks.ours.covers(&clocks.theirs), clocks.theirs.covers(&clocks.ours));
    let ours_first = match ahead {
        (true, false) => true,
        (false, true) => false,
        _ => words(&ours) >= words(&theirs),
    };
    let (mut first, second) = if ours_first { (ours, theirs) } else { (theirs, ours) };
    first.causality.clock.join(&second.causality.clock);
    for (replica, author) in second.causality.authors {
        // One device, two addresses: someone changed theirs. The same one everywhere, whichever.
        let known = first.causality.authors.entry(replica).or_insert_with(|| author.clone());
        if known.as_str() < author.as_str() {
            *known = author;
        }
    }
    for (replica, tips) in second.causality.tips {
        let known = first.causality.tips.entry(replica).or_default();
        known.extend(tips);
        super::bound(known);
    }
    let number = |library: &str| crate::format::numbers(library);
    if number(&first.version) < number(&second.version) {
        first.version = second.version;
    }
    first
}

type Marked = BTreeMap<String, Marks>;

/// Joins two lists of one kind, with the records that either side's file names and doesn't hold.
fn lists<R: Record>(
    ours: Vec<R>,
    theirs: Vec<R>,
    our_absent: Marked,
    their_absent: Marked,
    clocks: &Clocks,
    history: &BTreeMap<String, Vec<Version>>,
) -> (Vec<R>, Marked) {
    let mut places: HashMap<String, usize> =
        theirs.iter().enumerate().map(|(at, record)| (record.id().into_owned(), at)).collect();
    let mut theirs: Vec<Option<R>> = theirs.into_iter().map(Some).collect();
    let mut joined = Vec::with_capacity(ours.len());
    for record in ours {
        let found = places.remove(record.id().as_ref());
        match found.and_then(|at| theirs.get_mut(at)?.take()) {
            Some(other) if record == other => joined.push(record),
            Some(other) if strangers(&record, &other, clocks) => {
                let (first, second) = if record.marks().born < other.marks().born { (record, other) } else { (other, record) };
                joined.extend([first, rekeyed(second)]);
            }
            Some(other) => {
                let versions = history.get(record.id().as_ref());
                joined.push(both(record, other, clocks, versions.map_or(&[], Vec::as_slice)));
            }
            None if record.is_news_to(&clocks.theirs) || their_absent.contains_key(record.id().as_ref()) => {
                joined.push(record);
            }
            None => {}
        }
    }
    for record in theirs.into_iter().flatten() {
        if record.is_news_to(&clocks.ours) || our_absent.contains_key(record.id().as_ref()) {
            joined.push(record);
        }
    }
    let mut absent = Marked::new();
    for (id, marks) in &our_absent {
        if their_absent.contains_key(id) || marks.is_news_to(&clocks.theirs) {
            absent.insert(id.clone(), marks.clone());
        }
    }
    for (id, marks) in their_absent {
        if marks.is_news_to(&clocks.ours) {
            absent.insert(id, marks);
        }
    }
    joined.iter().for_each(|record| drop(absent.remove(record.id().as_ref())));
    (joined, absent)
}

/// Tells whether two records have nothing in common but their id: two people came to the same one apart.
fn strangers<R: Record>(ours: &R, theirs: &R, clocks: &Clocks) -> bool {
    let (a, b) = (ours.marks().born, theirs.marks().born);
    a != b
        && !a.replica.is_of_file()
        && !b.replica.is_of_file()
        && !clocks.theirs.has(a)
        && !clocks.ours.has(b)
}

/// Gives a record the id that everyone else gives it, too.
fn rekeyed<R: Record>(mut record: R) -> R {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_OID, record.id().as_bytes());
    let id = Uuid::new_v5(&space, record.marks().born.to_string().as_bytes());
    record.rename(&id.to_string());
    record
}

/// Joins two copies of one record, field by field.
fn both<R: Record>(ours: R, theirs: R, clocks: &Clocks, history: &[Version]) -> R {
    let names = {
        let mut names = ours.names();
        let more: Vec<String> = theirs.names().into_iter().filter(|name| !names.contains(name)).collect();
        names.extend(more);
        sorted(names, |name| (0, name.clone()))
    };
    let born = if ours.marks().born == theirs.marks().born { None } else { Some(()) };
    let (their_clock, our_clock) = clocks.swapped();
    let fields: Vec<(String, Vec<Sibling>)> = names
        .into_iter()
        .map(|name| {
            let (a, b) = (ours.entries(&name), theirs.entries(&name));
            let entries = survivors(&name, a, b, our_clock, their_clock);
            (name, entries)
        })
        .collect();
    let ahead = (ours.last(), ours.display()) >= (theirs.last(), theirs.display());
    let (mut joined, other) = if ahead { (ours, theirs) } else { (theirs, ours) };
    if born.is_some() {
        let dot = joined.marks().born.max(other.marks().born);
        joined.marks_mut().born = dot;
    }
    for (name, entries) in fields {
        write(&mut joined, &name, &entries, history);
    }
    joined
}

/// Gives a field the entries that survive, and shows what they show.
pub(super) fn write<R: Record>(record: &mut R, name: &str, entries: &[Sibling], history: &[Version]) {
    match entries {
        [] => {
            record.put(name, &serde_json::Value::Null);
        }
        [one] => {
            record.put(name, &one.value);
        }
        several => {
            let mut probe = record.clone();
            if let Some(shown) = shown(name, several, history, &mut |value| probe.put(name, value)) {
                record.put(name, &shown.value);
            }
        }
    }
    record.mark(name, entries);
}

/// Returns the values of a field that both sides have or one has news of.
fn survivors(name: &str, ours: Vec<Sibling>, theirs: Vec<Sibling>, our_clock: &Clock, their_clock: &Clock) -> Vec<Sibling> {
    let stays = |one: &Sibling, others: &[Sibling], seen: &Clock| {
        // The same edit with another value can't be: but if a file says so, neither is thrown away.
        !seen.has(one.dot) || others.iter().any(|other| other.dot == one.dot)
    };
    let mut all: Vec<Sibling> = ours.iter().filter(|one| stays(one, &theirs, their_clock)).cloned().collect();
    let news = theirs.iter().filter(|one| stays(one, &ours, our_clock) && !ours.contains(one));
    all.extend(news.cloned());
    if all.is_empty() {
        return all;
    }
    let mut all = sorted_by_dot(all);
    if name == RANK {
        // Nobody has to decide about a place in a list.
        return all.pop().into_iter().collect();
    }
    // What a hand edit left as it was is no second value.
    let said = |one: &Sibling, all: &[Sibling]| {
        one.dot.replica.is_of_file()
            && all.iter().any(|other| other.value == one.value && (other.dot > one.dot || !other.dot.replica.is_of_file()))
    };
    let kept: Vec<Sibling> = all.iter().filter(|one| !said(one, &all)).cloned().collect();
    kept
}

fn sorted_by_dot(entries: Vec<Sibling>) -> Vec<Sibling> {
    let mut entries = entries;
    entries.sort_by(|a, b| (a.dot, a.value.to_string()).cmp(&(b.dot, b.value.to_string())));
    entries
}

fn tombstones<T: Record>(
    mut ours: BTreeMap<String, Tombstone<T>>,
    theirs: BTreeMap<String, Tombstone<T>>,
) -> BTreeMap<String, Tombstone<T>> {
    let key = |stone: &Tombstone<T>| {
        (stone.record.last(), stone.at.as_str().to_owned(), stone.by.as_str().to_owned(), stone.record.display())
    };
    for (id, stone) in theirs {
        match ours.get(&id) {
            Some(known) if key(known) >= key(&stone) => {}
            _ => drop(ours.insert(id, stone)),
        }
    }
    ours
}

/// Restores what has to be true of a library as a whole.
pub(super) fn settle(library: &mut Library) {
    revive_categories(library);
    let causality = &mut library.causality;
    for prompt in &library.prompts {
        causality.dead.prompts.remove(prompt.id.as_str());
    }
    in_order(&mut library.prompts);
    in_order(&mut library.categories);
    let mut members = members_of(library);
    in_order(&mut members);
    set_members(library, members);
    let mut head = head_of(library);
    head.sort();
    set_head(library, head);
}

/// Brings back the categories that someone filed a prompt into while another one deleted them.
fn revive_categories(library: &mut Library) {
    let missing: Vec<CategoryId> = {
        let there: std::collections::HashSet<&CategoryId> = library.categories.iter().map(|category| &category.id).collect();
        let mut missing: Vec<CategoryId> =
            library.prompts.iter().filter_map(|prompt| prompt.draft.category.clone()).filter(|id| !there.contains(id)).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    };
    for id in missing {
        let stone = library.causality.dead.categories.get(id.as_str());
        if let Some(stone) = stone {
            library.categories.push(stone.record.clone());
            continue;
        }
        // Nobody knows it any more; a file with a category that isn't there could not be opened.
        for prompt in library.prompts.iter_mut().filter(|prompt| prompt.draft.category.as_ref() == Some(&id)) {
            prompt.draft.category = None;
        }
    }
}

/// Brings a list into the order of its ranks; the id decides where two put something in the same place.
fn in_order<R: Record>(list: &mut Vec<R>) {
    list.iter_mut().for_each(R::sort);
    let key = |record: &R| (record.marks().rank.clone(), record.id().into_owned());
    if !list.is_sorted_by(|a, b| (&a.marks().rank, a.id()) <= (&b.marks().rank, b.id())) {
        *list = sorted(std::mem::take(list), |record| {
            let (rank, id) = key(record);
            // Ranks are digits and letters, so a space ends them before any other rank goes on.
            (0, format!("{rank} {id}"))
        });
    }
}

impl Marks {
    fn is_news_to(&self, clock: &Clock) -> bool {
        let siblings = self.siblings.iter().flat_map(|(_, all)| all.iter().map(|one| one.dot));
        let dots: Vec<Dot> =
            std::iter::once(self.born).chain(self.fields.iter().map(|(_, dot)| *dot)).chain(siblings).collect();
        dots.into_iter().any(|dot| !clock.has(dot))
    }
}
