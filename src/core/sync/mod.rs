//! How edits get into the file: one run of reading, applying, writing and reading back.
//!
//! An edit is first journalled on the device (the outbox). A run then takes the outbox to the file:
//!
//! ```text
//!            ┌──────────────── changed meanwhile, or read back otherwise ◀─────────────┐
//!            ▼                                                                          │
//!   Start ─▶ Read ─▶ decode ─▶ apply the outbox ─▶ Write (if the file is still ─▶ Read back ─▶ Done
//!            │         │             │              what was read)                │
//!            │         │             └─ nothing to write ─────────────────────────┴──────▶ Done
//!            └─────────┴─ a passing failure: Wait, again, 3 times ─▶ Done, the outbox stays
//! ```
//!
//! [`Sync::step`] is the whole protocol and does nothing itself: it is told what happened and answers with the
//! next [`Effect`]. An entry leaves the outbox only by [`Report::settled`], which names it only when the file
//! was read back with its content. Applying an entry twice changes nothing, so a crash between the write and
//! the report is harmless. A run writes at most 4 times.

mod state;
mod steps;

pub use state::SyncState;
use steps::steps;

use crate::command::{Command, CommandError, Outcome, Stamp, apply};
use crate::format::{MAX_FILE_BYTES, decode, encode};
use crate::model::{Library, LibraryId};
use crate::ports::FolderError;

/// Times that a passing failure is tried again.
const RETRIES: u32 = 3;

/// Milliseconds between tries.
const RETRY_MILLIS: u32 = 1000;

/// An edit on its way to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the person did.
    pub command: Command,
    /// Who and when.
    pub stamp: Stamp,
}

/// An entry under the key that the outbox has it by.
pub type Keyed = (String, Entry);

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The file was read, or not; `None`: there is no such file.
    Read(Result<Option<Vec<u8>>, FolderError>),
    /// The file was written, or not.
    Written(Result<(), FolderError>),
    /// The time asked for has passed.
    Waited,
}

/// What to do next. Each but `Done` is answered by the [`Event`] of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the file.
    Read,
    /// Replace the file by `bytes` if it still holds `seen`.
    Write {
        /// The new content.
        bytes: Vec<u8>,
        /// What was read.
        seen: Vec<u8>,
    },
    /// Wait that many milliseconds, give or take a quarter, so that two devices don't stay in step.
    Wait {
        /// The mean.
        millis: u32,
    },
    /// The run is over.
    Done(Report),
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// For the person to see.
    pub state: SyncState,
    /// The file's content to keep on the device, if it was read.
    pub snapshot: Option<Vec<u8>>,
    /// Keys of the outbox entries that the file now holds.
    pub settled: Vec<String>,
    /// Entries that met another edit on the way, with what became of them.
    pub met: Vec<(String, Outcome)>,
}

/// A run.
#[derive(Debug)]
pub struct Sync {
    library: LibraryId,
    outbox: Vec<Keyed>,
    tries: u32,
    writes: u32,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    Reading,
    Writing(Attempt),
    ReadingBack(Attempt),
    Over,
}

/// What is being written, and what it settles.
#[derive(Clone, Debug, Default)]
struct Attempt {
    bytes: Vec<u8>,
    settled: Vec<String>,
    met: Vec<(String, Outcome)>,
    held: Option<CommandError>,
}

impl Sync {
    /// Starts a run for `library`, with the outbox in its order.
    pub fn start(library: LibraryId, outbox: Vec<Keyed>) -> (Self, Effect) {
        (Self { library, outbox, tries: 0, writes: 0, phase: Phase::Reading }, Effect::Read)
    }

    /// Takes what happened and returns what to do next.
    pub fn step(&mut self, event: Event) -> Effect {
        match (std::mem::replace(&mut self.phase, Phase::Over), event) {
            (Phase::ReadingBack(attempt), Event::Read(Ok(Some(bytes)))) if bytes == attempt.bytes => {
                self.settle(attempt)
            }
            (Phase::Reading | Phase::ReadingBack(_), Event::Read(read)) => self.read(read),
            (Phase::Writing(attempt), Event::Written(Ok(()))) => {
                self.phase = Phase::ReadingBack(attempt);
                Effect::Read
            }
            (Phase::Writing(_), Event::Written(Err(FolderError::Changed))) if self.tries < RETRIES => {
                self.tries += 1;
                self.again()
            }
            (Phase::Writing(_), Event::Written(Err(error))) => {
                self.fail(true, SyncState::of_folder(&error, !self.outbox.is_empty()))
            }
            // A wait ends in reading again, and so does an answer to a question that was not asked.
            _ => self.again(),
        }
    }

    fn again(&mut self) -> Effect {
        self.phase = Phase::Reading;
        Effect::Read
    }

    fn fail(&mut self, may_pass: bool, state: SyncState) -> Effect {
        if may_pass && self.tries < RETRIES {
            self.tries += 1;
            self.phase = Phase::Reading;
            return Effect::Wait { millis: RETRY_MILLIS };
        }
        Effect::Done(Report { state, snapshot: None, settled: Vec::new(), met: Vec::new() })
    }

    fn read(&mut self, read: Result<Option<Vec<u8>>, FolderError>) -> Effect {
        let edits = !self.outbox.is_empty();
        let bytes = match read {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.fail(true, SyncState::missing()),
            Err(error) => return self.fail(error.may_pass(), SyncState::of_folder(&error, edits)),
        };
        match decode(&bytes) {
            Err(refusal) => self.fail(refusal.may_pass(), SyncState::waiting(&refusal)),
            Ok(library) if *library.id() != self.library => {
                self.fail(false, SyncState::foreign(library.name()))
            }
            Ok(library) => self.apply(library, bytes),
        }
    }

    /// Applies the outbox to what the file holds and writes the result, if that makes a difference.
    fn apply(&mut self, mut library: Library, seen: Vec<u8>) -> Effect {
        let mut attempt = Attempt::default();
        let mut changed = false;
        for step in steps(&self.outbox) {
            let command = step.command(&library).into_owned();
            match apply(&mut library, &command, &step.entry.stamp) {
                Ok(outcome) => {
                    changed |= !matches!(outcome, Outcome::Nothing | Outcome::Spared);
                    if !matches!(outcome, Outcome::Nothing | Outcome::Done) {
                        attempt.met.extend(step.keys.last().map(|key| (key.clone(), outcome)));
                    }
                    attempt.settled.extend(step.keys);
                }
                Err(error) => attempt.held = Some(error),
            }
        }
        if !changed {
            attempt.bytes = seen;
            return self.settle(attempt);
        }
        if self.writes > RETRIES {
            // A drive that takes writes and goes on showing the old file would keep the run going for ever.
            return self.fail(false, SyncState::of_folder(&FolderError::Changed, true));
        }
        attempt.bytes = encode(&library);
        let size = attempt.bytes.len() as u64;
        if size > MAX_FILE_BYTES {
            // Written, it could not be opened by anyone any more.
            return self.fail(false, SyncState::of_folder(&FolderError::TooLarge(size), true));
        }
        self.writes += 1;
        let bytes = attempt.bytes.clone();
        self.phase = Phase::Writing(attempt);
        Effect::Write { bytes, seen }
    }

    fn settle(&mut self, attempt: Attempt) -> Effect {
        self.phase = Phase::Over;
        Effect::Done(Report {
            state: attempt.held.map_or(SyncState::InFolder, |error| SyncState::waiting(&error)),
            snapshot: Some(attempt.bytes),
            settled: attempt.settled,
            met: attempt.met,
        })
    }
}
