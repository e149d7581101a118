//! How something that others changed is taken back: by edits like any other.

use std::collections::HashMap;

use prompt_commons::command::Command;
use prompt_commons::model::{Email, Library, Prompt, PromptId};

use crate::news::Shown;
use crate::{Unread, view};

/// Returns what takes a piece of news back, in this order, or says why this member can't. `prompts`: those of the
/// library as it is.
pub(crate) fn undo(
    library: &Library,
    prompts: &HashMap<&PromptId, &Prompt>,
    me: &Email,
    one: &Unread,
) -> Result<Vec<Command>, String> {
    if one.undo.is_empty() {
        return Err("This can't be undone here".to_owned());
    }
    if Shown::of(library, prompts, &one.change.what) != one.after {
        return Err("It was changed again since".to_owned());
    }
    for command in &one.undo {
        view::may(library, me, command.action(), command.target(library, me))
            .map_err(|denied| denied.to_string())?;
    }
    Ok(one.undo.clone())
}
