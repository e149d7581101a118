//! Budgets of the hot paths that don't depend on the machine: how often they ask for memory, and that it grows no faster than
//! the library.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test; what benches need besides is not used here"
)]

#[path = "bench/corpus.rs"]
mod corpus;
#[path = "bench/library.rs"]
mod library;
#[path = "bench/texts.rs"]
mod texts;

use allocation_counter::measure;
use library::{LENGTH, edit, edits, plain};
use prompt_commons::causal::join;
use prompt_commons::changes::changes;
use prompt_commons::diff::words;
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::Library;
use prompt_commons::search::{Fields, Index, Query};

const PROMPTS: usize = 1_000;
const EDITS: usize = 10;

/// Allocations of each step with a library.
#[derive(Debug, Clone, Copy)]
struct Steps {
    decode: u64,
    join: u64,
    changes: u64,
    edit: u64,
    encode: u64,
}

/// Returns how often something asks for memory.
fn count<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let mut result = None;
    let counted = measure(|| result = Some(work()));
    (result.unwrap(), counted.count_total)
}

fn steps(prompts: usize) -> Steps {
    let base = open(&plain(prompts, LENGTH)).unwrap();
    let [mine, others] = edits(prompts, EDITS);
    let read = |edits: &[library::Edit], replica| -> (Vec<u8>, Library) {
        let mut library = base.clone();
        for one in edits {
            edit(&mut library, one, replica);
        }
        let file = encode(&library);
        let library = decode(&file).unwrap();
        (file, library)
    };
    let ((file, mut ours), (_, theirs)) = (read(&mine, 1), read(&others, 2));
    let (_, decode) = count(|| decode(&file).unwrap());
    let (joined, join) = count(|| join(ours.clone(), theirs));
    let (_, changes) = count(|| changes(&base, &joined));
    let ((), edit) = count(|| edit(&mut ours, &others[1], 3));
    let (_, encode) = count(|| encode(&ours));
    Steps { decode, join, changes, edit, encode }
}

#[test]
fn steps_with_a_library_keep_to_their_budgets() {
    let counted = steps(PROMPTS);
    let Steps { decode, join, changes, edit, encode } = counted;
    let found = format!("{counted:?}");
    // A prompt is about a dozen texts, each of which is kept by itself.
    assert!(decode <= 24 * PROMPTS as u64, "{found}");
    // What is the same on both sides is neither copied nor looked at field by field.
    assert!(join <= 3_000, "{found}");
    assert!(changes <= 250, "{found}");
    assert!(edit <= 550, "{found}");
    assert!(encode <= 20 * PROMPTS as u64, "{found}");
}

#[test]
fn no_step_grows_faster_than_the_library() {
    let (few, many) = (steps(PROMPTS), steps(PROMPTS * 10));
    for (name, few, many) in [
        ("decode", few.decode, many.decode),
        ("join", few.join, many.join),
        ("changes", few.changes, many.changes),
        ("encode", few.encode, many.encode),
    ] {
        assert!(many <= few * 21 / 2, "{name}: {few} allocations, of ten times the prompts {many}");
    }
    // An edit of a prompt has nothing to do with the others; what it is of differs.
    assert!(
        many.edit <= few.edit * 3 / 2,
        "{} allocations, of ten times the prompts {}",
        few.edit,
        many.edit
    );
}

#[test]
fn comparing_texts_keeps_to_its_budget() {
    for kind in texts::KINDS {
        for [old, new] in texts::pairs(kind, 4) {
            let (_, counted) = count(|| words(&old, &new).len());
            assert!(counted <= 2_000, "{kind}: {counted} allocations");
        }
    }
}

#[test]
fn a_keystroke_keeps_to_its_budget() {
    let records = corpus::corpus(PROMPTS);
    let fields: Vec<Fields<'_>> = records.iter().map(corpus::Record::fields).collect();
    let mut index = Index::of(&fields);
    for asked in corpus::queries(&records, 50) {
        for end in asked.query.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
            let typed = asked.query.get(..end).unwrap_or_default();
            let (_, counted) = count(|| index.search(&Query::parse(typed), &[]).places.len());
            assert!(counted <= 5_000, "{typed}: {counted} allocations");
        }
    }
}
