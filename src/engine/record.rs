use prompt_commons::causal::conflict::conflicts;
use prompt_commons::causal::{self, Replica};
use prompt_commons::format::encode;
use prompt_commons::model::{Email, Library, LibraryId};
use prompt_commons::order::sorted;
use prompt_commons::phrase;
use prompt_commons::phrase::Phrase;
use prompt_commons::ports::{Change, Clock, Ids, Store, StoreError, Table};
use prompt_commons::search::fold;
use prompt_commons::stored;
use prompt_commons::stored::Stored;
use prompt_commons::sync::{Brake, SyncState};

use crate::Device;

/// What the device knows of a library besides its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Which library.
    pub id: LibraryId,
    /// Its name as last read.
    pub name: String,
    /// Who the person is in it.
    pub email: Email,
    /// Where its file is.
    pub place: Place,
    /// How the last sync ended.
    pub state: SyncState,
    /// The name under which this device writes.
    pub replica: Replica,
    /// What its file had seen when it was last looked at.
    pub seen: causal::Clock,
    /// Whether the snapshot holds edits of this device that the file was not seen to hold.
    pub waiting: bool,
    /// Copies beside the file that the snapshot holds, by the hash of their bytes; `None`: none.
    pub copies: Option<Vec<u64>>,
    /// What the file would take away at once, and is not taken over before someone has decided.
    pub brake: Option<Brake>,
    /// Bytes of its file as last read or written, if it has been since this is kept.
    pub size: Option<u64>,
    /// The colour that this person knows the team by: a name of the palette.
    pub color: Option<String>,
}

/// Where a library's file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// On this device only: My Prompts.
    Device,
    /// In a shared folder.
    Folder {
        /// The folder's own name; browsers don't tell its path.
        folder: String,
        /// The file's name in it.
        file: String,
    },
    /// A file that was picked by itself, without its folder.
    File {
        /// Its name.
        file: String,
    },
}

stored!(struct Record { id, name, email, place, state, replica, seen, waiting, copies, brake, size, color });

stored!(enum Place {
    "device" = Device,
    "folder" = Folder { folder, file },
    "file" = File { file },
});

impl Place {
    /// Returns the file's name; `None` for My Prompts.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Device => None,
            Self::Folder { file, .. } | Self::File { file } => Some(file),
        }
    }

    /// Returns it with another file of the same folder.
    pub(crate) fn with_file(self, file: String) -> Self {
        match self {
            Self::Folder { folder, .. } => Self::Folder { folder, file },
            other => other,
        }
    }
}

impl Record {
    /// Returns the record of My Prompts.
    pub(crate) fn personal() -> Self {
        Self {
            id: LibraryId::personal(),
            name: "My Prompts".to_owned(),
            email: Email::me(),
            place: Place::Device,
            state: SyncState::InFolder,
            replica: Replica::default(),
            seen: causal::Clock::default(),
            waiting: false,
            copies: None,
            brake: None,
            size: None,
            color: None,
        }
    }

    pub(crate) fn put(&self) -> Change {
        Change::Put(Table::Libraries, self.id.to_string(), self.to_text())
    }
}

/// Names the snapshot of a file that a newer version of this program wrote. It is only shown: what this device knew before
/// stays, as what it doesn't understand can't stand for that.
pub(crate) fn newer(id: &LibraryId) -> String {
    format!("{id}\0newer")
}

/// Returns what keeps a library as its file was read or is to be: the whole of it, and what has to be decided in it. `bytes`:
/// what it encodes to, where that is known already.
pub(crate) fn snapshot(library: &Library, bytes: Option<Vec<u8>>) -> Result<[Change; 2], StoreError> {
    let id = library.id().to_string();
    let text = String::from_utf8(bytes.unwrap_or_else(|| encode(library)))
        .map_err(|error| StoreError(Phrase::verbatim(&error.to_string())))?;
    let conflicts = conflicts(library).to_text();
    Ok([Change::Put(Table::Snapshots, id.clone(), text), Change::Put(Table::Conflicts, id, conflicts)])
}

/// Returns My Prompts as it is before its first edit.
pub(crate) fn empty_personal<D: Device>(device: &D) -> Library {
    Library::new(LibraryId::personal(), "My Prompts", Email::me(), device.clock().now())
}

pub(crate) async fn all<D: Device>(device: &D) -> Result<Vec<Record>, StoreError> {
    let rows = device.store().scan(Table::Libraries, "").await?;
    let mut records = vec![Record::personal()];
    for (_, text) in rows {
        records.push(from_text(&text)?);
    }
    // Two teams of one name are in the order of their keys, the ids, already.
    Ok(sorted(records, |record| (usize::from(!record.id.is_personal()), fold(&record.name))))
}

pub(crate) async fn one<D: Device>(device: &D, id: &LibraryId) -> Result<Option<Record>, StoreError> {
    if id.is_personal() {
        return Ok(Some(Record::personal()));
    }
    let text = device.store().get(Table::Libraries, id.as_str()).await?;
    text.map(|text| from_text(&text)).transpose()
}

/// Returns a name to write under that no one has.
pub(crate) fn mint<D: Device>(device: &D) -> (Replica, u32) {
    let (high, low) = device.ids().mint().as_u64_pair();
    // Both halves hold a few digits that are the same in all UUIDs; together they are random enough.
    let mixed = high.rotate_left(32) ^ low.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (Replica::random(mixed), u32::try_from(mixed >> 34).unwrap_or_default())
}

/// Reads what the device kept.
pub(crate) fn from_text<T: Stored>(text: &str) -> Result<T, StoreError> {
    T::from_text(text).ok_or_else(|| StoreError(phrase!("store-other-version")))
}
