//! Commands about sets, comments, projects, context blocks and tags.

use serde_json::Value;

use super::{CommandError, Field, Outcome, Seen, Stamp};
use crate::access::{Action, Target};
use crate::causal::rank;
use crate::format::MAX_TITLE_CHARS;
use crate::model::{DISPLAYED, Email, Item, ItemId, Kind, Library, PromptId, Rest};
use crate::order::sorted;

/// Returns what someone has to be allowed, to add something of a kind.
pub(super) fn adding(kind: Kind) -> Action {
    if kind == Kind::Comment { Action::Comment } else { Action::EditSet }
}

/// Returns what someone has to be allowed, to change something of a kind. What people say is theirs.
pub(super) fn editing(kind: Kind) -> Action {
    if kind == Kind::Comment { Action::DeleteComment } else { Action::EditSet }
}

/// Tells whose an item is from the point of view of `actor`.
pub(super) fn whose(library: &Library, kind: Kind, id: &ItemId, actor: &Email) -> Target {
    library.item(kind, id).map_or(Target::Own, |item| Target::of(item.created_by(), actor))
}

/// Gives an item fields, those that merge entry by entry in one order.
pub(super) fn fill(kind: Kind, fields: &mut Rest, new: &[Field]) -> Result<(), CommandError> {
    for Field { name, value } in new {
        if DISPLAYED.contains(&name.as_str()) || name.starts_with('#') || !kind.fits(name, value) {
            return Err(CommandError::NoField { kind: kind.word(), field: name.clone() });
        }
        match value {
            Value::Array(entries) if kind.lists().contains(&name.as_str()) => {
                fields.set(name, &list(entries.clone()));
            }
            value => fields.set(name, value),
        }
    }
    for field in kind.required() {
        let text = fields.get(field).and_then(Value::as_str).unwrap_or_default();
        if text.trim().is_empty() {
            return Err(CommandError::Nameless(kind.needs(field)));
        }
        if *field == "name" && text.chars().count() > MAX_TITLE_CHARS {
            return Err(CommandError::TooLong(kind.needs(field)));
        }
    }
    Ok(())
}

/// Brings a list of texts into the one form that it has: each once, in their order as texts; none where it is empty.
pub(crate) fn list(entries: Vec<Value>) -> Value {
    let mut entries = sorted(entries, |entry| (0, entry.as_str().unwrap_or_default().to_owned()));
    entries.dedup();
    if entries.is_empty() { Value::Null } else { Value::Array(entries) }
}

impl Kind {
    /// Returns the id of what a person calls one of the fields that have to be filled in.
    fn needs(self, field: &str) -> &'static str {
        match (self, field) {
            (Self::Set, _) => "needed-set-name",
            (Self::Project, _) => "needed-project-name",
            (Self::Block, "name") => "needed-block-name",
            (Self::Comment, "promptId") => "needed-comment-prompt",
            (Self::Comment | Self::Block, _) => "needed-text",
        }
    }
}

pub(super) fn add(
    library: &mut Library,
    kind: Kind,
    id: &ItemId,
    fields: &[Field],
    stamp: &Stamp,
) -> Result<Outcome, CommandError> {
    if library.item(kind, id).is_some() {
        return Ok(Outcome::Nothing);
    }
    let mut rest = Rest::default();
    fill(kind, &mut rest, fields)?;
    let at = library.items.partition_point(|item| item.kind <= kind);
    let item = Item {
        kind,
        id: id.clone(),
        fields: rest,
        created_by: Some(stamp.actor.clone()),
        created_at: Some(stamp.at.clone()),
        modified_by: Some(stamp.actor.clone()),
        modified_at: Some(stamp.at.clone()),
        marks: crate::causal::Marks::default(),
    };
    library.items.insert(at, item);
    Ok(Outcome::Done)
}

pub(super) fn edit(
    library: &mut Library,
    kind: Kind,
    id: &ItemId,
    fields: &[Field],
    stamp: &Stamp,
) -> Result<Outcome, CommandError> {
    let Some(item) = library.items.iter_mut().find(|item| item.kind == kind && item.id == *id) else {
        return Ok(Outcome::Nothing);
    };
    let mut new = item.fields.clone();
    fill(kind, &mut new, fields)?;
    if new == item.fields {
        return Ok(Outcome::Nothing);
    }
    item.fields = new;
    item.modified_by = Some(stamp.actor.clone());
    item.modified_at = Some(stamp.at.clone());
    Ok(Outcome::Done)
}

pub(super) fn delete(library: &mut Library, kind: Kind, id: &ItemId, seen: &Seen) -> Outcome {
    let Some(at) = library.items.iter().position(|item| item.kind == kind && item.id == *id) else {
        return Outcome::Nothing;
    };
    if library.items.get(at).is_some_and(|item| !seen.covers(&Seen::item(library, item))) {
        return Outcome::Spared;
    }
    library.items.remove(at);
    Outcome::Done
}

pub(super) fn put_in_set(
    library: &mut Library,
    set: &ItemId,
    prompt: &PromptId,
    before: Option<&PromptId>,
) -> Outcome {
    if library.item(Kind::Set, set).is_none() {
        return Outcome::Nothing;
    }
    let others: Vec<&str> = {
        let all = library.in_set(set);
        let at = all.iter().position(|other| Some(&other.id) == before).unwrap_or(all.len());
        let is_there = all.iter().position(|other| other.id == *prompt);
        if is_there.is_some_and(|there| there == at || there + 1 == at) {
            return Outcome::Nothing;
        }
        let place = |at: Option<usize>| at.and_then(|at| all.get(at)?.place_in(set));
        let last = (0..at).rev().find(|at| is_there != Some(*at));
        [place(last), place(Some(at))].into_iter().map(Option::unwrap_or_default).collect()
    };
    let [last, next] = others.as_slice() else { return Outcome::Nothing };
    let next = (!next.is_empty()).then_some(*next);
    // Where there is no room between two, it goes behind the first: ties are in the order of the prompts' ids.
    let place = rank::between(last, next).unwrap_or_else(|| format!("{last}i"));
    let Some(prompt) = library.prompts.find_mut(prompt) else { return Outcome::Nothing };
    prompt.sets.retain(|(id, _)| id != set);
    let at = prompt.sets.partition_point(|(id, _)| id < set);
    prompt.sets.insert(at, (set.clone(), place));
    Outcome::Done
}

pub(super) fn take_from_set(library: &mut Library, set: &ItemId, prompt: &PromptId) -> Outcome {
    let Some(prompt) = library.prompts.find_mut(prompt) else { return Outcome::Nothing };
    let before = prompt.sets.len();
    prompt.sets.retain(|(id, _)| id != set);
    if prompt.sets.len() == before { Outcome::Nothing } else { Outcome::Done }
}

pub(super) fn rename_tag(library: &mut Library, from: &str, to: &str) -> Outcome {
    let mut outcome = Outcome::Nothing;
    let having = library.prompts.iter_mut().filter(|prompt| prompt.draft.tags.iter().any(|tag| tag == from));
    for prompt in having.filter(|_| from != to) {
        let tags = prompt.draft.tags.iter().map(|tag| if tag == from { to.to_owned() } else { tag.clone() });
        prompt.draft.tags = tags_of(tags.collect());
        outcome = Outcome::Done;
    }
    outcome
}

/// Brings tags into the one form that they have: without space around them, each once, in their order as texts.
pub fn tags_of(tags: Vec<String>) -> Vec<String> {
    let tags = tags.into_iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
    let mut tags = sorted(tags, |tag: &String| (0, tag.clone()));
    tags.dedup();
    tags
}
