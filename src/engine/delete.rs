//! Deleting a library for everyone: its file becomes a backup beside it, and nothing of it is lost.

use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::format::open;
use prompt_commons::model::{Email, LibraryId, Timestamp};
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say};
use prompt_commons::ports::{Clock, Folder, FolderError, StoreError};
use prompt_commons::stored;
use prompt_commons::stored::Stored;
use prompt_commons::sync::{SyncState, backup_name, deletion_name};

use crate::{Device, Place, SetupError, leave, sync, view};

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

/// What stands in the folder of the backups for those who find no file any more.
struct Deletion {
    library: LibraryId,
    by: Email,
    at: Timestamp,
}

stored!(struct Deletion { library, by, at });

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
/// Whoever else has it keeps what their device knows, and is told who deleted it.
pub(crate) async fn delete_team<D: Device>(device: &D, id: &LibraryId) -> Result<String, DeleteError> {
    // What others wrote last belongs into the backup, and decides who the owner is.
    let state = sync::run(device, id, sync::Decided::Open).await?;
    let view = view::load(device, id, None).await?;
    view.can(Action::DeleteLibrary, Target::Library).map_err(DeleteError::Denied)?;
    let Place::Folder { file, .. } = &view.record.place else { return Err(DeleteError::NoFolder) };
    if state != SyncState::InFolder || view.beside.unsaved > 0 {
        return Err(DeleteError::NotInFolder);
    }
    let work = set_aside(device, id, file, &view.record.email);
    let backup = device.exclusive(&sync::lock(id), view::exclusive(device, id, work)).await?;
    device.announce(id);
    Ok(backup)
}

async fn set_aside<D: Device>(
    device: &D,
    id: &LibraryId,
    file: &str,
    by: &Email,
) -> Result<String, DeleteError> {
    // What was written since is in no backup.
    if !view::outbox(device, id).await?.is_empty() {
        return Err(DeleteError::NotInFolder);
    }
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
    let deletion = Deletion { library: id.clone(), by: by.clone(), at: device.clock().now() };
    let name = deletion_name(file);
    // An earlier library of this name may have been deleted, too.
    let seen = folder.read(&name).await?;
    folder.write(&name, deletion.to_text().as_bytes(), seen.as_deref()).await?;
    folder.remove(file, &bytes).await?;
    leave::forget(device, id).await?;
    Ok(backup)
}

/// Returns the state of a library whose file is not in its folder: it was deleted, or nobody knows where it is.
pub(crate) async fn state_of_missing<F: Folder>(folder: &F, id: &LibraryId, file: &str) -> SyncState {
    // A folder that can't be read says nothing.
    let bytes = folder.read(&deletion_name(file)).await.ok().flatten();
    let deletion = bytes.and_then(|bytes| Deletion::from_text(&String::from_utf8(bytes).ok()?));
    match deletion.filter(|deletion| deletion.library == *id) {
        Some(deletion) => SyncState::deleted(deletion.by.as_str()),
        None => SyncState::missing(),
    }
}
