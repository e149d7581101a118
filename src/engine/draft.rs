//! What is written on this device only: in an editor and not saved yet, or as a private note.

use prompt_commons::model::{LibraryId, PromptId};
use prompt_commons::ports;
use prompt_commons::ports::{Change, Store, StoreError, Table};

use crate::Device;

fn key(id: &LibraryId, editor: &str) -> String {
    format!("{}{editor}", ports::prefix(id))
}

/// What the names of private notes start with.
const NOTE: &str = "note/";

/// Names the private note on a prompt, as an editor of which there is one.
pub(crate) fn note(prompt: &PromptId) -> String {
    format!("{NOTE}{prompt}")
}

/// Tells whether that is the name of a private note.
pub(crate) fn is_note(editor: &str) -> bool {
    editor.starts_with(NOTE)
}

pub(crate) async fn load<D: Device>(
    device: &D,
    id: &LibraryId,
    editor: &str,
) -> Result<Option<String>, StoreError> {
    device.store().get(Table::Drafts, &key(id, editor)).await
}

pub(crate) async fn keep<D: Device>(
    device: &D,
    id: &LibraryId,
    editor: &str,
    text: Option<String>,
) -> Result<(), StoreError> {
    device.store().commit(&[change(id, editor, text)]).await
}

/// Returns the change that keeps a draft, or forgets it.
pub(crate) fn change(id: &LibraryId, editor: &str, text: Option<String>) -> Change {
    match text {
        Some(text) => Change::Put(Table::Drafts, key(id, editor), text),
        None => Change::Delete(Table::Drafts, key(id, editor)),
    }
}
