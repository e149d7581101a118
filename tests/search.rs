//! Finding prompts: what is found, in which order, and what is marked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use prompt_commons::command::{Command, apply};
use prompt_commons::format::decode;
use prompt_commons::model::{CategoryId, Draft, Library};
use prompt_commons::search::{Query, search};
use prompt_commons_contract::sample::{self, ALICE, CAROL, prompt_id, stamp};

/// Returns a library of carol's prompts with these titles and texts, numbered as ids.
fn library(prompts: &[(&str, &str)]) -> Library {
    let file = r#"{"version": "1.0", "teamId": "t", "name": "T",
        "members": {"owner": "alice@company.com", "editors": ["carol@company.com"]},
        "categories": [{"id": "soc", "name": "Соцсети"}], "prompts": []}"#;
    let mut library = decode(file.as_bytes()).unwrap();
    for (index, (title, content)) in prompts.iter().enumerate() {
        let draft = Draft { title: (*title).to_owned(), content: (*content).to_owned(), ..Draft::default() };
        let command = Command::AddPrompt { id: prompt_id(&index.to_string()), draft };
        apply(&mut library, &command, &stamp(CAROL)).unwrap();
    }
    library
}

fn titles<'a>(library: &'a Library, query: &str) -> Vec<&'a str> {
    search(library, &Query::parse(query)).into_iter().map(prompt_commons::model::Prompt::title).collect()
}

fn marked<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
    Query::parse(query).marks(text).into_iter().map(|range| text.get(range).unwrap()).collect()
}

#[test]
fn nothing_typed_finds_everything_in_order() {
    let library = decode(sample::FILE.as_bytes()).unwrap();
    for query in ["", "  \t "] {
        assert!(Query::parse(query).is_empty());
        assert_eq!(titles(&library, query), ["Launch post", "Subject lines", "From before"]);
    }
}

#[test]
fn better_places_come_first() {
    let library = library(&[
        ("Elsewhere", "post"),
        ("Repost", ""),
        ("A post", ""),
        ("Poster", ""),
        ("Post", ""),
        ("Nothing", "Nothing"),
    ]);
    assert_eq!(titles(&library, "post"), ["Post", "Poster", "A post", "Repost", "Elsewhere"]);
}

#[test]
fn ties_keep_the_librarys_order() {
    let library = library(&[("Post b", ""), ("Post a", ""), ("Post c", "")]);
    assert_eq!(titles(&library, "post"), ["Post b", "Post a", "Post c"]);
}

#[test]
fn every_word_has_to_occur_anywhere() {
    let library =
        library(&[("Launch post", "for LinkedIn"), ("Launch", ""), ("Post", "launch"), ("Plan", "")]);
    assert_eq!(titles(&library, "launch linkedin"), ["Launch post"]);
    // In both words' best places first.
    assert_eq!(titles(&library, "post launch"), ["Launch post", "Post"]);
    assert_eq!(titles(&library, "launch zebra"), Vec::<&str>::new());
}

#[test]
fn text_category_author_and_tags_are_searched() {
    let mut library = library(&[("One", "Find THIS\nline"), ("Two", ""), ("Three", "")]);
    assert_eq!(titles(&library, "this"), ["One"]);
    let prompt = library.prompts()[1].clone();
    let seen = prompt.draft().clone();
    let draft = Draft { category: CategoryId::parse("soc"), tags: vec!["Weekly".to_owned()], ..seen.clone() };
    let command = Command::EditPrompt { id: prompt.id().clone(), seen, draft };
    apply(&mut library, &command, &stamp(ALICE)).unwrap();
    assert_eq!(titles(&library, "соцсети"), ["Two"]);
    assert_eq!(titles(&library, "week"), ["Two"]);
    assert_eq!(titles(&library, "carol"), ["One", "Two", "Three"]);
    // The domain is everyone's, it would find all.
    assert_eq!(titles(&library, "company.com"), Vec::<&str>::new());
}

#[test]
fn case_does_not_matter() {
    let library = library(&[("Пост ЗАПУСКА", ""), ("STRASSE Straße", ""), ("ΟΔΟΣ", "")]);
    assert_eq!(titles(&library, "ПОСТ запуска"), ["Пост ЗАПУСКА"]);
    assert_eq!(titles(&library, "straße"), ["STRASSE Straße"]);
    assert_eq!(titles(&library, "οδος"), ["ΟΔΟΣ"]);
    assert_eq!(titles(&library, "ΟΔΟΣ"), ["ΟΔΟΣ"]);
}

#[test]
fn dots_of_yo_do_not_matter() {
    let library = library(&[("Ёлка", ""), ("Елка", ""), ("Счёт", "")]);
    for query in ["ёлка", "елка", "ЁЛКА", "Елк"] {
        assert_eq!(titles(&library, query), ["Ёлка", "Елка"], "{query}");
    }
    assert_eq!(titles(&library, "счет"), ["Счёт"]);
}

#[test]
fn words_of_query_are_plain_text() {
    let library = library(&[("a.c {{x}}", ""), ("abc", "")]);
    assert_eq!(titles(&library, "a.c"), ["a.c {{x}}"]);
    assert_eq!(titles(&library, "{{x"), ["a.c {{x}}"]);
    assert_eq!(titles(&library, "*"), Vec::<&str>::new());
}

#[test]
fn marks_show_each_occurrence_as_it_stands() {
    assert_eq!(marked("Post a post, POST it", "post"), ["Post", "post", "POST"]);
    assert_eq!(marked("Ёлка и елка", "елк"), ["Ёлк", "елк"]);
    assert_eq!(marked("emoji 🙂 post 🙂", "post 🙂"), ["🙂", "post", "🙂"]);
    assert_eq!(marked("ΟΔΟΣ οδος", "οδος"), ["ΟΔΟΣ", "οδος"]);
    assert_eq!(marked("nothing here", "post"), Vec::<&str>::new());
    assert_eq!(marked("anything", " "), Vec::<&str>::new());
    assert_eq!(marked("", "post"), Vec::<&str>::new());
}

#[test]
fn marks_do_not_overlap_and_take_the_longest() {
    assert_eq!(marked("postposter", "post poster"), ["post", "poster"]);
    assert_eq!(marked("aaaa", "aaa"), ["aaa"]);
    assert_eq!(marked("poster", "post poster"), ["poster"]);
}

#[test]
fn marks_keep_to_letters_whose_small_form_is_two() {
    // İ becomes i and a dot above: half a letter can't be marked.
    for text in ["İstanbul", "xİ", "İ"] {
        for query in ["i", "İ", "i̇", "ist", "xi"] {
            for range in Query::parse(query).marks(text) {
                assert!(
                    text.get(range.clone()).is_some_and(|part| !part.is_empty()),
                    "{text} {query} {range:?}"
                );
            }
        }
    }
    assert_eq!(marked("İstanbul", "İst"), ["İst"]);
}
