//! Versions: each save of a prompt has a number, and says who saved it, when, and from which one it comes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod common;

use prompt_commons::causal::conflict::{Subject, conflicts};
use prompt_commons::causal::{MOST_VERSIONS, Save, join, saves};
use prompt_commons::command::{Command, apply};
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::{Draft, Library};
use prompt_commons_contract::sample::{BOB, CAROL, FILE, prompt_id, stamp};
use proptest::prelude::*;

fn team() -> Library {
    open(FILE.as_bytes()).unwrap()
}

fn save(library: &mut Library, who: &str, content: &str) {
    let seen = library.prompt(&prompt_id("launch")).unwrap().draft().clone();
    let draft = Draft { content: content.to_owned(), ..seen.clone() };
    apply(library, &Command::EditPrompt { id: prompt_id("launch"), seen, draft }, &stamp(who)).unwrap();
}

/// Number, base and content of each version, the newest first.
fn listed(library: &Library) -> Vec<(u64, Option<u64>, String)> {
    let line = |save: Save| (save.number, save.base, save.draft.unwrap().content);
    saves(library, &prompt_id("launch")).into_iter().map(line).collect()
}

#[test]
fn a_prompt_that_nobody_edited_has_one() {
    let first = team().prompt(&prompt_id("launch")).unwrap().draft().content.clone();
    assert_eq!(listed(&team()), [(1, None, first)]);
    assert_eq!(saves(&team(), &prompt_id("no such")), []);
}

#[test]
fn each_save_is_one_more() {
    let mut library = team();
    let first = library.prompt(&prompt_id("launch")).unwrap().draft().content.clone();
    save(&mut library, BOB, "Second.");
    save(&mut library, CAROL, "Third.");
    let all = [(3, Some(2), "Third.".to_owned()), (2, Some(1), "Second.".to_owned()), (1, None, first)];
    assert_eq!(listed(&library), all);
    let who = saves(&library, &prompt_id("launch")).into_iter().map(|save| save.by);
    assert_eq!(who.flatten().map(|by| by.as_str().to_owned()).collect::<Vec<_>>()[..2], [CAROL, BOB]);
    assert!(saves(&library, &prompt_id("launch"))[0].at.is_some());
    assert_eq!(listed(&decode(&encode(&library)).unwrap()), all);
}

#[test]
fn an_old_one_that_is_saved_again_is_a_new_one() {
    let mut library = team();
    let first = library.prompt(&prompt_id("launch")).unwrap().draft().content.clone();
    save(&mut library, BOB, "Second.");
    save(&mut library, BOB, &first);
    let numbers: Vec<u64> = listed(&library).into_iter().map(|(number, ..)| number).collect();
    assert_eq!(numbers, [3, 2, 1]);
    assert_eq!(listed(&library)[0].2, first);
}

#[test]
fn of_two_that_were_saved_apart_each_has_its_own() {
    let (mut ours, mut theirs) = (team(), team());
    save(&mut ours, BOB, "By Bob.");
    save(&mut theirs, CAROL, "By Carol.");
    let joined = join(ours.clone(), theirs.clone());
    let numbers: Vec<_> = listed(&joined).into_iter().map(|(number, base, _)| (number, base)).collect();
    assert_eq!(numbers, [(3, Some(1)), (2, Some(1)), (1, None)]);
    assert_eq!(listed(&joined), listed(&join(theirs, ours)));
    let mut after = joined;
    save(&mut after, BOB, "By both.");
    assert_eq!(listed(&after)[0].0, 4);
}

#[test]
fn a_version_is_made_from_one_that_only_renamed_a_tag() {
    let launch = |library: &Library| library.prompt(&prompt_id("launch")).unwrap().draft().clone();
    let rename = |library: &mut Library| {
        let seen = launch(library);
        let draft = Draft { tags: vec!["spring".to_owned()], ..seen.clone() };
        apply(library, &Command::EditPrompt { id: prompt_id("launch"), seen, draft }, &stamp(BOB)).unwrap();
        let command = Command::RenameTag { from: "spring".to_owned(), to: "summer".to_owned() };
        apply(library, &command, &stamp(BOB)).unwrap();
    };
    let bases = |library: &Library| -> Vec<_> {
        listed(library).into_iter().map(|(number, base, _)| (number, base)).collect()
    };
    let mut library = team();
    rename(&mut library);
    save(&mut library, CAROL, "Fourth.");
    assert_eq!(bases(&library), [(4, Some(3)), (3, Some(2)), (2, Some(1)), (1, None)]);
    // Someone who has not heard of the new name makes theirs from the first.
    let (mut ours, mut theirs) = (team(), team());
    rename(&mut ours);
    save(&mut theirs, CAROL, "Second.");
    let joined = bases(&join(ours, theirs));
    assert!(joined.contains(&(3, Some(1))) || joined.contains(&(2, Some(1))), "{joined:?}");
    assert!(joined.iter().filter(|(_, base)| *base == Some(1)).count() == 2, "{joined:?}");
}

#[test]
fn the_oldest_go_and_the_numbers_go_on() {
    let mut library = team();
    for at in 0..20 {
        save(&mut library, BOB, &format!("Text {at}."));
    }
    let numbers: Vec<u64> = listed(&library).into_iter().map(|(number, ..)| number).collect();
    assert_eq!(numbers, (12..=21).rev().collect::<Vec<u64>>());
    assert_eq!(numbers.len(), MOST_VERSIONS);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_fall_and_what_a_prompt_holds_is_among_them(states in common::life()) {
        for library in &states {
            for prompt in library.prompts() {
                let saves = saves(library, prompt.id());
                prop_assert!(saves.iter().is_sorted_by(|newer, older| newer.number > older.number));
                prop_assert!(saves.last().is_some_and(|first| first.number > 0));
                let has = |save: &Save| save.draft.as_ref().is_some_and(|draft| draft.content == prompt.draft().content);
                let about = Subject::Prompt { id: prompt.id().clone() };
                let merged = conflicts(library).iter().any(|one| one.about == about);
                prop_assert!(merged || saves.iter().any(has), "{:?}", saves);
                prop_assert!(saves.iter().all(|save| save.base < Some(save.number)));
            }
        }
    }
}
