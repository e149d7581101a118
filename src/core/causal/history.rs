use std::collections::BTreeMap;

use super::record::Record;
use super::{Base, Clock, Dot, Marks, Replica, Sibling, past, shown};
use crate::merge;
use crate::model::{Draft, Email, Library, Prompt, PromptId, Timestamp};

/// Versions of one prompt that are kept.
pub const MOST_VERSIONS: usize = 10;

/// One save of a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// One more than the highest that its author's device knew of the prompt: 1 for the first. Two people who save apart
    /// may come to the same.
    pub number: u64,
    /// The edit.
    pub dot: Dot,
    /// What its author's text came from.
    pub base: Option<Base>,
    /// Who saved it.
    pub by: Option<Email>,
    /// When, for display.
    pub at: Option<Timestamp>,
    /// What it held; `None` while that is what the prompt holds.
    pub draft: Option<Draft>,
}

/// A version of a prompt, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// Its number. No two versions of a prompt have the same.
    pub number: u64,
    /// The number of the version that its author made it from, if it is still among them.
    pub base: Option<u64>,
    /// Who saved it, if the file tells.
    pub by: Option<Email>,
    /// When, for display.
    pub at: Option<Timestamp>,
    /// What it holds, if anyone still knows.
    pub draft: Option<Draft>,
}

/// Lists the last versions of a prompt, the newest first, which is among them. None of a prompt that isn't there.
pub fn saves(library: &Library, id: &PromptId) -> Vec<Save> {
    let Some(prompt) = library.prompt(id) else { return Vec::new() };
    let mut versions = library.causality.history.get(id.as_str()).cloned().unwrap_or_default();
    keep(&mut versions, prompt);
    bound(&mut versions);
    let mut numbers = Vec::new();
    for version in &versions {
        let last = numbers.last().map_or(0, |(_, number)| *number);
        numbers.push((version.dot, version.number.max(last + 1)));
    }
    let number_of = |dot: Dot| numbers.iter().find(|(of, _)| *of == dot).map(|(_, number)| *number);
    let save = |(version, (_, number)): (&Version, &(Dot, u64))| Save {
        number: *number,
        base: origin(&versions, version).and_then(number_of),
        by: version.by.clone(),
        at: version.at.clone(),
        draft: version.draft.clone(),
    };
    versions.iter().zip(&numbers).map(save).rev().collect()
}

/// Returns the edit that a version was made from. That may be a later one than its content came from: one that left the content
/// as it was. Its author knew that one if its number is the one before the version's own.
fn origin(versions: &[Version], of: &Version) -> Option<Dot> {
    let base = of.base.as_ref()?.dot();
    let known = |other: &&Version| other.dot < of.dot && other.number + 1 == of.number;
    let newest = versions.iter().rev().find(known).map(|other| other.dot);
    let is_base = versions.iter().filter(known).any(|other| other.dot == base);
    Some(newest.filter(|_| !is_base).unwrap_or(base))
}

/// Returns the prompts whose last edit is one of `own` that `seen` has not seen.
pub fn owed<'a>(library: &'a Library, seen: &'a Clock, own: Replica) -> impl Iterator<Item = &'a Prompt> {
    let is_owed = move |last: Dot| last.replica == own && !seen.has(last);
    library.prompts.iter().filter(move |prompt| is_owed(prompt.last()))
}

/// Returns what a prompt's shown content comes from: a save, or several that merged.
///
/// It is that of the content alone: a title may be someone else's, who never saw this content. What is merged by
/// lines has to come from one text, so each version is based on the one that its author's text came from.
pub(super) fn current(prompt: &Prompt, versions: &[Version]) -> Base {
    let Marks { born, fields, siblings, .. } = &prompt.marks;
    if siblings.iter().any(|(name, _)| name == "content") {
        let shown = shown::of(prompt, "content", versions);
        let base = shown.and_then(|shown| Base::new(&shown.of, shown.value.as_str().map(str::to_owned)));
        return base.unwrap_or_else(|| Base::from(*born));
    }
    Base::from(fields.iter().find(|(name, _)| name == "content").map_or(*born, |(_, dot)| *dot))
}

/// Returns the contents that survive in a prompt, each as the draft that it would be, with the edit that wrote it.
pub(super) fn held(prompt: &Prompt) -> Vec<(Dot, Draft)> {
    let draft = |entry: Sibling| {
        let content = entry.value.as_str()?.to_owned();
        Some((entry.dot, Draft { content, ..prompt.draft.clone() }))
    };
    prompt.entries("content").into_iter().filter_map(draft).collect()
}

/// Keeps what a prompt holds as versions of it.
pub(super) fn keep(versions: &mut Vec<Version>, prompt: &Prompt) {
    for (dot, draft) in held(prompt) {
        match versions.iter_mut().find(|version| version.dot == dot) {
            Some(version) => drop(version.draft.get_or_insert(draft)),
            None => versions.push(Version {
                number: next(versions, dot),
                dot,
                base: None,
                by: prompt.modified_by.clone(),
                at: prompt.modified_at.clone(),
                draft: Some(draft),
            }),
        }
    }
    // A save that left the content as it was.
    let last = prompt.last();
    if let Some(version) = versions.iter_mut().find(|version| version.dot == last) {
        version.draft.get_or_insert_with(|| prompt.draft.clone());
    }
}

/// Notes that an edit made something else of `before`, and what of.
pub(super) fn note(
    versions: &mut Vec<Version>,
    before: &Prompt,
    (dot, base): (Dot, Base),
    by: &Email,
    at: &Timestamp,
) {
    if versions.iter().any(|version| version.dot == dot) {
        return;
    }
    keep(versions, before);
    begin(versions, dot, base, Some((by, at)));
}

/// Notes an edit that made something else of `base`. `stamp` has who and when, if that is known.
pub(super) fn begin(versions: &mut Vec<Version>, dot: Dot, base: Base, stamp: Option<(&Email, &Timestamp)>) {
    versions.push(Version {
        // What it is based on is one, whether it is listed or not.
        number: next(versions, dot).max(2),
        dot,
        base: Some(base),
        by: stamp.map(|(by, _)| by.clone()),
        at: stamp.map(|(_, at)| at.clone()),
        draft: None,
    });
    bound(versions);
}

/// Returns the number that a save gets.
fn next(versions: &[Version], dot: Dot) -> u64 {
    let before = versions.iter().filter(|version| version.dot < dot).map(|version| version.number);
    before.max().unwrap_or_default().saturating_add(1)
}

/// Brings the histories of two copies together.
pub(super) fn join(
    mut ours: BTreeMap<String, Vec<Version>>,
    theirs: BTreeMap<String, Vec<Version>>,
) -> BTreeMap<String, Vec<Version>> {
    for (id, theirs) in theirs {
        let versions = ours.entry(id).or_default();
        if *versions != theirs {
            versions.extend(theirs);
            bound(versions);
        }
    }
    ours
}

/// Keeps the newest versions, in order, and of each all that anyone knows of it.
///
/// Where two devices wrote under one name, one edit has two contents: both stay.
pub(crate) fn bound(versions: &mut Vec<Version>) {
    let draft = |version: &Version| {
        let draft = version.draft.as_ref();
        draft.map(|draft| {
            let Draft { title, content, category, tags, turns } = draft.clone();
            (content, title, category, tags, turns)
        })
    };
    versions.sort_by(|a, b| a.dot.cmp(&b.dot).then_with(|| draft(a).cmp(&draft(b))));
    for same in versions.chunk_by_mut(|a, b| a.dot == b.dot).filter(|same| same.len() > 1) {
        let base = same.iter().filter_map(|version| version.base.clone()).max();
        let by =
            same.iter().filter_map(|version| version.by.clone()).max_by(|a, b| a.as_str().cmp(b.as_str()));
        let at =
            same.iter().filter_map(|version| version.at.clone()).max_by(|a, b| a.as_str().cmp(b.as_str()));
        let number = same.iter().map(|version| version.number).max().unwrap_or_default();
        for version in same {
            (version.base, version.by, version.at, version.number) =
                (base.clone(), by.clone(), at.clone(), number);
        }
    }
    let content = |version: &Version| version.draft.as_ref().map(|draft| draft.content.clone());
    // Of accounts that differ in more than the content the highest stays, which is as good as any.
    versions.reverse();
    versions.dedup_by(|next, kept| {
        next.dot == kept.dot && (next.draft.is_none() || content(next) == content(kept))
    });
    versions.truncate(MOST_VERSIONS);
    versions.reverse();
}

/// Returns what a prompt showed, or may have shown, while two of its versions survived beside each other, with the later of
/// the two.
pub(super) fn merges(versions: &[Version]) -> Vec<(Dot, Draft)> {
    let drafts: Vec<(Dot, &Draft)> =
        versions.iter().filter_map(|version| Some((version.dot, version.draft.as_ref()?))).collect();
    let pairs = drafts
        .iter()
        .enumerate()
        .flat_map(|(at, one)| drafts.iter().skip(at + 1).map(move |other| (one, other)));
    let merged = pairs.filter_map(|((one, a), (other, b))| {
        let base = past::common(versions, &[*one], *other)?;
        let content = merge::text(&base, &a.content, &b.content)?;
        Some((*one.max(other), Draft { content, ..(*b).clone() }))
    });
    merged.collect()
}
