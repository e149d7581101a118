//! One sort for all lists: the compiler's own makes some kilobytes anew for each type that is sorted. And which part of a
//! list is in order already.

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
