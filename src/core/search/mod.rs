//! Finds prompts while someone types.
//!
//! An [`Index`] answers each keystroke over everything: every prefix and substring, and what has a typo, ranked. It is stored with the
//! library and kept up to date edit by edit; how it works and what it takes is in `docs/search.md`. [`search`] looks through the texts
//! themselves, for whoever has no index.

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

use crate::model::{CategoryId, Library, Prompt};
use crate::order::sorted;

pub use fold::{fold, small};
pub use index::Index;

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

    /// Returns how well a text fits, the lower the better; `None` if a word occurs nowhere in it.
    fn rank(&self, fields: &Fields<'_>) -> Option<usize> {
        let title = fold(fields.title);
        let mut others = None;
        self.words.iter().try_fold(0, |sum, word| {
            let elsewhere =
                || [fold(&fields.tags), fold(fields.category), fold(fields.author), fold(fields.content)];
            let cost = match place(&title, word) {
                Some(cost) => cost,
                None if others.get_or_insert_with(elsewhere).iter().any(|text| text.contains(word)) => 8,
                None => return None,
            };
            Some(sum + cost)
        })
    }

    /// Returns the byte ranges of `text` where words of the query occur, in order and apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        marks::marks(text, &self.words, &[])
    }
}

/// How early and clean a word stands in a title.
fn place(title: &str, word: &str) -> Option<usize> {
    let at = title.find(word)?;
    let starts_word = title
        .match_indices(word)
        .any(|(at, _)| title.get(..at).is_some_and(|before| !before.ends_with(fold::is_word)));
    Some(match (at, starts_word) {
        (0, _) if title == word => 0,
        (0, _) => 1,
        (_, true) => 2,
        _ => 4,
    })
}

/// What is searched of a prompt, wherever it is kept.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    /// Its title; a hit here counts most.
    pub title: &'a str,
    /// Its text.
    pub content: &'a str,
    /// Its category's name.
    pub category: &'a str,
    /// Who wrote it.
    pub author: &'a str,
    /// Its tags, [as one text](tags).
    pub tags: Cow<'a, str>,
}

impl Fields<'_> {
    /// Returns what tells a record from those that are not the same.
    fn print(&self) -> u64 {
        let mut print = 0u64;
        for text in [self.title, self.content, self.category, self.author, &self.tags] {
            let (words, rest) = text.as_bytes().as_chunks::<8>();
            let mut last = [0; 8];
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            let length = u64::try_from(text.len()).unwrap_or_default();
            for word in words.iter().chain([&last, &length.to_le_bytes()]) {
                print = (print ^ u64::from_le_bytes(*word)).wrapping_mul(SPREAD).rotate_left(29);
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
    /// Returns the byte ranges of `text` where the search found something, in order and apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        marks::marks(text, &self.words, &self.near)
    }
}

/// Puts tags into one text. No word goes over a line's end.
pub fn tags(tags: &[String]) -> String {
    tags.join("\n")
}

/// Returns those of `items` that `query` finds, the best first, ties in their order.
pub fn search_by<'a, T>(items: &'a [T], query: &Query, fields: impl Fn(&'a T) -> Fields<'a>) -> Vec<&'a T> {
    let hits = items.iter().filter_map(|item| Some((query.rank(&fields(item))?, item))).collect();
    let hits = sorted(hits, |(rank, _)| (*rank, String::new()));
    hits.into_iter().map(|(_, item)| item).collect()
}

/// Returns the prompts of `library` that `query` finds, the best first, ties in the library's order.
pub fn search<'a>(library: &'a Library, query: &Query) -> Vec<&'a Prompt> {
    let names: HashMap<&CategoryId, &str> =
        library.categories().iter().map(|category| (category.id(), category.name())).collect();
    search_by(library.prompts(), query, |prompt| Fields {
        title: prompt.title(),
        content: prompt.content(),
        category: prompt.category().and_then(|id| names.get(id).copied()).unwrap_or_default(),
        author: prompt.created_by().map_or("", |email| email.short()),
        tags: tags(prompt.tags()).into(),
    })
}
