//! Differences between texts.

use prompt_commons::diff::{Segment, words};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::texts::{KINDS, pairs};

/// Returns so many pairs of texts of each kind, as JSON: `{ kind: [[old, new]] }`.
#[wasm_bindgen]
pub fn texts(count: usize) -> String {
    KINDS.iter().map(|kind| ((*kind).to_owned(), json!(pairs(kind, count)))).collect::<Value>().to_string()
}

/// Compares two texts by words. Returns what each segment is (0 same, 1 removed, 2 added), and its bytes.
#[wasm_bindgen]
pub fn diff(old: &str, new: &str) -> Vec<u32> {
    let segments = words(old, new);
    let mut found = Vec::with_capacity(segments.len() * 2);
    for segment in segments {
        let (kind, text) = match segment {
            Segment::Same(text) => (0, text),
            Segment::Removed(text) => (1, text),
            Segment::Added(text) => (2, text),
        };
        found.extend([kind, u32::try_from(text.len()).unwrap()]);
    }
    found
}
