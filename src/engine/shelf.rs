use prompt_commons::model::LibraryId;
use prompt_commons::order::sorted;
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::shelf::Shelf;
use prompt_commons::sync::SyncState;

use crate::{Device, view};

/// Returns all libraries as the selector shows them: My Prompts first, then teams by name.
pub async fn shelves<D: Device>(device: &D) -> Result<Vec<Shelf>, StoreError> {
    let rows = device.store().scan(Table::Shelves, "").await?;
    // One of an older version is written anew at the library's next sync.
    let shelves = rows.iter().filter_map(|(_, text)| Shelf::from_text(text)).collect();
    Ok(sorted(shelves, |shelf: &Shelf| (usize::from(!shelf.personal), shelf.name.to_lowercase())))
}

/// Brings a library's shelf up to what its member sees, if it isn't.
pub(crate) async fn refresh<D: Device>(device: &D, id: &LibraryId) -> Result<(), StoreError> {
    // One after the other, each reading what is there then: the last one has seen every edit.
    device.exclusive(&format!("shelf:{id}"), update(device, id)).await
}

async fn update<D: Device>(device: &D, id: &LibraryId) -> Result<(), StoreError> {
    let view = view::load(device, id).await?;
    let offline = matches!(view.state(), SyncState::Offline { .. } | SyncState::NeedsPermission);
    let text = Shelf::of(&view.library, offline).to_text();
    if device.store().get(Table::Shelves, id.as_str()).await?.as_deref() == Some(text.as_str()) {
        return Ok(());
    }
    device.store().commit(&[Change::Put(Table::Shelves, id.to_string(), text)]).await
}
