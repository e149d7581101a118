//! The form in which the selector finds libraries.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::format::decode;
use prompt_commons::model::LibraryId;
use prompt_commons::shelf::{Item, Rows, Shelf, beginning};
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
        assert_eq!(Shelf::from_rows(text, &mut [""; 9].into_iter()), None, "{text}");
    }
}

#[test]
fn what_changes_in_one_place_leaves_most_parts_as_they_are() {
    let item = |number: usize| Item {
        id: format!("p{number}"),
        title: format!("Title {number}"),
        begins: "text".to_owned(),
        turns: 1,
        category: None,
    };
    let shelf = |numbers: &[usize]| Shelf {
        items: numbers.iter().map(|number| item(*number)).collect(),
        ..Shelf::default()
    };
    let all: Vec<usize> = (0..20_000).collect();
    let rows = Rows::of(shelf(&all));
    let parts: Vec<&str> = (0..rows.count()).map(|part| rows.part(part).unwrap()).collect();
    assert_eq!(Shelf::from_rows(&rows.head(), &mut parts.into_iter()), Some(shelf(&all)));
    assert!((10..40).contains(&rows.count()), "{} parts", rows.count());
    let fewer: Vec<usize> = all.iter().copied().filter(|number| number % 10_000 != 77).collect();
    let others = Rows::of(shelf(&fewer));
    let changed = (0..rows.count()).filter(|part| !rows.is_same(*part, &others)).count();
    assert!((1..=2).contains(&changed), "{changed} parts");
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
        let rows = Rows::of(shelf.clone());
        let parts: Vec<&str> = (0..rows.count()).map(|part| rows.part(part).unwrap()).collect();
        prop_assert_eq!(Shelf::from_rows(&rows.head(), &mut parts.iter().copied()), Some(shelf.clone()));
        prop_assert_eq!(Rows::read(&rows.head()).map(|read| read.count()), Some(rows.count()));
        // One that can't be read is passed over, and so are the parts of one that lacks some.
        let (head, other) = (rows.head(), Rows::of(Shelf::default()).head());
        let mut stored = vec![head.as_str()];
        stored.extend(&parts);
        stored.extend(["9:old", other.as_str()]);
        prop_assert_eq!(Shelf::all(stored.into_iter()).len(), 2);
        if let Some((_, parts)) = parts.split_last() {
            prop_assert_eq!(Shelf::from_rows(&rows.head(), &mut parts.iter().copied()), None);
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in any::<String>()) {
        let _ = Shelf::from_rows(&text, &mut [text.as_str(), ""].into_iter());
    }
}
