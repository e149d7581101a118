//! Three-way merge of one edit: what its author was shown, what they made of it, and what the library says now.

use std::ops::Range;

use similar::DiffableStr;

use crate::diff::{Edit, edits};
use crate::model::Draft;
use crate::order::sorted;

/// Up to so many pairs of lines, from the first that differ to the last, two texts are compared: beyond that, the
/// exact answer could take minutes, and both versions stay instead.
const MOST_COMPARED: usize = 100_000_000;

/// What came of an edit that met another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Both fit into one draft.
    Clean(Draft),
    /// Both changed the same thing; neither may be dropped.
    Conflict,
}

/// Merges the change from `seen` to `mine` into `theirs`, field by field; the content by lines.
pub fn merge(seen: &Draft, mine: &Draft, theirs: &Draft) -> Merged {
    let title = field(&seen.title, &mine.title, &theirs.title);
    let category = field(&seen.category, &mine.category, &theirs.category);
    let content = text(&seen.content, &mine.content, &theirs.content);
    let tags = entries(&seen.tags, &mine.tags, &theirs.tags);
    let turns = field(&seen.turns, &mine.turns, &theirs.turns);
    match (title, content, category, turns) {
        (Some(title), Some(content), Some(category), Some(turns)) => {
            Merged::Clean(Draft { title, content, category, tags, turns })
        }
        _ => Merged::Conflict,
    }
}

/// Puts the change from `seen` to `mine` on top of `theirs`, for someone who goes on writing.
///
/// Also tells whether both changed the same thing. Then nothing of either is gone: the text has the lines of both, and
/// all else is as in `mine`, which its author still sees.
pub fn rebase(seen: &Draft, mine: &Draft, theirs: &Draft) -> (Draft, bool) {
    if let Merged::Clean(draft) = merge(seen, mine, theirs) {
        return (draft, false);
    }
    let content = text(&seen.content, &mine.content, &theirs.content);
    let draft = Draft {
        title: field(&seen.title, &mine.title, &theirs.title).unwrap_or_else(|| mine.title.clone()),
        content: content.unwrap_or_else(|| together(&theirs.content, &mine.content)),
        category: field(&seen.category, &mine.category, &theirs.category)
            .unwrap_or_else(|| mine.category.clone()),
        tags: entries(&seen.tags, &mine.tags, &theirs.tags),
        turns: field(&seen.turns, &mine.turns, &theirs.turns).unwrap_or_else(|| mine.turns.clone()),
    };
    (draft, true)
}

/// Puts two texts into one that has the lines of both: where they differ, first those of `one`, then those of `other`.
pub fn together(one: &str, other: &str) -> String {
    let (old, new) = (one.tokenize_lines(), other.tokenize_lines());
    let edits = edits(&old, &new, MOST_COMPARED).unwrap_or_else(|| vec![(0..old.len(), 0..new.len())]);
    let mut all = String::new();
    let mut put = |lines: Option<&[&str]>| {
        for line in lines.into_iter().flatten() {
            // A last line has no end, and here it may not be the last.
            if !all.is_empty() && !all.ends_with('\n') {
                all.push('\n');
            }
            all.push_str(line);
        }
    };
    let mut at = 0;
    for (from, to) in edits {
        put(old.get(at..from.start));
        at = from.end;
        put(old.get(from));
        put(new.get(to));
    }
    put(old.get(at..));
    all
}

/// Merges two lists of which each entry stands for itself.
fn entries(seen: &[String], mine: &[String], theirs: &[String]) -> Vec<String> {
    let stays = |entry: &&String, others: &[String]| others.contains(entry) || !seen.contains(entry);
    let mut all: Vec<String> = mine.iter().filter(|entry| stays(entry, theirs)).cloned().collect();
    let new = theirs.iter().filter(|entry| stays(entry, mine) && !mine.contains(entry));
    all.extend(new.cloned());
    sorted(all, |entry| (0, entry.clone()))
}

fn field<T: Clone + PartialEq>(seen: &T, mine: &T, theirs: &T) -> Option<T> {
    if mine == theirs || theirs == seen {
        Some(mine.clone())
    } else if mine == seen {
        Some(theirs.clone())
    } else {
        None
    }
}

/// Merges two texts that were made of one; `None` where both changed the same lines.
pub(crate) fn text(seen: &str, mine: &str, theirs: &str) -> Option<String> {
    let once = |mine: &str, theirs: &str| {
        field(&seen, &mine, &theirs).map(str::to_owned).or_else(|| lines(seen, mine, theirs))
    };
    let both = once(mine, theirs)?;
    // An edit is applied again whenever nobody knows whether it arrived. Among lines that repeat, some would then
    // come in twice, or meet themselves as a conflict: such a merge is none.
    let settled = |edit: &str| once(edit, &both).as_ref() == Some(&both);
    (settled(mine) && settled(theirs)).then_some(both)
}

/// Merges by lines, as diff3 does: where the changes of both touch, they have to be the same.
fn lines(seen: &str, mine: &str, theirs: &str) -> Option<String> {
    let seen = seen.tokenize_lines();
    let mut mine = Side::new(&seen, mine)?;
    let mut theirs = Side::new(&seen, theirs)?;
    let mut merged = String::new();
    let mut at = 0;
    while let Some(start) = mine.next().into_iter().chain(theirs.next()).min() {
        merged.extend(seen.get(at..start)?.iter().copied());
        let mut place = start..start;
        while mine.takes(&mut place) || theirs.takes(&mut place) {}
        match (mine.put(&place), theirs.put(&place)) {
            (Some(new), None) | (None, Some(new)) => merged.extend(new.iter().copied()),
            (Some(new), Some(same)) if new == same => merged.extend(new.iter().copied()),
            _ => return None,
        }
        at = place.end;
    }
    merged.extend(seen.get(at..)?.iter().copied());
    Some(merged)
}

/// A text with what changed in it since `seen`.
struct Side<'a> {
    lines: Vec<&'a str>,
    /// Lines of `seen`, and the lines here that stand in their place; in order, never touching each other.
    edits: Vec<Edit>,
    /// The first edit that is not merged yet, and the first that isn't taken yet.
    merged: usize,
    taken: usize,
}

impl<'a> Side<'a> {
    fn new(seen: &[&str], text: &'a str) -> Option<Self> {
        let lines = text.tokenize_lines();
        let edits = edits(seen, &lines, MOST_COMPARED)?;
        Some(Self { lines, edits, merged: 0, taken: 0 })
    }

    /// Returns where in `seen` the next edit starts.
    fn next(&self) -> Option<usize> {
        Some(self.edits.get(self.merged)?.0.start)
    }

    /// Widens `place` by the next edit, if that touches it.
    fn takes(&mut self, place: &mut Range<usize>) -> bool {
        match self.edits.get(self.taken) {
            Some((old, _)) if old.start <= place.end => {
                place.end = place.end.max(old.end);
                self.taken += 1;
                true
            }
            _ => false,
        }
    }

    /// Returns what stands here in `place` of `seen`, if that was changed.
    fn put(&mut self, place: &Range<usize>) -> Option<&[&'a str]> {
        let taken = self.edits.get(self.merged..self.taken)?;
        self.merged = self.taken;
        let ((first, start), (last, end)) = (taken.first()?, taken.last()?);
        self.lines.get(start.start - (first.start - place.start)..end.end + (place.end - last.end))
    }
}
