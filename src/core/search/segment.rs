//! A part of an index: the words of some records, and where each of them stands. It never changes; what an edit replaces
//! is passed over.
//!
//! A *word* is letters and digits without anything between them; what stands between white space and is more than one word is
//! a *compound*, punctuation included. No word of a query has white space in it. So whatever of one without punctuation stands
//! anywhere in the records stands in one of the words, and of one with punctuation in one of the compounds: a look through
//! the distinct ones of that kind finds every substring.

use std::ops::Range;
use std::sync::OnceLock;

use super::fold::is_word;
use super::numbers::read;
use super::scan::scan;
use super::typo::{Typed, letters};

/// How a word of a query is in a word of a record, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is all of it.
    Whole,
    /// It begins it.
    Start,
    /// It is inside.
    Inside,
}

impl Fit {
    pub(super) const ALL: [Self; 3] = [Self::Whole, Self::Start, Self::Inside];
}

/// The number of a word of a [`Segment`]; those of compounds go on from there.
pub(super) type Word = u32;

/// It stands in the title.
pub(super) const IN_TITLE: u32 = 1;
/// It is the first word of the title.
pub(super) const TITLE_FIRST: u32 = 2;
/// It stands in the tags, the category's name or the author's.
pub(super) const ASIDE: u32 = 4;
/// There are so many numbers made of these.
pub(super) const PLACES: u32 = 8;

/// Numbers for how often a word stands in a text: once, twice, up to four times, more often.
pub(super) const OFTEN: u32 = 4;

/// A part of an index.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// What is stored of it.
    pub(super) parts: Parts,
    /// Of each word where it begins in the words, and where its two rows begin in the postings; and their ends.
    starts: Vec<(u32, u32, u32)>,
    /// Where compounds begin: their number, and their place in the words.
    compounds: (Word, usize),
    /// Of each word which letters it begins with.
    letters: OnceLock<Vec<u64>>,
}

/// What is stored of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// Its distinct words and compounds, each kind sorted, each with an end of line behind it, and one more between the kinds.
    pub(super) words: String,
    /// Of each of them the bytes that its two rows of the postings take.
    pub(super) lengths: String,
    /// Word by word a row of the records that have it elsewhere than in the text, and one of those that have it there.
    pub(super) postings: String,
    /// Of each record how many words its title has.
    pub(super) titles: String,
}

impl Segment {
    /// Makes it ready to be searched; `None` if its parts don't fit together.
    pub(super) fn new(parts: Parts) -> Option<Self> {
        let mut lengths = parts.lengths.as_bytes();
        let (mut at, mut row) = (0u32, 0u32);
        let mut segment = Self::default();
        for word in parts.words.split_inclusive('\n') {
            if word.len() == 1 && segment.compounds.1 == 0 {
                segment.compounds = (u32::try_from(segment.starts.len()).ok()?, at as usize + 1);
            } else {
                let texts = row.checked_add(read(&mut lengths)?)?;
                segment.starts.push((at, row, texts));
                row = texts.checked_add(read(&mut lengths)?)?;
            }
            at = at.checked_add(u32::try_from(word.len()).ok()?)?;
        }
        segment.starts.push((at, row, row));
        segment.parts = parts;
        (row as usize == segment.parts.postings.len()).then_some(segment)
    }

    /// Returns how many records it is of.
    pub(super) fn records(&self) -> usize {
        self.parts.titles.len()
    }

    /// Returns how many words and compounds it has.
    pub(super) fn words(&self) -> Word {
        Word::try_from(self.starts.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Returns the number of words in a record's title.
    pub(super) fn title(&self, record: usize) -> u8 {
        self.parts.titles.as_bytes().get(record).copied().unwrap_or_default()
    }

    /// Returns a word or a compound.
    pub(super) fn word(&self, word: Word) -> &str {
        let after = if word + 1 == self.compounds.0 { 2 } else { 1 };
        self.parts.words.get(self.start(word)..self.start(word + 1).saturating_sub(after)).unwrap_or_default()
    }

    fn start(&self, word: Word) -> usize {
        self.starts.get(word as usize).map_or(usize::MAX, |start| start.0 as usize)
    }

    /// Finds the words that hold `typed`, and how. Each of them once, those that fit in the same way in their order.
    pub(super) fn find(&self, typed: &str) -> Vec<(Word, Fit)> {
        let is_plain = typed.chars().all(is_word);
        let (mut word, base) = if is_plain { (0, 0) } else { self.compounds };
        let words = self.parts.words.as_bytes();
        let words = if is_plain { words.get(..self.compounds.1) } else { words.get(base..) };
        let mut found: Vec<(Word, Fit)> = Vec::new();
        scan(words.unwrap_or_default(), typed.as_bytes(), &mut |at| {
            let at = base + at;
            word = self.holder(word, at);
            let (start, end) = (self.start(word), self.start(word + 1));
            let fit = if at > start {
                Fit::Inside
            } else if start + self.word(word).len() == at + typed.len() {
                Fit::Whole
            } else {
                Fit::Start
            };
            found.push((word, fit));
            end - base
        });
        found
    }

    /// Returns the word that `at` is in; it is `word` or comes after it. In steps that grow: it may be near or far.
    fn holder(&self, mut word: Word, at: usize) -> Word {
        let mut step = 1;
        while self.start(word + step) <= at {
            word += step;
            step *= 2;
        }
        while step > 1 {
            step /= 2;
            if self.start(word + step) <= at {
                word += step;
            }
        }
        word
    }

    /// Finds the words that are near what was typed, how many typos away, and whether as a whole.
    pub(super) fn near(&self, typed: &Typed) -> Vec<(Word, u32, bool)> {
        let words = self.parts.words.get(..self.compounds.1.saturating_sub(1)).unwrap_or_default();
        let all = self.letters.get_or_init(|| words.lines().map(letters).collect());
        let mut found = Vec::new();
        for (word, letters) in (0..).zip(all) {
            if typed.may_be_near(*letters) {
                let distance = typed.distance(self.word(word));
                found.extend(distance.map(|(distance, is_whole)| (word, distance, is_whole)));
            }
        }
        found
    }

    /// Calls `found` with each record that has a word elsewhere than in its text, and where.
    #[inline]
    pub(super) fn asides(&self, word: Word, found: impl FnMut(usize, u32)) {
        let row = self.starts.get(word as usize).map_or(0..0, |(_, start, end)| *start..*end);
        self.each(row, PLACES, found);
    }

    /// Calls `found` with each record whose text has a word, and a number for how often.
    #[inline]
    pub(super) fn texts(&self, word: Word, found: impl FnMut(usize, u32)) {
        let row = |word: Word| self.starts.get(word as usize).copied().unwrap_or_default();
        self.each(row(word).2..row(word + 1).1, OFTEN, found);
    }

    #[inline]
    fn each(&self, row: Range<u32>, most: u32, mut found: impl FnMut(usize, u32)) {
        let postings = self.parts.postings.as_bytes();
        let mut row = postings.get(row.start as usize..row.end as usize).unwrap_or_default();
        let mut record = 0;
        while let Some(number) = read(&mut row) {
            record += number / most;
            found(record as usize, number % most);
            record += 1;
        }
    }
}
