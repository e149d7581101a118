//! Keeps an [`Index`] up to date.

use std::cmp::Reverse;
use std::collections::HashMap;

use fnv::FnvBuildHasher;

use super::build::Builder;
use super::index::{GONE, Index, Part};
use super::{Fields, spread};

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
        self.forget();
        (self.records, self.print) = (records.len(), 0);
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
        for (at, fields) in (0..).zip(records) {
            let print = fields.print();
            self.print = spread(self.print, print);
            if let Some(place) = known.get_mut(&print).and_then(Vec::pop) {
                *place = at;
            } else {
                new.letters.push(builder.add(fields));
                new.places.push(at);
                new.prints.push(print);
            }
        }
        let read = new.places.len();
        if let Some(segment) = builder.finish() {
            self.parts.push(Part { segment, ..new });
        }
        self.merge();
        read
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
