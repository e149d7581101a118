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
use prompt_commons::causal::conflict::{Alternative, Conflict, Subject};
use prompt_commons::causal::{Clock, Dot, Replica};
use prompt_commons::command::{Command, Dates, Field, Seen};
use prompt_commons::model::{CategoryId, Draft, ItemId, Kind, Timestamp};
use prompt_commons::phrase;
use prompt_commons::stored::Stored;
use prompt_commons::sync::{Entry, SyncState};
use prompt_commons_contract::sample::{BOB, draft, email, prompt_id, stamp};
use serde_json::Value;

fn pin<T: Stored + PartialEq + Debug>(value: &T, json: &str) {
    assert_eq!(value.to_text(), json);
    assert_eq!(T::from_text(json).as_ref(), Some(value));
}

fn category() -> CategoryId {
    CategoryId::parse("c").unwrap()
}

fn name() -> Field {
    Field { name: "name".to_owned(), value: "N".into() }
}

fn dot() -> Dot {
    Dot { number: 7, replica: Replica::parse("a000000001").unwrap() }
}

#[test]
fn entry() {
    let entry = Entry { command: Command::RenameLibrary { name: "N".to_owned() }, stamp: stamp(BOB) };
    let json = r#"{"command":{"renameLibrary":{"name":"N"}},"stamp":{"actor":"bob@company.com","at":"2025-02-19T21:20:00Z","replica":"yfyb9q868u","nonce":1}}"#;
    pin(&entry, json);
}

#[test]
fn commands() {
    let filed = Draft { category: Some(category()), ..draft("T", "C") };
    pin(
        &Command::add(prompt_id("p"), filed.clone()),
        r#"{"addPrompt":{"id":"p","draft":{"title":"T","content":"C","category":"c","tags":[],"turns":[]},"dates":null}}"#,
    );
    let modified_at = Some(Timestamp::from_millis(1_740_000_000_000));
    let dates = Some(Dates { created_at: None, modified_at });
    pin(
        &Command::AddPrompt { id: prompt_id("p"), draft: draft("T", "C"), dates },
        r#"{"addPrompt":{"id":"p","draft":{"title":"T","content":"C","category":null,"tags":[],"turns":[]},"dates":{"created_at":null,"modified_at":"2025-02-19T21:20:00Z"}}}"#,
    );
    // Kept before there were dates.
    let kept = r#"{"addPrompt":{"id":"p","draft":{"title":"T","content":"C","category":null,"tags":[],"turns":[]}}}"#;
    assert_eq!(Command::from_text(kept), Some(Command::add(prompt_id("p"), draft("T", "C"))));
    pin(
        &Command::EditPrompt { id: prompt_id("p"), seen: filed, draft: draft("T", "D") },
        r#"{"editPrompt":{"id":"p","seen":{"title":"T","content":"C","category":"c","tags":[],"turns":[]},"draft":{"title":"T","content":"D","category":null,"tags":[],"turns":[]}}}"#,
    );
    pin(
        &Command::DeletePrompt { id: prompt_id("p"), seen: draft("T", "C"), beside: vec![dot()] },
        r#"{"deletePrompt":{"id":"p","seen":{"title":"T","content":"C","category":null,"tags":[],"turns":[]},"beside":["a000000001:7"]}}"#,
    );
    pin(
        &Command::AddCategory { id: category(), name: "N".to_owned(), color: None, icon: None },
        r#"{"addCategory":{"id":"c","name":"N","color":null,"icon":null}}"#,
    );
    for (role, name) in [(Role::Owner, "owner"), (Role::Editor, "editor"), (Role::Viewer, "viewer")] {
        pin(
            &Command::SetMember { email: email(BOB), role },
            &format!(r#"{{"setMember":{{"email":"bob@company.com","role":"{name}"}}}}"#),
        );
    }
    pin(&Command::RemoveMember { email: email(BOB) }, r#"{"removeMember":{"email":"bob@company.com"}}"#);
    pin(&Command::RenameLibrary { name: "N".to_owned() }, r#"{"renameLibrary":{"name":"N"}}"#);
    pin(
        &Command::MovePrompt { id: prompt_id("p"), before: Some(prompt_id("q")) },
        r#"{"movePrompt":{"id":"p","before":"q"}}"#,
    );
    pin(&Command::RestorePrompt { id: prompt_id("p") }, r#"{"restorePrompt":{"id":"p"}}"#);
    pin(
        &Command::Decide {
            about: Subject::Prompt { id: prompt_id("p") },
            field: "content".to_owned(),
            saw: vec![dot()],
            value: "C".into(),
        },
        r#"{"decide":{"about":{"prompt":{"id":"p"}},"field":"content","saw":["a000000001:7"],"value":"C"}}"#,
    );
    pin(
        &Command::EditCategory { id: category(), fields: vec![name()] },
        r#"{"editCategory":{"id":"c","fields":[{"name":"name","value":"N"}]}}"#,
    );
    let seen = || Seen { fields: vec![name()], beside: vec![dot()] };
    pin(
        &Command::DeleteCategory { id: category(), seen: seen(), prompts_to: None },
        r#"{"deleteCategory":{"id":"c","seen":{"fields":[{"name":"name","value":"N"}],"beside":["a000000001:7"]},"prompts_to":null}}"#,
    );
    pin(
        &Command::MoveCategory { id: category(), before: None },
        r#"{"moveCategory":{"id":"c","before":null}}"#,
    );
    let set = || ItemId::parse("s").unwrap();
    pin(
        &Command::RenameTag { from: "a".to_owned(), to: "b".to_owned() },
        r#"{"renameTag":{"from":"a","to":"b"}}"#,
    );
    let fields = vec![name()];
    pin(
        &Command::AddItem { kind: Kind::Set, id: set(), fields: fields.clone() },
        r#"{"addItem":{"kind":"set","id":"s","fields":[{"name":"name","value":"N"}]}}"#,
    );
    pin(
        &Command::EditItem { kind: Kind::Project, id: set(), fields },
        r#"{"editItem":{"kind":"project","id":"s","fields":[{"name":"name","value":"N"}]}}"#,
    );
    pin(
        &Command::DeleteItem { kind: Kind::Comment, id: set(), seen: seen() },
        r#"{"deleteItem":{"kind":"comment","id":"s","seen":{"fields":[{"name":"name","value":"N"}],"beside":["a000000001:7"]}}}"#,
    );
    pin(
        &Command::MoveItem { kind: Kind::Block, id: set(), before: None },
        r#"{"moveItem":{"kind":"block","id":"s","before":null}}"#,
    );
    pin(
        &Command::PutInSet { set: set(), prompt: prompt_id("p"), before: None },
        r#"{"putInSet":{"set":"s","prompt":"p","before":null}}"#,
    );
    pin(
        &Command::TakeFromSet { set: set(), prompt: prompt_id("p") },
        r#"{"takeFromSet":{"set":"s","prompt":"p"}}"#,
    );
    pin(&Command::TransferOwnership { to: email(BOB) }, r#"{"transferOwnership":{"to":"bob@company.com"}}"#);
}

#[test]
fn conflicts() {
    let written = Alternative { of: vec![dot()], value: "N".into(), by: Some(email(BOB)) };
    let emptied = Alternative { of: vec![dot()], value: Value::Null, by: None };
    let values = r#"[{"of":["a000000001:7"],"value":"N","by":"bob@company.com"},{"of":["a000000001:7"],"value":null,"by":null}]"#;
    let item = |kind| Subject::Item { kind, id: ItemId::parse("i").unwrap() };
    for (about, json) in [
        (Subject::Library, r#""library""#),
        (Subject::Category { id: category() }, r#"{"category":{"id":"c"}}"#),
        (Subject::Prompt { id: prompt_id("p") }, r#"{"prompt":{"id":"p"}}"#),
        (item(Kind::Set), r#"{"item":{"kind":"set","id":"i"}}"#),
        (item(Kind::Comment), r#"{"item":{"kind":"comment","id":"i"}}"#),
    ] {
        let values_of = vec![written.clone(), emptied.clone()];
        pin(
            &Conflict { about, field: "name".to_owned(), values: values_of },
            &format!(r#"{{"about":{json},"field":"name","values":{values}}}"#),
        );
    }
}

#[test]
fn sync_states() {
    let reason = phrase!("why", count = 2_u32);
    let text = "3:why1:15:count1:n1:2";
    pin(&SyncState::InFolder, r#""inFolder""#);
    pin(&SyncState::SavedHere, r#""savedHere""#);
    pin(&SyncState::NeedsPermission, r#""needsPermission""#);
    pin(&SyncState::Waiting { reason: reason.clone() }, &format!(r#"{{"waiting":{{"reason":"{text}"}}}}"#));
    pin(&SyncState::Offline { reason }, &format!(r#"{{"offline":{{"reason":"{text}"}}}}"#));
}

#[test]
fn clocks() {
    pin(&Clock::default(), "{}");
    let replica = |text: &str| Replica::parse(text).unwrap();
    let mut clock = Clock::default();
    for (number, name) in [(9, "a000000001"), (7, "a000000001"), (1, "z000000000")] {
        clock.see(Dot { number, replica: replica(name) });
    }
    pin(&clock, r#"{"a000000001":[0,7,9],"z000000000":[0,1]}"#);
    for other in ["null", "[]", r#"{"a":[7]}"#, r#"{"a000000001":[-1]}"#, r#"{"a000000001":7}"#] {
        assert_eq!(Clock::from_text(other), None, "{other}");
    }
}

#[test]
fn what_is_missing_or_of_another_kind_is_not_read() {
    let stamp =
        r#""stamp":{"actor":"bob@company.com","at":"2025-02-19T21:20:00Z","replica":"yfyb9q868u","nonce":1}"#;
    let entry = format!(r#"{{"command":{{"renameLibrary":{{"name":"N"}}}},{stamp}}}"#);
    assert!(Entry::from_text(&entry).is_some());
    for (part, other) in [
        (r#""name":"N""#, ""),
        (r#""name":"N""#, r#""name":null"#),
        (r#""name":"N""#, r#""name":1"#),
        (r#"{"name":"N"}"#, r#"["N"]"#),
        ("renameLibrary", "rename"),
        (r#"{"renameLibrary":{"name":"N"}}"#, r#""renameLibrary""#),
        (r#"{"renameLibrary":{"name":"N"}}"#, r#"{"renameLibrary":{"name":"N"},"x":{}}"#),
        (r#"{"renameLibrary":{"name":"N"}}"#, "{}"),
        ("2025-02-19T21:20:00Z", "yesterday"),
        ("bob@company.com", "bob"),
        (r#""replica":"yfyb9q868u","#, ""),
        ("yfyb9q868u", "yfyb9q868"),
        ("yfyb9q868u", "YFYB9Q868U"),
        (r#","nonce":1"#, ""),
        (r#""nonce":1"#, r#""nonce":-1"#),
        (r#""nonce":1"#, r#""nonce":4294967296"#),
        (stamp, r#""stamp":[]"#),
        ("}}", "}"),
    ] {
        let damaged = entry.replacen(part, other, 1);
        assert_ne!(damaged, entry, "{part}");
        assert!(Entry::from_text(&damaged).is_none(), "{damaged}");
    }
}

#[test]
fn fields_of_a_later_version_are_passed_over() {
    let state = SyncState::Waiting { reason: phrase!("why") };
    assert_eq!(SyncState::from_text(r#"{"waiting":{"since":1e400,"reason":"3:why1:0"}}"#), Some(state));
}

#[test]
fn what_an_older_version_kept_of_a_draft_is_read() {
    assert_eq!(Draft::from_text(r#"{"content":"C","title":"T"}"#), Some(draft("T", "C")));
}

#[test]
fn a_sentence_of_an_earlier_version_is_shown_as_it_is() {
    for sentence in ["Offline: the disk is 2:full", "The disk is full", "", "3", "12:"] {
        let text = format!(r#"{{"waiting":{{"reason":"{sentence}"}}}}"#);
        let Some(SyncState::Waiting { reason }) = SyncState::from_text(&text) else { panic!("{text}") };
        assert_eq!(reason.parts(), (sentence, Vec::new()));
    }
}
