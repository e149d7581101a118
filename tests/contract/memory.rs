use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;

use prompt_commons::format::MAX_FILE_BYTES;
use prompt_commons::phrase::Phrase;
use prompt_commons::ports::{Change, Folder, FolderError, Store, StoreError, Table, is_listed};

use crate::{FolderFixture, StoreFixture};

/// A [`Folder`] in memory. Clones share one folder, as two members' devices do.
#[derive(Clone, Debug, Default)]
pub struct MemoryFolder(Rc<Inside>);

#[derive(Debug, Default)]
struct Inside {
    files: RefCell<BTreeMap<String, Vec<u8>>>,
    failing: RefCell<HashMap<Call, VecDeque<FolderError>>>,
    writes: RefCell<Vec<String>>,
}

/// A call of [`Folder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// [`Folder::list`].
    List,
    /// [`Folder::read`].
    Read,
    /// [`Folder::write`].
    Write,
    /// [`Folder::remove`].
    Remove,
}

impl MemoryFolder {
    /// Returns a folder that holds one file.
    pub fn with(name: &str, bytes: &[u8]) -> Self {
        let folder = Self::default();
        folder.put(name, bytes);
        folder
    }

    /// Sets a file's bytes as another program would: whatever is there, and never failing.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        self.0.files.borrow_mut().insert(name.to_owned(), bytes.to_owned());
    }

    /// Deletes a file as another program would.
    pub fn delete(&self, name: &str) {
        self.0.files.borrow_mut().remove(name);
    }

    /// Returns a file's bytes, whether or not reads fail.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.0.files.borrow().get(name).cloned()
    }

    /// Returns all files by name, with what they hold.
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.files.borrow().clone()
    }

    /// Makes the next `times` calls of a kind fail, after those that are to fail already.
    pub fn fail(&self, call: Call, error: &FolderError, times: usize) {
        let mut failing = self.0.failing.borrow_mut();
        failing.entry(call).or_default().extend(std::iter::repeat_n(error.clone(), times));
    }

    /// Returns how often a file was written through [`Folder::write`].
    pub fn writes(&self) -> usize {
        self.0.writes.borrow().len()
    }

    /// Returns how often the file of this name was.
    pub fn writes_of(&self, name: &str) -> usize {
        self.0.writes.borrow().iter().filter(|written| *written == name).count()
    }

    fn try_call(&self, call: Call) -> Result<(), FolderError> {
        let error = self.0.failing.borrow_mut().get_mut(&call).and_then(VecDeque::pop_front);
        error.map_or(Ok(()), Err)
    }
}

fn check_name(name: &str) -> Result<(), FolderError> {
    let parts: Vec<&str> = name.split('/').collect();
    if parts.len() > 2 || parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
        return Err(FolderError::Other(Phrase::verbatim(&format!("“{name}” is no file's name"))));
    }
    Ok(())
}

impl Folder for MemoryFolder {
    async fn list(&self) -> Result<Vec<String>, FolderError> {
        self.try_call(Call::List)?;
        let files = self.0.files.borrow();
        Ok(files.keys().filter(|name| is_listed(name)).cloned().collect())
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, FolderError> {
        check_name(name)?;
        self.try_call(Call::Read)?;
        let bytes = self.bytes(name);
        match bytes.as_ref().map_or(0, |bytes| bytes.len() as u64) {
            size if size > MAX_FILE_BYTES => Err(FolderError::TooLarge(size)),
            _ => Ok(bytes),
        }
    }

    async fn write(&self, name: &str, bytes: &[u8], seen: Option<&[u8]>) -> Result<(), FolderError> {
        check_name(name)?;
        self.try_call(Call::Write)?;
        if self.bytes(name).as_deref() != seen {
            return Err(FolderError::Changed);
        }
        self.put(name, bytes);
        self.0.writes.borrow_mut().push(name.to_owned());
        Ok(())
    }

    async fn remove(&self, name: &str, seen: &[u8]) -> Result<(), FolderError> {
        check_name(name)?;
        self.try_call(Call::Remove)?;
        match self.bytes(name) {
            Some(now) if now != seen => return Err(FolderError::Changed),
            Some(_) => self.delete(name),
            None => {}
        }
        Ok(())
    }
}

/// A [`Store`] in memory. Clones share one store, as the surfaces of one device do.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Rc<Drawer>);

#[derive(Debug, Default)]
struct Drawer {
    texts: RefCell<BTreeMap<(Table, Key), String>>,
    failing: RefCell<VecDeque<StoreError>>,
}

/// A key in the order of its UTF-16 units.
type Key = Vec<u16>;

impl MemoryStore {
    /// Makes the next `times` calls of any kind fail; a commit that fails changes nothing.
    pub fn fail(&self, error: &StoreError, times: usize) {
        self.0.failing.borrow_mut().extend(std::iter::repeat_n(error.clone(), times));
    }

    fn try_call(&self) -> Result<(), StoreError> {
        self.0.failing.borrow_mut().pop_front().map_or(Ok(()), Err)
    }
}

impl Store for MemoryStore {
    async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        self.try_call()?;
        Ok(self.0.texts.borrow().get(&(table, units(key))).cloned())
    }

    async fn scan(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.try_call()?;
        let prefix = units(prefix);
        let texts = self.0.texts.borrow();
        let found = texts.iter().filter(|((of, key), _)| *of == table && key.starts_with(&prefix));
        Ok(found.map(|((_, key), text)| (String::from_utf16_lossy(key), text.clone())).collect())
    }

    async fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        self.try_call()?;
        let mut texts = self.0.texts.borrow_mut();
        for change in changes {
            match change {
                Change::Put(table, key, text) => texts.insert((*table, units(key)), text.clone()),
                Change::Delete(table, key) => texts.remove(&(*table, units(key))),
            };
        }
        Ok(())
    }
}

fn units(key: &str) -> Key {
    key.encode_utf16().collect()
}

/// Gives out a [`MemoryFolder`] a case.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryFolders;

impl FolderFixture for MemoryFolders {
    type Folder = MemoryFolder;

    async fn empty(&self) -> Result<MemoryFolder, String> {
        Ok(MemoryFolder::default())
    }
}

/// Gives out a [`MemoryStore`] a case.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryStores;

impl StoreFixture for MemoryStores {
    type Store = MemoryStore;

    async fn empty(&self) -> Result<MemoryStore, String> {
        Ok(MemoryStore::default())
    }

    async fn reopen(&self, store: MemoryStore) -> Result<MemoryStore, String> {
        Ok(store)
    }
}
