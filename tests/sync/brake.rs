//! Too much at once waits for a decision.

use prompt_commons::command::{Command, apply};
use prompt_commons::format::{DEFAULT_FILE_NAME as NAME, encode, open};
use prompt_commons::sync::{Brake, Keyed, SyncState};
use prompt_commons_contract::MemoryFolder;
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, draft, email, prompt_id};

use crate::device::{Device, add, elsewhere, entry, file, has, large, team};

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
            Command::DeletePrompt { id: prompt_id(&id), seen: draft(&id, "Text."), beside: Vec::new() },
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
                device.allowed = None;
                let run = device.run(&folder);
                let brake = run.report.brake.expect("nothing was held");
                assert_eq!((brake.removed.len(), &brake.owner), (most + 1, &None));
                device.allowed = Some(brake);
                assert_eq!((run.report.state.name(), run.report.library), ("waiting", None));
                assert_eq!((folder.bytes(NAME), folder.writes()), (before.clone(), 0));
                assert!(device.shows("p0") && device.outbox.len() == outbox.len());
            }
            let run = device.run(&folder);
            assert_eq!((run.report.state, run.report.brake), (SyncState::InFolder, None));
            assert!(!device.shows("p0") && !has(&folder, "p0") && has(&folder, &format!("p{}", most + 1)));
            assert_eq!(has(&folder, "mine"), !outbox.is_empty());
            // The decision was about these, and they are taken over: nothing is held any more.
            device.allowed = None;
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
        let (owner, keeps) = (Some(email("eve@company.com")), Some(email(ALICE)));
        let brake = Brake { owner, keeps, ..Brake::default() };
        assert_eq!(
            (run.report.brake, run.report.state.name()),
            (Some(brake.clone()), "waiting"),
            "plain: {plain}"
        );
        assert_eq!((folder.bytes(NAME).unwrap(), folder.writes()), (text.into_bytes(), 0));
        assert_eq!(device.view().members().owner(), &email(ALICE));
        device.allowed = Some(brake);
        assert_eq!(device.run(&folder).report.state, SyncState::InFolder);
        assert_eq!(file(&folder).members().owner(), &email("eve@company.com"));
        assert!(has(&folder, "mine"));
        device.allowed = None;
        assert_eq!(device.run(&folder).report.brake, None);
    }
}
