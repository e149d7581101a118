//! The form in which an [`Index`] is stored: a [row](crate::row) of texts, read where it stands.

use super::index::{Index, Part};
use super::numbers::{read, write};
use super::segment::{Parts, Segment};
use crate::row::{Reader, Writer};

/// Bits at which the parts of a long number begin: it is stored as three.
const LONG: [u32; 3] = [0, 24, 48];

impl Index {
    /// Returns the form that is stored.
    pub fn to_text(&self) -> String {
        let mut row = Writer::default();
        row.text(&self.records.to_string());
        row.text(&self.print.to_string());
        for Part { segment, places, prints, letters } in &self.parts {
            let Parts { words, lengths, postings, titles } = &segment.parts;
            let places = numbers(places.iter().map(|place| place.wrapping_add(1)));
            for text in [words, lengths, postings, titles, &places, &long(prints), &long(letters)] {
                row.text(text);
            }
        }
        row.finish()
    }

    /// Reads the form that is stored; `None` if it is of another version of this program.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut row = Reader::of(text);
        let (records, print) = (row.text()?.parse().ok()?, row.text()?.parse().ok()?);
        let mut index = Self { records, print, ..Self::default() };
        while !row.is_empty() {
            let mut next = || Some(row.text()?.to_owned());
            let parts = Parts { words: next()?, lengths: next()?, postings: next()?, titles: next()? };
            let segment = Segment::new(parts)?;
            let count = segment.records();
            let mut places = row.text()?.as_bytes();
            let places =
                (0..count).map(|_| Some(read(&mut places)?.wrapping_sub(1))).collect::<Option<_>>()?;
            let (prints, letters) = (read_long(row.text()?, count)?, read_long(row.text()?, count)?);
            index.parts.push(Part { segment, places, prints, letters });
        }
        Some(index)
    }
}

fn numbers(all: impl Iterator<Item = u32>) -> String {
    let mut row = Vec::new();
    all.for_each(|number| write(&mut row, number));
    String::from_utf8(row).unwrap_or_default()
}

fn long(all: &[u64]) -> String {
    let part = |number: u64| u32::try_from(number & 0xff_ffff).unwrap_or_default();
    numbers(all.iter().flat_map(|number| LONG.map(|start| part(number >> start))))
}

fn read_long(text: &str, count: usize) -> Option<Vec<u64>> {
    let mut row = text.as_bytes();
    let mut number = || LONG.iter().try_fold(0, |sum, start| Some(sum | u64::from(read(&mut row)?) << start));
    (0..count).map(|_| number()).collect()
}
