use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures::executor::block_on;
use prompt_commons::model::{Email, LibraryId, Timestamp};
use prompt_commons::ports::{Clock, FolderError, Ids};
use prompt_commons_contract::{MemoryFolder, MemoryStore};
use prompt_commons_engine::{Device, Place, inspect, join_team};
use uuid::Uuid;

/// A device in memory. Its handles are folders; clones are surfaces of the same device.
#[derive(Clone, Default)]
pub(crate) struct MemoryDevice {
    pub(crate) store: MemoryStore,
    pub(crate) waited: Rc<Cell<u32>>,
    pub(crate) announced: Rc<Cell<usize>>,
    pub(crate) told: Rc<RefCell<Vec<Option<u8>>>>,
    pub(crate) permitted: Rc<Cell<bool>>,
    handles: Rc<RefCell<HashMap<LibraryId, MemoryFolder>>>,
    ids: Counting,
}

impl MemoryDevice {
    /// A device of its own; `number` keeps its ids apart from another's.
    pub(crate) fn new(number: u64) -> Self {
        let ids = Counting(Rc::new(Cell::new(number << 32)));
        Self { permitted: Rc::new(Cell::new(true)), ids, ..Self::default() }
    }
}

/// The name of the team's file.
pub(crate) const FILE: &str = "team-prompts.json";

/// A device of `who`, who has joined the sample's team in `folder`.
pub(crate) fn member(number: u64, who: &str, folder: &MemoryFolder) -> (MemoryDevice, LibraryId) {
    let device = MemoryDevice::new(number);
    let found = block_on(inspect(folder)).unwrap().remove(0);
    let place = Place::Folder { folder: "Team".to_owned(), file: FILE.to_owned() };
    let id = block_on(join_team(&device, &found, Email::parse(who).unwrap(), folder, place)).unwrap();
    (device, id)
}

#[derive(Clone, Default)]
struct Counting(Rc<Cell<u64>>);

impl Ids for Counting {
    fn mint(&self) -> Uuid {
        self.0.set(self.0.get() + 1);
        Uuid::from_u64_pair(0x4000, 0x8000_0000_0000_0000 | self.0.get())
    }
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::parse("2026-01-01T12:00:00Z").unwrap()
    }
}

impl Device for MemoryDevice {
    type Store = MemoryStore;
    type Folder = MemoryFolder;
    type Handle = MemoryFolder;

    fn store(&self) -> &MemoryStore {
        &self.store
    }

    fn clock(&self) -> &impl Clock {
        &Noon
    }

    fn ids(&self) -> &impl Ids {
        &self.ids
    }

    fn open(&self, handle: &MemoryFolder) -> MemoryFolder {
        handle.clone()
    }

    async fn folder(&self, library: &LibraryId) -> Result<MemoryFolder, FolderError> {
        if !self.permitted.get() {
            return Err(FolderError::NoPermission);
        }
        self.handles.borrow().get(library).cloned().ok_or(FolderError::FolderGone)
    }

    async fn keep(&self, library: &LibraryId, handle: Option<&MemoryFolder>) -> Result<(), FolderError> {
        let mut handles = self.handles.borrow_mut();
        match handle {
            Some(handle) => handles.insert(library.clone(), handle.clone()),
            None => handles.remove(library),
        };
        Ok(())
    }

    async fn wait(&self, millis: u32) {
        self.waited.set(self.waited.get() + millis);
    }

    async fn exclusive<T>(&self, _name: &str, work: impl Future<Output = T>) -> T {
        work.await
    }

    fn announce(&self, _library: &LibraryId) {
        self.announced.set(self.announced.get() + 1);
    }

    fn tell(&self, _library: &LibraryId, percent: Option<u8>) {
        self.told.borrow_mut().push(percent);
    }
}
