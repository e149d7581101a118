//! Copied profiles: two devices under one name.

use prompt_commons::causal::conflict::conflicts;
use prompt_commons::command::Command;
use prompt_commons::format::DEFAULT_FILE_NAME as NAME;
use prompt_commons_contract::sample::{BOB, prompt_id};

use crate::device::{Device, add, delete, entry, file, has, open_titles, ours, retitle};

#[test]
fn a_copied_profile_loses_nothing() {
    let folder = ours();
    let mut first = Device::joined(1, &folder).with(&[add("before", BOB)]);
    first.run(&folder);
    let mut second = first.copied();
    first.outbox.extend([add("a1", BOB), retitle("a2", BOB, "By the first"), add("a3", BOB)]);
    second.outbox.extend([add("b1", BOB), retitle("b2", BOB, "By the second"), delete("b3", BOB, "subject")]);
    first.run(&folder);
    second.run(&folder);
    assert_ne!(first.replica, second.replica, "two devices write under one name");
    for _ in 0..2 {
        first.outbox.push(add(&format!("c{}", first.seed), BOB));
        second.outbox.push(add(&format!("d{}", second.seed), BOB));
        first.run(&folder);
        second.run(&folder);
    }
    first.run(&folder);
    for device in [&first, &second] {
        assert!(["before", "a1", "a3", "b1"].iter().all(|id| device.shows(id)));
        assert!(!device.shows("subject"));
        assert_eq!(device.view().prompts().len(), 4 - 1 + 4 + 4);
    }
    assert_eq!(open_titles(&folder), ["By the first", "By the second"]);
    assert_eq!(first.library, second.library);
    let writes = folder.writes();
    first.run(&folder);
    second.run(&folder);
    assert_eq!(folder.writes(), writes);
}

#[test]
fn a_copied_profile_that_comes_to_the_same_number_loses_nothing() {
    // Each one edit, so that both have the same name and number.
    for (a, b) in [
        (add("a", BOB), add("b", BOB)),
        (retitle("a", BOB, "By the first"), retitle("b", BOB, "By the second")),
        (add("a", BOB), delete("b", BOB, "launch")),
        (delete("a", BOB, "launch"), retitle("b", BOB, "By the second")),
        (retitle("a", BOB, "By the first"), delete("b", BOB, "launch")),
    ] {
        let folder = ours();
        let mut first = Device::joined(1, &folder);
        first.run(&folder);
        let mut second = first.copied();
        first.outbox.push(a.clone());
        second.outbox.push(b.clone());
        first.run(&folder);
        second.run(&folder);
        first.run(&folder);
        second.run(&folder);
        assert_eq!(first.library, second.library);
        let retitled: Vec<&str> = [("a", "By the first"), ("b", "By the second")]
            .into_iter()
            .filter(|(key, _)| {
                [&a, &b]
                    .iter()
                    .any(|(other, entry)| other == key && matches!(entry.command, Command::EditPrompt { .. }))
            })
            .map(|(_, title)| title)
            .collect();
        match &retitled[..] {
            [] => assert_eq!(has(&folder, "launch"), !matches!(b.1.command, Command::DeletePrompt { .. })),
            [one] => assert_eq!(first.title("launch"), *one, "an edit lost to a deletion"),
            _ => assert_eq!(open_titles(&folder), retitled),
        }
        for (key, entry) in [&a, &b] {
            assert!(
                !matches!(entry.command, Command::AddPrompt { .. }) || has(&folder, key),
                "{key} is lost"
            );
        }
    }
}

#[test]
fn a_profile_brought_back_from_a_backup_loses_nothing() {
    let folder = ours();
    let mut device = Device::joined(1, &folder);
    device.run(&folder);
    let mut backup = device.copied();
    device.outbox = vec![add("a", BOB), retitle("b", BOB, "Written before")];
    device.run(&folder);
    backup.outbox = vec![add("c", BOB)];
    backup.run(&folder);
    assert!(["a", "c"].iter().all(|id| has(&folder, id) && backup.shows(id)));
    assert_eq!(backup.title("launch"), "Written before");
    assert_eq!(conflicts(&file(&folder)), vec![]);
}

#[test]
fn a_copied_profile_without_edits_of_its_own_only_learns() {
    let folder = ours();
    let mut first = Device::joined(1, &folder);
    first.run(&folder);
    let mut second = first.copied();
    first.outbox.push(add("a", BOB));
    first.run(&folder);
    let writes = folder.writes();
    second.run(&folder);
    assert!(second.shows("a"));
    assert_eq!(folder.writes(), writes, "there was nothing to say");
}

#[test]
fn what_was_deleted_does_not_come_back_with_a_copy_from_before_the_other_profile_wrote() {
    for deletes in [true, false] {
        let folder = ours();
        let mut first = Device::joined(1, &folder).with(&[add("before", BOB)]);
        first.run(&folder);
        let mut second = first.copied().with(&[add("theirs", BOB)]);
        second.run(&folder);
        // What the first writes loses a race against the second, and is set aside.
        let own = ours();
        first.outbox.push(add("mine", BOB));
        first.run(&own);
        folder.put("team-prompts 2.json", &own.bytes(NAME).unwrap());
        if deletes {
            let seen = first.view().prompt(&prompt_id("mine")).unwrap().draft().clone();
            let command = Command::DeletePrompt { id: prompt_id("mine"), seen, beside: Vec::new() };
            first.outbox.push(entry("delete", BOB, command));
        }
        for _ in 0..2 {
            first.run(&folder);
            second.run(&folder);
        }
        assert_eq!(first.library, second.library);
        assert!(has(&folder, "theirs") && has(&folder, "before"));
        assert_eq!(has(&folder, "mine"), !deletes);
        assert_eq!(file(&folder).prompts().len(), 4 + 2 + usize::from(!deletes), "one is there twice");
    }
}

#[test]
fn a_profile_from_a_backup_that_is_far_behind_loses_nothing() {
    let folder = ours();
    let mut device = Device::joined(1, &folder);
    device.run(&folder);
    let mut backup = device.copied();
    // More than a file knows one by one.
    for number in 0..50 {
        device.outbox.push(add(&format!("later{number}"), BOB));
        device.run(&folder);
    }
    backup.outbox = vec![add("mine", BOB), retitle("title", BOB, "Written on the backup")];
    backup.run(&folder);
    assert!(backup.shows("mine") && has(&folder, "mine"));
    assert_eq!(backup.title("launch"), "Written on the backup");
    assert_eq!(file(&folder).prompts().len(), 4 + 50 + 1);
    let writes = folder.writes();
    device.run(&folder);
    backup.run(&folder);
    assert_eq!(device.library, backup.library);
    assert_eq!(folder.writes(), writes);
}
