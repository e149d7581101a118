//! What a surface says of the news of a library before anyone reads them one by one.

use prompt_commons::changes::{Changes, What};
use prompt_commons::command::Command;
use prompt_commons::model::{Email, Library, LibraryId};
use prompt_commons::stored;

use crate::{Device, EditError, Question, Unread, edit, news, undo, view};

/// The news of a library in two lines. Worked out where they are committed, so that showing them costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// How many there are.
    pub count: u32,
    /// The number of the newest.
    pub last: u64,
    /// Such as "Merged 3 changes from carol".
    pub headline: String,
    /// Such as "2 prompts added, 1 edited".
    pub deeds: String,
    /// Whether all of them can be taken back at once.
    pub undo: bool,
}

stored!(struct Told { count, last, headline, deeds, undo });

impl Told {
    pub(crate) fn of(list: &[Unread], library: &Library, me: &Email, conflicts: &[Question]) -> Self {
        let changes: Changes = list.iter().map(|one| one.change.clone()).collect();
        Self {
            count: u32::try_from(list.len()).unwrap_or(u32::MAX),
            last: list.last().map_or(0, |one| one.number),
            headline: headline(&changes),
            deeds: changes.deeds(),
            undo: commands(list, library, me, conflicts).is_ok(),
        }
    }
}

/// Why news could not be taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoError {
    /// One of them can't be.
    #[error("{0}")]
    Refused(String),
    /// The edit that would do it was not taken.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// Takes back all news up to the one of number `last`.
pub(crate) async fn undo_all<D: Device>(device: &D, id: &LibraryId, last: u64) -> Result<(), UndoError> {
    let view = view::load(device, id).await.map_err(EditError::from)?;
    let mut list = news::load(device, id).await.map_err(EditError::from)?;
    list.retain(|one| one.number <= last);
    let commands = commands(&list, &view.library, &view.record.email, &view.beside.conflicts);
    for command in commands.map_err(UndoError::Refused)? {
        edit::journal(device, id, command, Vec::new()).await?;
    }
    Ok(news::mark_read(device, id, last).await.map_err(EditError::from)?)
}

/// Returns what takes all of some news back, or says why not all of them can be.
fn commands(
    list: &[Unread],
    library: &Library,
    me: &Email,
    conflicts: &[Question],
) -> Result<Vec<Command>, String> {
    let asked = |one: &Unread| match &one.change.what {
        What::Prompt { id, .. } => conflicts.iter().any(|question| question.prompt == *id),
        _ => false,
    };
    let undo = |one: &Unread| {
        if asked(one) {
            // There is no way back but to decide.
            return Err("A decision is still open".to_owned());
        }
        undo::undo(library, me, one)
    };
    list.iter().map(undo).collect()
}

fn headline(changes: &Changes) -> String {
    let list = changes.list();
    let count = match list.len() {
        1 => "1 change".to_owned(),
        count => format!("{count} changes"),
    };
    let all_known = list.iter().all(|change| change.by.is_some());
    match changes.names() {
        Some(names) if all_known => format!("Merged {count} from {names}"),
        Some(names) => format!("Merged {count}, partly from {names}"),
        None => format!("Merged {count} made in the file itself"),
    }
}
