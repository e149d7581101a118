//! Others write, too: before, between and after.

use prompt_commons::access::Role;
use prompt_commons::causal::Replica;
use prompt_commons::causal::conflict::conflicts;
use prompt_commons::command::{Command, Outcome, apply};
use prompt_commons::format::{DEFAULT_FILE_NAME as NAME, decode, encode};
use prompt_commons::model::{CategoryId, Draft, Prompt};
use prompt_commons::sync::{Effect, Report, Sync, SyncState};
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, DAVE, FILE, email, prompt_id, stamp};

use crate::device::{
    Device, add, answer, delete, device, elsewhere, entry, file, has, open_titles, ours, reads, retitle, run,
    run_with, shown, team, waits_here, writes,
};
use crate::words::english;

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
        if writes(effect) {
            turn += 1;
            elsewhere(&folder, &add(&format!("theirs {turn}"), CAROL));
        }
    });
    assert_eq!(turn, 4, "one try and three more");
    assert_eq!(english(&run.report.state), "Saved on this device; will retry. The file changed meanwhile");
    assert_eq!(folder.writes_of(NAME), 0);
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
    assert_eq!(english(&run.report.state), "Saved on this device; will retry. The file changed meanwhile");
    assert_eq!(folder.writes_of(NAME), 4);
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
            if let Effect::Keep(kept) = &effect {
                *report = Some(kept.clone());
            }
            if let Some(event) = answer(&folder, effect.clone()) {
                *effect = sync.step(event);
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
        let clock = device.library.causality().clock();
        let by_hand = |replica: Replica| replica.is_of_file() && clock.of(replica) > 1;
        assert!(!clock.replicas().any(by_hand), "nobody edited anything by hand");
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

#[test]
fn a_prompt_that_is_moved_while_another_deletes_it_stays_deleted() {
    let folder = team();
    let mut alice = Device::joined(1, &folder);
    let gone = Command::DeletePrompt { id: prompt_id("launch"), seen: shown("launch"), beside: Vec::new() };
    alice.outbox = vec![entry("gone", ALICE, gone)];
    let mut bob = Device::joined(2, &folder);
    bob.outbox = vec![entry("moved", BOB, Command::MovePrompt { id: prompt_id("launch"), before: None })];
    for device in [&mut alice, &mut bob] {
        device.run(&folder);
    }
    assert!(file(&folder).prompt(&prompt_id("launch")).is_none());
}

#[test]
fn a_category_that_someone_files_into_while_another_deletes_it_comes_back() {
    let folder = team();
    let category = CategoryId::parse("cat-2").unwrap();
    let mut alice = Device::joined(1, &folder);
    alice.outbox = vec![entry("gone", ALICE, sample::delete_category(&file(&folder), "cat-2"))];
    let mut bob = Device::joined(2, &folder);
    let seen = shown("launch");
    let draft = Draft { category: Some(category.clone()), ..seen.clone() };
    bob.outbox = vec![entry("filed", BOB, Command::EditPrompt { id: prompt_id("launch"), seen, draft })];
    for device in [&mut alice, &mut bob] {
        device.run(&folder);
    }
    let library = file(&folder);
    assert!(library.categories().iter().any(|known| *known.id() == category));
    assert_eq!(library.prompt(&prompt_id("launch")).unwrap().draft().category, Some(category));
}

#[test]
fn what_an_edit_keeps_has_all_that_was_in_it_when_it_was_deleted() {
    let folder = team();
    let (mut alice, mut bob) = (Device::joined(1, &folder), Device::joined(2, &folder));
    let seen = shown("launch");
    let written = Draft { content: "By alice, and then deleted.".to_owned(), ..seen.clone() };
    let id = prompt_id("launch");
    alice.outbox = vec![
        entry("write", ALICE, Command::EditPrompt { id: id.clone(), seen, draft: written.clone() }),
        entry(
            "delete",
            ALICE,
            Command::DeletePrompt { id: id.clone(), seen: written.clone(), beside: Vec::new() },
        ),
    ];
    bob.outbox = vec![retitle("retitle", BOB, "By bob")];
    for device in [&mut alice, &mut bob] {
        device.run(&folder);
    }
    let library = file(&folder);
    let prompt = library.prompt(&id).unwrap();
    assert_eq!((prompt.title(), prompt.content()), ("By bob", written.content.as_str()));
    assert_eq!(conflicts(&library), vec![]);
}

#[test]
fn prompts_that_came_to_one_id_apart_are_two() {
    let folder = team();
    let (mut bob, mut carol) = (Device::joined(1, &folder), Device::joined(2, &folder));
    let new = |key: &str, who: &str| {
        let draft = Draft { title: format!("By {key}"), content: "New.".to_owned(), ..Draft::default() };
        entry(key, who, Command::add(prompt_id("welcome"), draft))
    };
    bob.outbox = vec![new("bob", BOB)];
    carol.outbox = vec![new("carol", CAROL)];
    for device in [&mut bob, &mut carol] {
        device.run(&folder);
    }
    let library = file(&folder);
    let mut titles: Vec<&str> = library.prompts().iter().map(Prompt::title).collect();
    titles.retain(|title| title.starts_with("By "));
    titles.sort_unstable();
    assert_eq!(titles, ["By bob", "By carol"]);
    assert_eq!(conflicts(&library), vec![]);
}

#[test]
fn a_prompt_that_had_to_take_another_id_is_known_by_it_in_old_files() {
    let (one, other) = (team(), team());
    let new = |key: &str, who: &str| {
        let draft = Draft { title: format!("By {key}"), content: "New.".to_owned(), ..Draft::default() };
        entry(key, who, Command::add(prompt_id("welcome"), draft))
    };
    let (mut bob, mut carol) = (Device::joined(1, &one), Device::joined(2, &other));
    bob.outbox = vec![new("bob", BOB)];
    carol.outbox = vec![new("carol", CAROL)];
    bob.run(&one);
    carol.run(&other);
    // Both files as they were before anyone knew of both come back, one after the other, after they had met.
    let before = [one.bytes(NAME).unwrap(), other.bytes(NAME).unwrap()];
    one.put("team-prompts (1).json", &before[1]);
    bob.run(&one);
    for old in &before {
        one.put("team-prompts (2).json", old);
        bob.copies.clear();
        bob.run(&one);
        let library = file(&one);
        let titles = library.prompts().iter().map(Prompt::title);
        assert_eq!(titles.filter(|title| title.starts_with("By ")).count(), 2);
    }
}
