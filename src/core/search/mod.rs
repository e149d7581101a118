//! Finds prompts while someone types.
//!
//! An [`Index`] answers each keystroke over everything: every prefix and substring, and what has a typo, ranked. It is stored with the
//! library and kept up to date edit by edit; how it works and what it takes is in `docs/search.md`.

mod build;
mod fold;
mod folds;
mod index;
mod marks;
mod numbers;
mod rank;
mod renew;
mod scan;
mod segment;
mod store;
mod typo;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

pub use fold::{fold, small};
pub use index::Index;

use crate::model::{CategoryId, Email, Library};

/// A query: words that all have to occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Takes what was typed. Case, accents, and space around words, don't matter.
    pub fn parse(text: &str) -> Self {
        // An accent alone is no word.
        Self { words: text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect() }
    }

    /// Tells whether it finds everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// What is searched of a prompt, wherever it is kept.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    /// Its title; a hit here counts most.
    pub title: &'a str,
    /// Its text.
    pub content: Cow<'a, str>,
    /// Its category's name.
    pub category: &'a str,
    /// Who wrote it.
    pub author: &'a str,
    /// Its tags, [as one text](tags).
    pub tags: Cow<'a, str>,
}

/// Returns what is searched of each prompt of a library.
pub fn fields(library: &Library) -> Vec<Fields<'_>> {
    let names: HashMap<&CategoryId, &str> =
        library.categories().iter().map(|category| (category.id(), category.name())).collect();
    let mut fields = Vec::new();
    for prompt in library.prompts() {
        let category = prompt.category().and_then(|id| names.get(id).copied());
        fields.push(Fields {
            title: prompt.title(),
            content: prompt.draft().whole(),
            category: category.unwrap_or_default(),
            author: prompt.created_by().map(Email::short).unwrap_or_default(),
            tags: tags(prompt.tags()).into(),
        });
    }
    fields
}

/// Returns of each record what tells it from those that are not the same.
pub fn prints(records: &[Fields<'_>]) -> Vec<u64> {
    records.iter().map(Fields::print).collect()
}

/// Returns what tells records from others, in this order. `prints`: [what tells each](prints).
pub fn print(prints: &[u64]) -> u64 {
    prints.iter().fold(0, |print, one| spread(print, *one))
}

fn spread(print: u64, word: u64) -> u64 {
    (print ^ word).wrapping_mul(SPREAD).rotate_left(29)
}

impl Fields<'_> {
    /// Returns what tells a record from those that are not the same.
    fn print(&self) -> u64 {
        let mut print = 0u64;
        for text in [self.title, &self.content, self.category, self.author, &self.tags] {
            let (words, rest) = text.as_bytes().as_chunks::<8>();
            let mut last = [0; 8];
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            let length = u64::try_from(text.len()).unwrap_or_default();
            for word in words.iter().chain([&last, &length.to_le_bytes()]) {
                print = spread(print, u64::from_le_bytes(*word));
            }
        }
        print
    }
}

/// An odd number of many bits, to spread what is different over all of them.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The places of the records, the best first.
    pub places: Vec<u32>,
    words: Vec<String>,
    /// Words of the records that are near those of the query, where typos were overlooked; sorted.
    near: Vec<String>,
}

impl Found {
    /// Puts together what a search of `query` found. `near`: words of the records that are near its words, sorted.
    pub fn new(query: &Query, places: Vec<u32>, near: Vec<String>) -> Self {
        Self { places, words: query.words.clone(), near }
    }

    /// Returns the words of the records that are near those of the query, where typos were overlooked; sorted.
    pub fn near(&self) -> &[String] {
        &self.near
    }

    /// Returns the byte ranges of `text` where the search found something, in order and apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        marks::marks(text, &self.words, &self.near)
    }
}

/// Puts tags into one text. No word goes over a line's end.
pub fn tags(tags: &[String]) -> String {
    tags.join("\n")
}
