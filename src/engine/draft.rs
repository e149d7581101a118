//! What is written on this device only: in an editor and not saved yet, or as a private note.

use prompt_commons::model::{LibraryId, PromptId};
use prompt_commons::ports::{Change, Store, StoreError, Table};

use crate::{Device, view};

fn key(id: &LibraryId, editor: &str) -> String {
    format!("{}{editor}", view::prefix(id))
}

/// Names the private note on a prompt, as an editor of which there is one.
pub(crate) fn note(prompt: &PromptId) -> String {
    format!("note/{prompt}")
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

/// Returns the changes that forget all drafts of a library.
pub(crate) async fn forget_all<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Change>, StoreError> {
    let rows = device.store().scan(Table::Drafts, &view::prefix(id)).await?;
    Ok(rows.into_iter().map(|(key, _)| Change::Delete(Table::Drafts, key)).collect())
}
