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

mod state;

pub use state::SyncState;

use std::collections::VecDeque;
use std::hash::Hasher;

use fnv::FnvHasher;

use crate::access::Role;
use crate::causal::{Clock, Replica, foreign, fork, holds, join, renew};
use crate::command::{Command, CommandError, Outcome, Stamp, apply, permitted, preview};
use crate::format::{MAX_FILE_BYTES, Refusal, decode, encode};
use crate::model::{Email, Library, PromptId};
use crate::ports::FolderError;
use crate::rule::{Rule, kept};

/// Times that a passing failure is tried again.
const RETRIES: u32 = 3;

/// Milliseconds between tries.
const RETRY_MILLIS: u32 = 1000;

/// Files beside the library's that are looked into for copies of it.
const MOST_COPIES: usize = 50;

/// Prompts that may go at once without a question; in a large library, [`BRAKE_SHARE`] of it.
const BRAKE_COUNT: usize = 20;

/// One in so many.
const BRAKE_SHARE: usize = 20;

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

    /// Shows it in a library that is only shown.
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
    /// A name never used, for the case that another device writes under that one, too; and a random number.
    pub fresh: (Replica, u32),
    /// Whether someone decided that what the brake held may go.
    pub allowed: bool,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The folder was listed, or not.
    Listed(Result<Vec<String>, FolderError>),
    /// A file was read, or not; `None`: there is no such file.
    Read(Result<Option<Vec<u8>>, FolderError>),
    /// The file was written, or not.
    Written(Result<(), FolderError>),
    /// The time asked for has passed.
    Waited,
}

/// What to do next. Each but `Done` is answered by the [`Event`] of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// List the folder's files.
    List,
    /// Read a file.
    Read(String),
    /// Replace the library's file by `bytes` if it still holds `seen`.
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
    Done(Box<Report>),
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// For the person to see.
    pub state: SyncState,
    /// The library to keep on the device, if anything was learnt.
    pub library: Option<Library>,
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

/// Changes so large that someone has to say whether they are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brake {
    /// Prompts that others deleted.
    pub removed: Vec<PromptId>,
    /// The new owner, if there is one.
    pub owner: Option<Email>,
}

/// A run.
#[derive(Debug)]
pub struct Sync {
    start: Start,
    /// The library with the outbox taken in.
    library: Library,
    tries: u32,
    writes: u32,
    settled: Vec<String>,
    met: Vec<(String, Outcome)>,
    held: Option<CommandError>,
    /// What a copy showed that the file didn't, about who may do what.
    rules: Option<Library>,
    copies: VecDeque<String>,
    /// Hashes of the copies that this device's library had before, and of those that were joined since the file was read.
    known: Vec<u64>,
    joined: Vec<u64>,
    phase: Phase,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one")]
enum Phase {
    Listing,
    Reading,
    ReadingCopies { file: Library, joined: Library, seen: Vec<u8> },
    Writing { library: Library, bytes: Vec<u8> },
    ReadingBack { library: Library, bytes: Vec<u8> },
    Over,
}

/// Returns the hash by which a copy is known.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

impl Sync {
    /// Starts a run.
    pub fn start(start: Start) -> (Self, Effect) {
        let sync = Self {
            library: start.library.clone(),
            start,
            tries: 0,
            writes: 0,
            settled: Vec::new(),
            met: Vec::new(),
            held: None,
            rules: None,
            copies: VecDeque::new(),
            known: Vec::new(),
            joined: Vec::new(),
            phase: Phase::Listing,
        };
        (sync, Effect::List)
    }

    /// Takes what happened and returns what to do next.
    pub fn step(&mut self, event: Event) -> Effect {
        match (std::mem::replace(&mut self.phase, Phase::Over), event) {
            (Phase::Listing, Event::Listed(listed)) => {
                // A folder that can't be listed, or a file that was picked alone, still has its file.
                self.copies = self.candidates(listed.unwrap_or_default());
                self.again()
            }
            (Phase::ReadingBack { library, bytes }, Event::Read(Ok(Some(read)))) if read == bytes => {
                let seen = library.causality.clock.clone();
                self.settle(library, seen)
            }
            (Phase::Reading | Phase::ReadingBack { .. }, Event::Read(read)) => self.read(read),
            (Phase::ReadingCopies { file, joined, seen }, Event::Read(read)) => {
                let joined = self.join_copy(joined, read);
                self.next_copy(file, joined, seen)
            }
            (Phase::Writing { library, bytes }, Event::Written(Ok(()))) => {
                if !kept(Rule::ReadBack) {
                    let seen = library.causality.clock.clone();
                    return self.settle(library, seen);
                }
                self.phase = Phase::ReadingBack { library, bytes };
                Effect::Read(self.start.file.clone())
            }
            (Phase::Writing { .. }, Event::Written(Err(FolderError::Changed))) if self.tries < RETRIES => {
                self.tries += 1;
                self.again()
            }
            (Phase::Writing { library, .. }, Event::Written(Err(error))) => {
                self.fail(true, SyncState::of_folder(&error, true), Some(library))
            }
            // A wait ends in reading again, and so does an answer to a question that was not asked.
            _ => self.again(),
        }
    }

    fn again(&mut self) -> Effect {
        self.phase = Phase::Reading;
        Effect::Read(self.start.file.clone())
    }

    /// Ends the run, or has it tried again. What was learnt is kept, whether or not it got into the file.
    fn fail(&mut self, may_pass: bool, state: SyncState, learnt: Option<Library>) -> Effect {
        if may_pass && self.tries < RETRIES {
            self.tries += 1;
            self.phase = Phase::Reading;
            return Effect::Wait { millis: RETRY_MILLIS };
        }
        let seen = self.start.seen.clone();
        self.report(state, learnt.filter(|_| kept(Rule::Learnt)), seen, None)
    }

    fn report(
        &mut self,
        state: SyncState,
        library: Option<Library>,
        seen: Clock,
        brake: Option<Brake>,
    ) -> Effect {
        let kept = library.is_some() || !kept(Rule::Settled);
        let mut copies = std::mem::take(&mut self.known);
        if kept {
            copies.append(&mut self.joined);
        }
        copies.sort_unstable();
        copies.dedup();
        Effect::Done(Box::new(Report {
            state,
            library,
            seen,
            copies,
            replica: self.start.replica,
            settled: if kept { std::mem::take(&mut self.settled) } else { Vec::new() },
            met: if kept { std::mem::take(&mut self.met) } else { Vec::new() },
            brake,
        }))
    }

    fn settle(&mut self, library: Library, seen: Clock) -> Effect {
        let state = self.held.as_ref().map_or(SyncState::InFolder, SyncState::waiting);
        self.report(state, Some(library), seen, None)
    }

    /// Makes edits of what the outbox holds, on what their authors were shown. What the rules refuse stays there until
    /// its author decides: the rules of this device, and those of `file`.
    fn take_outbox(&mut self, file: &Library) {
        self.library.clone_from(&self.start.library);
        (self.held, self.settled, self.met) = (None, Vec::new(), Vec::new());
        if self.start.outbox.is_empty() {
            return;
        }
        let mut rules = join(self.start.library.clone(), file.clone());
        if let Some(known) = &self.rules {
            rules = join(rules, known.clone());
        }
        for (key, entry) in &self.start.outbox {
            let applied = permitted(&rules, &entry.command, &entry.stamp.actor)
                .or_else(|refused| if kept(Rule::Roles) { Err(refused) } else { Ok(()) })
                .and_then(|()| entry.apply(&mut self.library, self.start.replica));
            match applied {
                Ok(outcome) => {
                    if !matches!(outcome, Outcome::Nothing | Outcome::Done) {
                        self.met.push((key.clone(), outcome));
                    }
                    self.settled.push(key.clone());
                }
                Err(error) => self.held = Some(error),
            }
        }
    }

    fn edits(&self) -> bool {
        !self.start.outbox.is_empty() || !self.start.seen.covers(&self.start.library.causality.clock)
    }

    fn candidates(&self, names: Vec<String>) -> VecDeque<String> {
        let mut names: Vec<String> = names
            .into_iter()
            .filter(|name| {
                *name != self.start.file
                    && !name.starts_with('.')
                    && name.to_lowercase().ends_with(".json")
                    && kept(Rule::Copies)
            })
            .collect();
        names.sort_unstable();
        names.truncate(MOST_COPIES);
        names.into()
    }

    fn read(&mut self, read: Result<Option<Vec<u8>>, FolderError>) -> Effect {
        let edits = self.edits();
        let bytes = match read {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.fail(true, SyncState::missing(), None),
            Err(error) => return self.fail(error.may_pass(), SyncState::of_folder(&error, edits), None),
        };
        match self.open(&bytes, || self.with_outbox()) {
            Err(refusal) => self.fail(refusal.may_pass(), SyncState::waiting(&refusal), None),
            Ok(file) if file.id != self.start.library.id => {
                self.fail(false, SyncState::foreign(file.name()), None)
            }
            Ok(file) if file.is_read_only() => {
                // What is not in the file yet waits on this device until the file is one that can be written again.
                let seen = self.start.seen.clone();
                let ours = !seen.covers(&self.start.library.causality.clock);
                let state = if edits {
                    SyncState::waiting(&CommandError::ReadOnly(file.version.clone()))
                } else {
                    SyncState::InFolder
                };
                self.joined.clear();
                self.report(state, (!ours).then_some(file), seen, None)
            }
            Ok(file) => {
                if self.start.library.is_read_only() {
                    // Back from a newer version, of which nothing can be kept.
                    self.start.library.clone_from(&file);
                }
                self.take_outbox(&file);
                let mut known = file.clone();
                foreign::recognise(&mut known, &self.library);
                self.check_replica(&known);
                let joined = join(self.library.clone(), known);
                self.joined.clear();
                self.next_copy(file, joined, bytes)
            }
        }
    }

    /// Reads a file into a state, whoever wrote it. `now`: what is known besides.
    fn open(&self, bytes: &[u8], now: impl FnOnce() -> Library) -> Result<Library, Refusal> {
        if *bytes == self.start.bytes && !self.start.library.is_read_only() {
            return Ok(self.start.library.clone());
        }
        let mut library = match decode(bytes) {
            Err(_) if !kept(Rule::NotNow) => {
                Library { prompts: Vec::new(), categories: Vec::new(), ..self.start.library.clone() }
            }
            decoded => decoded?,
        };
        if library.causality.clock.is_empty()
            && !library.is_read_only()
            && library.id == self.start.library.id
        {
            let known = foreign::Known { now: &now(), base: &self.start.library, seen: &self.start.seen };
            foreign::adopt(&mut library, bytes, &known);
        }
        Ok(library)
    }

    /// Takes another name where the file shows that someone else writes under this one.
    fn check_replica(&mut self, file: &Library) {
        let (old, (new, nonce)) = (self.start.replica, self.start.fresh);
        if let Some(fork) = fork(&self.library, file, old).filter(|_| old != new && kept(Rule::Renewal)) {
            renew(&mut self.library, file, fork, old, new, nonce);
            self.start.replica = new;
        }
    }

    fn next_copy(&mut self, file: Library, joined: Library, seen: Vec<u8>) -> Effect {
        match self.copies.pop_front() {
            Some(name) => {
                self.phase = Phase::ReadingCopies { file, joined, seen };
                Effect::Read(name)
            }
            None => self.write(file, joined, seen),
        }
    }

    /// Joins what another file holds, if it is a copy of this library.
    fn join_copy(&mut self, joined: Library, read: Result<Option<Vec<u8>>, FolderError>) -> Library {
        let Ok(Some(bytes)) = read else { return joined };
        let hash = hash(&bytes);
        if self.start.copies.contains(&hash) {
            self.known.push(hash);
            return joined;
        }
        self.joined.push(hash);
        match self.open(&bytes, || joined.clone()) {
            Ok(mut copy) if copy.id == joined.id && !copy.is_read_only() => {
                foreign::recognise(&mut copy, &joined);
                join(joined, copy)
            }
            _ => joined,
        }
    }

    /// Returns the library as its member sees it.
    fn with_outbox(&self) -> Library {
        let mut library = self.start.library.clone();
        for (_, entry) in &self.start.outbox {
            // What is refused here is refused again, and then told.
            let _ = entry.apply(&mut library, self.start.replica);
        }
        library
    }

    /// Writes what all of it comes to, if the file doesn't hold it.
    fn write(&mut self, file: Library, joined: Library, seen: Vec<u8>) -> Effect {
        if let Some(brake) = self.brake(&joined) {
            let clock = self.start.seen.clone();
            return self.report(SyncState::held(&brake), None, clock, Some(brake));
        }
        if self.rules.is_none() && self.took_too_much(&joined) {
            self.rules = Some(joined);
            self.phase = Phase::Listing;
            return Effect::List;
        }
        let writer = joined.members.role(&self.start.email).is_some_and(|role| role > Role::Viewer);
        // What someone wrote while they might is the team's, even if the folder loses it until they no longer may; and a
        // viewer's comments are as good as anyone's edits.
        let owes =
            |clock: &Clock| clock.of(self.start.replica) < joined.causality.clock.of(self.start.replica);
        // So is what they wrote and someone's program dropped.
        let dropped = file.causality.absent.has_of(self.start.replica);
        let writer = writer || dropped || owes(&file.causality.clock);
        if joined == file || !writer {
            let clock = file.causality.clock.clone();
            // Who may change nothing leaves the file to those who may, and so sees what they make of it: of an edit by
            // hand, this device may know more, or have seen one that nobody else has. What devices wrote, it keeps.
            // Names that twins got here are no news either, if all that was written under them is there.
            let knows = || joined.causality.clock.devices().all(|dot| clock.has(dot));
            let follows = !writer && (knows() || holds(&file, &joined));
            if follows {
                self.joined.clear();
            }
            return self.settle(if follows { file } else { joined }, clock);
        }
        if self.writes > RETRIES {
            // A drive that takes writes and goes on showing the old file would keep the run going for ever.
            return self.fail(false, SyncState::of_folder(&FolderError::Changed, true), Some(joined));
        }
        let bytes = encode(&joined);
        let size = bytes.len() as u64;
        if size > MAX_FILE_BYTES {
            // Written, it could not be opened by anyone any more.
            return self.fail(false, SyncState::of_folder(&FolderError::TooLarge(size), true), None);
        }
        self.writes += 1;
        self.phase = Phase::Writing { library: joined, bytes: bytes.clone() };
        Effect::Write { bytes, seen }
    }

    /// Tells whether an edit was taken in that a copy's rules refuse.
    fn took_too_much(&self, joined: &Library) -> bool {
        let mut taken = self.start.outbox.iter().filter(|(key, _)| self.settled.contains(key));
        joined.members != self.library.members
            && taken.any(|(_, entry)| permitted(joined, &entry.command, &entry.stamp.actor).is_err())
    }

    /// Tells what would go at once that nobody here decided.
    fn brake(&self, joined: &Library) -> Option<Brake> {
        let known = &self.library;
        if self.start.allowed || !kept(Rule::Brake) {
            return None;
        }
        let there: std::collections::HashSet<&PromptId> =
            joined.prompts.iter().map(|prompt| &prompt.id).collect();
        let gone = known.prompts.iter().map(|prompt| &prompt.id).filter(|id| !there.contains(*id));
        let mut removed: Vec<PromptId> = gone.cloned().collect();
        if removed.len() <= BRAKE_COUNT.max(known.prompts.len() / BRAKE_SHARE) {
            removed.clear();
        }
        let owner = Some(joined.members.owner.clone()).filter(|owner| *owner != known.members.owner);
        (!removed.is_empty() || owner.is_some()).then_some(Brake { removed, owner })
    }
}
