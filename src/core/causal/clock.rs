use std::collections::{BTreeMap, BTreeSet};

use super::{Dot, Replica};
use crate::rule::{Rule, kept};

/// Edits of a replica that are known one by one. Two devices under one name are told apart as long as neither has made
/// more since they parted, so that is what a profile can be behind that was copied or brought back from a backup.
const MOST_APART: usize = 40;

/// What random numbers of edits are below: two devices under one name that come to the same count at once give two
/// edits one name once in so many times.
const NONCES: u64 = 1 << 20;

/// How far the numbers of others are followed: half of what a file may hold. One that was put into a file on purpose then
/// leaves enough for everyone's own.
const FURTHEST: u64 = 1 << 49;

/// What a state has seen: the edits of each replica, but for those that it knows to lack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    lines: BTreeMap<Replica, Line>,
    /// Edits of what someone took out of a file by hand: who has only that file knows that they are, not what.
    missing: BTreeSet<Dot>,
}

/// What was seen of one replica.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    /// All edits up to this number,
    up_to: u64,
    /// and these beyond it, in their order.
    apart: Vec<u64>,
}

impl Line {
    fn has(&self, number: u64) -> bool {
        number <= self.up_to
            || self.apart.binary_search(&number).is_ok()
            || !kept(Rule::Apart) && number <= self.last()
    }

    fn has_all(&self, other: &Self) -> bool {
        self.has(other.up_to) && other.apart.iter().all(|number| self.has(*number))
    }

    fn last(&self) -> u64 {
        self.apart.last().copied().unwrap_or(self.up_to)
    }

    fn join(&mut self, other: &Self) {
        self.up_to = self.up_to.max(other.up_to);
        self.apart.extend(&other.apart);
        self.bound();
    }

    /// Counts the oldest as seen with all before them.
    fn bound(&mut self) {
        self.apart.sort_unstable();
        self.apart.dedup();
        let known = self.apart.partition_point(|number| *number <= self.up_to);
        let surplus = self.apart.len().saturating_sub(MOST_APART);
        self.up_to = self.apart.drain(..known.max(surplus)).next_back().unwrap_or_default().max(self.up_to);
    }
}

impl Clock {
    /// Tells whether an edit has been seen.
    pub fn has(&self, dot: Dot) -> bool {
        self.counts(dot) && !self.missing.contains(&dot)
    }

    /// Tells whether an edit has been seen, or is known to be missing.
    pub(crate) fn counts(&self, dot: Dot) -> bool {
        self.lines.get(&dot.replica).map_or(dot.number == 0, |line| line.has(dot.number))
    }

    /// Returns the highest number seen of a replica.
    pub fn of(&self, replica: Replica) -> u64 {
        self.lines.get(&replica).map_or(0, Line::last)
    }

    /// Returns the last edit that was seen: an edit's number is higher than all that its author had seen.
    pub(super) fn last(&self) -> Option<Dot> {
        self.lines.iter().map(|(replica, line)| Dot { number: line.last(), replica: *replica }).max()
    }

    /// Tells whether everything that `other` has seen was seen here.
    pub fn covers(&self, other: &Self) -> bool {
        !other.lines.keys().any(|replica| self.is_behind(other, *replica))
            && !self.missing.iter().any(|dot| other.has(*dot))
    }

    /// Tells whether `other` has seen an edit of a replica that was not seen here, or is known to be missing.
    pub fn lacks(&self, other: &Self, replica: Replica) -> bool {
        let missing = |dot: &Dot| dot.replica == replica && other.has(*dot);
        self.is_behind(other, replica) || self.missing.iter().any(missing)
    }

    /// Tells whether `other` knows of an edit of a replica that is not known here.
    pub(crate) fn is_behind(&self, other: &Self, replica: Replica) -> bool {
        let none = Line::default();
        let line = self.lines.get(&replica).unwrap_or(&none);
        other.lines.get(&replica).is_some_and(|other| !line.has_all(other))
    }

    /// Returns the edits of a replica that are known here, and that `other` takes for seen without knowing them.
    pub(super) fn taken_for_seen(&self, other: &Self, replica: Replica) -> impl Iterator<Item = Dot> {
        let up_to = other.lines.get(&replica).map_or(0, |line| line.up_to);
        let known = self.lines.get(&replica).map_or(&[][..], |line| &line.apart);
        let number = known.iter().copied().filter(move |number| *number <= up_to);
        number.map(move |number| Dot { number, replica })
    }

    /// Returns the number for the next edit of a replica, which ends in `nonce`. It is higher than all that were seen, up to
    /// [`FURTHEST`].
    pub(super) fn next(&self, replica: Replica, nonce: u64) -> u64 {
        let nonce = if kept(Rule::Nonces) { nonce % NONCES } else { 0 };
        let last = self.lines.values().map(Line::last).max().unwrap_or_default();
        let last = last.min(FURTHEST).max(self.of(replica));
        (last / NONCES).saturating_add(1).saturating_mul(NONCES).saturating_add(nonce)
    }

    /// Takes note of an edit.
    pub fn see(&mut self, dot: Dot) {
        let line = self.lines.entry(dot.replica).or_default();
        if !line.has(dot.number) {
            line.apart.push(dot.number);
            line.bound();
        }
        self.missing.remove(&dot);
    }

    /// Takes note of all edits of a replica up to a number, and of single ones beyond it.
    pub(crate) fn see_all(&mut self, replica: Replica, up_to: u64, apart: Vec<u64>) {
        self.lines.entry(replica).or_default().join(&Line { up_to, apart });
    }

    /// Takes note that an edit is one that was made, and isn't here.
    pub(crate) fn miss(&mut self, dot: Dot) {
        self.missing.insert(dot);
    }

    /// Takes note that an edit goes by another name.
    pub(super) fn rename(&mut self, old: Dot, new: Dot) {
        if let Some(line) = self.lines.get_mut(&old.replica) {
            line.apart.retain(|number| *number != old.number);
        }
        self.see(new);
    }

    /// Takes note of all that `other` has seen.
    pub fn join(&mut self, other: &Self) {
        let missing = other.missing.iter().filter(|dot| !self.has(**dot)).copied().collect::<Vec<_>>();
        self.missing.retain(|dot| !other.has(*dot));
        self.missing.extend(missing);
        for (replica, line) in &other.lines {
            self.lines.entry(*replica).or_default().join(line);
        }
    }

    /// Returns of each replica the number up to which all edits were seen, and the numbers of those beyond it.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (Replica, u64, &[u64])> {
        self.lines.iter().map(|(replica, line)| (*replica, line.up_to, line.apart.as_slice()))
    }

    /// Returns whose edits were seen.
    pub fn replicas(&self) -> impl Iterator<Item = Replica> {
        self.lines.keys().copied()
    }

    /// Returns the edits that are known to be missing.
    pub fn missing(&self) -> impl Iterator<Item = Dot> {
        self.missing.iter().copied()
    }

    /// Tells whether nothing was seen.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}
