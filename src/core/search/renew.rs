//! Keeps an [`Index`] up to date.

use std::cmp::Reverse;
use std::collections::HashMap;

use fnv::FnvBuildHasher;

use super::build::Builder;
use super::index::{GONE, Index, Part};
use super::{Fields, prints};

/// Parts are merged until each is at least so many times as large as the next one: then there are few of them, and each record is
/// merged as seldom.
const GROWTH: usize = 4;

impl Index {
    /// Indexes records.
    pub fn of(records: &[Fields<'_>]) -> Self {
        let mut index = Self::default();
        index.renew(records);
        index
    }

    /// Takes the records as they are now, and reads those that it doesn't know yet. Returns how many these were.
    pub fn renew(&mut self, records: &[Fields<'_>]) -> usize {
        self.renew_with(&prints(records), |place| records.get(place)).unwrap_or_default()
    }

    /// Returns the places of those records that it doesn't know yet. `prints`: what tells [each](prints) from others.
    pub fn unknown(&self, prints: &[u64]) -> Vec<usize> {
        let mut known: HashMap<u64, usize, FnvBuildHasher> = HashMap::default();
        for print in self.parts.iter().flat_map(|part| &part.prints) {
            *known.entry(*print).or_default() += 1;
        }
        let mut is_unknown = |print: &u64| match known.get_mut(print) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        };
        (0..).zip(prints).filter_map(|(place, print)| is_unknown(print).then_some(place)).collect()
    }

    /// Does as [`Self::renew`] where only what it doesn't know yet is at hand. `record`: those at the [places](Self::unknown) that it
    /// tells. `None` if one is missing; then it is of use no more.
    pub fn renew_with<'r, 'f: 'r>(
        &mut self,
        prints: &[u64],
        record: impl Fn(usize) -> Option<&'r Fields<'f>>,
    ) -> Option<usize> {
        self.forget();
        (self.records, self.print) = (prints.len(), super::print(prints));
        // Records go by what is in them: one that has moved is known, wherever it was.
        let mut known: HashMap<u64, Vec<&mut u32>, FnvBuildHasher> = HashMap::default();
        for part in &mut self.parts {
            for (print, place) in part.prints.iter().zip(&mut part.places) {
                *place = GONE;
                known.entry(*print).or_default().push(place);
            }
        }
        let mut builder = Builder::default();
        let mut new = Part::default();
        for (place, print) in prints.iter().enumerate() {
            let at = u32::try_from(place).ok()?;
            if let Some(known) = known.get_mut(print).and_then(Vec::pop) {
                *known = at;
            } else {
                new.letters.push(builder.add(record(place)?));
                new.places.push(at);
                new.prints.push(*print);
            }
        }
        let read = new.places.len();
        if let Some(segment) = builder.finish() {
            self.parts.push(Part { segment, ..new });
        }
        self.merge();
        Some(read)
    }

    /// Merges parts that are about as large as others, and those of which much is gone.
    fn merge(&mut self) {
        self.parts.sort_by_key(|part| Reverse(part.alive()));
        let mut merged: Vec<Part> = Vec::new();
        while let Some(part) = self.parts.pop() {
            let size = part.alive();
            if size == 0 {
                continue;
            }
            match merged.pop() {
                Some(smaller) if smaller.alive() * GROWTH > size => {
                    self.parts.push(together(&[part, smaller]));
                }
                other => {
                    merged.extend(other);
                    let is_sparse = size * 2 < part.places.len();
                    merged.push(if is_sparse { together(&[part]) } else { part });
                }
            }
        }
        merged.reverse();
        self.parts = merged;
    }
}

impl Part {
    fn alive(&self) -> usize {
        self.places.iter().filter(|place| **place != GONE).count()
    }
}

fn together(parts: &[Part]) -> Part {
    let mut builder = Builder::default();
    let mut all = Part::default();
    for part in parts {
        let is_alive = |record: usize| part.places.get(record).is_some_and(|place| *place != GONE);
        builder.absorb(&part.segment, is_alive);
        let records = part.places.iter().zip(&part.prints).zip(&part.letters);
        for ((place, print), letters) in records.filter(|((place, _), _)| **place != GONE) {
            all.places.push(*place);
            all.prints.push(*print);
            all.letters.push(*letters);
        }
    }
    all.segment = builder.finish().unwrap_or_default();
    all
}
