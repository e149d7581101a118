//! Backups: what comes out of a library as a file, and what a file of ours or of another program's brings into one.
//!
//! `golden/backup/NAME` is read, and what importing it into the sample team would do is `NAME.plan`, a step a line. After a meant
//! change, `UPDATE_GOLDEN=1 cargo test --test backup` writes the plans anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use prompt_commons::access::Denied;
use prompt_commons::backup::{
    Backup, Choice, Counts, Fate, NotBackup, Note, Plan, Skip, Source, Thing, entry, export, plan, read,
};
use prompt_commons::command::{Command, Field, apply};
use prompt_commons::format::{MAX_TITLE_CHARS, decode, encode, open};
use prompt_commons::model::{
    Category, CategoryId, Draft, Item, ItemId, Kind, Library, LibraryId, Prompt, Timestamp,
};
use prompt_commons::phrase;
use prompt_commons_contract::sample::{self, ALICE, BOB, DAVE, MALLORY, email, prompt_id, stamp};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use common::files::{changed, golden};
use common::words::{english, say};

/// The files of `golden/backup`, and what wrote each.
const FILES: [(&str, Source); 7] = [
    ("comma.csv", Source::Table),
    ("my-prompt-manager.json", Source::MyPromptManager),
    ("open-prompt-manager-bare.json", Source::OpenPromptManager),
    ("open-prompt-manager.json", Source::OpenPromptManager),
    ("prompt-commons.json", Source::PromptCommons),
    ("semicolon.csv", Source::Table),
    ("tabs-utf16.txt", Source::Table),
];

fn bytes(name: &str) -> Vec<u8> {
    fs::read(golden("backup").join(name)).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn backup(name: &str) -> Backup {
    read(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn of(text: &str) -> Backup {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn team() -> Library {
    open(sample::FILE.as_bytes()).unwrap()
}

/// A library in which nothing is, of Alice.
fn empty(id: &str) -> Library {
    let id = LibraryId::parse(id).unwrap();
    Library::new(id, "Empty", email(ALICE), Timestamp::from_millis(1_740_000_000_000))
}

/// Carries a plan out; each of its commands has to be accepted.
fn carry_out(library: &mut Library, plan: &Plan, who: &str) {
    for command in plan.commands() {
        apply(library, &command, &stamp(who)).unwrap_or_else(|error| panic!("{command:?}: {error:?}"));
    }
}

fn import(library: &mut Library, backup: &Backup, who: &str) -> Plan {
    let plan = plan(backup, library, &email(who));
    carry_out(library, &plan, who);
    plan
}

fn find<'a>(library: &'a Library, title: &str) -> &'a Prompt {
    library.prompts().iter().find(|prompt| prompt.title() == title).unwrap_or_else(|| panic!("no {title}"))
}

fn fates(plan: &Plan, thing: Thing) -> Vec<(&str, &Fate)> {
    let steps = plan.steps.iter().filter(|step| step.thing == thing);
    steps.map(|step| (step.name.as_str(), &step.fate)).collect()
}

fn is_idle(plan: &Plan) -> bool {
    plan.commands().is_empty() && plan.steps.iter().all(|step| matches!(step.fate, Fate::Skipped(_)))
}

// What is in the files

/// Writes a plan for people, with what becomes of each prompt.
fn listing(backup: &Backup, plan: &Plan, after: &Library) -> String {
    let mut out = format!("{}\n", backup.source().name());
    for step in &plan.steps {
        let thing = match step.thing {
            Thing::Category => "kind-category",
            Thing::Prompt => "kind-prompt",
            Thing::Item(kind) => kind.word(),
        };
        let fate = match &step.fate {
            Fate::Added => "added".to_owned(),
            Fate::Changed => "changed".to_owned(),
            Fate::Skipped(why) => format!("skipped: {}", english(why)),
        };
        writeln!(out, "{} {:?} {fate}", say("en", &phrase!(thing)), step.name).unwrap();
        for note in &step.notes {
            writeln!(out, "  {note:?}").unwrap();
        }
        if step.thing == Thing::Prompt && step.fate == Fate::Added {
            let prompt = find(after, &step.name);
            let category = prompt.category().and_then(|id| after.category(id)).map(Category::name);
            let Draft { content, tags, turns, .. } = prompt.draft();
            writeln!(out, "  {content:?} in {category:?} tags {tags:?} turns {turns:?}").unwrap();
        }
    }
    for category in after.categories() {
        writeln!(out, "category {:?} is {:?}", category.name(), category.color()).unwrap();
    }
    for path in &plan.left_out {
        writeln!(out, "left out {path}").unwrap();
    }
    out
}

#[test]
fn each_file_comes_to_its_plan() {
    for (name, source) in FILES {
        let backup = backup(name);
        assert_eq!(backup.source(), source, "{name}");
        let mut library = team();
        let plan = import(&mut library, &backup, ALICE);
        let listing = listing(&backup, &plan, &library);
        let path = golden("backup").join(format!("{name}.plan"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &listing).unwrap();
        }
        assert_eq!(listing, fs::read_to_string(&path).unwrap_or_default(), "{name}");
        assert_eq!(decode(&encode(&library)), Ok(library), "{name}: what came in makes a file");
    }
}

#[test]
fn each_file_is_in_the_table() {
    let entries = fs::read_dir(golden("backup")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| Path::new(name).extension().is_none_or(|extension| extension != "plan"));
    names.sort();
    assert_eq!(names, FILES.map(|(name, _)| name));
}

#[test]
fn a_second_import_finds_all_of_the_first() {
    for (name, _) in FILES {
        let (backup, mut library) = (backup(name), team());
        import(&mut library, &backup, ALICE);
        let again = plan(&backup, &library, &email(ALICE));
        assert!(is_idle(&again), "{name}: {:?}", again.commands());
    }
}

#[test]
fn dates_of_the_source_are_read() {
    let backup = backup("my-prompt-manager.json");
    let prompt = find(backup.library(), "Code review 👩‍💻");
    assert_eq!(prompt.created_at().unwrap().as_str(), "2025-01-15T00:00:00Z");
    assert_eq!(prompt.modified_at().unwrap().as_str(), "2025-02-15T00:00:00Z");
    let prompts = backup.library().prompts();
    assert!(
        prompts.iter().any(|one| one.created_at().is_some_and(|at| at.as_str() == "2025-02-01T08:00:00Z"))
    );
    assert_eq!(find(backup.library(), "No id, no dates").created_at(), None);
}

#[test]
fn prompts_keep_their_dates() {
    let now = stamp(ALICE).at;
    let later = Timestamp::from_millis(now.millis() + 60_000);
    let (created, changed) = ("2024-03-01T10:00:00Z", "2024-05-02T11:30:00Z");
    let cases = [
        (Some(created), Some(changed), (created, changed)),
        (Some(created), None, (created, created)),
        (None, Some(changed), (changed, changed)),
        (None, None, (now.as_str(), now.as_str())),
        (Some(changed), Some(created), (changed, changed)),
        (Some(created), Some(later.as_str()), (created, now.as_str())),
        (Some(later.as_str()), Some(later.as_str()), (now.as_str(), now.as_str())),
    ];
    for (created, changed, expected) in cases {
        let prompt = json!({"title": "T", "content": "c", "createdAt": created, "updatedAt": changed});
        let backup = of(&json!({ "prompts": [prompt] }).to_string());
        let mut library = team();
        import(&mut library, &backup, ALICE);
        let prompt = find(&library, "T");
        let dates = (prompt.created_at().unwrap().as_str(), prompt.modified_at().unwrap().as_str());
        assert_eq!(dates, expected, "{created:?} {changed:?}");
        assert_eq!([prompt.created_by(), prompt.modified_by()], [Some(&email(ALICE)); 2]);
    }
}

#[test]
fn a_table_may_have_dates() {
    let table = "title,content,CreatedAt,Modified\nA,a,2024-03-01T10:00:00+02:00,2024-05-02\nB,b,some day,\n";
    let backup = of(table);
    assert_eq!(backup.left_out().count(), 0);
    let dates = |title: &str| {
        let prompt = find(backup.library(), title);
        [prompt.created_at(), prompt.modified_at()].map(|at| at.map(|at| at.as_str().to_owned()))
    };
    assert_eq!(
        dates("A"),
        ["2024-03-01T10:00:00+02:00", "2024-05-02T00:00:00Z"].map(|at| Some(at.to_owned()))
    );
    assert_eq!(dates("B"), [None, None]);
}

#[test]
fn a_backup_of_ours_says_what_of_it_does_not_come_in() {
    let backup = backup("prompt-commons.json");
    let mut library = empty("new");
    let before = plan(&backup, &library, &email(ALICE));
    let left_out: Vec<&str> = before.left_out.iter().map(String::as_str).collect();
    assert_eq!(left_out, ["prompts[].createdBy", "prompts[].stars"]);
    import(&mut library, &backup, ALICE);
    for prompt in backup.library().prompts() {
        let Some(created_at) = prompt.created_at() else { continue };
        let here = find(&library, prompt.title());
        assert_eq!([here.created_at(), here.modified_at()], [Some(created_at), prompt.modified_at()]);
    }
}

#[test]
fn what_was_used_last_there_is_known_of_what_comes_in() {
    let prompt = |id: &str, used: &str| {
        format!(r#"{{"id": "{id}", "title": "{id}", "content": "c {id}", "lastUsedAt": {used}}}"#)
    };
    let prompts = [prompt("a", "1700000000000"), prompt("b", "1600000000000"), prompt("c", "null")].join(",");
    let backup = of(&format!(r#"{{"prompts": [{prompts}]}}"#));
    let mut library = team();
    let used = plan(&backup, &library, &email(ALICE)).used;
    import(&mut library, &backup, ALICE);
    let titles: Vec<&str> = used.iter().map(|id| library.prompt(id).unwrap().title()).collect();
    assert_eq!(titles, ["b", "a"]);
    assert_eq!(plan(&backup, &library, &email(ALICE)).used, []);
}

#[test]
fn an_entry_without_a_name_is_called_by_its_place() {
    let backup = of(r#"{"prompts": [{"title": "T", "content": "c"}, {"content": 7}]}"#);
    let plan = plan(&backup, &team(), &email(ALICE));
    let step = plan.steps.last().unwrap();
    assert_eq!(entry(&step.name), Some(2));
    assert_eq!(entry("prompts"), None);
    let Fate::Skipped(why) = &step.fate else { panic!("{step:?}") };
    assert_eq!(english(why), "“content” should be text");
}

#[test]
fn wild_dates_are_no_reason_to_refuse_a_prompt() {
    for date in ["1e400", "-1e30", "9999999999999999999999", "\"yesterday\"", "[]", "-62135596800001", "1.5"]
    {
        let backup =
            of(&format!(r#"{{"prompts": [{{"title": "T", "content": "c", "createdAt": {date}}}]}}"#));
        assert_eq!(backup.library().prompts().len(), 1, "{date}");
    }
}

// Second imports

#[test]
fn what_was_edited_here_stays_and_is_not_added_again() {
    for (name, _) in FILES {
        let (backup, mut library) = (backup(name), team());
        let before: Vec<_> = library.prompts().iter().map(|prompt| prompt.id().clone()).collect();
        import(&mut library, &backup, ALICE);
        let new: Vec<Prompt> =
            library.prompts().iter().filter(|prompt| !before.contains(prompt.id())).cloned().collect();
        for prompt in &new {
            let seen = prompt.draft().clone();
            let draft = Draft { content: format!("{}, edited", seen.content), ..seen.clone() };
            let command = Command::EditPrompt { id: prompt.id().clone(), seen, draft };
            apply(&mut library, &command, &stamp(BOB)).unwrap();
        }
        let again = plan(&backup, &library, &email(ALICE));
        assert!(is_idle(&again), "{name}");
        let changed = again.steps.iter().filter(|step| step.fate == Fate::Skipped(Skip::ChangedHere)).count();
        assert_eq!(changed, new.len(), "{name}");
    }
}

#[test]
fn what_was_deleted_here_comes_back_with_a_new_import() {
    let (backup, mut library) = (backup("my-prompt-manager.json"), team());
    import(&mut library, &backup, ALICE);
    let gone = find(&library, "Summary").clone();
    let seen = gone.draft().clone();
    let delete = Command::DeletePrompt { id: gone.id().clone(), seen, beside: Vec::new() };
    apply(&mut library, &delete, &stamp(ALICE)).unwrap();
    let again = import(&mut library, &backup, ALICE);
    assert_eq!(again.counts(Thing::Prompt).added, 1);
    assert_eq!(library.prompt(gone.id()).unwrap().draft(), gone.draft());
    assert!(is_idle(&plan(&backup, &library, &email(ALICE))));
    assert_eq!(decode(&encode(&library)), Ok(library));
}

#[test]
fn a_newer_backup_brings_what_was_edited_there_as_one_more() {
    let mut library = team();
    let backup =
        |text: &str| of(&json!({ "prompts": [{ "id": "1", "title": "T", "content": text }] }).to_string());
    import(&mut library, &backup("old"), ALICE);
    import(&mut library, &backup("new"), ALICE);
    let contents: Vec<&str> = library.prompts().iter().skip(3).map(Prompt::content).collect();
    assert_eq!(contents, ["old", "new"]);
    assert!(is_idle(&plan(&backup("old"), &library, &email(ALICE))));
}

#[test]
fn what_is_here_already_is_not_added() {
    let mut library = team();
    let same = of(&json!({ "prompts": [
        { "title": "Launch post", "content": "Write a post.\n\nAbout {{topic}}.\n", "category": "Other" },
        { "title": "Launch post", "content": "Another one" },
    ] })
    .to_string());
    let plan = import(&mut library, &same, ALICE);
    assert_eq!(
        fates(&plan, Thing::Prompt),
        [("Launch post", &Fate::Skipped(Skip::Same)), ("Launch post", &Fate::Added)]
    );
    assert_eq!(library.prompt(&prompt_id("launch")).unwrap(), team().prompt(&prompt_id("launch")).unwrap());
}

#[test]
fn renamed_categories_are_found_and_names_are_matched() {
    let mut library = team();
    let backup = of(&json!({
        "prompts": [{ "title": "A", "content": "a", "category": " EMAIL " }, { "title": "B", "content": "b", "category": "New" }],
        "categories": [{ "name": "New", "color": "#123" }],
    }).to_string());
    import(&mut library, &backup, ALICE);
    assert_eq!(find(&library, "A").category(), CategoryId::parse("cat-2").as_ref());
    let new = library.categories()[2].id().clone();
    assert_eq!(library.category(&new).unwrap().color(), Some("#123"));
    apply(&mut library, &sample::edit_category(new.as_str(), &[("name", "Renamed")]), &stamp(ALICE)).unwrap();
    let again = plan(&backup, &library, &email(ALICE));
    assert_eq!(fates(&again, Thing::Category)[0], ("New", &Fate::Skipped(Skip::ChangedHere)));
    assert!(is_idle(&again));
}

// Our own

#[test]
fn an_export_has_all_that_a_library_shows() {
    let before = read(&bytes("prompt-commons.json")).unwrap();
    let exported = export(before.library(), Choice::Everything);
    let after = read(&exported).unwrap();
    assert_eq!(
        after.library().prompts(),
        before.library().prompts(),
        "with dates, authors and unknown fields"
    );
    assert_eq!(after.library().categories(), before.library().categories());
    for kind in Kind::ALL {
        assert!(after.library().items(kind).eq(before.library().items(kind)), "{kind:?}");
    }
    assert_eq!(after.library().members(), before.library().members());
    assert_eq!(export(before.library(), Choice::Everything), exported, "the same bytes each time");
}

#[test]
fn an_export_is_no_copy_of_its_library() {
    let library = team();
    let exported = decode(&export(&library, Choice::Everything)).unwrap();
    assert_ne!(exported.id(), library.id(), "or it would be joined where it lies in the folder");
    assert!(exported.causality().clock().is_empty());
    let of = exported.rest().fields().find(|(name, _)| *name == "backupOf");
    assert_eq!(of, Some(("backupOf", &json!("team-1"))));
}

#[test]
fn an_export_opens_as_a_library_of_its_own() {
    let before = team();
    let bytes = export(&before, Choice::Everything);
    let mut library = open(&bytes).unwrap();
    let drafts = |library: &Library| -> Vec<_> {
        library.prompts().iter().map(|one| (one.draft().clone(), one.created_at().cloned())).collect()
    };
    assert_eq!(drafts(&library), drafts(&before));
    // It has the ids of the library that it was taken of, so the backup finds what is edited in it.
    let seen = before.prompts()[0].draft().clone();
    let draft = Draft { content: "Newer.".to_owned(), ..seen.clone() };
    apply(&mut library, &Command::EditPrompt { id: prompt_id("launch"), seen, draft }, &stamp(ALICE))
        .unwrap();
    assert!(is_idle(&plan(&read(&bytes).unwrap(), &library, &email(ALICE))));
}

#[test]
fn a_set_is_exported_with_what_belongs_to_it_and_nothing_of_the_team() {
    let backup = backup("prompt-commons.json");
    let set = ItemId::parse("s2").unwrap();
    let exported = export(backup.library(), Choice::Set(&set));
    let text = String::from_utf8(exported.clone()).unwrap();
    assert!(!text.contains("alice@company.com"), "{text}");
    let part = read(&exported).unwrap();
    let titles: Vec<&str> = part.library().prompts().iter().map(Prompt::title).collect();
    assert_eq!(titles, ["Launch post 🚀"]);
    let names: Vec<&str> = part.library().categories().iter().map(Category::name).collect();
    assert_eq!(names, ["Social Media"]);
    let sets: Vec<&str> = part.library().items(Kind::Set).map(Item::name).collect();
    assert_eq!(sets, ["Launches"]);
    for kind in [Kind::Comment, Kind::Project, Kind::Block] {
        assert_eq!(part.library().items(kind).count(), 0);
    }
}

#[test]
fn chosen_prompts_are_exported_in_the_order_of_the_library() {
    let ids = [prompt_id("old"), prompt_id("launch"), prompt_id("not there")];
    let part = read(&export(&team(), Choice::Prompts(&ids))).unwrap();
    let titles: Vec<&str> = part.library().prompts().iter().map(Prompt::title).collect();
    assert_eq!(titles, ["Launch post", "From before"]);
    assert_eq!(part.library().categories().len(), 1);
}

#[test]
fn the_librarys_own_backup_brings_back_what_is_gone_and_leaves_the_rest() {
    let mut library = team();
    let backup = read(&export(&library, Choice::Everything)).unwrap();
    assert!(is_idle(&plan(&backup, &library, &email(ALICE))));
    let launch = library.prompt(&prompt_id("launch")).unwrap().draft().clone();
    let edit = Command::EditPrompt {
        id: prompt_id("launch"),
        draft: Draft { content: "Newer.".to_owned(), ..launch.clone() },
        seen: launch,
    };
    let seen = library.prompt(&prompt_id("old")).unwrap().draft().clone();
    let delete = Command::DeletePrompt { id: prompt_id("old"), seen, beside: Vec::new() };
    for command in [edit, delete] {
        apply(&mut library, &command, &stamp(ALICE)).unwrap();
    }
    let plan = import(&mut library, &backup, ALICE);
    assert_eq!(plan.counts(Thing::Prompt), Counts { added: 1, changed: 0, skipped: 2 });
    assert_eq!(library.prompt(&prompt_id("old")).unwrap().title(), "From before");
    assert_eq!(library.prompt(&prompt_id("launch")).unwrap().content(), "Newer.");
}

#[test]
fn a_librarys_own_file_is_a_backup_too() {
    let whole = encode(&team());
    for bytes in [sample::FILE.as_bytes(), &whole] {
        let mut library = empty("other");
        let plan = import(&mut library, &read(bytes).unwrap(), ALICE);
        assert_eq!(plan.counts(Thing::Prompt).added, 3);
        assert_eq!(plan.counts(Thing::Category).added, 2);
    }
}

#[test]
fn a_set_that_is_here_gets_the_new_prompts_and_keeps_its_own() {
    let mut library = team();
    let fields = vec![Field { name: "name".to_owned(), value: "hiring ".into() }];
    let id = ItemId::parse("mine").unwrap();
    for command in [
        Command::AddItem { kind: Kind::Set, id: id.clone(), fields },
        Command::PutInSet { set: id.clone(), prompt: prompt_id("old"), before: None },
    ] {
        apply(&mut library, &command, &stamp(ALICE)).unwrap();
    }
    let backup = backup("prompt-commons.json");
    let plan = import(&mut library, &backup, ALICE);
    assert!(fates(&plan, Thing::Item(Kind::Set)).contains(&("hiring", &Fate::Changed)), "{plan:?}");
    let titles = |library: &Library| -> Vec<String> {
        library.in_set(&id).into_iter().map(|prompt| prompt.title().to_owned()).collect()
    };
    assert_eq!(titles(&library), ["From before", "Interview", "Launch post 🚀"]);
    // What someone took out of it stays out.
    let prompt = find(&library, "Interview").id().clone();
    apply(&mut library, &Command::TakeFromSet { set: id.clone(), prompt }, &stamp(ALICE)).unwrap();
    import(&mut library, &backup, ALICE);
    assert_eq!(titles(&library), ["From before", "Launch post 🚀"]);
}

#[test]
fn what_refers_to_something_refers_to_what_it_is_here() {
    let mut library = empty("other");
    import(&mut library, &backup("prompt-commons.json"), ALICE);
    let name = |kind, id: &str| library.item(kind, &ItemId::parse(id).unwrap()).unwrap().name();
    let project = library.items(Kind::Project).next().unwrap();
    assert_eq!(project.list("sets").map(|id| name(Kind::Set, id)).collect::<Vec<_>>(), ["Hiring"]);
    assert_eq!(project.list("blocks").map(|id| name(Kind::Block, id)).collect::<Vec<_>>(), ["Voice"]);
    let comments: Vec<_> = library.items(Kind::Comment).collect();
    assert_eq!(comments.len(), 1, "Bob's is not Alice's to make");
    assert_eq!(comments[0].prompt().as_ref(), Some(find(&library, "Launch post 🚀").id()));
}

// Roles

#[test]
fn nobody_imports_what_they_may_not_write() {
    for (who, denied) in [(DAVE, Denied::ViewOnly), (MALLORY, Denied::NotMember)] {
        for (name, _) in FILES {
            let plan = plan(&backup(name), &team(), &email(who));
            assert!(is_idle(&plan), "{who} {name}");
            let why = Fate::Skipped(Skip::Denied(denied));
            assert!(
                plan.steps.iter().any(|step| step.thing == Thing::Prompt && step.fate == why),
                "{who} {name}"
            );
        }
    }
}

#[test]
fn an_editor_imports_prompts_and_hears_which_category_they_lack() {
    let mut library = team();
    let backup = backup("my-prompt-manager.json");
    let before = library.categories().to_vec();
    let plan = import(&mut library, &backup, BOB);
    assert_eq!(library.categories(), before);
    let denied = Fate::Skipped(Skip::Denied(Denied::OwnerOnly));
    assert!(fates(&plan, Thing::Category).contains(&("Coding", &denied)));
    let step = plan.steps.iter().find(|step| step.name == "Code review 👩‍💻").unwrap();
    assert_eq!(
        (&step.fate, step.notes.as_slice()),
        (&Fate::Added, &[Note::Unfiled("Coding".to_owned())][..])
    );
}

#[test]
fn a_library_of_a_newer_version_takes_nothing() {
    let newer = decode(sample::FILE.replacen("1.0", "2.0", 1).as_bytes()).unwrap();
    let plan = plan(&backup("comma.csv"), &newer, &email(ALICE));
    assert!(is_idle(&plan));
    assert!(plan.steps.iter().any(|step| step.fate == Fate::Skipped(Skip::ReadOnly("2.0".to_owned()))));
}

// Broken files

#[test]
fn what_is_no_backup_gets_a_sentence() {
    let deep = format!("{{\"prompts\": {}{}}}", "[".repeat(200), "]".repeat(200));
    let unknown = english(&NotBackup::Unknown);
    let cases: [(&[u8], &str); 20] = [
        (b"", "The file is empty"),
        (b"\xEF\xBB\xBF \r\n", "The file is empty"),
        (b"\xFF\xFE", "The file is empty"),
        (
            b"{\"prompts\": [\n{\"title\": \"T",
            "The file breaks off at line 2. Please export or copy it again",
        ),
        (b"title,content\nA,\xD0", "The file breaks off at line 2. Please export or copy it again"),
        (
            b"title,content\nA,\xE9t\xE9",
            "The file is not UTF-8 text. Save it as UTF-8 and try again; in Excel, that is “CSV UTF-8”",
        ),
        (
            b"\xFF\xFEa",
            "The file is not UTF-8 text. Save it as UTF-8 and try again; in Excel, that is “CSV UTF-8”",
        ),
        (b"{\"prompts\": [}", "The file is not valid JSON: see line 1, column 14"),
        (b"[1,\n2,,]", "The file is not valid JSON: see line 2, column 3"),
        (deep.as_bytes(), "The file is nested too deeply to be a backup of prompts"),
        (b"{}", &unknown),
        (b"[1, 2]", &unknown),
        (b"[[]]", &unknown),
        (b"{\"prompts\": {}}", &unknown),
        (b"{\"prompts\": [{\"name\": 1}]}", &unknown),
        (b"null", &unknown),
        (b"Just some text, and no table.", &unknown),
        (b"title,category\na,b", &unknown),
        (
            b"title,content\na,b\nc,\"d\ne,f\n",
            "A quotation mark in the table is never closed; the cell that it opens begins at line 3",
        ),
        (b"{\"teamId\": \"t\"}", "This doesn't appear to be a team library file"),
    ];
    for (bytes, sentence) in cases {
        let refused = read(bytes).err().map(|error| english(&error));
        assert_eq!(refused.as_deref(), Some(sentence), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_quotation_mark_within_a_cell_is_part_of_it() {
    let backup = read(b"title,content\nDesk,A 27\" monitor\n5\" or 6\",\"Said \"\"yes\"\"\"\n").unwrap();
    let texts: Vec<_> = backup.library().prompts().iter().map(|one| (one.title(), one.content())).collect();
    assert_eq!(texts, [("Desk", "A 27\" monitor"), ("5\" or 6\"", "Said \"yes\"")]);
}

#[test]
fn a_mistake_in_our_own_form_is_named() {
    let file = sample::FILE.replace("\"subject\"", "\"launch\"");
    let sentence =
        "This library file has a mistake: the id “launch” stands twice, the second time at “prompts[1].id”";
    assert_eq!(english(&read(file.as_bytes()).unwrap_err()), sentence);
}

#[test]
fn no_beginning_of_a_backup_passes_for_a_whole_one() {
    for name in ["my-prompt-manager.json", "open-prompt-manager.json", "open-prompt-manager-bare.json"] {
        let bytes = bytes(name);
        for end in 0..bytes.trim_ascii_end().len() {
            let refused = read(&bytes[..end]).unwrap_err();
            assert!(
                matches!(refused, NotBackup::Empty | NotBackup::Truncated { .. }),
                "{name} {end}: {refused:?}"
            );
        }
    }
}

#[test]
fn long_titles_are_listed_and_the_others_come_in() {
    let long = "x".repeat(1024 * 1024);
    let backup = of(&json!({ "prompts": [
        { "title": long, "content": "a", "category": long },
        { "title": "x".repeat(MAX_TITLE_CHARS), "content": "b" },
        { "title": "", "content": long },
    ] })
    .to_string());
    let mut library = team();
    let plan = import(&mut library, &backup, ALICE);
    assert_eq!(plan.counts(Thing::Prompt), Counts { added: 2, changed: 0, skipped: 1 });
    assert_eq!(fates(&plan, Thing::Category).len(), 1);
    assert!(plan.steps.iter().all(|step| step.name.chars().count() <= MAX_TITLE_CHARS));
}

#[test]
fn halves_of_characters_are_mended_and_counted() {
    let text = r#"{"prompts": [{"title": "a\ud83d", "content": "\\ud83d \\\\ \ud83d\ude00 \ude00 \uD83D\\ \u0041\""}]}"#;
    let backup = of(text);
    assert_eq!(backup.mended(), 3);
    let prompt = &backup.library().prompts()[0];
    assert_eq!((prompt.title(), prompt.content()), ("a\u{fffd}", "\\ud83d \\\\ 😀 \u{fffd} \u{fffd}\\ A\""));
    assert_eq!(
        of(&text.replace("\\ud83d\", ", "\", ").replace("\\ude00 \\u", "\\u").replace("\\uD83D", ""))
            .mended(),
        0
    );
    let own = sample::FILE.replace("Launch post", "Launch \\ud83d");
    assert_eq!(of(&own).mended(), 1);
}

#[test]
fn columns_are_known_in_any_order_and_separator() {
    for (text, title, content) in [
        ("Content,TITLE\nc,t", "t", "c"),
        ("\" title \";text\nt;\"a;b,c\"", "t", "a;b,c"),
        ("name\tprompt\rt\ta \"b\" c", "t", "a \"b\" c"),
        ("prompt\nonly this", "", "only this"),
        ("title,content\nt,\"a \"\"b\"\"\r\nc\"", "t", "a \"b\"\r\nc"),
    ] {
        let backup = of(text);
        let prompts: Vec<_> =
            backup.library().prompts().iter().map(|one| (one.title(), one.content())).collect();
        assert_eq!(prompts, [(title, content)], "{text}");
    }
}

// Properties

/// What people see of a library, whatever its ids are.
fn seen(library: &Library) -> Value {
    let category = |id: Option<&CategoryId>| id.and_then(|id| library.category(id)).map(Category::name);
    let name = |kind: Kind, id: &str| {
        library.item(kind, &ItemId::parse(id).unwrap()).map(|item| item.name().to_owned())
    };
    let names = |kind, ids: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        let mut names: Vec<String> = ids.filter_map(|id| name(kind, id)).collect();
        names.sort();
        names
    };
    let prompts = library.prompts().iter().map(|prompt| {
        let Draft { title, content, tags, turns, .. } = prompt.draft();
        json!([title, content, category(prompt.category()), tags, turns])
    });
    let sets = library.items(Kind::Set).map(|set| {
        let prompts: Vec<_> =
            library.in_set(set.id()).into_iter().map(|prompt| (prompt.title(), prompt.content())).collect();
        json!([set.name(), set.text("description"), set.text("color"), prompts])
    });
    let projects = library.items(Kind::Project).map(|project| {
        let addresses: Vec<&str> = project.list("addresses").collect();
        let sets = names(Kind::Set, &mut project.list("sets"));
        json!([project.name(), addresses, sets, names(Kind::Block, &mut project.list("blocks"))])
    });
    let comments = library.items(Kind::Comment).map(|comment| {
        let prompt = comment.prompt().and_then(|id| library.prompt(&id));
        json!([comment.name(), prompt.map(Prompt::title)])
    });
    json!({
        "categories": library.categories().iter().map(|one| json!([one.name(), one.color(), one.icon()])).collect::<Vec<_>>(),
        "prompts": prompts.collect::<Vec<_>>(),
        "sets": sets.collect::<Vec<_>>(),
        "projects": projects.collect::<Vec<_>>(),
        "comments": comments.collect::<Vec<_>>(),
        "blocks": library.items(Kind::Block).map(|one| json!([one.name(), one.text("text")])).collect::<Vec<_>>(),
    })
}

fn draft() -> impl Strategy<Value = Draft> {
    let title = prop_oneof![select(vec!["One", "Two 👩‍💻", " שלום "]).prop_map(str::to_owned), "\\PC{1,12}"];
    let title = title.prop_filter("a title", |title| !title.trim().is_empty());
    let content = || {
        prop_oneof![select(vec!["", "a\r\nb", "#x# {{y}}", "<b>"]).prop_map(str::to_owned), any::<String>()]
    };
    let category = prop::option::of(select(vec!["c0", "c1", "c2", "c9"]));
    let tags = subsequence(["a", "b", "c"].map(str::to_owned).to_vec(), 0..=3);
    (title, content(), category, tags, prop::collection::vec(content(), 0..3)).prop_map(
        |(title, content, category, tags, turns)| Draft {
            title,
            content,
            category: category.and_then(CategoryId::parse),
            tags,
            turns,
        },
    )
}

fn item(kind: Kind, id: usize, fields: &Value) -> Command {
    let field = |(name, value): (&String, &Value)| Field { name: name.clone(), value: value.clone() };
    let fields = fields.as_object().unwrap().iter().map(field).collect();
    Command::AddItem { kind, id: ItemId::parse(&format!("i{id}")).unwrap(), fields }
}

/// A library of Alice's with anything in it.
fn library() -> impl Strategy<Value = Library> {
    let categories = prop::collection::vec(
        (select(vec!["A", "a", "Б"]), select(vec![None, Some("blue"), Some("odd")])),
        0..4,
    );
    let prompts = prop::collection::vec(draft(), 0..7);
    let sets =
        prop::collection::vec((select(vec!["S", "s", "T"]), prop::collection::vec(0..7_usize, 0..5)), 0..4);
    let others = prop::collection::vec((0..7_usize, select(vec!["B", "C"])), 0..4);
    (categories, prompts, sets, others).prop_map(|(categories, prompts, sets, others)| {
        let mut commands = Vec::new();
        for (at, (name, color)) in categories.into_iter().enumerate() {
            let (name, color) = (name.to_owned(), color.map(str::to_owned));
            commands.push(Command::AddCategory {
                id: CategoryId::parse(&format!("c{at}")).unwrap(),
                name,
                color,
                icon: None,
            });
        }
        for (at, draft) in prompts.into_iter().enumerate() {
            commands.push(Command::add(prompt_id(&format!("p{at}")), draft));
        }
        for (at, (name, members)) in sets.into_iter().enumerate() {
            commands.push(item(Kind::Set, at, &json!({ "name": name, "description": "d", "color": "red" })));
            for member in members {
                let (set, prompt) =
                    (ItemId::parse(&format!("i{at}")).unwrap(), prompt_id(&format!("p{member}")));
                commands.push(Command::PutInSet { set, prompt, before: None });
            }
        }
        for (at, (number, name)) in others.into_iter().enumerate() {
            let refers = [format!("i{number}"), "i0".to_owned()];
            commands.push(item(Kind::Block, at, &json!({ "name": name, "text": number.to_string() })));
            commands.push(item(
                Kind::Project,
                at,
                &json!({ "name": name, "sets": refers, "blocks": refers, "addresses": ["x"] }),
            ));
            commands.push(item(
                Kind::Comment,
                at,
                &json!({ "text": name, "promptId": format!("p{number}") }),
            ));
        }
        let mut library = empty("source");
        for command in commands {
            apply(&mut library, &command, &stamp(ALICE)).unwrap();
        }
        library
    })
}

/// JSON of the names that backups have, with values of any kind.
fn any_json() -> impl Strategy<Value = Value> {
    let names = [
        "prompts",
        "categories",
        "folders",
        "title",
        "content",
        "category",
        "tags",
        "id",
        "uuid",
        "folderId",
        "parentId",
        "name",
        "color",
        "version",
        "meta",
        "createdAt",
        "updatedAt",
        "teamId",
        "members",
        "owner",
        "__proto__",
        "sets",
        "turns",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(vec!["1.0", "", "a", "f1", "#x#", "alice@company.com", "2025-01-01T00:00:00Z"])
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((select(names.to_vec()), inner), 0..8).prop_map(|fields| fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    });
    let prompts = prop::collection::vec(value.clone(), 0..8);
    (value, prompts, any::<bool>(), any::<bool>()).prop_map(|(value, prompts, wrapped, bare)| match value {
        _ if bare => prompts.into(),
        Value::Object(mut fields) if wrapped => {
            fields.insert("prompts".to_owned(), prompts.into());
            Value::Object(fields)
        }
        value => value,
    })
}

/// Tries any bytes: nothing panics, all that is planned can be done, and a second time there is nothing to do.
fn try_any(bytes: &[u8]) -> Option<(Backup, Plan)> {
    let backup = read(bytes).ok()?;
    let mut library = team();
    let done = import(&mut library, &backup, ALICE);
    assert!(is_idle(&plan(&backup, &library, &email(ALICE))));
    assert!(is_idle(&plan(&backup, &team(), &email(DAVE))));
    assert_eq!(decode(&encode(&library)).as_ref(), Ok(&library));
    Some((backup, done))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn export_and_import_into_an_empty_library_shows_the_same(source in library(), same in any::<bool>()) {
        let backup = read(&export(&source, Choice::Everything)).unwrap();
        let mut target = empty(if same { "source" } else { "other" });
        let done = import(&mut target, &backup, ALICE);
        let mut expected = seen(&source);
        // A comment on a prompt that is not there is shown nowhere.
        expected["comments"].as_array_mut().unwrap().retain(|comment| !comment[1].is_null());
        prop_assert_eq!(seen(&target), expected);
        prop_assert_eq!(done.counts(Thing::Prompt).added, source.prompts().len());
        prop_assert!(is_idle(&plan(&backup, &target, &email(ALICE))));
    }

    #[test]
    fn an_export_reads_as_what_it_was_taken_of(source in library()) {
        let backup = read(&export(&source, Choice::Everything)).unwrap();
        let shown = decode(&prompt_commons::format::encode_plain(&source)).unwrap();
        prop_assert_eq!(backup.library().prompts(), shown.prompts());
        prop_assert_eq!(backup.library().categories(), shown.categories());
        for kind in Kind::ALL {
            prop_assert!(backup.library().items(kind).eq(shown.items(kind)));
        }
    }

    #[test]
    fn importing_two_backups_in_any_order_adds_each_once(one in library(), other in library()) {
        let [one, other] = [one, other].map(|library| export(&library, Choice::Everything));
        let backups = [one, other].map(|bytes| read(&bytes).unwrap());
        let mut target = team();
        for backup in &backups {
            import(&mut target, backup, ALICE);
        }
        for backup in &backups {
            prop_assert!(is_idle(&plan(backup, &target, &email(ALICE))));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        try_any(&bytes);
    }

    #[test]
    fn any_table_is_read_or_refused(
        cells in prop::collection::vec(select(vec![",", ";", "\t", "\n", "\r\n", "\"", "\"\"", "a", "é", " ", "#x#"]), 0..60),
        header in select(vec!["title,content\n", "prompt;tags;name\r\n", "text\tcategory\n", ""]),
    ) {
        try_any(format!("{header}{}", cells.concat()).as_bytes());
    }

    #[test]
    fn each_entry_of_any_json_is_added_or_listed(value in any_json()) {
        let text = value.to_string();
        let prompts = value.as_array().or_else(|| value.get("prompts")?.as_array()).map(Vec::len);
        if let Some((_, plan)) = try_any(text.as_bytes()) {
            let counts = plan.counts(Thing::Prompt);
            prop_assert_eq!(Some(counts.added + counts.changed + counts.skipped), prompts, "{}", text);
        }
    }

    #[test]
    fn our_own_form_with_anything_in_it_is_read_or_refused(
        value in any_json(),
        pointer in select(vec![
            "/version", "/teamId", "/name", "/members", "/categories", "/categories/0", "/categories/0/name", "/categories/1/color",
            "/prompts", "/prompts/0/id", "/prompts/0/title", "/prompts/0/content", "/prompts/1/turns", "/prompts/0/tags",
            "/prompts/0/sets", "/prompts/1", "/sets", "/sets/0/name", "/sets/0/description", "/comments/0/promptId", "/projects/0",
            "/projects/0/sets", "/blocks/0/text", "/backupOf",
        ]),
    ) {
        let bytes = changed(&bytes("prompt-commons.json"), |file| *file.pointer_mut(pointer).unwrap() = value);
        try_any(&bytes);
    }

    #[test]
    fn what_a_table_says_comes_in_to_the_letter(
        rows in prop::collection::vec((any::<String>(), any::<String>()), 1..5),
        separator in select(vec![",", ";", "\t"]),
        end in select(vec!["\n", "\r\n"]),
    ) {
        let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut text = format!("\u{feff}Title{separator}Content{end}");
        for (title, content) in &rows {
            write!(text, "{}{separator}{}{end}", cell(title), cell(content)).unwrap();
        }
        let backup = of(&text);
        let mut expected: Vec<(&str, &str)> =
            rows.iter().map(|(title, content)| (title.as_str(), content.as_str())).collect();
        let is_blank = |text: &str| text.trim().is_empty();
        expected.retain(|(title, content)| !is_blank(title) || !is_blank(content));
        let mut once = Vec::new();
        for row in expected {
            if !once.contains(&row) {
                once.push(row);
            }
        }
        let read: Vec<_> = backup.library().prompts().iter().map(|one| (one.title(), one.content())).collect();
        prop_assert_eq!(read, once);
    }
}
