//! What needs someone's decision beside conflicts: changes that no role allows, too many deletions at once, the trash.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

#[path = "../common/words.rs"]
mod words;

mod device;

use device::{FILE, MemoryDevice, member};
use futures::executor::block_on;
use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::command::{Command, Field, Outcome, apply};
use prompt_commons::format::{encode, open};
use prompt_commons::message::Verdict;
use prompt_commons::model::{Draft, Email, ItemId, Kind, Library, LibraryId, PromptId};
use prompt_commons::ports::Folder as _;
use prompt_commons::sync::SyncState;
use prompt_commons_contract::MemoryFolder;
use prompt_commons_contract::sample::{self, ALICE, BOB, DAVE, prompt_id, stamp};
use prompt_commons_engine::{
    Breach, DeleteError, EditError, breaches, decide, delete_team, edit, put_back, sync, sync_allowed, trash,
    view,
};

fn folder() -> MemoryFolder {
    MemoryFolder::with(FILE, sample::FILE.as_bytes())
}

fn file(folder: &MemoryFolder) -> Library {
    open(&folder.bytes(FILE).unwrap()).unwrap()
}

/// Does as a program might that knows the form of a file and nothing of roles: it writes what `who` may not.
fn forge(folder: &MemoryFolder, who: &str, commands: &[Command]) {
    let mut library = file(folder);
    for command in commands {
        apply(&mut library, command, &stamp(ALICE)).unwrap();
    }
    let text = String::from_utf8(encode(&library)).unwrap();
    let (shown, hidden) = text.split_at(text.find("\"sync\"").unwrap());
    let shown = shown.replace(&format!("By\": \"{ALICE}\""), &format!("By\": \"{who}\""));
    folder.put(FILE, (shown + &hidden.replace(ALICE, who)).as_bytes());
}

fn delete(library: &Library, id: &str) -> Command {
    Command::DeletePrompt {
        id: prompt_id(id),
        seen: library.prompt(&prompt_id(id)).unwrap().draft().clone(),
        beside: Vec::new(),
    }
}

/// A folder in which Bob, an editor, renamed the team and deleted a prompt of Carol's; Alice, its owner, has seen it.
fn breached() -> (MemoryFolder, MemoryDevice, LibraryId, Vec<Breach>) {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let not_his = delete(&file(&folder), "old");
    forge(&folder, BOB, &[Command::RenameLibrary { name: "Sales".to_owned() }, not_his]);
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    let found = block_on(breaches(&alice, &id)).unwrap();
    (folder, alice, id, found)
}

fn waiting(device: &MemoryDevice, id: &LibraryId) -> (usize, u32) {
    (block_on(breaches(device, id)).unwrap().len(), block_on(view(device, id)).unwrap().beside.breaches)
}

#[test]
fn an_owner_hears_of_what_a_role_does_not_allow_until_they_decide() {
    let (folder, alice, id, found) = breached();
    assert_eq!(waiting(&alice, &id), (2, 2));
    assert!(found.iter().all(|one| one.change.by.as_ref().is_some_and(|by| by.as_str() == BOB)));
    for _ in 0..2 {
        block_on(sync(&alice, &id)).unwrap();
        assert_eq!(waiting(&alice, &id), (2, 2), "it is found once");
    }
    // The file has no guard: until then it is as it is.
    assert_eq!(file(&folder).name(), "Sales");

    for (one, verdict) in found.iter().zip([Verdict::TakeBack, Verdict::TakeBack]) {
        block_on(decide(&alice, &id, one.number, verdict)).unwrap();
    }
    assert_eq!(waiting(&alice, &id), (0, 0));
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    let library = file(&folder);
    assert_eq!(library.name(), file(&self::folder()).name());
    assert!(library.prompt(&prompt_id("old")).is_some());
    assert_eq!(waiting(&alice, &id), (0, 0), "what the owner did is no breach");
}

#[test]
fn what_an_owner_lets_stand_stays() {
    let (folder, alice, id, found) = breached();
    for one in &found {
        block_on(decide(&alice, &id, one.number, Verdict::Keep)).unwrap();
    }
    assert_eq!(waiting(&alice, &id), (0, 0));
    block_on(sync(&alice, &id)).unwrap();
    assert_eq!((file(&folder).name(), waiting(&alice, &id)), ("Sales", (0, 0)));
    // Someone clicked twice.
    assert_eq!(block_on(decide(&alice, &id, found[0].number, Verdict::TakeBack)), Ok(()));
    assert_eq!(file(&folder).name(), "Sales");
}

#[test]
fn only_the_owner_is_asked() {
    let folder = folder();
    let (carol, id) = member(1, sample::CAROL, &folder);
    forge(&folder, BOB, &[Command::RenameLibrary { name: "Sales".to_owned() }]);
    block_on(sync(&carol, &id)).unwrap();
    assert_eq!(waiting(&carol, &id), (0, 0));
}

/// Bob's device, and a folder in which Alice deleted thirty prompts that it knew.
fn held() -> (MemoryFolder, MemoryDevice, LibraryId) {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let ids: Vec<PromptId> = (0..30).map(|number| prompt_id(&format!("p{number}"))).collect();
    for id_of in &ids {
        let draft = Draft { title: format!("Prompt {id_of}"), ..Draft::default() };
        block_on(edit(&alice, &id, Command::add(id_of.clone(), draft))).unwrap();
    }
    block_on(sync(&alice, &id)).unwrap();
    let (bob, _) = member(2, BOB, &folder);
    for id_of in &ids {
        let command = delete(&block_on(view(&alice, &id)).unwrap().library, id_of.as_str());
        block_on(edit(&alice, &id, command)).unwrap();
    }
    block_on(sync(&alice, &id)).unwrap();
    (folder, bob, id)
}

#[test]
fn deletions_that_are_held_can_be_looked_at_and_taken_over() {
    let (folder, bob, id) = held();
    block_on(sync(&bob, &id)).unwrap();
    let seen = block_on(view(&bob, &id)).unwrap();
    let brake = seen.record.brake.expect("nothing was held");
    assert_eq!((brake.removed.len(), brake.owner), (30, None));
    assert_eq!(brake.by, [Email::parse(ALICE).unwrap()]);
    // What would go is still there to be looked at.
    assert!(brake.removed.iter().all(|gone| seen.library.prompt(gone).is_some()));
    assert_eq!(block_on(sync_allowed(&bob, &id)), Ok(SyncState::InFolder));
    let seen = block_on(view(&bob, &id)).unwrap();
    assert_eq!((seen.record.brake, seen.library.prompt(&prompt_id("p7")).is_none()), (None, true));
    assert!(file(&folder).prompt(&prompt_id("p7")).is_none());
}

#[test]
fn deletions_that_are_held_can_be_put_back() {
    let (folder, bob, id) = held();
    block_on(sync(&bob, &id)).unwrap();
    block_on(put_back(&bob, &id)).unwrap();
    // They are on their way in the commit that took them away.
    let seen = block_on(view(&bob, &id)).unwrap();
    assert_eq!((seen.beside.unsaved, seen.record.brake), (30, None));
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
    let library = file(&folder);
    assert!((0..30).all(|number| library.prompt(&prompt_id(&format!("p{number}"))).is_some()));
    assert_eq!(block_on(view(&bob, &id)).unwrap().record.brake, None);
}

#[test]
fn an_owner_whom_the_file_names_no_more_stays_the_owner_if_they_say_so() {
    for named in [BOB, "mallory@company.com"] {
        let folder = folder();
        let (alice, id) = member(1, ALICE, &folder);
        let (dave, _) = member(2, DAVE, &folder);
        let before = file(&folder);
        let text = String::from_utf8(folder.bytes(FILE).unwrap()).unwrap();
        let owner = |email: &str| format!("\"owner\": \"{email}\"");
        let (head, lists) = text.split_at(text.find("\"editors\"").unwrap());
        let lists = if named == BOB { lists.replacen(BOB, ALICE, 1) } else { lists.to_owned() };
        folder.put(FILE, (head.replacen(&owner(ALICE), &owner(named), 1) + &lists).as_bytes());
        for device in [&dave, &alice] {
            assert_eq!(block_on(sync(device, &id)).unwrap().name(), "waiting");
        }
        // Nobody else puts it back.
        assert_eq!(block_on(put_back(&dave, &id)).unwrap().name(), "waiting");
        assert_eq!(file(&folder).members().owner().as_str(), named);
        assert_eq!(block_on(put_back(&alice, &id)), Ok(SyncState::InFolder));
        assert_eq!(block_on(sync(&dave, &id)), Ok(SyncState::InFolder));
        for library in [file(&folder).into(), block_on(view(&dave, &id)).unwrap().library] {
            for email in [ALICE, BOB, "carol@company.com", DAVE, "mallory@company.com"] {
                let email = Email::parse(email).unwrap();
                assert_eq!(library.members().role(&email), before.members().role(&email), "{email}");
            }
        }
        assert_eq!(block_on(breaches(&alice, &id)).unwrap(), []);
    }
}

/// Alice makes Bob the owner on her device, and all devices sync.
fn handed_on(others: [&str; 2]) -> (MemoryFolder, [MemoryDevice; 3], LibraryId) {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let others = [(2, others[0]), (3, others[1])].map(|(replica, who)| member(replica, who, &folder).0);
    block_on(edit(&alice, &id, Command::TransferOwnership { to: Email::parse(BOB).unwrap() })).unwrap();
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    let [one, other] = others;
    (folder, [alice, one, other], id)
}

#[test]
fn an_owner_hands_the_team_on_and_the_others_hear_of_it() {
    let (folder, devices, id) = handed_on([BOB, DAVE]);
    let said = ["", "alice made you the owner", "alice made bob the owner"];
    for (device, said) in devices.iter().zip(said) {
        assert_eq!(block_on(sync(device, &id)), Ok(SyncState::InFolder));
        let view = block_on(view(device, &id)).unwrap();
        assert_eq!((view.library.members().owner().as_str(), view.record.brake.clone()), (BOB, None));
        assert_eq!(words::say("en", &view.told.headline), said);
        assert!(view.told.deeds.is_empty() && !view.told.undo);
        assert_eq!(waiting(device, &id), (0, 0));
    }
    assert_eq!(file(&folder).members().owner().as_str(), BOB);
}

#[test]
fn only_an_edit_of_the_owner_of_before_hands_a_team_on() {
    let handed = |folder: &MemoryFolder, by: &str| {
        forge(folder, by, &[Command::TransferOwnership { to: Email::parse(BOB).unwrap() }]);
    };
    for (by, plain, held) in [(ALICE, false, false), (BOB, false, true), (ALICE, true, true)] {
        let folder = folder();
        let (alice, id) = member(1, ALICE, &folder);
        let name = Command::RenameLibrary { name: "Sales".to_owned() };
        block_on(edit(&alice, &id, name)).unwrap();
        block_on(sync(&alice, &id)).unwrap();
        let (dave, _) = member(2, DAVE, &folder);
        handed(&folder, by);
        if plain {
            let mut json: serde_json::Value = serde_json::from_slice(&folder.bytes(FILE).unwrap()).unwrap();
            json.as_object_mut().unwrap().remove("sync");
            folder.put(FILE, json.to_string().as_bytes());
        }
        block_on(sync(&dave, &id)).unwrap();
        let seen = block_on(view(&dave, &id)).unwrap();
        assert_eq!(seen.record.brake.is_some(), held, "{by}, plain: {plain}");
        assert_eq!(seen.library.members().owner().as_str(), if held { ALICE } else { BOB });
    }
}

#[test]
fn the_owner_of_before_is_not_whom_an_unsent_edit_names() {
    let folder = folder();
    let (desk, id) = member(2, ALICE, &folder);
    let to = Email::parse(BOB).unwrap();
    block_on(edit(&desk, &id, Command::TransferOwnership { to })).unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&folder.bytes(FILE).unwrap()).unwrap();
    let mallory = "mallory@company.com";
    json["members"]["owner"] = mallory.into();
    folder.put(FILE, json.to_string().as_bytes());
    assert_eq!(block_on(sync(&desk, &id)).unwrap().name(), "waiting");
    let seen = block_on(view(&desk, &id)).unwrap();
    assert_eq!(seen.library.members().owner().as_str(), BOB);
    let brake = seen.record.brake.expect("nothing was held");
    let [named, keeps] = [brake.owner, brake.keeps].map(|email| email.unwrap().to_string());
    assert_eq!([named.as_str(), keeps.as_str()], [mallory, ALICE]);
    // Whom it names can put it back.
    block_on(put_back(&desk, &id)).unwrap();
    assert_eq!(block_on(view(&desk, &id)).unwrap().record.brake, None);
}

#[test]
fn an_owner_who_names_two_at_once_hears_that_one_of_them_is_not_taken() {
    let folder = folder();
    let (phone, id) = member(1, ALICE, &folder);
    let (desk, _) = member(2, ALICE, &folder);
    for (device, to) in [(&phone, sample::CAROL), (&desk, BOB)] {
        let to = Email::parse(to).unwrap();
        block_on(edit(device, &id, Command::TransferOwnership { to })).unwrap();
    }
    block_on(sync(&phone, &id)).unwrap();
    block_on(sync(&desk, &id)).unwrap();
    block_on(sync(&phone, &id)).unwrap();
    for device in [&phone, &desk] {
        let seen = block_on(view(device, &id)).unwrap();
        assert_eq!((seen.library.members().owner().as_str(), seen.record.brake), (sample::CAROL, None));
    }
    assert_eq!(block_on(view(&desk, &id)).unwrap().beside.held.len(), 1);
}

#[test]
fn the_trash_says_what_can_come_back_and_until_when() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    assert_eq!(block_on(trash(&alice, &id)).unwrap(), []);
    let command = delete(&file(&folder), "launch");
    block_on(edit(&alice, &id, command)).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    let all = block_on(trash(&alice, &id)).unwrap();
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((one.id.as_str(), one.by.as_str()), ("launch", ALICE));
    assert_eq!((one.at.as_str(), one.until.as_str()), ("2026-01-01T12:00:00Z", "2026-04-01"));
    block_on(edit(&alice, &id, Command::RestorePrompt { id: one.id.clone() })).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    assert_eq!(block_on(trash(&alice, &id)).unwrap(), []);
    assert!(file(&folder).prompt(&prompt_id("launch")).is_some());
}

#[test]
fn what_comes_out_of_the_trash_stays_for_everyone() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let (bob, _) = member(2, BOB, &folder);
    let command = delete(&file(&folder), "launch");
    block_on(edit(&alice, &id, command)).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    block_on(sync(&bob, &id)).unwrap();
    block_on(edit(&bob, &id, Command::RestorePrompt { id: prompt_id("launch") })).unwrap();
    for device in [&bob, &alice, &bob, &alice] {
        assert_eq!(block_on(sync(device, &id)), Ok(SyncState::InFolder));
        assert!(file(&folder).prompt(&prompt_id("launch")).is_some());
        assert!(block_on(view(device, &id)).unwrap().library.prompt(&prompt_id("launch")).is_some());
    }
}

#[test]
fn what_an_open_editor_brings_back_has_all_that_was_in_it_and_can_be_deleted_again() {
    for synced in [false, true] {
        let folder = folder();
        let (alice, id) = member(1, ALICE, &folder);
        let shown = || block_on(view(&alice, &id)).unwrap().library;
        let launch = prompt_id("launch");
        let edited = |seen: &Draft, draft: Draft| {
            block_on(edit(&alice, &id, Command::EditPrompt { id: launch.clone(), seen: seen.clone(), draft }))
        };
        // The editor has what was shown when it was opened.
        let opened = shown().prompt(&launch).unwrap().draft().clone();
        let tags = [opened.tags.clone(), vec!["late".to_owned()]].concat();
        assert_eq!(edited(&opened, Draft { tags: tags.clone(), ..opened.clone() }), Ok(Outcome::Done));
        block_on(edit(&alice, &id, delete(&shown(), "launch"))).unwrap();
        if synced {
            assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
        }
        assert_eq!(
            edited(&opened, Draft { title: "New".to_owned(), ..opened.clone() }),
            Ok(Outcome::Revived)
        );
        let back = shown().prompt(&launch).unwrap().draft().clone();
        assert_eq!((back.title.as_str(), &back.tags), ("New", &tags));
        assert_eq!(block_on(edit(&alice, &id, delete(&shown(), "launch"))), Ok(Outcome::Done));
        assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
        assert_eq!(file(&folder).prompt(&launch), None);
    }
}

fn take_back_all(device: &MemoryDevice, id: &LibraryId) {
    for breach in block_on(breaches(device, id)).unwrap() {
        block_on(decide(device, id, breach.number, Verdict::TakeBack)).unwrap();
    }
    assert_eq!(block_on(sync(device, id)), Ok(SyncState::InFolder));
}

#[test]
fn of_one_thing_the_owner_decides_once() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    for name in ["Sales", "Sales 2"] {
        forge(&folder, BOB, &[Command::RenameLibrary { name: name.to_owned() }]);
        assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    }
    let found = block_on(breaches(&alice, &id)).unwrap();
    assert_eq!(found.len(), 1);
    take_back_all(&alice, &id);
    assert_eq!((file(&folder).name(), waiting(&alice, &id)), ("Marketing", (0, 0)));
}

#[test]
fn a_set_that_a_viewer_put_a_prompt_into_has_it_no_more() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let set = ItemId::parse("set").unwrap();
    let fields = vec![Field { name: "name".to_owned(), value: "Weekly".into() }];
    block_on(edit(&alice, &id, Command::AddItem { kind: Kind::Set, id: set.clone(), fields })).unwrap();
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    forge(
        &folder,
        DAVE,
        &[Command::PutInSet { set: set.clone(), prompt: prompt_id("launch"), before: None }],
    );
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    assert_eq!(waiting(&alice, &id).0, 1);
    take_back_all(&alice, &id);
    assert_eq!((file(&folder).in_set(&set).len(), waiting(&alice, &id)), (0, (0, 0)));
}

#[test]
fn what_can_not_be_taken_back_any_more_still_waits() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let draft = Draft { title: "Of Dave".to_owned(), ..Draft::default() };
    forge(&folder, DAVE, &[Command::add(prompt_id("x"), draft.clone())]);
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    let better = Draft { title: "Corrected".to_owned(), ..draft.clone() };
    block_on(edit(&alice, &id, Command::EditPrompt { id: prompt_id("x"), seen: draft, draft: better }))
        .unwrap();
    let [breach] = &block_on(breaches(&alice, &id)).unwrap()[..] else { panic!() };
    assert_eq!(block_on(decide(&alice, &id, breach.number, Verdict::TakeBack)), Err(EditError::Changed));
    assert_eq!(waiting(&alice, &id), (1, 1));
}

#[test]
fn nobody_decides_about_what_they_were_not_shown() {
    for back in [false, true] {
        let (folder, bob, id) = held();
        block_on(sync(&bob, &id)).unwrap();
        let before = block_on(view(&bob, &id)).unwrap().library.prompts().len();
        let text = String::from_utf8(folder.bytes(FILE).unwrap()).unwrap();
        folder.put(FILE, text.replacen("\"owner\": \"alice@", "\"owner\": \"mallory@", 1).as_bytes());
        let state = if back { block_on(put_back(&bob, &id)) } else { block_on(sync_allowed(&bob, &id)) };
        assert_eq!(state.unwrap().name(), "waiting");
        let now = block_on(view(&bob, &id)).unwrap();
        assert_eq!(now.library.prompts().len(), before);
        assert!(now.record.brake.as_ref().is_some_and(|brake| brake.owner.is_some()));
        // Whoever would be the owner by then would decide what comes back.
        assert_eq!(block_on(put_back(&bob, &id)).unwrap().name(), "waiting");
        assert_eq!(block_on(view(&bob, &id)).unwrap().library.members().owner().as_str(), ALICE);
    }
}

#[test]
fn what_is_put_back_comes_from_this_device_where_the_trash_has_been_emptied() {
    let (folder, bob, id) = held();
    let mut json: serde_json::Value = serde_json::from_slice(&folder.bytes(FILE).unwrap()).unwrap();
    json["sync"]["dead"] = serde_json::json!({});
    folder.put(FILE, json.to_string().as_bytes());
    block_on(sync(&bob, &id)).unwrap();
    assert!(block_on(view(&bob, &id)).unwrap().record.brake.is_some());
    block_on(put_back(&bob, &id)).unwrap();
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
    let library = file(&folder);
    for number in 0..30 {
        let prompt = library.prompt(&prompt_id(&format!("p{number}"))).expect("it is lost");
        assert_eq!(prompt.title(), format!("Prompt p{number}"));
    }
}

#[test]
fn a_deletion_for_which_nobody_can_be_named_is_told() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let draft = Draft { title: "Mine".to_owned(), ..Draft::default() };
    block_on(edit(&alice, &id, Command::add(prompt_id("mine"), draft))).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    // As Bob's deletion would stand in the file, but for the edit.
    let mut forged = file(&folder);
    let gone = delete(&forged, "mine");
    apply(&mut forged, &gone, &stamp(ALICE)).unwrap();
    let mut forged: serde_json::Value = serde_json::from_slice(&encode(&forged)).unwrap();
    let honest: serde_json::Value = serde_json::from_slice(&folder.bytes(FILE).unwrap()).unwrap();
    forged["sync"]["clock"] = honest["sync"]["clock"].clone();
    folder.put(
        FILE,
        forged.to_string().replace(&format!("\"by\":\"{ALICE}\""), &format!("\"by\":\"{BOB}\"")).as_bytes(),
    );
    block_on(sync(&alice, &id)).unwrap();
    let is_there = block_on(view(&alice, &id)).unwrap().library.prompt(&prompt_id("mine")).is_some();
    let told = block_on(prompt_commons_engine::news(&alice, &id)).unwrap().len() + waiting(&alice, &id).0;
    assert!(is_there || told > 0, "it went, and nobody says so");
}

#[test]
fn what_one_takes_over_is_taken_over_while_someone_elses_edit_waits() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    for number in 0..30 {
        let draft = Draft { title: format!("Prompt {number}"), ..Draft::default() };
        let add = Command::add(prompt_id(&format!("p{number}")), draft);
        block_on(edit(&alice, &id, add)).unwrap();
    }
    block_on(sync(&alice, &id)).unwrap();
    let (carol, _) = member(2, sample::CAROL, &folder);
    let (dave, _) = member(4, DAVE, &folder);
    // Someone deletes them where the sync service is slow, and comes to lie beside the file.
    let apart = MemoryFolder::with(FILE, &folder.bytes(FILE).unwrap());
    let (away, _) = member(3, ALICE, &apart);
    for number in 0..30 {
        let command = delete(&block_on(view(&away, &id)).unwrap().library, &format!("p{number}"));
        block_on(edit(&away, &id, command)).unwrap();
    }
    block_on(sync(&away, &id)).unwrap();
    folder.put("team-prompts (conflicted copy 1).json", &apart.bytes(FILE).unwrap());
    for (device, asked) in [(&alice, true), (&carol, true), (&dave, false)] {
        block_on(sync(device, &id)).unwrap();
        assert_eq!(block_on(view(device, &id)).unwrap().record.brake.is_some(), asked);
    }
    let draft = Draft { title: "Waiting".to_owned(), ..Draft::default() };
    block_on(edit(&alice, &id, Command::add(prompt_id("waiting"), draft))).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    block_on(sync_allowed(&carol, &id)).unwrap();
    for _ in 0..3 {
        for device in [&dave, &carol, &alice] {
            block_on(sync(device, &id)).unwrap();
        }
    }
    for device in [&dave, &carol] {
        let seen = block_on(view(device, &id)).unwrap();
        assert_eq!((seen.record.brake, seen.record.state), (None, SyncState::InFolder));
        assert!(seen.library.prompt(&prompt_id("p3")).is_none());
    }
    assert!(file(&folder).prompt(&prompt_id("p3")).is_none());
    // Each device that could put them back is asked for itself.
    assert!(block_on(view(&alice, &id)).unwrap().record.brake.is_some());
}

#[test]
fn an_owner_deletes_the_library_and_nothing_of_it_is_lost() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    let (bob, _) = member(2, BOB, &folder);
    let bytes = |name: &str| folder.bytes(name);
    assert!(matches!(block_on(delete_team(&bob, &id)), Err(DeleteError::Denied(_))));
    // What someone saved a moment ago is in the backup.
    let rename = Command::RenameLibrary { name: "Sales".to_owned() };
    block_on(edit(&alice, &id, rename)).unwrap();
    let backup = block_on(delete_team(&alice, &id)).unwrap();
    assert!(
        backup.starts_with("team-prompts.backup/2026-01-01 ") && backup.ends_with(" team-prompts.json"),
        "{backup}"
    );
    assert_eq!(bytes(FILE), None);
    assert_eq!(open(&bytes(&backup).unwrap()).unwrap().name(), "Sales");
    assert!(block_on(view(&alice, &id)).is_err(), "this device has forgotten it");
    // Bob's device keeps what it knows, and writes nothing by itself.
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::deleted(ALICE)));
    assert_eq!(bytes(FILE), None);
    let seen = block_on(view(&bob, &id)).unwrap();
    assert!(seen.state().is_deleted() && !seen.library.prompts().is_empty());
    for action in [Action::AddPrompt, Action::EditPrompt, Action::EditSet] {
        assert_eq!(seen.can(action, Target::Library), Err(Denied::Deleted), "{action:?}");
    }
    assert_eq!(seen.can(Action::Copy, Target::Library), Ok(()));
    // Put back by hand, it is there again.
    let whole = bytes(&backup).unwrap();
    block_on(folder.write(FILE, &whole, None)).unwrap();
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
    assert_eq!(block_on(view(&bob, &id)).unwrap().can(Action::AddPrompt, Target::Library), Ok(()));
    block_on(folder.remove(FILE, &bytes(FILE).unwrap())).unwrap();
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::deleted(ALICE)));
}

#[test]
fn a_library_that_is_out_of_reach_is_not_deleted() {
    let folder = folder();
    let (alice, id) = member(1, ALICE, &folder);
    alice.permitted.set(false);
    assert_eq!(block_on(delete_team(&alice, &id)), Err(DeleteError::NotInFolder));
    assert!(folder.bytes(FILE).is_some());
    assert!(block_on(view(&alice, &id)).is_ok());
}
