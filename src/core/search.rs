//! Finds prompts while someone types.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::model::{CategoryId, Library, Prompt};
use crate::order::sorted;

/// A query: words that all have to occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Takes what was typed. Case, and space around words, don't matter.
    pub fn parse(text: &str) -> Self {
        Self { words: text.split_whitespace().map(fold).collect() }
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
        let mut found: Vec<Range<usize>> = Vec::new();
        for (start, _) in text.char_indices() {
            if found.last().is_some_and(|last| start < last.end) {
                continue;
            }
            let longest = self.words.iter().filter_map(|word| prefix(text.get(start..)?, word)).max();
            if let Some(length) = longest {
                found.push(start..start + length);
            }
        }
        found
    }
}

/// Folds case, and the dots of ё, which Russian writers leave out as they like. Letter by letter, so that the
/// fold of a part is a part of the fold: Greek has a small sigma of its own for the end of a word.
pub(crate) fn fold(text: &str) -> String {
    // Most prompts are plain English, and folding those byte by byte is several times quicker.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small = text.chars().flat_map(char::to_lowercase);
    small
        .map(|letter| {
            if letter == 'ё' {
                'е'
            } else if letter == 'ς' {
                'σ'
            } else {
                letter
            }
        })
        .collect()
}

/// How early and clean a word stands in a title.
fn place(title: &str, word: &str) -> Option<usize> {
    let at = title.find(word)?;
    let starts_word = title
        .match_indices(word)
        .any(|(at, _)| title.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric)));
    Some(match (at, starts_word) {
        (0, _) if title == word => 0,
        (0, _) => 1,
        (_, true) => 2,
        _ => 4,
    })
}

/// Bytes of `text` that fold to `word`, if it starts so.
fn prefix(text: &str, word: &str) -> Option<usize> {
    let mut rest = word;
    for (at, character) in text.char_indices() {
        if rest.is_empty() {
            return Some(at);
        }
        rest = rest.strip_prefix(fold(character.encode_utf8(&mut [0; 4])).as_str())?;
    }
    rest.is_empty().then_some(text.len())
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
