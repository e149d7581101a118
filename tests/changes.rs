//! What changed between two states of a library: laws on the generated life of a team, and examples to read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod common;

use std::collections::BTreeSet;

use prompt_commons::access::Role;
use prompt_commons::causal::{Replica, join};
use prompt_commons::changes::{Change, Changes, Deed, What, changes};
use prompt_commons::command::{Command, Field, Stamp, apply};
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::{CategoryId, Draft, ItemId, Kind, Library, Timestamp};
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, DAVE, draft, email, prompt_id, stamp};
use proptest::prelude::*;

use common::words::say;

/// Says them in English.
fn said(changes: &Changes) -> String {
    say("en", &changes.summary())
}

// Laws

/// Returns the ids of the prompts to which a deed was done.
fn prompts(list: &[Change], which: Deed) -> BTreeSet<String> {
    let of = |change: &Change| match &change.what {
        What::Prompt { id, deed, .. } if *deed == which => Some(id.as_str().to_owned()),
        _ => None,
    };
    list.iter().filter_map(of).collect()
}

fn ids(library: &Library) -> Vec<String> {
    library.prompts().iter().map(|prompt| prompt.id().as_str().to_owned()).collect()
}

/// What a reader of the form 1.0 sees, without the words about who wrote last, and the order of members.
fn shown(library: &Library) -> String {
    let mut file: serde_json::Value = serde_json::from_slice(&encode(library)).unwrap();
    let fields = file.as_object_mut().unwrap();
    for field in ["sync", "lastModified", "lastModifiedBy"] {
        fields.remove(field);
    }
    // Whoever got another role and the old one again stands last.
    for list in ["editors", "viewers"] {
        file["members"][list].as_array_mut().unwrap().sort_by_key(ToString::to_string);
    }
    for prompt in file["prompts"].as_array_mut().unwrap() {
        let fields = prompt.as_object_mut().unwrap();
        fields.remove("modifiedBy");
        fields.remove("modifiedAt");
    }
    file.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equal_states_have_no_changes(states in common::life()) {
        let last = states.last().unwrap();
        prop_assert!(changes(last, last).is_empty());
        let read = decode(&encode(last)).unwrap();
        prop_assert!(changes(last, &read).summary().is_empty());
    }

    #[test]
    fn what_looks_different_has_changes(states in common::life()) {
        for pair in states.windows(2) {
            let found = changes(&pair[0], &pair[1]);
            if found.is_empty() {
                prop_assert_eq!(shown(&pair[0]), shown(&pair[1]));
            }
            prop_assert_eq!(found.is_empty(), found.summary().is_empty());
        }
    }

    #[test]
    fn each_prompt_is_listed_once_and_rightly(states in common::life(), from in any::<prop::sample::Index>()) {
        let (before, after) = (&states[from.index(states.len())], states.last().unwrap());
        let found = changes(before, after);
        let list = found.list();
        let (old, new): (BTreeSet<_>, BTreeSet<_>) = (ids(before).into_iter().collect(), ids(after).into_iter().collect());
        let (added, restored) = (prompts(list, Deed::Added), prompts(list, Deed::Restored));
        prop_assert!(added.is_disjoint(&restored));
        prop_assert_eq!(&added | &restored, &new - &old);
        prop_assert_eq!(prompts(list, Deed::Deleted), &old - &new);
        let (edited, moved) = (prompts(list, Deed::Edited), prompts(list, Deed::Moved));
        prop_assert!(edited.is_disjoint(&moved));
        for id in &old & &new {
            let draft = |library: &Library| library.prompt(&prompt_id(&id)).unwrap().draft().clone();
            prop_assert!(edited.contains(&id) || draft(before) == draft(after), "{}", id);
        }
    }

    #[test]
    fn what_did_not_move_is_in_its_order(states in common::life(), from in any::<prop::sample::Index>()) {
        let (before, after) = (&states[from.index(states.len())], states.last().unwrap());
        let found = changes(before, after);
        // An edited one may have moved as well.
        let listed = [Deed::Moved, Deed::Edited].map(|deed| prompts(found.list(), deed));
        let stays = |id: &String| !listed.iter().any(|listed| listed.contains(id));
        let row = |library: &Library, other: &Library| -> Vec<String> {
            ids(library).into_iter().filter(|id| ids(other).contains(id) && stays(id)).collect()
        };
        prop_assert_eq!(row(before, after), row(after, before));
    }

    #[test]
    fn what_one_person_did_is_theirs(states in common::life(), from in any::<prop::sample::Index>()) {
        // Whatever the state, the next edit is told from all that came before it.
        let before = &states[from.index(states.len())];
        let owner = before.members().owner().clone();
        let stamp = Stamp { actor: owner.clone(), replica: Replica::random(77), ..stamp(ALICE) };
        let mut after = before.clone();
        for command in [
            Command::add(prompt_id("mine"), draft("Mine", "")),
            Command::RenameLibrary { name: "Anew".to_owned() },
            Command::SetMember { email: email("zoe@x.y"), role: Role::Viewer },
            Command::RemoveMember { email: email(DAVE) },
        ] {
            let _ = apply(&mut after, &command, &stamp);
        }
        let found = changes(before, &after);
        prop_assert_eq!(found.authors(), [&owner]);
        prop_assert!(said(&found).ends_with(&format!(", by {}", owner.short())), "{}", said(&found));
    }
}

// Examples

fn team() -> Library {
    open(sample::FILE.as_bytes()).unwrap()
}

fn run(library: &mut Library, who: &str, command: &Command) {
    apply(library, command, &stamp(who)).unwrap();
}

fn add(id: &str) -> Command {
    Command::add(prompt_id(id), draft(id, "Text."))
}

fn edit(library: &Library, id: &str, change: impl FnOnce(&mut Draft)) -> Command {
    let seen = library.prompt(&prompt_id(id)).unwrap().draft().clone();
    let mut draft = seen.clone();
    change(&mut draft);
    Command::EditPrompt { id: prompt_id(id), seen, draft }
}

fn delete(library: &Library, id: &str) -> Command {
    Command::DeletePrompt {
        id: prompt_id(id),
        seen: library.prompt(&prompt_id(id)).unwrap().draft().clone(),
        beside: Vec::new(),
    }
}

/// Returns the team after someone's commands, each made from what it does then.
fn after(who: &str, commands: &[&dyn Fn(&Library) -> Command]) -> Library {
    let mut library = team();
    for command in commands {
        let command = command(&library);
        run(&mut library, who, &command);
    }
    library
}

#[test]
fn the_sentence_of_the_dialog() {
    let after = after(
        CAROL,
        &[&|_| add("a"), &|_| add("b"), &|_| add("c"), &|team| {
            edit(team, "launch", |draft| draft.title.push('!'))
        }],
    );
    let mut both = after.clone();
    assert_eq!(said(&changes(&team(), &both)), "3 prompts added, 1 edited, by carol");
    run(&mut both, ALICE, &delete(&after, "old"));
    assert_eq!(said(&changes(&team(), &both)), "3 prompts added, 1 edited, 1 deleted, by carol and alice");
    run(&mut both, BOB, &Command::MovePrompt { id: prompt_id("subject"), before: Some(prompt_id("launch")) });
    assert_eq!(changes(&team(), &both).authors(), [&email(CAROL), &email(BOB), &email(ALICE)]);
    let sentence = "3 prompts added, 1 edited, 1 deleted, 1 moved, by carol, bob and 1 other";
    assert_eq!(said(&changes(&team(), &both)), sentence);
}

fn item(kind: Kind, id: &str) -> Command {
    let field = |name: &&str| Field { name: (*name).to_owned(), value: "launch".into() };
    Command::AddItem {
        kind,
        id: ItemId::parse(id).unwrap(),
        fields: kind.required().iter().map(field).collect(),
    }
}

#[test]
fn sets_comments_projects_and_blocks_are_told_by_their_kind() {
    let all = Kind::ALL.map(|kind| item(kind, "one"));
    let mut library = after(BOB, &[&|_| item(Kind::Set, "two")]);
    let before = library.clone();
    for command in &all {
        run(&mut library, CAROL, command);
    }
    let sentence = "1 set added, 1 comment added, 1 project added, 1 context block added, by carol";
    assert_eq!(said(&changes(&before, &library)), sentence);
    let (middle, set) = (library.clone(), || ItemId::parse("one").unwrap());
    let name = vec![Field { name: "name".to_owned(), value: "New".into() }];
    run(&mut library, CAROL, &Command::EditItem { kind: Kind::Set, id: set(), fields: name });
    let gone = sample::delete_item(&library, Kind::Block, &set());
    run(&mut library, CAROL, &gone);
    assert_eq!(said(&changes(&middle, &library)), "1 set edited, 1 context block deleted, by carol");
    run(&mut library, BOB, &Command::MoveItem { kind: Kind::Set, id: set(), before: ItemId::parse("two") });
    let found = changes(&before, &library);
    assert!(found.list().iter().all(|change| matches!(change.what, What::Item { deed: Deed::Added, .. })));
}

#[test]
fn everything_that_an_owner_may_change() {
    let category = |id: &str| CategoryId::parse(id).unwrap();
    let after = after(
        ALICE,
        &[
            &|_| Command::AddCategory {
                id: category("cat-3"),
                name: "Legal".to_owned(),
                color: None,
                icon: None,
            },
            &|_| sample::edit_category("cat-1", &[("name", "Social")]),
            &|library| sample::delete_category(library, "cat-2"),
            &|_| Command::SetMember { email: email("eve@x.y"), role: Role::Viewer },
            &|_| Command::SetMember { email: email("fay@x.y"), role: Role::Editor },
            &|_| Command::SetMember { email: email(CAROL), role: Role::Viewer },
            &|_| Command::RemoveMember { email: email(DAVE) },
            &|_| Command::RenameLibrary { name: "Brand".to_owned() },
            &|_| Command::TransferOwnership { to: email(BOB) },
        ],
    );
    // A prompt that was filed in the category that is gone was edited with it.
    assert_eq!(
        said(&changes(&team(), &after)),
        "1 prompt edited, 1 category added, 1 edited, 1 deleted, \
         2 members added, 1 given another role, 1 removed, owner changed, team renamed, by alice"
    );
    let owner = What::Owner { before: email(ALICE), after: email(BOB) };
    assert!(changes(&team(), &after).list().iter().any(|change| change.what == owner));
}

#[test]
fn who_and_when_come_from_the_thing_itself() {
    let at = Timestamp::from_millis(1_740_000_000_000);
    let after = after(ALICE, &[&|team| delete(team, "old"), &|_| add("new")]);
    let what =
        |id: &str, title: &str, deed| What::Prompt { id: prompt_id(id), title: title.to_owned(), deed };
    let by_alice = |what| Change { what, by: Some(email(ALICE)), at: Some(at.clone()) };
    let expected =
        [by_alice(what("new", "new", Deed::Added)), by_alice(what("old", "From before", Deed::Deleted))];
    assert_eq!(changes(&team(), &after).list(), expected);
}

#[test]
fn whoever_brings_a_prompt_back_is_not_who_wrote_it() {
    let gone = after(BOB, &[&|team| delete(team, "launch")]);
    let mut back = gone.clone();
    run(&mut back, CAROL, &Command::RestorePrompt { id: prompt_id("launch") });
    assert_eq!(said(&changes(&gone, &back)), "1 prompt restored, by carol");
}

#[test]
fn an_edit_by_hand_has_no_author() {
    let before = team();
    let bytes = String::from_utf8(encode(&before)).unwrap();
    let by_hand =
        bytes.replace("Ten subject lines.", "Twelve subject lines.").replace("\"Marketing\"", "\"Sales\"");
    let after = decode(by_hand.as_bytes()).unwrap();
    assert_eq!(said(&changes(&before, &after)), "1 prompt edited, team renamed");
    // Next to someone's edit it is theirs only in part.
    let mut both = after;
    run(&mut both, CAROL, &add("a"));
    assert_eq!(said(&changes(&before, &both)), "1 prompt added, 1 edited, team renamed, partly by carol");
}

#[test]
fn plain_files_are_compared_as_well() {
    let before = decode(sample::FILE.as_bytes()).unwrap();
    let file = sample::FILE.replace("Ten subject lines.", "Twelve subject lines.");
    assert_eq!(said(&changes(&before, &decode(file.as_bytes()).unwrap())), "1 prompt edited");
    let without = file.replace("\"dave@company.com\"\n    ]", "]");
    assert_eq!(
        said(&changes(&before, &decode(without.as_bytes()).unwrap())),
        "1 prompt edited, 1 member removed"
    );
}

#[test]
fn two_of_one_name_are_told_apart() {
    let mut library = team();
    run(&mut library, ALICE, &Command::SetMember { email: email("bob@elsewhere.com"), role: Role::Editor });
    let before = library.clone();
    run(&mut library, BOB, &add("a"));
    run(&mut library, "bob@elsewhere.com", &add("b"));
    assert_eq!(
        said(&changes(&before, &library)),
        "2 prompts added, by bob@company.com and bob@elsewhere.com"
    );
}

#[test]
fn a_question_that_came_up_is_an_edit() {
    let edit_title = |who, title: &'static str| {
        after(who, &[&|team| edit(team, "launch", |draft| draft.title = title.into())])
    };
    let (mine, theirs) = (edit_title(BOB, "Mine"), edit_title(CAROL, "Theirs"));
    for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
        let joined = join(mine.clone(), theirs.clone());
        assert!(said(&changes(mine, &joined)).starts_with("1 prompt edited"));
    }
}
