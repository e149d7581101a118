//! Deleting a library for everyone: its file becomes a backup beside it, and nothing of it is lost.

use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::format::open;
use prompt_commons::model::LibraryId;
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say};
use prompt_commons::ports::{Clock, Folder, FolderError, StoreError};
use prompt_commons::sync::{SyncState, backup_name};

use crate::{Device, Place, SetupError, setup, sync, view};

/// Why a library was not deleted. Its file stands where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteError {
    /// Only its owner may.
    Denied(Denied),
    /// Edits of this device are not in the file, or the file was not reached.
    NotInFolder,
    /// The file was picked without its folder, so there is no place for a backup.
    NoFolder,
    /// The folder refused.
    Folder(FolderError),
    /// This device's storage refused.
    Store(StoreError),
    /// The file is set aside, and this device could not forget the library.
    Forget(SetupError),
}

impl Say for DeleteError {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Denied(denied) => denied.phrase(),
            Self::NotInFolder => phrase!("delete-not-in-folder"),
            Self::NoFolder => phrase!("delete-no-folder"),
            Self::Folder(error) => error.phrase(),
            Self::Store(error) => error.phrase(),
            Self::Forget(error) => error.phrase(),
        }
    }
}

impl From<FolderError> for DeleteError {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

impl From<StoreError> for DeleteError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<SetupError> for DeleteError {
    fn from(error: SetupError) -> Self {
        Self::Forget(error)
    }
}

/// Deletes a library: its file goes to a dated backup beside it, and this device forgets it. Returns the backup's name.
///
/// Whoever else has it keeps what their device knows, and finds no file any more.
pub(crate) async fn delete_team<D: Device>(device: &D, id: &LibraryId) -> Result<String, DeleteError> {
    // What others wrote last belongs into the backup, and decides who the owner is.
    let state = sync::run(device, id, sync::Decided::Open).await?;
    let view = view::load(device, id).await?;
    view.can(Action::DeleteLibrary, Target::Library).map_err(DeleteError::Denied)?;
    let Place::Folder { file, .. } = &view.record.place else { return Err(DeleteError::NoFolder) };
    if state != SyncState::InFolder || view.beside.unsaved > 0 {
        return Err(DeleteError::NotInFolder);
    }
    let backup = device.exclusive(&sync::lock(id), set_aside(device, id, file)).await?;
    device.announce(id);
    Ok(backup)
}

async fn set_aside<D: Device>(device: &D, id: &LibraryId, file: &str) -> Result<String, DeleteError> {
    let folder = device.folder(id).await?;
    let bytes = folder.read(file).await?.ok_or(DeleteError::NotInFolder)?;
    // Another one may stand there by now.
    if open(&bytes).is_ok_and(|library| library.id() != id) {
        return Err(DeleteError::NotInFolder);
    }
    let backup = backup_name(file, device.clock().now().date(), &bytes);
    match folder.write(&backup, &bytes, None).await {
        // It was set aside before, and the browser ended then.
        Err(FolderError::Changed) => {}
        other => other?,
    }
    if folder.read(&backup).await?.as_deref() != Some(bytes.as_slice()) {
        return Err(FolderError::Changed.into());
    }
    folder.remove(file, &bytes).await?;
    setup::forget(device, id).await?;
    Ok(backup)
}
