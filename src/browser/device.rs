use prompt_commons::model::LibraryId;
use prompt_commons::phrase::Say as _;
use prompt_commons::ports::{Clock, FolderError, Ids, StoreError};
use prompt_commons_engine::Device;

use crate::{
    BrowserClock, BrowserFolder, Handle, IndexedStore, RandomIds, Watch, announcements, locks, observer,
    preferences,
};

/// This browser, as the engine sees it.
#[derive(Clone, Debug)]
pub struct Browser {
    store: IndexedStore,
}

impl Browser {
    /// Opens the device's storage.
    pub async fn open() -> Result<Self, StoreError> {
        Ok(Self { store: IndexedStore::open().await? })
    }

    /// Takes one of the seats of that name that nobody has, for as long as this page lives: `page`, `page 2`, and so on.
    pub async fn take_seat(&self, name: &str) -> String {
        // A page that is loaded anew waits for its own: the browser may be about to end the page before it. One that was
        // duplicated waits in vain.
        let own = preferences::seat();
        for _ in 0..own.as_ref().map_or(0, |_| PATIENCE) {
            if let Some(own) = own.clone().filter(|own| seats(name).any(|seat| seat == *own))
                && locks::take(&lock(&own)).await
            {
                return own;
            }
            crate::sleep(50).await;
        }
        for seat in seats(name) {
            if locks::take(&lock(&seat)).await {
                preferences::keep_seat(&seat);
                return seat;
            }
        }
        // Nobody works in so many tabs. They share one.
        name.to_owned()
    }

    /// Lists the seats of that name that nobody has at this moment.
    pub async fn empty_seats(&self, name: &str) -> Vec<String> {
        let mut empty = Vec::new();
        for seat in seats(name) {
            if locks::is_free(&lock(&seat)).await {
                empty.push(seat);
            }
        }
        empty
    }

    /// Asks for permission to a library's folder again. To be called from a click.
    pub async fn reconnect(&self, library: &LibraryId) -> Result<(), FolderError> {
        self.handle(library).await?.request().await
    }

    /// Calls `on` once after changes in a library's folder that come together; with true, if nothing will be heard any more.
    /// Changes are heard until what it returns is dropped. `None` where that can't be heard: no permission, or a browser without that ability.
    pub async fn watch(&self, library: &LibraryId, on: impl Fn(bool) + 'static) -> Option<Watch> {
        let handle = self.handle(library).await.ok()?;
        if handle.is_readable().await.ok()? { observer::watch(&handle, on).await } else { None }
    }

    /// Tells whether a library's folder can be read at this moment.
    pub async fn is_readable(&self, library: &LibraryId) -> bool {
        match self.handle(library).await {
            Ok(handle) => handle.is_readable().await.unwrap_or_default(),
            Err(_) => false,
        }
    }

    /// Tells whether any library's folder can.
    pub async fn can_read_any(&self) -> bool {
        for handle in self.store.handles().await.unwrap_or_default() {
            if handle.is_readable().await.unwrap_or_default() {
                return true;
            }
        }
        false
    }

    async fn handle(&self, library: &LibraryId) -> Result<Handle, FolderError> {
        let handle = self.store.handle(library).await.map_err(|error| FolderError::Other(error.phrase()))?;
        handle.ok_or(FolderError::FolderGone)
    }
}

/// Seats of one name. What stays in one whose page is gone is found by the next page that looks.
const SEATS: usize = 8;

/// Times that a page looks for its own seat.
const PATIENCE: usize = 10;

fn seats(name: &str) -> impl Iterator<Item = String> {
    (1..=SEATS).map(move |number| if number == 1 { name.to_owned() } else { format!("{name} {number}") })
}

fn lock(seat: &str) -> String {
    format!("seat:{seat}")
}

impl Device for Browser {
    type Store = IndexedStore;
    type Folder = BrowserFolder;
    type Handle = Handle;

    fn store(&self) -> &IndexedStore {
        &self.store
    }

    fn clock(&self) -> &impl Clock {
        &BrowserClock
    }

    fn ids(&self) -> &impl Ids {
        &RandomIds
    }

    fn open(&self, handle: &Handle) -> BrowserFolder {
        BrowserFolder::new(handle.clone())
    }

    async fn folder(&self, library: &LibraryId) -> Result<BrowserFolder, FolderError> {
        let handle = self.handle(library).await?;
        if handle.is_readable().await? {
            Ok(BrowserFolder::new(handle))
        } else {
            Err(FolderError::NoPermission)
        }
    }

    async fn keep(&self, library: &LibraryId, handle: Option<&Handle>) -> Result<(), FolderError> {
        self.store.keep(library, handle).await.map_err(|error| FolderError::Other(error.phrase()))
    }

    async fn wait(&self, millis: u32) {
        // A quarter either way, so that two devices that failed together don't try again together.
        let factor = 0.75 + js_sys::Math::random() / 2.0;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let millis = (f64::from(millis) * factor) as u32;
        crate::sleep(millis).await;
    }

    async fn exclusive<T>(&self, name: &str, work: impl Future<Output = T>) -> T {
        locks::exclusive(name, work).await
    }

    fn announce(&self, library: &LibraryId) {
        announcements::announce(library);
    }

    fn tell(&self, library: &LibraryId, percent: Option<u8>) {
        announcements::tell(library, percent);
    }
}
