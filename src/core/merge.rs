//! Three-way merge of one edit: what its author was shown, what they made of it, and what the library says now.

use std::cell::Cell;
use std::ops::Range;

use similar::DiffableStr;

use crate::diff::{Edit, edits, tokens};
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

/// What someone goes on writing on whose prompt has a newer version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebased {
    /// Their changes on top of the newer version.
    pub draft: Draft,
    /// Whether both changed the same words of a line. Each such line is in the text twice, as it was written by either, theirs
    /// first.
    pub is_twofold: bool,
    /// The names of other fields that both changed. They are as in `mine`, which its author still sees.
    pub kept: Vec<&'static str>,
}

/// Puts the change from `seen` to `mine` on top of `theirs`, for someone who goes on writing. Nothing that either wrote into the
/// text is gone.
pub fn rebase(seen: &Draft, mine: &Draft, theirs: &Draft) -> Rebased {
    if let Merged::Clean(draft) = merge(seen, mine, theirs) {
        return Rebased { draft, is_twofold: false, kept: Vec::new() };
    }
    let title = field(&seen.title, &mine.title, &theirs.title);
    let category = field(&seen.category, &mine.category, &theirs.category);
    let turns = field(&seen.turns, &mine.turns, &theirs.turns);
    let merged = [("title", title.is_some()), ("category", category.is_some()), ("turns", turns.is_some())];
    let kept = merged.into_iter().filter(|(_, is_merged)| !is_merged).map(|(name, _)| name).collect();
    let (content, is_twofold) = both(&seen.content, &mine.content, &theirs.content);
    let draft = Draft {
        title: title.unwrap_or_else(|| mine.title.clone()),
        content,
        category: category.unwrap_or_else(|| mine.category.clone()),
        tags: entries(&seen.tags, &mine.tags, &theirs.tags),
        turns: turns.unwrap_or_else(|| mine.turns.clone()),
    };
    Rebased { draft, is_twofold, kept }
}

/// Puts what two made of one text into one: by lines, and by words where both changed the same lines. Lines in which both changed
/// the same words are in it twice; also tells whether there are any.
pub fn both(seen: &str, mine: &str, theirs: &str) -> (String, bool) {
    if let Some(clean) = text(seen, mine, theirs) {
        return (clean, false);
    }
    let is_twofold = Cell::new(false);
    let twice = |one: &[&str], other: &[&str]| {
        is_twofold.set(true);
        in_lines(&[one, other])
    };
    let meet = |seen: &[&str], mine: &[&str], theirs: &[&str]| {
        if seen.len() != mine.len() || seen.len() != theirs.len() {
            return Some(words(seen, mine, theirs).unwrap_or_else(|| twice(theirs, mine)));
        }
        let sides = seen.chunks(1).zip(mine.chunks(1).zip(theirs.chunks(1)));
        let line = |(seen, (mine, theirs))| words(seen, mine, theirs).unwrap_or_else(|| twice(theirs, mine));
        Some(sides.map(line).collect())
    };
    let of_lines = [seen, mine, theirs].map(DiffableStr::tokenize_lines);
    match weave(of_lines, &meet) {
        Some(woven) => (woven, is_twofold.get()),
        None => (together(theirs, mine), true),
    }
}

/// Merges some lines by their words; `None` where both changed the same ones.
fn words(seen: &[&str], mine: &[&str], theirs: &[&str]) -> Option<String> {
    let texts = [seen.concat(), mine.concat(), theirs.concat()];
    let [seen, mine, theirs] = &texts;
    field(seen, mine, theirs).or_else(|| weave(texts.each_ref().map(|text| tokens(text)), &|_, _, _| None))
}

/// Puts lines one after the other. A last line has no end, and may not be the last here.
fn in_lines(parts: &[&[&str]]) -> String {
    let mut all = String::new();
    for line in parts.iter().copied().flatten() {
        if !all.is_empty() && !all.ends_with('\n') {
            all.push('\n');
        }
        all.push_str(line);
    }
    all
}

/// Puts two texts into one that has the lines of both: where they differ, first those of `one`, then those of `other`.
pub fn together(one: &str, other: &str) -> String {
    let (old, new) = (one.tokenize_lines(), other.tokenize_lines());
    let edits = edits(&old, &new, MOST_COMPARED).unwrap_or_else(|| vec![(0..old.len(), 0..new.len())]);
    let mut parts: Vec<&[&str]> = Vec::new();
    let mut at = 0;
    for (from, to) in edits {
        parts.extend(old.get(at..from.start));
        at = from.end;
        parts.extend(old.get(from));
        parts.extend(new.get(to));
    }
    parts.extend(old.get(at..));
    in_lines(&parts)
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

/// Merges by lines; `None` where the changes of both touch and are not the same.
fn lines(seen: &str, mine: &str, theirs: &str) -> Option<String> {
    weave([seen, mine, theirs].map(DiffableStr::tokenize_lines), &|_, _, _| None)
}

/// What becomes of parts of a text, as they were seen, and as both made them something else.
type Meet<'f> = &'f dyn Fn(&[&str], &[&str], &[&str]) -> Option<String>;

/// Merges three texts by their parts, as seen, mine and theirs, as diff3 does. Where the changes of both touch and are not the
/// same, `meet` decides.
fn weave([seen, mine, theirs]: [Vec<&str>; 3], meet: Meet<'_>) -> Option<String> {
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
            (Some(mine), Some(theirs)) => merged.push_str(&meet(seen.get(place.clone())?, mine, theirs)?),
            (None, None) => return None,
        }
        at = place.end;
    }
    merged.extend(seen.get(at..)?.iter().copied());
    Some(merged)
}

/// A text with what changed in it since `seen`.
struct Side<'a> {
    parts: Vec<&'a str>,
    /// Parts of `seen`, and those here that stand in their place; in order, never touching each other.
    edits: Vec<Edit>,
    /// The first edit that is not merged yet, and the first that isn't taken yet.
    merged: usize,
    taken: usize,
}

impl<'a> Side<'a> {
    fn new(seen: &[&str], parts: Vec<&'a str>) -> Option<Self> {
        let edits = edits(seen, &parts, MOST_COMPARED)?;
        Some(Self { parts, edits, merged: 0, taken: 0 })
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
        self.parts.get(start.start - (first.start - place.start)..end.end + (place.end - last.end))
    }
}
