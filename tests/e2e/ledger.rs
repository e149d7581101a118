//! What was promised to people: each edit writes a text that no other one does, and where that shows, the edit is alive.

use std::collections::BTreeSet;

/// The texts that edits wrote, `t00001` and so on, as words of their own.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    last: u32,
    acknowledged: BTreeSet<u32>,
    given_up: BTreeSet<u32>,
}

impl Ledger {
    /// A text that was never used.
    pub fn mint(&mut self) -> String {
        self.last += 1;
        word(self.last)
    }

    /// An edit was shown as saved that turned `seen` into `written`: what it wrote is promised now, what its author saw
    /// and took out is not any more.
    pub fn saved(&mut self, seen: &str, written: &str) {
        let (seen, written) = (tokens(seen), tokens(written));
        self.given_up.extend(seen.difference(&written));
        self.acknowledged.extend(written.difference(&seen));
    }

    /// An edit may have been saved, as nobody saw what became of it.
    pub fn perhaps(&mut self, seen: &str, written: &str) {
        self.given_up.extend(tokens(seen).difference(&tokens(written)));
    }

    /// Whether this text was written by an edit that was shown as saved.
    pub fn has(&self, token: &str) -> bool {
        !tokens(token).is_disjoint(&self.acknowledged)
    }

    /// How many edits were shown as saved.
    pub fn len(&self) -> usize {
        self.acknowledged.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.acknowledged.is_empty()
    }

    /// What was shown as saved, nobody took out, and isn't in any of these texts.
    pub fn missing<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let alive: BTreeSet<u32> = texts.into_iter().flat_map(tokens).collect();
        let gone =
            self.acknowledged.iter().filter(|token| !alive.contains(token) && !self.given_up.contains(token));
        gone.copied().map(word).collect()
    }
}

/// All of one length, so that none is found in another.
fn word(token: u32) -> String {
    format!("t{token:05}")
}

/// The tokens in a text.
fn tokens(text: &str) -> BTreeSet<u32> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter_map(|word| word.strip_prefix('t')?.parse().ok()).collect()
}
