use serde_json::Value;

use super::What;
use crate::causal::conflict::{self, Conflict};
use crate::command::{Command, Field, Seen};
use crate::model::{CategoryId, Item, ItemId, Kind, Library, Prompt, PromptId};

/// Returns the commands that make of one thing, as `from` has it, what it is in `to`: those that someone would have
/// given to change it so, or, the other way round, those that take the change back. None where none can, as for a
/// change of owner, which two people agree on, or where both have the same.
pub fn toward(from: &Library, to: &Library, what: &What) -> Vec<Command> {
    let one = match what {
        What::Prompt { id, .. } => return prompt(from, to, id),
        What::Category { id, .. } => category(from, to, id),
        What::Item { kind, id, .. } => item(from, to, *kind, id),
        What::Member { email, .. } => {
            let email = email.clone();
            Some(match to.members.role(&email) {
                Some(role) => Command::SetMember { email, role },
                None => Command::RemoveMember { email },
            })
        }
        What::Owner { .. } => None,
        What::Name { .. } => Some(Command::RenameLibrary { name: to.name().to_owned() }),
    };
    one.into_iter().collect()
}

/// Puts a prompt that is in both into the sets where `to` has it, and takes it from the others.
fn sets(from: &Library, to: &Library, id: &PromptId) -> Vec<Command> {
    let (Some(old), Some(new)) = (from.prompt(id), to.prompt(id)) else { return Vec::new() };
    let is_in = |prompt: &Prompt, set: &ItemId| prompt.sets.iter().any(|(other, _)| other == set);
    let gone = old.sets.iter().filter(|(set, _)| !is_in(new, set));
    let gone = gone.map(|(set, _)| Command::TakeFromSet { set: set.clone(), prompt: id.clone() });
    let come = new.sets.iter().filter(|(set, _)| !is_in(old, set));
    let come = come.map(|(set, _)| Command::PutInSet { set: set.clone(), prompt: id.clone(), before: None });
    gone.chain(come).collect()
}

fn prompt(from: &Library, to: &Library, id: &PromptId) -> Vec<Command> {
    let sets = sets(from, to, id);
    let id = id.clone();
    let one = match (from.prompt(&id), to.prompt(&id)) {
        (None, Some(_)) if from.causality.dead.prompts.contains_key(id.as_str()) => {
            Some(Command::RestorePrompt { id })
        }
        (None, Some(new)) => Some(Command::add(id, new.draft.clone())),
        (Some(old), None) => {
            let beside = conflict::of_prompt(from, old).iter().flat_map(Conflict::beside).collect();
            Some(Command::DeletePrompt { id, seen: old.draft.clone(), beside })
        }
        (Some(old), Some(new)) if old.draft != new.draft => {
            Some(Command::EditPrompt { id, seen: old.draft.clone(), draft: new.draft.clone() })
        }
        (Some(_), Some(_)) if sets.is_empty() => {
            let rest = to.prompts.place(&id).and_then(|at| to.prompts.get(at..));
            let is_there = |next: &PromptId| from.prompt(next).is_some();
            let before = behind(rest.unwrap_or_default(), |prompt| &prompt.id, &id, is_there);
            Some(Command::MovePrompt { id, before })
        }
        _ => None,
    };
    one.into_iter().chain(sets).collect()
}

fn category(from: &Library, to: &Library, id: &CategoryId) -> Option<Command> {
    let id = id.clone();
    match (from.category(&id), to.category(&id)) {
        (None, Some(new)) => {
            let (name, color, icon) = (new.name.clone(), new.color.clone(), new.icon.clone());
            Some(Command::AddCategory { id, name, color, icon })
        }
        (Some(old), None) => {
            Some(Command::DeleteCategory { id, seen: Seen::category(from, old), prompts_to: None })
        }
        (Some(old), Some(new))
            if (&old.name, &old.color, &old.icon) != (&new.name, &new.color, &new.icon) =>
        {
            let optional = |text: &Option<String>| text.clone().map_or(Value::Null, Value::String);
            let fields = [
                ("name", Value::String(old.name.clone()), Value::String(new.name.clone())),
                ("color", optional(&old.color), optional(&new.color)),
                ("icon", optional(&old.icon), optional(&new.icon)),
            ];
            let fields = fields.into_iter().filter(|(_, old, new)| old != new);
            let fields = fields.map(|(name, _, value)| Field { name: name.to_owned(), value });
            Some(Command::EditCategory { id, fields: fields.collect() })
        }
        (Some(_), Some(_)) => {
            let is_there = |next: &CategoryId| from.category(next).is_some();
            let before = behind(&to.categories, |category| &category.id, &id, is_there);
            Some(Command::MoveCategory { id, before })
        }
        (None, None) => None,
    }
}

fn item(from: &Library, to: &Library, kind: Kind, id: &ItemId) -> Option<Command> {
    let of = |library: &Library| library.items(kind).find(|item| item.id == *id).cloned();
    let id = id.clone();
    match (of(from), of(to)) {
        (None, Some(new)) => Some(Command::AddItem { kind, id, fields: fields(&new, None) }),
        (Some(old), None) => Some(Command::DeleteItem { kind, id, seen: Seen::item(from, &old) }),
        (Some(old), Some(new)) if old.fields != new.fields => {
            Some(Command::EditItem { kind, id, fields: fields(&new, Some(&old)) })
        }
        (Some(_), Some(_)) => {
            let is_there = |next: &ItemId| from.items(kind).any(|item| item.id == *next);
            let before = behind(to.items(kind), |item| &item.id, &id, is_there);
            Some(Command::MoveItem { kind, id, before })
        }
        (None, None) => None,
    }
}

/// Returns the next one behind `id` in a list that is there in the other library, too.
fn behind<'a, T: 'a, Id: PartialEq + Clone + 'a>(
    list: impl IntoIterator<Item = &'a T>,
    id_of: impl Fn(&'a T) -> &'a Id,
    id: &Id,
    is_there: impl Fn(&Id) -> bool,
) -> Option<Id> {
    let ids = list.into_iter().map(id_of);
    ids.skip_while(|other| *other != id).skip(1).find(|next| is_there(next)).cloned()
}

/// Returns the fields that `new` has otherwise than `old`, those that it lacks as null.
fn fields(new: &Item, old: Option<&Item>) -> Vec<Field> {
    let had = |name: &str| old.and_then(|old| old.fields.get(name));
    let has = new.fields.fields().filter(|(name, value)| had(name) != Some(*value));
    let mut fields: Vec<Field> =
        has.map(|(name, value)| Field { name: name.to_owned(), value: value.clone() }).collect();
    let lost = old.into_iter().flat_map(|old| old.fields.fields());
    fields.extend(
        lost.filter(|(name, _)| new.fields.get(name).is_none())
            .map(|(name, _)| Field { name: name.to_owned(), value: Value::Null }),
    );
    fields
}
