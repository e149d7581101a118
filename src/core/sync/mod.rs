//! How edits get into the file: one run of reading, joining, writing and reading back.
//!
//! An edit is first journalled on the device (the outbox). A run takes the outbox into this device's state of the
//! library, and brings that state and the file together:
//!
//! ```text
//!            ┌────────────── changed meanwhile, or read back otherwise ◀───────────────────┐
//!            ▼                                                                              │
//!   List ─▶ Read the file ─▶ Read copies ─▶ join all ─▶ Write (if the file is still ─▶ Read back ─▶ Done
//!            │                                │          what was read)                     │
//!            │                                ├─ the file has everything ───────────────────┴──▶ Done
//!            │                                └─ too much would go at once ─▶ Done, held until someone decides
//!            └─ a passing failure: Wait, again, 3 times ─▶ Done, the outbox stays
//! ```
//!
//! [`Sync::step`] is the whole protocol and does nothing itself: it is told what happened and answers with the
//! next [`Effect`]. Whatever is read is joined ([`crate::causal`]) and never replaces anything, so old files that
//! come back, copies, and files in any order do no harm. A file that can't be understood is "not now", never
//! "empty". A run writes at most 4 times.

mod beside;
mod brake;
mod copies;
mod names;
mod run;
mod state;

pub use brake::Brake;
pub use names::{of_deletion as deletion_name, of_file as backup_name};
pub use run::Sync;
pub use state::SyncState;

use crate::causal::{Clock, Replica};
use crate::command::{Command, CommandError, Outcome, Stamp, apply, preview};
use crate::model::{Email, Library};
use crate::ports::FolderError;

/// An edit on its way to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the person did.
    pub command: Command,
    /// Who and when.
    pub stamp: Stamp,
}

impl Entry {
    /// Makes an edit of it under the name that the device has now; it may have had another one when it was journalled.
    pub fn apply(&self, library: &mut Library, replica: Replica) -> Result<Outcome, CommandError> {
        apply(library, &self.command, &Stamp { replica, ..self.stamp.clone() })
    }

    /// Shows it in a library that is only shown ([`preview`]).
    pub fn preview(&self, library: &mut Library) -> Result<Outcome, CommandError> {
        preview(library, &self.command, &self.stamp)
    }
}

/// An entry under the key that the outbox has it by.
pub type Keyed = (String, Entry);

/// What a run starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// The library as this device has it.
    pub library: Library,
    /// The bytes that it was read from: a file of the same ones holds the same.
    pub bytes: Vec<u8>,
    /// Its file's name.
    pub file: String,
    /// Edits that are not in `library` yet, in their order.
    pub outbox: Vec<Keyed>,
    /// What the file had seen when it was last looked at.
    pub seen: Clock,
    /// Copies beside the file that `library` holds already, by the hash of their bytes.
    pub copies: Vec<u64>,
    /// Whose device it is.
    pub email: Email,
    /// The name under which this device writes.
    pub replica: Replica,
    /// A name never used, for the case that another device writes under that one, too.
    pub fresh: Replica,
    /// What the brake held, as someone saw it who decided that it may go.
    pub allowed: Option<Brake>,
    /// The edit by which the owner stays it, if the file names another one and that was decided. Of no one else.
    pub reclaim: Option<Stamp>,
    /// Whether a file that is not there is to be written anew: someone said so.
    pub recreate: bool,
    /// The date by the device's clock, `YYYY-MM-DD`, for the names of backups.
    pub today: String,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The folder was listed, or not.
    Listed(Result<Vec<String>, FolderError>),
    /// A file was read, or not; `None`: there is no such file.
    Read(Result<Option<Vec<u8>>, FolderError>),
    /// A file was written, or not.
    Written(Result<(), FolderError>),
    /// A file was deleted, or not.
    Removed(Result<(), FolderError>),
    /// The time asked for has passed.
    Waited,
    /// What the run came to is kept.
    Kept,
}

/// What to do next. Each but `Done` is answered by the [`Event`] of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// List the folder's files.
    List,
    /// Read a file.
    Read(String),
    /// Replace a file by `bytes` if it still holds `seen`.
    Write {
        /// The file.
        name: String,
        /// The new content.
        bytes: Vec<u8>,
        /// What was read; `None`: there was no such file.
        seen: Option<Vec<u8>>,
    },
    /// Delete a file if it still holds `seen`.
    Remove {
        /// The file.
        name: String,
        /// What was read.
        seen: Vec<u8>,
    },
    /// Wait that many milliseconds, give or take a quarter, so that two devices don't stay in step.
    Wait {
        /// The mean.
        millis: u32,
    },
    /// Keep what the run came to. What follows is clearing up, and changes none of it.
    Keep(Box<Report>),
    /// The run is over.
    Done,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// For the person to see.
    pub state: SyncState,
    /// The library's file: another one than before, if that was a conflicted copy of it.
    pub file: String,
    /// The library to keep on the device, if anything was learnt.
    pub library: Option<Library>,
    /// What that is as a file, where it was just read back.
    pub bytes: Option<Vec<u8>>,
    /// What the file is known to have seen.
    pub seen: Clock,
    /// The copies beside the file that the device's library holds then: they have nothing new to say.
    pub copies: Vec<u64>,
    /// The name under which this device goes on writing.
    pub replica: Replica,
    /// Keys of the outbox entries that `library` holds.
    pub settled: Vec<String>,
    /// Entries that met another edit on the way, with what became of them.
    pub met: Vec<(String, Outcome)>,
    /// What would go at once, and waits for a decision.
    pub brake: Option<Brake>,
}
