//! Writers that know nothing of all this.

use prompt_commons::access::Role;
use prompt_commons::causal::conflict::conflicts;
use prompt_commons::command::Command;
use prompt_commons::format::DEFAULT_FILE_NAME as NAME;
use prompt_commons::model::{CategoryId, Draft, Library};
use prompt_commons::sync::{Keyed, SyncState};
use prompt_commons_contract::MemoryFolder;
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, DAVE, FILE, email, prompt_id};
use serde_json::{Value, json};

use crate::device::{
    Device, add, delete, device, elsewhere, entry, file, has, large, open_titles, ours, retitle, shown, team,
    text,
};

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
            assert!(file(&folder).causality().clock().replicas().count() > 0, "the file has no causality");
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
        entry("d", ALICE, sample::edit_category("cat-1", &[("name", "Social")])),
        entry("e", ALICE, sample::delete_category(&file(&team()), "cat-2")),
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

#[test]
fn what_was_taken_out_by_hand_is_brought_back_by_who_wrote_it_while_they_might() {
    let folder = ours();
    let mut alice = Device::joined(1, &folder);
    let mut bob = Device::joined(2, &folder).with(&[retitle("mine", BOB, "By bob")]);
    bob.email = Some(email(BOB));
    bob.run(&folder);
    // Alice has an older version of what is taken out, and brings that back.
    by_hand(&folder, true, |file| remove_prompt(file, "launch"));
    let demote = Command::SetMember { email: email(BOB), role: Role::Viewer };
    alice.outbox.push(entry("demote", ALICE, demote));
    alice.run(&folder);
    assert!(has(&folder, "launch"));
    settles(&folder, &mut [&mut bob, &mut alice]);
    assert_eq!((alice.title("launch"), bob.title("launch")), ("By bob".into(), "By bob".into()));
}

#[test]
fn what_was_moved_and_edited_by_hand_comes_back_with_the_edit_after_it_was_taken_out() {
    let folder = ours();
    let mut bob = Device::joined(1, &folder);
    let mut alice = Device::joined(2, &folder);
    settles(&folder, &mut [&mut bob, &mut alice]);
    by_hand(&folder, true, |file| {
        let prompts = file["prompts"].as_array_mut().unwrap();
        prompts.rotate_right(1);
        for prompt in prompts.iter_mut().filter(|prompt| prompt["id"] == "launch") {
            prompt["title"] = json!("By hand");
        }
    });
    bob.outbox.push(retitle("mine", BOB, "By bob"));
    bob.run(&folder);
    assert_eq!(open_titles(&folder), ["By bob", "By hand"]);
    by_hand(&folder, true, |file| remove_prompt(file, "launch"));
    // The first to bring it back knows nothing of either title.
    alice.run(&folder);
    bob.run(&folder);
    assert_eq!(open_titles(&folder), ["By bob", "By hand"]);
    settles(&folder, &mut [&mut bob, &mut alice]);
}

/// Makes "launch" say something else than the device shows.
fn says(device: &Device, key: &str, content: &str) -> Keyed {
    let seen = device.view().prompt(&prompt_id("launch")).unwrap().draft().clone();
    let draft = Draft { content: content.to_owned(), ..seen.clone() };
    entry(key, ALICE, Command::EditPrompt { id: prompt_id("launch"), seen, draft })
}

fn content(device: &Device) -> String {
    device.view().prompt(&prompt_id("launch")).unwrap().content().to_owned()
}

#[test]
fn a_plain_file_of_a_text_that_was_only_shown_takes_nothing_from_the_next_edit() {
    let folder = team();
    let mut alice = Device::joined(1, &folder);
    by_hand(&folder, true, |file| file["prompts"][0]["content"] = json!("one\ntwo\nthree\n"));
    alice.run(&folder);
    let base = folder.bytes(NAME).unwrap();
    alice.outbox = vec![says(&alice, "first", "ONE\ntwo\nthree\n")];
    alice.run(&folder);
    // Someone who had not seen that changes another line: no one wrote what is shown then.
    folder.put(NAME, &base);
    by_hand(&folder, true, |file| file["prompts"][0]["content"] = json!("one\ntwo\nTHREE\n"));
    alice.run(&folder);
    assert_eq!(content(&alice), "ONE\ntwo\nTHREE\n");
    let merged = folder.bytes(NAME).unwrap();
    alice.outbox = vec![says(&alice, "next", "ONE\ntwo\nand more\nTHREE\n")];
    alice.run(&folder);
    folder.put(NAME, &merged);
    by_hand(&folder, false, |file| file["prompts"][1]["title"] = json!("By hand"));
    alice.run(&folder);
    assert_eq!(
        (content(&alice), alice.title("subject")),
        ("ONE\ntwo\nand more\nTHREE\n".into(), "By hand".into())
    );
}

#[test]
fn a_plain_copy_of_what_the_file_holds_takes_nothing_from_ones_own_edit() {
    let folder = team();
    by_hand(&folder, true, |file| file["prompts"][0]["content"] = json!("one\ntwo\nthree\n"));
    let mut alice = Device::joined(1, &folder);
    alice.run(&folder);
    let base = folder.bytes(NAME).unwrap();
    alice.outbox = vec![says(&alice, "mine", "mine\none\ntwo\nthree\n")];
    alice.run(&folder);
    // Elsewhere someone changed it by hand, twice: with what belongs to it, and without.
    folder.put(NAME, &base);
    by_hand(&folder, true, |file| file["prompts"][0]["content"] = json!("one\nTWO\nthree\n"));
    let first = folder.bytes(NAME).unwrap();
    by_hand(&folder, false, |file| file["prompts"][0]["content"] = json!("one\nTWO\nthree\nfour\n"));
    folder.put("team-prompts (1).json", &folder.bytes(NAME).unwrap());
    folder.put(NAME, &first);
    alice.run(&folder);
    assert_eq!(content(&alice), "mine\none\nTWO\nthree\nfour\n");
}
