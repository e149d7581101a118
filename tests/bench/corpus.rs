//! A library made up for benches of search, and queries with the prompt that each of them is for.
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "a program for whoever works on this"
)]

use std::borrow::Cow;

use prompt_commons::search::Fields;

/// Words of each of two languages.
const WORDS: usize = 25_000;

/// Characters of a prompt's text.
const LENGTH: usize = 600;

/// A made-up prompt.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) tags: String,
    pub(crate) category: String,
    pub(crate) author: String,
}

impl Record {
    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields {
            title: &self.title,
            content: Cow::Borrowed(&self.content),
            category: &self.category,
            author: &self.author,
            tags: Cow::Borrowed(&self.tags),
        }
    }
}

/// A query, and the prompt that whoever types it looks for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) query: String,
    pub(crate) place: usize,
    pub(crate) kind: &'static str,
}

/// Numbers that look random and are the same each time (xorshift*).
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most.max(1)
    }

    /// The first of so many come up most, as words of a language do (Zipf).
    fn seldom(&mut self, most: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((most as f64).powf(share) - 1.0) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// Makes words of syllables, each once, the shorter ones mostly first.
fn words(dice: &mut Dice, onsets: &[&str], vowels: &[&str], codas: &[&str]) -> Vec<String> {
    let mut known = std::collections::HashSet::new();
    let mut words = Vec::new();
    while words.len() < WORDS {
        let syllables =
            1 + dice.below(2) + words.len() * 3 / WORDS.max(1) / 2 + usize::from(words.len() > 300);
        let mut word = String::new();
        for _ in 0..syllables {
            word += dice.pick(onsets);
            word += dice.pick(vowels);
            word += dice.pick(codas);
        }
        if known.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// Makes so many prompts, a fifth of them in something like Russian.
pub(crate) fn corpus(count: usize) -> Vec<Record> {
    let dice = &mut Dice::new(7);
    let english = words(
        dice,
        &[
            "", "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w",
            "ch", "sh",
        ],
        &["a", "e", "i", "o", "u", "ea", "io", "ou", "y"],
        &["", "", "", "n", "r", "s", "t", "l", "ng", "nt", "ck", "m"],
    );
    let russian = words(
        dice,
        &["", "б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "пр", "р", "с", "ст", "т", "ф", "ш"],
        &["а", "е", "и", "о", "у", "я", "ы", "ё"],
        &["", "", "", "н", "р", "с", "т", "л", "й", "м", "ть"],
    );
    (0..count).map(|at| record(dice, if at % 5 == 4 { &russian } else { &english }, at)).collect()
}

fn record(dice: &mut Dice, words: &[String], at: usize) -> Record {
    let topic: Vec<&String> = (0..6).map(|_| &words[dice.below(words.len())]).collect();
    let mut content = String::new();
    while content.chars().count() < LENGTH {
        let length = 6 + dice.below(12);
        for place in 0..length {
            // A text comes back to what it is about.
            let word =
                if dice.below(14) == 0 { topic[dice.below(6)] } else { &words[dice.seldom(words.len())] };
            let word = match dice.below(60) {
                0 => format!("{{{{{word}}}}}"),
                1 => format!("({word})"),
                2 => format!("{word}-{}", words[dice.seldom(words.len())]),
                _ if place == 0 => capital(word),
                _ => word.clone(),
            };
            content += &word;
            content += if place + 1 == length {
                ".\n"
            } else if dice.below(9) == 0 {
                ", "
            } else {
                " "
            };
        }
    }
    let mut title: Vec<String> = topic.iter().take(2 + dice.below(2)).map(|word| (*word).clone()).collect();
    for _ in 0..=dice.below(3) {
        let place = dice.below(title.len());
        title.insert(place, words[dice.seldom(words.len())].clone());
    }
    if let Some(first) = title.first_mut() {
        *first = capital(first);
    }
    let tags: Vec<&str> = (0..dice.below(3)).map(|_| words[300 + dice.below(200)].as_str()).collect();
    Record {
        title: title.join(" "),
        content,
        tags: tags.join("\n"),
        category: capital(&words[500 + at % 12]),
        author: words[600 + at % 30].clone(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Makes queries for prompts of a library: of its title as it is typed, of its text, and with typos.
pub(crate) fn queries(records: &[Record], count: usize) -> Vec<Asked> {
    let dice = &mut Dice::new(11);
    (0..count)
        .map(|at| {
            let place = dice.below(records.len());
            let record = &records[place];
            let title = from(dice, &record.title, 4);
            let text = from(dice, &record.content, 5);
            let other = from(dice, &record.content, 4);
            let (kind, words) = match at % 5 {
                0 => ("title-prefix", vec![title, beginning(dice, &record.title)]),
                1 => ("title-typo", vec![typo(dice, &title), from(dice, &record.title, 4)]),
                2 => ("text", vec![text, other]),
                3 => ("text-prefix", vec![text, other, beginning(dice, &record.content)]),
                _ => ("title-and-text-typo", vec![title, typo(dice, &text)]),
            };
            Asked { query: words.join(" "), place, kind }
        })
        .collect()
}

/// Takes a word of at least so many letters, if the text has one.
fn from(dice: &mut Dice, text: &str, letters: usize) -> String {
    let all: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let long: Vec<&str> = all.iter().copied().filter(|word| word.chars().count() >= letters).collect();
    dice.pick(if long.is_empty() { &all } else { &long }).to_lowercase()
}

fn beginning(dice: &mut Dice, text: &str) -> String {
    let word = from(dice, text, 5);
    let letters = word.chars().count();
    word.chars().take(3.max(letters - 1 - dice.below(letters / 2)).min(letters)).collect()
}

/// Leaves out, doubles, replaces or swaps a letter behind the first.
fn typo(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len().saturating_sub(2));
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = if letters[at].is_ascii() { 'k' } else { 'к' },
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}
