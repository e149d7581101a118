//! Going on writing on top of a newer version.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use prompt_commons::merge::{Rebased, rebase};
use prompt_commons::model::Draft;

fn text(content: &str) -> Draft {
    Draft { title: "Launch".to_owned(), content: content.to_owned(), ..Draft::default() }
}

fn content(seen: &str, mine: &str, theirs: &str) -> (String, bool) {
    let Rebased { draft, is_twofold, kept } = rebase(&text(seen), &text(mine), &text(theirs));
    assert!(kept.is_empty(), "{kept:?}");
    (draft.content, is_twofold)
}

#[test]
fn lines_beside_each_other_are_there_once() {
    let merged = content("one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "one\nTWO\nthree\n");
    assert_eq!(merged, ("ONE\nTWO\nthree\n".to_owned(), false));
}

#[test]
fn words_of_one_line_are_there_once() {
    let seen = "Write to {{name}} about the launch.";
    let mine = "Write to {{name}} about the big launch.";
    let theirs = "Write warmly to {{name}} about the launch.";
    let merged = content(seen, mine, theirs);
    assert_eq!(merged, ("Write warmly to {{name}} about the big launch.".to_owned(), false));
}

#[test]
fn only_the_line_in_which_words_collide_is_there_twice() {
    let seen = "First.\nIn two lines, please.\nLast.\nEnd.";
    let mine = "First!\nIn three lines, please.\nLast.\nEnd.";
    let theirs = "First.\nIn five lines, please.\nLast?\nEnd.";
    let merged = content(seen, mine, theirs);
    let both = "First!\nIn five lines, please.\nIn three lines, please.\nLast?\nEnd.";
    assert_eq!(merged, (both.to_owned(), true));
    // The last line of a text has no end.
    let merged = content("Warm.", "Very warm.", "Never warm.");
    assert_eq!(merged, ("Never warm.\nVery warm.".to_owned(), true));
}

#[test]
fn other_fields_that_both_changed_stay_ones_own_and_are_named() {
    let named = |title: &str| Draft { title: title.to_owned(), ..text("Text.") };
    let rebased = rebase(&named("Old"), &named("Mine"), &named("Theirs"));
    assert_eq!((rebased.draft, rebased.is_twofold, rebased.kept), (named("Mine"), false, vec!["title"]));
}
