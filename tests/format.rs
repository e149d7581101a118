//! The file's form, on golden files: what opens, what is refused with which sentence, and what writing changes.
//!
//! `good/NAME.json` opens; writing it gives `good/NAME.out.json`, or the same bytes where there is none.
//! `bad/expected.txt` has a line for each bad file: its name and its sentence. After a meant change of the
//! form, `UPDATE_GOLDEN=1 cargo test --test format` writes the `.out.json` files anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;

use prompt_commons::access::Role;
use prompt_commons::command::{Command, CommandError, apply};
use prompt_commons::format::{MAX_FILE_BYTES, MAX_LEVELS, MAX_TITLE_CHARS, Refusal, decode, encode, open};
use prompt_commons::model::Library;
use prompt_commons_contract::sample::{self, email, stamp};
use serde_json::{Value, json};

use common::files::{changed, golden, names, read};
use common::words::english;

fn good(name: &str) -> Library {
    decode(&read("good", name)).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"))
}

fn text(library: &Library) -> String {
    String::from_utf8(encode(library)).unwrap()
}

/// Returns the bad files with their sentences, as the table has them.
fn bad() -> BTreeMap<String, String> {
    let table = fs::read_to_string(golden("bad").join("expected.txt")).unwrap();
    let split = |line: &str| {
        let (name, sentence) = line.split_once(": ").unwrap_or_else(|| panic!("no sentence: {line}"));
        (name.to_owned(), sentence.to_owned())
    };
    table.lines().map(split).collect()
}

// What opens

#[test]
fn writing_gives_the_golden_bytes() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for name in names("good").iter().filter(|name| !name.ends_with(".out.json")) {
        let path = golden("good").join(name.replace(".json", ".out.json"));
        let read = read("good", name);
        let written = encode(&good(name));
        if update && written == read {
            // There may be none.
            let _ = fs::remove_file(&path);
        } else if update {
            fs::write(&path, &written).unwrap();
        }
        let should = fs::read(&path).unwrap_or(read);
        assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(&should), "{name}");
    }
}

#[test]
fn each_out_file_belongs_to_a_good_one_and_is_in_its_last_form() {
    let names = names("good");
    for name in names.iter().filter(|name| name.ends_with(".out.json")) {
        assert!(names.contains(&name.replace(".out.json", ".json")), "{name} is left over");
        assert_eq!(text(&good(name)), String::from_utf8(read("good", name)).unwrap(), "{name}");
    }
}

#[test]
fn design_example_means_what_it_says() {
    let library = good("design-example.json");
    assert_eq!(library.name(), "Marketing Team Prompts");
    assert_eq!(library.id().as_str(), "uuid-generated-on-creation");
    assert!(!library.is_read_only());
    let members: Vec<(&str, Role)> =
        library.members().iter().map(|(email, role)| (email.as_str(), role)).collect();
    assert_eq!(
        members,
        [
            ("alice@company.com", Role::Owner),
            ("bob@company.com", Role::Editor),
            ("carol@company.com", Role::Editor),
            ("dave@company.com", Role::Viewer),
        ]
    );
    let categories: Vec<_> =
        library.categories().iter().map(|category| (category.name(), category.color())).collect();
    assert_eq!(categories, [("Social Media", Some("blue")), ("Email Campaigns", Some("green"))]);
    let prompt = &library.prompts()[0];
    assert_eq!(prompt.title(), "LinkedIn Post Generator");
    assert_eq!(prompt.content(), "Write a LinkedIn post about {{topic}}...");
    assert_eq!(prompt.category(), Some(library.categories()[0].id()));
    assert_eq!(prompt.created_by().unwrap().short(), "bob");
    assert_eq!(prompt.modified_by().unwrap().short(), "carol");
    assert_eq!(prompt.modified_at().unwrap().as_str(), "2025-01-18T11:00:00Z");
}

#[test]
fn the_same_library_in_any_dress() {
    let library = good("own-form.json");
    for name in ["design-example.json", "bom.json", "crlf.json", "bom-crlf.json", "minified.json"] {
        assert_eq!(good(name), library, "{name}");
    }
}

#[test]
fn unknown_numbers_stay_to_the_last_digit() {
    let before = String::from_utf8(read("good", "unknown-fields.json")).unwrap();
    let after = text(&good("unknown-fields.json"));
    // Exponents alone are put in one form; the number is the same.
    let numbers = [
        ("\"one\": 1.0", "\"one\": 1.0"),
        ("\"huge\": 1e400", "\"huge\": 1e+400"),
        ("\"tiny\": 1E-400", "\"tiny\": 1e-400"),
        ("\"long\": 12345678901234567890123", "\"long\": 12345678901234567890123"),
        ("\"minusZero\": -0,", "\"minusZero\": -0,"),
        ("\"plus\": 1.50e+05", "\"plus\": 1.50e+05"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
    ];
    for (read, written) in numbers {
        assert_eq!(before.matches(read).count(), 4, "{read} at each level");
        assert_eq!(after.matches(written).count(), 4, "{written} at each level");
    }
}

#[test]
fn hand_written_emails_keep_their_letters_and_mean_the_same() {
    let library = good("people.json");
    assert_eq!(library.members().role(&email("alice@company.com")), Some(Role::Owner));
    assert_eq!(library.members().role(&email("Bob@Company.COM")), Some(Role::Editor));
    assert!(text(&library).contains("\"BOB@company.com\""));
    assert!(text(&library).contains("\"createdBy\": \"someone who left\""));
}

#[test]
fn minor_version_stays_and_is_written() {
    let mut library = good("minor-1.7.json");
    assert!(!library.is_read_only());
    let rename = Command::RenameLibrary { name: "New".to_owned() };
    apply(&mut library, &rename, &stamp(sample::ALICE)).unwrap();
    assert_eq!(library.version(), "1.7");
    assert!(text(&library).contains("\"version\": \"1.7\""));
}

#[test]
fn newer_major_version_is_shown_and_not_changed() {
    let mut library = good("newer-2.0.json");
    assert!(library.is_read_only());
    assert_eq!(library.prompts().len(), 1);
    let rename = Command::RenameLibrary { name: "New".to_owned() };
    let refused = apply(&mut library, &rename, &stamp(sample::ALICE));
    assert_eq!(refused, Err(CommandError::ReadOnly("2.0".to_owned())));
    assert_eq!(library, good("newer-2.0.json"));
}

#[test]
fn encoding_is_deterministic() {
    for name in names("good") {
        let library = good(&name);
        assert_eq!(encode(&library), encode(&library.clone()), "{name}");
    }
}

#[test]
fn the_highest_number_that_a_file_may_hold_leaves_some_for_everyone() {
    let bytes = changed(&encode(&good("sync.json")), |file| {
        file["sync"]["clock"]["aaaaaaaaaa"] = json!(1_u64 << 50);
    });
    let mut library = decode(&bytes).unwrap();
    assert!(text(&library).contains("aaaaaaaaaa"), "the file is read as one of ours");
    for name in ["First", "Second"] {
        apply(&mut library, &Command::RenameLibrary { name: name.to_owned() }, &stamp(sample::ALICE))
            .unwrap();
        let read = decode(&encode(&library)).unwrap();
        assert_eq!(read, library);
        assert!(text(&read).contains("aaaaaaaaaa"), "it is still one of ours");
    }
}

// What is refused

#[test]
fn each_bad_file_gets_its_sentence() {
    for (name, sentence) in bad() {
        let refusal = decode(&read("bad", &name)).err().unwrap_or_else(|| panic!("{name} was opened"));
        assert_eq!(english(&refusal), sentence, "{name}");
    }
}

#[test]
fn each_bad_file_is_in_the_table() {
    let table: Vec<String> = bad().into_keys().collect();
    assert_eq!(names("bad"), table);
}

#[test]
fn only_unfinished_files_are_worth_another_try() {
    for (name, _) in bad() {
        let refusal = decode(&read("bad", &name)).unwrap_err();
        let unfinished = name.starts_with("truncated-")
            || ["zero-bytes.json", "white-space.json", "bom-alone.json", "half-a-bom.json"]
                .contains(&name.as_str());
        assert_eq!(refusal.may_pass(), unfinished, "{name}");
    }
}

/// Where, what stands there, and what the sentence asks for.
#[rustfmt::skip]
fn wrong_types() -> Vec<(&'static str, Value, &'static str)> {
    let number = json!(7);
    let text = json!("text");
    let list = json!([]);
    let object = json!({});
    vec![
        ("/version",                number.clone(), "“version” should be text"),
        ("/version",                object.clone(), "“version” should be text"),
        ("/version",                Value::Null,    "“version” should be text"),
        ("/teamId",                 number.clone(), "“teamId” should be text"),
        ("/teamId",                 Value::Null,    "“teamId” should be text"),
        ("/name",                   list.clone(),   "“name” should be text"),
        ("/createdAt",              number.clone(), "“createdAt” should be text"),
        ("/lastModified",           json!(true),    "“lastModified” should be text"),
        ("/lastModifiedBy",         object.clone(), "“lastModifiedBy” should be text"),
        ("/members",                list.clone(),   "“members” should be an object"),
        ("/members",                Value::Null,    "“members” should be an object"),
        ("/members/owner",          number.clone(), "“members.owner” should be text"),
        ("/members/owner",          Value::Null,    "“members.owner” should be text"),
        ("/members/editors",        text.clone(),   "“members.editors” should be a list"),
        ("/members/editors/0",      number.clone(), "“members.editors[0]” should be an email"),
        ("/members/editors/1",      Value::Null,    "“members.editors[1]” should be an email"),
        ("/members/viewers",        object.clone(), "“members.viewers” should be a list"),
        ("/members/viewers/0",      object.clone(), "“members.viewers[0]” should be an email"),
        ("/categories",             object.clone(), "“categories” should be a list"),
        ("/categories/1",           text.clone(),   "“categories[1]” should be an object"),
        ("/categories/1",           Value::Null,    "“categories[1]” should be an object"),
        ("/categories/0/id",        number.clone(), "“categories[0].id” should be text"),
        ("/categories/0/name",      number.clone(), "“categories[0].name” should be text"),
        ("/categories/0/color",     number.clone(), "“categories[0].color” should be text"),
        ("/categories/0/icon",      list.clone(),   "“categories[0].icon” should be text"),
        ("/prompts",                text.clone(),   "“prompts” should be a list"),
        ("/prompts/2",              list.clone(),   "“prompts[2]” should be an object"),
        ("/prompts/0/id",           number.clone(), "“prompts[0].id” should be text"),
        ("/prompts/0/title",        number.clone(), "“prompts[0].title” should be text"),
        ("/prompts/0/title",        Value::Null,    "“prompts[0].title” should be text"),
        ("/prompts/0/content",      list.clone(),   "“prompts[0].content” should be text"),
        ("/prompts/0/content",      Value::Null,    "“prompts[0].content” should be text"),
        ("/prompts/0/categoryId",   number.clone(), "“prompts[0].categoryId” should be text"),
        ("/prompts/0/categoryId",   json!(" "),     "“prompts[0].categoryId” should be an id, not empty"),
        ("/prompts/0/createdBy",    number.clone(), "“prompts[0].createdBy” should be text"),
        ("/prompts/0/createdAt",    number.clone(), "“prompts[0].createdAt” should be text"),
        ("/prompts/0/modifiedBy",   list,           "“prompts[0].modifiedBy” should be text"),
        ("/prompts/0/modifiedAt",   object,         "“prompts[0].modifiedAt” should be text"),
        ("/prompts/0/modifiedAt",   text,           "“prompts[0].modifiedAt” should be a date and time such as 2025-01-15T10:00:00Z"),
    ]
}

#[test]
fn each_field_of_a_wrong_type_is_named() {
    for (pointer, value, mistake) in wrong_types() {
        let file = changed(sample::FILE.as_bytes(), |file| {
            *file.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value.clone();
        });
        let refusal = decode(&file).err().unwrap_or_else(|| panic!("{pointer} = {value} was opened"));
        assert_eq!(
            english(&refusal),
            format!("This library file has a mistake: {mistake}"),
            "{pointer} = {value}"
        );
    }
}

#[test]
fn every_beginning_of_a_file_is_an_unfinished_one() {
    let whole = sample::FILE.trim_end().as_bytes();
    for end in 0..whole.len() {
        let refusal = decode(&whole[..end]).expect_err("a part was opened");
        assert!(refusal.may_pass(), "{end} of {} bytes: {refusal:?}", whole.len());
    }
    assert!(decode(whole).is_ok());
}

#[test]
fn titles_have_a_limit() {
    let with_title = |title: &str| {
        decode(&changed(sample::FILE.as_bytes(), |file| file["prompts"][0]["title"] = json!(title)))
    };
    assert!(with_title(&"я".repeat(MAX_TITLE_CHARS)).is_ok());
    let mistake = "This library file has a mistake: “prompts[0].title” is longer than 1000 characters";
    assert_eq!(english(&with_title(&"я".repeat(MAX_TITLE_CHARS + 1)).unwrap_err()), mistake);
    assert_eq!(english(&with_title(&"x".repeat(1024 * 1024)).unwrap_err()), mistake);
}

#[test]
fn a_megabyte_of_content_is_fine() {
    let content = json!("Длинный текст.\n".repeat(40_000));
    let file = changed(sample::FILE.as_bytes(), |file| file["prompts"][0]["content"] = content);
    let library = decode(&file).unwrap();
    assert_eq!(decode(&encode(&library)), Ok(library));
}

#[test]
fn files_have_a_limit() {
    let limit = usize::try_from(MAX_FILE_BYTES).unwrap();
    let refusal = decode(&vec![b'x'; limit + 1]).unwrap_err();
    assert_eq!(english(&refusal), "The file is 100 MB large; libraries can have up to 100 MB");
    assert!(!refusal.may_pass());
    // At the limit it is looked at.
    assert_eq!(decode(&vec![b'x'; limit]), Err(Refusal::NotJson { line: 1, column: 1 }));
}

#[test]
fn nesting_has_a_limit() {
    let deep = |levels: usize| {
        let nest = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        decode(sample::FILE.replacen('{', &format!("{{\"deep\": {nest},"), 1).as_bytes())
    };
    let library = deep(MAX_LEVELS).unwrap();
    assert_eq!(decode(&encode(&library)), Ok(library), "what was read can be read again");
    for levels in [MAX_LEVELS + 1, 127, 1000, 1_000_000] {
        assert_eq!(deep(levels), Err(Refusal::TooDeep), "{levels}");
    }
    // Cut off, it is still too deep rather than unfinished: nothing that may follow can mend it.
    assert_eq!(decode("[".repeat(1_000_000).as_bytes()), Err(Refusal::TooDeep));
}

#[test]
fn the_deepest_field_can_be_read_in_the_trash() {
    let nest = format!("{}{}", "[".repeat(MAX_LEVELS), "]".repeat(MAX_LEVELS));
    let file = sample::FILE.replace("\"id\": \"old\",", &format!("\"id\": \"old\", \"deep\": {nest},"));
    let mut library = open(file.as_bytes()).unwrap();
    let old = library.prompts()[2].clone();
    let delete =
        Command::DeletePrompt { id: old.id().clone(), seen: old.draft().clone(), beside: Vec::new() };
    apply(&mut library, &delete, &stamp(sample::ALICE)).unwrap();
    assert_eq!(decode(&encode(&library)), Ok(library));
}
