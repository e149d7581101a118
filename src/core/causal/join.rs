use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::mem::take;

use uuid::Uuid;

use super::record::{Marks, QUIET, RANK, Record, Sibling};
use super::records::{head_of, members_of, set_head, set_members};
use super::shown::shown;
use super::{Absent, Causality, Clock, Dead, Tombstone, Version, history};
use crate::model::{CategoryId, Item, Library};
use crate::order::sorted;
use crate::rule::{Rule, kept};

/// Brings two states of one library together. The result is the same whichever is named first, and holds every
/// value that either has and the other one didn't replace.
pub fn join(ours: Library, theirs: Library) -> Library {
    let (mut ours, mut theirs) = (ours, theirs);
    if ours == theirs {
        return ours;
    }
    let clocks = Clocks::of(&ours.causality, &theirs.causality);
    let histories = (take(&mut ours.causality.history), take(&mut theirs.causality.history));
    let history = history::join(histories.0, histories.1);

    let heads = (head_of(&ours), head_of(&theirs));
    let members = (members_of(&ours), members_of(&theirs));
    let (mut our_past, mut their_past) = (take(&mut ours.causality), take(&mut theirs.causality));
    let members = lists(
        Side { records: members.0, absent: take(&mut our_past.absent.members), dead: BTreeMap::new() },
        Side { records: members.1, absent: take(&mut their_past.absent.members), dead: BTreeMap::new() },
        &clocks,
        &BTreeMap::new(),
    );
    let categories = lists(
        Side {
            records: take(&mut ours.categories),
            absent: take(&mut our_past.absent.categories),
            dead: take(&mut our_past.dead.categories),
        },
        Side {
            records: take(&mut theirs.categories),
            absent: take(&mut their_past.absent.categories),
            dead: take(&mut their_past.dead.categories),
        },
        &clocks,
        &BTreeMap::new(),
    );
    let items = lists(
        Side {
            records: take(&mut ours.items),
            absent: take(&mut our_past.absent.items),
            dead: take(&mut our_past.dead.items),
        },
        Side {
            records: take(&mut theirs.items),
            absent: take(&mut their_past.absent.items),
            dead: take(&mut their_past.dead.items),
        },
        &clocks,
        &BTreeMap::new(),
    );
    let prompts = lists(
        Side {
            records: take(&mut ours.prompts),
            absent: take(&mut our_past.absent.prompts),
            dead: take(&mut our_past.dead.prompts),
        },
        Side {
            records: take(&mut theirs.prompts),
            absent: take(&mut their_past.absent.prompts),
            dead: take(&mut their_past.dead.prompts),
        },
        &clocks,
        &history,
    );

    (ours.causality, theirs.causality) = (our_past, their_past);
    let mut joined = summary(ours, theirs, &clocks);
    set_head(&mut joined, both(heads.0, heads.1, &clocks, &[]));
    set_members(&mut joined, members.records);
    (joined.categories, joined.prompts, joined.items) = (categories.records, prompts.records, items.records);
    joined.causality.history = history;
    joined.causality.absent = Absent {
        members: members.absent,
        categories: categories.absent,
        prompts: prompts.absent,
        items: items.absent,
    };
    joined.causality.dead = Dead { categories: categories.dead, prompts: prompts.dead, items: items.dead };
    if clocks.forked {
        see_twins(&mut joined);
    }
    settle(&mut joined);
    joined
}

/// Tells whether `ours` has every value that `theirs` has, whoever wrote it.
pub(crate) fn holds(ours: &Library, theirs: &Library) -> bool {
    fn all<R: Record>(ours: &[R], theirs: &[R]) -> bool {
        let ours: HashMap<Cow<'_, str>, &R> = ours.iter().map(|record| (record.id(), record)).collect();
        theirs.iter().all(|record| {
            ours.get(&record.id()).is_some_and(|other| {
                record.names().iter().filter(|name| *name != RANK).all(|name| {
                    let held = other.entries(name);
                    record.entries(name).iter().all(|one| held.iter().any(|held| held.value == one.value))
                })
            })
        })
    }
    all(&ours.prompts, &theirs.prompts)
        && all(&ours.categories, &theirs.categories)
        && all(&ours.items, &theirs.items)
        && all(&members_of(ours), &members_of(theirs))
}

/// Takes note of the edits that are in records.
fn see<'a, R: Record + 'a>(clock: &mut Clock, records: impl IntoIterator<Item = &'a R>) {
    for dot in records.into_iter().flat_map(|record| record.marks().dots()) {
        clock.see(dot);
    }
}

/// Takes note of the names that twins got here.
fn see_twins(library: &mut Library) {
    let (heads, members) = ([head_of(library)], members_of(library));
    let Causality { clock, dead, .. } = &mut library.causality;
    see(clock, &heads);
    see(clock, &members);
    see(clock, library.categories.iter().chain(dead.categories.values().map(|stone| &stone.record)));
    see(clock, library.items.iter().chain(dead.items.values().map(|stone| &stone.record)));
    see(clock, library.prompts.iter().chain(dead.prompts.values().map(|stone| &stone.record)));
}

/// The records of one kind on one side.
struct Side<R> {
    records: Vec<R>,
    /// Those that the side's file names and doesn't hold.
    absent: BTreeMap<String, Marks>,
    dead: BTreeMap<String, Tombstone<R>>,
}

impl<R: Record> Side<R> {
    /// Returns what becomes of a record that is on the other side only, which this one's `clock` is asked about.
    fn outlives(&self, record: R, clock: &Clock, join: impl FnOnce(R, R) -> R) -> Option<R> {
        let id = record.id().into_owned();
        if self.absent.contains_key(&id) && kept(Rule::Absence) {
            return Some(record);
        }
        if !record.is_news_to(clock) && kept(Rule::SeenIsDeleted) {
            return None;
        }
        if self.dead.contains_key(&id) && !kept(Rule::EditBeatsDelete) {
            return None;
        }
        // Someone edited what was deleted here without knowing: it stays, with all that was in it when it went.
        match self.dead.get(&id) {
            Some(stone) if stone.record.marks().born == record.marks().born => {
                Some(join(record, stone.record.clone()))
            }
            _ => Some(record),
        }
    }
}

/// What each of two sides has seen.
pub(super) struct Clocks {
    pub(super) ours: Clock,
    theirs: Clock,
    /// Whether two devices wrote under one name.
    forked: bool,
}

impl Clocks {
    /// Returns what each side has seen, as far as that means the same to both: of two devices that write under one
    /// name, neither has seen what the other one calls by the same number.
    pub(super) fn of(ours: &Causality, theirs: &Causality) -> Self {
        let mut clocks = Self { ours: ours.clock.clone(), theirs: theirs.clock.clone(), forked: false };
        for (replica, tips) in &ours.tips {
            let Some(others) = theirs.tips.get(replica).filter(|others| *others != tips && kept(Rule::Tips))
            else {
                continue;
            };
            for (clock, tips, others) in
                [(&mut clocks.ours, tips, others), (&mut clocks.theirs, others, tips)]
            {
                let first = super::first_of(tips);
                let seen = clock.of(*replica);
                let other = |tip: &&(u64, u32)| (first..=seen).contains(&tip.0) && !tips.contains(tip);
                if let Some((number, _)) = others.iter().find(other) {
                    clock.lower(*replica, number.saturating_sub(1));
                    clocks.forked = true;
                }
            }
        }
        clocks
    }

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
        super::bound_tips(known);
    }
    let number = |library: &str| crate::format::numbers(library);
    if number(&first.version) < number(&second.version) {
        first.version = second.version;
    }
    first
}

/// Joins two lists of one kind.
fn lists<R: Record>(
    ours: Side<R>,
    theirs: Side<R>,
    clocks: &Clocks,
    history: &BTreeMap<String, Vec<Version>>,
) -> Side<R> {
    let (mut ours, mut theirs) = (ours, theirs);
    let (mut our_records, mut their_records) = (take(&mut ours.records), take(&mut theirs.records));
    for dead in [&ours.dead, &theirs.dead] {
        give_way(&mut our_records, dead);
        give_way(&mut their_records, dead);
    }
    follow(&mut their_records, &our_records);
    follow(&mut our_records, &their_records);
    let versions = |record: &R| history.get(record.id().as_ref()).map_or(&[][..], Vec::as_slice);
    let our_record = |ours: R, theirs: R| {
        let versions = versions(&ours);
        both(ours, theirs, clocks, versions)
    };
    let their_record = |theirs: R, ours: R| our_record(ours, theirs);

    let mut places: HashMap<String, usize> =
        their_records.iter().enumerate().map(|(at, record)| (record.id().into_owned(), at)).collect();
    let mut their_records: Vec<Option<R>> = their_records.into_iter().map(Some).collect();
    let mut joined = Vec::with_capacity(our_records.len());
    for record in our_records {
        let found = places.remove(record.id().as_ref());
        match found.and_then(|at| their_records.get_mut(at)?.take()) {
            Some(other) if record == other => joined.push(record),
            Some(other) if strangers(&record, &other) => {
                let pair = (
                    theirs.outlives(record, &clocks.theirs, our_record),
                    ours.outlives(other, &clocks.ours, their_record),
                );
                match pair {
                    (Some(a), Some(b)) => {
                        let (first, second) = if a.marks().born < b.marks().born { (a, b) } else { (b, a) };
                        joined.extend([first, rekeyed(second)]);
                    }
                    (one, other) => joined.extend(one.or(other)),
                }
            }
            Some(other) => joined.push(our_record(record, other)),
            None => joined.extend(theirs.outlives(record, &clocks.theirs, our_record)),
        }
    }
    for record in their_records.into_iter().flatten() {
        joined.extend(ours.outlives(record, &clocks.ours, their_record));
    }
    let mut absent = BTreeMap::new();
    for (id, marks) in &ours.absent {
        if theirs.absent.contains_key(id) || marks.is_news_to(&clocks.theirs) {
            absent.insert(id.clone(), marks.clone());
        }
    }
    for (id, marks) in theirs.absent {
        if marks.is_news_to(&clocks.ours) {
            absent.insert(id, marks);
        }
    }
    for record in &joined {
        absent.remove(record.id().as_ref());
    }
    Side { records: joined, absent, dead: tombstones(ours.dead, theirs.dead, our_record) }
}

/// Tells whether two records have nothing in common but their id: two people came to the same one apart.
pub(super) fn strangers<R: Record>(a: &R, b: &R) -> bool {
    let (a, b) = (a.marks().born, b.marks().born);
    R::MINTED && a != b && !a.replica.is_of_file() && !b.replica.is_of_file()
}

/// Gives records another id that would have had to give way to one that is deleted by now.
fn give_way<R: Record>(list: &mut [R], dead: &BTreeMap<String, Tombstone<R>>) {
    for record in list {
        let first = dead.get(record.id().as_ref()).map(|stone| &stone.record);
        if first.is_some_and(|first| strangers(first, record) && first.marks().born < record.marks().born) {
            *record = rekeyed(record.clone());
        }
    }
}

/// Gives records of `list` the other id that `known` has them under already.
fn follow<R: Record>(list: &mut [R], known: &[R]) {
    if !kept(Rule::FollowRekeyed) {
        return;
    }
    let by_id: HashMap<Cow<'_, str>, &R> = known.iter().map(|record| (record.id(), record)).collect();
    for record in list {
        let same = by_id.get(&record.id());
        if same.is_some_and(|same| !strangers(record, *same)) || record.marks().born.replica.is_of_file() {
            continue;
        }
        let other = rekeyed(record.clone());
        if by_id.get(&other.id()).is_some_and(|known| known.marks().born == record.marks().born) {
            *record = other;
        }
    }
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
    match entries {
        [.., last, top] if !kept(Rule::MergeIsShown) && last.dot != top.dot => {
            let value = record.get(name);
            record.mark(name, &[Sibling { dot: top.dot, value }]);
        }
        _ => record.mark(name, entries),
    }
}

/// Returns the values of a field that both sides have or one has news of.
fn survivors(
    name: &str,
    ours: Vec<Sibling>,
    theirs: Vec<Sibling>,
    our_clock: &Clock,
    their_clock: &Clock,
) -> Vec<Sibling> {
    let stays = |one: &Sibling, others: &[Sibling], seen: &Clock| {
        // The same edit with another value is another one, by a device under the same name.
        !seen.has(one.dot) || others.iter().any(|other| other.dot == one.dot) || !kept(Rule::SeenIsReplaced)
    };
    let mut all: Vec<Sibling> = ours.iter().filter(|one| stays(one, &theirs, their_clock)).cloned().collect();
    let news = theirs.iter().filter(|one| stays(one, &ours, our_clock) && !ours.contains(one));
    all.extend(news.cloned());
    if all.is_empty() && !ours.is_empty() && !theirs.is_empty() {
        // Each side says that it replaced what the other one has: then no one did.
        all.extend(ours);
        all.extend(theirs);
    }
    if all.is_empty() {
        return all;
    }
    let mut all = apart(sorted_by_dot(all));
    if name.starts_with(QUIET) || !kept(Rule::Siblings) {
        return all.pop().into_iter().collect();
    }
    // What a hand edit left as it was is no second value.
    let said = |one: &Sibling, all: &[Sibling]| {
        one.dot.replica.is_of_file()
            && all.iter().any(|other| {
                other.value == one.value && (other.dot > one.dot || !other.dot.replica.is_of_file())
            })
    };
    let kept: Vec<Sibling> = all.iter().filter(|one| !said(one, &all)).cloned().collect();
    kept
}

/// Gives values that two devices wrote under one name a name each, so that a decision about one leaves the other one
/// alone. The names come from the values: everyone gives the same.
fn apart(entries: Vec<Sibling>) -> Vec<Sibling> {
    if entries.windows(2).all(|pair| !matches!(pair, [a, b] if a.dot == b.dot)) || !kept(Rule::Twins) {
        return entries;
    }
    let mut all: Vec<Sibling> = Vec::new();
    for mut entry in entries {
        if all.iter().any(|other| other.dot == entry.dot) {
            entry.dot.replica = entry.dot.replica.twin(&entry.value.to_string());
        }
        all.push(entry);
    }
    let mut all = sorted_by_dot(all);
    all.dedup();
    all
}

fn sorted_by_dot(entries: Vec<Sibling>) -> Vec<Sibling> {
    let mut entries = entries;
    entries.sort_by_cached_key(|entry| (entry.dot, entry.value.to_string()));
    entries
}

/// Joins what either side deleted. Where both deleted one record, it is what both had of it that can come back.
fn tombstones<T: Record>(
    mut ours: BTreeMap<String, Tombstone<T>>,
    theirs: BTreeMap<String, Tombstone<T>>,
    join: impl Fn(T, T) -> T,
) -> BTreeMap<String, Tombstone<T>> {
    for (id, stone) in theirs {
        let Some(known) = ours.remove(&id) else {
            ours.insert(id, stone);
            continue;
        };
        if strangers(&known.record, &stone.record) {
            let known_is_later = known.record.marks().born > stone.record.marks().born;
            ours.insert(id, if known_is_later { known } else { stone });
            continue;
        }
        let later = |stone: &Tombstone<T>| (stone.at.as_str().to_owned(), stone.by.as_str().to_owned());
        let (at, by) = later(&known).max(later(&stone));
        let (at, by) = if (at.as_str(), by.as_str()) == (known.at.as_str(), known.by.as_str()) {
            (known.at, known.by)
        } else {
            (stone.at, stone.by)
        };
        let record =
            if known.record == stone.record { known.record } else { join(known.record, stone.record) };
        ours.insert(id, Tombstone { record, by, at });
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
    for item in &library.items {
        causality.dead.items.remove(&item.key());
    }
    in_order(&mut library.prompts);
    in_order(&mut library.categories);
    in_order(&mut library.items);
    // The sort keeps the order within a kind.
    library.items.sort_by_key(Item::kind);
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
        let there: std::collections::HashSet<&CategoryId> =
            library.categories.iter().map(|category| &category.id).collect();
        let mut missing: Vec<CategoryId> = library
            .prompts
            .iter()
            .filter_map(|prompt| prompt.draft.category.as_ref())
            .filter(|id| !there.contains(id))
            .cloned()
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    };
    for id in missing {
        let stone = library.causality.dead.categories.get(id.as_str());
        if let Some(stone) = stone.filter(|_| kept(Rule::Categories)) {
            library.categories.push(stone.record.clone());
            continue;
        }
        // Nobody knows it any more; a file with a category that isn't there could not be opened.
        for prompt in library.prompts.iter_mut().filter(|prompt| prompt.draft.category.as_ref() == Some(&id))
        {
            prompt.draft.category = None;
        }
    }
}

/// Brings a list into the order of its ranks; the id decides where two put something in the same place.
fn in_order<R: Record>(list: &mut Vec<R>) {
    list.iter_mut().for_each(R::sort);
    if !kept(Rule::RankTies) {
        list.sort_by(|a, b| a.marks().rank.cmp(&b.marks().rank));
        return;
    }
    let key = |record: &R| (record.marks().rank.clone(), record.id().into_owned());
    if !list.is_sorted_by(|a, b| (&a.marks().rank, a.id()) <= (&b.marks().rank, b.id())) {
        *list = sorted(std::mem::take(list), |record| {
            let (rank, id) = key(record);
            // Ranks are digits and letters, so a space ends them before any other rank goes on.
            (0, format!("{rank} {id}"))
        });
    }
}
