//! The run itself: what each event leads to.

mod held;
mod outbox;

use super::beside::Beside;
use super::copies::Copies;
use super::{Brake, Effect, Event, Report, Start, SyncState, names};
use crate::access::Role;
use crate::causal::{Clock, Replica, foreign, holds, join, renew};
use crate::command::{CommandError, Outcome};
use crate::format::{MAX_FILE_BYTES, Refusal, decode, encode};
use crate::model::Library;
use crate::ports::{FolderError, is_same};
use crate::rule::{Rule, kept};

/// Times that a passing failure is tried again.
const RETRIES: u32 = 3;

/// Milliseconds between tries.
const RETRY_MILLIS: u32 = 1000;

/// A run.
#[derive(Debug)]
pub struct Sync {
    start: Start,
    /// The library with the outbox taken in.
    library: Library,
    /// The name under which this device goes on writing.
    replica: Replica,
    /// What is known to have been in the folder, in any of its files.
    in_files: Clock,
    tries: u32,
    writes: u32,
    settled: Vec<String>,
    met: Vec<(String, Outcome)>,
    held: Option<CommandError>,
    /// The file that this device went by until now, and what that was known to have seen, while the one is tried of
    /// which it is a copy.
    copy: Option<(String, Clock)>,
    /// Whether that was of no use.
    stays: bool,
    /// What a copy showed that the file didn't, about who may do what.
    rules: Option<Library>,
    copies: Copies,
    phase: Phase,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one")]
enum Phase {
    Listing,
    Reading,
    ReadingCopies {
        file: Library,
        joined: Library,
        seen: Vec<u8>,
    },
    Writing {
        library: Library,
        bytes: Vec<u8>,
    },
    ReadingBack {
        library: Library,
        bytes: Vec<u8>,
    },
    /// What the run came to is being kept; then there may be something to do beside the file.
    Keeping(Option<Beside>),
    Beside(Beside),
    Over,
}

impl Sync {
    /// Starts a run.
    pub fn start(start: Start) -> (Self, Effect) {
        let sync = Self {
            library: start.library.clone(),
            replica: start.replica,
            in_files: start.seen.clone(),
            copies: Copies::new(start.copies.clone()),
            start,
            tries: 0,
            writes: 0,
            settled: Vec::new(),
            met: Vec::new(),
            held: None,
            copy: None,
            stays: false,
            rules: None,
            phase: Phase::Listing,
        };
        (sync, Effect::List)
    }

    /// Takes what happened and returns what to do next.
    pub fn step(&mut self, event: Event) -> Effect {
        match (std::mem::replace(&mut self.phase, Phase::Over), event) {
            (Phase::Listing, Event::Listed(listed)) => {
                // A folder that can't be listed, or a file that was picked alone, still has its file.
                let listed = listed.unwrap_or_default();
                self.find_original(&listed);
                self.copies.list(listed, &self.start.file);
                self.again()
            }
            (Phase::ReadingBack { library, bytes }, Event::Read(Ok(Some(read))))
                if is_same(&read, &bytes) =>
            {
                let seen = library.causality.clock.clone();
                self.settle(library, seen, Some(read))
            }
            (Phase::Reading | Phase::ReadingBack { .. }, Event::Read(read)) => self.read(read),
            (Phase::ReadingCopies { file, joined, seen }, Event::Read(read)) => {
                let joined = self.join_copy(joined, read);
                self.next_copy(file, joined, seen)
            }
            (Phase::Writing { library, bytes }, Event::Written(Ok(()))) => {
                if !kept(Rule::ReadBack) {
                    let seen = library.causality.clock.clone();
                    return self.settle(library, seen, None);
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
            (Phase::Keeping(None), Event::Kept) => Effect::Done,
            (Phase::Keeping(Some(beside)) | Phase::Beside(beside), event) => {
                let mut beside = beside;
                let effect = beside.step(event);
                self.phase = Phase::Beside(beside);
                effect
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
        let report = self.report(state, learnt.filter(|_| kept(Rule::Learnt)), seen, None);
        let lacks = |library: &&Library| !report.seen.covers(&library.causality.clock);
        let beside = report.library.as_ref().filter(lacks).map(|library| {
            let name = names::of_device(&self.start.file, self.start.replica);
            Beside::keep(name, encode(library))
        });
        self.end(report, beside)
    }

    /// Has what the run came to kept on the device. Only then it is safe to clear up beside the file: whoever fails in
    /// between, and finds that the folder has lost the file's last state, still has it.
    fn end(&mut self, report: Box<Report>, beside: Option<Beside>) -> Effect {
        self.phase = Phase::Keeping(beside);
        Effect::Keep(report)
    }

    fn report(
        &mut self,
        state: SyncState,
        library: Option<Library>,
        seen: Clock,
        brake: Option<Brake>,
    ) -> Box<Report> {
        let kept = library.is_some() || !kept(Rule::Settled);
        let own = self.start.replica;
        let owes = library.as_ref().is_none_or(|library| seen.lacks(&library.causality.clock, own));
        Box::new(Report {
            state,
            file: self.start.file.clone(),
            library,
            bytes: None,
            seen,
            copies: self.copies.hashes(kept),
            replica: if owes { own } else { self.replica },
            settled: if kept { std::mem::take(&mut self.settled) } else { Vec::new() },
            met: if kept { std::mem::take(&mut self.met) } else { Vec::new() },
            brake,
        })
    }

    fn settle(&mut self, library: Library, seen: Clock, bytes: Option<Vec<u8>>) -> Effect {
        let state = self.held.as_ref().map_or(SyncState::InFolder, SyncState::waiting);
        let writer = library.members.role(&self.start.email).is_some_and(|role| role > Role::Viewer);
        let id = library.id.clone();
        let mut report = self.report(state, Some(library), seen, None);
        report.bytes = bytes;
        if !writer || self.copies.listed().is_empty() {
            return self.end(report, None);
        }
        let place = (self.start.file.as_str(), self.start.today.as_str());
        let beside = Beside::take_away(&report, id, place, (&self.start.copies, self.copies.listed()));
        self.end(report, Some(beside))
    }

    /// Goes over to the file of which this device's is a conflicted copy. It was the only one that could be read when its
    /// person joined; whoever comes to the other one takes it away.
    fn find_original(&mut self, listed: &[String]) {
        let is_original = |name: &&String| names::is_conflicted_copy(&self.start.file, name);
        let original = listed.iter().filter(is_original).min_by_key(|name| (name.len(), *name));
        if let Some(original) = original.filter(|_| !self.stays && self.copy.is_none()) {
            let file = std::mem::replace(&mut self.start.file, original.clone());
            self.copy = Some((file, std::mem::take(&mut self.start.seen)));
        }
    }

    /// Goes back to the copy, if the original is none of this library that can be read.
    fn leave_original(&mut self, read: &Result<Option<Vec<u8>>, FolderError>) -> bool {
        let is_ours = |bytes: &Vec<u8>| decode(bytes).is_ok_and(|file| file.id == self.start.library.id);
        let Some((file, seen)) = self.copy.take() else { return false };
        if read.as_ref().is_ok_and(|bytes| bytes.as_ref().is_some_and(is_ours)) {
            return false;
        }
        (self.start.file, self.start.seen, self.stays) = (file, seen, true);
        true
    }

    fn read(&mut self, read: Result<Option<Vec<u8>>, FolderError>) -> Effect {
        if self.leave_original(&read) {
            self.phase = Phase::Listing;
            return Effect::List;
        }
        let edits = self.edits();
        let bytes = match read {
            Ok(Some(bytes)) => bytes,
            Ok(None) if self.start.recreate => {
                let file = self.start.library.clone();
                self.take_outbox(&file);
                self.copies.forget();
                return self.next_copy(file, self.library.clone(), Vec::new());
            }
            Ok(None) => return self.fail(true, SyncState::missing(), None),
            Err(error) => return self.fail(error.may_pass(), SyncState::of_folder(&error, edits), None),
        };
        // What a try before this one made of other files is given up with it.
        self.in_files.clone_from(&self.start.seen);
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
                self.copies.forget();
                let report = self.report(state, (!ours).then_some(file), seen, None);
                self.end(report, None)
            }
            Ok(file) => {
                if self.start.library.is_read_only() {
                    // Back from a newer version, of which nothing can be kept.
                    self.start.library.clone_from(&file);
                }
                self.in_files.join(&file.causality.clock);
                self.take_outbox(&file);
                let joined = if file == self.start.library {
                    // There is nothing to join where nobody wrote since: of a large library that would take longest.
                    self.check_replica(&file);
                    self.library.clone()
                } else {
                    let mut known = file.clone();
                    foreign::recognise(&mut known, &self.library);
                    self.check_replica(&known);
                    join(self.library.clone(), known)
                };
                self.copies.forget();
                self.next_copy(file, joined, bytes)
            }
        }
    }

    /// Reads a file into a state, whoever wrote it. `now`: what is known besides.
    fn open(&self, bytes: &[u8], now: impl FnOnce() -> Library) -> Result<Library, Refusal> {
        if is_same(bytes, &self.start.bytes) && !self.start.library.is_read_only() {
            return Ok(self.start.library.clone());
        }
        let mut library = match decode(bytes) {
            Err(_) if !kept(Rule::NotNow) => {
                Library { prompts: Vec::new().into(), categories: Vec::new(), ..self.start.library.clone() }
            }
            decoded => decoded?,
        };
        if library.causality.clock.is_empty()
            && !library.is_read_only()
            && library.id == self.start.library.id
        {
            let known = foreign::Known { now: &now(), base: &self.start.library, seen: &self.in_files };
            foreign::adopt(&mut library, bytes, &known);
        }
        Ok(library)
    }

    /// Takes another name where the file shows that someone else writes under this one. What is written in this run
    /// keeps the old one: who tries again must not write it a second time.
    fn check_replica(&mut self, file: &Library) {
        let (old, new) = (self.start.replica, self.start.fresh);
        if self.library.causality.clock.is_behind(&file.causality.clock, old) && kept(Rule::Renewal) {
            renew(&mut self.library, file, &self.start.seen, old, new);
            self.replica = new;
        }
    }

    fn next_copy(&mut self, file: Library, joined: Library, seen: Vec<u8>) -> Effect {
        match self.copies.next() {
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
        if self.copies.has(&bytes) {
            return joined;
        }
        match self.open(&bytes, || joined.clone()) {
            Ok(mut copy) if copy.id == joined.id && !copy.is_read_only() => {
                self.in_files.join(&copy.causality.clock);
                foreign::recognise(&mut copy, &joined);
                join(joined, copy)
            }
            _ => joined,
        }
    }

    /// Writes what all of it comes to, if the file doesn't hold it.
    fn write(&mut self, file: Library, mut joined: Library, seen: Vec<u8>) -> Effect {
        self.reclaim(&mut joined);
        if let Some(brake) = self.brake(&joined) {
            let clock = self.start.seen.clone();
            let report = self.report(SyncState::held(&brake), None, clock, Some(brake));
            return self.end(report, None);
        }
        if self.rules.is_none() && self.took_too_much(&joined) {
            self.rules = Some(joined);
            self.phase = Phase::Listing;
            return Effect::List;
        }
        let writer = joined.members.role(&self.start.email).is_some_and(|role| role > Role::Viewer);
        // What someone wrote while they might is the team's, even if the folder loses it until they no longer may; and a
        // viewer's comments are as good as anyone's edits.
        let owes = |clock: &Clock| clock.lacks(&joined.causality.clock, self.start.replica);
        // So is what they wrote and someone's program dropped.
        let dropped = file.causality.absent.has_of(self.start.replica);
        let writer = writer || dropped || owes(&file.causality.clock);
        // No file that is one has no bytes.
        let is_missing = seen.is_empty();
        if (joined == file && !is_missing) || !writer {
            let clock = file.causality.clock.clone();
            // Who may change nothing leaves the file to those who may, and so sees what they make of it: of an edit by
            // hand, this device may know more, or have seen one that nobody else has. What devices wrote, it keeps.
            let devices = || joined.causality.clock.replicas().filter(|replica| !replica.is_of_file());
            let knows = || !devices().any(|device| clock.lacks(&joined.causality.clock, device));
            let follows = !writer && (knows() || holds(&file, &joined));
            if follows {
                self.copies.forget();
            }
            return self.settle(if follows { file } else { joined }, clock, None);
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
        Effect::Write { name: self.start.file.clone(), bytes, seen: (!is_missing).then_some(seen) }
    }
}
