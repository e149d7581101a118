//! Texts that merged by themselves are edited again, by several people at once, as often as they like.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prompt_commons::causal::conflict::{Alternative, conflicts};
use prompt_commons::causal::{MOST_VERSIONS, Replica, join};
use prompt_commons::command::{Command, Stamp, apply};
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::{Draft, Library};
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, FILE, prompt_id, stamp};
use proptest::prelude::*;

/// Lines of the prompt, of which each device edits its own.
const LINES: usize = 7;

/// Devices that edit: of each two lines that they edit, one that nobody touches lies between.
const DEVICES: usize = 4;

/// A library whose prompt has lines that nobody has edited yet.
fn team() -> Library {
    let mut library = open(FILE.as_bytes()).unwrap();
    let lines: Vec<String> = (0..LINES).map(|line| format!("l{line}")).collect();
    write(&mut library, ALICE, 9, &lines.join("\n"));
    library
}

fn content(library: &Library) -> &str {
    library.prompt(&prompt_id("launch")).unwrap().content()
}

/// Saves a text, started from what is shown.
fn write(library: &mut Library, who: &str, device: u64, content: &str) {
    let seen = library.prompt(&prompt_id("launch")).unwrap().draft().clone();
    let draft = Draft { content: content.to_owned(), ..seen.clone() };
    let stamp = Stamp { replica: Replica::random(device), ..stamp(who) };
    apply(library, &Command::EditPrompt { id: prompt_id("launch"), seen, draft }, &stamp).unwrap();
}

/// Edits one line of what is shown.
fn line(library: &mut Library, who: &str, device: u64, at: usize, new: &str) {
    let mut lines: Vec<&str> = content(library).split('\n').collect();
    lines[at] = new;
    let text = lines.join("\n");
    write(library, who, device, &text);
}

/// Joins two states in either order, to the same file.
fn meet(one: &Library, other: &Library) -> Library {
    let both = join(one.clone(), other.clone());
    assert_eq!(encode(&both), encode(&join(other.clone(), one.clone())));
    both
}

/// Tells what is shown, where nobody is asked anything.
fn agreed(library: &Library) -> &str {
    assert_eq!(conflicts(library), []);
    content(library)
}

#[test]
fn two_people_edit_their_lines_at_once_over_and_over() {
    let mut shown = team();
    // More often than there are versions kept.
    for round in 1..=12 {
        let (mut bob, mut carol) = (shown.clone(), shown.clone());
        line(&mut bob, BOB, 1, 0, &format!("b{round}"));
        line(&mut carol, CAROL, 2, 4, &format!("c{round}"));
        // Neither a file in between nor its order matters.
        shown = meet(&decode(&encode(&bob)).unwrap(), &carol);
        assert_eq!(agreed(&shown), format!("b{round}\nl1\nl2\nl3\nc{round}\nl5\nl6"));
    }
}

#[test]
fn whoever_saw_only_a_part_of_what_was_merged_started_from_that_part() {
    let (mut bob, mut carol) = (team(), team());
    line(&mut bob, BOB, 1, 0, "b1");
    line(&mut carol, CAROL, 2, 6, "c1");
    let merged = meet(&bob, &carol);
    // Alice has what Bob wrote, and nothing of Carol.
    let mut alice = bob;
    line(&mut alice, ALICE, 3, 3, "a1");
    let (mut bob, mut carol) = (merged.clone(), merged);
    line(&mut bob, BOB, 1, 0, "b2");
    line(&mut carol, CAROL, 2, 6, "c2");
    let expected = "b2\nl1\nl2\na1\nl4\nl5\nc2";
    assert_eq!(agreed(&meet(&meet(&bob, &carol), &alice)), expected);
    assert_eq!(agreed(&meet(&meet(&alice, &bob), &carol)), expected);
    assert_eq!(agreed(&meet(&meet(&alice, &carol), &bob)), expected);
}

#[test]
fn two_merges_of_the_same_edits_and_others_are_merged_again() {
    let mut all = [(); 4].map(|()| team());
    for (device, library) in all.iter_mut().enumerate() {
        line(library, BOB, device as u64, device * 2, "first");
    }
    let [a, b, c, d] = &all;
    // Both have seen b and c, each one more.
    let (mut one, mut other) = (meet(&meet(a, b), c), meet(&meet(b, c), d));
    line(&mut one, BOB, 1, 2, "second");
    line(&mut other, CAROL, 2, 4, "second");
    let expected = "first\nl1\nsecond\nl3\nsecond\nl5\nfirst";
    assert_eq!(agreed(&meet(&one, &other)), expected);
}

#[test]
fn a_merged_text_that_is_edited_by_hand_in_its_file_is_what_that_started_from() {
    let (mut bob, mut carol) = (team(), team());
    line(&mut bob, BOB, 1, 0, "b1");
    line(&mut carol, CAROL, 2, 4, "c1");
    let merged = meet(&bob, &carol);
    let file = String::from_utf8(encode(&merged)).unwrap();
    // What is shown stands before what is known of it.
    let by_hand = decode(file.replacen("\"b1\\nl1", "\"b2\\nl1", 1).as_bytes()).unwrap();
    let mut carol = merged;
    line(&mut carol, CAROL, 2, 4, "c2");
    assert_eq!(agreed(&meet(&by_hand, &carol)), "b2\nl1\nl2\nl3\nc2\nl5\nl6");
}

#[test]
fn the_same_line_of_a_merged_text_is_asked_about() {
    let (mut bob, mut carol) = (team(), team());
    line(&mut bob, BOB, 1, 0, "b1");
    line(&mut carol, CAROL, 2, 4, "c1");
    let merged = meet(&bob, &carol);
    let (mut bob, mut carol) = (merged.clone(), merged);
    line(&mut bob, BOB, 1, 0, "b2");
    line(&mut carol, CAROL, 2, 0, "c2");
    let open = conflicts(&meet(&bob, &carol)).remove(0);
    let mut texts: Vec<&str> = open.values.iter().map(Alternative::text).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["b2\nl1\nl2\nl3\nc1\nl5\nl6", "c2\nl1\nl2\nl3\nc1\nl5\nl6"]);
}

#[test]
fn two_decisions_about_one_text_are_a_question_again() {
    let (mut bob, mut carol) = (team(), team());
    line(&mut bob, BOB, 1, 0, "b1");
    line(&mut carol, CAROL, 2, 0, "c1");
    let open = conflicts(&meet(&bob, &carol)).remove(0);
    let [first, second] = [0, 1].map(|at| Command::Decide {
        about: open.about.clone(),
        field: open.field.clone(),
        saw: open.saw(),
        value: open.values[at].value.clone(),
    });
    let (mut bob, mut carol) = (meet(&bob, &carol), meet(&bob, &carol));
    apply(&mut bob, &first, &Stamp { replica: Replica::random(1), ..stamp(BOB) }).unwrap();
    apply(&mut carol, &second, &Stamp { replica: Replica::random(2), ..stamp(CAROL) }).unwrap();
    assert_eq!(conflicts(&meet(&bob, &carol)).len(), 1);
}

/// What the devices do: edit their own line, or join another one's copy.
#[derive(Clone, Debug)]
enum Step {
    Edit(usize),
    Meet(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        2 => (0..DEVICES).prop_map(Step::Edit),
        3 => (0..DEVICES, 0..DEVICES).prop_map(|(one, other)| Step::Meet(one, other)),
    ];
    prop::collection::vec(step, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// However a state came about, as long as the version is kept that they started from.
    #[test]
    fn edits_of_lines_of_ones_own_never_conflict(steps in steps()) {
        let mut copies = [(); DEVICES].map(|()| team());
        let mut last = [0, 2, 4, 6].map(|line| format!("l{line}"));
        // The first two were there before.
        let mut left = MOST_VERSIONS - 2;
        for (number, step) in steps.iter().enumerate() {
            match *step {
                Step::Edit(_) if left == 0 => {}
                Step::Edit(device) => {
                    left -= 1;
                    last[device] = format!("{device} {number}");
                    line(&mut copies[device], sample::BOB, device as u64, device * 2, &last[device]);
                }
                Step::Meet(one, other) => copies[one] = meet(&copies[one], &copies[other]),
            }
        }
        let [a, b, c, d] = &copies;
        let all = meet(&meet(a, b), &meet(c, d));
        prop_assert_eq!(encode(&all), encode(&meet(a, &meet(&meet(d, b), c))));
        let [a, b, c, d] = &last;
        prop_assert_eq!(agreed(&all), format!("{a}\nl1\n{b}\nl3\n{c}\nl5\n{d}"));
    }
}
