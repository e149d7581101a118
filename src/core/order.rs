//! One sort for all lists: the compiler's own makes some kilobytes anew for each type that is sorted.

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
