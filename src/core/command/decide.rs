//! Deciding between values that met: who may, and what it makes of what a library shows.

use serde_json::Value;

use super::apply::{named, titled};
use super::describe::thing;
use super::prompts::{fit, rewrite};
use super::{CommandError, Field, Outcome, Stamp, items};
use crate::access::{Action, Target};
use crate::causal::conflict::Subject;
use crate::causal::record::{QUIET, Record};
use crate::model::{Email, Library};
use crate::phrase;
use crate::phrase::Phrase;

impl Subject {
    /// Returns what has to be allowed, to decide about it: what has to be for changing it.
    pub fn action(&self) -> Action {
        match self {
            Self::Library => Action::RenameLibrary,
            Self::Category { .. } => Action::ManageCategories,
            Self::Prompt { .. } => Action::EditPrompt,
            Self::Item { kind, .. } => items::editing(*kind),
        }
    }

    /// Tells whose it is from the point of view of `actor`.
    pub fn target(&self, library: &Library, actor: &Email) -> Target {
        match self {
            Self::Item { kind, id } => items::whose(library, *kind, id, actor),
            _ => Target::Library,
        }
    }
}

/// Gives a field a value, by the rules of every other edit. It is done even where the field shows that already: the
/// others go.
pub(super) fn decide(
    library: &mut Library,
    about: &Subject,
    field: &str,
    value: &Value,
    stamp: &Stamp,
) -> Result<Outcome, CommandError> {
    let text = value.as_str().unwrap_or_default();
    match about {
        Subject::Library if field == "name" => {
            named("needed-team-name", text)?.clone_into(&mut library.name);
        }
        Subject::Library => return Err(no_field("kind-team", field)),
        Subject::Category { id } => {
            let Some(category) = library.categories.iter_mut().find(|category| category.id == *id) else {
                return Ok(Outcome::Nothing);
            };
            match field {
                "name" => named("needed-category-name", text)?.clone_into(&mut category.name),
                _ => set(category, "kind-category", field, value)?,
            }
        }
        Subject::Prompt { id } => {
            if field == "title" {
                titled(text)?;
            }
            let Some(mut decided) = library.prompt(id).cloned() else { return Ok(Outcome::Nothing) };
            set(&mut decided, "kind-prompt", field, value)?;
            let draft = fit(library, decided.draft.clone());
            rewrite(&mut decided, draft, stamp);
            if let Some(prompt) = library.prompts.find_mut(id) {
                *prompt = decided;
            }
        }
        Subject::Item { kind, id } => {
            let Some(item) = library.items.iter_mut().find(|item| item.kind == *kind && item.id == *id)
            else {
                return Ok(Outcome::Nothing);
            };
            let decided = Field { name: field.to_owned(), value: value.clone() };
            items::fill(*kind, &mut item.fields.clone(), &[decided])?;
            set(item, kind.word(), field, value)?;
            item.modified_by = Some(stamp.actor.clone());
            item.modified_at = Some(stamp.at.clone());
        }
    }
    Ok(Outcome::Done)
}

/// Sets a field that is someone's to decide about.
fn set<R: Record>(
    record: &mut R,
    kind: &'static str,
    field: &str,
    value: &Value,
) -> Result<(), CommandError> {
    if field.starts_with(QUIET) || !record.set(field, value) {
        return Err(no_field(kind, field));
    }
    Ok(())
}

fn no_field(kind: &'static str, field: &str) -> CommandError {
    CommandError::NoField { kind, field: field.to_owned() }
}

/// Says what a decision does. What its author typed is quoted, unless [`Command::draft`](super::Command::draft) has it.
pub(super) fn describe(library: &Library, about: &Subject, value: &Value) -> Phrase {
    let kind = match about {
        Subject::Library => "kind-team",
        Subject::Category { .. } => "kind-category",
        Subject::Prompt { .. } => "kind-prompt",
        Subject::Item { kind, .. } => kind.word(),
    };
    let name = about.name(library);
    let what = thing(kind, name);
    match value.as_str() {
        Some(text) if name.is_none() || !matches!(about, Subject::Prompt { .. }) => {
            phrase!("edit-decide-on", text = text, what = &what)
        }
        _ => phrase!("edit-decide", what = &what),
    }
}
