//! Tags, turns, sets, comments, projects and context blocks: what their commands do, and for whom.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use prompt_commons::access::Denied;
use prompt_commons::causal::conflict::{Subject, conflicts};
use prompt_commons::causal::{Replica, join};
use prompt_commons::command::{Command, CommandError, Field, Outcome, Seen, Stamp, apply, preview};
use prompt_commons::filing::Filing;
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::{Draft, ItemId, Kind, Library};
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, DAVE, prompt_id, stamp};
use serde_json::{Value, json};

fn team() -> Library {
    open(sample::FILE.as_bytes()).unwrap()
}

fn id(id: &str) -> ItemId {
    ItemId::parse(id).unwrap()
}

fn fields(fields: &Value) -> Vec<Field> {
    let field = |(name, value): (&String, &Value)| Field { name: name.clone(), value: value.clone() };
    fields.as_object().unwrap().iter().map(field).collect()
}

fn add(kind: Kind, name: &str, content: &Value) -> Command {
    Command::AddItem { kind, id: id(name), fields: fields(content) }
}

fn set(name: &str) -> Command {
    add(Kind::Set, name, &json!({ "name": name }))
}

fn put(set: &str, prompt: &str, before: Option<&str>) -> Command {
    Command::PutInSet { set: id(set), prompt: prompt_id(prompt), before: before.map(prompt_id) }
}

fn tag(library: &Library, prompt: &str, tags: &[&str]) -> Command {
    let seen = library.prompt(&prompt_id(prompt)).unwrap().draft().clone();
    let draft = Draft { tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), ..seen.clone() };
    Command::EditPrompt { id: prompt_id(prompt), seen, draft }
}

fn run(library: &mut Library, who: &str, command: &Command) -> Outcome {
    apply(library, command, &stamp(who)).unwrap()
}

/// As another device does it.
fn elsewhere(library: &mut Library, who: &str, command: &Command) -> Outcome {
    apply(library, command, &Stamp { replica: Replica::random(9), nonce: 9, ..stamp(who) }).unwrap()
}

fn in_set<'a>(library: &'a Library, set: &str) -> Vec<&'a str> {
    library.in_set(&id(set)).into_iter().map(|prompt| prompt.id().as_str()).collect()
}

fn names(library: &Library, kind: Kind) -> Vec<&str> {
    library.items(kind).map(|item| item.id().as_str()).collect()
}

// Tags

#[test]
fn tags_are_kept_once_each_and_in_order() {
    let mut library = team();
    let command = tag(&library, "launch", &["new", " new ", "", "Ärger", "alt"]);
    run(&mut library, BOB, &command);
    assert_eq!(library.prompt(&prompt_id("launch")).unwrap().tags(), ["alt", "new", "Ärger"]);
    assert_eq!(decode(&encode(&library)).unwrap(), library);
}

#[test]
fn renaming_a_tag_to_another_one_makes_them_one() {
    let mut library = team();
    for (prompt, tags) in [("launch", &["a", "b"][..]), ("subject", &["a"])] {
        let command = tag(&library, prompt, tags);
        run(&mut library, BOB, &command);
    }
    let rename = |from: &str, to: &str| Command::RenameTag { from: from.to_owned(), to: to.to_owned() };
    assert_eq!(run(&mut library, BOB, &rename("a", " b ")), Outcome::Done);
    assert_eq!(Filing::of(&library).tags(), [("b".to_owned(), 2)]);
    assert_eq!(run(&mut library, BOB, &rename("a", "b")), Outcome::Nothing);
    let refused = apply(&mut library, &rename("b", " "), &stamp(BOB));
    assert_eq!(refused, Err(CommandError::Nameless("needed-tag")));
    assert_eq!(apply(&mut library, &rename("b", "c"), &stamp(DAVE)), Err(Denied::ViewOnly.into()));
}

#[test]
fn tags_of_two_people_are_all_there_and_ask_nobody() {
    let start = team();
    let (mut ours, mut theirs) = (start.clone(), start.clone());
    run(&mut ours, BOB, &tag(&start, "launch", &["a", "both"]));
    elsewhere(&mut theirs, CAROL, &tag(&start, "launch", &["b", "both"]));
    let joined = join(ours, theirs);
    assert_eq!(joined.prompt(&prompt_id("launch")).unwrap().tags(), ["a", "b", "both"]);
    assert_eq!(prompt_commons::causal::conflict::conflicts(&joined), []);
}

// Sets

#[test]
fn a_set_has_an_order_and_a_prompt_is_in_several() {
    let mut library = team();
    for command in [
        set("s"),
        set("t"),
        put("s", "launch", None),
        put("s", "old", None),
        put("s", "subject", Some("old")),
    ] {
        assert_eq!(run(&mut library, BOB, &command), Outcome::Done);
    }
    assert_eq!(in_set(&library, "s"), ["launch", "subject", "old"]);
    run(&mut library, BOB, &put("s", "old", Some("launch")));
    run(&mut library, BOB, &put("t", "old", None));
    assert_eq!(
        (in_set(&library, "s"), in_set(&library, "t")),
        (vec!["old", "launch", "subject"], vec!["old"])
    );
    assert_eq!(run(&mut library, BOB, &put("s", "old", Some("launch"))), Outcome::Nothing, "it is there");
    assert_eq!(run(&mut library, BOB, &put("u", "old", None)), Outcome::Nothing, "there is no such set");
    run(&mut library, BOB, &Command::TakeFromSet { set: id("s"), prompt: prompt_id("launch") });
    assert_eq!(in_set(&library, "s"), ["old", "subject"]);
    assert_eq!(decode(&encode(&library)).unwrap(), library);
}

#[test]
fn two_people_fill_a_set_at_once() {
    let mut start = team();
    run(&mut start, BOB, &set("s"));
    let (mut ours, mut theirs) = (start.clone(), start);
    run(&mut ours, BOB, &put("s", "launch", None));
    elsewhere(&mut theirs, CAROL, &put("s", "subject", None));
    let joined = join(ours, theirs);
    let mut all = in_set(&joined, "s");
    all.sort_unstable();
    assert_eq!(all, ["launch", "subject"]);
}

#[test]
fn an_editor_deletes_a_set_of_their_own_and_its_prompts_stay() {
    let mut library = team();
    for command in [set("s"), put("s", "launch", None)] {
        run(&mut library, BOB, &command);
    }
    let delete = sample::delete_item(&library, Kind::Set, &id("s"));
    assert_eq!(apply(&mut library, &delete, &stamp(CAROL)), Err(Denied::OwnOnly.into()));
    let prompts = library.prompts().len();
    run(&mut library, BOB, &delete);
    assert_eq!((names(&library, Kind::Set), library.prompts().len()), (Vec::new(), prompts));
}

#[test]
fn a_comment_is_deleted_on_the_way_to_the_file() {
    let mut library = team();
    // As a surface shows it, and as it is once the edit before it was made.
    let add = add(Kind::Comment, "c", &json!({"text": "Good.", "promptId": "launch"}));
    let mut shown = library.clone();
    preview(&mut shown, &add, &stamp(DAVE)).unwrap();
    run(&mut library, DAVE, &add);
    let delete = sample::delete_item(&shown, Kind::Comment, &id("c"));
    assert_eq!(run(&mut library, DAVE, &delete), Outcome::Done);
}

#[test]
fn a_set_that_someone_changed_since_it_was_looked_at_is_spared() {
    let mut library = team();
    run(&mut library, BOB, &set("s"));
    let delete = sample::delete_item(&library, Kind::Set, &id("s"));
    let fields = fields(&json!({"name": "Still needed"}));
    run(&mut library, CAROL, &Command::EditItem { kind: Kind::Set, id: id("s"), fields });
    assert_eq!(run(&mut library, BOB, &delete), Outcome::Spared);
    // Two names at once: whoever was shown one of them has not seen the other.
    let rename = |name: &str| Command::EditItem {
        kind: Kind::Set,
        id: id("s"),
        fields: self::fields(&json!({ "name": name })),
    };
    let mut other = library.clone();
    run(&mut library, CAROL, &rename("Spring"));
    elsewhere(&mut other, BOB, &rename("Autumn"));
    let mut joined = join(library, other);
    let open = conflicts(&joined);
    let delete = sample::delete_item(&joined, Kind::Set, &id("s"));
    let Command::DeleteItem { kind, id, seen } = delete.clone() else { panic!("{delete:?}") };
    let one = Command::DeleteItem { kind, id: id.clone(), seen: Seen { beside: Vec::new(), ..seen.clone() } };
    assert_eq!(run(&mut joined, ALICE, &one), Outcome::Spared);
    let both = Seen { beside: Vec::new(), ..seen }.beside(&Subject::Item { kind, id: id.clone() }, &open);
    assert_eq!(run(&mut joined, ALICE, &Command::DeleteItem { kind, id, seen: both }), Outcome::Done);
    assert_eq!(names(&joined, Kind::Set), [""; 0]);
}

#[test]
fn a_prompt_that_comes_back_is_in_its_sets_again() {
    let mut library = team();
    run(&mut library, BOB, &set("s"));
    run(&mut library, BOB, &put("s", "launch", None));
    let edit = tag(&library, "launch", &["wanted"]);
    let seen = library.prompt(&prompt_id("launch")).unwrap().draft().clone();
    run(&mut library, BOB, &Command::DeletePrompt { id: prompt_id("launch"), seen, beside: Vec::new() });
    assert_eq!(in_set(&library, "s"), [""; 0]);
    // Someone had it open in their editor.
    assert_eq!(run(&mut library, BOB, &edit), Outcome::Revived);
    assert_eq!(in_set(&library, "s"), ["launch"]);
    assert_eq!(library.prompt(&prompt_id("launch")).unwrap().tags(), ["wanted"]);
}

#[test]
fn sets_are_put_in_order() {
    let mut library = team();
    for command in [set("a"), set("b"), set("c"), add(Kind::Block, "x", &json!({"name": "X", "text": "Y"}))] {
        run(&mut library, BOB, &command);
    }
    run(&mut library, BOB, &Command::MoveItem { kind: Kind::Set, id: id("c"), before: Some(id("a")) });
    run(&mut library, BOB, &Command::MoveItem { kind: Kind::Set, id: id("a"), before: None });
    assert_eq!(names(&library, Kind::Set), ["c", "b", "a"]);
    assert_eq!(names(&decode(&encode(&library)).unwrap(), Kind::Set), ["c", "b", "a"]);
}

// Comments

#[test]
fn everyone_comments_and_takes_back_what_they_said() {
    let mut library = team();
    let comment = |name: &str| add(Kind::Comment, name, &json!({"promptId": "launch", "text": "Good."}));
    run(&mut library, DAVE, &comment("of-dave"));
    run(&mut library, CAROL, &comment("of-carol"));
    let delete = |library: &Library, name: &str| sample::delete_item(library, Kind::Comment, &id(name));
    let change = |name: &str| Command::EditItem {
        kind: Kind::Comment,
        id: id(name),
        fields: fields(&json!({"text": "Better."})),
    };
    let of_carol = delete(&library, "of-carol");
    assert_eq!(apply(&mut library, &of_carol, &stamp(DAVE)), Err(Denied::OwnOnly.into()));
    assert_eq!(apply(&mut library, &change("of-carol"), &stamp(DAVE)), Err(Denied::OwnOnly.into()));
    run(&mut library, DAVE, &change("of-dave"));
    assert_eq!(library.item(Kind::Comment, &id("of-dave")).unwrap().text("text"), "Better.");
    let of_dave = delete(&library, "of-dave");
    run(&mut library, DAVE, &of_dave);
    run(&mut library, ALICE, &of_carol);
    assert_eq!(names(&library, Kind::Comment), Vec::<&str>::new());
    let stranger = apply(&mut library, &comment("c"), &stamp("mallory@z.z"));
    assert_eq!(stranger, Err(Denied::NotMember.into()));
}

// Projects and blocks

#[test]
fn entries_of_a_project_merge_one_by_one() {
    let mut start = team();
    let site = |site: &str| fields(&json!({ "addresses": [site] }));
    run(
        &mut start,
        BOB,
        &add(Kind::Project, "p", &json!({"name": "Launch", "addresses": ["https://a.example"]})),
    );
    let (mut ours, mut theirs) = (start.clone(), start);
    let edit = |fields| Command::EditItem { kind: Kind::Project, id: id("p"), fields };
    run(&mut ours, BOB, &edit(fields(&json!({"addresses": ["https://b.example", "https://a.example"]}))));
    elsewhere(&mut theirs, CAROL, &edit(site("https://c.example")));
    let joined = join(ours, theirs);
    let project = joined.item(Kind::Project, &id("p")).unwrap();
    assert_eq!(project.list("addresses").collect::<Vec<_>>(), ["https://b.example", "https://c.example"]);
}

#[test]
fn what_is_no_field_or_no_name_is_refused() {
    let mut library = team();
    let before = encode(&library);
    for content in [
        json!({"name": "P", "addresses": "https://a.example"}),
        json!({"name": "P", "id": "other"}),
        json!({"name": "P", "#rank": "a"}),
        json!({"name": 1}),
        json!({"name": " "}),
        json!({}),
    ] {
        let refused = apply(&mut library, &add(Kind::Project, "p", &content), &stamp(BOB));
        assert!(refused.is_err(), "{content}");
    }
    assert_eq!(encode(&library), before);
}

// Conversations

#[test]
fn a_conversation_says_so_in_its_file() {
    let mut library = team();
    let seen = library.prompt(&prompt_id("launch")).unwrap().draft().clone();
    let draft = Draft { turns: vec!["Shorter.".to_owned(), "Warmer.".to_owned()], ..seen.clone() };
    run(&mut library, BOB, &Command::EditPrompt { id: prompt_id("launch"), seen, draft });
    let file: Value = serde_json::from_slice(&encode(&library)).unwrap();
    let prompt = file["prompts"].as_array().unwrap().iter().find(|prompt| prompt["id"] == "launch").unwrap();
    assert_eq!(
        (&prompt["kind"], &prompt["turns"]),
        (&json!("conversation"), &json!(["Shorter.", "Warmer."]))
    );
    assert!(decode(&encode(&library)).unwrap().prompt(&prompt_id("launch")).unwrap().is_conversation());
}
