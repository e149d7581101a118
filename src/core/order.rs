//! One sort for all lists: the compiler's own makes some kilobytes anew for each type that is sorted. And which part of a
//! list is in order already.

use std::collections::HashMap;

/// Returns `items` by a number and, where that is the same, by a text; ties in the order they came.
pub fn sorted<T>(items: Vec<T>, key: impl Fn(&T) -> (usize, String)) -> Vec<T> {
    let mut keys: Vec<(usize, String, usize)> = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let (number, text) = key(item);
        keys.push((number, text, place));
    }
    // Places differ, so there are no ties that it could disorder.
    keys.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    keys.into_iter().filter_map(|(_, _, place)| items.get_mut(place)?.take()).collect()
}

/// Returns where in `list` each of `ids` stands.
///
/// Two lists that are compared are mostly the same, so each is looked for behind the one before it; only for what was
/// moved, taken out, or added before the end there is a table. No text is in a list twice.
pub(crate) fn places(ids: &[impl AsRef<str>], list: &[impl AsRef<str>]) -> Vec<Option<usize>> {
    let mut table: Option<HashMap<&str, usize>> = None;
    let mut next = 0;
    let mut found = Vec::with_capacity(ids.len());
    let mut left = list.len();
    for id in ids.iter().map(AsRef::as_ref) {
        let place = if list.get(next).is_some_and(|other| other.as_ref() == id) {
            Some(next)
        } else if left == 0 {
            None
        } else {
            let all = || list.iter().enumerate().map(|(at, id)| (id.as_ref(), at)).collect();
            table.get_or_insert_with(all).get(id).copied()
        };
        if let Some(place) = place {
            next = place + 1;
            left = left.saturating_sub(1);
        }
        found.push(place);
    }
    found
}

/// Tells which of the numbers are part of the longest row of them that rises.
pub(crate) fn rising(numbers: &[usize]) -> Vec<bool> {
    // Of the rows of each length, the one that ends lowest: by the place of its end. Each place knows the one before
    // it in the best row that ends there.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|end| end < number));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut part = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(place) = at {
        if let Some(part) = part.get_mut(place) {
            *part = true;
        }
        at = before.get(place).copied().flatten();
    }
    part
}
