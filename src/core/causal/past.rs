//! What texts that were edited at once have in common: which versions they go back to, and what those came to.
//!
//! ```text
//!   v1 ──┬── b1 ──┬── b2      b2 and c2 were both made from what b1 and c1 came to. Nobody saved that: it was shown. So what
//!        └── c1 ──┴── c2      they have in common is that text, which either has with it, or a merge of b1 and c1.
//! ```

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Dot, Version};
use crate::merge;

/// Returns the text that both started from: what the versions `of` came to, and the version `other`. `None` where the history
/// has it no more, or where that text was a conflict itself.
pub(super) fn common<'a>(versions: &'a [Version], of: &[Dot], other: Dot) -> Option<Cow<'a, str>> {
    let (ours, theirs) = (ancestors(versions, of), ancestors(versions, &[other]));
    let mut bases: Vec<Dot> = Vec::new();
    let mut before = BTreeSet::new();
    for dot in ours.iter().rev().filter(|dot| theirs.contains(dot)) {
        if !before.contains(dot) {
            bases.push(*dot);
            before.append(&mut ancestors(versions, &[*dot]));
        }
    }
    if bases.iter().any(|dot| *dot == other || of.contains(dot)) {
        // Neither replaced the other, so neither comes of it: two devices wrote under one name.
        return None;
    }
    match bases.as_slice() {
        [base] => text(versions, *base).map(Cow::Borrowed),
        // Each time they are lower, so this ends whatever a file says.
        [last, ..] if *last < other => {
            shown(versions, &bases).map(Cow::Borrowed).or_else(|| merged(versions, &bases).map(Cow::Owned))
        }
        _ => None,
    }
}

/// Returns what a version holds. Where two devices wrote under one name, one edit has two contents, and neither is it.
fn text(versions: &[Version], dot: Dot) -> Option<&str> {
    let mut found = versions.iter().filter(|version| version.dot == dot);
    let version = found.next().filter(|_| found.next().is_none())?;
    version.draft.as_ref().map(|draft| draft.content.as_str())
}

/// Returns what people were shown who started from just these versions, the highest first, if it was the same.
fn shown<'a>(versions: &'a [Version], of: &[Dot]) -> Option<&'a str> {
    let bases = versions.iter().filter_map(|version| version.base.as_ref());
    let mut shown = bases.filter(|base| base.dots().eq(of.iter().copied())).filter_map(|base| base.shown());
    let first = shown.next()?;
    shown.all(|other| other == first).then_some(first)
}

/// Merges versions, the highest first, as they were when they were shown.
fn merged(versions: &[Version], of: &[Dot]) -> Option<String> {
    let (top, others) = of.split_first()?;
    let top_text = text(versions, *top)?;
    let mut merged = top_text.to_owned();
    let mut done = vec![*top];
    for other in others {
        let theirs = text(versions, *other)?;
        if theirs != top_text && theirs != merged {
            merged = merge::text(&common(versions, &done, *other)?, &merged, theirs)?;
        }
        done.push(*other);
    }
    Some(merged)
}

/// Returns edits and those that they go back to.
fn ancestors(versions: &[Version], of: &[Dot]) -> BTreeSet<Dot> {
    let mut all = BTreeSet::new();
    let mut next = of.to_vec();
    while let Some(dot) = next.pop() {
        if all.insert(dot) {
            let version = versions.iter().find(|version| version.dot == dot);
            next.extend(version.and_then(|version| version.base.as_ref()).into_iter().flat_map(Base::dots));
        }
    }
    all
}

/// What the text of a version was made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Base {
    /// The version; of several, the highest.
    dot: Dot,
    /// The others, the highest first.
    beside: Vec<Dot>,
    /// What they came to, if its author was shown them as one text.
    shown: Option<String>,
}

impl Base {
    /// Takes the versions that a text was made from, and what they came to. `None` if there are none.
    pub(crate) fn new(of: &[Dot], shown: Option<String>) -> Option<Self> {
        let mut all: BTreeSet<Dot> = of.iter().copied().collect();
        let dot = all.pop_last()?;
        let beside: Vec<Dot> = all.into_iter().rev().take(super::MOST_VERSIONS).collect();
        let shown = shown.filter(|_| !beside.is_empty());
        Some(Self { dot, beside, shown })
    }

    /// Returns the version; of several, the highest.
    pub(crate) fn dot(&self) -> Dot {
        self.dot
    }

    /// Returns the others, the highest first.
    pub(crate) fn beside(&self) -> &[Dot] {
        &self.beside
    }

    /// Returns what several came to, as the author was shown it.
    pub(crate) fn shown(&self) -> Option<&str> {
        self.shown.as_deref()
    }

    /// Returns all of them, the highest first.
    pub(super) fn dots(&self) -> impl Iterator<Item = Dot> {
        std::iter::once(self.dot).chain(self.beside.iter().copied())
    }

    /// Gives an edit another name.
    pub(super) fn rename(&mut self, from: Dot, to: Dot) {
        let renamed: Vec<Dot> = self.dots().map(|dot| if dot == from { to } else { dot }).collect();
        let shown = self.shown.take();
        *self = Self::new(&renamed, shown).unwrap_or(Self { dot: to, beside: Vec::new(), shown: None });
    }
}

impl From<Dot> for Base {
    fn from(dot: Dot) -> Self {
        Self { dot, beside: Vec::new(), shown: None }
    }
}
