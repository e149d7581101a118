//! Joining the records of one kind: which of them stay, which were deleted, and which go by another id.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem::take;

use uuid::Uuid;

use super::fields::both;
use super::join::Clocks;
use super::record::{Deletion, Marks, Record};
use super::records::{Listed, Member, Stock, members_of};
use super::{Clock, Dot, Version};
use crate::model::Library;
use crate::order::places;
use crate::rule::{Rule, kept};

/// The records of one kind on one side, those that were deleted among them.
pub(super) struct Side<R> {
    pub(super) records: Vec<R>,
    /// Those that the side's file names and doesn't hold.
    pub(super) absent: BTreeMap<String, Marks>,
}

impl Side<Member> {
    /// Takes the members out of a library. The trash has none.
    pub(super) fn members(library: &mut Library) -> Self {
        Self { records: members_of(library), absent: take(&mut library.causality.absent.members) }
    }
}

impl<R: Listed> Side<R> {
    /// Takes the records of a kind out of a library.
    pub(super) fn take(library: &mut Library) -> Self {
        let Stock { records, absent, dead } = R::stock(library);
        let mut records = take(records);
        records.extend(take(dead).into_values().map(Deletion::in_record));
        Self { records, absent: take(absent) }
    }

    /// Puts them into a library, in place of those that it had. [`settle()`](super::settle::settle) buries those that are
    /// deleted.
    pub(super) fn put(self, library: &mut Library) {
        let Stock { records, absent, .. } = R::stock(library);
        (*records, *absent) = (self.records, self.absent);
    }
}

impl<R: Record> Side<R> {
    /// Returns what becomes of a record that is on the other side only, which this one's `clock` is asked about.
    fn outlives(&self, record: R, clock: &Clock) -> Option<R> {
        let is_absent = self.absent.contains_key(record.id().as_ref()) && kept(Rule::Absence);
        let stays =
            is_absent || record.is_deleted() || record.is_news_to(clock) || !kept(Rule::SeenIsDeleted);
        stays.then_some(record)
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
    follow(&mut their_records, &our_records);
    follow(&mut our_records, &their_records);
    let versions = |record: &R| history.get(record.id().as_ref()).map_or(&[][..], Vec::as_slice);

    let found = places(&ids(&our_records), &ids(&their_records));
    let mut their_records: Vec<Option<R>> = their_records.into_iter().map(Some).collect();
    let mut joined = Vec::with_capacity(our_records.len());
    for (record, found) in our_records.into_iter().zip(found) {
        match found.and_then(|at| their_records.get_mut(at)?.take()) {
            Some(other) if record == other => joined.push(record),
            Some(other) if strangers(&record, &other) => {
                let pair = (theirs.outlives(record, &clocks.theirs), ours.outlives(other, &clocks.ours));
                match pair {
                    (Some(a), Some(b)) => {
                        let (first, second) = if a.marks().born < b.marks().born { (a, b) } else { (b, a) };
                        joined.extend([first, rekeyed(second)]);
                    }
                    (one, other) => joined.extend(one.or(other)),
                }
            }
            Some(other) => {
                let versions = versions(&record);
                joined.push(met(record, other, clocks, versions));
            }
            None => joined.extend(theirs.outlives(record, &clocks.theirs)),
        }
    }
    for record in their_records.into_iter().flatten() {
        joined.extend(ours.outlives(record, &clocks.ours));
    }
    let mut absent = BTreeMap::new();
    for (id, marks) in ours.absent {
        match theirs.absent.remove(&id) {
            Some(other) => drop(absent.insert(id, last(marks, other))),
            None if marks.is_news_to(&clocks.theirs) => drop(absent.insert(id, marks)),
            None => {}
        }
    }
    absent.extend(theirs.absent.into_iter().filter(|(_, marks)| marks.is_news_to(&clocks.ours)));
    for record in joined.iter().filter(|record| !record.is_deleted()) {
        absent.remove(record.id().as_ref());
    }
    Side { records: joined, absent }
}

/// Returns those of two marks of a record without a record that hold the last edit.
fn last(ours: Marks, theirs: Marks) -> Marks {
    fn key(marks: &Marks) -> (Option<Dot>, Vec<String>) {
        let mut text = vec![marks.rank.clone()];
        text.extend(marks.fields.iter().map(|(name, dot)| format!("{name}\t{dot}")));
        for (name, all) in &marks.siblings {
            text.extend(all.iter().map(|one| format!("{name}\t{}\t{}", one.dot, one.value)));
        }
        if let Some(deletion) = &marks.deletion {
            text.push(format!("{}\t{}", deletion.at, deletion.by.as_str()));
            text.extend(deletion.edits.iter().map(Dot::to_string));
        }
        (marks.dots().max(), text)
    }
    if key(&ours) >= key(&theirs) { ours } else { theirs }
}

/// Joins two copies of one record. An edit that the one who deleted it had not seen keeps all of it, with what was in
/// it when it went.
fn met<R: Record>(ours: R, theirs: R, clocks: &Clocks, history: &[Version]) -> R {
    let (dead, alive, clock) = match (ours.is_deleted(), theirs.is_deleted()) {
        (true, false) => (&ours, &theirs, &clocks.ours),
        (false, true) => (&theirs, &ours, &clocks.theirs),
        _ => return both(ours, theirs, clocks, history),
    };
    if !kept(Rule::EditBeatsDelete) {
        return dead.clone();
    }
    if !kept(Rule::SeenIsDeleted) || !kept(Rule::WholeRecord) && alive.is_news_to(clock) {
        return alive.clone();
    }
    both(ours, theirs, clocks, history)
}

/// Tells whether two records have nothing in common but their id: two people came to the same one apart.
pub(super) fn strangers<R: Record>(a: &R, b: &R) -> bool {
    let (a, b) = (a.marks().born, b.marks().born);
    R::MINTED && kept(Rule::Strangers) && a != b && !a.replica.is_of_file() && !b.replica.is_of_file()
}

/// Gives records of `list` the other id that `known` has them under already.
fn follow<R: Record>(list: &mut [R], known: &[R]) {
    if !kept(Rule::FollowRekeyed) {
        return;
    }
    let known_ids = ids(known);
    let found = places(&ids(list), &known_ids);
    let mut others: Vec<(usize, R)> = Vec::new();
    for (at, (record, found)) in list.iter().zip(found).enumerate() {
        let same = found.and_then(|at| known.get(at));
        if same.is_none_or(|same| strangers(record, same)) && !record.marks().born.replica.is_of_file() {
            others.push((at, rekeyed(record.clone())));
        }
    }
    let (at, others): (Vec<usize>, Vec<R>) = others.into_iter().unzip();
    let found = places(&ids(&others), &known_ids);
    for ((at, other), found) in at.into_iter().zip(others).zip(found) {
        let known = found.and_then(|at| known.get(at));
        if known.is_some_and(|known| known.marks().born == other.marks().born) {
            list.get_mut(at).into_iter().for_each(|record| *record = other.clone());
        }
    }
}

/// Returns the ids of records.
pub(super) fn ids<R: Record>(records: &[R]) -> Vec<Cow<'_, str>> {
    records.iter().map(Record::id).collect()
}

/// Gives a record the id that everyone else gives it, too.
fn rekeyed<R: Record>(mut record: R) -> R {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_OID, record.id().as_bytes());
    let id = Uuid::new_v5(&space, record.marks().born.to_string().as_bytes());
    record.rename(&id.to_string());
    record
}
