//! What a role did not allow is found on reading, and can be taken back.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod common;

use prompt_commons::access::Role;
use prompt_commons::causal::Replica;
use prompt_commons::changes::{Changes, What, audit, changes, toward};
use prompt_commons::command::{Command, apply};
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::{CategoryId, Draft, Email, Library};
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, DAVE, FILE, draft, email, prompt_id, stamp};
use proptest::prelude::*;

fn team() -> Library {
    open(FILE.as_bytes()).unwrap()
}

/// The team after `command`, which its owner gave and a file ascribes to `author`: whoever can write a file can write
/// anything into it.
fn after(command: &Command, author: &str) -> Library {
    let mut library = team();
    apply(&mut library, command, &stamp(ALICE)).unwrap();
    let text = String::from_utf8(encode(&library)).unwrap();
    let at = text.find("\"sync\"").unwrap();
    let (shown, hidden) = text.split_at(at);
    // The names in the list of members stay.
    let shown = shown.replace(&format!("By\": \"{ALICE}\""), &format!("By\": \"{author}\""));
    let text = shown + &hidden.replace(ALICE, author);
    decode(text.as_bytes()).unwrap()
}

fn edit(id: &str) -> Command {
    let seen = team().prompt(&prompt_id(id)).unwrap().draft().clone();
    Command::EditPrompt {
        id: prompt_id(id),
        draft: Draft { content: "Else.".to_owned(), ..seen.clone() },
        seen,
    }
}

fn delete(id: &str) -> Command {
    Command::DeletePrompt {
        id: prompt_id(id),
        seen: team().prompt(&prompt_id(id)).unwrap().draft().clone(),
        beside: Vec::new(),
    }
}

fn is_as_before(left: &Changes) -> bool {
    left.list().is_empty()
}

/// Every command that leaves something to see, who may give it at least, and who else it is found out of.
#[test]
fn what_a_role_does_not_allow_is_found_and_taken_back() {
    let category = CategoryId::parse("cat-1").unwrap();
    let add = Command::add(prompt_id("new"), draft("New", "Text."));
    let editors = [add, edit("launch")];
    let owners = [
        delete("old"),
        Command::SetMember { email: email("eve@company.com"), role: Role::Editor },
        Command::SetMember { email: email(DAVE), role: Role::Editor },
        Command::RemoveMember { email: email(CAROL) },
        Command::RenameLibrary { name: "Sales".to_owned() },
        Command::AddCategory {
            id: CategoryId::parse("c").unwrap(),
            name: "New".to_owned(),
            color: None,
            icon: None,
        },
        sample::edit_category(category.as_str(), &[("name", "Else")]),
        Command::MoveCategory { id: category, before: None },
    ];
    let of = |commands: &[Command], who: &[(&'static str, bool)]| {
        commands
            .iter()
            .flat_map(|command| who.iter().map(|(who, ok)| (command.clone(), *who, *ok)))
            .collect::<Vec<_>>()
    };
    let stranger = "eve@elsewhere.com";
    let cells = [
        of(&editors, &[(ALICE, true), (BOB, true), (DAVE, false), (stranger, false)]),
        of(&owners, &[(ALICE, true), (BOB, false), (DAVE, false), (stranger, false)]),
        // One's own may go.
        of(&[delete("launch")], &[(BOB, true), (CAROL, false), (DAVE, false)]),
    ];
    for (command, author, allowed) in cells.into_iter().flatten() {
        let (before, mut after) = (team(), after(&command, author));
        let breaches = audit(&before, &after, Replica::default());
        assert_eq!(breaches.len(), usize::from(!allowed), "{command:?} of {author}: {breaches:?}");
        for breach in breaches {
            assert_eq!(breach.change.by.as_ref().map(Email::as_str), Some(author), "{command:?}");
            for undo in &breach.undo {
                apply(&mut after, undo, &stamp(ALICE)).unwrap();
            }
            let left = changes(&before, &after);
            assert!(is_as_before(&left), "{command:?}: {left:?}");
        }
    }
}

#[test]
fn a_member_of_the_same_news_is_no_stranger() {
    let before = team();
    let mut after = before.clone();
    let eve = email("eve@company.com");
    apply(&mut after, &Command::SetMember { email: eve.clone(), role: Role::Editor }, &stamp(ALICE)).unwrap();
    let add = Command::add(prompt_id("new"), draft("New", "Text."));
    apply(&mut after, &add, &stamp(eve.as_str())).unwrap();
    assert_eq!(audit(&before, &after, Replica::default()), []);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_was_allowed_is_found(states in common::life_alone()) {
        for pair in states.windows(2) {
            let found = audit(&pair[0], &pair[1], Replica::default());
            prop_assert!(found.is_empty(), "{:?}", found);
        }
    }

    #[test]
    fn what_is_taken_back_looks_as_before(states in common::life_alone()) {
        for pair in states.windows(2) {
            let found = changes(&pair[0], &pair[1]);
            // Prompts that were filed under what is taken back are changes of their own.
            let [one] = found.list() else { continue };
            let undo = toward(&pair[1], &pair[0], &one.what);
            if undo.is_empty() || matches!(one.what, What::Category { .. }) {
                continue;
            }
            let mut back = pair[1].clone();
            let owner = back.members().owner().as_str().to_owned();
            for undo in &undo {
                apply(&mut back, undo, &stamp(&owner)).unwrap();
            }
            let left = changes(&pair[0], &back);
            prop_assert!(is_as_before(&left), "{:?} and {:?} leave {:?}", one, undo, left);
        }
    }
}
