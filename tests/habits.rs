//! What a person marks and uses, and the form in which a device keeps it.

#![allow(clippy::unwrap_used, clippy::field_reassign_with_default, reason = "a test")]

use prompt_commons::habits::Habits;

#[test]
fn the_last_used_stands_first_and_once() {
    let mut habits = Habits::default();
    for prompt in ["one", "two", "one"] {
        habits.use_of("team", prompt);
    }
    habits.use_of("other", "one");
    assert_eq!(habits.used("team"), ["one", "two"]);
    let all: Vec<_> = habits.all_used().collect();
    assert_eq!(all, [("other", "one"), ("team", "one"), ("team", "two")]);
}

#[test]
fn no_more_uses_are_kept_than_someone_would_look_for() {
    let mut habits = Habits::default();
    for number in 0..1000 {
        habits.use_of("team", &number.to_string());
    }
    assert_eq!((habits.used("team").len(), habits.all_used().next()), (200, Some(("team", "999"))));
}

#[test]
fn a_conversation_goes_on_until_its_end() {
    let mut habits = Habits::default();
    habits.go_on("team", "talk", 2);
    assert_eq!(habits.next_turn("team", "talk"), 2);
    assert_eq!(habits.next_turn("other", "talk"), 0);
    habits.go_on("team", "talk", 0);
    assert_eq!(habits.next_turn("team", "talk"), 0);
}

#[test]
fn what_is_kept_comes_back() {
    let mut habits = Habits::default();
    habits.everywhere = true;
    "title".clone_into(&mut habits.order);
    habits.toggle("team", "1:é\n");
    habits.use_of("team", "used");
    habits.go_on("team", "talk", 3);
    habits.tick("team", "style");
    "team".clone_into(&mut habits.listed);
    assert_eq!(Habits::from_text(&habits.to_text()).unwrap(), habits);
    assert!(habits.is_ticked("team", "style") && !habits.is_ticked("other", "style"));
    habits.tick("team", "style");
    habits.toggle("team", "1:é\n");
    assert!(!habits.is_ticked("team", "style") && habits.favourites("team").is_empty());
    for text in ["", "{}", r#"{"favourites":[]}"#, "1:0", "1:9"] {
        assert_eq!(Habits::from_text(text), None, "{text}");
    }
}
