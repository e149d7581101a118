//! What the selector's list shows as someone types and moves.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::habits::Habits;
use prompt_commons::model::LibraryId;
use prompt_commons::project::{Block, Project, Set};
use prompt_commons::search::{Fields, Found, Index, Query};
use prompt_commons::shelf::{Item, Shelf};
use prompt_commons_selector::choices::{Choice, Choices, Heading, Lack, Part, Row};

fn item(title: &str, category: Option<usize>) -> Item {
    let [id, title] = [title.to_lowercase(), title.to_owned()];
    Item { id, begins: format!("Text of {title}"), title, turns: 1, category }
}

fn choices(shelves: Vec<Shelf>) -> Choices {
    Choices::new(shelves, Habits::default(), "https://claude.ai/new".to_owned())
}

fn mine() -> Shelf {
    Shelf {
        library: LibraryId::parse("personal"),
        name: "My Prompts".to_owned(),
        personal: true,
        items: vec![item("Haiku", None)],
        ..Shelf::default()
    }
}

fn team() -> Shelf {
    Shelf {
        library: LibraryId::parse("team"),
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

/// Types something, and has it looked for.
fn find(choices: &mut Choices, query: &str) {
    choices.type_query(query);
    answer(choices);
}

/// Gives what is looked for.
fn answer(choices: &mut Choices) {
    let query = Query::parse(choices.query());
    let (turn, shelves) = choices.asked();
    let found: Vec<Found> =
        shelves.iter().map(|(shelf, used)| Index::of(&fields(shelf)).search(&query, used)).collect();
    assert!(choices.take(turn, &found), "what is looked for is wanted");
}

fn fields(shelf: &Shelf) -> Vec<Fields<'_>> {
    let mut fields = Vec::new();
    for item in &shelf.items {
        let (content, tags) = (item.begins.as_str().into(), "".into());
        fields.push(Fields { title: &item.title, content, category: "", author: "bob", tags });
    }
    fields
}

/// Gives the texts of a row, if they are not known.
fn read(choices: &mut Choices, row: &Row) {
    let Some(source) = choices.unread(row) else { return };
    let talk = ["Text of Talk", "Second", "Third"].map(str::to_owned);
    let title = if row.title.is_empty() { "Talk" } else { row.title.as_str() };
    let texts = if title == "Talk" { talk.to_vec() } else { vec![format!("Text of {title}")] };
    choices.learn(&source, texts);
    assert_eq!(choices.unread(row), None);
}

/// Enters the chosen row, whose texts are read first.
fn enter(choices: &mut Choices) -> Option<Choice> {
    let (_, row) = choices.chosen()?;
    let row = row.clone();
    read(choices, &row);
    choices.enter(&row)
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
            Heading::Recent => "*",
        }
    }
    choices.rows().iter().map(|row| row.heading.as_ref().map(name)).collect()
}

#[test]
fn all_libraries_stand_below_each_other_by_category() {
    let choices = choices(vec![mine(), team()]);
    assert_eq!(titles(&choices), ["Haiku", "Tweet", "Post", "Opener", "Odd one"]);
    let expected =
        [Some("My Prompts"), Some("Marketing · Social"), None, Some("Marketing · Email"), Some("Marketing")];
    assert_eq!(headings(&choices), expected);
    assert_eq!(choices.found(), 5);
}

#[test]
fn one_library_needs_no_name_above_its_categories() {
    let mut choices = choices(vec![mine(), team()]);
    choices.narrow(Some(1));
    assert_eq!(headings(&choices), [Some("Social"), None, Some("Email"), Some("-")]);
    choices.narrow(Some(7));
    assert_eq!(choices.found(), 5, "a library that is not there narrows nothing");
}

#[test]
fn only_prompts_of_teams_carry_a_badge() {
    let choices = choices(vec![mine(), team()]);
    let teams: Vec<Option<&str>> =
        choices.rows().iter().map(|row| row.team.as_ref().map(|team| team.name.as_str())).collect();
    assert_eq!(teams, [None, Some("Marketing"), Some("Marketing"), Some("Marketing"), Some("Marketing")]);
}

#[test]
fn typing_finds_marks_and_chooses_the_first() {
    let mut choices = choices(vec![mine(), team()]);
    choices.step(2);
    find(&mut choices, "po");
    assert_eq!(titles(&choices), ["Post"]);
    let (index, row) = choices.chosen().unwrap();
    let marked: Vec<&str> = row.marks.iter().map(|mark| &row.title[mark.clone()]).collect();
    assert_eq!((index, marked), (0, vec!["Po"]));
    find(&mut choices, "nothing like it");
    assert_eq!((choices.found(), choices.chosen()), (0, None));
    choices.step(1);
    assert_eq!(choices.chosen(), None);
}

#[test]
fn among_equals_what_was_used_last_comes_first() {
    let mut shelf = mine();
    shelf.items = ["Memo a", "Memo b", "Memo c"].map(|title| item(title, None)).into();
    let mut habits = Habits::default();
    for at in [1, 2] {
        habits.use_of(shelf.id(), &shelf.items[at].id);
    }
    let mut choices = Choices::new(vec![shelf], habits, String::new());
    find(&mut choices, "memo");
    assert_eq!(titles(&choices), ["Memo c", "Memo b", "Memo a"]);
    choices.know(Habits::default());
    find(&mut choices, "mem");
    assert_eq!(titles(&choices), ["Memo a", "Memo b", "Memo c"]);
}

#[test]
fn arrows_go_round_the_ends() {
    let mut choices = choices(vec![team()]);
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
    let choices = choices(vec![mine(), Shelf { items, ..team() }]);
    assert_eq!((choices.rows().len(), choices.found(), choices.is_cut()), (100, 251, true));
}

#[test]
fn offline_is_said_of_the_libraries_that_are_searched() {
    let mut choices = choices(vec![mine(), team()]);
    assert!(choices.is_offline());
    choices.narrow(Some(0));
    assert!(!choices.is_offline());
}

#[test]
fn what_comes_while_it_is_open_leaves_the_choice_where_it_is() {
    let mut choices = choices(vec![mine(), team()]);
    choices.narrow(Some(1));
    find(&mut choices, "o");
    choices.step(1);
    let (_, row) = choices.chosen().unwrap();
    let chosen = row.title.clone();
    let mut renewed = team();
    renewed.items.insert(0, item("Onset", Some(0)));
    let row = row.clone();
    read(&mut choices, &row);
    let other = Shelf { name: "Another".to_owned(), ..Shelf::default() };
    choices.renew(vec![mine(), other, renewed]);
    answer(&mut choices);
    assert!(titles(&choices).contains(&"Onset") && !titles(&choices).contains(&"Haiku"));
    let row = choices.chosen().unwrap().1.clone();
    assert_eq!(row.title, chosen);
    let source = choices.unread(&row).unwrap();
    assert_eq!(choices.enter(&row), None, "the text may be another by now");
    choices.learn(&source, vec!["Another".to_owned()]);
    assert_eq!(choices.enter(&row).unwrap().text, "Another");

    choices.renew(vec![mine()]);
    answer(&mut choices);
    assert_eq!(
        (titles(&choices), choices.scope()),
        (vec!["Haiku"], None),
        "what was searched is gone, so all are"
    );
}

#[test]
fn rows_stay_until_what_is_looked_for_is_found() {
    let mut choices = choices(vec![mine(), team()]);
    choices.type_query("po");
    let (first, _) = choices.asked();
    assert!(choices.is_waiting());
    assert_eq!(titles(&choices), ["Haiku", "Tweet", "Post", "Opener", "Odd one"]);
    choices.type_query("open");
    let none = [Found::default(), Found::default()];
    assert!(!choices.take(first, &none), "nobody looks for that any more");
    assert!(choices.is_waiting());
    answer(&mut choices);
    assert_eq!(titles(&choices), ["Opener"]);
    choices.type_query(" ");
    assert!(!choices.is_waiting() && choices.asked().1.is_empty(), "everything needs no looking for");
    assert_eq!(choices.found(), 5);
}

/// A conversation of three turns, one prompt of a project with a context block, and what was used last.
fn rich() -> (Vec<Shelf>, Habits) {
    let talk = Item { turns: 3, ..item("Talk", Some(0)) };
    let block =
        |id: &str, text: &str| Block { id: id.to_owned(), name: id.to_owned(), text: text.to_owned() };
    let set = Set { name: "Launch".to_owned(), prompts: vec!["post".to_owned(), "gone".to_owned()] };
    let project = Project {
        addresses: vec!["claude.ai".to_owned()],
        sets: vec![set],
        blocks: vec![block("style", "Be brief.\n"), block("facts", "We sell tea.")],
    };
    let team = team();
    let items = team.items.iter().cloned().chain([talk]).collect();
    let team = Shelf { projects: vec![project], color: Some("teal".to_owned()), items, ..team };
    let mut habits = Habits::default();
    for (library, prompt) in [("personal", "haiku"), ("team", "opener"), ("gone", "post"), ("team", "talk")] {
        habits.use_of(library, prompt);
    }
    habits.go_on("team", "talk", 1);
    habits.tick("team", "style");
    (vec![mine(), team], habits)
}

fn at(address: &str) -> Choices {
    let (shelves, habits) = rich();
    Choices::new(shelves, habits, address.to_owned())
}

#[test]
fn sets_of_the_pages_project_come_first_and_then_what_was_used_last() {
    let here = at("https://claude.ai/new");
    assert_eq!(titles(&here)[..5], ["Post", "Talk", "Opener", "Haiku", "Haiku"]);
    assert_eq!(headings(&here)[..5], [Some("Marketing · Launch"), Some("*"), None, None, Some("My Prompts")]);
    assert_eq!((here.found(), here.is_cut()), (6, false), "each counts once");
    let mut other = at("https://chatgpt.com/");
    assert_eq!((titles(&other)[0], other.context().len()), ("Talk", 0));
    other.narrow(Some(0));
    assert_eq!(titles(&other), ["Haiku", "Haiku"], "of the library that is listed only");
    find(&mut other, "h");
    assert_eq!(titles(&other), ["Haiku"], "and only while nothing is typed");
}

#[test]
fn ticked_context_stands_before_the_text() {
    let mut here = at("https://claude.ai/new");
    assert_eq!(enter(&mut here).unwrap().text, "Be brief.\n\nText of Post");
    assert_eq!(here.tick(1), Some(("team".to_owned(), "facts".to_owned())));
    assert_eq!(here.preview(), "Be brief.\n\nWe sell tea.\n\nText of Post");
    here.tick(0);
    here.tick(1);
    assert_eq!(enter(&mut here).unwrap().text, "Text of Post");
    assert_eq!(here.tick(2), None);
}

#[test]
fn a_conversation_shows_its_turns_the_next_one_chosen() {
    let mut here = at("https://claude.ai/new");
    here.step(1);
    assert_eq!(here.chosen().unwrap().1.part, Part::Turns { of: 3, next: 1 });
    assert_eq!(here.preview(), "Text of Talk", "how it begins");
    let row = here.chosen().unwrap().1.clone();
    read(&mut here, &row);
    assert_eq!(here.preview(), "Be brief.\n\nText of Talk\n\nSecond\n\nThird");
    assert_eq!(enter(&mut here), None);
    assert_eq!((here.conversation(), here.found()), (Some("Talk"), 3));
    let parts: Vec<Part> = here.rows().iter().map(|row| row.part).collect();
    assert_eq!(parts, [Part::Turn(0), Part::Turn(1), Part::Turn(2)]);
    let choice = enter(&mut here).unwrap();
    assert_eq!((choice.text.as_str(), choice.next), ("Second", 2), "context is said once, with the first");
    here.step(1);
    assert_eq!(enter(&mut here).unwrap().next, 0, "behind the last comes the first");
    here.step(1);
    assert_eq!(enter(&mut here).unwrap().text, "Be brief.\n\nText of Talk");

    let (shelves, _) = rich();
    here.step(-1);
    here.renew(shelves);
    assert_eq!((here.conversation(), here.chosen().unwrap().0), (Some("Talk"), 2), "it stays open");
    assert!(here.leave() && !here.leave());
    assert_eq!(here.chosen().unwrap().1.title, "Talk");
    enter(&mut here);
    find(&mut here, "post");
    assert_eq!((here.conversation(), titles(&here)), (None, vec!["Post"]));
}

#[test]
fn the_popup_asks_for_a_turn_by_ids() {
    let mut here = at("https://claude.ai/new");
    assert_eq!(here.wanted("team", "talk", 2), None, "its texts are to be read first");
    for row in here.rows().to_vec() {
        read(&mut here, &row);
    }
    assert_eq!(here.source(Some(("team", "talk"))).unwrap().prompt, "talk");
    assert_eq!(here.source(Some(("team", "haiku"))), None);
    assert_eq!(here.wanted("team", "talk", 2).unwrap().text, "Third");
    assert_eq!(here.wanted("team", "post", 0).unwrap().text, "Text of Post");
    for (library, prompt, turn) in [("team", "talk", 3), ("team", "haiku", 0), ("", "", 0)] {
        assert_eq!(here.wanted(library, prompt, turn), None);
    }
}

#[test]
fn one_library_is_listed_and_all_are_searched() {
    let mut here = choices(vec![mine(), team()]);
    here.narrow(Some(0));
    find(&mut here, "post");
    assert_eq!(here.lack(), Some(Lack::Hits { elsewhere: true }));
    here.search_everywhere(true);
    answer(&mut here);
    assert_eq!((titles(&here), here.is_offline()), (vec!["Post"], true));
    here.type_query("");
    assert_eq!(
        (titles(&here), here.is_offline()),
        (vec!["Haiku"], false),
        "it is still the one that is listed"
    );
    find(&mut here, "nothing like it");
    assert_eq!(here.lack(), Some(Lack::Hits { elsewhere: false }));
}

#[test]
fn the_library_that_was_listed_last_is_listed_again() {
    let mut habits = Habits::default();
    "team".clone_into(&mut habits.listed);
    assert_eq!(Choices::new(vec![mine(), team()], habits.clone(), String::new()).scope(), Some(1));
    assert_eq!(Choices::new(vec![mine()], habits, String::new()).scope(), None);
}

#[test]
fn what_is_lacking_is_told_apart() {
    assert_eq!(choices(Vec::new()).lack(), Some(Lack::Prompts));
    let empty = Shelf { items: Vec::new(), ..team() };
    let mut here = choices(vec![mine(), empty]);
    assert_eq!(here.lack(), None);
    here.narrow(Some(1));
    assert_eq!(here.lack(), Some(Lack::Here));
}
