// The futures of a browser's promises belong to one thread; a `Send` bound would rule them out.
#![allow(async_fn_in_trait)]

use prompt_commons::model::LibraryId;
use prompt_commons::ports::{Clock, Folder, FolderError, Ids, Store};

/// The device this runs on: storage, folders, time, and the other surfaces open on it.
pub trait Device {
    /// Where records, snapshots and outboxes are.
    type Store: Store;
    /// A team's folder.
    type Folder: Folder;
    /// What permission to a folder is kept as.
    type Handle;

    /// Returns the store.
    fn store(&self) -> &Self::Store;

    /// Returns the clock.
    fn clock(&self) -> &impl Clock;

    /// Returns what mints ids.
    fn ids(&self) -> &impl Ids;

    /// Opens a folder by its handle, without asking for permission.
    fn open(&self, handle: &Self::Handle) -> Self::Folder;

    /// Returns the folder of a library by the handle that was kept.
    async fn folder(&self, library: &LibraryId) -> Result<Self::Folder, FolderError>;

    /// Keeps a library's handle, or forgets it.
    async fn keep(&self, library: &LibraryId, handle: Option<&Self::Handle>) -> Result<(), FolderError>;

    /// Returns after about that many milliseconds.
    async fn wait(&self, millis: u32);

    /// Runs `work` while no other surface on this device runs any under the same name.
    async fn exclusive<T>(&self, name: &str, work: impl Future<Output = T>) -> T;

    /// Tells the other surfaces that a library changed on this device.
    fn announce(&self, library: &LibraryId);

    /// Tells all surfaces how far a sync of a large library is, in per cent; `None`: it is over.
    fn tell(&self, library: &LibraryId, percent: Option<u8>);
}
