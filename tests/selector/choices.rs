//! What the selector's list shows as someone types and moves.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::shelf::{Item, Shelf};
use prompt_commons_selector::choices::{Choices, Heading};

fn item(title: &str, category: Option<usize>) -> Item {
    let (author, tags) = ("bob".to_owned(), String::new());
    Item { title: title.to_owned(), content: format!("Text of {title}"), category, author, tags }
}

fn mine() -> Shelf {
    Shelf {
        name: "My Prompts".to_owned(),
        personal: true,
        items: vec![item("Haiku", None)],
        ..Shelf::default()
    }
}

fn team() -> Shelf {
    Shelf {
        name: "Marketing".to_owned(),
        offline: true,
        categories: vec!["Social".to_owned(), "Email".to_owned()],
        items: vec![
            item("Tweet", Some(0)),
            item("Post", Some(0)),
            item("Opener", Some(1)),
            item("Odd one", None),
        ],
        ..Shelf::default()
    }
}

fn titles(choices: &Choices) -> Vec<&str> {
    choices.rows().iter().map(|row| row.title.as_str()).collect()
}

/// Those in no category stand below a dash.
fn headings(choices: &Choices) -> Vec<Option<&str>> {
    fn name(heading: &Heading) -> &str {
        match heading {
            Heading::Named(name) => name,
            Heading::Unfiled => "-",
        }
    }
    choices.rows().iter().map(|row| row.heading.as_ref().map(name)).collect()
}

#[test]
fn all_libraries_stand_below_each_other_by_category() {
    let choices = Choices::new(vec![mine(), team()]);
    assert_eq!(titles(&choices), ["Haiku", "Tweet", "Post", "Opener", "Odd one"]);
    let expected =
        [Some("My Prompts"), Some("Marketing · Social"), None, Some("Marketing · Email"), Some("Marketing")];
    assert_eq!(headings(&choices), expected);
    assert_eq!(choices.found(), 5);
}

#[test]
fn one_library_needs_no_name_above_its_categories() {
    let mut choices = Choices::new(vec![mine(), team()]);
    choices.narrow(Some(1));
    assert_eq!(headings(&choices), [Some("Social"), None, Some("Email"), Some("-")]);
    choices.narrow(Some(7));
    assert_eq!(choices.found(), 5, "a library that is not there narrows nothing");
}

#[test]
fn only_prompts_of_teams_carry_a_badge() {
    let choices = Choices::new(vec![mine(), team()]);
    let teams: Vec<Option<&str>> = choices.rows().iter().map(|row| row.team.as_deref()).collect();
    assert_eq!(teams, [None, Some("Marketing"), Some("Marketing"), Some("Marketing"), Some("Marketing")]);
}

#[test]
fn typing_finds_marks_and_chooses_the_first() {
    let mut choices = Choices::new(vec![mine(), team()]);
    choices.step(2);
    choices.type_query("po");
    assert_eq!(titles(&choices), ["Post"]);
    let (index, row) = choices.chosen().unwrap();
    let marked: Vec<&str> = row.marks.iter().map(|mark| &row.title[mark.clone()]).collect();
    assert_eq!((index, marked), (0, vec!["Po"]));
    choices.type_query("nothing like it");
    assert_eq!((choices.found(), choices.chosen()), (0, None));
    choices.step(1);
    assert_eq!(choices.chosen(), None);
}

#[test]
fn arrows_go_round_the_ends() {
    let mut choices = Choices::new(vec![team()]);
    let chosen = |choices: &Choices| choices.chosen().unwrap().0;
    choices.step(-1);
    assert_eq!(chosen(&choices), 3);
    choices.step(1);
    assert_eq!(chosen(&choices), 0);
    choices.step(-9);
    assert_eq!(chosen(&choices), 3);
    choices.choose(1);
    assert_eq!(chosen(&choices), 1);
    choices.choose(99);
    assert_eq!(chosen(&choices), 1);
}

#[test]
fn a_long_list_shows_its_first_hundred_and_says_how_many_there_are() {
    let items = (0..250).map(|n| item(&format!("Prompt {n}"), None)).collect();
    let choices = Choices::new(vec![mine(), Shelf { items, ..team() }]);
    assert_eq!((choices.rows().len(), choices.found()), (100, 251));
}

#[test]
fn offline_is_said_of_the_libraries_that_are_searched() {
    let mut choices = Choices::new(vec![mine(), team()]);
    assert!(choices.is_offline());
    choices.narrow(Some(0));
    assert!(!choices.is_offline());
}

#[test]
fn what_comes_while_it_is_open_leaves_the_choice_where_it_is() {
    let mut choices = Choices::new(vec![mine(), team()]);
    choices.narrow(Some(1));
    choices.type_query("o");
    choices.step(1);
    let (_, row) = choices.chosen().unwrap();
    let chosen = row.title.clone();
    let mut renewed = team();
    renewed.items.insert(0, item("Onset", Some(0)));
    renewed.items.iter_mut().filter(|item| item.title == chosen).for_each(|item| item.content.push('!'));
    let other = Shelf { name: "Another".to_owned(), ..Shelf::default() };
    choices.renew(vec![mine(), other, renewed]);
    assert!(titles(&choices).contains(&"Onset") && !titles(&choices).contains(&"Haiku"));
    let (_, row) = choices.chosen().unwrap();
    assert_eq!(
        (row.title.as_str(), row.text.as_str()),
        (chosen.as_str(), format!("Text of {chosen}!").as_str())
    );

    choices.renew(vec![mine()]);
    assert_eq!(
        (titles(&choices), choices.scope()),
        (vec!["Haiku"], None),
        "what was searched is gone, so all are"
    );
}
