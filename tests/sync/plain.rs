//! The plain way: an edit is written and read back, and then there is nothing to say.

use prompt_commons::causal::conflict::conflicts;
use prompt_commons::command::Command;
use prompt_commons::format::DEFAULT_FILE_NAME as NAME;
use prompt_commons::model::{CategoryId, Draft};
use prompt_commons::phrase::Phrase;
use prompt_commons::ports::FolderError;
use prompt_commons::sync::{Keyed, SyncState};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, DAVE, FILE, draft, email, prompt_id};
use prompt_commons_contract::{Call, MemoryFolder};
use serde_json::Value;

use crate::device::{
    Device, add, delete, device, elsewhere, entry, file, has, open_titles, ours, retitle, run, shown, team,
};

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
    for error in [FolderError::NoPermission, FolderError::Busy, FolderError::Other(Phrase::verbatim("Odd"))] {
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
    let gone = Command::DeletePrompt { id: prompt_id("gone"), seen: draft("T", "C"), beside: Vec::new() };
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
    let add = Command::AddCategory {
        id: category.clone().unwrap(),
        name: "Legal".to_owned(),
        color: None,
        icon: None,
    };
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
