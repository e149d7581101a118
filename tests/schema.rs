//! The published schema: every file that the core writes is of it, and so are the golden files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use std::fs;

use jsonschema::{Draft, Validator};
use prompt_commons::format::{Refusal, decode, encode};
use prompt_commons_contract::sample;
use proptest::prelude::*;
use serde_json::{Value, json};

use common::files::{names, path, read};

fn schema() -> Validator {
    let schema: Value =
        serde_json::from_slice(&fs::read(path("docs/team-prompts.schema.json")).unwrap()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true).build(&schema).unwrap()
}

/// Returns the first mistake in a file, if there is one; `None` as well where it is no JSON.
fn mistake(schema: &Validator, bytes: &[u8]) -> Option<String> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(text).ok()?;
    schema.validate(&value).err().map(|error| format!("{}: {error}", error.instance_path()))
}

/// Returns the names and bytes of the golden files in a folder.
fn golden(folder: &str) -> Vec<(String, Vec<u8>)> {
    let with_bytes = |name: String| {
        let bytes = read(folder, &name);
        (name, bytes)
    };
    names(folder).into_iter().map(with_bytes).collect()
}

#[test]
fn what_opens_is_of_the_schema() {
    let schema = schema();
    // Damaged, or someone else's: that opens as well, but nobody should write it.
    let exempt = ["sync-damaged.json", "sync-damaged.out.json", "own-additions.json"];
    for (name, bytes) in golden("good") {
        let mistake = mistake(&schema, &bytes);
        assert_eq!(mistake.is_some(), exempt.contains(&name.as_str()), "{name}: {mistake:?}");
    }
}

#[test]
fn what_is_refused_for_its_shape_is_not() {
    let schema = schema();
    // What a schema can't say: that ids differ and point somewhere; and JSON whose name alone is right.
    let beyond =
        ["dangling-category", "duplicate-category", "duplicate-prompt", "member-twice", "owner-as-viewer"];
    for (name, bytes) in
        golden("bad").into_iter().filter(|(_, bytes)| serde_json::from_slice::<Value>(bytes).is_ok())
    {
        let found = mistake(&schema, &bytes);
        assert_eq!(
            found.is_none(),
            beyond.iter().any(|beyond| name.starts_with(beyond)),
            "{name}: {found:?}"
        );
    }
}

/// Returns where each value of a file is.
fn pointers(value: &Value, at: &str) -> Vec<String> {
    let inside: Vec<String> = match value {
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| pointers(value, &format!("{at}/{name}"))).collect()
        }
        Value::Array(items) => {
            (0..).zip(items).flat_map(|(index, item)| pointers(item, &format!("{at}/{index}"))).collect()
        }
        _ => Vec::new(),
    };
    [vec![at.to_owned()], inside].concat()
}

#[test]
fn schema_and_reader_agree_on_every_value_in_every_place() {
    let schema = schema();
    let whole: Value = serde_json::from_str(sample::FILE).unwrap();
    let values = [
        json!(null),
        json!(7),
        json!(true),
        json!(""),
        json!(" "),
        json!("text"),
        json!([]),
        json!({}),
        json!([null]),
    ];
    for pointer in pointers(&whole, "") {
        for value in &values {
            let mut file = whole.clone();
            file.pointer_mut(&pointer).unwrap().clone_from(value);
            let bytes = serde_json::to_vec(&file).unwrap();
            // That an id points nowhere is beyond a schema.
            let opens =
                matches!(decode(&bytes), Ok(_) | Err(Refusal::Duplicate { .. } | Refusal::Dangling { .. }));
            assert_eq!(mistake(&schema, &bytes).is_none(), opens, "{pointer} = {value}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_the_core_writes_is_of_the_schema(states in common::life()) {
        let schema = schema();
        for state in states {
            prop_assert_eq!(mistake(&schema, &encode(&state)), None);
        }
    }
}
