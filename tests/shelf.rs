//! The form in which the selector finds libraries.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::format::decode;
use prompt_commons::search::Query;
use prompt_commons::shelf::{Item, Shelf};
use prompt_commons_contract::sample;
use proptest::prelude::*;

fn shelf() -> Shelf {
    Shelf::of(&decode(sample::FILE.as_bytes()).unwrap(), false)
}

fn titles(items: &[&Item]) -> Vec<String> {
    items.iter().map(|item| item.title.clone()).collect()
}

#[test]
fn prompts_stand_by_category_and_those_in_none_last() {
    let shelf = shelf();
    assert_eq!(shelf.name, "Marketing");
    assert!(!shelf.personal);
    let found = shelf.search(&Query::default());
    assert_eq!(titles(&found), ["Launch post", "Subject lines", "From before"]);
    let categories: Vec<Option<&str>> = found.iter().map(|item| shelf.category(item)).collect();
    assert_eq!(categories, [Some("Social Media"), Some("Email"), None]);
}

#[test]
fn searching_finds_in_title_text_category_and_author() {
    let shelf = shelf();
    for (query, title) in [
        ("laun", "Launch post"),
        ("ten", "Subject lines"),
        ("email", "Subject lines"),
        ("dave", "From before"),
    ] {
        assert_eq!(titles(&shelf.search(&Query::parse(query))), [title], "{query}");
    }
    assert_eq!(shelf.search(&Query::parse("nowhere")), Vec::<&Item>::new());
}

#[test]
fn what_was_stored_by_something_else_is_no_shelf() {
    for text in ["", "{}", "9:short", "1:é", "x:", "4:name0:0:1:x", "4:name0:0:1:2", "4:name0:0:1:04:only"] {
        assert_eq!(Shelf::from_text(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_stored_comes_back(
        name in any::<String>(),
        personal in any::<bool>(),
        offline in any::<bool>(),
        categories in prop::collection::vec(any::<String>(), 0..4),
        items in prop::collection::vec((any::<String>(), any::<String>(), prop::option::of(0..9usize), any::<String>(), any::<String>()), 0..6),
    ) {
        let items = items
            .into_iter()
            .map(|(title, content, category, author, tags)| Item { title, content, category, author, tags })
            .collect();
        let shelf = Shelf { name, personal, offline, categories, items };
        prop_assert_eq!(Shelf::from_text(&shelf.to_text()), Some(shelf));
    }

    #[test]
    fn no_text_makes_reading_panic(text in any::<String>()) {
        let _ = Shelf::from_text(&text);
    }
}
