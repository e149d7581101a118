//! What the core's users must offer of the outside world.
//!
//! Every implementation passes the one suite in `tests/contract`: in memory natively, the browser's in Chromium.

// The futures of a browser's promises belong to one thread; a `Send` bound would rule them out.
#![allow(async_fn_in_trait)]

use uuid::Uuid;

use crate::format::too_large;
use crate::model::{LibraryId, Timestamp};
use crate::phrase;
use crate::phrase::{Phrase, Say};

/// What the name of a folder beside a library's file ends with, in which each device keeps a file of its own.
pub const BESIDE: &str = ".d";

/// What the name of the folder ends with into which conflicted copies are moved.
pub const BACKUP: &str = ".backup";

/// What the browser's name of a file ends with while it is being written.
pub const SWAP: &str = ".crswap";

/// Tells whether [`Folder::list`] names a file: each of the folder itself, those of the devices, and what the browser left of
/// a backup that it was writing.
pub fn is_listed(name: &str) -> bool {
    name.split_once('/').is_none_or(|(folder, file)| {
        folder.ends_with(BESIDE) || (folder.ends_with(BACKUP) && file.ends_with(SWAP))
    })
}

/// A folder that a sync service shares, or the one file of it that was picked.
///
/// A file of a folder in it goes by that folder's name, a slash, and its own.
pub trait Folder {
    /// Lists the names of those files in it that [are listed](is_listed), in no order.
    async fn list(&self) -> Result<Vec<String>, FolderError>;

    /// Reads a whole file; `None` where there is none of that name.
    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, FolderError>;

    /// Replaces a file by `bytes` in one step: after a crash it holds the old bytes or the new ones.
    ///
    /// Does so only if the file still holds `seen` (`None`: there is no such file) at the last moment at which
    /// that can be looked at; else returns [`FolderError::Changed`] and writes nothing.
    async fn write(&self, name: &str, bytes: &[u8], seen: Option<&[u8]>) -> Result<(), FolderError>;

    /// Deletes a file, if it still holds `seen`; else returns [`FolderError::Changed`]. None of that name is fine.
    async fn remove(&self, name: &str, seen: &[u8]) -> Result<(), FolderError>;
}

/// Why a folder could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderError {
    /// The browser holds no permission (any more).
    NoPermission,
    /// The browser was told not to give it, and doesn't ask any more.
    Blocked,
    /// The folder was moved, renamed, deleted, or its drive is not there.
    FolderGone,
    /// Someone else wrote between the read and the write.
    Changed,
    /// The file or its folder is write-protected.
    ReadOnly,
    /// No space left.
    DiskFull,
    /// Locked by another program, or replaced while it was read.
    Busy,
    /// Larger than [`crate::format::MAX_FILE_BYTES`]; it was not read.
    TooLarge(u64),
    /// Anything else, mostly in the browser's words.
    Other(Phrase),
}

impl FolderError {
    /// Tells whether trying again in a moment may work, without anyone doing anything.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Changed | Self::Busy | Self::Other(_))
    }
}

impl Say for FolderError {
    fn phrase(&self) -> Phrase {
        match self {
            Self::NoPermission => phrase!("folder-no-permission"),
            Self::Blocked => phrase!("folder-blocked"),
            Self::FolderGone => phrase!("folder-gone"),
            Self::Changed => phrase!("folder-changed"),
            Self::ReadOnly => phrase!("folder-read-only"),
            Self::DiskFull => phrase!("folder-disk-full"),
            Self::Busy => phrase!("folder-busy"),
            Self::TooLarge(bytes) => too_large(*bytes),
            Self::Other(reason) => phrase!("folder-failed", reason = reason),
        }
    }
}

/// A table of a [`Store`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// What is known of each library: its name, email, file and last state. Key: the library's id.
    Libraries,
    /// Each library's file as last read or written. Key: the library's id.
    Snapshots,
    /// Edits that are not in the file yet. Key: the length and the text of the library's id, and an order.
    Outbox,
    /// What has to be decided in each library: the conflicts of its snapshot. Key: the library's id.
    Conflicts,
    /// Each library as surfaces show it, with the outbox applied: [packed](crate::compact). Key: as the outbox's, with a piece's name
    /// for an order; the head has none.
    Views,
    /// What surfaces show beside it. Key: the library's id.
    Beside,
    /// Each library as the selector shows it ([`crate::shelf::Shelf`]). Key: as that of [`Self::Views`], with a part's number for an order.
    Shelves,
    /// What a search of each library is answered from ([`crate::search::Index`]). Key: the library's id.
    Indexes,
    /// What is written in open editors and not saved yet. Key: as the outbox's, with the editor's name for an order.
    Drafts,
    /// What others changed in each library and the person has not seen yet. Key: the library's id.
    News,
    /// What others changed in each library and their roles don't allow, until its owner decides. Key: the library's id.
    Breaches,
    /// What the person set for all libraries of this device. Key: the setting's name.
    Settings,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 12] = [
        Self::Libraries,
        Self::Snapshots,
        Self::Outbox,
        Self::Conflicts,
        Self::Views,
        Self::Beside,
        Self::Shelves,
        Self::Indexes,
        Self::Drafts,
        Self::News,
        Self::Breaches,
        Self::Settings,
    ];

    /// Returns the table's name in a store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Libraries => "libraries",
            Self::Snapshots => "snapshots",
            Self::Outbox => "outbox",
            Self::Conflicts => "conflicts",
            Self::Views => "views",
            Self::Beside => "beside",
            Self::Shelves => "shelves",
            Self::Indexes => "indexes",
            Self::Drafts => "drafts",
            Self::News => "news",
            Self::Breaches => "breaches",
            Self::Settings => "settings",
        }
    }
}

/// Returns what the keys of a library's rows start with, in a table that has several of it. The length keeps "team" apart from
/// "team/x": ids of other writers may hold any character.
pub fn prefix(library: &LibraryId) -> String {
    format!("{}:{library}/", library.as_str().len())
}

/// One change to a [`Store`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Sets a key to a text.
    Put(Table, String, String),
    /// Removes a key; none there is fine.
    Delete(Table, String),
}

/// The device's own storage: tables of texts by key.
pub trait Store {
    /// Returns the text under a key.
    async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError>;

    /// Returns all keys that start with `prefix`, with their texts, in order of their keys' UTF-16 units.
    async fn scan(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError>;

    /// Makes all changes or none. When it returns, they survive a crash of the browser.
    async fn commit(&self, changes: &[Change]) -> Result<(), StoreError>;
}

/// The device's storage refused, mostly in the browser's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(pub Phrase);

impl Say for StoreError {
    fn phrase(&self) -> Phrase {
        phrase!("store-failed", reason = &self.0)
    }
}

/// Tells the time.
pub trait Clock {
    /// Returns the time now.
    fn now(&self) -> Timestamp;
}

/// Mints ids.
pub trait Ids {
    /// Returns a random UUID.
    fn mint(&self) -> Uuid;
}

/// Tells whether two files hold the same. As wasm, whole words are compared several times as fast as `==` compares bytes.
pub fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (words, rest) = one.as_chunks::<16>();
    let (others, other_rest) = other.as_chunks::<16>();
    words.len() == others.len() && rest == other_rest && words.iter().zip(others).all(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_the_same_if_all_their_bytes_are() {
        for length in [0, 1, 15, 16, 17, 48] {
            let file = vec![7; length];
            assert!(is_same(&file, &file.clone()));
            assert!(!is_same(&file, &[file.as_slice(), &[7]].concat()));
            for at in 0..length {
                let mut other = file.clone();
                other[at] = 8;
                assert!(!is_same(&file, &other), "{length} bytes, another one at {at}");
            }
        }
    }
}
