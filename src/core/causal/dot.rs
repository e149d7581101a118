use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::Hasher;

use fnv::FnvHasher;

/// Names one writer's unbroken line of edits: a device's copy of a library, or the bytes of a file that someone
/// changed by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Replica(u64);

/// The numbers that ten letters and digits can write.
const NUMBERS: u64 = 36u64.pow(9) * 25;

impl Replica {
    /// Takes a random number.
    pub fn random(number: u64) -> Self {
        // The first digit counts to 25 only: "z" is for those of hand edits.
        Self(36u64.pow(9) * 10 + number % (NUMBERS))
    }

    /// Returns the replica of an edit by hand, from a hash of the file that it left. Whoever reads that file mints
    /// the same one.
    pub fn of_file(hash: u64) -> Self {
        Self(36u64.pow(9) * 35 + hash % 36u64.pow(9))
    }

    /// Returns the name for an edit that another device made under this one, from what it wrote.
    pub(super) fn twin(self, text: &str) -> Self {
        let mut hasher = FnvHasher::default();
        hasher.write_u64(self.0);
        hasher.write(text.as_bytes());
        Self::random(hasher.finish())
    }

    /// Tells whether this is no device's, but that of an edit by hand.
    pub fn is_of_file(self) -> bool {
        self.0 / 36u64.pow(9) == 35
    }

    /// Reads the form of [`fmt::Display`].
    pub fn parse(text: &str) -> Option<Self> {
        let plain =
            text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
        plain.then(|| u64::from_str_radix(text, 36).ok().map(Self)).flatten()
    }
}

impl fmt::Display for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut text = [b'0'; 10];
        for byte in text.iter_mut().rev() {
            let digit = u8::try_from(rest % 36).unwrap_or_default();
            *byte = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
            rest /= 36;
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Names one edit. Its number is above all that its author had seen (a Lamport clock), so that an edit made in
/// knowledge of another one is always the higher of the two; the replica breaks ties, arbitrarily but the same
/// everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// Its number.
    pub number: u64,
    /// Who made it.
    pub replica: Replica,
}

impl Dot {
    /// Reads the form of [`fmt::Display`].
    pub fn parse(text: &str) -> Option<Self> {
        let (replica, number) = text.split_once(':')?;
        Some(Self { number: number.parse().ok()?, replica: Replica::parse(replica)? })
    }
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.replica, self.number)
    }
}

/// What a state has seen: of each replica, all edits up to a number, but for those that it knows to lack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    numbers: BTreeMap<Replica, u64>,
    /// Edits of what someone took out of a file by hand: who has only that file knows that they are, not what.
    missing: BTreeSet<Dot>,
}

impl Clock {
    /// Tells whether an edit has been seen.
    pub fn has(&self, dot: Dot) -> bool {
        self.counts(dot) && !self.missing.contains(&dot)
    }

    /// Tells whether an edit has been seen, or is known to be missing.
    pub(crate) fn counts(&self, dot: Dot) -> bool {
        dot.number <= self.of(dot.replica)
    }

    /// Returns the highest number seen of a replica.
    pub fn of(&self, replica: Replica) -> u64 {
        self.numbers.get(&replica).copied().unwrap_or_default()
    }

    /// Tells whether everything that `other` has seen was seen here.
    pub fn covers(&self, other: &Self) -> bool {
        other.iter().all(|(replica, number)| self.of(replica) >= number)
            && !self.missing.iter().any(|dot| other.has(*dot))
    }

    /// Tells whether `other` has seen an edit of a replica that was not seen here, or is known to be missing.
    pub(crate) fn lacks(&self, other: &Self, replica: Replica) -> bool {
        let missing = |dot: &Dot| dot.replica == replica && other.has(*dot);
        self.of(replica) < other.of(replica) || self.missing.iter().any(missing)
    }

    /// Returns the number for the next edit.
    pub fn next(&self) -> u64 {
        self.numbers.values().max().copied().unwrap_or_default().saturating_add(1)
    }

    /// Takes note of an edit.
    pub fn see(&mut self, dot: Dot) {
        let number = self.numbers.entry(dot.replica).or_default();
        *number = dot.number.max(*number);
        self.missing.remove(&dot);
    }

    /// Takes note that an edit is one that was made, and isn't here.
    pub(crate) fn miss(&mut self, dot: Dot) {
        self.missing.insert(dot);
    }

    /// Takes note of all that `other` has seen.
    pub fn join(&mut self, other: &Self) {
        let missing = other.missing.iter().filter(|dot| !self.has(**dot)).copied().collect::<Vec<_>>();
        self.missing.retain(|dot| !other.has(*dot));
        self.missing.extend(missing);
        for (replica, number) in other.iter() {
            let known = self.numbers.entry(replica).or_default();
            *known = number.max(*known);
        }
    }

    /// Forgets what was seen of a replica above a number.
    pub(crate) fn lower(&mut self, replica: Replica, number: u64) {
        if let Some(seen) = self.numbers.get_mut(&replica) {
            *seen = number.min(*seen);
            self.missing.retain(|dot| dot.replica != replica || dot.number <= number);
        }
    }

    /// Returns each replica's number.
    pub fn iter(&self) -> impl Iterator<Item = (Replica, u64)> {
        self.numbers.iter().map(|(replica, number)| (*replica, *number))
    }

    /// Returns the edits that are known to be missing.
    pub fn missing(&self) -> impl Iterator<Item = Dot> {
        self.missing.iter().copied()
    }

    /// Returns the last edit of each device that was seen; not those by hand.
    pub(crate) fn devices(&self) -> impl Iterator<Item = Dot> {
        self.iter().map(|(replica, number)| Dot { number, replica }).filter(|dot| !dot.replica.is_of_file())
    }

    /// Tells whether nothing was seen.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

impl FromIterator<(Replica, u64)> for Clock {
    fn from_iter<I: IntoIterator<Item = (Replica, u64)>>(numbers: I) -> Self {
        Self { numbers: numbers.into_iter().collect(), missing: BTreeSet::new() }
    }
}
