//! The form in which the selector finds libraries.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::format::decode;
use prompt_commons::model::LibraryId;
use prompt_commons::shelf::{Item, Shelf, beginning};
use prompt_commons_contract::sample;
use proptest::prelude::*;

fn shelf() -> Shelf {
    Shelf::of(&decode(sample::FILE.as_bytes()).unwrap(), 7, false, None)
}

fn titles(items: &[&Item]) -> Vec<String> {
    items.iter().map(|item| item.title.clone()).collect()
}

#[test]
fn prompts_stand_by_category_and_those_in_none_last() {
    let shelf = shelf();
    assert_eq!(shelf.name, "Marketing");
    assert!(!shelf.personal);
    let found = shelf.listed();
    assert_eq!(titles(&found), ["Launch post", "Subject lines", "From before"]);
    let categories: Vec<Option<&str>> = found.iter().map(|item| shelf.category(item)).collect();
    assert_eq!(categories, [Some("Social Media"), Some("Email"), None]);
}

#[test]
fn a_row_tells_how_its_text_begins() {
    let shelf = shelf();
    let library = decode(sample::FILE.as_bytes()).unwrap();
    for (item, prompt) in shelf.items.iter().zip(library.prompts()) {
        assert_eq!(item.begins, beginning(prompt.content()));
        assert_eq!(item.turns, 1);
    }
    assert_eq!(beginning(" two\n\nlines\t and  spaces "), "two lines and spaces");
    assert_eq!(beginning(&"long ".repeat(1000)).chars().count(), 120);
    assert_eq!(beginning(&"ё".repeat(1000)), "ё".repeat(120));
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
        print in any::<u64>(),
        digits in any::<usize>(),
        categories in prop::collection::vec(any::<String>(), 0..4),
        color in prop::option::of(any::<String>()),
        items in prop::collection::vec((any::<[String; 3]>(), any::<usize>(), prop::option::of(0..9usize)), 0..6),
    ) {
        let items = items
            .into_iter()
            .map(|([id, title, begins], turns, category)| Item { id, title, begins, turns, category })
            .collect();
        let shelf = Shelf { library: LibraryId::parse(&name), name, personal, offline, color, projects: Vec::new(), categories, items, digits, print };
        prop_assert_eq!(Shelf::from_text(&shelf.to_text()), Some(shelf));
    }

    #[test]
    fn no_text_makes_reading_panic(text in any::<String>()) {
        let _ = Shelf::from_text(&text);
    }
}
