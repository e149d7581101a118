//! Where in a text that is shown a search found something.

use std::ops::Range;

use super::fold::{self, is_word};

/// A folded text, and which place of the text each place of it comes from.
#[derive(Default)]
struct Folded {
    text: String,
    places: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self::default();
        for (at, letter) in text.char_indices() {
            fold::push(&mut folded.text, letter);
            // An accent is nothing of its own, and goes with its letter.
            folded.places.resize(folded.text.len(), at);
        }
        folded.places.push(text.len());
        folded
    }
}

/// Returns the byte ranges of `text` where one of `words` occurs, or one of `near` (sorted) is a word, in order and apart from each other.
pub(super) fn marks(text: &str, words: &[String], near: &[String]) -> Vec<Range<usize>> {
    let folded = Folded::of(text);
    let mut found = Vec::new();
    let (mut after, mut in_word) = (0, false);
    for (at, letter) in folded.text.char_indices() {
        let begins_word = !std::mem::replace(&mut in_word, is_word(letter)) && in_word;
        if at < after {
            continue;
        }
        let rest = folded.text.get(at..).unwrap_or_default();
        let longest = words.iter().filter(|word| rest.starts_with(word.as_str())).map(String::len).max();
        let near = if begins_word && !near.is_empty() { one_of(near, rest) } else { None };
        if let Some(length) = longest.max(near) {
            after = at + length;
            let place = |at: usize| folded.places.get(at).copied().unwrap_or_default();
            found.push(place(at)..place(after));
        }
    }
    found
}

/// Returns the length of the word that a text begins with, if it is one of `words`.
fn one_of(words: &[String], text: &str) -> Option<usize> {
    let word = text.split(|letter| !is_word(letter)).next()?;
    words.binary_search_by(|one| one.as_str().cmp(word)).ok().map(|_| word.len())
}
