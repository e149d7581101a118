//! What `docs/format.md` says: its file opens, its script works, and by-hand changes do what it tells.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use prompt_commons::causal::join;
use prompt_commons::changes::changes;
use prompt_commons::format::{decode, encode, open};
use prompt_commons_contract::sample;

use common::files::{changed, path};
use common::words::say;

/// Returns the first block of code in a language.
fn block(language: &str) -> String {
    let page = fs::read_to_string(path("docs/format.md")).unwrap();
    let (_, rest) = page.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_least_that_opens_does() {
    let library = open(block("json").as_bytes()).unwrap();
    assert_eq!(library.name(), "Marketing");
}

/// Needs `python3`, as the page does; where there is none, there is nothing to be told.
#[test]
fn the_script_adds_a_prompt() {
    let before = open(sample::FILE.as_bytes()).unwrap();
    for (name, bytes) in [("plain.json", sample::FILE.as_bytes().to_vec()), ("synced.json", encode(&before))]
    {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, &bytes).unwrap();
        let script = [block("python").as_str(), path.to_str().unwrap(), "Ёлка", "Line one.\nLine {{two}}.\n"]
            .map(str::to_owned);
        let Ok(done) = Command::new("python3").arg("-c").args(script).status() else { return };
        assert!(done.success());
        let after = decode(&fs::read(&path).unwrap()).unwrap();
        let summary = say("en", &changes(&decode(&bytes).unwrap(), &after).summary());
        assert_eq!(summary, "1 prompt added, by nightly-import");
        assert_eq!(after.prompts().last().unwrap().content(), "Line one.\nLine {{two}}.\n");
    }
}

/// Returns what becomes of a library when its file is changed by hand, with `sync` left as it is.
fn by_hand(change: impl FnOnce(&mut serde_json::Value)) -> String {
    let before = open(sample::FILE.as_bytes()).unwrap();
    let after = join(before.clone(), decode(&changed(&encode(&before), change)).unwrap());
    say("en", &changes(&before, &after).summary())
}

#[test]
fn what_is_left_out_comes_back_and_what_is_changed_stays() {
    let list = |file: &mut serde_json::Value, name: &str| file[name].as_array_mut().unwrap().pop();
    assert_eq!(by_hand(|_| ()), "");
    assert_eq!(by_hand(|file| drop(list(file, "prompts"))), "");
    assert_eq!(by_hand(|file| drop(file["members"]["viewers"].as_array_mut().unwrap().pop())), "");
    assert_eq!(by_hand(|file| file["prompts"][0]["title"] = "New".into()), "1 prompt edited");
    assert_eq!(by_hand(|file| file["prompts"].as_array_mut().unwrap().reverse()), "2 prompts moved");
    let empty =
        |file: &mut serde_json::Value| drop(file["categories"][0].as_object_mut().unwrap().remove("color"));
    assert_eq!(by_hand(empty), "1 category edited");
    assert_eq!(by_hand(|file| file["prompts"][0]["id"] = "other".into()), "1 prompt added, by bob");
}
