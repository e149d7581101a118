//! How something that others changed is taken back: by an edit like any other.

use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::changes::{Deed, What};
use prompt_commons::command::Command;
use prompt_commons::model::{Email, Library, Prompt, PromptId};

use crate::{Unread, view};

/// Returns what takes a piece of news back, or says why this member can't. `now`: the prompt that it is about, as it is.
pub(crate) fn undo(
    library: &Library,
    now: Option<&Prompt>,
    me: &Email,
    one: &Unread,
) -> Result<Command, String> {
    let may =
        |action, target| view::may(library, me, action, target).map_err(|denied: Denied| denied.to_string());
    match &one.change.what {
        What::Prompt { id, deed, .. } => prompt(library, now, me, one, (id, *deed)),
        What::Member { email, before, after } if library.members().role(email) == *after => {
            may(Action::ManageMembers, Target::Library)?;
            let email = email.clone();
            Ok(match before {
                Some(role) => Command::SetMember { email, role: *role },
                None => Command::RemoveMember { email },
            })
        }
        What::Name { before, after } if library.name() == after => {
            may(Action::RenameLibrary, Target::Library)?;
            Ok(Command::RenameLibrary { name: before.clone() })
        }
        What::Member { .. } | What::Name { .. } => Err(changed_again()),
        _ => Err(not_here()),
    }
}

fn prompt(
    library: &Library,
    now: Option<&Prompt>,
    me: &Email,
    one: &Unread,
    (id, deed): (&PromptId, Deed),
) -> Result<Command, String> {
    let may =
        |action, target| view::may(library, me, action, target).map_err(|denied: Denied| denied.to_string());
    match (deed, now, &one.before, &one.after) {
        (Deed::Added, Some(now), _, Some(after)) if now.draft() == after => {
            may(Action::DeletePrompt, Target::prompt(now, me))?;
            Ok(Command::DeletePrompt { id: id.clone(), seen: after.clone(), beside: Vec::new() })
        }
        (Deed::Edited, Some(now), Some(before), Some(after)) if now.draft() == after && before != after => {
            may(Action::EditPrompt, Target::Library)?;
            Ok(Command::EditPrompt { id: id.clone(), seen: after.clone(), draft: before.clone() })
        }
        (Deed::Deleted, None, _, _) if one.change.at.is_some() => {
            may(Action::AddPrompt, Target::Library)?;
            Ok(Command::RestorePrompt { id: id.clone() })
        }
        (Deed::Added | Deed::Edited, _, _, Some(after)) if now.is_none_or(|now| now.draft() != after) => {
            Err(changed_again())
        }
        _ => Err(not_here()),
    }
}

fn changed_again() -> String {
    "It was changed again since".to_owned()
}

fn not_here() -> String {
    "This can't be undone here".to_owned()
}
