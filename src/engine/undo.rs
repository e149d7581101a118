//! How something that others changed is taken back: by an edit like any other.

use prompt_commons::changes::What;
use prompt_commons::command::{Command, Field, Seen};
use prompt_commons::model::{Email, Library};
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say as _};
use serde_json::Value;

use crate::news::Shown;
use crate::{Unread, view};

/// Returns what takes a piece of news back, or says why this member can't.
pub(crate) fn undo(library: &Library, me: &Email, one: &Unread) -> Result<Command, Phrase> {
    let command = command(one).filter(|_| one.whole);
    let command = command.ok_or_else(|| phrase!("undo-not-here"))?;
    if Shown::of(library, &one.change.what) != one.after {
        return Err(phrase!("undo-changed"));
    }
    view::may(library, me, command.action(), command.target(library, me))
        .map_err(|denied| denied.phrase())?;
    Ok(command)
}

fn command(one: &Unread) -> Option<Command> {
    if one.back.is_some() {
        return one.back.clone();
    }
    Some(match (&one.change.what, &one.before, &one.after) {
        (What::Prompt { id, .. }, None, Some(Shown::Prompt { draft })) => {
            Command::DeletePrompt { id: id.clone(), seen: draft.clone(), beside: Vec::new() }
        }
        (What::Prompt { id, .. }, Some(Shown::Prompt { draft }), Some(Shown::Prompt { draft: seen })) => {
            Command::EditPrompt { id: id.clone(), seen: seen.clone(), draft: draft.clone() }
        }
        (What::Prompt { id, .. }, Some(_), None) => Command::RestorePrompt { id: id.clone() },
        (What::Category { id, .. }, Some(Shown::Fields { fields }), Some(Shown::Fields { fields: now })) => {
            Command::EditCategory { id: id.clone(), fields: back(fields, now) }
        }
        (What::Item { kind, id, .. }, None, Some(Shown::Fields { fields })) => {
            let seen = Seen { fields: fields.clone(), beside: Vec::new() };
            Command::DeleteItem { kind: *kind, id: id.clone(), seen }
        }
        (
            What::Item { kind, id, .. },
            Some(Shown::Fields { fields }),
            Some(Shown::Fields { fields: now }),
        ) => Command::EditItem { kind: *kind, id: id.clone(), fields: back(fields, now) },
        (What::Member { email, before: Some(role), .. }, ..) => {
            Command::SetMember { email: email.clone(), role: *role }
        }
        (What::Member { email, before: None, .. }, ..) => Command::RemoveMember { email: email.clone() },
        (What::Name { before, .. }, ..) => Command::RenameLibrary { name: before.clone() },
        _ => return None,
    })
}

/// Returns what the fields that changed have to become, to be as they were.
fn back(before: &[Field], now: &[Field]) -> Vec<Field> {
    let is_same = |one: &Field, others: &[Field]| others.contains(one);
    let named = |one: &Field, others: &[Field]| others.iter().any(|other| other.name == one.name);
    let changed = before.iter().filter(|one| !is_same(one, now)).cloned();
    let new = now.iter().filter(|one| !named(one, before));
    changed.chain(new.map(|one| Field { name: one.name.clone(), value: Value::Null })).collect()
}
