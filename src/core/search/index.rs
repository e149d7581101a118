//! The index of a library, and how a query is answered from it.

use super::rank::{self, Costs};
use super::segment::Segment;
use super::typo::Typed;
use super::{Found, Query};

/// Records that a word has to find for its typos not to be looked for.
const FEW: usize = 8;

/// The place of a record that is no more.
pub(super) const GONE: u32 = u32::MAX;

/// What is known of a library's records, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The largest first.
    pub(super) parts: Vec<Part>,
    /// How many records there are.
    pub(super) records: usize,
    /// What [tells](super::print) them from others.
    pub(super) print: u64,
    /// How many postings were read for all queries.
    pub(super) postings: u64,
    /// What the words of the last query found: of the next one mostly one is another.
    pub(super) last: Vec<Answer>,
}

/// A segment, and of each of its records the place that it has in the library.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) segment: Segment,
    pub(super) places: Vec<u32>,
    /// Of each of its records what tells it from others.
    pub(super) prints: Vec<u64>,
    /// Of each of its records which [letters] it has.
    pub(super) letters: Vec<u64>,
}

/// Returns which of the letters a word has that most are: those of English and Russian.
pub(super) fn letters(word: &str) -> u64 {
    word.chars().filter_map(number).fold(0, |all, number| all | 1 << number)
}

/// Returns the number of a letter among those of [`letters`].
fn number(letter: char) -> Option<u32> {
    match letter {
        'a'..='z' => Some(u32::from(letter) - u32::from('a')),
        'а'..='я' => Some(u32::from(letter) - u32::from('а') + 26),
        _ => None,
    }
}

/// What a word of a query finds.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    word: String,
    /// Whether typos are overlooked even if it finds enough as it is.
    leniently: bool,
    /// What each record costs, by place.
    costs: Costs,
    /// The words that are near it.
    near: Vec<String>,
}

impl Index {
    /// Returns how many records it is of.
    pub fn len(&self) -> usize {
        self.records
    }

    /// Returns what tells the records that it is of from others: [`super::print`].
    pub fn print(&self) -> u64 {
        self.print
    }

    /// Tells whether it is of none.
    pub fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// Returns how many postings all searches until now have read: what they cost, on whatever machine.
    pub fn postings(&self) -> u64 {
        self.postings
    }

    /// Finds the records in which all words of a query are, the best first; ties as `first` has their places, and then in their order.
    pub fn search(&mut self, query: &Query, first: &[u32]) -> Found {
        let mut answers = self.answers(query, false);
        let mut costs = self.sum(&answers);
        // Each is somewhere, but they are nowhere together: then one of them may be a typo that is a word.
        if answers.len() > 1 && costs.is_empty() {
            answers = self.answers(query, true);
            costs = self.sum(&answers);
        }
        let mut near: Vec<String> = answers.iter().flat_map(|answer| answer.near.clone()).collect();
        near.sort_unstable();
        near.dedup();
        self.last = answers;
        Found::new(query, costs.sorted(first), near)
    }

    fn answers(&mut self, query: &Query, leniently: bool) -> Vec<Answer> {
        let answer = |word: &String| {
            let known = |answer: &Answer| (answer.leniently, &answer.word) == (leniently, word);
            if let Some(at) = self.last.iter().position(known) {
                self.last.swap_remove(at)
            } else {
                let answer = answer(&self.parts, self.records, word, leniently);
                self.postings += answer.costs.postings;
                answer
            }
        };
        query.words.iter().map(answer).collect()
    }

    fn sum(&self, answers: &[Answer]) -> Costs {
        let mut sum = Costs::new(self.records, 0);
        for answer in answers {
            sum.add(&answer.costs);
        }
        sum
    }

    /// Forgets what was found before it changed.
    pub(super) fn forget(&mut self) {
        self.last = Vec::new();
    }
}

/// Finds the records that a word is in.
fn answer(parts: &[Part], records: usize, word: &str, leniently: bool) -> Answer {
    let mut costs = Costs::new(records, rank::NONE);
    for part in parts {
        rank::word(part, word, &mut costs);
    }
    let mut near = Vec::new();
    let typed = if leniently || costs.count() < FEW { Typed::new(word) } else { None };
    for part in parts.iter().filter(|_| typed.is_some()) {
        for (word, distance, is_whole) in typed.iter().flat_map(|typed| part.segment.near(typed)) {
            if rank::near(part, word, distance, is_whole, &mut costs) {
                near.push(part.segment.word(word).to_owned());
            }
        }
    }
    Answer { word: word.to_owned(), leniently, costs, near }
}
