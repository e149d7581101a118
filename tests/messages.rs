//! The JSON of messages between contexts, which `content.js` writes and reads by hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use std::fmt::Debug;

use prompt_commons::message::{
    AppRequest, DoneReply, FrameRequest, FrameSays, InsertOutcome, Inserted, Message, Opening, PageRequest,
    PageSays, Theme, TicketReply, ToPage, WelcomeReply,
};
use serde_json::{Map, Value};

/// Demands that a message is written so and read back.
fn pin<T: Message + PartialEq + Debug>(message: &T, json: &str) {
    let fields = message.fields().into_iter().map(|(name, text)| (name.to_owned(), Value::from(text)));
    assert_eq!(Value::Object(fields.collect::<Map<_, _>>()).to_string(), json);
    assert_eq!(read::<T>(json).as_ref(), Some(message));
}

/// Reads as the browser's side does: a field that isn't there, or isn't text, is none.
fn read<T: Message>(json: &str) -> Option<T> {
    let value: Value = serde_json::from_str(json).unwrap();
    T::read(|name| value.get(name)?.as_str().map(str::to_owned))
}

fn refuses<T: Message + Debug>(json: &str) {
    let read = read::<T>(json);
    assert!(read.is_none(), "{json} was read as {read:?}");
}

fn token() -> String {
    "4b8f5a0e-6c63-4e0c-9d39-0f3b6f1f2b11".to_owned()
}

fn text() -> String {
    "Строка\n\t\"🙂\" <tag>".to_owned()
}

#[test]
fn content_script_to_worker() {
    pin(&PageRequest::OpenSelector, r#"{"type":"openSelector"}"#);
    pin(&PageRequest::LoadOverlay, r#"{"type":"loadOverlay"}"#);
    let picked = PageRequest::Picked { selector: "#composer".to_owned() };
    pin(&picked, r##"{"type":"picked","selector":"#composer"}"##);
    let ticket = TicketReply::Ticket { token: token() };
    pin(&ticket, r#"{"type":"ticket","token":"4b8f5a0e-6c63-4e0c-9d39-0f3b6f1f2b11"}"#);
    pin(&AppRequest::ArrangeSites, r#"{"type":"arrangeSites"}"#);
    pin(&TicketReply::Refused, r#"{"type":"refused"}"#);
    pin(&DoneReply::Done, r#"{"type":"done"}"#);
    pin(&DoneReply::Refused, r#"{"type":"refused"}"#);
}

#[test]
fn worker_and_popup_to_content_script() {
    pin(&ToPage::ToggleSelector, r#"{"type":"toggleSelector"}"#);
    pin(&ToPage::Stop, r#"{"type":"stop"}"#);
    let [library, prompt, turn] = ["team", "talk", "2"].map(str::to_owned);
    let ask = ToPage::Ask { library, prompt, turn };
    pin(&ask, r#"{"type":"ask","library":"team","prompt":"talk","turn":"2"}"#);
    let insert = ToPage::Insert { text: text() };
    pin(&insert, r#"{"type":"insert","text":"Строка\n\t\"🙂\" <tag>"}"#);
}

#[test]
fn content_script_to_frame() {
    let opening = |theme, [selection, address, library, prompt, turn]: [&str; 5]| {
        let [selection, address, library, prompt, turn] =
            [selection, address, library, prompt, turn].map(str::to_owned);
        Opening::Open { token: token(), theme, selection, address, library, prompt, turn }
    };
    pin(
        &opening(Theme::Light, ["", "https://claude.ai/new", "", "", ""]),
        r#"{"type":"open","token":"4b8f5a0e-6c63-4e0c-9d39-0f3b6f1f2b11","theme":"light","selection":"","address":"https://claude.ai/new","library":"","prompt":"","turn":""}"#,
    );
    pin(
        &opening(Theme::Dark, ["<b>", "https://claude.ai/new", "team", "talk", "2"]),
        r#"{"type":"open","token":"4b8f5a0e-6c63-4e0c-9d39-0f3b6f1f2b11","theme":"dark","selection":"<b>","address":"https://claude.ai/new","library":"team","prompt":"talk","turn":"2"}"#,
    );
}

#[test]
fn frame_to_worker() {
    let redeem = FrameRequest::Redeem { token: token() };
    pin(&redeem, r#"{"type":"redeem","token":"4b8f5a0e-6c63-4e0c-9d39-0f3b6f1f2b11"}"#);
    pin(&WelcomeReply::Welcome, r#"{"type":"welcome"}"#);
    pin(&WelcomeReply::Refused, r#"{"type":"refused"}"#);
}

#[test]
fn frame_to_content_script() {
    pin(&FrameSays::Ready, r#"{"type":"ready"}"#);
    pin(&FrameSays::Insert { text: text() }, r#"{"type":"insert","text":"Строка\n\t\"🙂\" <tag>"}"#);
    pin(&FrameSays::Close, r#"{"type":"close"}"#);
    pin(&FrameSays::Done { typed: " so".to_owned() }, r#"{"type":"done","typed":" so"}"#);
    pin(&PageSays::Pressed { key: "a".to_owned() }, r#"{"type":"pressed","key":"a"}"#);
    pin(&PageSays::Yours, r#"{"type":"yours"}"#);
    pin(&PageSays::Last, r#"{"type":"last"}"#);
}

#[test]
fn outcomes_of_inserting() {
    let inserted = |outcome| Inserted::Inserted { outcome };
    pin(&inserted(InsertOutcome::Inserted), r#"{"type":"inserted","outcome":"inserted"}"#);
    pin(&inserted(InsertOutcome::Unverified), r#"{"type":"inserted","outcome":"unverified"}"#);
    pin(&inserted(InsertOutcome::Copied), r#"{"type":"inserted","outcome":"copied"}"#);
    pin(&inserted(InsertOutcome::Failed), r#"{"type":"inserted","outcome":"failed"}"#);
    pin(&inserted(InsertOutcome::Asked), r#"{"type":"inserted","outcome":"asked"}"#);
}

#[test]
fn a_sender_can_not_say_what_another_may() {
    // What a page's frame asks is no request of a content script, and the other way round.
    refuses::<PageRequest>(r#"{"type":"redeem","token":"x"}"#);
    refuses::<PageRequest>(r#"{"type":"insert","text":"x"}"#);
    refuses::<FrameRequest>(r#"{"type":"openSelector"}"#);
    refuses::<FrameRequest>(r#"{"type":"loadInserter"}"#);
    refuses::<FrameSays>(r#"{"type":"toggleSelector"}"#);
    refuses::<ToPage>(r#"{"type":"close"}"#);
}

#[test]
fn what_is_no_message_is_refused() {
    for json in [
        "null",
        "[]",
        "{}",
        "\"openSelector\"",
        r#"{"type":"OpenSelector"}"#,
        r#"{"type":"open"}"#,
        r#"{"type":"insert"}"#,
        r#"{"type":"insert","text":7}"#,
        r#"{"type":"inserted","outcome":"maybe"}"#,
        r#"{"type":"open","token":"x","theme":"blue"}"#,
        r#"{"type":"redeem"}"#,
        r#"{"type":"ticket"}"#,
    ] {
        refuses::<PageRequest>(json);
        refuses::<TicketReply>(json);
        refuses::<FrameRequest>(json);
        refuses::<Opening>(json);
        refuses::<FrameSays>(json);
        refuses::<ToPage>(json);
        refuses::<Inserted>(json);
    }
}
