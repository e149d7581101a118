use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use prompt_commons::ports::{BESIDE, Folder, FolderError};

use crate::device::Hurdles;

pub(crate) type Bytes = Rc<[u8]>;

/// The shared folder as it is on one machine.
#[derive(Debug, Default)]
pub(crate) struct Replica {
    pub(crate) files: BTreeMap<String, Local>,
    /// How often a client of the team, not the service, changed a file in it.
    pub(crate) writes: usize,
}

/// A file of a replica.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Local {
    /// What it holds; `None`: it isn't there.
    pub(crate) bytes: Option<Bytes>,
    /// What the service last took from here or put here.
    pub(crate) synced: Option<Bytes>,
    /// The revision that the service last put here, or accepted from here.
    pub(crate) revision: u32,
    /// It is here in part only, because the service isn't done with it.
    pub(crate) torn: bool,
}

impl Local {
    /// Tells whether somebody on this machine changed it since the service looked.
    pub(crate) fn is_changed(&self) -> bool {
        !self.torn && self.bytes != self.synced
    }
}

impl Replica {
    pub(crate) fn bytes(&self, name: &str) -> Option<&Bytes> {
        self.files.get(name)?.bytes.as_ref()
    }

    /// Sets a file as any program on this machine does.
    pub(crate) fn put(&mut self, name: &str, bytes: Bytes) {
        let local = self.files.entry(name.to_owned()).or_default();
        local.bytes = Some(bytes);
        local.torn = false;
    }

    /// Returns the names of the files that are there.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.files.iter().filter(|(_, local)| local.bytes.is_some()).map(|(name, _)| name)
    }
}

/// A replica as a client reaches it.
#[derive(Clone, Debug)]
pub(crate) struct SimFolder {
    pub(crate) replica: Rc<RefCell<Replica>>,
    pub(crate) hurdles: Rc<Hurdles>,
}

impl SimFolder {
    async fn reach(&self) -> Result<(), FolderError> {
        self.hurdles.pause().await;
        self.hurdles.folder_fails().map_or(Ok(()), Err)
    }
}

impl Folder for SimFolder {
    async fn list(&self) -> Result<Vec<String>, FolderError> {
        self.reach().await?;
        let listed = |name: &&String| name.split_once('/').is_none_or(|(folder, _)| folder.ends_with(BESIDE));
        let mut names: Vec<String> = self.replica.borrow().names().filter(listed).cloned().collect();
        if self.hurdles.lists_backwards {
            names.reverse();
        }
        Ok(names)
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, FolderError> {
        self.reach().await?;
        Ok(self.replica.borrow().bytes(name).map(|bytes| bytes.to_vec()))
    }

    async fn write(&self, name: &str, bytes: &[u8], seen: Option<&[u8]>) -> Result<(), FolderError> {
        self.reach().await?;
        if self.replica.borrow().bytes(name).map(|bytes| &**bytes) != seen {
            return Err(FolderError::Changed);
        }
        // Looking and replacing are two steps in a browser: what others put there between them is written over.
        self.hurdles.pause().await;
        let mut replica = self.replica.borrow_mut();
        replica.put(name, bytes.into());
        replica.writes += 1;
        Ok(())
    }

    async fn remove(&self, name: &str, seen: &[u8]) -> Result<(), FolderError> {
        self.reach().await?;
        match self.replica.borrow().bytes(name) {
            None => return Ok(()),
            Some(now) if **now != *seen => return Err(FolderError::Changed),
            Some(_) => {}
        }
        self.hurdles.pause().await;
        let mut replica = self.replica.borrow_mut();
        if let Some(local) = replica.files.get_mut(name) {
            local.bytes = None;
        }
        replica.writes += 1;
        Ok(())
    }
}
