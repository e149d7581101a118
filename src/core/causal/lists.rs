//! Joining the records of one kind: which of them stay, which were deleted, and which go by another id.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::mem::take;

use uuid::Uuid;

use super::fields::both;
use super::join::Clocks;
use super::record::{Marks, Record};
use super::records::{Listed, Member, Stock, members_of};
use super::{Clock, Tombstone, Version};
use crate::model::Library;
use crate::rule::{Rule, kept};

/// The records of one kind on one side.
pub(super) struct Side<R> {
    pub(super) records: Vec<R>,
    /// Those that the side's file names and doesn't hold.
    pub(super) absent: BTreeMap<String, Marks>,
    dead: BTreeMap<String, Tombstone<R>>,
}

impl Side<Member> {
    /// Takes the members out of a library. The trash has none.
    pub(super) fn members(library: &mut Library) -> Self {
        let records = members_of(library);
        Self { records, absent: take(&mut library.causality.absent.members), dead: BTreeMap::new() }
    }
}

impl<R: Listed> Side<R> {
    /// Takes the records of a kind out of a library.
    pub(super) fn take(library: &mut Library) -> Self {
        let Stock { records, absent, dead } = R::stock(library);
        Self { records: take(records), absent: take(absent), dead: take(dead) }
    }

    /// Puts them into a library, in place of those that it had.
    pub(super) fn put(self, library: &mut Library) {
        let Stock { records, absent, dead } = R::stock(library);
        (*records, *absent, *dead) = (self.records, self.absent, self.dead);
    }
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
            Some(stone) if stone.record.marks().born == record.marks().born && kept(Rule::WholeRecord) => {
                Some(join(record, stone.record.clone()))
            }
            _ => Some(record),
        }
    }
}

/// Joins two lists of one kind.
pub(super) fn lists<R: Record>(
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
    R::MINTED && kept(Rule::Strangers) && a != b && !a.replica.is_of_file() && !b.replica.is_of_file()
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
