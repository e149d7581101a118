//! Decisions between what people wrote at once: they replace what their author saw, and nothing that came since.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::causal::conflict::{Conflict, conflicts};
use prompt_commons::causal::join;
use prompt_commons::command::{Command, Outcome, apply};
use prompt_commons::format::{encode, open};
use prompt_commons::model::{Draft, Library};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, FILE, prompt_id, stamp};

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

/// Returns the decision for one value of a conflict, with what the person is shown besides.
fn decision(library: &Library, conflict: &Conflict, value: &str) -> Command {
    let mut draft = library.prompt(&conflict.prompt).unwrap().draft().clone();
    let place = if conflict.field == "title" { &mut draft.title } else { &mut draft.content };
    value.clone_into(place);
    let saw = conflict.values.iter().flat_map(|value| value.of.iter().copied()).collect();
    Command::Resolve { id: conflict.prompt.clone(), fields: vec![conflict.field.clone()], saw, draft }
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
        let decision = decision(&alice, &conflict, value);
        assert_eq!(give(&mut alice, ALICE, &decision), Outcome::Done);
        let bob = join(bob, alice);
        assert_eq!(bob.prompt(&prompt_id("launch")).unwrap().title(), value);
        assert_eq!(conflicts(&bob), []);
    }
}

#[test]
fn a_value_that_came_since_stays_and_is_asked_about() {
    let ([mut alice, _, mut carol], conflict) = asked();
    let decision = decision(&alice, &conflict, "Of Bob");
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
    let decision = decision(&alice, &conflict, "1\ntwo\nthree\nfour\n");
    alice = join(alice, carol);
    give(&mut alice, ALICE, &decision);
    assert_eq!(alice.prompt(&prompt_id("launch")).unwrap().content(), "1\ntwo\nthree\nfour\nfive\n");
    assert_eq!(conflicts(&alice), []);
}

#[test]
fn fields_that_were_not_asked_about_are_left_as_they_are_by_then() {
    let ([mut alice, _, mut carol], conflict) = asked();
    let decision = decision(&alice, &conflict, "Of Bob");
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
    let of_alice = decision(&alice, &conflict, "Of Alice");
    let by_hand = decision(&bob, &conflict, "By hand");
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
        let (of_alice, of_bob) = (decision(&alice, &conflict, one), decision(&bob, &conflict, other));
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
    let prompt = alice.prompt(&conflict.prompt).unwrap();
    let delete =
        |beside| Command::DeletePrompt { id: prompt.id().clone(), seen: prompt.draft().clone(), beside };
    let (unseen, seen) = (delete(Vec::new()), delete(conflict.beside().collect()));
    assert_eq!(give(&mut alice, ALICE, &unseen), Outcome::Spared);
    assert_eq!(open_values(&alice), ["Of Alice", "Of Bob"]);
    assert_eq!(give(&mut alice, ALICE, &seen), Outcome::Done);
    assert_eq!(alice.prompt(&conflict.prompt), None);
}
