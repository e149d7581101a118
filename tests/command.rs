//! Commands: what each does, whom it refuses, and what becomes of edits that meet.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "common/words.rs"]
mod words;

use prompt_commons::access::{Denied, Role};
use prompt_commons::command::{Command, CommandError, Field, Outcome, apply};
use prompt_commons::format::{MAX_TITLE_CHARS, decode, encode};
use prompt_commons::model::{CategoryId, Draft, Library};
use prompt_commons::stored::Stored;
use prompt_commons_contract::sample::{
    self, ALICE, BOB, CAROL, DAVE, FILE, MALLORY, draft, email, prompt_id, stamp,
};

use words::english;

fn team() -> Library {
    decode(FILE.as_bytes()).unwrap()
}

fn run(library: &mut Library, who: &str, command: &Command) -> Result<Outcome, CommandError> {
    apply(library, command, &stamp(who))
}

/// Applies a command that has to be refused, and makes sure that nothing changed.
fn refused(who: &str, command: &Command) -> CommandError {
    let mut library = team();
    let error = run(&mut library, who, command).expect_err("was allowed");
    assert_eq!(encode(&library), FILE.as_bytes(), "{who}: {command:?}");
    error
}

fn shown(library: &Library, id: &str) -> Draft {
    library.prompt(&prompt_id(id)).unwrap().draft().clone()
}

fn category(id: &str) -> CategoryId {
    CategoryId::parse(id).unwrap()
}

fn add(id: &str, title: &str) -> Command {
    Command::add(prompt_id(id), draft(title, "Text."))
}

/// Edits a prompt that looks as in [`FILE`].
fn edit(id: &str, change: impl FnOnce(&mut Draft)) -> Command {
    let seen = shown(&team(), id);
    let mut draft = seen.clone();
    change(&mut draft);
    Command::EditPrompt { id: prompt_id(id), seen, draft }
}

fn retitle(id: &str, title: &str) -> Command {
    edit(id, |draft| title.clone_into(&mut draft.title))
}

fn delete(id: &str) -> Command {
    Command::DeletePrompt { id: prompt_id(id), seen: shown(&team(), id), beside: Vec::new() }
}

fn add_category(id: &str, name: &str) -> Command {
    Command::AddCategory {
        id: category(id),
        name: name.to_owned(),
        color: Some("#123456".to_owned()),
        icon: None,
    }
}

fn set_member(who: &str, role: Role) -> Command {
    Command::SetMember { email: email(who), role }
}

fn remove_member(who: &str) -> Command {
    Command::RemoveMember { email: email(who) }
}

fn rename(name: &str) -> Command {
    Command::RenameLibrary { name: name.to_owned() }
}

/// One of each kind, each with an effect on [`FILE`] when the owner gives it.
fn one_of_each() -> Vec<Command> {
    vec![
        add("new", "New"),
        retitle("launch", "Better"),
        delete("launch"),
        add_category("cat-3", "Legal"),
        set_member("erin@company.com", Role::Editor),
        remove_member(DAVE),
        rename("Brand"),
    ]
}

fn last_modified(library: &Library) -> (String, String) {
    let file: serde_json::Value = serde_json::from_slice(&encode(library)).unwrap();
    let text = |name: &str| file[name].as_str().unwrap_or_default().to_owned();
    (text("lastModified"), text("lastModifiedBy"))
}

// Roles

#[test]
fn what_edits_came_to_together_is_what_there_is_to_say() {
    use Outcome::{Done, Nothing, Revived, Spared};
    for (all, together) in [
        (vec![Nothing, Done, Nothing], Done),
        (vec![Done, Spared, Done], Spared),
        (vec![Revived, Spared], Revived),
        (vec![Nothing, Nothing], Nothing),
    ] {
        assert_eq!(all.into_iter().fold(Nothing, Outcome::and), together);
    }
}

#[test]
fn each_command_asks_the_role() {
    use Denied::{NotMember, OwnOnly, OwnerOnly, ViewOnly};
    let told = |denied: Option<Denied>| denied.map(CommandError::Denied);
    // What carol, an editor who wrote nothing, and dave, a viewer, are told.
    let answers = [
        (None, Some(ViewOnly)),
        (None, Some(ViewOnly)),
        (Some(OwnOnly), Some(ViewOnly)),
        (Some(OwnerOnly), Some(ViewOnly)),
        (Some(OwnerOnly), Some(ViewOnly)),
        (Some(OwnerOnly), Some(ViewOnly)),
        (Some(OwnerOnly), Some(ViewOnly)),
    ];
    for (command, (editor, viewer)) in one_of_each().iter().zip(answers) {
        for (who, denied) in [(ALICE, None), (CAROL, editor), (DAVE, viewer), (MALLORY, Some(NotMember))] {
            let mut library = team();
            let error = run(&mut library, who, command).err();
            assert_eq!(error, told(denied), "{who}: {command:?}");
            assert_eq!(encode(&library) == FILE.as_bytes(), denied.is_some(), "{who}: {command:?}");
        }
    }
}

#[test]
fn editors_delete_what_they_wrote() {
    let mut library = team();
    assert_eq!(run(&mut library, " BOB@Company.com", &delete("launch")), Ok(Outcome::Done));
    assert_eq!(library.prompt(&prompt_id("launch")), None);
    assert_eq!(library.prompts().len(), 2);
}

#[test]
fn viewers_do_not_delete_even_what_they_wrote() {
    assert_eq!(refused(DAVE, &delete("old")), CommandError::Denied(Denied::ViewOnly));
}

#[test]
fn owners_delete_anything() {
    let mut library = team();
    for id in ["launch", "subject", "old"] {
        assert_eq!(run(&mut library, ALICE, &delete(id)), Ok(Outcome::Done), "{id}");
    }
    assert!(library.prompts().is_empty());
}

#[test]
fn role_is_the_one_in_the_file_when_it_is_applied() {
    let mut library = team();
    run(&mut library, ALICE, &set_member(BOB, Role::Viewer)).unwrap();
    let denied = Err(CommandError::Denied(Denied::ViewOnly));
    assert_eq!(run(&mut library, BOB, &add("new", "New")), denied);
    run(&mut library, ALICE, &set_member(DAVE, Role::Editor)).unwrap();
    assert_eq!(run(&mut library, DAVE, &add("new", "New")), Ok(Outcome::Done));
}

// What each does

#[test]
fn adding_puts_a_prompt_at_the_end_and_says_who() {
    let mut library = team();
    let mut draft = draft("Новый", "Line\n\tтаб 🙂 <tag>\r\n");
    draft.category = Some(category("cat-2"));
    let command = Command::add(prompt_id("new"), draft.clone());
    assert_eq!(run(&mut library, CAROL, &command), Ok(Outcome::Done));
    let prompt = library.prompts().last().unwrap();
    assert_eq!((prompt.id().as_str(), prompt.draft()), ("new", &draft));
    assert_eq!(prompt.created_by(), Some(&email(CAROL)));
    assert_eq!(prompt.modified_by(), Some(&email(CAROL)));
    assert_eq!(prompt.modified_at(), Some(&stamp(CAROL).at));
}

#[test]
fn editing_keeps_author_and_place() {
    let mut library = team();
    let command = retitle("launch", "Better");
    assert_eq!(run(&mut library, ALICE, &command), Ok(Outcome::Done));
    let prompt = &library.prompts()[0];
    assert_eq!((prompt.id().as_str(), prompt.title()), ("launch", "Better"));
    assert_eq!(prompt.created_by(), Some(&email(BOB)));
    assert_eq!(prompt.modified_by(), Some(&email(ALICE)));
    assert_eq!(prompt.modified_at(), Some(&stamp(ALICE).at));
}

#[test]
fn categories_are_added_at_the_end() {
    let mut library = team();
    assert_eq!(run(&mut library, ALICE, &add_category("cat-3", "  Legal ")), Ok(Outcome::Done));
    let category = library.categories().last().unwrap();
    assert_eq!(
        (category.id().as_str(), category.name(), category.color()),
        ("cat-3", "Legal", Some("#123456"))
    );
}

#[test]
fn members_have_one_role_each() {
    let mut library = team();
    for role in [Role::Viewer, Role::Editor, Role::Viewer] {
        assert_eq!(run(&mut library, ALICE, &set_member("BOB@company.com", role)), Ok(Outcome::Done));
        assert_eq!(library.members().role(&email(BOB)), Some(role));
        assert_eq!(library.members().count(), 4);
    }
    assert_eq!(run(&mut library, ALICE, &set_member("erin@company.com", Role::Viewer)), Ok(Outcome::Done));
    assert_eq!(library.members().count(), 5);
}

#[test]
fn removing_a_member_keeps_what_they_wrote() {
    let mut library = team();
    assert_eq!(run(&mut library, ALICE, &remove_member("Bob@Company.com")), Ok(Outcome::Done));
    assert_eq!(library.members().role(&email(BOB)), None);
    let drafts = |library: &Library| -> Vec<_> {
        let prompts = library.prompts().iter();
        prompts
            .map(|prompt| (prompt.id().clone(), prompt.draft().clone(), prompt.created_by().cloned()))
            .collect()
    };
    assert_eq!(drafts(&library), drafts(&team()));
}

#[test]
fn ownership_is_neither_given_nor_taken_by_a_role() {
    for command in [
        set_member(BOB, Role::Owner),
        set_member("erin@company.com", Role::Owner),
        set_member(ALICE, Role::Editor),
        set_member("ALICE@company.com", Role::Viewer),
        remove_member("Alice@Company.com"),
    ] {
        assert_eq!(refused(ALICE, &command), CommandError::Ownership, "{command:?}");
    }
}

#[test]
fn renaming_trims() {
    let mut library = team();
    assert_eq!(run(&mut library, ALICE, &rename(" Бренд\n")), Ok(Outcome::Done));
    assert_eq!(library.name(), "Бренд");
}

// What nobody may

#[test]
fn titles_and_names_are_asked_for() {
    let blank = " \t\n".to_owned();
    let cases = [
        (add("new", ""), "Please enter a title"),
        (edit("launch", |draft| draft.title = blank.clone()), "Please enter a title"),
        (add_category("cat-3", &blank), "Please enter a category name"),
        (rename(""), "Please enter a team name"),
    ];
    for (command, sentence) in cases {
        assert_eq!(english(&refused(ALICE, &command)), sentence, "{command:?}");
    }
}

#[test]
fn titles_and_names_have_a_limit() {
    let long = "я".repeat(MAX_TITLE_CHARS + 1);
    let cases = [
        (add("new", &long), "The title is longer than 1000 characters"),
        (edit("launch", |draft| draft.title.clone_from(&long)), "The title is longer than 1000 characters"),
        (add_category("cat-3", &long), "The category name is longer than 1000 characters"),
        (rename(&long), "The team name is longer than 1000 characters"),
    ];
    for (command, sentence) in cases {
        assert_eq!(english(&refused(ALICE, &command)), sentence, "{command:?}");
    }
}

#[test]
fn what_a_command_wrote_can_be_read_again() {
    let limit = "я".repeat(MAX_TITLE_CHARS);
    let padded = format!("  {}  ", "я".repeat(MAX_TITLE_CHARS - 1));
    for title in [limit.as_str(), padded.as_str(), " spaced "] {
        for command in
            [add("new", title), retitle("launch", title), add_category("cat-3", title), rename(title)]
        {
            let mut library = team();
            // It may be refused, but it must not make a file that is refused.
            let result = run(&mut library, ALICE, &command);
            assert_eq!(decode(&encode(&library)), Ok(library), "{result:?} of {command:?}");
        }
    }
}

#[test]
fn outbox_can_not_hold_what_parsing_refuses() {
    for text in [
        r#"{"addPrompt": {"id": "", "draft": {"title": "T", "content": "", "category": null}}}"#,
        r#"{"addPrompt": {"id": "p", "draft": {"title": "T", "content": "", "category": " "}}}"#,
        r#"{"addCategory": {"id": "", "name": "N", "color": null}}"#,
        r#"{"setMember": {"email": "", "role": "editor"}}"#,
        r#"{"setMember": {"email": "no email", "role": "editor"}}"#,
    ] {
        assert!(Command::from_text(text).is_none(), "{text}");
    }
}

// Twice

#[test]
fn applying_again_changes_nothing() {
    for command in one_of_each() {
        let mut library = team();
        assert_eq!(run(&mut library, ALICE, &command), Ok(Outcome::Done), "{command:?}");
        let once = encode(&library);
        assert_eq!(run(&mut library, ALICE, &command), Ok(Outcome::Nothing), "{command:?}");
        assert_eq!(encode(&library), once, "{command:?}");
    }
}

#[test]
fn doing_what_is_so_already_is_nothing() {
    for command in [
        add("launch", "Whatever"),
        edit("launch", |_| ()),
        add_category("cat-1", "Whatever"),
        set_member("BOB@company.com", Role::Editor),
        remove_member(MALLORY),
        rename(" Marketing "),
        Command::DeletePrompt { id: prompt_id("gone"), seen: draft("T", "C"), beside: Vec::new() },
    ] {
        let mut library = team();
        assert_eq!(run(&mut library, ALICE, &command), Ok(Outcome::Nothing), "{command:?}");
        assert_eq!(encode(&library), FILE.as_bytes(), "{command:?}");
    }
}

#[test]
fn each_change_says_who_and_when() {
    for command in one_of_each() {
        let mut library = team();
        run(&mut library, ALICE, &command).unwrap();
        let at = stamp(ALICE).at.to_string();
        assert_eq!(last_modified(&library), (at, ALICE.to_owned()), "{command:?}");
    }
}

// Edits that meet

#[test]
fn edits_of_different_fields_both_stay() {
    let mut library = team();
    run(&mut library, BOB, &retitle("launch", "By bob")).unwrap();
    let refile = edit("launch", |draft| draft.category = Some(category("cat-2")));
    assert_eq!(run(&mut library, CAROL, &refile), Ok(Outcome::Done));
    let rewrite = edit("launch", |draft| draft.content = "New text".to_owned());
    assert_eq!(run(&mut library, ALICE, &rewrite), Ok(Outcome::Done));
    let merged = Draft {
        title: "By bob".to_owned(),
        content: "New text".to_owned(),
        category: Some(category("cat-2")),
        ..Draft::default()
    };
    assert_eq!(shown(&library, "launch"), merged);
    assert_eq!(library.prompts().len(), 3);
}

#[test]
fn edits_of_different_lines_both_stay() {
    let mut library = team();
    let mine = edit("launch", |draft| draft.content = draft.content.replace("a post", "a long post"));
    let theirs = edit("launch", |draft| draft.content = draft.content.replace("{{topic}}", "{{subject}}"));
    run(&mut library, BOB, &theirs).unwrap();
    assert_eq!(run(&mut library, CAROL, &mine), Ok(Outcome::Done));
    assert_eq!(shown(&library, "launch").content, "Write a long post.\n\nAbout {{subject}}.\n");
}

#[test]
fn edits_of_the_same_line_keep_both() {
    let mut library = team();
    let by = |who: &str| edit("launch", |draft| draft.content = format!("Written by {who}.\n"));
    run(&mut library, BOB, &by("bob")).unwrap();
    let outcome = run(&mut library, CAROL, &by("carol")).unwrap();
    let Outcome::KeptBoth { copy } = outcome else { panic!("{outcome:?}") };
    assert_eq!(shown(&library, "launch").content, "Written by bob.\n");
    assert_eq!(shown(&library, copy.as_str()).content, "Written by carol.\n");
    assert_eq!(shown(&library, copy.as_str()).category, Some(category("cat-1")));
    assert_eq!(library.prompt(&copy).unwrap().created_by(), Some(&email(CAROL)));
    // And again, as after a crash: no third one.
    assert_eq!(run(&mut library, CAROL, &by("carol")), Ok(Outcome::Nothing));
    assert_eq!(library.prompts().len(), 4);
    // Unless the copy holds something else by then.
    let mut seen = shown(&library, copy.as_str()).clone();
    let draft = Draft { content: "Reworked.\n".to_owned(), ..seen.clone() };
    run(&mut library, BOB, &Command::EditPrompt { id: copy.clone(), seen: seen.clone(), draft }).unwrap();
    assert!(matches!(run(&mut library, CAROL, &by("carol")), Ok(Outcome::KeptBoth { .. })));
    seen.category = None;
    assert_eq!(library.prompts().iter().filter(|one| one.content() == seen.content).count(), 1);
}

#[test]
fn titles_that_both_changed_keep_both() {
    let mut library = team();
    run(&mut library, BOB, &retitle("launch", "B")).unwrap();
    let outcome = run(&mut library, CAROL, &retitle("launch", "C")).unwrap();
    assert!(matches!(outcome, Outcome::KeptBoth { .. }));
    let titles: Vec<&str> = library.prompts().iter().map(prompt_commons::model::Prompt::title).collect();
    assert_eq!(titles, ["B", "Subject lines", "From before", "C"]);
}

#[test]
fn the_same_edit_by_two_people_is_one() {
    let mut library = team();
    let command = retitle("launch", "Same");
    run(&mut library, BOB, &command).unwrap();
    assert_eq!(run(&mut library, CAROL, &command), Ok(Outcome::Nothing));
    assert_eq!(library.prompt(&prompt_id("launch")).unwrap().modified_by(), Some(&email(BOB)));
}

#[test]
fn an_edit_beats_a_delete() {
    let mut library = team();
    run(&mut library, BOB, &delete("launch")).unwrap();
    let edit = retitle("launch", "Still needed");
    assert_eq!(run(&mut library, CAROL, &edit), Ok(Outcome::Revived));
    assert_eq!(shown(&library, "launch").title, "Still needed");
    // The other way round it was changed since it was seen.
    assert_eq!(run(&mut library, ALICE, &delete("launch")), Ok(Outcome::Spared));
    assert_eq!(shown(&library, "launch").title, "Still needed");
}

#[test]
fn an_edit_of_a_category_leaves_its_other_fields_to_others() {
    let mut library = team();
    for change in [[("color", "red")], [("name", " Posts ")]] {
        run(&mut library, ALICE, &sample::edit_category("cat-1", &change)).unwrap();
    }
    let known = library.category(&category("cat-1")).unwrap();
    assert_eq!((known.name(), known.color(), known.icon()), ("Posts", Some("red"), Some("megaphone")));
    for field in ["id", "members", "#rank"] {
        let error = refused(ALICE, &sample::edit_category("cat-1", &[(field, "x")]));
        assert_eq!(english(&error), format!("A category has no such field “{field}”"));
    }
    assert_eq!(
        refused(ALICE, &sample::edit_category("cat-1", &[("name", " ")])),
        CommandError::Nameless("needed-category-name")
    );
    let number = Command::EditCategory {
        id: category("cat-1"),
        fields: vec![Field { name: "color".to_owned(), value: 1.into() }],
    };
    refused(ALICE, &number);
}

#[test]
fn a_category_that_someone_changed_since_it_was_looked_at_is_spared() {
    let mut library = team();
    let delete = sample::delete_category(&library, "cat-1");
    run(&mut library, ALICE, &sample::edit_category("cat-1", &[("name", "Posts")])).unwrap();
    assert_eq!(run(&mut library, ALICE, &delete), Ok(Outcome::Spared));
    let delete = sample::delete_category(&library, "cat-1");
    assert_eq!(run(&mut library, ALICE, &delete), Ok(Outcome::Done));
    assert_eq!(library.category(&category("cat-1")), None);
}

#[test]
fn a_delete_that_is_spared_leaves_no_trace() {
    let mut library = team();
    run(&mut library, BOB, &retitle("launch", "New")).unwrap();
    let before = encode(&library);
    assert_eq!(run(&mut library, ALICE, &delete("launch")), Ok(Outcome::Spared));
    assert_eq!(encode(&library), before);
}

#[test]
fn deletes_meet() {
    let mut library = team();
    assert_eq!(run(&mut library, BOB, &delete("launch")), Ok(Outcome::Done));
    assert_eq!(run(&mut library, ALICE, &delete("launch")), Ok(Outcome::Nothing));
    // Nobody is told off for what is done already.
    assert_eq!(run(&mut library, CAROL, &delete("launch")), Ok(Outcome::Nothing));
}

#[test]
fn a_category_that_is_gone_leaves_the_prompt_unfiled() {
    let gone = Some(category("cat-9"));
    let mut library = team();
    let draft = Draft { category: gone.clone(), ..draft("T", "C") };
    let added = Command::add(prompt_id("new"), draft);
    assert_eq!(run(&mut library, BOB, &added), Ok(Outcome::Done));
    assert_eq!(shown(&library, "new").category, None);
    let refiled = edit("launch", |draft| draft.category = gone);
    assert_eq!(run(&mut library, BOB, &refiled), Ok(Outcome::Done));
    assert_eq!(shown(&library, "launch").category, None);
    assert_eq!(decode(&encode(&library)), Ok(library));
}

#[test]
fn a_category_that_both_knew_and_is_gone_does_not_make_a_conflict() {
    // The prompt stood in cat-9 when the editor opened; since then someone deleted the category.
    let seen = Draft { category: Some(category("cat-9")), ..shown(&team(), "old") };
    let mine = Draft { content: "Better.".to_owned(), ..seen.clone() };
    let mut library = team();
    let command = Command::EditPrompt { id: prompt_id("old"), seen, draft: mine };
    assert_eq!(run(&mut library, BOB, &command), Ok(Outcome::Done));
    assert_eq!(shown(&library, "old"), draft("From before", "Better."));
}

#[test]
fn unknown_fields_of_an_edited_prompt_stay() {
    let file = FILE.replace("\"id\": \"launch\",", "\"id\": \"launch\",\n      \"tags\": [\"a\"],");
    let mut library = decode(file.as_bytes()).unwrap();
    run(&mut library, BOB, &retitle("launch", "New")).unwrap();
    let file: serde_json::Value = serde_json::from_slice(&encode(&library)).unwrap();
    assert_eq!(file["prompts"][0]["tags"], serde_json::json!(["a"]));
}
