//! What holds of every library and every edit, tried on generated ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use std::collections::BTreeMap;

use prompt_commons::access::Role;
use prompt_commons::causal::conflict::{Subject, conflicts};
use prompt_commons::causal::{Replica, join};
use prompt_commons::command::{Command, Field, Outcome, Seen, Stamp, apply, preview};
use prompt_commons::compact::{self, Gathering, Head, Packed, Part};
use prompt_commons::filing::Filing;
use prompt_commons::format::{decode, encode, encode_plain, open, shown};
use prompt_commons::merge::{Merged, Rebased, merge, rebase, together};
use prompt_commons::model::{CategoryId, Draft, ItemId, Kind, Library};
use prompt_commons::search::{self, Found, Index, Query};
use prompt_commons::shelf::{Rows, Shelf};
use prompt_commons::stored::Stored;
use prompt_commons::sync::{Effect, Entry, Event, Keyed, Report, Start, Sync};
use prompt_commons_contract::sample::{self, email, prompt_id, stamp};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};
use similar::TextMerge;

// Generators

/// Everyone who may turn up, the last one never a member.
const PEOPLE: [&str; 6] = ["ann@x.y", "bob@x.y", "cat@x.y", "дан@x.y", "eve@x.y", "mallory@z.z"];

/// Text of few different lines, so that edits often meet in the same ones.
fn content() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(select(vec!["a\n", "b\n", "c\n", "\n", "a\r\n"]), 0..6);
    let end = select(vec!["", "a", "z"]);
    prop_oneof![4 => (lines, end).prop_map(|(lines, end)| lines.concat() + end), 1 => any::<String>()]
}

fn title() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(vec!["One", "Two", "Три ё"]).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

/// An id of a few, now and then one that nothing has.
fn id(letter: &'static str) -> impl Strategy<Value = String> {
    (0..6).prop_map(move |number| format!("{letter}{number}"))
}

fn draft() -> impl Strategy<Value = Draft> {
    let tags = subsequence(["A", "new", "old"].map(str::to_owned).to_vec(), 0..=3);
    let turns = prop::collection::vec(content(), 0..3);
    (title(), content(), prop::option::of(id("c")), tags, turns).prop_map(
        |(title, content, category, tags, turns)| Draft {
            title,
            content,
            category: category.and_then(|id| CategoryId::parse(&id)),
            tags,
            turns,
        },
    )
}

/// A value of a field that this version doesn't know.
fn unknown() -> impl Strategy<Value = Value> {
    let number = select(vec!["0", "-0", "1.0", "1e+400", "12345678901234567890123", "0.10", "-1.5e-7"]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number.prop_map(|text| serde_json::from_str(text).unwrap()),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("\\PC{0,4}", inner), 0..4).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// Fields that this version doesn't know; their names start with x.
fn rest() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec(("x[a-zё]{0,3}", unknown()), 0..3).prop_map(|fields| fields.into_iter().collect())
}

fn moment() -> impl Strategy<Value = Option<&'static str>> {
    select(vec![None, Some("2025-01-15T10:00:00Z"), Some("1999-12-31t23:59:59.123456+05:30")])
}

fn category() -> impl Strategy<Value = Value> {
    let color = select(vec![None, Some("blue"), Some("#00aaFF")]);
    (title(), color, rest()).prop_map(|(name, color, rest)| {
        let mut fields = object(json!({"name": name}));
        fields.extend(color.map(|color| ("color".to_owned(), json!(color))));
        fields.extend(rest);
        Value::from(fields)
    })
}

fn item() -> impl Strategy<Value = (Kind, Value)> {
    (select(Kind::ALL.to_vec()), title(), select(PEOPLE.to_vec()), moment(), rest()).prop_map(
        |(kind, name, author, at, rest)| {
            let mut fields = object(json!({"createdBy": author, "createdAt": at}));
            for field in kind.required() {
                fields.insert((*field).to_owned(), json!(name));
            }
            for field in kind.lists() {
                fields.insert((*field).to_owned(), json!(["b", name, "a"]));
            }
            fields.extend(rest);
            (kind, Value::from(fields))
        },
    )
}

fn prompt() -> impl Strategy<Value = (Value, usize)> {
    let extra = (
        prop::collection::vec(title(), 0..3),
        prop::collection::vec(content(), 0..3),
        select(vec![None, Some("conversation"), Some("image")]),
        prop::collection::btree_map("i[0-2]", "[a-z0-9]{0,3}", 0..3),
    );
    (title(), content(), any::<usize>(), select(PEOPLE.to_vec()), moment(), rest(), extra).prop_map(
        |(title, content, category, author, at, rest, (tags, turns, kind, sets))| {
            let mut fields = object(json!({
                "title": title, "content": content, "createdBy": author,
                "tags": tags, "turns": turns, "kind": kind, "sets": sets,
            }));
            fields.extend(at.map(|at| ("createdAt".to_owned(), json!(at))));
            fields.extend(rest);
            (Value::from(fields), category)
        },
    )
}

/// A library's file in any order of its parts' making; always valid.
fn library() -> impl Strategy<Value = Library> {
    let members = (subsequence(PEOPLE[..5].to_vec(), 1..=5), any::<u8>(), rest());
    let categories = prop::collection::vec(category(), 0..4);
    let prompts = prop::collection::vec(prompt(), 0..5);
    let items = prop::collection::vec(item(), 0..5);
    (members, categories, prompts, items, title(), moment(), rest()).prop_map(
        |((people, roles, others), mut categories, prompts, items, name, at, rest)| {
            let of_role = |bit: u8| -> Vec<&str> {
                let rest = people.iter().enumerate().skip(1);
                rest.filter(|(index, _)| roles >> index & 1 == bit).map(|(_, who)| *who).collect()
            };
            let mut members =
                object(json!({"owner": people[0], "editors": of_role(0), "viewers": of_role(1)}));
            members.extend(others);
            for (index, category) in categories.iter_mut().enumerate() {
                category["id"] = json!(format!("c{index}"));
            }
            let count = categories.len();
            let file = |(index, (mut prompt, category)): (usize, (Value, usize))| {
                prompt["id"] = json!(format!("p{index}"));
                // One more than there are: none.
                if category % (count + 1) < count {
                    prompt["categoryId"] = json!(format!("c{}", category % (count + 1)));
                }
                prompt
            };
            let prompts: Vec<Value> = prompts.into_iter().enumerate().map(file).collect();
            let mut fields = object(json!({
                "version": "1.0", "teamId": "t", "name": name, "createdAt": at,
                "members": members, "categories": categories, "prompts": prompts,
            }));
            fields.extend(rest);
            for (index, (kind, mut item)) in items.into_iter().enumerate() {
                item["id"] = json!(format!("i{index}"));
                let list = fields.entry(kind.list()).or_insert_with(|| json!([]));
                list.as_array_mut().unwrap().push(item);
            }
            decode(&serde_json::to_vec(&fields).unwrap()).unwrap()
        },
    )
}

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(fields) = value else { panic!("no object: {value}") };
    fields
}

fn kind() -> impl Strategy<Value = Kind> {
    select(Kind::ALL.to_vec())
}

fn set() -> impl Strategy<Value = ItemId> {
    id("i").prop_map(|id| ItemId::parse(&id).unwrap())
}

/// Fields that an item has or hasn't, with values that fit or don't.
fn fields() -> impl Strategy<Value = Vec<Field>> {
    let name = select(vec!["name", "text", "promptId", "color", "addresses", "sets", "id", "x"]);
    let value = select(vec![json!("One"), json!(""), json!(["b", "a"]), Value::Null, json!(1)]);
    let field = (name, value).prop_map(|(name, value)| Field { name: name.to_owned(), value });
    let whole = ["name", "text", "promptId"].map(|name| Field { name: name.to_owned(), value: json!("p1") });
    prop::collection::vec(field, 0..3).prop_map(move |more| whole.iter().cloned().chain(more).collect())
}

fn command() -> impl Strategy<Value = Command> {
    let who = || select(PEOPLE.to_vec()).prop_map(|who| email(&who.to_uppercase()));
    prop_oneof![
        2 => (id("p"), draft()).prop_map(|(id, draft)| Command::add(prompt_id(&id), draft)),
        4 => (id("p"), draft(), draft())
            .prop_map(|(id, seen, draft)| Command::EditPrompt { id: prompt_id(&id), seen, draft }),
        2 => (id("p"), draft()).prop_map(|(id, seen)| Command::DeletePrompt { id: prompt_id(&id), seen, beside: Vec::new() }),
        1 => (id("c"), title()).prop_map(|(id, name)| Command::AddCategory {
            id: CategoryId::parse(&id).unwrap(),
            name,
            color: None, icon: None
        }),
        2 => (who(), select(Role::ALL.to_vec())).prop_map(|(email, role)| Command::SetMember { email, role }),
        1 => who().prop_map(|email| Command::RemoveMember { email }),
        1 => title().prop_map(|name| Command::RenameLibrary { name }),
        1 => (title(), title()).prop_map(|(from, to)| Command::RenameTag { from, to }),
        2 => (kind(), set(), fields()).prop_map(|(kind, id, fields)| Command::AddItem { kind, id, fields }),
        2 => (kind(), set(), fields()).prop_map(|(kind, id, fields)| Command::EditItem { kind, id, fields }),
        1 => (kind(), set()).prop_map(|(kind, id)| Command::DeleteItem { kind, id, seen: Seen::default() }),
        1 => (kind(), set(), prop::option::of(set()))
            .prop_map(|(kind, id, before)| Command::MoveItem { kind, id, before }),
        2 => (set(), id("p"), prop::option::of(id("p"))).prop_map(|(set, prompt, before)| Command::PutInSet {
            set,
            prompt: prompt_id(&prompt),
            before: before.map(|id| prompt_id(&id)),
        }),
        1 => (set(), id("p")).prop_map(|(set, prompt)| Command::TakeFromSet { set, prompt: prompt_id(&prompt) }),
    ]
}

/// Who gives which command, and whether they had looked at the prompt just before.
fn deed() -> impl Strategy<Value = (&'static str, Command, bool)> {
    (select(PEOPLE.to_vec()), command(), any::<bool>())
}

/// Puts what the library shows into a command of someone who has just looked.
fn looked(library: &Library, mut command: Command, just_now: bool) -> Command {
    if let Command::EditPrompt { id, seen, .. } | Command::DeletePrompt { id, seen, .. } = &mut command
        && let Some(prompt) = library.prompt(id).filter(|_| just_now)
    {
        *seen = prompt.draft().clone();
    }
    if let Command::DeleteItem { kind, id, seen } = &mut command
        && let Some(item) = library.item(*kind, id).filter(|_| just_now)
    {
        *seen = Seen::item(library, item);
    }
    command
}

/// Returns the edits of someone who does `deeds` one after the other, and what they see then.
fn journalled(library: &Library, who: &str, deeds: Vec<Command>) -> (Vec<Keyed>, Library) {
    let (mut local, mut outbox) = (library.clone(), Vec::new());
    for (number, command) in (0..).zip(deeds) {
        let entry =
            Entry { command: looked(&local, command, true), stamp: Stamp { nonce: number, ..stamp(who) } };
        if !matches!(
            entry.apply(&mut local, Replica::random(1)),
            Err(_) | Ok(Outcome::Nothing | Outcome::Spared)
        ) {
            outbox.push((number.to_string(), entry));
        }
    }
    (outbox, local)
}

fn value(library: &Library) -> Value {
    serde_json::from_slice(&encode(library)).unwrap()
}

/// Returns the unknown fields of everything in a library but its prompts, and those of each prompt.
fn unknowns(library: &Library) -> (Vec<String>, BTreeMap<String, String>) {
    let file = value(library);
    let of = |part: &Value| -> String {
        let fields: Map<String, Value> = object(part.clone());
        serde_json::to_string(
            // An edit brings them into the order of their names.
            &fields.into_iter().filter(|(name, _)| name.starts_with('x')).collect::<BTreeMap<_, _>>(),
        )
        .unwrap()
    };
    let list = |name: &str| file[name].as_array().unwrap().iter().collect::<Vec<_>>();
    let fixed = [&file, &file["members"]].into_iter().chain(list("categories")).map(of).collect();
    let prompts = list("prompts").into_iter().map(|prompt| (prompt["id"].to_string(), of(prompt))).collect();
    (fixed, prompts)
}

/// Starts a sync of a device that has `library` as its file held it, and edits on the way.
fn start(library: &Library, outbox: &[Keyed]) -> Start {
    Start {
        library: library.clone(),
        bytes: encode(library),
        file: "team-prompts.json".to_owned(),
        outbox: outbox.to_vec(),
        seen: library.causality().clock().clone(),
        copies: Vec::new(),
        email: outbox.last().map_or(library.members().owner(), |(_, entry)| &entry.stamp.actor).clone(),
        replica: Replica::random(1),
        fresh: Replica::random(2),
        allowed: None,
        reclaim: None,
        recreate: false,
        today: "2026-01-02".to_owned(),
    }
}

/// Runs a sync on a file that nobody else touches, and once more with what the brake held; returns what the file holds then
/// and what the run came to.
fn sync(file: &[u8], start: Start) -> (Vec<u8>, Report) {
    let again = start.clone();
    let mut file = file.to_vec();
    let (mut run, mut effect) = Sync::start(start);
    let mut kept = None;
    loop {
        let event = match effect {
            Effect::List => Event::Listed(Ok(vec!["team-prompts.json".to_owned()])),
            Effect::Read(_) => Event::Read(Ok(Some(file.clone()))),
            Effect::Write { bytes, .. } => {
                file = bytes;
                Event::Written(Ok(()))
            }
            Effect::Remove { .. } => Event::Removed(Ok(())),
            Effect::Wait { .. } => Event::Waited,
            Effect::Keep(report) => {
                kept = Some(*report);
                Event::Kept
            }
            Effect::Done => {
                let report: Report = kept.unwrap();
                return match report.brake.clone() {
                    Some(shown) => sync(&file, Start { allowed: Some(shown), ..again }),
                    None => (file, report),
                };
            }
        };
        effect = run.step(event);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    // The file

    #[test]
    fn reading_what_was_written_gives_the_same(library in library()) {
        let bytes = encode(&library);
        let read = decode(&bytes);
        prop_assert_eq!(read.as_ref(), Ok(&library));
        prop_assert_eq!(encode(&read.unwrap()), bytes, "also in what equality overlooks");
    }

    #[test]
    fn what_is_shown_is_what_was_read(library in library(), deeds in prop::collection::vec(deed(), 0..6)) {
        let mut library = library;
        for (who, command, just_now) in deeds {
            let command = looked(&library, command, just_now);
            let _ = apply(&mut library, &command, &stamp(who));
        }
        prop_assert_eq!(encode_plain(&shown(&encode(&library)).unwrap()), encode_plain(&library));
    }

    #[test]
    fn what_surfaces_read_is_what_the_file_says(library in library(), at in any::<prop::sample::Index>()) {
        let packed = Packed::of(&library);
        let mut file = value(&library);
        // Fields that nobody knows are shown of categories and items only.
        let known = |file: &mut Value| {
            // A kind of prompt that nobody knows is such a field, too.
            let known = |part: &mut Value| part.as_object_mut().unwrap().retain(|name, _| !name.starts_with('x') && name != "kind");
            known(file);
            known(&mut file["members"]);
            file["prompts"].as_array_mut().unwrap().iter_mut().for_each(known);
        };
        let read = packed.library().unwrap();
        let mut shown = serde_json::from_slice(&encode_plain(&read)).unwrap();
        known(&mut file);
        known(&mut shown);
        prop_assert_eq!(shown, file);
        prop_assert_eq!(Packed::of(&read), packed.clone());
        for prompt in library.prompts() {
            let piece = &packed.pieces[&compact::piece(prompt.id().as_str(), 1)];
            let Draft { content, turns, .. } = prompt.draft();
            let texts: Vec<String> = std::iter::once(content).chain(turns).cloned().collect();
            prop_assert_eq!(compact::texts(piece, prompt.id().as_str()), Some(texts));
        }
        // A part of it is none of it, and so is one with a piece of another.
        let mut texts = Vec::from_iter(&packed.pieces);
        let head = (String::new(), packed.head.clone());
        texts.push((&head.0, &head.1));
        let (name, text) = texts[at.index(texts.len())];
        let at = (0..at.index(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let mut part = packed.clone();
        *part.pieces.get_mut(name).unwrap_or(&mut part.head) = text[..at].to_owned();
        prop_assert_eq!(part.library(), None);
    }

    #[test]
    fn one_prompt_is_packed_as_all_are(library in library(), deeds in prop::collection::vec(deed(), 1..8)) {
        let mut library = Packed::of(&library).library().unwrap();
        let shelf = |library: &Library, searched| Rows::of(Shelf::of(library, searched, false, None));
        for (who, command, just_now) in deeds {
            let command = looked(&library, command, just_now);
            let packed = Packed::of(&library);
            let mut rows = shelf(&library, packed.searched);
            let mut head = Head::read(&packed.head).unwrap();
            if let Some(Subject::Prompt { id }) = command.about() {
                for name in head.holding(&[id.as_str()]) {
                    if let Some(piece) = packed.pieces.get(&name) {
                        head.take(&name, piece).unwrap();
                    }
                }
            }
            let prints = head.prints(&packed.prints).unwrap();
            let part = Part::new(head, prints);
            let mut few = part.library();
            let done = preview(&mut few, &command, &stamp(who));
            let is_in_sets = library.prompts().iter().any(|prompt| prompt.sets().next().is_some());
            let all_done = preview(&mut library, &command, &stamp(who));
            let changes_one = matches!(
                command,
                Command::AddPrompt { .. } | Command::EditPrompt { .. } | Command::DeletePrompt { .. }
            );
            if !changes_one || done != Ok(Outcome::Done) {
                continue;
            }
            let Some(repacked) = part.repacked(&few) else { continue };
            let packed = Packed::of(&library);
            prop_assert_eq!(all_done, done);
            prop_assert_eq!((&repacked.head, &repacked.prints), (&packed.head, &packed.prints));
            prop_assert_eq!(repacked.searched, packed.searched);
            prop_assert_eq!(repacked.piece.as_ref(), packed.pieces.get(&repacked.name));
            let text = rows.holding(&repacked.difference).and_then(|part| rows.part(part)).map(str::to_owned);
            let changed = rows.change(&repacked.difference, text.as_deref(), &few, repacked.searched);
            if changed.is_some() && !is_in_sets {
                prop_assert_eq!(rows, shelf(&library, packed.searched));
            }
        }
    }

    #[test]
    fn what_was_read_before_need_not_be_read_again(
        library in library(),
        deeds in prop::collection::vec(deed(), 0..6),
        step in 1..4_usize,
    ) {
        let packed = Packed::of(&library);
        let mut known = Head::read(&packed.head).unwrap();
        for (name, piece) in &packed.pieces {
            known.take(name, piece).unwrap();
        }
        let mut known = Gathering::of(known).unwrap();
        while known.step(step).unwrap() {}
        let (_, _, known) = known.done();
        let mut library = library;
        for (who, command, just_now) in deeds {
            let command = looked(&library, command, just_now);
            let _ = apply(&mut library, &command, &stamp(who));
        }
        let packed = Packed::of(&library);
        let mut head = Head::read(&packed.head).unwrap();
        head.take_known(&known);
        let is_missing = |name: &str, missing: &[String]| missing.iter().any(|group| name.starts_with(group.as_str()));
        let missing = head.missing();
        for (name, piece) in packed.pieces.iter().filter(|(name, _)| is_missing(name, &missing)) {
            head.take(name, piece).unwrap();
        }
        let mut read = Gathering::of(head).unwrap();
        while read.step(step).unwrap() {}
        let (read, filing, _) = read.done();
        prop_assert_eq!(&filing, &Filing::of(&read));
        prop_assert_eq!(Some(read), packed.library());
    }

    #[test]
    fn writing_is_deterministic(library in library()) {
        prop_assert_eq!(encode(&library), encode(&library.clone()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn a_spoilt_file_is_read_or_refused(
        library in library(),
        spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        let mut bytes = encode(&library);
        for (at, byte, how) in spots {
            // What is cut to one byte, and loses that too, has no spot left to spoil.
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok(read) = decode(&bytes) {
            prop_assert_eq!(decode(&encode(&read)), Ok(read), "what is read can be written and read again");
        }
    }

    #[test]
    fn a_part_of_a_file_is_never_taken_for_a_library(library in library(), at in any::<prop::sample::Index>()) {
        let bytes = encode(&library);
        // Without its last line end it is whole.
        let refusal = decode(&bytes[..at.index(bytes.len() - 2)]);
        prop_assert!(refusal.is_err_and(|refusal| refusal.may_pass()));
    }

    // Commands

    #[test]
    fn twice_is_once(library in library(), (who, command, just_now) in deed()) {
        let command = looked(&library, command, just_now);
        let mut once = library;
        let first = apply(&mut once, &command, &stamp(who));
        let mut twice = once.clone();
        let second = apply(&mut twice, &command, &stamp(who));
        prop_assert_eq!(encode(&twice), encode(&once), "{:?}, then {:?}", first, second);
        if first.is_ok() {
            prop_assert!(matches!(second, Ok(Outcome::Nothing | Outcome::Spared)), "{:?}, then {:?}", first, second);
        } else {
            prop_assert_eq!(second, first);
        }
    }

    #[test]
    fn a_preview_shows_what_applying_makes(library in library(), (who, command, just_now) in deed()) {
        let library = open(&encode(&library)).unwrap();
        let command = looked(&library, command, just_now);
        let (mut applied, mut previewed) = (library.clone(), shown(&encode(&library)).unwrap());
        let done = apply(&mut applied, &command, &stamp(who));
        prop_assert_eq!(preview(&mut previewed, &command, &stamp(who)), done);
        // As values: an edit sorts the fields that nobody knows.
        let plain = |library| serde_json::from_slice::<Value>(&encode_plain(library)).unwrap();
        prop_assert_eq!(plain(&previewed), plain(&applied));
    }

    #[test]
    fn an_outbox_that_arrived_is_not_written_again(
        library in library(),
        who in select(PEOPLE[..5].to_vec()),
        deeds in prop::collection::vec(command(), 0..6),
    ) {
        let plain = encode(&library);
        let library = open(&plain).unwrap();
        let outbox = journalled(&library, who, deeds).0;
        let (once, mut first) = sync(&plain, start(&library, &outbox));
        // What was written was read back.
        if let Some(bytes) = first.bytes.take() {
            prop_assert_eq!(&bytes, &once);
        }
        // As after a crash between the write and the report.
        let (twice, second) = sync(&once, start(&library, &outbox));
        prop_assert_eq!(String::from_utf8(twice), String::from_utf8(once.clone()));
        prop_assert_eq!(&second, &first);
        // And as after none.
        let kept = Start { seen: first.seen, ..start(&first.library.unwrap(), &[]) };
        prop_assert_eq!(sync(&once, kept).0, once);
    }

    #[test]
    fn a_file_holds_what_its_only_writer_sees(
        library in library(),
        who in select(PEOPLE[..5].to_vec()),
        deeds in prop::collection::vec(command(), 0..6),
        plain in any::<bool>(),
    ) {
        let mut bytes = encode(&library);
        let mut library = open(&bytes).unwrap();
        if !plain {
            let owner = library.members().owner().clone();
            let first = Command::add(prompt_id("first"), sample::draft("First", ""));
            apply(&mut library, &first, &stamp(owner.as_str())).unwrap();
            bytes = encode(&library);
            library = open(&bytes).unwrap();
        }
        let (outbox, seen) = journalled(&library, who, deeds);
        let (file, report) = sync(&bytes, start(&library, &outbox));
        prop_assert_eq!(report.settled.len(), outbox.len());
        let (file, seen) = (open(&file).unwrap(), seen);
        let ids = |library: &Library| library.prompts().iter().map(|prompt| prompt.id().clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&file), ids(&seen));
        for (file, seen) in file.prompts().iter().zip(seen.prompts()) {
            prop_assert_eq!((file.id(), file.draft()), (seen.id(), seen.draft()));
        }
        prop_assert_eq!(file.name(), seen.name());
        prop_assert_eq!(file.members(), seen.members());
        prop_assert_eq!(conflicts(&file), vec![]);
    }

    #[test]
    fn a_refusal_changes_nothing(library in library(), (who, command, just_now) in deed()) {
        let command = looked(&library, command, just_now);
        let mut after = library.clone();
        let result = apply(&mut after, &command, &stamp(who));
        if !matches!(result, Ok(Outcome::Done | Outcome::KeptBoth { .. } | Outcome::Revived)) {
            prop_assert_eq!(encode(&after), encode(&library), "{:?}", result);
        }
    }

    #[test]
    fn roles_hold(library in library(), (who, command, just_now) in deed()) {
        // As a device has it: each thing has its place.
        let library = open(&encode(&library)).unwrap();
        let role = library.members().role(&email(who));
        let command = looked(&library, command, just_now);
        let mut after = library.clone();
        let _ = apply(&mut after, &command, &stamp(who));
        if role == Some(Role::Viewer) {
            // Words of their own are all that they may add, change or take away.
            let others = |library: &Library| {
                let mut value: Value = serde_json::from_slice(&encode_plain(library)).unwrap();
                for part in ["lastModified", "lastModifiedBy"] {
                    value[part] = Value::Null;
                }
                if let Some(comments) = value["comments"].as_array_mut() {
                    comments.retain(|comment| comment["createdBy"] != email(who).as_str());
                }
                if value["comments"].as_array().is_none_or(Vec::is_empty) {
                    value["comments"] = Value::Null;
                }
                value
            };
            prop_assert_eq!(others(&after), others(&library));
        } else if role.is_none() {
            prop_assert_eq!(encode(&after), encode(&library));
        }
        if role != Some(Role::Owner) {
            prop_assert_eq!(after.members(), library.members());
            prop_assert_eq!(after.categories(), library.categories());
            prop_assert_eq!(after.name(), library.name());
            for prompt in library.prompts() {
                let own = prompt.created_by() == Some(&email(who));
                prop_assert!(own || after.prompt(prompt.id()).is_some(), "an editor deleted another's prompt");
            }
        }
    }

    #[test]
    fn no_sequence_breaks_a_library(library in library(), deeds in prop::collection::vec(deed(), 0..12)) {
        let mut after = library.clone();
        let (fixed, mut prompts) = unknowns(&library);
        for (who, command, just_now) in deeds {
            let command = looked(&after, command, just_now);
            let _ = apply(&mut after, &command, &stamp(who));
            // A prompt that was deleted may come back by an edit, then as a new one.
            let (_, now) = unknowns(&after);
            prompts.retain(|id, _| now.contains_key(id));
            for (id, fields) in &prompts {
                prop_assert_eq!(&now[id], fields, "{}", id);
            }
        }
        let (now_fixed, _) = unknowns(&after);
        prop_assert_eq!(&now_fixed[..fixed.len()], &fixed[..], "unknown fields stay");

        let owners = after.members().iter().filter(|(_, role)| *role == Role::Owner);
        prop_assert_eq!(owners.count(), 1);
        prop_assert_eq!(after.members().owner(), library.members().owner());
        // Reading checks ids, members and categories.
        prop_assert_eq!(decode(&encode(&after)), Ok(after));
    }

    #[test]
    fn a_state_is_the_same_after_its_file(
        library in library(),
        ours in prop::collection::vec(command(), 0..6),
        theirs in prop::collection::vec(command(), 0..6),
    ) {
        let library = open(&encode(&library)).unwrap();
        let who = library.members().owner().to_string();
        let [ours, theirs] = [(1, ours), (2, theirs)].map(|(replica, deeds)| {
            let mut library = library.clone();
            for command in deeds {
                let command = looked(&library, command, true);
                let _ = apply(&mut library, &command, &Stamp { replica: Replica::random(replica), ..stamp(&who) });
            }
            library
        });
        let both = join(ours.clone(), theirs.clone());
        prop_assert_eq!(encode(&join(theirs.clone(), ours.clone())), encode(&both));
        for library in [ours, theirs, both] {
            prop_assert_eq!(decode(&encode(&library)), Ok(library));
        }
    }

    #[test]
    fn no_edit_is_dropped(library in library(), command in command()) {
        let mut after = library;
        let who = after.members().owner().clone();
        if let Command::EditPrompt { draft, seen, .. } = &command
            && let Ok(outcome) = apply(&mut after, &command, &stamp(who.as_str()))
            && outcome != Outcome::Nothing
        {
            // Each line that the author put in is somewhere in the library.
            let all: Vec<&str> = after.prompts().iter().flat_map(|prompt| prompt.content().lines()).collect();
            for line in draft.content.lines().filter(|line| !seen.content.lines().any(|old| old == *line)) {
                prop_assert!(all.contains(&line), "{:?} is lost: {:?}", line, outcome);
            }
        }
    }

    // Merging

    #[test]
    fn whoever_goes_on_writing_loses_no_word(seen in draft(), mine in draft(), theirs in draft()) {
        let rebased = rebase(&seen, &mine, &theirs);
        if let Merged::Clean(draft) = merge(&seen, &mine, &theirs) {
            prop_assert_eq!(rebased, Rebased { draft, is_twofold: false, kept: Vec::new() });
        } else {
            // What was written by either is all there.
            let known: Vec<&str> = seen.content.split_whitespace().collect();
            let written = [&mine, &theirs].into_iter().flat_map(|draft| draft.content.split_whitespace());
            for word in written.filter(|word| !known.contains(word)) {
                prop_assert!(rebased.draft.content.contains(word), "{:?} lacks {word:?}", rebased.draft.content);
            }
        }
    }

    #[test]
    fn one_text_has_the_lines_of_both(one in content(), other in content()) {
        let all = together(&one, &other);
        for line in one.lines().chain(other.lines()) {
            prop_assert!(all.lines().any(|kept| kept == line), "{all:?} lacks {line:?}");
        }
        prop_assert_eq!(together(&one, &one), one);
    }

    #[test]
    fn merging_with_what_was_seen_is_the_other(seen in draft(), other in draft()) {
        prop_assert_eq!(merge(&seen, &seen, &other), Merged::Clean(other.clone()));
        prop_assert_eq!(merge(&seen, &other, &seen), Merged::Clean(other.clone()));
        prop_assert_eq!(merge(&seen, &other, &other), Merged::Clean(other));
    }

    #[test]
    fn merging_is_symmetric(seen in draft(), mine in draft(), theirs in draft()) {
        prop_assert_eq!(merge(&seen, &mine, &theirs), merge(&seen, &theirs, &mine));
    }

    #[test]
    fn merging_again_is_the_same(seen in draft(), mine in draft(), theirs in draft()) {
        if let Merged::Clean(both) = merge(&seen, &mine, &theirs) {
            prop_assert_eq!(merge(&seen, &mine, &both), Merged::Clean(both.clone()), "mine again");
            prop_assert_eq!(merge(&seen, &theirs, &both), Merged::Clean(both.clone()), "theirs again");
        }
    }

    // Searching

    #[test]
    fn marks_stand_on_letters_in_order_and_apart(text in any::<String>(), query in "\\PC{0,8}") {
        let mut end = 0;
        for range in Found::new(&Query::parse(&query), Vec::new(), Vec::new()).marks(&text) {
            prop_assert!(range.start >= end && !range.is_empty());
            prop_assert!(text.get(range.clone()).is_some());
            end = range.end;
        }
    }

    #[test]
    fn marks_find_what_was_typed_in_any_case(before in "[ёЁ🙂 aß]{0,5}", word in "[a-zа-яё🙂]{1,6}") {
        let text = format!("{before}|{}", word.to_uppercase());
        let marks = Found::new(&Query::parse(&word), Vec::new(), Vec::new()).marks(&text);
        prop_assert!(marks.last().is_some_and(|last| last.end == text.len()), "{:?} in {:?}", marks, text);
    }

    #[test]
    fn search_finds_each_prompt_by_its_own_title(library in library()) {
        let mut index = Index::of(&search::fields(&library));
        for (place, prompt) in (0..).zip(library.prompts()) {
            let found = index.search(&Query::parse(prompt.title()), &[]);
            prop_assert!(found.places.contains(&place), "{:?}", prompt.title());
        }
    }

    #[test]
    fn an_entry_is_kept_as_it_is((who, command, _) in deed()) {
        let entry = Entry { command, stamp: stamp(who) };
        prop_assert_eq!(Entry::from_text(&entry.to_text()), Some(entry));
    }

    #[test]
    fn lines_merge_as_diff3_merges_them(seen in content(), mine in content(), theirs in content()) {
        let diff3 = |mine: &str, theirs: &str| {
            let merge = TextMerge::from_lines(seen.as_str(), mine, theirs);
            (!merge.is_conflicted()).then(|| merge.to_string())
        };
        let of = |content: &str| Draft { content: content.to_owned(), ..Draft::default() };
        if let Merged::Clean(draft) = merge(&of(&seen), &of(&mine), &of(&theirs)) {
            prop_assert_eq!(Some(draft.content), diff3(&mine, &theirs));
        } else if let Some(both) = diff3(&mine, &theirs) {
            let settled = |edit: &str| diff3(edit, &both).is_some_and(|again| again == both);
            prop_assert!(!(settled(&mine) && settled(&theirs)), "{:?} would do", both);
        }
    }
}

/// Every text of up to three lines, each one of two letters.
fn small_texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    for length in 1..=3_u32 {
        for bits in 0..1 << length {
            texts.push((0..length).map(|line| if bits >> line & 1 == 0 { "a\n" } else { "b\n" }).collect());
        }
    }
    texts
}

#[test]
fn merging_keeps_its_laws_on_every_small_text() {
    let texts = small_texts();
    for seen in &texts {
        for mine in &texts {
            for theirs in &texts {
                let [seen, mine, theirs] = [seen, mine, theirs].map(|text| sample::draft("T", text));
                let merged = merge(&seen, &mine, &theirs);
                assert_eq!(merged, merge(&seen, &theirs, &mine), "{seen:?} {mine:?} {theirs:?}");
                if let Merged::Clean(both) = &merged {
                    assert_eq!(merge(&seen, &mine, both), merged, "{seen:?} {mine:?} {theirs:?}");
                }
            }
        }
    }
}
