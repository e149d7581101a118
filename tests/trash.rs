//! The trash: what was deleted can be brought back for 90 days, and no wrong clock ends them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::causal::{DAYS_IN_TRASH, join};
use prompt_commons::command::{Command, Outcome, Stamp, apply};
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::{Draft, Library, Timestamp};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, FILE, prompt_id, stamp};

const FIRST: i64 = 1_760_000_000_000;

fn team() -> Library {
    open(FILE.as_bytes()).unwrap()
}

/// Someone's stamp so many days after the first.
fn on(day: i64, who: &str) -> Stamp {
    Stamp { at: Timestamp::from_millis(FIRST + day * 86_400_000), ..stamp(who) }
}

fn edit(library: &mut Library, id: &str, stamp: &Stamp) {
    let seen = library.prompt(&prompt_id(id)).unwrap().draft().clone();
    let draft = Draft { content: format!("{} On {}.", seen.content, stamp.at), ..seen.clone() };
    apply(library, &Command::EditPrompt { id: prompt_id(id), seen, draft }, stamp).unwrap();
}

/// The team after its owner deleted a prompt on the first day.
fn deleted() -> Library {
    let mut library = team();
    let seen = library.prompt(&prompt_id("old")).unwrap().draft().clone();
    apply(
        &mut library,
        &Command::DeletePrompt { id: prompt_id("old"), seen, beside: Vec::new() },
        &on(0, ALICE),
    )
    .unwrap();
    library
}

/// Tells whether the prompt can be brought back.
fn is_in_trash(library: &Library) -> bool {
    let mut library = library.clone();
    let outcome =
        apply(&mut library, &Command::RestorePrompt { id: prompt_id("old") }, &on(1, ALICE)).unwrap();
    assert_eq!(library.prompt(&prompt_id("old")).is_some(), outcome == Outcome::Done);
    outcome == Outcome::Done
}

#[test]
fn what_was_deleted_is_kept_for_its_days() {
    let mut library = deleted();
    edit(&mut library, "launch", &on(DAYS_IN_TRASH + 1, BOB));
    edit(&mut library, "launch", &on(DAYS_IN_TRASH - 1, ALICE));
    assert!(is_in_trash(&library));
    edit(&mut library, "launch", &on(DAYS_IN_TRASH, ALICE));
    assert!(!is_in_trash(&library));
    let file = String::from_utf8(encode(&library)).unwrap();
    assert!(!file.contains("From before"), "{file}");
    assert_eq!(decode(file.as_bytes()).unwrap(), library);
}

#[test]
fn one_wrong_clock_empties_nothing() {
    let mut library = deleted();
    edit(&mut library, "launch", &on(1, CAROL));
    edit(&mut library, "launch", &on(20_000, BOB));
    assert!(is_in_trash(&library));
    edit(&mut library, "launch", &on(2, ALICE));
    assert!(is_in_trash(&decode(&encode(&library)).unwrap()));
}

#[test]
fn who_is_alone_goes_by_their_own_days() {
    let mut library = deleted();
    edit(&mut library, "launch", &on(DAYS_IN_TRASH - 1, ALICE));
    assert!(is_in_trash(&library));
    edit(&mut library, "launch", &on(DAYS_IN_TRASH, ALICE));
    assert!(!is_in_trash(&library));
}

#[test]
fn copies_agree_about_it_in_any_order() {
    let late = |who: &str, id: &str| {
        let mut copy = deleted();
        edit(&mut copy, id, &on(DAYS_IN_TRASH, who));
        copy
    };
    let copies = [deleted(), late(BOB, "launch"), late(CAROL, "subject")];
    assert!(copies.iter().all(is_in_trash));
    let of =
        |a: usize, b: usize, c: usize| join(join(copies[a].clone(), copies[b].clone()), copies[c].clone());
    let joined = of(0, 1, 2);
    assert!(!is_in_trash(&joined));
    for other in [of(0, 2, 1), of(1, 0, 2), of(1, 2, 0), of(2, 0, 1), of(2, 1, 0)] {
        assert_eq!(other, joined);
    }
    assert_eq!(join(joined.clone(), deleted()), joined, "a copy that still has it brings nothing back");
}

#[test]
fn what_is_out_of_the_trash_does_not_come_back_with_an_old_copy() {
    let mut library = deleted();
    edit(&mut library, "launch", &on(DAYS_IN_TRASH, ALICE));
    let joined = join(library.clone(), team());
    assert!(joined.prompt(&prompt_id("old")).is_none());
    assert_eq!(joined, library);
}

#[test]
fn an_edit_that_nobody_saw_keeps_what_was_deleted_long_ago() {
    let mut library = deleted();
    edit(&mut library, "launch", &on(DAYS_IN_TRASH, ALICE));
    let mut away = team();
    edit(&mut away, "old", &on(0, BOB));
    let joined = join(library, away);
    let content = joined.prompt(&prompt_id("old")).unwrap().draft().content.clone();
    assert!(content.contains("On 2025-"), "{content}");
}

#[test]
fn what_a_device_deletes_whose_clock_is_behind_is_kept_for_its_days() {
    let mut library = team();
    edit(&mut library, "launch", &on(0, ALICE));
    let seen = library.prompt(&prompt_id("old")).unwrap().draft().clone();
    let command = Command::DeletePrompt { id: prompt_id("old"), seen, beside: Vec::new() };
    apply(&mut library, &command, &on(-1000, ALICE)).unwrap();
    assert!(is_in_trash(&library));
    edit(&mut library, "launch", &on(DAYS_IN_TRASH - 1, ALICE));
    assert!(is_in_trash(&library));
    edit(&mut library, "launch", &on(DAYS_IN_TRASH, ALICE));
    assert!(!is_in_trash(&library));
}

#[test]
fn what_comes_back_stands_where_it_stood() {
    let mut library = team();
    let order = |library: &Library| -> Vec<String> {
        library.prompts().iter().map(|prompt| prompt.id().to_string()).collect()
    };
    let before = order(&library);
    for id in &before {
        let seen = library.prompt(&prompt_id(id)).unwrap().draft().clone();
        let delete = Command::DeletePrompt { id: prompt_id(id), seen, beside: Vec::new() };
        apply(&mut library, &delete, &on(1, ALICE)).unwrap();
        apply(&mut library, &Command::RestorePrompt { id: prompt_id(id) }, &on(1, ALICE)).unwrap();
        assert_eq!(order(&library), before, "{id}");
    }
}
