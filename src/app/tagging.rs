//! Tags while they are typed: plain values, drawn elsewhere.

use prompt_commons::search::small;

/// Tags that are offered while one is typed.
const OFFERED: usize = 6;

/// Splits what was typed into tags; people write them with a `#`, too.
pub(crate) fn split_tags(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(|tag| tag.trim().trim_start_matches('#').trim()).filter(|tag| !tag.is_empty())
}

/// Finds a tag among those of the library, whatever its case.
pub(crate) fn known_tag(tags: &[(String, usize)], tag: &str) -> Option<String> {
    let folded = small(tag);
    let is = |known: &&String, exact: bool| if exact { *known == tag } else { small(known) == folded };
    let find = |exact| tags.iter().map(|(known, _)| known).find(|known| is(known, exact));
    find(true).or_else(|| find(false)).cloned()
}

/// Returns those of a library's tags that hold what was typed, the ones that begin so first, and are not `chosen` yet.
pub(crate) fn completions(tags: &[(String, usize)], typed: &str, chosen: &[String]) -> Vec<String> {
    let Some(typed) = split_tags(typed).next().map(small) else { return Vec::new() };
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for (tag, _) in tags.iter().filter(|(tag, _)| !chosen.contains(tag)) {
        let folded = small(tag);
        if folded.starts_with(&typed) {
            first.push(tag.clone());
        } else if folded.contains(&typed) {
            others.push(tag.clone());
        }
    }
    first.append(&mut others);
    first.truncate(OFFERED);
    first
}

/// Returns the next place of so many, or the one before, round the ends.
pub(crate) fn step(at: Option<usize>, count: usize, down: bool) -> usize {
    match at {
        Some(at) if down => (at + 1) % count.max(1),
        None if down => 0,
        Some(at) if at > 0 => at - 1,
        _ => count.saturating_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_split_at_commas_and_lose_their_hash() {
        assert_eq!(split_tags(" #a, b c ,, #").collect::<Vec<_>>(), ["a", "b c"]);
    }

    #[test]
    fn places_go_round() {
        assert_eq!([None, Some(0), Some(2)].map(|at| step(at, 3, true)), [0, 1, 0]);
        assert_eq!([None, Some(0), Some(2)].map(|at| step(at, 3, false)), [2, 2, 1]);
    }
}
