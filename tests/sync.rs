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
use prompt_commons::command::{Command, Outcome, apply};
use prompt_commons::format::{DEFAULT_FILE_NAME as NAME, MAX_FILE_BYTES, decode, encode};
use prompt_commons::model::{CategoryId, Draft, Library, LibraryId};
use prompt_commons::ports::{Folder, FolderError};
use prompt_commons::sync::{Effect, Entry, Event, Keyed, Report, Sync, SyncState};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, DAVE, FILE, draft, email, prompt_id, stamp};
use prompt_commons_contract::{Call, MemoryFolder};

/// What a run did.
struct Run {
    report: Report,
    /// Milliseconds of each wait.
    waits: Vec<u32>,
    reads: usize,
}

fn team() -> MemoryFolder {
    MemoryFolder::with(NAME, FILE.as_bytes())
}

fn id() -> LibraryId {
    LibraryId::parse("team-1").unwrap()
}

fn answer(folder: &MemoryFolder, effect: Effect) -> Result<Event, Report> {
    match effect {
        Effect::Read => Ok(Event::Read(block_on(folder.read(NAME)))),
        Effect::Write { bytes, seen } => {
            Ok(Event::Written(block_on(folder.write(NAME, &bytes, Some(&seen)))))
        }
        Effect::Wait { .. } => Ok(Event::Waited),
        Effect::Done(report) => Err(report),
    }
}

/// Runs a sync to its end; `before` may meddle with the folder before each effect, counted by kind from 1.
fn run_with(folder: &MemoryFolder, outbox: &[Keyed], mut before: impl FnMut(&Effect, usize)) -> Run {
    let (mut sync, mut effect) = Sync::start(id(), outbox.to_vec());
    let (mut waits, mut reads, mut writes) = (Vec::new(), 0, 0);
    for _ in 0..100 {
        let count = match &effect {
            Effect::Read => &mut reads,
            Effect::Write { .. } => &mut writes,
            Effect::Wait { millis } => {
                waits.push(*millis);
                &mut waits.len()
            }
            Effect::Done(_) => &mut 1,
        };
        if !matches!(effect, Effect::Wait { .. }) {
            *count += 1;
        }
        before(&effect, *count);
        match answer(folder, effect) {
            Ok(event) => effect = sync.step(event),
            Err(report) => return Run { report, waits, reads },
        }
    }
    panic!("the run does not end")
}

fn run(folder: &MemoryFolder, outbox: &[Keyed]) -> Run {
    run_with(folder, outbox, |_, _| ())
}

fn entry(key: &str, who: &str, command: Command) -> Keyed {
    (key.to_owned(), Entry { command, stamp: stamp(who) })
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

/// Returns the library in the folder.
fn file(folder: &MemoryFolder) -> Library {
    decode(&folder.bytes(NAME).unwrap()).unwrap()
}

fn has(folder: &MemoryFolder, id: &str) -> bool {
    file(folder).prompt(&prompt_id(id)).is_some()
}

/// Writes an edit as another member's device would.
fn elsewhere(folder: &MemoryFolder, (_, entry): &Keyed) {
    let mut library = file(folder);
    apply(&mut library, &entry.command, &entry.stamp).unwrap();
    folder.put(NAME, &encode(&library));
}

/// Demands that a run left the file and the outbox as they were.
fn untouched(folder: &MemoryFolder, run: &Run, before: Option<&[u8]>) {
    assert_eq!(folder.bytes(NAME).as_deref(), before);
    assert_eq!(folder.writes(), 0);
    assert_eq!(run.report.settled, Vec::<String>::new());
    assert_eq!(run.report.met, Vec::new());
    assert_eq!(run.report.snapshot, None);
}

// The plain way

#[test]
fn an_edit_is_written_and_read_back() {
    let folder = team();
    let run = run(&folder, &[add("new", BOB)]);
    assert_eq!(run.report.state, SyncState::InFolder);
    assert_eq!(run.report.settled, ["new"]);
    assert_eq!(run.report.met, []);
    assert_eq!(run.report.snapshot, folder.bytes(NAME));
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
    // Not even to put the file into our own form.
    for bytes in
        [FILE.to_owned(), FILE.replace('\n', "\r\n"), format!("\u{FEFF}{FILE}"), FILE.replace(' ', "")]
    {
        let folder = MemoryFolder::with(NAME, bytes.as_bytes());
        let run = run(&folder, &[]);
        assert_eq!(run.report.state, SyncState::InFolder);
        assert_eq!(run.report.snapshot.as_deref(), Some(bytes.as_bytes()));
        assert_eq!((folder.writes(), run.reads), (0, 1));
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
    assert_eq!(run.report.settled, ["One", "Two"]);
    let [(key, Outcome::KeptBoth { copy })] = &run.report.met[..] else { panic!("{:?}", run.report.met) };
    assert_eq!((key.as_str(), file(&folder).prompt(copy).unwrap().title()), ("Two", "Two"));
    assert_eq!(file(&folder).prompts().len(), 4);
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
        if matches!((effect, count), (Effect::Read, 2)) {
            // A sync service that puts its own version over ours.
            folder.put(NAME, &encode(&theirs));
        }
    });
    assert_eq!(run.report.state, SyncState::InFolder);
    assert_eq!(run.report.settled, ["mine"]);
    assert!(has(&folder, "mine") && has(&folder, "theirs"));
    assert_eq!(run.report.snapshot, folder.bytes(NAME));
    assert_eq!(folder.writes(), 2);
}

#[test]
fn a_writer_that_builds_on_ours_before_the_reading_back_is_fine() {
    let folder = team();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if matches!((effect, count), (Effect::Read, 2)) {
            elsewhere(&folder, &add("theirs", CAROL));
        }
    });
    assert_eq!(run.report.settled, ["mine"]);
    assert_eq!(run.report.snapshot, folder.bytes(NAME));
    assert_eq!(folder.writes(), 1);
}

#[test]
fn a_file_that_never_holds_still_is_given_up_for_now() {
    let folder = team();
    let mut turn = 0;
    let run = run_with(&folder, &[add("mine", BOB)], |effect, _| {
        if matches!(effect, Effect::Write { .. }) {
            turn += 1;
            elsewhere(&folder, &add(&format!("theirs {turn}"), CAROL));
        }
    });
    assert_eq!(turn, 4, "one try and three more");
    assert_eq!(run.report.state.to_string(), "Saved on this device; will retry. The file changed meanwhile");
    assert_eq!((run.report.settled, run.report.snapshot, folder.writes()), (vec![], None, 0));
}

#[test]
fn a_drive_that_takes_writes_and_shows_the_old_file_is_given_up_for_now() {
    let folder = team();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, _| {
        if matches!(effect, Effect::Read) {
            folder.put(NAME, FILE.as_bytes());
        }
    });
    assert_eq!(run.report.state.to_string(), "Saved on this device; will retry. The file changed meanwhile");
    assert_eq!((run.report.settled, folder.writes()), (vec![], 4));
}

#[test]
fn two_devices_in_any_order_lose_nothing() {
    const TURNS: u32 = 10;
    for schedule in 0..1_u32 << TURNS {
        let folder = team();
        let mut devices = [(add("a", BOB), None), (add("b", CAROL), None)]
            .map(|(entry, report): (Keyed, Option<Report>)| (Sync::start(id(), vec![entry]), report));
        let turns = (0..TURNS).map(|turn| schedule >> turn & 1).chain([0, 1].into_iter().cycle().take(60));
        for turn in turns {
            let ((sync, effect), report) = &mut devices[turn as usize];
            match answer(&folder, effect.clone()) {
                Ok(event) => *effect = sync.step(event),
                Err(done) => *report = Some(done),
            }
        }
        for (_, report) in &devices {
            let report = report.as_ref().unwrap_or_else(|| panic!("{schedule:b}: not done"));
            assert_eq!((&report.state, report.settled.len()), (&SyncState::InFolder, 1), "{schedule:b}");
        }
        assert!(has(&folder, "a") && has(&folder, "b"), "{schedule:b}");
    }
}

#[test]
fn edits_that_met_others_are_reported() {
    let folder = team();
    elsewhere(&folder, &retitle("theirs", CAROL, "By carol"));
    elsewhere(&folder, &delete("theirs", ALICE, "subject"));
    let seen = shown("subject");
    let revived = Draft { title: "Still needed".to_owned(), ..seen.clone() };
    let outbox = [
        add("plain", BOB),
        retitle("both", BOB, "By bob"),
        delete("spared", BOB, "launch"),
        entry("revived", BOB, Command::EditPrompt { id: prompt_id("subject"), seen, draft: revived }),
    ];
    let run = run(&folder, &outbox);
    assert_eq!(run.report.settled, ["plain", "both", "spared", "revived"]);
    let [both, spared, revived] = &run.report.met[..] else { panic!("{:?}", run.report.met) };
    let (key, Outcome::KeptBoth { copy }) = both else { panic!("{both:?}") };
    assert_eq!((key.as_str(), file(&folder).prompt(copy).unwrap().title()), ("both", "By bob"));
    assert_eq!(*spared, ("spared".to_owned(), Outcome::Spared));
    assert_eq!(*revived, ("revived".to_owned(), Outcome::Revived));
    assert_eq!(file(&folder).prompt(&prompt_id("launch")).unwrap().title(), "By carol");
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
        folder.fail(Call::Write, &error, 10);
        let run = run(&folder, &[add("mine", BOB)]);
        untouched(&folder, &run, Some(FILE.as_bytes()));
        assert_eq!(run.report.state.to_string(), sentence);
        // A file that changed is read again at once: there is nothing to wait for.
        let waits = if error == FolderError::Changed { vec![] } else { vec![1000; 3] };
        assert_eq!((run.waits, run.reads), (waits, 4), "{error:?}");
    }
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
        if matches!((effect, count), (Effect::Read, 2)) {
            folder.fail(Call::Read, &FolderError::Busy, 1);
        }
    });
    assert_eq!((run.report.state, run.report.settled), (SyncState::InFolder, vec!["mine".to_owned()]));
    assert_eq!((folder.writes(), run.waits), (1, vec![1000]));
}

#[test]
fn what_was_not_read_back_is_not_settled() {
    let folder = team();
    let run = run_with(&folder, &[add("mine", BOB)], |effect, count| {
        if matches!((effect, count), (Effect::Read, 2)) {
            folder.fail(Call::Read, &FolderError::NoPermission, 1);
        }
    });
    assert!(has(&folder, "mine"), "it is in the file, but nobody has seen it there");
    assert_eq!((run.report.state, run.report.settled), (SyncState::NeedsPermission, vec![]));
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
        (Effect::Read, 2) => {
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
        let run = run_with(&folder, &[add("mine", BOB)], |effect, count| match (effect, count, away_at) {
            (Effect::Write { .. }, 1, "write") | (Effect::Read, 2, "reading back") => folder.remove(NAME),
            _ => (),
        });
        assert_eq!(run.report.state.name(), "offline", "{away_at}");
        assert_eq!((run.report.settled, folder.bytes(NAME)), (vec![], None), "{away_at}");
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

#[test]
fn a_newer_version_is_shown_and_not_written() {
    let newer = FILE.replace("\"1.0\"", "\"2.0\"");
    let folder = MemoryFolder::with(NAME, newer.as_bytes());
    let run = run(&folder, &[add("mine", ALICE)]);
    assert_eq!(run.report.settled, Vec::<String>::new());
    assert_eq!(run.report.snapshot.as_deref(), Some(newer.as_bytes()));
    let sentence = "This library was written by a newer version (2.0) and is read-only here";
    assert_eq!(run.report.state.to_string(), sentence);
    assert_eq!((folder.bytes(NAME), folder.writes()), (Some(newer.into_bytes()), 0));
}

#[test]
fn a_file_beyond_the_limit_is_not_written() {
    let folder = team();
    // Each zero takes six bytes of the file.
    let content = "\0".repeat(usize::try_from(MAX_FILE_BYTES).unwrap() / 6);
    let outbox =
        [entry("big", BOB, Command::AddPrompt { id: prompt_id("big"), draft: draft("T", &content) })];
    let run = run(&folder, &outbox);
    untouched(&folder, &run, Some(FILE.as_bytes()));
    let sentence =
        "Saved on this device; will retry. The file is 100 MB large; libraries can have up to 100 MB";
    assert_eq!(run.report.state.to_string(), sentence);
}

// Roles hold here as well

#[test]
fn what_the_role_refuses_stays_in_the_outbox_and_holds_up_nothing_else() {
    let folder = team();
    let outbox = [add("a", CAROL), delete("b", CAROL, "launch"), add("c", CAROL)];
    let run = run(&folder, &outbox);
    assert_eq!(run.report.settled, ["a", "c"]);
    let sentence = "Editors can delete only what they added themselves";
    assert_eq!(run.report.state, SyncState::Waiting { reason: sentence.to_owned() });
    assert!(has(&folder, "a") && has(&folder, "launch") && has(&folder, "c"));
    assert_eq!(run.report.snapshot, folder.bytes(NAME));
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
    let outbox = [add("mine", BOB)];
    let held = run(&folder, &outbox);
    assert_eq!((held.report.settled, folder.writes()), (vec![], 0));
    let promote = Command::SetMember { email: email(BOB), role: Role::Editor };
    elsewhere(&folder, &entry("promote", ALICE, promote));
    assert_eq!(run(&folder, &outbox).report.settled, ["mine"]);
    assert!(has(&folder, "mine"));
}

#[test]
fn an_answer_that_nobody_waits_for_does_no_harm() {
    for event in [Event::Waited, Event::Written(Ok(())), Event::Written(Err(FolderError::DiskFull))] {
        let (mut sync, _) = Sync::start(id(), vec![add("mine", BOB)]);
        assert_eq!(sync.step(event), Effect::Read);
    }
}
