use std::collections::{BTreeMap, BTreeSet};

use super::{Dot, Sibling};
use crate::model::{Draft, Email, Prompt, Timestamp};

/// Versions of one prompt that are kept.
pub const MOST_VERSIONS: usize = 10;

/// One save of a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The edit.
    pub dot: Dot,
    /// The version that its author was shown.
    pub base: Option<Dot>,
    /// Who saved it.
    pub by: Option<Email>,
    /// When, for display.
    pub at: Option<Timestamp>,
    /// What it held; `None` while that is what the prompt holds.
    pub draft: Option<Draft>,
}

/// Returns the save that a prompt's shown draft comes from.
pub(super) fn current(prompt: &Prompt) -> Dot {
    use super::record::Record;
    ["title", "content", "categoryId"]
        .into_iter()
        .flat_map(|field| prompt.entries(field))
        .map(|entry| entry.dot)
        .max()
        .unwrap_or(prompt.marks.born)
}

/// Notes that an edit made `after` of `before`.
pub(super) fn note(versions: &mut Vec<Version>, before: &Prompt, dot: Dot, by: &Email, at: &Timestamp) {
    let base = current(before);
    match versions.iter_mut().find(|version| version.dot == base) {
        Some(version) => {
            version.draft.get_or_insert_with(|| before.draft.clone());
        }
        None => versions.push(Version {
            dot: base,
            base: None,
            by: before.modified_by.clone(),
            at: before.modified_at.clone(),
            draft: Some(before.draft.clone()),
        }),
    }
    versions.push(Version { dot, base: Some(base), by: Some(by.clone()), at: Some(at.clone()), draft: None });
    bound(versions);
}

/// Brings the histories of two copies together.
pub(super) fn join(
    mut ours: BTreeMap<String, Vec<Version>>,
    theirs: BTreeMap<String, Vec<Version>>,
) -> BTreeMap<String, Vec<Version>> {
    for (id, theirs) in theirs {
        let versions = ours.entry(id).or_default();
        if *versions == theirs {
            continue;
        }
        for version in theirs {
            match versions.iter_mut().find(|known| known.dot == version.dot) {
                Some(known) if text(&version) > text(known) => *known = version,
                Some(_) => {}
                None => versions.push(version),
            }
        }
        bound(versions);
    }
    ours
}

/// An order among accounts of one version, so that everyone keeps the same: a fuller one is the higher.
fn text(version: &Version) -> (Option<(&str, &str)>, Option<Dot>, &str) {
    let draft = version.draft.as_ref().map(|draft| (draft.content.as_str(), draft.title.as_str()));
    (draft, version.base, version.at.as_ref().map_or("", Timestamp::as_str))
}

/// Keeps the newest versions, in order.
pub(super) fn bound(versions: &mut Vec<Version>) {
    versions.sort_by_key(|version| version.dot);
    versions.dedup_by_key(|version| version.dot);
    let surplus = versions.len().saturating_sub(MOST_VERSIONS);
    versions.drain(..surplus);
}

/// Returns the text that both of two edits of a content started from, if the history still has it.
pub(super) fn common<'a>(versions: &'a [Version], one: &'a Sibling, other: &'a Sibling) -> Option<&'a str> {
    let past = ancestors(versions, other.dot);
    let base = ancestors(versions, one.dot).into_iter().filter(|dot| past.contains(dot)).max()?;
    if let Some(same) = [one, other].into_iter().find(|sibling| sibling.dot == base) {
        return same.value.as_str();
    }
    let version = versions.iter().find(|version| version.dot == base)?;
    version.draft.as_ref().map(|draft| draft.content.as_str())
}

/// An edit and those that it goes back to.
fn ancestors(versions: &[Version], dot: Dot) -> BTreeSet<Dot> {
    let mut all = BTreeSet::from([dot]);
    let mut at = dot;
    while let Some(base) = versions.iter().find(|version| version.dot == at).and_then(|version| version.base)
    {
        if !all.insert(base) {
            break;
        }
        at = base;
    }
    all
}
