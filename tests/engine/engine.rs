//! The engine on two devices that share a folder in memory.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod device;
#[path = "../common/words.rs"]
mod words;

use device::{FILE, MemoryDevice, member};
use futures::executor::block_on;
use prompt_commons::access::{Denied, Role};
use prompt_commons::causal::Replica;
use prompt_commons::command::{Command, CommandError, Outcome, Stamp, apply};
use prompt_commons::compact;
use prompt_commons::format::{MAX_FILE_BYTES, Refusal, decode, encode, shown};
use prompt_commons::model::{Draft, Email, LibraryId, Prompt, PromptId, Timestamp};
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::{Change, FolderError, Store, StoreError, Table};
use prompt_commons::sync::SyncState;
use prompt_commons_contract::{Call, MemoryFolder, sample};
use prompt_commons_engine::{
    self as engine, Beside, Device, EditError, Place, SetupError, View, create_team, discard, edit,
    forget_team, inspect, join_team, joined, leave_team, losses, records, recreate, sync, sync_allowed, view,
};
use words::english;

fn email(name: &str) -> Email {
    Email::parse(&format!("{name}@company.com")).unwrap()
}

fn draft(title: &str, content: &str) -> Draft {
    Draft { title: title.to_owned(), content: content.to_owned(), ..Draft::default() }
}

fn add(id: &str, title: &str) -> Command {
    Command::add(PromptId::parse(id).unwrap(), draft(title, "text"))
}

/// Alice's team in a folder, with Bob as a member of `role` on a device of his own.
fn team(role: Role) -> (MemoryFolder, MemoryDevice, MemoryDevice, LibraryId) {
    let (folder, alice, bob) = (MemoryFolder::default(), MemoryDevice::new(1), MemoryDevice::new(2));
    let id = block_on(async {
        let id = create_team(&alice, "Marketing", email("alice"), &folder, "Team", FILE).await.unwrap();
        edit(&alice, &id, Command::SetMember { email: email("bob"), role }).await.unwrap();
        assert_eq!(sync(&alice, &id).await, Ok(SyncState::InFolder));
        let found = inspect(&folder).await.unwrap().remove(0);
        let place = Place::Folder { folder: "Team".to_owned(), file: found.file.clone() };
        join_team(&bob, &found, Email::parse(" BOB@Company.com ").unwrap(), &folder, place).await.unwrap()
    });
    (folder, alice, bob, id)
}

fn titles(device: &MemoryDevice, id: &LibraryId) -> Vec<String> {
    let view = block_on(view(device, id)).unwrap();
    view.library.prompts().iter().map(|prompt| prompt.title().to_owned()).collect()
}

fn in_file(folder: &MemoryFolder) -> Vec<String> {
    let library = decode(&folder.bytes(FILE).unwrap()).unwrap();
    library.prompts().iter().map(|prompt| prompt.title().to_owned()).collect()
}

fn state(device: &MemoryDevice, id: &LibraryId) -> SyncState {
    block_on(view(device, id)).unwrap().state()
}

#[test]
fn an_edit_is_kept_here_before_it_is_in_the_folder() {
    let (folder, alice, _, id) = team(Role::Editor);
    block_on(edit(&alice, &id, add("p", "First"))).unwrap();
    assert_eq!(titles(&alice, &id), ["First"]);
    assert_eq!(state(&alice, &id), SyncState::SavedHere);
    assert_eq!(in_file(&folder), Vec::<String>::new());
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    assert_eq!(state(&alice, &id), SyncState::InFolder);
    assert_eq!(in_file(&folder), ["First"]);
    assert_eq!(block_on(view(&alice, &id)).unwrap().beside.unsaved, 0);
}

#[test]
fn two_members_edits_all_arrive() {
    let (folder, alice, bob, id) = team(Role::Editor);
    block_on(async {
        edit(&alice, &id, add("a", "Of Alice")).await.unwrap();
        edit(&bob, &id, add("b", "Of Bob")).await.unwrap();
        sync(&bob, &id).await.unwrap();
        sync(&alice, &id).await.unwrap();
        sync(&bob, &id).await.unwrap();
    });
    assert_eq!(in_file(&folder), ["Of Alice", "Of Bob"]);
    assert_eq!((titles(&alice, &id), titles(&bob, &id)), (in_file(&folder), in_file(&folder)));
}

#[test]
fn two_edits_of_one_line_are_both_kept() {
    let (folder, alice, bob, id) = team(Role::Editor);
    let change = |content: &str| Command::EditPrompt {
        id: PromptId::parse("p").unwrap(),
        seen: draft("First", "text"),
        draft: draft("First", content),
    };
    block_on(async {
        edit(&alice, &id, add("p", "First")).await.unwrap();
        sync(&alice, &id).await.unwrap();
        sync(&bob, &id).await.unwrap();
        edit(&alice, &id, change("of Alice")).await.unwrap();
        edit(&bob, &id, change("of Bob")).await.unwrap();
        sync(&alice, &id).await.unwrap();
        sync(&bob, &id).await.unwrap();
    });
    for device in [&alice, &bob] {
        block_on(sync(device, &id)).unwrap();
        let View { library, beside: Beside { conflicts: asked, .. }, .. } =
            block_on(view(device, &id)).unwrap();
        assert_eq!(*library, shown(&folder.bytes(FILE).unwrap()).unwrap());
        let [conflict] = &asked[..] else { panic!("one question") };
        let mut values: Vec<&str> = conflict.values.iter().map(|one| one.value.as_str().unwrap()).collect();
        assert_eq!((library.prompts().len(), library.prompts()[0].content()), (1, values[0]));
        values.sort_unstable();
        assert_eq!((conflict.field.as_str(), values), ("content", vec!["of Alice", "of Bob"]));
    }
}

#[test]
fn a_viewer_who_has_joined_is_known_to_have_though_they_write_nothing() {
    let (folder, alice, bob, id) = team(Role::Viewer);
    block_on(async {
        edit(&alice, &id, Command::SetMember { email: email("carol"), role: Role::Editor }).await.unwrap();
        sync(&alice, &id).await.unwrap();
        assert_eq!(joined(&alice, &id).await.unwrap().len(), 2);
        assert!(joined(&alice, &id).await.unwrap().contains(&email("bob")));
        let before = (sync(&bob, &id).await.unwrap(), folder.writes());
        assert_eq!((sync(&bob, &id).await.unwrap(), folder.writes()), before);
    });
}

#[test]
fn who_can_not_write_the_file_joins_all_the_same() {
    let (folder, _, bob, id) = team(Role::Viewer);
    block_on(forget_team(&bob, &id)).unwrap();
    let mut file = decode(&folder.bytes(FILE).unwrap()).unwrap();
    let add = Command::SetMember { email: email("dave"), role: Role::Viewer };
    let owner =
        Stamp { actor: email("alice"), at: Timestamp::from_millis(0), replica: Replica::random(9), nonce: 0 };
    apply(&mut file, &add, &owner).unwrap();
    let folder = MemoryFolder::with(FILE, &encode(&file));
    folder.fail(Call::Write, &FolderError::NoPermission, 9);
    let found = block_on(inspect(&folder)).unwrap().remove(0);
    let place = Place::Folder { folder: "Team".to_owned(), file: FILE.to_owned() };
    let id = block_on(join_team(&bob, &found, email("dave"), &folder, place)).unwrap();
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
}

#[test]
fn syncs_with_nothing_new_write_and_announce_nothing() {
    let (folder, alice, _, id) = team(Role::Editor);
    // She hears that Bob has joined.
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    let (writes, announced) = (folder.writes(), alice.announced.get());
    for _ in 0..5 {
        assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    }
    assert_eq!((folder.writes(), alice.announced.get()), (writes, announced));
}

#[test]
fn a_crash_after_the_write_repeats_nothing() {
    let (folder, alice, _, id) = team(Role::Editor);
    block_on(async {
        edit(&alice, &id, add("p", "First")).await.unwrap();
        let outbox = alice.store.scan(Table::Outbox, "").await.unwrap();
        let snapshot = alice.store.get(Table::Snapshots, id.as_str()).await.unwrap().unwrap();
        let record = alice.store.get(Table::Libraries, id.as_str()).await.unwrap().unwrap();
        sync(&alice, &id).await.unwrap();
        // The file is written, but the device never got to note it.
        let mut lost = vec![
            Change::Put(Table::Snapshots, id.to_string(), snapshot),
            Change::Put(Table::Libraries, id.to_string(), record),
        ];
        lost.extend(outbox.into_iter().map(|(key, text)| Change::Put(Table::Outbox, key, text)));
        alice.store.commit(&lost).await.unwrap();
    });
    assert_eq!(titles(&alice, &id), ["First"]);
    let writes = folder.writes();
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    assert_eq!((in_file(&folder), folder.writes()), (vec!["First".to_owned()], writes));
}

#[test]
fn without_permission_edits_wait_and_one_grant_sends_them() {
    let (folder, alice, _, id) = team(Role::Editor);
    alice.permitted.set(false);
    block_on(edit(&alice, &id, add("p", "First"))).unwrap();
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::NeedsPermission));
    assert_eq!(state(&alice, &id), SyncState::NeedsPermission);
    assert_eq!(titles(&alice, &id), ["First"]);
    alice.permitted.set(true);
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    assert_eq!(in_file(&folder), ["First"]);
}

#[test]
fn a_locked_file_is_tried_three_times_more_and_then_the_edit_waits() {
    let (folder, alice, _, id) = team(Role::Editor);
    block_on(edit(&alice, &id, add("p", "First"))).unwrap();
    folder.fail(Call::Write, &FolderError::Busy, 4);
    let state = block_on(sync(&alice, &id)).unwrap();
    assert_eq!(alice.waited.get(), 3000);
    let said = "Saved on this device; will retry. The team file is in use by another program";
    assert_eq!(english(&state), said);
    assert_eq!(titles(&alice, &id), ["First"]);
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    assert_eq!(in_file(&folder), ["First"]);
}

#[test]
fn an_edit_whose_author_lost_the_role_is_held_until_they_decide() {
    let (folder, alice, bob, id) = team(Role::Editor);
    block_on(async {
        edit(&bob, &id, add("p", "Of Bob")).await.unwrap();
        edit(&alice, &id, Command::SetMember { email: email("bob"), role: Role::Viewer }).await.unwrap();
        sync(&alice, &id).await.unwrap();
        let state = sync(&bob, &id).await.unwrap();
        assert_eq!(state.name(), "waiting");
        assert_eq!(in_file(&folder), Vec::<String>::new());
        let view = view(&bob, &id).await.unwrap();
        assert_eq!(view.beside.held.len(), 1);
        assert!(view.beside.held[0].reason == Denied::ViewOnly.phrase());
        discard(&bob, &id, &view.beside.held[0].key).await.unwrap();
        assert_eq!(sync(&bob, &id).await, Ok(SyncState::InFolder));
    });
    assert_eq!(state(&bob, &id), SyncState::InFolder);
}

#[test]
fn what_a_role_forbids_is_not_even_journalled() {
    let (_, _, bob, id) = team(Role::Viewer);
    let refused = block_on(edit(&bob, &id, add("p", "Of Bob")));
    assert!(matches!(refused, Err(EditError::Refused(CommandError::Denied(_)))));
    assert_eq!(block_on(view(&bob, &id)).unwrap().beside.unsaved, 0);
}

#[test]
fn an_edit_that_could_not_be_journalled_is_an_error() {
    let (_, alice, _, id) = team(Role::Editor);
    let full = StoreError(Phrase::verbatim("the disk is full"));
    alice.store.fail(&full, 1);
    assert_eq!(block_on(edit(&alice, &id, add("p", "First"))), Err(EditError::Store(full)));
    assert_eq!(titles(&alice, &id), Vec::<String>::new());
}

#[test]
fn my_prompts_work_without_a_team() {
    let device = MemoryDevice::new(1);
    let mine = LibraryId::personal();
    assert_eq!(titles(&device, &mine), Vec::<String>::new());
    block_on(edit(&device, &mine, add("p", "Mine"))).unwrap();
    assert_eq!(titles(&device, &mine), ["Mine"]);
    assert_eq!(block_on(view(&device, &mine)).unwrap().beside.unsaved, 1);
    assert_eq!(state(&device, &mine), SyncState::InFolder);
    assert_eq!(block_on(sync(&device, &mine)), Ok(SyncState::InFolder));
    assert_eq!(titles(&device, &mine), ["Mine"]);
    assert_eq!(block_on(view(&device, &mine)).unwrap().beside.unsaved, 0);
    let outcome = block_on(edit(
        &device,
        &mine,
        Command::DeletePrompt {
            id: PromptId::parse("p").unwrap(),
            seen: draft("Mine", "text"),
            beside: Vec::new(),
        },
    ));
    assert_eq!(outcome, Ok(Outcome::Done));
    assert_eq!(titles(&device, &mine), Vec::<String>::new());
}

#[test]
fn a_folder_with_a_team_is_offered_for_joining_and_not_written() {
    let (folder, alice, _, _) = team(Role::Editor);
    let before = folder.bytes(FILE);
    let taken = block_on(create_team(&alice, "Other", email("eve"), &folder, "Team", "other.json"));
    assert!(matches!(taken, Err(SetupError::Occupied(found)) if found.name == "Marketing"));
    assert_eq!(folder.bytes(FILE), before);
    assert_eq!(folder.bytes("other.json"), None);
}

#[test]
fn creating_never_writes_over_another_file() {
    let folder = MemoryFolder::with(FILE, b"{\"shopping\": []}");
    let device = MemoryDevice::new(1);
    let taken = block_on(create_team(&device, "Team", email("alice"), &folder, "Team", FILE));
    assert_eq!(taken, Err(SetupError::NameTaken(FILE.to_owned())));
    assert_eq!(folder.bytes(FILE).unwrap(), b"{\"shopping\": []}");
    for bad in [" ", &"x".repeat(1001)] {
        let refused = block_on(create_team(&device, bad, email("alice"), &folder, "Team", "team.json"));
        assert!(matches!(refused, Err(SetupError::Name(_))));
    }
    for bad in ["", "team", "../team.json", "a/team.json", ".json", ".hidden.json", "a\\b.json"] {
        let refused = block_on(create_team(&device, "Team", email("alice"), &folder, "Team", bad));
        assert_eq!(refused, Err(SetupError::BadName), "{bad}");
    }
    assert_eq!(block_on(records(&device)).unwrap().len(), 1);
}

#[test]
fn joining_says_what_is_wrong_in_the_agreed_words() {
    let (folder, _, bob, _) = team(Role::Editor);
    let found = block_on(inspect(&folder)).unwrap().remove(0);
    let place = Place::Folder { folder: "Team".to_owned(), file: FILE.to_owned() };
    let stranger = block_on(join_team(&bob, &found, email("mallory"), &folder, place)).unwrap_err();
    assert_eq!(english(&stranger), "Contact team owner to add you");
    let other = block_on(inspect(&MemoryFolder::with("notes.json", b"[]"))).unwrap_err();
    assert_eq!(english(&other), "This doesn't appear to be a team library file");
    let nothing = block_on(inspect(&MemoryFolder::default())).unwrap_err();
    assert_eq!(nothing, SetupError::NoLibrary);
    let something = MemoryFolder::with("package.json", b"{}");
    something.put("tsconfig.json", b"{}");
    assert_eq!(block_on(inspect(&something)).unwrap_err(), SetupError::NoLibrary);
    folder.fail(Call::List, &FolderError::NoPermission, 1);
    let closed = block_on(inspect(&folder)).unwrap_err();
    assert_eq!(english(&closed), "Please grant folder access and try again");
}

#[test]
fn a_copy_beside_the_file_is_not_a_second_team() {
    let (folder, _, _, _) = team(Role::Editor);
    let bytes = folder.bytes(FILE).unwrap();
    folder.put("team-prompts (Bob's conflicted copy 2026-01-01).json", &bytes);
    folder.put("notes.txt", b"not looked at");
    let found = block_on(inspect(&folder)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].file, FILE);
    // Nor is it overlooked behind any number of other files.
    for number in 0..1000 {
        folder.put(&format!("{number}.json"), b"{}");
    }
    assert_eq!(block_on(inspect(&folder)).unwrap(), found);
}

#[test]
fn leaving_forgets_the_team_here_and_leaves_its_file() {
    let (folder, alice, _, id) = team(Role::Editor);
    let before = folder.bytes(FILE);
    let nothing = block_on(losses(&alice, &id)).unwrap();
    assert!(nothing.is_empty());
    block_on(leave_team(&alice, &id, &nothing)).unwrap();
    assert_eq!(block_on(records(&alice)).unwrap().len(), 1);
    assert!(block_on(view(&alice, &id)).is_err());
    assert_eq!(folder.bytes(FILE), before);
}

#[test]
fn leaving_loses_only_what_the_person_agreed_to() {
    let (folder, alice, _, id) = team(Role::Editor);
    let count = || {
        let lost = block_on(losses(&alice, &id)).unwrap();
        (lost.edits, lost.prompts, lost.drafts, lost.notes)
    };
    let asked = block_on(losses(&alice, &id)).unwrap();
    block_on(edit(&alice, &id, add("p", "First"))).unwrap();
    assert_eq!(count(), (1, 1, 0, 0));
    assert_eq!(block_on(leave_team(&alice, &id, &asked)), Err(SetupError::Losing));
    assert_eq!(titles(&alice, &id), ["First"]);

    let prompt = PromptId::parse("p").unwrap();
    let write =
        |text: &str| block_on(engine::keep_draft(&alice, &id, "page", Some(text.to_owned()))).unwrap();
    write("begun");
    block_on(engine::keep_note(&alice, &id, &prompt, "", "mine")).unwrap();
    assert_eq!(count(), (1, 1, 1, 1));
    let asked = block_on(losses(&alice, &id)).unwrap();
    write("begun, and gone on with");
    assert_eq!(block_on(leave_team(&alice, &id, &asked)), Err(SetupError::Losing));
    assert_eq!(count(), (1, 1, 1, 1));

    // What is in the file is not lost.
    block_on(sync(&alice, &id)).unwrap();
    assert_eq!(count(), (0, 0, 1, 1));
    folder.delete(FILE);
    let change =
        Command::EditPrompt { id: prompt, seen: draft("First", "text"), draft: draft("First", "more") };
    block_on(edit(&alice, &id, change)).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    assert_eq!(count(), (1, 1, 1, 1));
    let asked = block_on(losses(&alice, &id)).unwrap();
    assert_eq!(block_on(leave_team(&alice, &id, &asked)), Ok(()));
    assert_eq!((count(), block_on(records(&alice)).unwrap().len()), ((0, 0, 0, 0), 1));
}

#[test]
fn what_leaving_would_lose_can_be_copied_to_my_prompts() {
    let (folder, alice, bob, id) = team(Role::Editor);
    let mine = LibraryId::personal();
    block_on(async {
        edit(&alice, &id, add("a", "Of the team")).await.unwrap();
        sync(&alice, &id).await.unwrap();
        sync(&bob, &id).await.unwrap();
        // One that the device took in and could not write, one that the rules refuse.
        edit(&bob, &id, add("b", "Not written")).await.unwrap();
        folder.fail(Call::Write, &FolderError::ReadOnly, 5);
        sync(&bob, &id).await.unwrap();
        folder.fail(Call::Write, &FolderError::ReadOnly, 0);
        edit(&alice, &id, Command::RemoveMember { email: email("bob") }).await.unwrap();
        sync(&alice, &id).await.unwrap();
        edit(&bob, &id, add("c", "Refused")).await.unwrap();
        folder.fail(Call::Write, &FolderError::ReadOnly, 5);
        sync(&bob, &id).await.unwrap();
        engine::rescue(&bob, &id).await.unwrap();
    });
    assert_eq!(titles(&bob, &mine), ["Not written", "Refused"]);
}

#[test]
fn a_note_that_two_surfaces_write_has_the_words_of_both() {
    let (_, alice, _, id) = team(Role::Editor);
    let prompt = PromptId::parse("p").unwrap();
    let keep =
        |seen: &str, text: &str| block_on(engine::keep_note(&alice, &id, &prompt, seen, text)).unwrap();
    let kept = || block_on(engine::note(&alice, &id, &prompt)).unwrap();
    assert_eq!(keep("", "Ask Bob"), "Ask Bob");
    assert_eq!(keep("", "Too long"), "Ask Bob\nToo long", "the other one had not seen it");
    assert_eq!(keep("Ask Bob\nToo long", "Ask Bob first\nToo long"), "Ask Bob first\nToo long");
    assert_eq!(kept().as_deref(), Some("Ask Bob first\nToo long"));
    assert_eq!(keep("Ask Bob first\nToo long", " "), " ");
    assert_eq!(kept(), None);
}

#[test]
fn a_draft_is_kept_until_it_is_saved_given_up_or_its_team_is_left() {
    let (_, alice, _, id) = team(Role::Editor);
    let at = |editor: &str| block_on(engine::draft(&alice, &id, editor)).unwrap();
    let keep = |editor: &str| {
        block_on(engine::keep_draft(&alice, &id, editor, Some(editor.to_owned()))).unwrap();
    };
    for editor in ["popup", "page", "side"] {
        keep(editor);
    }
    assert_eq!(at("popup").as_deref(), Some("popup"));

    alice.store.fail(&StoreError(Phrase::verbatim("The disk is full")), 1);
    block_on(engine::save(&alice, &id, add("p", "Launch"), "popup")).unwrap_err();
    assert!(at("popup").is_some(), "it was not saved");
    block_on(engine::save(&alice, &id, add("p", "Launch"), "popup")).unwrap();
    assert_eq!((at("popup"), at("page").is_some()), (None, true));
    assert_eq!(titles(&alice, &id), ["Launch"]);

    // What was saved before needs no edit, but its draft goes as well.
    keep("popup");
    assert_eq!(block_on(engine::save(&alice, &id, add("p", "Launch"), "popup")), Ok(Outcome::Nothing));
    assert_eq!(at("popup"), None);

    block_on(engine::keep_draft(&alice, &id, "page", None)).unwrap();
    assert_eq!((at("page"), at("side").is_some()), (None, true));
    block_on(forget_team(&alice, &id)).unwrap();
    assert_eq!(at("side"), None);
}

#[test]
fn a_renamed_team_shows_its_new_name_to_all() {
    let (_, alice, bob, id) = team(Role::Editor);
    block_on(async {
        edit(&alice, &id, Command::RenameLibrary { name: "Sales".to_owned() }).await.unwrap();
        sync(&alice, &id).await.unwrap();
        sync(&bob, &id).await.unwrap();
    });
    assert_eq!(block_on(records(&bob)).unwrap()[1].name, "Sales");
}

#[test]
fn a_team_can_not_take_the_place_of_my_prompts() {
    let (folder, _, bob, _) = team(Role::Editor);
    let mine = LibraryId::personal();
    block_on(edit(&bob, &mine, add("p", "Mine"))).unwrap();
    let text = String::from_utf8(folder.bytes(FILE).unwrap()).unwrap();
    let id = decode(text.as_bytes()).unwrap().id().to_string();
    let posing = MemoryFolder::with(FILE, text.replace(&id, "personal").as_bytes());
    assert_eq!(block_on(inspect(&posing)), Err(SetupError::Refused(Refusal::NotLibrary)));
    assert_eq!(titles(&bob, &mine), ["Mine"]);
}

#[test]
fn teams_whose_ids_begin_alike_keep_their_edits_apart() {
    let device = MemoryDevice::new(1);
    let join = |id: &str| {
        let file = team(Role::Editor).0.bytes(FILE).unwrap();
        let own = decode(&file).unwrap().id().to_string();
        let text = String::from_utf8(file).unwrap().replace(&own, id);
        let folder = MemoryFolder::with(FILE, text.as_bytes());
        let found = block_on(inspect(&folder)).unwrap().remove(0);
        let place = Place::Folder { folder: "Team".to_owned(), file: FILE.to_owned() };
        (block_on(join_team(&device, &found, email("bob"), &folder, place)).unwrap(), folder)
    };
    let (short, short_folder) = join("team");
    let (long, long_folder) = join("team/x");
    block_on(async {
        edit(&device, &long, add("p", "For the other")).await.unwrap();
        sync(&device, &short).await.unwrap();
        assert_eq!(in_file(&short_folder), Vec::<String>::new());
        forget_team(&device, &short).await.unwrap();
        sync(&device, &long).await.unwrap();
    });
    assert_eq!(in_file(&long_folder), ["For the other"]);
}

#[test]
fn a_draft_that_was_saved_before_and_written_on_is_kept_as_well() {
    let (folder, alice, _, id) = team(Role::Editor);
    let more = Command::add(PromptId::parse("p").unwrap(), draft("First", "text, and more"));
    block_on(async {
        edit(&alice, &id, add("p", "First")).await.unwrap();
        sync(&alice, &id).await.unwrap();
        assert_eq!(edit(&alice, &id, add("p", "First")).await, Ok(Outcome::Nothing));
        assert!(matches!(edit(&alice, &id, more).await, Ok(Outcome::KeptBoth { .. })));
        sync(&alice, &id).await.unwrap();
    });
    assert_eq!(in_file(&folder), ["First", "First"]);
}

#[test]
fn marks_that_nobody_sees_make_no_other_person() {
    assert_eq!(Email::parse("\u{feff}bob@company.com\u{200b}"), Ok(email("bob")));
    for hidden in ["b\u{200b}ob@company.com", "bob@comp\u{202e}any.com", "bob@\u{ad}company.com"] {
        assert!(Email::parse(hidden).is_err(), "{hidden:?}");
    }
}

fn retitle(device: &MemoryDevice, id: &LibraryId, prompt: &str, title: &str) -> Outcome {
    let prompt = PromptId::parse(prompt).unwrap();
    let seen = block_on(view(device, id)).unwrap().library.prompt(&prompt).unwrap().draft().clone();
    let draft = Draft { title: title.to_owned(), ..seen.clone() };
    block_on(edit(device, id, Command::EditPrompt { id: prompt, seen, draft })).unwrap()
}

#[test]
fn a_viewer_who_looks_at_a_plain_file_writes_nothing() {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let (dave, id) = member(1, sample::DAVE, &folder);
    let announced = dave.announced.get();
    for _ in 0..3 {
        assert_eq!(block_on(sync(&dave, &id)), Ok(SyncState::InFolder));
    }
    assert_eq!(titles(&dave, &id), ["Launch post", "Subject lines", "From before"]);
    assert_eq!((folder.bytes(FILE).unwrap(), folder.writes()), (sample::FILE.as_bytes().to_vec(), 0));
    assert_eq!((dave.announced.get(), block_on(view(&dave, &id)).unwrap().beside.unsaved), (announced, 0));
}

#[test]
fn a_viewer_writes_nothing_whatever_others_do_in_the_folder() {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let (dave, id) = member(1, sample::DAVE, &folder);
    let changed = sample::FILE.replace("Launch post", "By hand");
    folder.put(FILE, changed.as_bytes());
    assert_eq!(block_on(sync(&dave, &id)), Ok(SyncState::InFolder));
    assert_eq!((titles(&dave, &id)[0].as_str(), folder.writes()), ("By hand", 0), "changed in place");
    // A record taken out, and a copy beside it.
    let at = changed.find(",\n    {\n      \"id\": \"old\"").unwrap();
    let file = format!("{}\n  ]\n}}\n", &changed[..at]);
    folder.put(FILE, file.as_bytes());
    folder.put("copy.json", changed.replace("Subject lines", "Aside").as_bytes());
    for _ in 0..2 {
        assert_eq!(block_on(sync(&dave, &id)), Ok(SyncState::InFolder));
    }
    assert_eq!(folder.writes(), 0, "{}", String::from_utf8(folder.bytes(FILE).unwrap()).unwrap());
    assert_eq!(block_on(view(&dave, &id)).unwrap().beside.unsaved, 0);
}

#[test]
fn a_plain_file_can_be_edited_by_everyone_at_once() {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let (bob, id) = member(1, sample::BOB, &folder);
    let (carol, _) = member(2, sample::CAROL, &folder);
    assert_eq!(retitle(&bob, &id, "launch", "By bob"), Outcome::Done);
    assert_eq!(retitle(&carol, &id, "subject", "By carol"), Outcome::Done);
    for device in [&bob, &carol, &bob] {
        assert_eq!(block_on(sync(device, &id)), Ok(SyncState::InFolder));
    }
    assert_eq!(in_file(&folder), ["By bob", "By carol", "From before"]);
    assert_eq!((titles(&bob, &id), titles(&carol, &id)), (in_file(&folder), in_file(&folder)));
    assert_eq!(block_on(view(&bob, &id)).unwrap().beside.conflicts, vec![]);
    assert_eq!(folder.writes(), 2);
}

#[test]
fn what_the_brake_holds_is_taken_over_when_someone_says_so() {
    let (folder, alice, bob, id) = team(Role::Editor);
    block_on(async {
        for number in 0..25 {
            edit(&alice, &id, add(&format!("p{number}"), "Many")).await.unwrap();
        }
        sync(&alice, &id).await.unwrap();
        sync(&bob, &id).await.unwrap();
        for number in 0..25 {
            let gone = PromptId::parse(&format!("p{number}")).unwrap();
            edit(
                &alice,
                &id,
                Command::DeletePrompt { id: gone, seen: draft("Many", "text"), beside: Vec::new() },
            )
            .await
            .unwrap();
        }
        assert_eq!(sync(&alice, &id).await, Ok(SyncState::InFolder));
        edit(&bob, &id, add("b", "Of Bob")).await.unwrap();
        for _ in 0..2 {
            let state = sync(&bob, &id).await.unwrap();
            assert_eq!(state.name(), "waiting");
            assert!(english(&state).contains(" deleted 25 prompts from the team's file"), "{state:?}");
            assert_eq!(view(&bob, &id).await.unwrap().library.prompts().len(), 26);
        }
        assert_eq!(in_file(&folder), Vec::<String>::new());
        assert_eq!(sync_allowed(&bob, &id).await, Ok(SyncState::InFolder));
        assert_eq!(sync(&bob, &id).await, Ok(SyncState::InFolder));
    });
    assert_eq!((in_file(&folder), titles(&bob, &id)), (vec!["Of Bob".to_owned()], vec!["Of Bob".to_owned()]));
}

#[test]
fn a_copied_profile_goes_on_under_a_name_of_its_own() {
    let (folder, alice, _, id) = team(Role::Editor);
    block_on(async {
        // The same profile on another machine, where chance is another one.
        let copy = MemoryDevice::new(7);
        for table in Table::ALL {
            for (key, text) in alice.store.scan(table, "").await.unwrap() {
                copy.store.commit(&[Change::Put(table, key, text)]).await.unwrap();
            }
        }
        copy.keep(&id, Some(&folder)).await.unwrap();
        for round in 0..3 {
            for (device, name) in [(&alice, "a"), (&copy, "b")] {
                edit(device, &id, add(&format!("{name}{round}"), &format!("{name}{round}"))).await.unwrap();
            }
            sync(&alice, &id).await.unwrap();
            sync(&copy, &id).await.unwrap();
        }
        sync(&alice, &id).await.unwrap();
        let names = [records(&alice).await.unwrap()[1].replica, records(&copy).await.unwrap()[1].replica];
        assert_ne!(names[0], names[1]);
        assert_eq!(view(&alice, &id).await.unwrap().library, view(&copy, &id).await.unwrap().library);
    });
    let mut all = in_file(&folder);
    all.sort();
    assert_eq!(all, ["a0", "a1", "a2", "b0", "b1", "b2"]);
    assert_eq!(titles(&alice, &id), in_file(&folder));
}

#[test]
fn an_edit_that_the_file_has_no_room_for_does_not_lock_the_team_in() {
    let (folder, alice, _, id) = team(Role::Editor);
    // Each zero takes six bytes of the file.
    let content = "\0".repeat(usize::try_from(MAX_FILE_BYTES).unwrap() / 6);
    let big = Command::add(PromptId::parse("big").unwrap(), draft("Big", &content));
    block_on(async {
        edit(&alice, &id, big).await.unwrap();
        assert_eq!(sync(&alice, &id).await.map(|state| state.name()), Ok("waiting"));
        assert!(view(&alice, &id).await.is_ok(), "the team can't be opened any more");
        let gone = Command::DeletePrompt {
            id: PromptId::parse("big").unwrap(),
            seen: draft("Big", &content),
            beside: Vec::new(),
        };
        edit(&alice, &id, gone).await.unwrap();
        edit(&alice, &id, add("small", "Small")).await.unwrap();
        assert_eq!(sync(&alice, &id).await, Ok(SyncState::InFolder));
    });
    assert_eq!(in_file(&folder), ["Small"]);
}

#[test]
fn a_newer_file_takes_no_edit_along() {
    let (folder, alice, _, id) = team(Role::Editor);
    let before = folder.bytes(FILE).unwrap();
    let newer = String::from_utf8(before.clone()).unwrap().replace("\"1.0\"", "\"2.0\"");
    block_on(async {
        edit(&alice, &id, add("p", "First")).await.unwrap();
        folder.put(FILE, newer.as_bytes());
        let state = sync(&alice, &id).await.unwrap();
        assert_eq!(view(&alice, &id).await.unwrap().beside.unsaved, 1, "{state:?}");
        folder.put(FILE, &before);
        sync(&alice, &id).await.unwrap();
    });
    assert_eq!(in_file(&folder), ["First"]);
}

#[test]
fn joining_once_more_keeps_what_only_this_device_has() {
    let (folder, _, bob, id) = team(Role::Editor);
    let old = folder.bytes(FILE).unwrap();
    let join = |folder: &MemoryFolder| {
        let found = block_on(inspect(folder)).unwrap().remove(0);
        let place = Place::Folder { folder: "Team".to_owned(), file: found.file.clone() };
        block_on(join_team(&bob, &found, email("bob"), folder, place)).unwrap();
    };
    block_on(edit(&bob, &id, add("a", "Waiting"))).unwrap();
    folder.fail(Call::Write, &FolderError::Busy, 4);
    assert_eq!(block_on(sync(&bob, &id)).unwrap().name(), "waiting");
    join(&folder);
    assert_eq!(titles(&bob, &id), ["Waiting"]);
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
    assert_eq!(in_file(&folder), ["Waiting"]);
    // Another folder, with an older file of the team.
    let other = MemoryFolder::with(FILE, &old);
    join(&other);
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
    assert_eq!(
        (titles(&bob, &id), in_file(&other)),
        (vec!["Waiting".to_owned()], vec!["Waiting".to_owned()])
    );
}

#[test]
fn what_was_known_before_a_newer_file_came_is_known_after_it() {
    let (folder, alice, _, id) = team(Role::Editor);
    block_on(edit(&alice, &id, add("p", "First"))).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    let bytes = String::from_utf8(folder.bytes(FILE).unwrap()).unwrap();
    let mut newer: serde_json::Value = serde_json::from_str(&bytes).unwrap();
    newer["version"] = "2.0".into();
    newer["prompts"] = serde_json::json!([]);
    folder.put(FILE, newer.to_string().as_bytes());
    block_on(sync(&alice, &id)).unwrap();
    let shown = block_on(view(&alice, &id)).unwrap().library;
    assert_eq!((shown.is_read_only(), shown.prompts().len()), (true, 0), "it is shown as it is");
    newer["version"] = "1.0".into();
    folder.put(FILE, newer.to_string().as_bytes());
    block_on(sync(&alice, &id)).unwrap();
    assert_eq!(titles(&alice, &id), ["First"]);
    assert_eq!(in_file(&folder), ["First"]);
}

#[test]
fn a_file_that_is_gone_is_written_anew_if_someone_says_so() {
    let (folder, alice, bob, id) = team(Role::Viewer);
    block_on(edit(&alice, &id, add("p", "First"))).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    block_on(sync(&bob, &id)).unwrap();
    folder.delete(FILE);
    block_on(edit(&alice, &id, add("q", "Second"))).unwrap();
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::missing()));
    assert_eq!(folder.bytes(FILE), None, "nobody said so");
    // Who may write nothing writes nothing.
    block_on(recreate(&bob, &id)).unwrap();
    assert_eq!(folder.bytes(FILE), None);
    assert_eq!(block_on(recreate(&alice, &id)), Ok(SyncState::InFolder));
    assert_eq!(in_file(&folder), ["First", "Second"]);
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
    assert_eq!(titles(&bob, &id), ["First", "Second"]);
}

#[test]
fn what_a_surface_has_seen_is_not_read_again() {
    let (_, alice, _, id) = team(Role::Editor);
    let many = (0..1500).map(|number| add(&format!("p{number}"), "Title")).collect();
    block_on(engine::edit_all(&alice, &id, many)).unwrap();
    let seen = block_on(view(&alice, &id)).unwrap();
    let rename = |id: &str| Command::EditPrompt {
        id: PromptId::parse(id).unwrap(),
        seen: draft("Title", "text"),
        draft: draft("Another", "text"),
    };
    block_on(edit(&alice, &id, rename("p700"))).unwrap();
    block_on(edit(&alice, &id, add("last", "Last"))).unwrap();
    let whole = block_on(view(&alice, &id)).unwrap();
    assert_eq!(block_on(engine::view_after(&alice, &id, &seen)).unwrap().library, whole.library);
    // One piece is gone from the store: who has seen it still reads the library, who has not doesn't.
    let rows = block_on(alice.store.scan(Table::Views, "")).unwrap();
    let of_p0 = rows.iter().find(|(_, piece)| compact::texts(piece, "p0").is_some()).unwrap();
    block_on(alice.store.commit(&[Change::Delete(Table::Views, of_p0.0.clone())])).unwrap();
    assert!(block_on(view(&alice, &id)).is_err());
    assert_eq!(block_on(engine::view_after(&alice, &id, &seen)).unwrap().library, whole.library);
}

#[test]
fn of_a_large_library_some_prompts_are_read_before_the_rest() {
    let (_, alice, _, id) = team(Role::Editor);
    let begun = |prompts: &[&str]| block_on(engine::view_begun(&alice, &id, prompts)).unwrap();
    let many = |range: std::ops::Range<usize>| {
        range.map(|number| add(&format!("p{number}"), &format!("Title {number}"))).collect()
    };
    block_on(engine::edit_all(&alice, &id, many(0..1000))).unwrap();
    assert_eq!(begun(&["p7"]), None, "all of a small one comes as soon");
    block_on(engine::edit_all(&alice, &id, many(1000..1500))).unwrap();
    assert_eq!(begun(&["nobody", ""]), None);
    assert_eq!(begun(&[]), None);
    let whole = block_on(view(&alice, &id)).unwrap();
    let some = begun(&["p1300", "nobody", "p7", "p8"]).unwrap();
    let titles: Vec<&str> = some.library.prompts().iter().map(Prompt::title).collect();
    assert_eq!(titles, ["Title 1300", "Title 7", "Title 8"], "in the order that they are asked for in");
    assert_eq!((some.count(), whole.count()), (1500, 1500));
    for prompt in some.library.prompts() {
        assert_eq!(whole.library.prompt(prompt.id()), Some(prompt));
    }
    assert_eq!(some.library.members(), whole.library.members());
    assert_eq!((some.role(), some.state(), &some.beside), (whole.role(), whole.state(), &whole.beside));
    assert_ne!(some, whole, "a surface shows the whole one in its place");
    let rename = Command::EditPrompt {
        id: PromptId::parse("p7").unwrap(),
        seen: draft("Title 7", "text"),
        draft: draft("Another", "text"),
    };
    block_on(edit(&alice, &id, rename)).unwrap();
    assert_eq!(begun(&["p7"]).unwrap().library.prompts()[0].title(), "Another");
}

#[test]
fn what_another_version_of_the_program_kept_is_made_anew() {
    let (alice, mine) = (MemoryDevice::new(1), LibraryId::personal());
    block_on(edit(&alice, &mine, add("a", "Mine"))).unwrap();
    block_on(sync(&alice, &mine)).unwrap();
    let beside = block_on(alice.store.get(Table::Beside, mine.as_str())).unwrap().unwrap();
    let older = beside.replace(concat!(env!("CARGO_PKG_VERSION"), "/3"), "0");
    assert_ne!(older, beside);
    let rows = block_on(alice.store.scan(Table::Views, "")).unwrap();
    let mut changes: Vec<Change> =
        rows.into_iter().map(|(key, _)| Change::Delete(Table::Views, key)).collect();
    changes.push(Change::Put(Table::Beside, mine.to_string(), older));
    block_on(alice.store.commit(&changes)).unwrap();
    // It is not taken for an empty library.
    assert!(block_on(view(&alice, &mine)).is_err());
    block_on(sync(&alice, &mine)).unwrap();
    assert_eq!(block_on(view(&alice, &mine)).unwrap().library.prompts().len(), 1);
}

#[test]
fn surfaces_are_told_how_far_a_sync_of_a_large_library_is() {
    let (folder, alice, _, id) = team(Role::Editor);
    block_on(edit(&alice, &id, add("p", "First"))).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    assert_eq!(*alice.told.borrow(), [], "it is small");
    let large = |number| {
        Command::add(
            PromptId::parse(&format!("q{number}")).unwrap(),
            draft("Large", &"text ".repeat(190_000)),
        )
    };
    block_on(engine::edit_all(&alice, &id, (0..10).map(large).collect())).unwrap();
    block_on(sync(&alice, &id)).unwrap();
    let told = alice.told.take();
    let (last, rest) = told.split_last().unwrap();
    assert_eq!(*last, None, "it is not over");
    assert!(rest.len() > 2 && rest.is_sorted() && rest.iter().all(Option::is_some), "{rest:?}");
    // However it ends, that is told.
    folder.fail(Call::Read, &FolderError::NoPermission, 1);
    let _ = block_on(sync(&alice, &id));
    assert_eq!(alice.told.borrow().last(), Some(&None));
    assert!(block_on(view(&alice, &id)).unwrap().record.size.is_some_and(|bytes| bytes > 9_000_000));
}
