//! Decisions between what people wrote at once: they replace what their author saw, and nothing that came since.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

#[path = "common/words.rs"]
mod words;

use prompt_commons::access::Denied;
use prompt_commons::causal::conflict::{Conflict, Subject, conflicts};
use prompt_commons::causal::{Replica, join, saves};
use prompt_commons::command::{Command, CommandError, Field, Outcome, Stamp, apply};
use prompt_commons::format::{encode, open};
use prompt_commons::model::{CategoryId, Draft, ItemId, Kind, Library};
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, DAVE, FILE, MALLORY, prompt_id, stamp};
use serde_json::{Value, json};

use words::{english, say};

/// Alice's, Bob's and Carol's copies of one library.
fn team() -> [Library; 3] {
    [(); 3].map(|()| open(FILE.as_bytes()).unwrap())
}

fn give(library: &mut Library, who: &str, command: &Command) -> Outcome {
    apply(library, command, &stamp(who)).unwrap()
}

fn edit(library: &mut Library, who: &str, change: impl FnOnce(&mut Draft)) {
    let seen = library.prompt(&prompt_id("launch")).unwrap().draft().clone();
    let mut draft = seen.clone();
    change(&mut draft);
    give(library, who, &Command::EditPrompt { id: prompt_id("launch"), seen, draft });
}

fn title(library: &mut Library, who: &str, title: &str) {
    edit(library, who, |draft| title.clone_into(&mut draft.title));
}

/// Returns the decision for a value of a conflict.
fn decision(conflict: &Conflict, value: &str) -> Command {
    let Conflict { about, field, .. } = conflict.clone();
    Command::Decide { about, field, saw: conflict.saw(), value: value.into() }
}

/// The values of the only conflict, in order of the alphabet.
fn open_values(library: &Library) -> Vec<String> {
    let found = conflicts(library);
    let [one] = found.as_slice() else { panic!("one conflict: {found:?}") };
    let mut values: Vec<String> = one.values.iter().map(|value| value.text().to_owned()).collect();
    values.sort();
    values
}

/// Alice and Bob gave the prompt two titles; Alice has both and is asked.
fn asked() -> ([Library; 3], Conflict) {
    let [mut alice, mut bob, carol] = team();
    title(&mut alice, ALICE, "Of Alice");
    title(&mut bob, BOB, "Of Bob");
    alice = join(alice, bob.clone());
    assert_eq!(open_values(&alice), ["Of Alice", "Of Bob"]);
    let conflict = conflicts(&alice).remove(0);
    ([alice, bob, carol], conflict)
}

#[test]
fn what_was_seen_is_replaced_by_any_of_the_values_or_by_another_one() {
    for value in ["Of Alice", "Of Bob", "By hand"] {
        let ([mut alice, bob, _], conflict) = asked();
        let decision = decision(&conflict, value);
        assert_eq!(give(&mut alice, ALICE, &decision), Outcome::Done);
        let bob = join(bob, alice);
        assert_eq!(bob.prompt(&prompt_id("launch")).unwrap().title(), value);
        assert_eq!(conflicts(&bob), []);
    }
}

#[test]
fn a_value_that_came_since_stays_and_is_asked_about() {
    let ([mut alice, _, mut carol], conflict) = asked();
    let decision = decision(&conflict, "Of Bob");
    title(&mut carol, CAROL, "Of Carol");
    // A sync brings it in after the question was shown, and before the answer is taken.
    alice = join(alice, carol.clone());
    give(&mut alice, ALICE, &decision);
    assert_eq!(open_values(&alice), ["Of Bob", "Of Carol"]);
    assert_eq!(open_values(&join(carol, alice)), ["Of Bob", "Of Carol"]);
}

#[test]
fn a_text_that_came_since_is_merged_into_what_was_decided() {
    let [mut alice, ..] = team();
    edit(&mut alice, ALICE, |draft| "one\ntwo\nthree\nfour\n".clone_into(&mut draft.content));
    let (mut bob, mut carol) = (alice.clone(), alice.clone());
    edit(&mut alice, ALICE, |draft| "1\ntwo\nthree\nfour\n".clone_into(&mut draft.content));
    edit(&mut bob, BOB, |draft| "I\ntwo\nthree\nfour\n".clone_into(&mut draft.content));
    edit(&mut carol, CAROL, |draft| "one\ntwo\nthree\nfour\nfive\n".clone_into(&mut draft.content));
    alice = join(alice, bob);
    let conflict = conflicts(&alice).remove(0);
    let decision = decision(&conflict, "1\ntwo\nthree\nfour\n");
    alice = join(alice, carol);
    give(&mut alice, ALICE, &decision);
    assert_eq!(alice.prompt(&prompt_id("launch")).unwrap().content(), "1\ntwo\nthree\nfour\nfive\n");
    assert_eq!(conflicts(&alice), []);
}

#[test]
fn an_edit_after_which_two_texts_are_one_shows_that_one() {
    let [mut alice, ..] = team();
    edit(&mut alice, ALICE, |draft| "one\ntwo\nthree\n".clone_into(&mut draft.content));
    let mut bob = alice.clone();
    edit(&mut alice, ALICE, |draft| "1\ntwo\nthree\n".clone_into(&mut draft.content));
    edit(&mut bob, BOB, |draft| "I\ntwo\nthree\n".clone_into(&mut draft.content));
    alice = join(alice, bob);
    assert_eq!(open_values(&alice).len(), 2);
    let shown = alice.prompt(&prompt_id("launch")).unwrap().content().to_owned();
    let other = if shown.starts_with('1') { "I" } else { "1" };
    // The line goes back to what it was, so the other text is the only one that changed it.
    edit(&mut alice, ALICE, |draft| "one\ntwo\nthree\nfour\n".clone_into(&mut draft.content));
    let launch = prompt_id("launch");
    assert_eq!(alice.prompt(&launch).unwrap().content(), format!("{other}\ntwo\nthree\nfour\n"));
    assert_eq!(conflicts(&alice), []);
    let read = open(&encode(&alice)).unwrap();
    assert_eq!(join(alice.clone(), read), alice);
}

#[test]
fn fields_that_were_not_asked_about_are_left_as_they_are_by_then() {
    let ([mut alice, _, mut carol], conflict) = asked();
    let decision = decision(&conflict, "Of Bob");
    edit(&mut carol, CAROL, |draft| "Carol's text.".clone_into(&mut draft.content));
    alice = join(alice, carol);
    give(&mut alice, ALICE, &decision);
    let prompt = alice.prompt(&prompt_id("launch")).unwrap();
    assert_eq!((prompt.title(), prompt.content()), ("Of Bob", "Carol's text."));
    assert_eq!(conflicts(&alice), []);
}

#[test]
fn a_decision_after_another_one_is_a_question_unless_both_are_the_same() {
    let ([mut alice, mut bob, _], conflict) = asked();
    bob = join(bob, alice.clone());
    let of_alice = decision(&conflict, "Of Alice");
    let by_hand = decision(&conflict, "By hand");
    give(&mut bob, BOB, &by_hand);
    alice = join(alice, bob.clone());
    assert_eq!(give(&mut alice, ALICE, &of_alice), Outcome::Done);
    assert_eq!(open_values(&alice), ["By hand", "Of Alice"]);

    assert_eq!(give(&mut bob, BOB, &by_hand), Outcome::Nothing);
    assert_eq!(conflicts(&bob), []);
}

#[test]
fn decisions_on_two_machines_at_once_come_to_the_same() {
    for (one, other) in [("Of Alice", "Of Bob"), ("By hand", "By hand"), ("Of Bob", "By hand")] {
        let ([mut alice, mut bob, _], conflict) = asked();
        bob = join(bob, alice.clone());
        let (of_alice, of_bob) = (decision(&conflict, one), decision(&conflict, other));
        give(&mut alice, ALICE, &of_alice);
        give(&mut bob, BOB, &of_bob);
        let (there, here) = (join(alice.clone(), bob.clone()), join(bob, alice));
        assert_eq!(encode(&there), encode(&here));
        assert_eq!(conflicts(&here).is_empty(), one == other);
    }
}

#[test]
fn a_deletion_spares_a_version_that_its_author_was_not_shown() {
    let ([mut alice, ..], conflict) = asked();
    let launch = prompt_id("launch");
    let prompt = alice.prompt(&launch).unwrap();
    let delete =
        |beside| Command::DeletePrompt { id: prompt.id().clone(), seen: prompt.draft().clone(), beside };
    let (unseen, seen) = (delete(Vec::new()), delete(conflict.beside().collect()));
    assert_eq!(give(&mut alice, ALICE, &unseen), Outcome::Spared);
    assert_eq!(open_values(&alice), ["Of Alice", "Of Bob"]);
    assert_eq!(give(&mut alice, ALICE, &seen), Outcome::Done);
    assert_eq!(alice.prompt(&launch), None);
}

// Other things than prompts

/// Something that two people change at once.
struct Thing {
    about: Subject,
    field: &'static str,
    /// Gives the field a value.
    change: fn(&str) -> Command,
    /// Someone who may not, and why.
    refused: (&'static str, Denied),
}

const SET: (Kind, &str) = (Kind::Set, "s");
const COMMENT: (Kind, &str) = (Kind::Comment, "c");
const BLOCK: (Kind, &str) = (Kind::Block, "b");

fn item((kind, id): (Kind, &str)) -> Subject {
    Subject::Item { kind, id: ItemId::parse(id).unwrap() }
}

fn edit_item((kind, id): (Kind, &str), name: &str, value: &str) -> Command {
    let fields = vec![Field { name: name.to_owned(), value: value.into() }];
    Command::EditItem { kind, id: ItemId::parse(id).unwrap(), fields }
}

fn things() -> [Thing; 6] {
    let category = || Subject::Category { id: CategoryId::parse("cat-1").unwrap() };
    let thing = |about, field, change, refused| Thing { about, field, change, refused };
    [
        thing(
            category(),
            "name",
            |name| sample::edit_category("cat-1", &[("name", name)]),
            (BOB, Denied::OwnerOnly),
        ),
        thing(
            category(),
            "color",
            |color| sample::edit_category("cat-1", &[("color", color)]),
            (DAVE, Denied::ViewOnly),
        ),
        thing(item(SET), "name", |name| edit_item(SET, "name", name), (DAVE, Denied::ViewOnly)),
        thing(item(COMMENT), "text", |text| edit_item(COMMENT, "text", text), (BOB, Denied::OwnOnly)),
        thing(item(BLOCK), "text", |text| edit_item(BLOCK, "text", text), (MALLORY, Denied::NotMember)),
        thing(
            Subject::Library,
            "name",
            |name| Command::RenameLibrary { name: name.to_owned() },
            (BOB, Denied::OwnerOnly),
        ),
    ]
}

/// The team's library with a set, a comment and a context block of Alice's.
fn furnished() -> Library {
    let [mut library, ..] = team();
    for ((kind, id), fields) in [
        (SET, json!({"name": "A set"})),
        (COMMENT, json!({"text": "A comment", "promptId": "launch"})),
        (BLOCK, json!({"name": "A block", "text": "Context"})),
    ] {
        let fields = fields.as_object().unwrap().iter();
        let fields = fields.map(|(name, value)| Field { name: name.clone(), value: value.clone() }).collect();
        give(&mut library, ALICE, &Command::AddItem { kind, id: ItemId::parse(id).unwrap(), fields });
    }
    library
}

/// Does something on another machine of Alice's.
fn give_elsewhere(library: &mut Library, command: &Command) -> Outcome {
    let stamp = Stamp { replica: Replica::random(99), nonce: 2, ..stamp(ALICE) };
    apply(library, command, &stamp).unwrap()
}

/// Alice changed a thing on two machines; both have both, and what there is to decide.
fn met(thing: &Thing) -> ([Library; 2], Conflict) {
    let (mut here, mut there) = (furnished(), furnished());
    give(&mut here, ALICE, &(thing.change)("Of Alice"));
    give_elsewhere(&mut there, &(thing.change)("Of another"));
    let both = join(here.clone(), there.clone());
    assert_eq!(encode(&both), encode(&join(there, here)));
    assert_eq!(open_values(&both), ["Of Alice", "Of another"]);
    let conflict = conflicts(&both).remove(0);
    assert_eq!((&conflict.about, conflict.field.as_str()), (&thing.about, thing.field));
    ([both.clone(), both], conflict)
}

/// What a library shows of a thing.
fn shown(library: &Library, thing: &Thing) -> String {
    let text = match &thing.about {
        Subject::Category { id } => {
            let category = library.category(id).unwrap();
            if thing.field == "color" { category.color().unwrap() } else { category.name() }
        }
        Subject::Item { kind, id } => library.item(*kind, id).unwrap().text(thing.field),
        _ => library.name(),
    };
    text.to_owned()
}

#[test]
fn names_colours_and_what_people_say_are_asked_about_and_decided() {
    for thing in things() {
        for value in ["Of Alice", "Of another", "By hand"] {
            let ([mut here, mut there], conflict) = met(&thing);
            let decision = decision(&conflict, value);
            assert_eq!(give(&mut here, ALICE, &decision), Outcome::Done);
            assert_eq!(give(&mut here, ALICE, &decision), Outcome::Nothing);
            there = join(there, here);
            assert_eq!((shown(&there, &thing).as_str(), conflicts(&there)), (value, vec![]));
            assert_eq!(give_elsewhere(&mut there, &decision), Outcome::Nothing);
        }
    }
}

#[test]
fn decisions_about_anything_at_once_come_to_the_same() {
    for thing in things() {
        for (one, other) in [("Of Alice", "Of another"), ("By hand", "By hand"), ("Of Alice", "By hand")] {
            let ([mut here, mut there], conflict) = met(&thing);
            give(&mut here, ALICE, &decision(&conflict, one));
            give_elsewhere(&mut there, &decision(&conflict, other));
            let both = join(here.clone(), there.clone());
            assert_eq!(encode(&both), encode(&join(there, here)));
            assert_eq!(conflicts(&both).is_empty(), one == other);
        }
    }
}

#[test]
fn a_name_that_came_since_stays_beside_what_was_decided() {
    for thing in things() {
        let ([mut here, _], conflict) = met(&thing);
        let mut third = furnished();
        let third_stamp = Stamp { replica: Replica::random(7), nonce: 3, ..stamp(ALICE) };
        apply(&mut third, &(thing.change)("Of a third"), &third_stamp).unwrap();
        here = join(here, third);
        give(&mut here, ALICE, &decision(&conflict, "By hand"));
        assert_eq!(open_values(&here), ["By hand", "Of a third"]);
    }
}

#[test]
fn who_may_not_change_a_thing_may_not_decide_about_it() {
    for thing in things() {
        let ([mut here, _], conflict) = met(&thing);
        let (before, (who, why)) = (encode(&here), thing.refused);
        let refused = apply(&mut here, &decision(&conflict, "Of Alice"), &stamp(who));
        assert_eq!((refused, encode(&here)), (Err(CommandError::Denied(why)), before));
    }
}

#[test]
fn a_value_that_a_field_can_not_have_is_refused_with_a_sentence() {
    let mut library = furnished();
    let category = Subject::Category { id: CategoryId::parse("cat-1").unwrap() };
    let prompt = Subject::Prompt { id: prompt_id("launch") };
    let project = Command::AddItem {
        kind: Kind::Project,
        id: ItemId::parse("p").unwrap(),
        fields: vec![Field { name: "name".to_owned(), value: "A project".into() }],
    };
    give(&mut library, ALICE, &project);
    let before = encode(&library);
    let long = Value::from("x".repeat(1_001));
    for (about, field, value, why) in [
        (&Subject::Library, "name", json!(" "), "Please enter a team name"),
        (&Subject::Library, "name", Value::Null, "Please enter a team name"),
        (&Subject::Library, "owner", json!(BOB), "A team has no such field “owner”"),
        (&category, "name", json!(7), "Please enter a category name"),
        (&category, "name", long.clone(), "The category name is longer than 1000 characters"),
        (&category, "color", json!([]), "A category has no such field “color”"),
        (&category, "id", json!("x"), "A category has no such field “id”"),
        (&prompt, "title", json!(""), "Please enter a title"),
        (&prompt, "title", long.clone(), "The title is longer than 1000 characters"),
        (&prompt, "content", Value::Null, "A prompt has no such field “content”"),
        (&prompt, "turns", json!([1]), "A prompt has no such field “turns”"),
        (&prompt, "#rank", json!("a"), "A prompt has no such field “#rank”"),
        (&prompt, "#tags/x", json!(""), "A prompt has no such field “#tags/x”"),
        (&item(SET), "name", Value::Null, "Please enter a set name"),
        (&item(SET), "name", long.clone(), "The set name is longer than 1000 characters"),
        (&item(SET), "createdBy", json!(BOB), "A set has no such field “createdBy”"),
        (&item(COMMENT), "text", json!(" "), "Please enter a text"),
        (&item((Kind::Project, "p")), "addresses", json!(["x"]), "A project has no such field “addresses”"),
        (
            &item((Kind::Project, "p")),
            "#addresses/x",
            json!(""),
            "A project has no such field “#addresses/x”",
        ),
    ] {
        let (about, field) = (about.clone(), field.to_owned());
        let refused =
            apply(&mut library, &Command::Decide { about, field, saw: vec![], value }, &stamp(ALICE));
        assert_eq!(refused.map_err(|error| english(&error)), Err(why.to_owned()));
        assert_eq!(encode(&library), before);
    }
}

#[test]
fn what_is_gone_is_not_decided_about() {
    let mut library = furnished();
    let gone = [
        Subject::Category { id: CategoryId::parse("gone").unwrap() },
        Subject::Prompt { id: prompt_id("gone") },
        item((Kind::Comment, "s")),
    ];
    for about in gone {
        let decision =
            Command::Decide { about, field: "text".to_owned(), saw: vec![], value: "Something".into() };
        assert_eq!(give(&mut library, ALICE, &decision), Outcome::Nothing);
        assert!(say("en", &decision.describe(&library)).contains("“Something”"));
    }
}

#[test]
fn what_another_program_added_is_decided_about_as_it_is() {
    let by_hand = |value: &str| {
        let text = FILE.replacen(
            r#""title": "Launch post","#,
            &format!(r#""title": "Launch post", "note": {value},"#),
            1,
        );
        open(text.as_bytes()).unwrap()
    };
    let both = join(by_hand("[1]"), by_hand(r#"{"a": 2}"#));
    let Some(conflict) = conflicts(&both).into_iter().find(|one| one.field == "note") else {
        panic!("{:?}", conflicts(&both))
    };
    let mut decided = both;
    let Conflict { about, field, .. } = conflict.clone();
    let decision = Command::Decide { about, field, saw: conflict.saw(), value: json!([1]) };
    assert_eq!(give(&mut decided, ALICE, &decision), Outcome::Done);
    assert_eq!(conflicts(&decided), []);
    assert!(String::from_utf8(encode(&decided)).unwrap().contains(r#""note": ["#));
}

#[test]
fn what_was_typed_in_a_decision_that_is_refused_can_be_read() {
    let ([alice, ..], conflict) = asked();
    let draft = decision(&conflict, "By hand").draft(&alice).unwrap();
    let launch = alice.prompt(&prompt_id("launch")).unwrap();
    assert_eq!((draft.title.as_str(), draft.content.as_str()), ("By hand", launch.content()));
    for thing in things() {
        let ([here, _], conflict) = met(&thing);
        let decision = decision(&conflict, "By hand");
        assert_eq!(decision.draft(&here), None);
        assert!(say("en", &decision.describe(&here)).starts_with("Deciding on “By hand” for the "));
    }
}

#[test]
fn a_text_that_is_written_by_hand_is_one_version() {
    let [mut alice, mut bob, _] = team();
    edit(&mut alice, ALICE, |draft| "Of Alice.".clone_into(&mut draft.content));
    edit(&mut bob, BOB, |draft| "Of Bob.".clone_into(&mut draft.content));
    alice = join(alice, bob.clone());
    let decision = decision(&conflicts(&alice)[0], "Of Alice.\nOf Bob.");
    // Who waits for a decision has a random part in the name of their edit, as devices have.
    let stamp = Stamp { nonce: 77, ..stamp(ALICE) };
    apply(&mut alice, &decision, &stamp).unwrap();
    for library in [alice.clone(), join(bob, alice.clone()), open(&encode(&alice)).unwrap()] {
        let saves = saves(&library, &prompt_id("launch"));
        let held: Vec<_> = saves.iter().map(|one| one.draft.as_ref().map(|draft| &*draft.content)).collect();
        assert_eq!(held[..3].iter().flatten().count(), 3, "{held:?}");
        assert_eq!((saves.len(), held[0]), (4, Some("Of Alice.\nOf Bob.")));
    }
}
