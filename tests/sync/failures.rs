//! The folder fails, for a while or for good.

use prompt_commons::causal::Replica;
use prompt_commons::format::DEFAULT_FILE_NAME as NAME;
use prompt_commons::phrase::Phrase;
use prompt_commons::ports::FolderError;
use prompt_commons::sync::{Effect, SyncState};
use prompt_commons_contract::Call;
use prompt_commons_contract::sample::{BOB, CAROL, FILE, email};

use crate::device::{
    Device, add, device, elsewhere, file, has, reads, run, run_with, team, untouched, waits_here, writes,
};
use crate::words::english;

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
            Other(Phrase::verbatim("Odd")),
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
            assert_eq!(english(&run.report.state), sentence);
            let (waits, reads) = if passes { (vec![1000; 3], 4) } else { (vec![], 1) };
            assert_eq!((run.waits, run.reads), (waits, reads), "{error:?}");
        }
    }
}

#[test]
fn what_the_file_can_not_be_given_is_kept_beside_it_for_the_others() {
    let folder = team();
    let mut bob = device(&[add("mine", BOB)]);
    let locked = |effect: &Effect, _| {
        if writes(effect) {
            folder.fail(Call::Write, &FolderError::Busy, 1);
        }
    };
    bob.run_with(&folder, locked);
    let beside = format!("team-prompts.d/{}.json", bob.replica);
    assert_eq!(folder.all().keys().collect::<Vec<_>>(), [&beside, NAME]);
    assert_eq!((folder.writes_of(NAME), folder.writes_of(&beside)), (0, 1));
    bob.run_with(&folder, locked);
    assert_eq!(folder.writes(), 1, "it holds everything already");

    bob.outbox = vec![add("more", BOB)];
    bob.run_with(&folder, locked);
    assert_eq!(folder.writes_of(&beside), 2);

    let mut carol = Device::opened(2, FILE.as_bytes());
    carol.email = Some(email(CAROL));
    carol.run(&folder);
    assert!(has(&folder, "mine") && has(&folder, "more"));
    assert_eq!(folder.bytes(&beside), None, "the file has it now");
    let before = folder.writes();
    assert_eq!(bob.run(&folder).report.state, SyncState::InFolder);
    assert!(!bob.unsaved());
    assert_eq!(folder.writes(), before);
}

#[test]
fn a_write_that_keeps_failing_leaves_everything() {
    for (error, _, sentence, _) in errors() {
        let folder = team();
        folder.fail(Call::Write, &error, 4);
        let mut device = device(&[add("mine", BOB)]);
        let run = device.run(&folder);
        assert_eq!((folder.bytes(NAME).as_deref(), folder.writes_of(NAME)), (Some(FILE.as_bytes()), 0));
        assert_eq!(english(&run.report.state), sentence);
        // A file that changed is read again at once: there is nothing to wait for.
        let waits = if error == FolderError::Changed { vec![] } else { vec![1000; 3] };
        assert_eq!((run.waits, run.reads), (waits, 4), "{error:?}");
        waits_here(&device, "mine");
        assert_eq!(device.run(&folder).report.state, SyncState::InFolder);
        assert!(has(&folder, "mine") && !device.unsaved());
        assert_eq!(folder.all().len(), 1, "what was kept beside is taken away");
    }
}

#[test]
fn what_was_learnt_on_the_way_to_a_failure_is_kept() {
    let folder = team();
    elsewhere(&folder, &add("theirs", CAROL));
    folder.fail(Call::Write, &FolderError::ReadOnly, 10);
    let mut device = device(&[add("mine", BOB)]);
    device.run(&folder);
    waits_here(&device, "mine");
    assert!(device.shows("theirs"));
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
        if count == 2 && reads(effect) {
            folder.fail(Call::Read, &FolderError::Busy, 1);
        }
    });
    assert_eq!((run.report.state, run.report.settled), (SyncState::InFolder, vec!["mine".to_owned()]));
    assert_eq!((folder.writes(), run.waits), (1, vec![1000]));
}

#[test]
fn what_was_not_read_back_is_not_settled() {
    let folder = team();
    let mut device = device(&[add("mine", BOB)]);
    let run = device.run_with(&folder, |effect, count| {
        if count == 2 && reads(effect) {
            folder.fail(Call::Read, &FolderError::NoPermission, 1);
        }
    });
    assert!(has(&folder, "mine"), "it is in the file, but nobody has seen it there");
    assert_eq!((run.report.state, run.report.settled), (SyncState::NeedsPermission, vec![]));
    waits_here(&device, "mine");
    // The next run finds it there, and knows it for its own, whatever was edited meanwhile.
    device.outbox.push(add("more", BOB));
    let run = device.run(&folder);
    assert_eq!((run.report.settled.len(), run.report.replica), (2, Replica::random(1)));
    assert!(has(&folder, "mine") && has(&folder, "more") && !device.unsaved());
    assert_eq!(file(&folder).prompts().len(), 5);
}

#[test]
fn states_have_names() {
    let reason = Phrase::default();
    let states = [
        (SyncState::InFolder, "in-folder", "Up to date with the folder"),
        (SyncState::SavedHere, "saved-here", "Saved on this device"),
        (SyncState::Waiting { reason: reason.clone() }, "waiting", ""),
        (SyncState::Offline { reason }, "offline", "Offline: "),
        (SyncState::NeedsPermission, "needs-permission", "Please grant folder access and try again"),
    ];
    for (state, name, sentence) in states {
        assert_eq!((state.name(), english(&state).as_str()), (name, sentence));
    }
}
