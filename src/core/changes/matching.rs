use crate::order::{places, rising};

/// Where something is in two lists, by index.
pub(super) struct Match {
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
    /// Whether it has another place among what is in both.
    pub(super) moved: bool,
}

/// Matches two lists by ids that stand once in each: first what is in `after`, in its order, then what is in `before`
/// only.
///
/// As few as possible count as moved; of two that changed places, either.
pub(super) fn matches(before: &[&str], after: &[&str]) -> Vec<Match> {
    let found = places(after, before);
    let mut gone = vec![true; before.len()];
    for at in found.iter().flatten() {
        gone.get_mut(*at).into_iter().for_each(|gone| *gone = false);
    }
    let kept: Vec<usize> = found.iter().copied().flatten().collect();
    let mut stays = rising(&kept).into_iter();
    let mut matches: Vec<Match> = Vec::with_capacity(after.len());
    for (at, before) in found.into_iter().enumerate() {
        let moved = before.is_some() && !stays.next().unwrap_or(true);
        matches.push(Match { before, after: Some(at), moved });
    }
    let gone = gone.into_iter().enumerate().filter(|(_, gone)| *gone);
    matches.extend(gone.map(|(at, _)| Match { before: Some(at), after: None, moved: false }));
    matches
}
