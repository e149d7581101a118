use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use prompt_commons::model::{LibraryId, Timestamp};
use prompt_commons::ports::{Clock, FolderError, Ids};
use prompt_commons_engine::Device;
use uuid::Uuid;

use crate::folder::{Replica, SimFolder};
use crate::store::{SimStore, Texts};
use crate::task::Pause;

/// What may get into the way of a device's operations.
#[derive(Debug, Default)]
pub(crate) struct Hurdles {
    /// Nothing is in the way now: operations neither pause nor fail.
    pub(crate) calm: Cell<bool>,
    failing: RefCell<VecDeque<FolderError>>,
    full: Cell<bool>,
    pub(crate) lists_backwards: bool,
}

impl Hurdles {
    /// Lets the simulator stop here, unless all is calm.
    pub(crate) async fn pause(&self) {
        if !self.calm.get() {
            Pause::default().await;
        }
    }

    /// Makes the next calls to the folder fail.
    pub(crate) fn fail_folder(&self, error: &FolderError, times: usize) {
        self.failing.borrow_mut().extend(std::iter::repeat_n(error.clone(), times));
    }

    /// Makes the next call to the store fail.
    pub(crate) fn fail_store(&self) {
        self.full.set(true);
    }

    /// Takes all faults that are still to come away.
    pub(crate) fn clear(&self) {
        self.failing.borrow_mut().clear();
        self.full.set(false);
    }

    pub(crate) fn folder_fails(&self) -> Option<FolderError> {
        if self.calm.get() { None } else { self.failing.borrow_mut().pop_front() }
    }

    pub(crate) fn store_fails(&self) -> bool {
        !self.calm.get() && self.full.replace(false)
    }
}

/// A client's device. Clones are the same device.
#[derive(Clone, Debug)]
pub(crate) struct SimDevice(Rc<Inside>);

#[derive(Debug)]
struct Inside {
    hurdles: Rc<Hurdles>,
    store: SimStore,
    folder: SimFolder,
    clock: SimClock,
    ids: SimIds,
    locks: RefCell<BTreeSet<String>>,
    waits: Cell<bool>,
    connected: Cell<bool>,
}

impl SimDevice {
    /// Sets one up: `time` is the world's in milliseconds, `number` and `seed` make its ids its own.
    pub(crate) fn new(replica: Rc<RefCell<Replica>>, time: Rc<Cell<i64>>, number: usize, seed: u64) -> Self {
        let lists_backwards = number % 2 == 1;
        let hurdles = Rc::new(Hurdles { lists_backwards, ..Hurdles::default() });
        let ids = fastrand::Rng::with_seed(seed.wrapping_add(1 << 40).wrapping_mul(number as u64 * 2 + 1));
        Self(Rc::new(Inside {
            store: SimStore::new(Rc::clone(&hurdles)),
            folder: SimFolder { replica, hurdles: Rc::clone(&hurdles) },
            clock: SimClock { time, ahead: Cell::new(0) },
            ids: SimIds(RefCell::new(ids)),
            locks: RefCell::default(),
            waits: Cell::new(false),
            connected: Cell::new(false),
            hurdles,
        }))
    }

    pub(crate) fn hurdles(&self) -> &Hurdles {
        &self.0.hurdles
    }

    pub(crate) fn sim_store(&self) -> &SimStore {
        &self.0.store
    }

    /// Sets by how many milliseconds its clock is ahead of the world's.
    pub(crate) fn set_ahead(&self, millis: i64) {
        self.0.clock.ahead.set(millis);
    }

    /// Takes over what another device keeps, the library's included; the folder it reaches stays its own.
    pub(crate) fn restore(&self, texts: Texts) {
        self.0.store.restore(texts);
        self.0.connected.set(true);
    }

    /// Tells whether the last poll ended before a lock that another operation of this device holds.
    pub(crate) fn take_waits(&self) -> bool {
        self.0.waits.replace(false)
    }
}

#[derive(Debug)]
pub(crate) struct SimClock {
    time: Rc<Cell<i64>>,
    ahead: Cell<i64>,
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.time.get() + self.ahead.get())
    }
}

#[derive(Debug)]
pub(crate) struct SimIds(RefCell<fastrand::Rng>);

impl Ids for SimIds {
    fn mint(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.0.borrow_mut().u128(..).to_be_bytes()).into_uuid()
    }
}

/// A lock that is held, until it is dropped, be it by a crash.
struct Held<'a>(&'a RefCell<BTreeSet<String>>, &'a str);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().remove(self.1);
    }
}

impl Device for SimDevice {
    type Store = SimStore;
    type Folder = SimFolder;
    type Handle = ();

    fn store(&self) -> &SimStore {
        &self.0.store
    }

    fn clock(&self) -> &impl Clock {
        &self.0.clock
    }

    fn ids(&self) -> &impl Ids {
        &self.0.ids
    }

    fn open(&self, (): &()) -> SimFolder {
        self.0.folder.clone()
    }

    async fn folder(&self, _library: &LibraryId) -> Result<SimFolder, FolderError> {
        self.0.hurdles.pause().await;
        if self.0.connected.get() { Ok(self.0.folder.clone()) } else { Err(FolderError::FolderGone) }
    }

    async fn keep(&self, _library: &LibraryId, handle: Option<&()>) -> Result<(), FolderError> {
        self.0.hurdles.pause().await;
        self.0.connected.set(handle.is_some());
        Ok(())
    }

    async fn wait(&self, millis: u32) {
        self.0.hurdles.pause().await;
        self.0.clock.time.set(self.0.clock.time.get() + i64::from(millis));
    }

    async fn exclusive<T>(&self, name: &str, work: impl Future<Output = T>) -> T {
        poll_fn(|_| {
            if self.0.locks.borrow_mut().insert(name.to_owned()) {
                return Poll::Ready(());
            }
            self.0.waits.set(true);
            Poll::Pending
        })
        .await;
        let _held = Held(&self.0.locks, name);
        work.await
    }

    fn announce(&self, _library: &LibraryId) {}

    fn tell(&self, _library: &LibraryId, _percent: Option<u8>) {}
}
