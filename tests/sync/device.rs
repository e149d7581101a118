//! Devices, their folder, and what they do: what all tests here share.

use futures::executor::block_on;
use prompt_commons::causal::conflict::{Subject, conflicts};
use prompt_commons::causal::{Clock, Replica};
use prompt_commons::command::{Command, Stamp, apply};
use prompt_commons::format::{DEFAULT_FILE_NAME as NAME, decode, encode, open};
use prompt_commons::model::{Draft, Email, Library};
use prompt_commons::ports::Folder;
use prompt_commons::sync::{Brake, Effect, Entry, Event, Keyed, Report, Start, Sync};
use prompt_commons_contract::MemoryFolder;
use prompt_commons_contract::sample::{ALICE, CAROL, FILE, draft, prompt_id, stamp};

/// What a run did.
pub(crate) struct Run {
    pub(crate) report: Report,
    /// Milliseconds of each wait.
    pub(crate) waits: Vec<u32>,
    /// How often the library's file was read.
    pub(crate) reads: usize,
}

/// What a device keeps between runs.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) library: Library,
    pub(crate) file: String,
    pub(crate) seen: Clock,
    pub(crate) copies: Vec<u64>,
    pub(crate) replica: Replica,
    pub(crate) outbox: Vec<Keyed>,
    /// What its person was shown of what the brake held, and decided to take over.
    pub(crate) allowed: Option<Brake>,
    /// Whose it is, if that isn't to be guessed.
    pub(crate) email: Option<Email>,
    /// Where its random numbers are.
    pub(crate) seed: u64,
}

/// Whose device it is: whoever edits on it, else the owner.
pub(crate) fn author(outbox: &[Keyed], library: &Library) -> Email {
    outbox.last().map_or(library.members().owner(), |(_, entry)| &entry.stamp.actor).clone()
}

impl Device {
    /// A device that has just opened a file; `number` tells it from any other.
    pub(crate) fn opened(number: u64, bytes: &[u8]) -> Self {
        let library = open(bytes).unwrap();
        let seen = library.causality().clock().clone();
        let replica = Replica::random(number);
        Self {
            library,
            file: NAME.to_owned(),
            seen,
            copies: Vec::new(),
            replica,
            outbox: Vec::new(),
            allowed: None,
            email: None,
            seed: number << 20,
        }
    }

    /// A device that has just opened the folder's file.
    pub(crate) fn joined(number: u64, folder: &MemoryFolder) -> Self {
        Self::opened(number, &folder.bytes(NAME).unwrap())
    }

    pub(crate) fn with(mut self, outbox: &[Keyed]) -> Self {
        self.outbox.extend_from_slice(outbox);
        self
    }

    /// Its profile, copied to another machine: the same in all but chance.
    pub(crate) fn copied(&self) -> Self {
        Self { seed: self.seed + (1 << 30), ..self.clone() }
    }

    pub(crate) fn start(&self) -> Start {
        Start {
            library: self.library.clone(),
            bytes: encode(&self.library),
            file: self.file.clone(),
            outbox: self.outbox.clone(),
            seen: self.seen.clone(),
            copies: self.copies.clone(),
            email: self.email.clone().unwrap_or_else(|| author(&self.outbox, &self.library)),
            replica: self.replica,
            fresh: Replica::random(self.seed),
            allowed: self.allowed.clone(),
            reclaim: None,
            recreate: false,
            today: "2026-01-02".to_owned(),
        }
    }

    /// Keeps what a run came to.
    pub(crate) fn keep(&mut self, report: &Report) {
        if let Some(library) = &report.library {
            self.library = library.clone();
        }
        self.file.clone_from(&report.file);
        self.seen = report.seen.clone();
        self.copies.clone_from(&report.copies);
        self.replica = report.replica;
        self.outbox.retain(|(key, _)| !report.settled.contains(key));
    }

    /// Runs a sync to its end and keeps what it came to.
    pub(crate) fn run(&mut self, folder: &MemoryFolder) -> Run {
        self.run_with(folder, |_, _| ())
    }

    /// `before` may meddle with the folder before each effect, counted by kind from 1.
    pub(crate) fn run_with(&mut self, folder: &MemoryFolder, mut before: impl FnMut(&Effect, usize)) -> Run {
        self.seed += 1;
        let (mut sync, mut effect) = Sync::start(self.start());
        let (mut waits, mut reads, mut copies, mut writes) = (Vec::new(), 0, 0, 0);
        let mut kept = None;
        for _ in 0..200 {
            let count = match &effect {
                Effect::Read(name) if name == NAME => &mut reads,
                Effect::Read(_) => &mut copies,
                Effect::Write { .. } => &mut writes,
                Effect::Wait { millis } => {
                    waits.push(*millis);
                    &mut waits.len()
                }
                Effect::List | Effect::Remove { .. } | Effect::Keep(_) | Effect::Done => &mut 0,
            };
            if !matches!(effect, Effect::Wait { .. }) {
                *count += 1;
            }
            before(&effect, *count);
            if let Effect::Keep(report) = &effect {
                self.keep(report);
                kept = Some(report.clone());
            }
            match answer(folder, effect) {
                Some(event) => effect = sync.step(event),
                None => return Run { report: *kept.expect("nothing was kept"), waits, reads },
            }
        }
        panic!("the run does not end")
    }

    /// What its person sees: what it has of the library, and the outbox.
    pub(crate) fn view(&self) -> Library {
        let mut library = self.library.clone();
        for (_, entry) in &self.outbox {
            let _ = entry.apply(&mut library, self.replica);
        }
        library
    }

    pub(crate) fn shows(&self, id: &str) -> bool {
        self.view().prompt(&prompt_id(id)).is_some()
    }

    pub(crate) fn title(&self, id: &str) -> String {
        self.view().prompt(&prompt_id(id)).unwrap().title().to_owned()
    }

    /// Whether something waits to be written.
    pub(crate) fn unsaved(&self) -> bool {
        !self.outbox.is_empty() || !self.seen.covers(self.library.causality().clock())
    }
}

pub(crate) fn team() -> MemoryFolder {
    MemoryFolder::with(NAME, FILE.as_bytes())
}

/// The same team, with a prompt "first" that a device of carol's wrote: the file has causality.
pub(crate) fn ours() -> MemoryFolder {
    let folder = team();
    elsewhere(&folder, &add("first", CAROL));
    folder
}

/// Does what a run asks for; `None`: it is over.
pub(crate) fn answer(folder: &MemoryFolder, effect: Effect) -> Option<Event> {
    Some(match effect {
        Effect::List => Event::Listed(block_on(folder.list())),
        Effect::Read(name) => Event::Read(block_on(folder.read(&name))),
        Effect::Write { name, bytes, seen } => {
            Event::Written(block_on(folder.write(&name, &bytes, seen.as_deref())))
        }
        Effect::Remove { name, seen } => Event::Removed(block_on(folder.remove(&name, &seen))),
        Effect::Wait { .. } => Event::Waited,
        Effect::Keep(_) => Event::Kept,
        Effect::Done => return None,
    })
}

/// A device that knows the team as in [`FILE`].
pub(crate) fn device(outbox: &[Keyed]) -> Device {
    Device::opened(1, FILE.as_bytes()).with(outbox)
}

pub(crate) fn run_with(folder: &MemoryFolder, outbox: &[Keyed], before: impl FnMut(&Effect, usize)) -> Run {
    device(outbox).run_with(folder, before)
}

pub(crate) fn run(folder: &MemoryFolder, outbox: &[Keyed]) -> Run {
    device(outbox).run(folder)
}

/// Tells whether an effect reads the library's file.
pub(crate) fn reads(effect: &Effect) -> bool {
    matches!(effect, Effect::Read(name) if name == NAME)
}

/// Tells whether an effect writes the library's file.
pub(crate) fn writes(effect: &Effect) -> bool {
    matches!(effect, Effect::Write { name, .. } if name == NAME)
}

pub(crate) fn entry(key: &str, who: &str, command: Command) -> Keyed {
    let nonce = key.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    (key.to_owned(), Entry { command, stamp: Stamp { nonce, ..stamp(who) } })
}

pub(crate) fn add(key: &str, who: &str) -> Keyed {
    entry(key, who, Command::add(prompt_id(key), draft(key, "Text.")))
}

pub(crate) fn retitle(key: &str, who: &str, title: &str) -> Keyed {
    let seen = shown("launch");
    let draft = Draft { title: title.to_owned(), ..seen.clone() };
    entry(key, who, Command::EditPrompt { id: prompt_id("launch"), seen, draft })
}

pub(crate) fn delete(key: &str, who: &str, id: &str) -> Keyed {
    entry(key, who, Command::DeletePrompt { id: prompt_id(id), seen: shown(id), beside: Vec::new() })
}

pub(crate) fn shown(id: &str) -> Draft {
    decode(FILE.as_bytes()).unwrap().prompt(&prompt_id(id)).unwrap().draft().clone()
}

/// Returns the file's text.
pub(crate) fn text(folder: &MemoryFolder) -> String {
    String::from_utf8(folder.bytes(NAME).unwrap()).unwrap()
}

/// Returns the library in the folder.
pub(crate) fn file(folder: &MemoryFolder) -> Library {
    decode(&folder.bytes(NAME).unwrap()).unwrap()
}

pub(crate) fn has(folder: &MemoryFolder, id: &str) -> bool {
    file(folder).prompt(&prompt_id(id)).is_some()
}

/// Writes an edit as another member's device would.
pub(crate) fn elsewhere(folder: &MemoryFolder, (_, entry): &Keyed) {
    let mut library = open(&folder.bytes(NAME).unwrap()).unwrap();
    apply(&mut library, &entry.command, &entry.stamp).unwrap();
    folder.put(NAME, &encode(&library));
}

/// Demands that a run left the file, the outbox and what the device knows as they were.
pub(crate) fn untouched(folder: &MemoryFolder, run: &Run, before: Option<&[u8]>) {
    assert_eq!(folder.bytes(NAME).as_deref(), before);
    assert_eq!(folder.writes(), 0);
    assert_eq!(run.report.settled, Vec::<String>::new());
    assert_eq!(run.report.met, Vec::new());
    assert_eq!(run.report.library, None);
}

/// Demands that an edit which could not be written is still on the device, and known to wait.
pub(crate) fn waits_here(device: &Device, id: &str) {
    assert!(device.shows(id), "{id} is neither in the folder nor on the device");
    assert!(device.unsaved(), "{id} is taken for saved");
}

/// The titles of "launch" among which someone has to decide, in order of the alphabet.
pub(crate) fn open_titles(folder: &MemoryFolder) -> Vec<String> {
    let library = file(folder);
    let found: Vec<_> = conflicts(&library).into_iter().filter(|one| one.field == "title").collect();
    assert!(
        found.len() < 2 && found.iter().all(|one| one.about == Subject::Prompt { id: prompt_id("launch") }),
        "{found:?}"
    );
    let values = found.iter().flat_map(|one| &one.values);
    let mut titles: Vec<String> = values.map(|one| one.value.as_str().unwrap().to_owned()).collect();
    if let [first, ..] = &titles[..] {
        assert_eq!(
            library.prompt(&prompt_id("launch")).unwrap().title(),
            first,
            "the first is the one shown"
        );
    }
    titles.sort();
    titles
}

pub(crate) fn newer() -> String {
    FILE.replace("\"1.0\"", "\"2.0\"").replace("Marketing", "Of tomorrow")
}

/// A team of three and `count` more prompts, in our own form.
pub(crate) fn large(count: usize) -> MemoryFolder {
    let mut library = open(FILE.as_bytes()).unwrap();
    for number in 0..count {
        let (_, entry) = add(&format!("p{number}"), ALICE);
        apply(&mut library, &entry.command, &entry.stamp).unwrap();
    }
    MemoryFolder::with(NAME, &encode(&library))
}
