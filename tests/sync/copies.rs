//! Copies beside the file, and old files.

use prompt_commons::causal::Replica;
use prompt_commons::command::{Stamp, apply};
use prompt_commons::format::{DEFAULT_FILE_NAME as NAME, decode, encode, open};
use prompt_commons::ports::FolderError;
use prompt_commons::sync::{Effect, Entry, Keyed, SyncState};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, DAVE, FILE, email, prompt_id};
use prompt_commons_contract::{Call, MemoryFolder};

use crate::device::{Device, add, delete, device, elsewhere, file, has, newer, retitle, run, run_with, team};

/// How services name a copy that they set aside.
const COPIES: [&str; 22] = [
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
    "team-prompts old.json",
    "team-prompts-v2.json",
    "team-prompts 2026.json",
];

/// Those of them that are to be taken away. Resilio's is not: it stands for the file itself.
const OF_SERVICES: &[&str] = COPIES.split_at(16).0;

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
        assert_eq!(folder.writes_of(NAME), 1, "{name}");
        let backups = backups(&folder);
        if OF_SERVICES.contains(&name) {
            assert_eq!(folder.bytes(name), None, "{name}");
            assert!(
                matches!(&backups[..], [(backup, bytes)] if *bytes == copy && backup.ends_with(name)),
                "{name}"
            );
        } else {
            assert_eq!((folder.bytes(name), backups), (Some(copy), Vec::new()), "{name}");
        }
        let writes = folder.writes();
        device.run(&folder);
        assert_eq!(folder.writes(), writes, "{name}");
    }
}

/// Returns the backups by name, with what they hold.
fn backups(folder: &MemoryFolder) -> Vec<(String, Vec<u8>)> {
    folder.all().into_iter().filter(|(name, _)| name.starts_with("team-prompts.backup/")).collect()
}

/// A folder with news in a conflicted copy.
fn set_aside() -> (MemoryFolder, Vec<u8>) {
    let (folder, aside) = (team(), team());
    elsewhere(&aside, &add("aside", ALICE));
    let copy = aside.bytes(NAME).unwrap();
    folder.put(OF_SERVICES[0], &copy);
    (folder, copy)
}

#[test]
fn a_copy_is_backed_up_under_the_day_before_it_goes() {
    let (folder, copy) = set_aside();
    let mut order = Vec::new();
    device(&[]).run_with(&folder, |effect, _| match effect {
        Effect::Write { name, .. } => order.push(format!("write {name}")),
        Effect::Remove { name, .. } => order.push(format!("remove {name}")),
        Effect::Read(name) if name == NAME => order.push("read back".to_owned()),
        Effect::Keep(_) => order.push("keep".to_owned()),
        _ => {}
    });
    let (backup, bytes) = backups(&folder).remove(0);
    assert!(backup.starts_with("team-prompts.backup/2026-01-02 "), "{backup}");
    assert_eq!(bytes, copy);
    let last = [
        format!("write {NAME}"),
        "read back".to_owned(),
        // Should the folder lose the file's last state right then, the device has it.
        "keep".to_owned(),
        format!("write {backup}"),
        format!("remove {}", OF_SERVICES[0]),
    ];
    assert_eq!(order[1..], last);
}

#[test]
fn a_copy_stays_if_it_can_not_be_backed_up() {
    let (folder, copy) = set_aside();
    let run = device(&[]).run_with(&folder, |effect, count| {
        if matches!((effect, count), (Effect::Write { .. }, 2)) {
            folder.fail(Call::Write, &FolderError::DiskFull, 1);
        }
    });
    assert_eq!(run.report.state, SyncState::InFolder);
    assert_eq!((folder.bytes(OF_SERVICES[0]), backups(&folder)), (Some(copy), Vec::new()));
}

#[test]
fn a_copy_that_is_backed_up_already_goes() {
    let (folder, copy) = set_aside();
    let mut device = device(&[]);
    device.run(&folder);
    folder.put(OF_SERVICES[0], &copy);
    device.run(&folder);
    assert_eq!((folder.bytes(OF_SERVICES[0]), backups(&folder).len()), (None, 1));
}

#[test]
fn a_copy_that_changes_meanwhile_stays() {
    let (folder, _) = set_aside();
    let aside = team();
    elsewhere(&aside, &add("later", CAROL));
    let later = aside.bytes(NAME).unwrap();
    let mut device = device(&[]);
    device.run_with(&folder, |effect, _| {
        if matches!(effect, Effect::Remove { .. }) {
            folder.put(OF_SERVICES[0], &later);
        }
    });
    assert_eq!(folder.bytes(OF_SERVICES[0]), Some(later));
    device.run(&folder);
    assert!(has(&folder, "later") && folder.bytes(OF_SERVICES[0]).is_none());
}

#[test]
fn only_whole_copies_of_this_team_go() {
    let (folder, copy) = set_aside();
    let others = FILE.replace("team-1", "team-2");
    let foreign =
        [&copy[..copy.len() / 2], b"", b"{}", others.as_bytes(), newer().as_bytes()].map(<[u8]>::to_vec);
    for (name, bytes) in OF_SERVICES[1..].iter().zip(&foreign) {
        folder.put(name, bytes);
    }
    device(&[]).run(&folder);
    for (name, bytes) in OF_SERVICES[1..].iter().zip(foreign) {
        assert_eq!(folder.bytes(name), Some(bytes), "{name}");
    }
}

#[test]
fn a_viewer_leaves_copies_to_those_who_write() {
    let (folder, copy) = set_aside();
    let mut device = device(&[]);
    device.email = Some(email(DAVE));
    device.run(&folder);
    assert_eq!((folder.bytes(OF_SERVICES[0]), folder.writes()), (Some(copy), 0));
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
    assert_eq!(folder.writes_of(NAME), 1);
    assert_eq!(backups(&folder).len(), OF_SERVICES.len());
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
    assert_eq!(folder.writes_of(NAME), 1);
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
    let files: [(&str, &[u8]); 9] = [
        ("other-team.json", other.as_bytes()),
        ("team-prompts (newer).json", later.as_bytes()),
        ("team-prompts (1).json", &FILE.as_bytes()[..200]),
        ("team-prompts (2).json", b""),
        ("team-prompts (3).json", b"\xFF\xFE not text"),
        ("package.json", b"{\"name\": \"x\"}"),
        ("list.json", b"[]"),
        (".team-prompts.json.icloud", other.as_bytes()),
        (".syncthing.team-prompts.json.tmp", b"{"),
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
fn what_a_killed_browser_was_writing_goes_once_nobody_writes_it_any_more() {
    let folder = team();
    let whole = FILE.replace("Launch post", "Written before the kill");
    let others = ["other.json.crswap", "team-prompts.json.x.crswap", "notes.crswap"];
    let files = [
        "team-prompts.json.crswap",
        "team-prompts.json.1.crswap",
        "team-prompts.d/a000000001.json.crswap",
        "team-prompts.backup/2026-01-01 0 team-prompts 2.json.crswap",
    ];
    for name in files.iter().chain(&others) {
        folder.put(name, &FILE.as_bytes()[..200]);
    }
    folder.put("team-prompts.json.2.crswap", whole.as_bytes());
    let mut device = device(&[]);
    device.run(&folder);
    assert_eq!(device.title("launch"), "Written before the kill");
    let still = |name: &str| folder.bytes(name).is_some();
    // Someone may be writing them just now.
    assert!(files.iter().all(|name| still(name)));
    folder.put("team-prompts.json.crswap", &FILE.as_bytes()[..300]);
    device.run(&folder);
    assert_eq!(files.map(still), [true, false, false, false]);
    device.run(&folder);
    assert_eq!(files.map(still), [false; 4]);
    assert!(!still("team-prompts.json.2.crswap"));
    assert_eq!(others.map(still), [true; 3]);
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

/// A device that joined by a copy, as that was all that could be read.
fn joined_by_a_copy(folder: &MemoryFolder, outbox: &[Keyed]) -> Device {
    let copy = folder.bytes(OF_SERVICES[0]).unwrap();
    Device { file: OF_SERVICES[0].to_owned(), ..Device::opened(7, &copy) }.with(outbox)
}

#[test]
fn who_joined_by_a_copy_goes_over_to_the_file_itself() {
    let (folder, _) = set_aside();
    elsewhere(&folder, &add("theirs", CAROL));
    let mut device = joined_by_a_copy(&folder, &[add("mine", BOB)]);
    let run = device.run(&folder);
    assert_eq!((run.report.state, device.file.as_str()), (SyncState::InFolder, NAME));
    assert!(["aside", "theirs", "mine"].iter().all(|id| has(&folder, id)));
    assert_eq!((folder.bytes(OF_SERVICES[0]), backups(&folder).len()), (None, 1));
}

#[test]
fn who_joined_by_a_copy_stays_with_it_until_the_file_itself_can_be_read() {
    let whole = team().bytes(NAME).unwrap();
    let other = String::from_utf8(whole.clone()).unwrap().replace("\"teamId\": \"", "\"teamId\": \"x");
    for bad in [whole[..whole.len() / 2].to_vec(), Vec::new(), other.into_bytes()] {
        let (folder, _) = set_aside();
        folder.put(NAME, &bad);
        let mut device = joined_by_a_copy(&folder, &[add("mine", BOB)]);
        let run = device.run(&folder);
        assert_eq!((run.report.state, run.waits), (SyncState::InFolder, vec![]));
        assert_eq!((device.file.as_str(), folder.bytes(NAME)), (OF_SERVICES[0], Some(bad)));
        let copy = decode(&folder.bytes(OF_SERVICES[0]).unwrap()).unwrap();
        assert!(copy.prompt(&prompt_id("mine")).is_some());

        folder.put(NAME, &whole);
        device.run(&folder);
        assert_eq!((device.file.as_str(), folder.bytes(OF_SERVICES[0])), (NAME, None));
        assert!(has(&folder, "aside") && has(&folder, "mine"));
    }
}

#[test]
fn what_services_set_aside_is_found_behind_any_number_of_other_files() {
    let folder = team();
    for number in 0..60 {
        folder.put(&format!("data-{number}.json"), b"{}");
        folder.put(&format!("other.d/{number}.json"), b"{}");
    }
    folder.put(COPIES[0], FILE.replace("Launch post", "In the copy").as_bytes());
    let mut device = device(&[]);
    device.run(&folder);
    assert_eq!(device.title("launch"), "In the copy");
}

#[test]
fn what_someone_puts_beside_the_devices_files_is_theirs() {
    let folder = team();
    let own = "team-prompts.d/my own of March.json";
    folder.put(own, FILE.as_bytes());
    let mut device = device(&[]);
    for _ in 0..3 {
        device.run(&folder);
    }
    assert_eq!(folder.bytes(own).as_deref(), Some(FILE.as_bytes()));
}
