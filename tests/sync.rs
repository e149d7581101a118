//! How edits get into the file, driven against a folder in memory.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use std::fs;
use std::path::Path;

use futures::executor::block_on;
use prompt_commons::access::Role;
use prompt_commons::causal::conflict::conflicts;
use prompt_commons::causal::{Clock, Replica};
use prompt_commons::command::{Command, Outcome, Stamp, apply};
use prompt_commons::format::{DEFAULT_FILE_NAME as NAME, MAX_FILE_BYTES, decode, encode, open};
use prompt_commons::model::{CategoryId, Draft, Email, Library};
use prompt_commons::ports::{Folder, FolderError};
use prompt_commons::sync::{Brake, Effect, Entry, Event, Keyed, Report, Start, Sync, SyncState};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, DAVE, FILE, draft, email, prompt_id, stamp};
use prompt_commons_contract::{Call, MemoryFolder};
use serde_json::{Value, json};

/// What a run did.
struct Run {
    report: Report,
    /// Milliseconds of each wait.
    waits: Vec<u32>,
    /// How often the library's file was read.
    reads: usize,
}

/// What a device keeps between runs.
#[derive(Clone)]
struct Device {
    library: Library,
    seen: Clock,
    copies: Vec<u64>,
    replica: Replica,
    outbox: Vec<Keyed>,
    allowed: bool,
    /// Where its random numbers are.
    seed: u64,
}

/// Whose device it is: whoever edits on it, else the owner.
fn author(outbox: &[Keyed], library: &Library) -> Email {
    outbox.last().map_or(library.members().owner(), |(_, entry)| &entry.stamp.actor).clone()
}

impl Device {
    /// A device that has just opened a file; `number` tells it from any other.
    fn opened(number: u64, bytes: &[u8]) -> Self {
        let library = open(bytes).unwrap();
        let seen = library.causality().clock().clone();
        let replica = Replica::random(number);
        Self {
            library,
            seen,
            copies: Vec::new(),
            replica,
            outbox: Vec::new(),
            allowed: false,
            seed: number << 20,
        }
    }

    /// A device that has just opened the folder's file.
    fn joined(number: u64, folder: &MemoryFolder) -> Self {
        Self::opened(number, &folder.bytes(NAME).unwrap())
    }

    fn with(mut self, outbox: &[Keyed]) -> Self {
        self.outbox.extend_from_slice(outbox);
        self
    }

    /// Its profile, copied to another machine: the same in all but chance.
    fn copied(&self) -> Self {
        Self { seed: self.seed + (1 << 30), ..self.clone() }
    }

    fn start(&self) -> Start {
        Start {
            library: self.library.clone(),
            bytes: encode(&self.library),
            file: NAME.to_owned(),
            outbox: self.outbox.clone(),
            seen: self.seen.clone(),
            copies: self.copies.clone(),
            email: author(&self.outbox, &self.library),
            replica: self.replica,
            fresh: (Replica::random(self.seed), u32::try_from(self.seed & 0xffff_ffff).unwrap()),
            allowed: self.allowed,
        }
    }

    /// Keeps what a run came to.
    fn keep(&mut self, report: &Report) {
        if let Some(library) = &report.library {
            self.library = library.clone();
        }
        self.seen = report.seen.clone();
        self.copies.clone_from(&report.copies);
        self.replica = report.replica;
        self.outbox.retain(|(key, _)| !report.settled.contains(key));
    }

    /// Runs a sync to its end and keeps what it came to.
    fn run(&mut self, folder: &MemoryFolder) -> Run {
        self.run_with(folder, |_, _| ())
    }

    /// `before` may meddle with the folder before each effect, counted by kind from 1.
    fn run_with(&mut self, folder: &MemoryFolder, mut before: impl FnMut(&Effect, usize)) -> Run {
        self.seed += 1;
        let (mut sync, mut effect) = Sync::start(self.start());
        let (mut waits, mut reads, mut copies, mut writes) = (Vec::new(), 0, 0, 0);
        for _ in 0..200 {
            let count = match &effect {
                Effect::Read(name) if name == NAME => &mut reads,
                Effect::Read(_) => &mut copies,
                Effect::Write { .. } => &mut writes,
                Effect::Wait { millis } => {
                    waits.push(*millis);
                    &mut waits.len()
                }
                Effect::List | Effect::Done(_) => &mut 0,
            };
            if !matches!(effect, Effect::Wait { .. }) {
                *count += 1;
            }
            before(&effect, *count);
            match answer(folder, effect) {
                Ok(event) => effect = sync.step(event),
                Err(report) => {
                    self.keep(&report);
                    return Run { report: *report, waits, reads };
                }
            }
        }
        panic!("the run does not end")
    }

    /// What its person sees: what it has of the library, and the outbox.
    fn view(&self) -> Library {
        let mut library = self.library.clone();
        for (_, entry) in &self.outbox {
            let _ = entry.apply(&mut library, self.replica);
        }
        library
    }

    fn shows(&self, id: &str) -> bool {
        self.view().prompt(&prompt_id(id)).is_some()
    }

    fn title(&self, id: &str) -> String {
        self.view().prompt(&prompt_id(id)).unwrap().title().to_owned()
    }

    /// Whether something waits to be written.
    fn unsaved(&self) -> bool {
        !self.outbox.is_empty() || !self.seen.covers(self.library.causality().clock())
    }
}

fn team() -> MemoryFolder {
    MemoryFolder::with(NAME, FILE.as_bytes())
}

/// The same team, with a prompt "first" that a device of carol's wrote: the file has causality.
fn ours() -> MemoryFolder {
    let folder = team();
    elsewhere(&folder, &add("first", CAROL));
    folder
}

fn answer(folder: &MemoryFolder, effect: Effect) -> Result<Event, Box<Report>> {
    match effect {
        Effect::List => Ok(Event::Listed(block_on(folder.list()))),
        Effect::Read(name) => Ok(Event::Read(block_on(folder.read(&name)))),
        Effect::Write { bytes, seen } => {
            Ok(Event::Written(block_on(folder.write(NAME, &bytes, Some(&seen)))))
        }
        Effect::Wait { .. } => Ok(Event::Waited),
        Effect::Done(report) => Err(report),
    }
}

/// A device that knows the team as in [`FILE`].
fn device(outbox: &[Keyed]) -> Device {
    Device::opened(1, FILE.as_bytes()).with(outbox)
}

fn run_with(folder: &MemoryFolder, outbox: &[Keyed], before: impl FnMut(&Effect, usize)) -> Run {
    device(outbox).run_with(folder, before)
}

fn run(folder: &MemoryFolder, outbox: &[Keyed]) -> Run {
    device(outbox).run(folder)
}

/// Tells whether an effect reads the library's file.
fn reads(effect: &Effect) -> bool {
    matches!(effect, Effect::Read(name) if name == NAME)
}

fn entry(key: &str, who: &str, command: Command) -> Keyed {
    let nonce = key.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    (key.to_owned(), Entry { command, stamp: Stamp { nonce, ..stamp(who) } })
}

fn add(key: &str, who: &str) -> Keyed {
    entry(key, who, Command::AddPrompt { id: prompt_id(key), draft: draft(key, "Text.") })
}

fn retitle(key: &str, who: &str, title: &str) -> Keyed {
    let seen = shown("launch");
    let draft = Draft { title: title.to_owned(), ..seen.clone() };
    entry(key, who, Command::EditPrompt { id: prompt_id("launch"), seen, draft })
}

fn delete(key: &str, who: &str, id: &str) -> Keyed {
    entry(key, who, Command::DeletePrompt { id: prompt_id(id), seen: shown(id) })
}

fn shown(id: &str) -> Draft {
    decode(FILE.as_bytes()).unwrap().prompt(&prompt_id(id)).unwrap().draft().clone()
}

/// Returns the file's text.
fn text(folder: &MemoryFolder) -> String {
    String::from_utf8(folder.bytes(NAME).unwrap()).unwrap()
}

/// Returns the library in the folder.
fn file(folder: &MemoryFolder) -> Library {
    decode(&folder.bytes(NAME).unwrap()).unwrap()
}

fn has(folder: &MemoryFolder, id: &str) -> bool {
    file(folder).prompt(&prompt_id(id)).is_some()
}

/// Writes an edit as another member's device would.
fn elsewhere(folder: &MemoryFolder, (_, entry): &Keyed) {
    let mut library = open(&folder.bytes(NAME).unwrap()).unwrap();
    apply(&mut library, &entry.command, &entry.stamp).unwrap();
    folder.put(NAME, &encode(&library));
}

/// Demands that a run left the file, the outbox and what the device knows as they were.
fn untouched(folder: &MemoryFolder, run: &Run, before: Option<&[u8]>) {
    assert_eq!(folder.bytes(NAME).as_deref(), before);
    assert_eq!(folder.writes(), 0);
    assert_eq!(run.report.settled, Vec::<String>::new());
    assert_eq!(run.report.met, Vec::new());
    assert_eq!(run.report.library, None);
}

/// Demands that an edit which could not be written is still on the device, and known to wait.
fn waits_here(device: &Device, id: &str) {
    assert!(device.shows(id), "{id} is neither in the folder nor on the device");
    assert!(device.unsaved(), "{id} is taken for saved");
}

// The plain way

#[test]
fn an_edit_is_written_and_read_back() {
    let folder = team();
    let run = run(&folder, &[add("new", BOB)]);
    assert_eq!(run.report.state, SyncState::InFolder);
    assert_eq!(run.report.settled, ["new"]);
    assert_eq!(run.report.met, []);
    assert_eq!(run.report.library.as_ref(), Some(&file(&folder)));
    assert!(has(&folder, "new"));
    assert_eq!((folder.writes(), run.reads, run.waits), (1, 2, vec![]));
}

#[test]
fn the_outbox_is_applied_in_its_order_in_one_write() {
    let folder = team();
    let outbox = [add("a", BOB), add("b", BOB), retitle("c", BOB, "New"), add("d", BOB)];
    let run = run(&folder, &outbox);
    assert_eq!(run.report.settled, ["a", "b", "c", "d"]);
    let ids: Vec<String> = file(&folder).prompts().iter().map(|prompt| prompt.id().to_string()).collect();
    assert_eq!(ids, ["launch", "subject", "old", "a", "b", "d"]);
    assert_eq!(folder.writes(), 1);
}

#[test]
fn nothing_to_say_is_no_write() {
    // Not even to put the file into our own form, whether the device opened it as it is or in another dress.
    let compact = serde_json::from_str::<Value>(FILE).unwrap().to_string();
    for bytes in [FILE.to_owned(), FILE.replace('\n', "\r\n"), format!("\u{FEFF}{FILE}"), compact] {
        let folder = MemoryFolder::with(NAME, bytes.as_bytes());
        for mut device in [Device::joined(1, &folder), device(&[])] {
            for _ in 0..3 {
                let run = device.run(&folder);
                assert_eq!(run.report.state, SyncState::InFolder);
                assert_eq!((folder.writes(), run.reads), (0, 1));
                assert!(!device.unsaved());
                assert_eq!(device.view().prompts().len(), 3);
            }
        }
    }
}

#[test]
fn a_library_in_step_with_its_file_writes_nothing() {
    let folder = team();
    elsewhere(&folder, &add("theirs", CAROL));
    let mut device = Device::joined(1, &folder).with(&[add("mine", BOB)]);
    device.run(&folder);
    let (bytes, writes) = (folder.bytes(NAME), folder.writes());
    for _ in 0..3 {
        let run = device.run(&folder);
        assert_eq!((run.report.state, run.reads, run.report.settled), (SyncState::InFolder, 1, vec![]));
    }
    assert_eq!((folder.bytes(NAME), folder.writes()), (bytes, writes));
}

#[test]
fn a_folder_that_can_not_be_listed_still_has_its_file() {
    for error in [FolderError::NoPermission, FolderError::Busy, FolderError::Other("Odd".to_owned())] {
        let folder = team();
        folder.fail(Call::List, &error, 10);
        let run = run(&folder, &[add("mine", BOB)]);
        assert_eq!((run.report.state, run.report.settled), (SyncState::InFolder, vec!["mine".to_owned()]));
        assert!(has(&folder, "mine"));
    }
}

#[test]
fn what_the_file_holds_already_is_settled_without_a_write() {
    let folder = team();
    let gone = Command::DeletePrompt { id: prompt_id("gone"), seen: draft("T", "C") };
    let outbox = [add("launch", BOB), entry("gone", BOB, gone)];
    let run = run(&folder, &outbox);
    assert_eq!(run.report.settled, ["launch", "gone"]);
    assert_eq!((folder.writes(), run.report.state), (0, SyncState::InFolder));
}

#[test]
fn writes_stop() {
    let folder = team();
    let outbox = [add("a", BOB), retitle("b", BOB, "New"), delete("c", BOB, "subject")];
    run(&folder, &outbox);
    let bytes = folder.bytes(NAME);
    // As after a crash between the write and the report: the outbox is there once more.
    let again = run(&folder, &outbox);
    assert_eq!(again.report.settled, ["a", "b", "c"]);
    assert_eq!((folder.writes(), folder.bytes(NAME)), (1, bytes));
}

#[test]
fn a_deletion_is_written_and_stays() {
    for folder in [team(), ours()] {
        let remove = entry("b", ALICE, Command::RemoveMember { email: email(DAVE) });
        let mut device = Device::joined(1, &folder).with(&[delete("a", ALICE, "subject"), remove]);
        for _ in 0..2 {
            assert_eq!(device.run(&folder).report.state, SyncState::InFolder);
            assert!(!has(&folder, "subject") && !device.shows("subject"));
            assert_eq!(file(&folder).members().role(&email(DAVE)), None);
            assert_eq!(folder.writes(), 1);
        }
    }
}

#[test]
fn an_edit_of_what_is_there_is_written_without_a_question() {
    for folder in [team(), ours()] {
        let mut device = Device::joined(1, &folder).with(&[retitle("a", BOB, "New")]);
        for _ in 0..2 {
            assert_eq!(device.run(&folder).report.state, SyncState::InFolder);
            assert_eq!((device.title("launch"), folder.writes()), ("New".to_owned(), 1));
            assert_eq!(conflicts(&file(&folder)), vec![]);
        }
    }
}

/// Edits "launch" from one title to the next, once for each pair.
fn titles(titles: &[&str]) -> Vec<Keyed> {
    let draft = |title: &str| Draft { title: title.to_owned(), ..shown("launch") };
    let edit = |pair: &[&str]| Command::EditPrompt {
        id: prompt_id("launch"),
        seen: draft(pair[0]),
        draft: draft(pair[1]),
    };
    titles.windows(2).map(|pair| entry(pair[1], BOB, edit(pair))).collect()
}

#[test]
fn edits_in_a_row_do_not_meet_each_other() {
    let outbox = titles(&["Launch post", "One", "Two", "Three"]);
    // Whichever of them arrived before the device crashed.
    for arrived in 0..=3 {
        let folder = team();
        run(&folder, &outbox[..arrived]);
        let run = run(&folder, &outbox);
        assert_eq!((run.report.state, run.report.met), (SyncState::InFolder, vec![]), "{arrived} arrived");
        assert_eq!(run.report.settled, ["One", "Two", "Three"]);
        assert_eq!(file(&folder).prompts().len(), 3, "{arrived} arrived, and now there is a copy");
        assert_eq!(file(&folder).prompts()[0].title(), "Three");
    }
}

#[test]
fn edits_in_a_row_meet_anothers_as_one() {
    let folder = team();
    elsewhere(&folder, &retitle("theirs", CAROL, "By carol"));
    let run = run(&folder, &titles(&["Launch post", "One", "Two"]));
    assert_eq!((run.report.settled, run.report.met), (vec!["One".to_owned(), "Two".to_owned()], vec![]));
    assert_eq!(open_titles(&folder), ["By carol", "Two"]);
    assert_eq!(file(&folder).prompts().len(), 3);
}

#[test]
fn edits_in_a_row_wait_for_what_the_last_needs() {
    let folder = team();
    let category = CategoryId::parse("cat-3");
    let add = Command::AddCategory { id: category.clone().unwrap(), name: "Legal".to_owned(), color: None };
    let first = Draft { title: "One".to_owned(), ..shown("launch") };
    let second = Draft { category: category.clone(), ..first.clone() };
    let edit = |seen: &Draft, draft: &Draft| Command::EditPrompt {
        id: prompt_id("launch"),
        seen: seen.clone(),
        draft: draft.clone(),
    };
    let outbox = [
        entry("1", ALICE, edit(&shown("launch"), &first)),
        entry("2", ALICE, add),
        entry("3", ALICE, edit(&first, &second)),
    ];
    run(&folder, &outbox);
    assert_eq!(file(&folder).prompts()[0].draft(), &second);
}

#[test]
fn edits_that_do_not_follow_stay_apart() {
    let folder = team();
    // Back to the first title, then on by someone who had seen just that.
    let outbox = titles(&["Launch post", "One", "Launch post", "Two"]);
    assert_eq!(run(&folder, &outbox).report.settled.len(), 3);
    assert_eq!(file(&folder).prompts()[0].title(), "Two");
    assert_eq!(file(&folder).prompts().len(), 3);
}

// Others write, too

/// The titles of "launch" among which someone has to decide, in order of the alphabet.
fn open_titles(folder: &MemoryFolder) -> Vec<String> {
    let library = file(folder);
    let found: Vec<_> = conflicts(&library).into_iter().filter(|one| one.field == "title").collect();
    assert!(found.len() < 2 && found.iter().all(|one| one.prompt == prompt_id("launch")), "{found:?}");
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

#[test]
fn what_changed_between_read_and_write_stays() {
    let folder = team();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if matches!((effect, count), (Effect::Write { .. }, 1)) {
            elsewhere(&folder, &add("theirs", CAROL));
        }
    });
    assert_eq!((run.report.state, run.waits), (SyncState::InFolder, vec![]));
    assert!(has(&folder, "mine") && has(&folder, "theirs"));
    assert_eq!(folder.writes(), 1);
}

#[test]
fn a_writer_that_overwrites_before_the_reading_back_is_merged() {
    let folder = team();
    let mut theirs = decode(FILE.as_bytes()).unwrap();
    apply(&mut theirs, &add("theirs", CAROL).1.command, &stamp(CAROL)).unwrap();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if count == 2 && reads(effect) {
            // A sync service that puts its own version over ours.
            folder.put(NAME, &encode(&theirs));
        }
    });
    assert_eq!(run.report.state, SyncState::InFolder);
    assert_eq!(run.report.settled, ["mine"]);
    assert!(has(&folder, "mine") && has(&folder, "theirs"));
    assert_eq!(run.report.library.as_ref(), Some(&file(&folder)));
    assert_eq!(folder.writes(), 2);
}

#[test]
fn a_writer_that_builds_on_ours_before_the_reading_back_is_fine() {
    let folder = team();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if count == 2 && reads(effect) {
            elsewhere(&folder, &add("theirs", CAROL));
        }
    });
    assert_eq!(run.report.settled, ["mine"]);
    assert_eq!(run.report.library.as_ref(), Some(&file(&folder)));
    assert_eq!(folder.writes(), 1);
}

#[test]
fn a_file_that_never_holds_still_is_given_up_for_now() {
    let folder = team();
    let mut turn = 0;
    let mut device = device(&[add("mine", BOB)]);
    let run = device.run_with(&folder, |effect, _| {
        if matches!(effect, Effect::Write { .. }) {
            turn += 1;
            elsewhere(&folder, &add(&format!("theirs {turn}"), CAROL));
        }
    });
    assert_eq!(turn, 4, "one try and three more");
    assert_eq!(run.report.state.to_string(), "Saved on this device; will retry. The file changed meanwhile");
    assert_eq!(folder.writes(), 0);
    waits_here(&device, "mine");
    assert_eq!(device.run(&folder).report.state, SyncState::InFolder);
    assert!(has(&folder, "mine") && (1..=4).all(|turn| has(&folder, &format!("theirs {turn}"))));
    assert!(!device.unsaved());
}

#[test]
fn a_drive_that_takes_writes_and_shows_the_old_file_is_given_up_for_now() {
    let folder = team();
    let mut device = device(&[add("mine", BOB)]);
    let run = device.run_with(&folder, |effect, _| {
        if reads(effect) {
            folder.put(NAME, FILE.as_bytes());
        }
    });
    assert_eq!(run.report.state.to_string(), "Saved on this device; will retry. The file changed meanwhile");
    assert_eq!(folder.writes(), 4);
    waits_here(&device, "mine");
    device.run(&folder);
    assert!(has(&folder, "mine") && !device.unsaved());
}

#[test]
fn two_devices_in_any_order_lose_nothing() {
    const TURNS: u32 = 9;
    for schedule in 0..1_u32 << TURNS {
        let folder = team();
        let mut devices = [add("a", BOB), add("b", CAROL)].map(|entry| device(&[entry]));
        devices[1].replica = Replica::random(2);
        let mut runs = devices.clone().map(|device| (Sync::start(device.start()), None::<Box<Report>>));
        let turns = (0..TURNS).map(|turn| schedule >> turn & 1).chain([0, 1].into_iter().cycle().take(60));
        for turn in turns {
            let ((sync, effect), report) = &mut runs[turn as usize];
            match answer(&folder, effect.clone()) {
                Ok(event) => *effect = sync.step(event),
                Err(done) => *report = Some(done),
            }
        }
        for ((_, report), device) in runs.iter().zip(&mut devices) {
            let report = report.as_ref().unwrap_or_else(|| panic!("{schedule:b}: not done"));
            assert_eq!((&report.state, report.settled.len()), (&SyncState::InFolder, 1), "{schedule:b}");
            device.keep(report);
        }
        assert!(has(&folder, "a") && has(&folder, "b"), "{schedule:b}");
        let writes = folder.writes();
        for device in &mut devices {
            device.run(&folder);
        }
        assert_eq!((folder.writes(), &devices[0].library), (writes, &devices[1].library), "{schedule:b}");
    }
}

#[test]
fn titles_that_two_changed_at_once_both_stay() {
    let folder = team();
    elsewhere(&folder, &retitle("theirs", CAROL, "By carol"));
    let run = run(&folder, &[retitle("mine", BOB, "By bob")]);
    assert_eq!((run.report.state, run.report.settled), (SyncState::InFolder, vec!["mine".to_owned()]));
    assert_eq!(open_titles(&folder), ["By bob", "By carol"]);
    assert_eq!(file(&folder).prompts().len(), 3);
}

#[test]
fn different_lines_that_two_changed_at_once_merge() {
    let folder = team();
    let change = |key: &str, who: &str, from: &str, to: &str| {
        let seen = shown("launch");
        let draft = Draft { content: seen.content.replace(from, to), ..seen.clone() };
        entry(key, who, Command::EditPrompt { id: prompt_id("launch"), seen, draft })
    };
    elsewhere(&folder, &change("theirs", CAROL, "a post", "a long post"));
    run(&folder, &[change("mine", BOB, "{{topic}}", "{{subject}}")]);
    let library = file(&folder);
    let launch = library.prompt(&prompt_id("launch")).unwrap();
    assert_eq!(launch.content(), "Write a long post.\n\nAbout {{subject}}.\n");
    assert_eq!(conflicts(&library), vec![]);
}

#[test]
fn an_edit_beats_a_deletion_made_at_once_whoever_comes_first() {
    for deleted_first in [true, false] {
        let folder = team();
        let (edit, gone) = (retitle("edit", BOB, "Still needed"), delete("gone", ALICE, "launch"));
        let (first, second) = if deleted_first { (gone, edit) } else { (edit, gone) };
        elsewhere(&folder, &first);
        let run = run(&folder, &[second]);
        assert_eq!((run.report.state, run.report.settled.len()), (SyncState::InFolder, 1));
        let library = file(&folder);
        let launch = library.prompt(&prompt_id("launch")).expect("an edited prompt was deleted");
        assert_eq!(launch.draft(), &Draft { title: "Still needed".to_owned(), ..shown("launch") });
    }
}

#[test]
fn members_that_two_set_at_once_are_no_edit_by_hand() {
    let set = |key: &str, who: &str, role| entry(key, ALICE, Command::SetMember { email: email(who), role });
    let folder = ours();
    let mut first = Device::joined(1, &folder);
    let mut second = Device::joined(2, &folder);
    first.outbox = vec![set("a", DAVE, Role::Editor), set("b", "zoe@company.com", Role::Editor)];
    second.outbox = vec![set("c", "gina@company.com", Role::Viewer)];
    first.run(&folder);
    second.run(&folder);
    let writes = folder.writes();
    for device in [&mut first, &mut second] {
        device.run(&folder);
        let by_hand = |(replica, number): (Replica, u64)| replica.is_of_file() && number > 1;
        assert!(!device.library.causality().clock().iter().any(by_hand), "nobody edited anything by hand");
    }
    assert_eq!((folder.writes(), &first.library), (writes, &second.library));
}

#[test]
fn a_deletion_is_taken_over_and_stays() {
    let folder = team();
    let mut others = device(&[]);
    elsewhere(&folder, &delete("gone", ALICE, "launch"));
    assert_eq!(others.run(&folder).report.state, SyncState::InFolder);
    assert!(!others.shows("launch"));
    assert_eq!(folder.writes(), 0);
    others.outbox.push(add("mine", BOB));
    others.run(&folder);
    assert!(!has(&folder, "launch") && has(&folder, "mine"));
}

#[test]
fn edits_of_what_changed_since_it_was_opened_are_reported() {
    let folder = team();
    elsewhere(&folder, &retitle("theirs", CAROL, "By carol"));
    elsewhere(&folder, &delete("theirs", ALICE, "subject"));
    let seen = shown("subject");
    let revived = Draft { title: "Still needed".to_owned(), ..seen.clone() };
    // The device has learnt of both; the person's editors were opened before that.
    let mut device = device(&[]);
    device.run(&folder);
    let mut device = device.with(&[
        add("plain", BOB),
        retitle("both", BOB, "By bob"),
        delete("spared", BOB, "launch"),
        entry("revived", BOB, Command::EditPrompt { id: prompt_id("subject"), seen, draft: revived }),
    ]);
    let run = device.run(&folder);
    assert_eq!(run.report.settled, ["plain", "both", "spared", "revived"]);
    let [both, spared, revived] = &run.report.met[..] else { panic!("{:?}", run.report.met) };
    let (key, Outcome::KeptBoth { copy }) = both else { panic!("{both:?}") };
    assert_eq!((key.as_str(), file(&folder).prompt(copy).unwrap().title()), ("both", "By bob"));
    assert_eq!(*spared, ("spared".to_owned(), Outcome::Spared));
    assert_eq!(*revived, ("revived".to_owned(), Outcome::Revived));
    assert_eq!(file(&folder).prompt(&prompt_id("launch")).unwrap().title(), "By carol");
    assert_eq!(file(&folder).prompt(&prompt_id("subject")).unwrap().title(), "Still needed");
}

// The folder fails

/// The error, whether it may pass by itself, and what is shown with and without edits that wait.
fn errors() -> Vec<(FolderError, bool, &'static str, &'static str)> {
    use FolderError::{Busy, Changed, DiskFull, FolderGone, NoPermission, Other, ReadOnly, TooLarge};
    let permission = "Please grant folder access and try again";
    let gone = "Offline: The team folder can't be found. Is it still there, and its drive connected?";
    let row = |error, passes, with: &'static str| {
        (error, passes, with, with.strip_prefix("Saved on this device; will retry. ").unwrap_or(with))
    };
    vec![
        row(NoPermission, false, permission),
        row(FolderGone, false, gone),
        row(Changed, true, "Saved on this device; will retry. The file changed meanwhile"),
        row(ReadOnly, false, "Saved on this device; will retry. The team file is write-protected"),
        row(DiskFull, false, "Saved on this device; will retry. The disk is full"),
        row(Busy, true, "Saved on this device; will retry. The team file is in use by another program"),
        row(
            TooLarge(200 * 1024 * 1024),
            false,
            "Saved on this device; will retry. The file is 200 MB large; libraries can have up to 100 MB",
        ),
        row(
            Other("Odd".to_owned()),
            true,
            "Saved on this device; will retry. The team file could not be reached: Odd",
        ),
    ]
}

#[test]
fn a_read_that_keeps_failing_leaves_everything() {
    for (error, passes, with, without) in errors() {
        for (outbox, sentence) in [(vec![add("mine", BOB)], with), (vec![], without)] {
            let folder = team();
            folder.fail(Call::Read, &error, 10);
            let run = run(&folder, &outbox);
            untouched(&folder, &run, Some(FILE.as_bytes()));
            assert_eq!(run.report.state.to_string(), sentence);
            let (waits, reads) = if passes { (vec![1000; 3], 4) } else { (vec![], 1) };
            assert_eq!((run.waits, run.reads), (waits, reads), "{error:?}");
        }
    }
}

#[test]
fn a_write_that_keeps_failing_leaves_everything() {
    for (error, _, sentence, _) in errors() {
        let folder = team();
        folder.fail(Call::Write, &error, 4);
        let mut device = device(&[add("mine", BOB)]);
        let run = device.run(&folder);
        assert_eq!((folder.bytes(NAME).as_deref(), folder.writes()), (Some(FILE.as_bytes()), 0));
        assert_eq!(run.report.state.to_string(), sentence);
        // A file that changed is read again at once: there is nothing to wait for.
        let waits = if error == FolderError::Changed { vec![] } else { vec![1000; 3] };
        assert_eq!((run.waits, run.reads), (waits, 4), "{error:?}");
        waits_here(&device, "mine");
        assert_eq!(device.run(&folder).report.state, SyncState::InFolder);
        assert!(has(&folder, "mine") && !device.unsaved());
    }
}

#[test]
fn what_was_learnt_on_the_way_to_a_failure_is_kept() {
    let folder = team();
    elsewhere(&folder, &add("theirs", CAROL));
    folder.fail(Call::Write, &FolderError::ReadOnly, 10);
    let mut device = device(&[add("mine", BOB)]);
    device.run(&folder);
    waits_here(&device, "mine");
    assert!(device.shows("theirs"));
}

#[test]
fn a_failure_that_passes_is_outlasted() {
    for call in [Call::Read, Call::Write] {
        for times in 1..=3 {
            for (error, passes, _, _) in errors() {
                if !passes || error == FolderError::Changed {
                    continue;
                }
                let folder = team();
                folder.fail(call, &error, times);
                let run = run(&folder, &[add("mine", BOB)]);
                assert_eq!(run.report.state, SyncState::InFolder, "{call:?} {error:?}");
                assert_eq!(run.waits, vec![1000; times], "{call:?} {error:?}");
                assert!(has(&folder, "mine"));
            }
        }
    }
}

#[test]
fn a_reading_back_that_fails_once_does_not_write_twice() {
    let folder = team();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if count == 2 && reads(effect) {
            folder.fail(Call::Read, &FolderError::Busy, 1);
        }
    });
    assert_eq!((run.report.state, run.report.settled), (SyncState::InFolder, vec!["mine".to_owned()]));
    assert_eq!((folder.writes(), run.waits), (1, vec![1000]));
}

#[test]
fn what_was_not_read_back_is_not_settled() {
    let folder = team();
    let mut device = device(&[add("mine", BOB)]);
    let run = device.run_with(&folder, |effect, count| {
        if count == 2 && reads(effect) {
            folder.fail(Call::Read, &FolderError::NoPermission, 1);
        }
    });
    assert!(has(&folder, "mine"), "it is in the file, but nobody has seen it there");
    assert_eq!((run.report.state, run.report.settled), (SyncState::NeedsPermission, vec![]));
    waits_here(&device, "mine");
    // The next run finds it there, and knows it for its own, whatever was edited meanwhile.
    device.outbox.push(add("more", BOB));
    let run = device.run(&folder);
    assert_eq!((run.report.settled.len(), run.report.replica), (2, Replica::random(1)));
    assert!(has(&folder, "mine") && has(&folder, "more") && !device.unsaved());
    assert_eq!(file(&folder).prompts().len(), 5);
}

#[test]
fn states_have_names() {
    let reason = String::new();
    let states = [
        (SyncState::InFolder, "in-folder", "Up to date with the folder"),
        (SyncState::SavedHere, "saved-here", "Saved on this device"),
        (SyncState::Waiting { reason: reason.clone() }, "waiting", ""),
        (SyncState::Offline { reason }, "offline", "Offline: "),
        (SyncState::NeedsPermission, "needs-permission", "Please grant folder access and try again"),
    ];
    for (state, name, sentence) in states {
        assert_eq!((state.name(), state.to_string().as_str()), (name, sentence));
    }
}

// The file is not what it should be

#[test]
fn each_bad_file_stays_as_it_is() {
    let bad = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/bad");
    let mut count = 0;
    for path in fs::read_dir(bad).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let refusal = decode(&bytes).unwrap_err();
        let folder = MemoryFolder::with(NAME, &bytes);
        let run = run(&folder, &[add("mine", ALICE)]);
        untouched(&folder, &run, Some(&bytes));
        assert_eq!(run.report.state, SyncState::Waiting { reason: refusal.to_string() }, "{path:?}");
        assert_eq!(run.waits, vec![1000; if refusal.may_pass() { 3 } else { 0 }], "{path:?}");
        count += 1;
    }
    assert!(count > 40, "only {count} bad files");
}

#[test]
fn a_file_that_is_still_arriving_is_waited_for() {
    for end in [0, 1, 500, FILE.len() - 3] {
        let folder = MemoryFolder::with(NAME, &FILE.as_bytes()[..end]);
        let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
            if matches!((effect, count), (Effect::Wait { .. }, 2)) {
                folder.put(NAME, FILE.as_bytes());
            }
        });
        assert_eq!((run.report.state, run.waits), (SyncState::InFolder, vec![1000; 2]), "{end}");
        assert!(has(&folder, "mine"));
    }
}

#[test]
fn a_file_cut_off_after_the_write_is_waited_for_and_mended_by_nobody_else() {
    let folder = team();
    let mut whole = None;
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| match (effect, count) {
        (effect, 2) if reads(effect) => {
            whole = folder.bytes(NAME);
            folder.put(NAME, &whole.as_ref().unwrap()[..100]);
        }
        (Effect::Wait { .. }, 1) => folder.put(NAME, whole.as_ref().unwrap()),
        _ => (),
    });
    assert_eq!((run.report.state, run.report.settled), (SyncState::InFolder, vec!["mine".to_owned()]));
    assert_eq!((folder.bytes(NAME), folder.writes()), (whole, 1));
}

#[test]
fn a_missing_file_is_not_made_anew() {
    let folder = MemoryFolder::default();
    let run = run(&folder, &[add("mine", ALICE)]);
    untouched(&folder, &run, None);
    let sentence = "Offline: The team file is not in its folder. It may have been moved or not arrived yet";
    assert_eq!(run.report.state.to_string(), sentence);
    assert_eq!(run.waits, vec![1000; 3]);
}

#[test]
fn a_file_that_comes_late_is_waited_for() {
    let folder = MemoryFolder::default();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if matches!((effect, count), (Effect::Wait { .. }, 3)) {
            folder.put(NAME, FILE.as_bytes());
        }
    });
    assert_eq!(run.report.state, SyncState::InFolder);
    assert!(has(&folder, "mine"));
}

#[test]
fn a_file_that_goes_away_meanwhile_is_not_made_anew() {
    for away_at in ["write", "reading back"] {
        let folder = team();
        let mut device = device(&[add("mine", BOB)]);
        let run = device.run_with(&folder, |effect, count| match (effect, count, away_at) {
            (Effect::Write { .. }, 1, "write") => folder.delete(NAME),
            (effect, 2, "reading back") if reads(effect) => folder.delete(NAME),
            _ => (),
        });
        assert_eq!(run.report.state.name(), "offline", "{away_at}");
        assert_eq!(folder.bytes(NAME), None, "{away_at}");
        waits_here(&device, "mine");
        folder.put(NAME, FILE.as_bytes());
        device.run(&folder);
        assert!(has(&folder, "mine"), "{away_at}");
    }
}

#[test]
fn another_librarys_file_is_left_alone() {
    let foreign = FILE.replace("team-1", "team-2").replace("Marketing", "Sales");
    let folder = MemoryFolder::with(NAME, foreign.as_bytes());
    let run = run(&folder, &[add("mine", ALICE)]);
    untouched(&folder, &run, Some(foreign.as_bytes()));
    let sentence = "The file in this folder now belongs to another library, “Sales”";
    assert_eq!((run.report.state.to_string().as_str(), run.waits), (sentence, vec![]));
}

fn newer() -> String {
    FILE.replace("\"1.0\"", "\"2.0\"").replace("Marketing", "Of tomorrow")
}

#[test]
fn a_newer_version_is_shown_and_not_written() {
    let folder = MemoryFolder::with(NAME, newer().as_bytes());
    let mut device = device(&[add("mine", ALICE)]);
    let run = device.run(&folder);
    assert_eq!(run.report.settled, Vec::<String>::new(), "settled, and nowhere");
    assert_eq!(run.report.library.as_ref().map(Library::name), Some("Of tomorrow"));
    let sentence = "This library was written by a newer version (2.0) and is read-only here";
    assert_eq!(run.report.state.to_string(), sentence);
    assert_eq!((folder.bytes(NAME), folder.writes()), (Some(newer().into_bytes()), 0));
}

#[test]
fn an_edit_outlives_a_newer_version() {
    // Journalled only, or folded into the library by a run that could not write.
    for learnt in [false, true] {
        let folder = team();
        let mut device = device(&[add("mine", ALICE)]);
        if learnt {
            folder.fail(Call::Write, &FolderError::ReadOnly, 4);
            device.run(&folder);
        }
        folder.put(NAME, newer().as_bytes());
        device.run(&folder);
        folder.put(NAME, FILE.as_bytes());
        device.run(&folder);
        device.run(&folder);
        assert!(has(&folder, "mine"), "lost; learnt: {learnt}");
        assert_eq!(file(&folder).version(), "1.0", "learnt: {learnt}");
    }
}

#[test]
fn a_sync_object_of_a_later_version_is_left_alone() {
    let folder = team();
    elsewhere(&folder, &add("theirs", CAROL));
    let text = String::from_utf8(folder.bytes(NAME).unwrap()).unwrap().replace("\"v\": 1,", "\"v\": 2,");
    folder.put(NAME, text.as_bytes());
    let run = run(&folder, &[add("mine", ALICE)]);
    untouched(&folder, &run, Some(text.as_bytes()));
    assert_eq!(run.report.state.name(), "waiting");
}

#[test]
fn a_file_beyond_the_limit_is_not_written() {
    let folder = team();
    // Each zero takes six bytes of the file.
    let content = "\0".repeat(usize::try_from(MAX_FILE_BYTES).unwrap() / 6);
    let outbox =
        [entry("big", BOB, Command::AddPrompt { id: prompt_id("big"), draft: draft("T", &content) })];
    let mut device = device(&outbox);
    let run = device.run(&folder);
    assert_eq!((folder.bytes(NAME).as_deref(), folder.writes()), (Some(FILE.as_bytes()), 0));
    let sentence =
        "Saved on this device; will retry. The file is 100 MB large; libraries can have up to 100 MB";
    assert_eq!(run.report.state.to_string(), sentence);
    waits_here(&device, "big");
    assert!(
        encode(&device.library).len() as u64 <= MAX_FILE_BYTES,
        "the device could not open what it keeps"
    );
}

// Roles hold here as well

#[test]
fn what_the_role_refuses_stays_in_the_outbox_and_holds_up_nothing_else() {
    let folder = team();
    let outbox = [add("a", CAROL), delete("b", CAROL, "launch"), add("c", CAROL)];
    let run = run(&folder, &outbox);
    assert_eq!(run.report.settled, ["a", "c"]);
    let sentence = "Only the owner can delete what others added";
    assert_eq!(run.report.state, SyncState::Waiting { reason: sentence.to_owned() });
    assert!(has(&folder, "a") && has(&folder, "launch") && has(&folder, "c"));
    assert_eq!(run.report.library.as_ref(), Some(&file(&folder)));
}

#[test]
fn nothing_but_refused_edits_is_no_write() {
    let folder = team();
    let run = run(&folder, &[add("a", DAVE), retitle("b", DAVE, "New")]);
    assert_eq!(run.report.settled, Vec::<String>::new());
    assert_eq!(run.report.state.name(), "waiting");
    assert_eq!((folder.bytes(NAME), folder.writes()), (Some(FILE.as_bytes().to_vec()), 0));
}

#[test]
fn who_was_demoted_meanwhile_keeps_their_edits_here() {
    let folder = team();
    let demote = Command::SetMember { email: email(BOB), role: Role::Viewer };
    elsewhere(&folder, &entry("demote", ALICE, demote));
    let mut device = device(&[add("mine", BOB)]);
    let held = device.run(&folder);
    assert_eq!((held.report.settled, folder.writes()), (vec![], 0), "a viewer's edit is in the file");
    let promote = Command::SetMember { email: email(BOB), role: Role::Editor };
    elsewhere(&folder, &entry("promote", ALICE, promote));
    device.run(&folder);
    device.run(&folder);
    assert!(has(&folder, "mine") && !device.unsaved());
}

#[test]
fn who_was_removed_meanwhile_keeps_their_edits_here() {
    let folder = team();
    elsewhere(&folder, &entry("remove", ALICE, Command::RemoveMember { email: email(BOB) }));
    let mut device = device(&[add("mine", BOB)]);
    let held = device.run(&folder);
    assert_eq!((held.report.settled, folder.writes()), (vec![], 0), "a stranger's edit is in the file");
    assert!(!device.outbox.is_empty());
}

#[test]
fn an_answer_that_nobody_waits_for_does_no_harm() {
    for event in [Event::Waited, Event::Written(Ok(())), Event::Written(Err(FolderError::DiskFull))] {
        let (mut sync, first) = Sync::start(device(&[add("mine", BOB)]).start());
        assert_eq!(first, Effect::List);
        assert_eq!(sync.step(event), Effect::Read(NAME.to_owned()));
    }
}

// Too much at once

/// A team of three and `count` more prompts, in our own form.
fn large(count: usize) -> MemoryFolder {
    let mut library = open(FILE.as_bytes()).unwrap();
    for number in 0..count {
        let (_, entry) = add(&format!("p{number}"), ALICE);
        apply(&mut library, &entry.command, &entry.stamp).unwrap();
    }
    MemoryFolder::with(NAME, &encode(&library))
}

/// Deletes the first `count` of [`large`] as the owner's device would.
fn delete_many(folder: &MemoryFolder, count: usize) {
    let mut library = open(&folder.bytes(NAME).unwrap()).unwrap();
    for (_, entry) in deletions(count) {
        apply(&mut library, &entry.command, &entry.stamp).unwrap();
    }
    folder.put(NAME, &encode(&library));
}

fn deletions(count: usize) -> Vec<Keyed> {
    let gone = |number: usize| {
        let id = format!("p{number}");
        entry(
            &format!("d{number}"),
            ALICE,
            Command::DeletePrompt { id: prompt_id(&id), seen: draft(&id, "Text.") },
        )
    };
    (0..count).map(gone).collect()
}

#[test]
fn more_deletions_than_anyone_makes_are_held_until_someone_decides() {
    // In a large library, one in twenty may go.
    for (prompts, most) in [(27, 20), (397, 20), (597, 30)] {
        for outbox in [vec![], vec![add("mine", BOB)]] {
            let folder = large(prompts);
            let mut device = Device::joined(1, &folder).with(&outbox);
            delete_many(&folder, most + 1);
            let before = folder.bytes(NAME);
            for _ in 0..2 {
                let run = device.run(&folder);
                let brake = run.report.brake.expect("nothing was held");
                assert_eq!((brake.removed.len(), brake.owner), (most + 1, None));
                assert_eq!((run.report.state.name(), run.report.library), ("waiting", None));
                assert_eq!((folder.bytes(NAME), folder.writes()), (before.clone(), 0));
                assert!(device.shows("p0") && device.outbox.len() == outbox.len());
            }
            device.allowed = true;
            let run = device.run(&folder);
            assert_eq!((run.report.state, run.report.brake), (SyncState::InFolder, None));
            assert!(!device.shows("p0") && !has(&folder, "p0") && has(&folder, &format!("p{}", most + 1)));
            assert_eq!(has(&folder, "mine"), !outbox.is_empty());
            // The decision was about these, and they are taken over: nothing is held any more.
            device.allowed = false;
            assert_eq!(device.run(&folder).report.brake, None);
        }
    }
}

#[test]
fn as_many_deletions_as_people_make_are_taken_over() {
    for (prompts, most) in [(27, 20), (597, 30)] {
        let folder = large(prompts);
        let mut device = Device::joined(1, &folder);
        delete_many(&folder, most);
        let run = device.run(&folder);
        assert_eq!((run.report.state, run.report.brake), (SyncState::InFolder, None));
        assert!(!device.shows("p0"));
    }
}

#[test]
fn what_one_deletes_oneself_is_not_held() {
    let folder = large(30);
    let mut device = Device::joined(1, &folder).with(&deletions(30));
    let run = device.run(&folder);
    assert_eq!((run.report.state, run.report.brake), (SyncState::InFolder, None));
    assert_eq!(file(&folder).prompts().len(), 3);
}

#[test]
fn another_owner_is_held_until_someone_decides() {
    for plain in [false, true] {
        let folder = team();
        if !plain {
            elsewhere(&folder, &add("theirs", CAROL));
        }
        let mut device = Device::joined(1, &folder).with(&[add("mine", BOB)]);
        let text = String::from_utf8(folder.bytes(NAME).unwrap()).unwrap();
        let text = text.replace("\"owner\": \"alice@company.com\"", "\"owner\": \"eve@company.com\"");
        folder.put(NAME, text.as_bytes());
        let run = device.run(&folder);
        let brake = Brake { removed: vec![], owner: Some(email("eve@company.com")) };
        assert_eq!((run.report.brake, run.report.state.name()), (Some(brake), "waiting"), "plain: {plain}");
        assert_eq!((folder.bytes(NAME).unwrap(), folder.writes()), (text.into_bytes(), 0));
        assert_eq!(device.view().members().owner(), &email(ALICE));
        device.allowed = true;
        assert_eq!(device.run(&folder).report.state, SyncState::InFolder);
        assert_eq!(file(&folder).members().owner(), &email("eve@company.com"));
        assert!(has(&folder, "mine"));
        device.allowed = false;
        assert_eq!(device.run(&folder).report.brake, None);
    }
}

// Writers that know nothing of all this

/// Demands that writes stop after a round in which each may still add what it knows of the past.
fn settles(folder: &MemoryFolder, devices: &mut [&mut Device]) {
    for device in &mut *devices {
        device.run(folder);
    }
    let (before, writes) = (text(folder), folder.writes());
    for device in &mut *devices {
        assert_eq!(device.run(folder).report.state, SyncState::InFolder);
        assert!(!device.unsaved());
        assert_eq!(device.library, file(folder));
    }
    assert_eq!((text(folder), folder.writes()), (before, writes), "writes go on");
}

/// Changes the file's JSON as another program would that keeps what it doesn't know, or doesn't.
fn by_hand(folder: &MemoryFolder, keeps_sync: bool, change: impl FnOnce(&mut Value)) {
    let mut file: Value = serde_json::from_slice(&folder.bytes(NAME).unwrap()).unwrap();
    change(&mut file);
    if !keeps_sync {
        file.as_object_mut().unwrap().shift_remove("sync");
    }
    folder.put(NAME, &serde_json::to_vec_pretty(&file).unwrap());
}

fn remove_prompt(file: &mut Value, id: &str) {
    file["prompts"].as_array_mut().unwrap().retain(|prompt| prompt["id"] != id);
}

/// Both kinds of such writers.
const KEEPS_SYNC: [bool; 2] = [true, false];

#[test]
fn an_edit_by_an_unaware_writer_is_taken_over_beside_ones_own() {
    for keeps_sync in KEEPS_SYNC {
        for known in [false, true] {
            let folder = team();
            if known {
                elsewhere(&folder, &add("theirs", CAROL));
            }
            let mut bob = Device::joined(1, &folder).with(&[retitle("mine", BOB, "By bob"), add("new", BOB)]);
            let mut carol = Device::joined(2, &folder);
            by_hand(&folder, keeps_sync, |file| {
                file["prompts"][1]["title"] = json!("By hand");
                file["prompts"][0]["content"] = json!("Text by hand.\n");
                file["prompts"]
                    .as_array_mut()
                    .unwrap()
                    .push(json!({"id": "x", "title": "X", "content": "x"}));
                file["members"]["viewers"] = json!(["dave@company.com", "frank@company.com"]);
                remove_prompt(file, "old");
            });
            let run = bob.run(&folder);
            assert_eq!((run.report.state, run.report.brake), (SyncState::InFolder, None));
            for device in [&mut bob, &mut carol] {
                device.run(&folder);
                let library = device.view();
                assert_eq!(
                    (device.title("launch"), device.title("subject")),
                    ("By bob".into(), "By hand".into())
                );
                assert_eq!(library.prompt(&prompt_id("launch")).unwrap().content(), "Text by hand.\n");
                assert_eq!(library.members().role(&email("frank@company.com")), Some(Role::Viewer));
                assert!(device.shows("new") && device.shows("x"));
                assert!(device.shows("old"), "what it doesn't have was taken for deleted");
                assert_eq!(device.shows("theirs"), known);
                assert_eq!(conflicts(&library), vec![]);
                assert!(!device.unsaved());
            }
            settles(&folder, &mut [&mut bob, &mut carol]);
            assert_eq!(bob.library, carol.library);
            assert!(file(&folder).causality().clock().iter().count() > 0, "the file has no causality");
        }
    }
}

#[test]
fn an_edit_by_hand_and_ones_own_of_the_same_field_both_stay() {
    for keeps_sync in KEEPS_SYNC {
        let folder = team();
        elsewhere(&folder, &add("theirs", CAROL));
        let mut device = Device::joined(1, &folder).with(&[retitle("mine", BOB, "By bob")]);
        by_hand(&folder, keeps_sync, |file| file["prompts"][0]["title"] = json!("By hand"));
        device.run(&folder);
        assert_eq!(open_titles(&folder), ["By bob", "By hand"], "keeps sync: {keeps_sync}");
    }
}

#[test]
fn many_who_read_an_edit_by_hand_have_one_edit() {
    for keeps_sync in KEEPS_SYNC {
        let folder = team();
        elsewhere(&folder, &add("theirs", CAROL));
        // One of them is ahead by an edit that is not in the file yet.
        let mut devices = [1, 2, 3].map(|number| Device::joined(number, &folder));
        devices[1].outbox.push(add("mine", BOB));
        by_hand(&folder, keeps_sync, |file| {
            file["prompts"][0]["title"] = json!("By hand");
            file["prompts"].as_array_mut().unwrap().push(json!({"id": "x", "title": "X", "content": "x"}));
        });
        // All read the same bytes before anyone writes.
        let bytes = folder.bytes(NAME).unwrap();
        for device in &mut devices {
            let own = MemoryFolder::with(NAME, &bytes);
            device.run(&own);
            folder.put(&format!("{}.json", device.replica), &own.bytes(NAME).unwrap());
        }
        for _ in 0..2 {
            for device in &mut devices {
                device.run(&folder);
            }
        }
        let library = file(&folder);
        assert_eq!(conflicts(&library), vec![], "keeps sync: {keeps_sync}");
        assert_eq!(library.prompts().len(), 6, "keeps sync: {keeps_sync}");
        let writes = folder.writes();
        for device in &mut devices {
            device.run(&folder);
            assert_eq!(device.library, library);
        }
        assert_eq!(folder.writes(), writes);
    }
}

#[test]
fn an_edit_by_hand_in_a_file_of_ours_is_an_edit() {
    let folder = team();
    elsewhere(&folder, &retitle("theirs", CAROL, "By carol"));
    let mut device = Device::joined(1, &folder);
    by_hand(&folder, true, |file| {
        file["prompts"][0]["title"] = json!("By hand");
        file["categories"][0]["name"] = json!("By hand, too");
        file["name"] = json!("Renamed");
        file["prompts"][2]["tags"] = json!(["new"]);
    });
    let run = device.run(&folder);
    assert_eq!(
        (run.report.state, folder.writes()),
        (SyncState::InFolder, 1),
        "what was replaced goes to the history"
    );
    assert_eq!((device.title("launch"), device.library.name()), ("By hand".to_owned(), "Renamed"));
    assert_eq!(device.library.categories()[0].name(), "By hand, too");
    // An older copy of the file takes nothing of it back.
    let seen = device.library.clone();
    let old = team();
    elsewhere(&old, &retitle("theirs", CAROL, "By carol"));
    folder.put("old.json", &old.bytes(NAME).unwrap());
    device.run(&folder);
    assert_eq!(device.library, seen);
    // Others who write on keep it.
    elsewhere(&folder, &add("more", CAROL));
    device.run(&folder);
    assert_eq!(device.title("launch"), "By hand");
    assert!(device.shows("more"));
}

#[test]
fn a_field_taken_out_by_hand_is_gone_and_nothing_else() {
    for edited in [false, true] {
        let folder = team();
        if edited {
            let seen = shown("launch");
            let draft = Draft { category: CategoryId::parse("cat-2"), ..seen.clone() };
            elsewhere(
                &folder,
                &entry("theirs", CAROL, Command::EditPrompt { id: prompt_id("launch"), seen, draft }),
            );
        } else {
            elsewhere(&folder, &add("theirs", CAROL));
        }
        let mut device = Device::joined(1, &folder).with(&[add("mine", BOB)]);
        by_hand(&folder, true, |file| {
            file["prompts"][0].as_object_mut().unwrap().shift_remove("categoryId");
        });
        device.run(&folder);
        let library = file(&folder);
        let launch = library.prompt(&prompt_id("launch")).unwrap();
        assert_eq!((launch.category(), launch.title()), (None, "Launch post"), "edited before: {edited}");
        assert_eq!(conflicts(&library), vec![], "edited before: {edited}");
        let writes = folder.writes();
        device.run(&folder);
        assert_eq!((folder.writes(), &device.library), (writes, &file(&folder)));
    }
}

#[test]
fn a_record_taken_out_by_hand_comes_back_from_whoever_has_it() {
    for keeps_sync in KEEPS_SYNC {
        let folder = team();
        elsewhere(&folder, &retitle("theirs", CAROL, "By carol"));
        let mut knows = Device::joined(1, &folder);
        by_hand(&folder, keeps_sync, |file| remove_prompt(file, "launch"));
        // Someone who joins now has never seen it, and their own edit does not make it deleted.
        let mut new = Device::joined(2, &folder).with(&[add("mine", BOB)]);
        new.run(&folder);
        assert!(!new.shows("launch"));
        knows.run(&folder);
        assert_eq!(knows.title("launch"), "By carol", "keeps sync: {keeps_sync}");
        assert!(knows.shows("mine"));
        new.run(&folder);
        assert_eq!(new.title("launch"), "By carol", "keeps sync: {keeps_sync}");
        settles(&folder, &mut [&mut knows, &mut new]);
    }
}

#[test]
fn everything_taken_out_by_hand_comes_back() {
    for keeps_sync in KEEPS_SYNC {
        let folder = large(30);
        let mut device = Device::joined(1, &folder);
        by_hand(&folder, keeps_sync, |file| file["prompts"] = json!([]));
        let run = device.run(&folder);
        assert_eq!((run.report.state, run.report.brake), (SyncState::InFolder, None));
        assert_eq!(file(&folder).prompts().len(), 33);
        let writes = folder.writes();
        device.run(&folder);
        assert_eq!(folder.writes(), writes);
    }
}

#[test]
fn a_plain_file_of_before_changes_nothing() {
    // The file that the team began with, still somewhere: as the library's file once more, or beside it.
    for beside in [false, true] {
        let folder = team();
        let mut device =
            device(&[retitle("mine", ALICE, "New"), delete("gone", ALICE, "subject"), add("new", ALICE)]);
        device.run(&folder);
        folder.put(if beside { "backup.json" } else { NAME }, FILE.as_bytes());
        for _ in 0..3 {
            device.run(&folder);
        }
        assert_eq!(device.title("launch"), "New", "the old title is back; beside: {beside}");
        assert!(!device.shows("subject"), "a deleted prompt is back; beside: {beside}");
        assert_eq!(device.library, file(&folder), "beside: {beside}");
        let writes = folder.writes();
        device.run(&folder);
        assert_eq!(folder.writes(), writes, "beside: {beside}");
    }
}

#[test]
fn one_can_edit_beside_a_plain_copy() {
    // As above, but the copy lies there all the time.
    let folder = team();
    folder.put("team-prompts (1).json", FILE.as_bytes());
    let mut device = device(&[]);
    device.run(&folder);
    device.outbox = vec![retitle("mine", ALICE, "New"), delete("gone", ALICE, "subject")];
    for _ in 0..3 {
        device.run(&folder);
    }
    assert_eq!(file(&folder).prompt(&prompt_id("launch")).unwrap().title(), "New");
    assert!(!has(&folder, "subject"), "it can't be deleted");
}

#[test]
fn no_part_of_a_plain_file_comes_back() {
    let edits = [
        entry("a", ALICE, Command::RenameLibrary { name: "Brand".to_owned() }),
        entry("b", ALICE, Command::SetMember { email: email(DAVE), role: Role::Editor }),
        entry("c", ALICE, Command::RemoveMember { email: email(CAROL) }),
        entry(
            "d",
            ALICE,
            Command::EditCategory {
                id: CategoryId::parse("cat-1").unwrap(),
                name: "Social".to_owned(),
                color: None,
                icon: None,
            },
        ),
        entry(
            "e",
            ALICE,
            Command::DeleteCategory { id: CategoryId::parse("cat-2").unwrap(), prompts_to: None },
        ),
    ];
    // The first edits of a plain file; with a plain copy beside it; and the plain file in its place later.
    for (beside, back) in [(false, false), (true, false), (false, true)] {
        for edit in &edits {
            let folder = team();
            if beside {
                folder.put("backup.json", FILE.as_bytes());
            }
            let mut device = device(std::slice::from_ref(edit));
            let meant = device.view();
            for round in 0..3 {
                if back && round == 1 {
                    folder.put(NAME, FILE.as_bytes());
                }
                device.run(&folder);
            }
            let (library, how) = (file(&folder), format!("beside: {beside}, back: {back}, {edit:?}"));
            assert_eq!((library.name(), library.members()), (meant.name(), meant.members()), "{how}");
            let categories = |library: &Library| -> Vec<_> {
                let all = library.categories().iter();
                all.map(|one| (one.id().clone(), one.name().to_owned(), one.color().map(str::to_owned)))
                    .collect()
            };
            assert_eq!(categories(&library), categories(&meant), "{how}");
        }
    }
}

#[test]
fn a_sync_object_that_is_damaged_counts_as_none() {
    let folder = team();
    elsewhere(&folder, &retitle("theirs", CAROL, "By carol"));
    let mut device = Device::joined(1, &folder).with(&[add("mine", BOB)]);
    by_hand(&folder, true, |file| {
        file["sync"]["rec"] = json!("?");
        file["prompts"][1]["title"] = json!("By hand");
    });
    device.run(&folder);
    assert_eq!((device.title("launch"), device.title("subject")), ("By carol".into(), "By hand".into()));
    assert!(has(&folder, "mine"));
    let writes = folder.writes();
    device.run(&folder);
    assert_eq!((folder.writes(), &device.library), (writes, &file(&folder)));
}

// Copies

/// How services name a copy that they set aside.
const COPIES: [&str; 19] = [
    "team-prompts (Bob's conflicted copy 2026-01-01).json",
    "team-prompts (Copie en conflit de Bob 2026-01-01).json",
    "team-prompts (In Konflikt stehende Kopie von Bob 2026-01-01).json",
    "team-prompts (Copia conflictiva de Bob 2026-01-01).json",
    "team-prompts (Bob's conflicted copy 2026-01-01) (Carol's conflicted copy 2026-01-02).json",
    "team-prompts (Case Conflict).json",
    "team-prompts-LAPTOP-1.json",
    "team-prompts (2).json",
    "team-prompts (1).json",
    "team-prompts[Conflict].json",
    "team-prompts (Conflict a4ab3033).json",
    "team-prompts 2.json",
    "team-prompts.sync-conflict-20260101-120000-ABCDEFG.json",
    "team-prompts (conflicted copy 2026-01-01 120000).json",
    "team-prompts (conflicted copy bob 2026-01-01 120000).json",
    "team-prompts_conflict-20260101-120000.json",
    "team-prompts.Conflict.json",
    "TEAM-PROMPTS.JSON",
    "Копия.json",
];

#[test]
fn a_copy_of_any_service_is_joined() {
    for name in COPIES {
        let (folder, aside) = (team(), team());
        elsewhere(&folder, &add("there", CAROL));
        elsewhere(&aside, &add("aside", ALICE));
        let copy = aside.bytes(NAME).unwrap();
        folder.put(name, &copy);
        let mut device = device(&[]);
        let run = device.run(&folder);
        assert_eq!(run.report.state, SyncState::InFolder, "{name}");
        assert!(has(&folder, "there") && has(&folder, "aside"), "{name}");
        assert_eq!((folder.bytes(name), folder.writes()), (Some(copy), 1), "{name}");
        device.run(&folder);
        assert_eq!(folder.writes(), 1, "{name}");
    }
}

#[test]
fn all_copies_are_joined_at_once() {
    let folder = team();
    for (number, name) in COPIES.into_iter().enumerate() {
        let mut library = open(FILE.as_bytes()).unwrap();
        let (_, Entry { command, stamp }) = add(&format!("n{number}"), ALICE);
        apply(&mut library, &command, &Stamp { replica: Replica::random(100 + number as u64), ..stamp })
            .unwrap();
        folder.put(name, &encode(&library));
    }
    run(&folder, &[add("mine", BOB)]);
    assert_eq!(file(&folder).prompts().len(), 3 + COPIES.len() + 1);
    assert_eq!(folder.writes(), 1);
}

#[test]
fn a_plain_copy_with_edits_is_joined() {
    let folder = team();
    let aside = FILE.replace("Ten subject lines.", "Twelve subject lines.");
    folder.put("team-prompts (2).json", aside.as_bytes());
    run(&folder, &[retitle("mine", BOB, "By bob")]);
    let library = file(&folder);
    assert_eq!(library.prompt(&prompt_id("subject")).unwrap().content(), "Twelve subject lines.");
    assert_eq!(library.prompt(&prompt_id("launch")).unwrap().title(), "By bob");
}

#[test]
fn an_old_copy_changes_nothing() {
    let folder = team();
    elsewhere(&folder, &add("theirs", CAROL));
    folder.put("team-prompts (1).json", &folder.bytes(NAME).unwrap());
    let mut device = Device::joined(1, &folder);
    device.outbox = vec![retitle("mine", ALICE, "New"), delete("gone", ALICE, "subject")];
    for _ in 0..3 {
        device.run(&folder);
    }
    assert_eq!(device.title("launch"), "New");
    assert!(!has(&folder, "subject") && has(&folder, "theirs"));
    assert_eq!(folder.writes(), 1);
}

#[test]
fn an_old_file_that_comes_back_is_brought_up_to_date() {
    let folder = team();
    elsewhere(&folder, &add("theirs", CAROL));
    let old = folder.bytes(NAME).unwrap();
    let mut device = Device::joined(1, &folder);
    device.outbox = vec![retitle("mine", ALICE, "New"), delete("gone", ALICE, "subject")];
    device.run(&folder);
    let new = folder.bytes(NAME);
    folder.put(NAME, &old);
    let run = device.run(&folder);
    assert_eq!((run.report.state, run.report.brake), (SyncState::InFolder, None));
    assert_eq!(folder.bytes(NAME), new);
}

#[test]
fn a_copy_is_joined_although_the_file_changes_meanwhile() {
    let (folder, aside) = (team(), team());
    elsewhere(&aside, &add("aside", ALICE));
    folder.put("team-prompts 2.json", &aside.bytes(NAME).unwrap());
    let mut device = device(&[add("mine", BOB)]);
    device.run_with(&folder, |effect, count| {
        if matches!((effect, count), (Effect::Write { .. }, 1)) {
            elsewhere(&folder, &add("theirs", CAROL));
        }
    });
    assert!(has(&folder, "mine") && has(&folder, "theirs"));
    device.run(&folder);
    assert!(has(&folder, "aside"));
}

#[test]
fn what_is_no_copy_is_left_alone() {
    let folder = team();
    let other = FILE.replace("team-1", "team-2").replace("Launch post", "Of another team");
    let later = newer().replace("Launch post", "Of tomorrow");
    let files: [(&str, &[u8]); 10] = [
        ("other-team.json", other.as_bytes()),
        ("team-prompts (newer).json", later.as_bytes()),
        ("team-prompts (1).json", &FILE.as_bytes()[..200]),
        ("team-prompts (2).json", b""),
        ("team-prompts (3).json", b"\xFF\xFE not text"),
        ("package.json", b"{\"name\": \"x\"}"),
        ("list.json", b"[]"),
        (".team-prompts.json.icloud", other.as_bytes()),
        (".syncthing.team-prompts.json.tmp", b"{"),
        ("team-prompts.json.crswap", b"{"),
    ];
    for (name, bytes) in files {
        folder.put(name, bytes);
    }
    let mut device = device(&[add("mine", BOB)]);
    let run = device.run(&folder);
    assert_eq!((run.report.state, run.waits), (SyncState::InFolder, vec![]));
    assert_eq!(file(&folder).prompts().len(), 4);
    assert_eq!((device.title("launch"), file(&folder).version()), ("Launch post".to_owned(), "1.0"));
    for (name, bytes) in files {
        assert_eq!(folder.bytes(name).as_deref(), Some(bytes), "{name}");
    }
    device.run(&folder);
    assert_eq!(folder.writes(), 1);
}

#[test]
fn a_copy_that_can_not_be_read_holds_up_nothing() {
    let folder = team();
    folder.put("team-prompts 2.json", FILE.as_bytes());
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if matches!((effect, count), (Effect::Read(name), 1) if name != NAME) {
            folder.fail(Call::Read, &FolderError::Busy, 1);
        }
    });
    assert_eq!((run.report.state, run.waits, folder.writes()), (SyncState::InFolder, vec![], 1));
}

#[test]
fn a_folder_full_of_files_is_not_read_through() {
    let folder = team();
    for number in 0..500 {
        folder.put(&format!("{number}.json"), b"{}");
    }
    let mut copies = 0;
    let run = run_with(&folder, &[], |effect, _| {
        copies += usize::from(matches!(effect, Effect::Read(name) if name != NAME));
    });
    assert_eq!((run.report.state, copies), (SyncState::InFolder, 50));
}

// Copied profiles

#[test]
fn a_copied_profile_loses_nothing() {
    let folder = ours();
    let mut first = Device::joined(1, &folder).with(&[add("before", BOB)]);
    first.run(&folder);
    let mut second = first.copied();
    first.outbox.extend([add("a1", BOB), retitle("a2", BOB, "By the first"), add("a3", BOB)]);
    second.outbox.extend([add("b1", BOB), retitle("b2", BOB, "By the second"), delete("b3", BOB, "subject")]);
    first.run(&folder);
    second.run(&folder);
    assert_ne!(first.replica, second.replica, "two devices write under one name");
    for _ in 0..2 {
        first.outbox.push(add(&format!("c{}", first.seed), BOB));
        second.outbox.push(add(&format!("d{}", second.seed), BOB));
        first.run(&folder);
        second.run(&folder);
    }
    first.run(&folder);
    for device in [&first, &second] {
        assert!(["before", "a1", "a3", "b1"].iter().all(|id| device.shows(id)));
        assert!(!device.shows("subject"));
        assert_eq!(device.view().prompts().len(), 4 - 1 + 4 + 4);
    }
    assert_eq!(open_titles(&folder), ["By the first", "By the second"]);
    assert_eq!(first.library, second.library);
    let writes = folder.writes();
    first.run(&folder);
    second.run(&folder);
    assert_eq!(folder.writes(), writes);
}

#[test]
fn a_copied_profile_that_comes_to_the_same_number_loses_nothing() {
    // Each one edit, so that both have the same name and number.
    for (a, b) in [
        (add("a", BOB), add("b", BOB)),
        (retitle("a", BOB, "By the first"), retitle("b", BOB, "By the second")),
        (add("a", BOB), delete("b", BOB, "launch")),
        (delete("a", BOB, "launch"), retitle("b", BOB, "By the second")),
        (retitle("a", BOB, "By the first"), delete("b", BOB, "launch")),
    ] {
        let folder = ours();
        let mut first = Device::joined(1, &folder);
        first.run(&folder);
        let mut second = first.copied();
        first.outbox.push(a.clone());
        second.outbox.push(b.clone());
        first.run(&folder);
        second.run(&folder);
        first.run(&folder);
        second.run(&folder);
        assert_eq!(first.library, second.library);
        let retitled: Vec<&str> = [("a", "By the first"), ("b", "By the second")]
            .into_iter()
            .filter(|(key, _)| {
                [&a, &b]
                    .iter()
                    .any(|(other, entry)| other == key && matches!(entry.command, Command::EditPrompt { .. }))
            })
            .map(|(_, title)| title)
            .collect();
        match &retitled[..] {
            [] => assert_eq!(has(&folder, "launch"), !matches!(b.1.command, Command::DeletePrompt { .. })),
            [one] => assert_eq!(first.title("launch"), *one, "an edit lost to a deletion"),
            _ => assert_eq!(open_titles(&folder), retitled),
        }
        for (key, entry) in [&a, &b] {
            assert!(
                !matches!(entry.command, Command::AddPrompt { .. }) || has(&folder, key),
                "{key} is lost"
            );
        }
    }
}

#[test]
fn a_profile_brought_back_from_a_backup_loses_nothing() {
    let folder = ours();
    let mut device = Device::joined(1, &folder);
    device.run(&folder);
    let mut backup = device.copied();
    device.outbox = vec![add("a", BOB), retitle("b", BOB, "Written before")];
    device.run(&folder);
    backup.outbox = vec![add("c", BOB)];
    backup.run(&folder);
    assert!(["a", "c"].iter().all(|id| has(&folder, id) && backup.shows(id)));
    assert_eq!(backup.title("launch"), "Written before");
    assert_eq!(conflicts(&file(&folder)), vec![]);
}

#[test]
fn a_copied_profile_without_edits_of_its_own_only_learns() {
    let folder = ours();
    let mut first = Device::joined(1, &folder);
    first.run(&folder);
    let mut second = first.copied();
    first.outbox.push(add("a", BOB));
    first.run(&folder);
    let writes = folder.writes();
    second.run(&folder);
    assert!(second.shows("a"));
    assert_eq!(folder.writes(), writes, "there was nothing to say");
}
