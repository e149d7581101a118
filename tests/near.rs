//! Pointing out what the library has already.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use prompt_commons::command::{Command, apply};
use prompt_commons::format::decode;
use prompt_commons::model::{Draft, Library, PromptId};
use prompt_commons::near::{Near, Sketches};
use prompt_commons_contract::sample::{self, ALICE, prompt_id, stamp};
use proptest::prelude::*;

const REVIEW: &str = "Review this change as a careful colleague would. Name what is wrong first, then what could be \
    simpler, and say for each remark how sure you are of it. End with one sentence on what you like.";

fn draft(title: &str, content: &str) -> Draft {
    Draft { title: title.to_owned(), content: content.to_owned(), ..Draft::default() }
}

/// Returns the sketches of prompts with these titles and texts, numbered as ids.
fn sketches(prompts: &[(&str, &str)]) -> Sketches {
    let mut library: Library = decode(sample::FILE.as_bytes()).unwrap();
    for (index, (title, content)) in prompts.iter().enumerate() {
        let command = Command::add(prompt_id(&index.to_string()), draft(title, content));
        apply(&mut library, &command, &stamp(ALICE)).unwrap();
    }
    let mut sketches = Sketches::default();
    sketches.add(library.prompts());
    sketches
}

fn new() -> PromptId {
    prompt_id("new")
}

fn by_text(id: &str) -> Near {
    Near { id: prompt_id(id), by_title: false }
}

#[test]
fn a_text_with_a_few_other_words_is_near() {
    let known =
        sketches(&[("Mail", "Answer this mail politely and in three sentences."), ("Review", REVIEW)]);
    assert_eq!(known.nearest(&draft("", REVIEW), &new()), Some(by_text("1")));
    let edited = REVIEW.replace("careful", "strict").replace("one sentence", "a paragraph");
    assert_eq!(known.nearest(&draft("My review", &edited), &new()), Some(by_text("1")));
}

#[test]
fn case_and_punctuation_make_no_difference() {
    let known = sketches(&[("Review", REVIEW), ("Ёлка", "Опиши ёлку так, как её видит ребёнок утром")]);
    let loud = REVIEW.to_uppercase().replace(['.', ','], " —");
    assert_eq!(known.nearest(&draft("", &loud), &new()), Some(by_text("0")));
    assert_eq!(
        known.nearest(&draft("", "опиши елку так как ее видит ребенок утром!"), &new()),
        Some(by_text("1"))
    );
}

#[test]
fn another_text_is_not() {
    let known = sketches(&[("Review", REVIEW)]);
    let other = "Translate this text into plain English, keep its tone, and leave names as they are written.";
    assert_eq!(known.nearest(&draft("Translate", other), &new()), None);
    // The beginning alone is another prompt.
    assert_eq!(known.nearest(&draft("", "Review this change as a careful colleague would."), &new()), None);
}

#[test]
fn a_few_words_are_like_nothing() {
    let known = sketches(&[("Shorter", "Make it shorter")]);
    assert_eq!(known.nearest(&draft("Brief", "make it shorter"), &new()), None);
}

#[test]
fn the_same_title_is_pointed_out_where_no_text_is_near() {
    let known = sketches(&[("Weekly report", "Write it."), ("Review", REVIEW)]);
    let same = Some(Near { id: prompt_id("0"), by_title: true });
    assert_eq!(known.nearest(&draft(" weekly REPORT ", "Sum up the week for the board"), &new()), same);
    assert_eq!(known.nearest(&draft("Weekly report", REVIEW), &new()), Some(by_text("1")));
    assert_eq!(known.nearest(&draft(" ", ""), &new()), None);
}

#[test]
fn a_prompt_is_not_near_itself() {
    let known = sketches(&[("Review", REVIEW)]);
    assert_eq!(known.nearest(&draft("Review", REVIEW), &prompt_id("0")), None);
}

#[test]
fn turns_count_as_text() {
    let (first, rest) = REVIEW.split_once(". ").unwrap();
    let known = sketches(&[("Review", REVIEW)]);
    let turns = Draft { turns: vec![rest.to_owned()], ..draft("", first) };
    assert_eq!(known.nearest(&turns, &new()), Some(by_text("0")));
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-z]{3,8}", count).prop_map(|words| words.join(" "))
}

proptest! {
    /// A text of any length is near itself with one word of twelve or more changed.
    #[test]
    fn one_word_changed_is_near(text in words(12..400), at in any::<prop::sample::Index>()) {
        let known = sketches(&[("Known", &text)]);
        let mut changed: Vec<&str> = text.split(' ').collect();
        let at = at.index(changed.len());
        if let Some(word) = changed.get_mut(at) {
            *word = "otherwise";
        }
        prop_assert_eq!(known.nearest(&draft("", &changed.join(" ")), &new()), Some(by_text("0")));
    }

    /// Texts of words chosen at random are not.
    #[test]
    fn others_are_not(one in words(8..200), other in words(8..200)) {
        let known = sketches(&[("Known", &one)]);
        prop_assert_eq!(known.nearest(&draft("", &other), &new()), None);
    }
}
