//! Makes [segments](Segment).

use std::collections::HashMap;

use fnv::FnvBuildHasher;

use super::Fields;
use super::fold::{fold, is_word};
use super::index::letters;
use super::numbers::write;
use super::segment::{ASIDE, IN_TITLE, OFTEN, PLACES, Parts, Segment, TITLE_FIRST};

/// The most words of a title that are told apart.
const LONGEST_TITLE: u8 = 63;

/// Makes a segment, record by record.
#[derive(Debug, Default)]
pub(super) struct Builder {
    words: HashMap<String, usize, FnvBuildHasher>,
    rows: Vec<Rows>,
    titles: Vec<u8>,
    /// Those of `rows` that the record being added has.
    found: Vec<usize>,
}

/// The rows of a word, and what the record being added has of it.
#[derive(Debug, Default)]
struct Rows {
    asides: Row,
    texts: Row,
    /// Where it stands.
    places: u32,
    /// How often in the text.
    times: u32,
    /// Which letters the word has, as of [`letters`].
    letters: u64,
}

/// A row of records.
#[derive(Debug, Default)]
struct Row {
    numbers: Vec<u8>,
    /// The record that would come next.
    next: u32,
}

impl Row {
    fn add(&mut self, record: u32, most: u32, with: u32) {
        write(&mut self.numbers, (record - self.next) * most + with);
        self.next = record + 1;
    }
}

impl Builder {
    /// Adds a record. Returns which [letters] it has.
    pub(super) fn add(&mut self, fields: &Fields<'_>) -> u64 {
        let mut title = 0;
        self.each(fields.title, |rows| {
            rows.places |= if title == 0 { IN_TITLE | TITLE_FIRST } else { IN_TITLE };
            title = LONGEST_TITLE.min(title + 1);
        });
        for text in [&fields.tags, fields.category, fields.author] {
            self.each(text, |rows| rows.places |= ASIDE);
        }
        self.each(&fields.content, |rows| rows.times += 1);
        let record = self.next(title);
        let mut letters = 0;
        for at in std::mem::take(&mut self.found) {
            let Some(rows) = self.rows.get_mut(at) else { continue };
            if rows.places > 0 {
                rows.asides.add(record, PLACES, rows.places);
            }
            if rows.times > 0 {
                rows.texts.add(record, OFTEN, rows.times.ilog2().min(OFTEN - 1));
            }
            (rows.places, rows.times) = (0, 0);
            letters |= rows.letters;
        }
        letters
    }

    /// Adds those records of a segment that are alive, without reading their texts again.
    pub(super) fn absorb(&mut self, segment: &Segment, alive: impl Fn(usize) -> bool) {
        // Where each of them comes to be.
        let place = |record| alive(record).then(|| self.next(segment.title(record)));
        let places: Vec<Option<u32>> = (0..segment.records()).map(place).collect();
        let place = |record: usize| places.get(record).copied().flatten();
        for word in 0..segment.words() {
            let at = self.place(segment.word(word));
            let Some(Rows { asides, texts, .. }) = self.rows.get_mut(at) else { continue };
            segment.asides(word, |record, with| {
                if let Some(record) = place(record) {
                    asides.add(record, PLACES, with);
                }
            });
            segment.texts(word, |record, with| {
                if let Some(record) = place(record) {
                    texts.add(record, OFTEN, with);
                }
            });
        }
    }

    /// Returns the segment; `None` if it is too large.
    pub(super) fn finish(self) -> Option<Segment> {
        let rows = |at: usize| {
            let rows = self.rows.get(at)?;
            Some([&rows.asides.numbers, &rows.texts.numbers])
                .filter(|rows| rows.iter().any(|row| !row.is_empty()))
        };
        let words = self.words.iter().filter_map(|(word, at)| Some((word.as_str(), rows(*at)?)));
        let (mut plain, mut compounds): (Vec<_>, Vec<_>) =
            words.partition(|(word, _)| word.chars().all(is_word));
        plain.sort_unstable();
        compounds.sort_unstable();
        let mut words = String::new();
        let (mut lengths, mut postings) = (Vec::new(), Vec::new());
        for kind in [plain, compounds] {
            for (word, rows) in kind {
                words.extend([word, "\n"]);
                for row in rows {
                    write(&mut lengths, u32::try_from(row.len()).ok()?);
                    postings.extend_from_slice(row);
                }
            }
            words.push('\n');
        }
        words.pop();
        let [lengths, postings, titles] =
            [lengths, postings, self.titles].map(|row| String::from_utf8(row).ok());
        Segment::new(Parts { words, lengths: lengths?, postings: postings?, titles: titles? })
    }

    fn next(&mut self, title: u8) -> u32 {
        self.titles.push(title);
        u32::try_from(self.titles.len() - 1).unwrap_or(u32::MAX)
    }

    fn place(&mut self, word: &str) -> usize {
        if let Some(at) = self.words.get(word) {
            return *at;
        }
        self.words.insert(word.to_owned(), self.rows.len());
        self.rows.push(Rows { letters: letters(word), ..Rows::default() });
        self.rows.len() - 1
    }

    /// Calls `each` with the rows of the words and compounds of a text of the record being added.
    fn each(&mut self, text: &str, mut each: impl FnMut(&mut Rows)) {
        let text = fold(text);
        for compound in text.split_whitespace() {
            let words = compound.split(|letter| !is_word(letter)).filter(|word| !word.is_empty());
            let whole = Some(compound).filter(|compound| !compound.chars().all(is_word));
            for word in words.chain(whole) {
                let at = self.place(word);
                let Some(rows) = self.rows.get_mut(at) else { continue };
                if (rows.places, rows.times) == (0, 0) {
                    self.found.push(at);
                }
                each(rows);
            }
        }
    }
}
