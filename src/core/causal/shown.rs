use serde_json::Value;

use super::past::common;
use super::record::{QUIET, Record};
use super::{Dot, Sibling, Version};
use crate::merge;

/// What a field with siblings shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) value: Value,
    /// The edits that it holds; the others wait for someone to decide.
    pub(super) of: Vec<Dot>,
}

/// Works out what `siblings`, in order of their dots, show. `fits` says which values the field can have.
pub(super) fn shown(
    field: &str,
    siblings: &[Sibling],
    history: &[Version],
    fits: &mut dyn FnMut(&Value) -> bool,
) -> Option<Shown> {
    // The highest stands for all where they can't be one. That it is the highest means nothing, but that everyone
    // shows the same.
    let top = siblings.iter().rev().find(|sibling| fits(&sibling.value))?;
    let mut text = top.value.clone();
    let mut of = vec![top.dot];
    for other in siblings.iter().rev().filter(|other| *other != top) {
        if field.starts_with(QUIET) || other.value == top.value || other.value == text {
            of.push(other.dot);
        } else if field == "content"
            && let Some(merged) = merged(history, (&text, &of), other)
        {
            text = Value::String(merged);
            of.push(other.dot);
        }
    }
    Some(Shown { value: text, of })
}

/// Merges a text by lines into what is shown so far, `of` several edits, if both started from one text.
fn merged(history: &[Version], (shown, of): (&Value, &[Dot]), other: &Sibling) -> Option<String> {
    let base = common(history, of, other.dot)?;
    merge::text(&base, shown.as_str()?, other.value.as_str()?)
}

/// Returns what a field of a record shows, if several edits of it survive.
pub(super) fn of<R: Record>(record: &R, field: &str, history: &[Version]) -> Option<Shown> {
    let siblings = record.entries(field);
    let mut probe = record.clone();
    (siblings.len() > 1).then(|| shown(field, &siblings, history, &mut |value| probe.put(field, value)))?
}
