//! The file is not what it should be: damaged, gone, another one, or newer.

use std::fs;
use std::path::Path;

use prompt_commons::command::Command;
use prompt_commons::format::{DEFAULT_FILE_NAME as NAME, MAX_FILE_BYTES, decode, encode};
use prompt_commons::model::Library;
use prompt_commons::phrase::Say as _;
use prompt_commons::ports::FolderError;
use prompt_commons::sync::{Effect, SyncState};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, FILE, draft, prompt_id};
use prompt_commons_contract::{Call, MemoryFolder};

use serde_json::Value;

use crate::device::{
    Device, add, device, elsewhere, entry, file, has, newer, open_titles, ours, reads, retitle, run,
    run_with, team, untouched, waits_here,
};
use crate::words::english;

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
        assert_eq!(run.report.state, SyncState::Waiting { reason: refusal.phrase() }, "{path:?}");
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
    assert_eq!(english(&run.report.state), sentence);
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
    assert_eq!((english(&run.report.state).as_str(), run.waits), (sentence, vec![]));
}

#[test]
fn a_newer_version_is_shown_and_not_written() {
    let folder = MemoryFolder::with(NAME, newer().as_bytes());
    let mut device = device(&[add("mine", ALICE)]);
    let run = device.run(&folder);
    assert_eq!(run.report.settled, Vec::<String>::new(), "settled, and nowhere");
    assert_eq!(run.report.library.as_ref().map(Library::name), Some("Of tomorrow"));
    let sentence = "This library was written by a newer version (2.0) and is read-only here";
    assert_eq!(english(&run.report.state), sentence);
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
    let outbox = [entry("big", BOB, Command::add(prompt_id("big"), draft("T", &content)))];
    let mut device = device(&outbox);
    let run = device.run(&folder);
    assert_eq!((folder.bytes(NAME).as_deref(), folder.writes()), (Some(FILE.as_bytes()), 0));
    let sentence =
        "Saved on this device; will retry. The file is 100 MB large; libraries can have up to 100 MB";
    assert_eq!(english(&run.report.state), sentence);
    waits_here(&device, "big");
    assert!(
        encode(&device.library).len() as u64 <= MAX_FILE_BYTES,
        "the device could not open what it keeps"
    );
}

#[test]
fn two_files_that_each_say_to_have_replaced_what_the_other_has_keep_both() {
    let folders = [ours(), ours()];
    let clocks: Vec<Value> = [(BOB, "By bob"), (CAROL, "By carol")]
        .into_iter()
        .zip(&folders)
        .map(|((who, title), folder)| {
            elsewhere(folder, &retitle(title, who, title));
            let file: Value = serde_json::from_slice(&folder.bytes(NAME).unwrap()).unwrap();
            file["sync"]["clock"].clone()
        })
        .collect();
    // Someone's program gave both the same account of what was seen.
    for folder in &folders {
        let mut file: Value = serde_json::from_slice(&folder.bytes(NAME).unwrap()).unwrap();
        for clock in &clocks {
            for (replica, seen) in clock.as_object().unwrap() {
                file["sync"]["clock"][replica] = seen.clone();
            }
        }
        folder.put(NAME, file.to_string().as_bytes());
    }
    let [here, there] = &folders;
    let mut device = Device::joined(1, here);
    device.run(there);
    assert_eq!(open_titles(there), ["By bob", "By carol"]);
}
