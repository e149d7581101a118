//! The JSON that a device keeps: an outbox written by the last version has to be read by the next one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use std::fmt::Debug;

use prompt_commons::access::Role;
use prompt_commons::command::Command;
use prompt_commons::model::{CategoryId, Draft};
use prompt_commons::sync::{Entry, SyncState};
use prompt_commons_contract::sample::{BOB, draft, email, prompt_id, stamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn pin<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: &str) {
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), *value);
}

fn category() -> CategoryId {
    CategoryId::parse("c").unwrap()
}

#[test]
fn entry() {
    let entry = Entry { command: Command::RenameLibrary { name: "N".to_owned() }, stamp: stamp(BOB) };
    let json = r#"{"command":{"renameLibrary":{"name":"N"}},"stamp":{"actor":"bob@company.com","at":"2025-02-19T21:20:00Z"}}"#;
    pin(&entry, json);
}

#[test]
fn commands() {
    let filed = Draft { category: Some(category()), ..draft("T", "C") };
    pin(
        &Command::AddPrompt { id: prompt_id("p"), draft: filed.clone() },
        r#"{"addPrompt":{"id":"p","draft":{"title":"T","content":"C","category":"c"}}}"#,
    );
    pin(
        &Command::EditPrompt { id: prompt_id("p"), seen: filed, draft: draft("T", "D") },
        r#"{"editPrompt":{"id":"p","seen":{"title":"T","content":"C","category":"c"},"draft":{"title":"T","content":"D","category":null}}}"#,
    );
    pin(
        &Command::DeletePrompt { id: prompt_id("p"), seen: draft("T", "C") },
        r#"{"deletePrompt":{"id":"p","seen":{"title":"T","content":"C","category":null}}}"#,
    );
    pin(
        &Command::AddCategory { id: category(), name: "N".to_owned(), color: None },
        r#"{"addCategory":{"id":"c","name":"N","color":null}}"#,
    );
    for (role, name) in [(Role::Owner, "owner"), (Role::Editor, "editor"), (Role::Viewer, "viewer")] {
        pin(
            &Command::SetMember { email: email(BOB), role },
            &format!(r#"{{"setMember":{{"email":"bob@company.com","role":"{name}"}}}}"#),
        );
    }
    pin(&Command::RemoveMember { email: email(BOB) }, r#"{"removeMember":{"email":"bob@company.com"}}"#);
    pin(&Command::RenameLibrary { name: "N".to_owned() }, r#"{"renameLibrary":{"name":"N"}}"#);
}

#[test]
fn sync_states() {
    let reason = "Why".to_owned();
    pin(&SyncState::InFolder, r#""inFolder""#);
    pin(&SyncState::SavedHere, r#""savedHere""#);
    pin(&SyncState::NeedsPermission, r#""needsPermission""#);
    pin(&SyncState::Waiting { reason: reason.clone() }, r#"{"waiting":{"reason":"Why"}}"#);
    pin(&SyncState::Offline { reason }, r#"{"offline":{"reason":"Why"}}"#);
}
