//! Roles hold here as well.

use prompt_commons::access::{Denied, Role};
use prompt_commons::command::Command;
use prompt_commons::format::DEFAULT_FILE_NAME as NAME;
use prompt_commons::phrase::Say as _;
use prompt_commons::ports::FolderError;
use prompt_commons::sync::{Effect, Event, Sync, SyncState};
use prompt_commons_contract::sample::{ALICE, BOB, CAROL, DAVE, FILE, email};

use crate::device::{add, delete, device, elsewhere, entry, file, has, retitle, run, team};

#[test]
fn what_the_role_refuses_stays_in_the_outbox_and_holds_up_nothing_else() {
    let folder = team();
    let outbox = [add("a", CAROL), delete("b", CAROL, "launch"), add("c", CAROL)];
    let run = run(&folder, &outbox);
    assert_eq!(run.report.settled, ["a", "c"]);
    assert_eq!(run.report.state, SyncState::Waiting { reason: Denied::OwnOnly.phrase() });
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
