//! What holds of joining states, tried on copies of a library that were edited apart and joined in any order.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use prompt_commons::access::Role;
use prompt_commons::causal::conflict::conflicts;
use prompt_commons::causal::{Replica, join};
use prompt_commons::command::{Command, Field, Stamp, apply};
use prompt_commons::format::{decode, encode, open};
use prompt_commons::model::{CategoryId, Draft, ItemId, Kind, Library, Timestamp};
use prompt_commons_contract::sample::{self, email, prompt_id, stamp};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

/// Devices that edit.
const COPIES: usize = 3;

/// What their clocks say.
const DAYS: [&str; COPIES] = ["2026-03-01T12:00:00Z", "2026-03-03T12:00:00Z", "2026-03-02T12:00:00Z"];

/// One thing that happens in a team.
#[derive(Clone, Debug)]
enum Step {
    /// A device edits its copy.
    Edit(usize, Edit),
    /// A device joins another one's copy.
    Meet(usize, usize),
}

#[derive(Clone, Debug)]
enum Edit {
    Add(u8, String),
    Content(u8, String),
    Title(u8, &'static str),
    File(u8, Option<u8>),
    Delete(u8),
    Category(u8, &'static str),
    Rename(&'static str),
    Member(&'static str, Option<Role>),
    Tag(u8, &'static str, bool),
    Turns(u8, u8),
    Item(Kind, u8, &'static str),
    Drop(Kind, u8),
    Order(Kind, u8, u8),
    Put(u8, u8, u8),
    Take(u8, u8),
    Decide(u8, u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let lines = || {
        prop::collection::vec(select(vec!["a\n", "b\n", "c\n", "d\n"]), 0..5).prop_map(|lines| lines.concat())
    };
    let people = || select(vec!["bob@company.com", "eve@x.y", "dave@company.com"]);
    prop_oneof![
        2 => (0..4_u8, lines()).prop_map(|(id, text)| Edit::Add(id, text)),
        4 => (any::<u8>(), lines()).prop_map(|(at, text)| Edit::Content(at, text)),
        2 => (any::<u8>(), select(vec!["One", "Two", "Three"])).prop_map(|(at, title)| Edit::Title(at, title)),
        2 => (any::<u8>(), prop::option::of(0..4_u8)).prop_map(|(at, to)| Edit::File(at, to)),
        2 => any::<u8>().prop_map(Edit::Delete),
        2 => (0..4_u8, select(vec!["Work", "Play"])).prop_map(|(id, name)| Edit::Category(id, name)),
        1 => select(vec!["Ours", "Theirs"]).prop_map(Edit::Rename),
        1 => (people(), prop::option::of(select(vec![Role::Editor, Role::Viewer])))
            .prop_map(|(who, role)| Edit::Member(who, role)),
        2 => (any::<u8>(), select(vec!["new", "old", "x/y"]), any::<bool>())
            .prop_map(|(at, tag, there)| Edit::Tag(at, tag, there)),
        1 => (any::<u8>(), 0..3_u8).prop_map(|(at, count)| Edit::Turns(at, count)),
        3 => (kind(), 0..3_u8, select(vec!["A", "B"])).prop_map(|(kind, id, name)| Edit::Item(kind, id, name)),
        1 => (kind(), 0..3_u8).prop_map(|(kind, id)| Edit::Drop(kind, id)),
        1 => (kind(), 0..3_u8, 0..3_u8).prop_map(|(kind, id, before)| Edit::Order(kind, id, before)),
        2 => (0..3_u8, any::<u8>(), any::<u8>()).prop_map(|(set, at, before)| Edit::Put(set, at, before)),
        1 => (0..3_u8, any::<u8>()).prop_map(|(set, at)| Edit::Take(set, at)),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(at, value)| Edit::Decide(at, value)),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    select(Kind::ALL.to_vec())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0..COPIES, edit()).prop_map(|(copy, edit)| Step::Edit(copy, edit)),
        2 => (0..COPIES, 0..COPIES).prop_map(|(copy, other)| Step::Meet(copy, other)),
    ];
    prop::collection::vec(step, 1..16)
}

fn item(id: u8) -> ItemId {
    ItemId::parse(&format!("i{id}")).unwrap()
}

fn command(library: &Library, edit: &Edit) -> Option<Command> {
    let pick = |at: u8| {
        let prompts = library.prompts();
        prompts.get(usize::from(at) % prompts.len().max(1))
    };
    let change = |at: u8, change: &dyn Fn(&mut Draft)| {
        let prompt = pick(at)?;
        let mut draft = prompt.draft().clone();
        change(&mut draft);
        Some(Command::EditPrompt { id: prompt.id().clone(), seen: prompt.draft().clone(), draft })
    };
    match edit {
        Edit::Add(id, text) => Some(Command::add(
            prompt_id(&format!("p{id}")),
            Draft { title: "New".to_owned(), content: text.clone(), ..Draft::default() },
        )),
        Edit::Content(at, text) => change(*at, &|draft| draft.content.clone_from(text)),
        Edit::Title(at, title) => change(*at, &|draft| (*title).clone_into(&mut draft.title)),
        Edit::File(at, to) => {
            let to = to.and_then(|to| {
                library.categories().get(usize::from(to)).map(|category| category.id().clone())
            });
            change(*at, &|draft| draft.category.clone_from(&to))
        }
        Edit::Delete(at) => {
            let prompt = pick(*at)?;
            Some(Command::DeletePrompt {
                id: prompt.id().clone(),
                seen: prompt.draft().clone(),
                beside: Vec::new(),
            })
        }
        Edit::Category(id, name) => {
            let (id, name) = (CategoryId::parse(&format!("c{id}"))?, (*name).to_owned());
            Some(match library.category(&id) {
                Some(_) => sample::edit_category(id.as_str(), &[("name", name.as_str())]),
                None => Command::AddCategory { id, name, color: None, icon: None },
            })
        }
        Edit::Rename(name) => Some(Command::RenameLibrary { name: (*name).to_owned() }),
        Edit::Tag(at, tag, there) => change(*at, &|draft| {
            draft.tags.retain(|other| other != tag);
            draft.tags.extend(there.then(|| (*tag).to_owned()));
        }),
        Edit::Turns(at, count) => change(*at, &|draft| {
            draft.turns = (0..*count).map(|turn| format!("Turn {turn}")).collect();
        }),
        Edit::Item(kind, id, name) => {
            let id = item(*id);
            let fields =
                kind.required().iter().map(|field| Field { name: (*field).to_owned(), value: json!(name) });
            let lists =
                kind.lists().iter().map(|list| Field { name: (*list).to_owned(), value: json!([name]) });
            let fields = fields.chain(lists).collect();
            Some(match library.item(*kind, &id) {
                Some(_) => Command::EditItem { kind: *kind, id, fields },
                None => Command::AddItem { kind: *kind, id, fields },
            })
        }
        Edit::Drop(kind, id) => Some(sample::delete_item(library, *kind, &item(*id))),
        Edit::Order(kind, id, before) => {
            Some(Command::MoveItem { kind: *kind, id: item(*id), before: Some(item(*before)) })
        }
        Edit::Put(set, at, before) => Some(Command::PutInSet {
            set: item(*set),
            prompt: pick(*at)?.id().clone(),
            before: pick(*before).map(|prompt| prompt.id().clone()),
        }),
        Edit::Take(set, at) => {
            Some(Command::TakeFromSet { set: item(*set), prompt: pick(*at)?.id().clone() })
        }
        Edit::Decide(at, value) => {
            let open = conflicts(library);
            let one = open.get(usize::from(*at) % open.len().max(1))?;
            let value = one.values.get(usize::from(*value) % one.values.len())?.value.clone();
            let (about, field) = (one.about.clone(), one.field.clone());
            Some(Command::Decide { about, field, saw: one.saw(), value })
        }
        Edit::Member(who, Some(role)) => Some(Command::SetMember { email: email(who), role: *role }),
        Edit::Member(who, None) => Some(Command::RemoveMember { email: email(who) }),
    }
}

/// Returns the copies as they are after each step.
fn play(steps: &[Step]) -> Vec<[Library; COPIES]> {
    let mut copies = [(); COPIES].map(|()| open(sample::FILE.as_bytes()).unwrap());
    let mut all = vec![copies.clone()];
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Edit(copy, edit) => {
                let library = &mut copies[*copy];
                if let Some(command) = command(library, edit) {
                    // Two of them write under one name, as copied profiles do.
                    let replica = Replica::random(*copy as u64 / 2);
                    let nonce = u32::try_from(number).unwrap();
                    let at = Timestamp::parse(DAYS[*copy]).unwrap();
                    let _ = apply(library, &command, &Stamp { replica, nonce, at, ..stamp(sample::ALICE) });
                }
            }
            Step::Meet(copy, other) => copies[*copy] = join(copies[*copy].clone(), copies[*other].clone()),
        }
        all.push(copies.clone());
    }
    all
}

/// What two libraries are compared by: also what equality overlooks.
fn text(library: &Library) -> String {
    String::from_utf8(encode(library)).unwrap()
}

fn meet(a: &Library, b: &Library) -> Library {
    join(a.clone(), b.clone())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn join_is_commutative(steps in steps()) {
        let [a, b, c] = play(&steps).pop().unwrap();
        for (a, b) in [(&a, &b), (&b, &c), (&a, &c)] {
            prop_assert_eq!(text(&meet(a, b)), text(&meet(b, a)));
        }
    }

    #[test]
    fn join_is_idempotent(steps in steps()) {
        let [a, b, _] = play(&steps).pop().unwrap();
        prop_assert_eq!(text(&meet(&a, &a)), text(&a));
        let both = meet(&a, &b);
        prop_assert_eq!(text(&meet(&both, &b)), text(&both));
        prop_assert_eq!(text(&meet(&a, &both)), text(&both));
    }

    #[test]
    fn join_is_associative(steps in steps()) {
        let [a, b, c] = play(&steps).pop().unwrap();
        prop_assert_eq!(text(&meet(&meet(&a, &b), &c)), text(&meet(&a, &meet(&b, &c))));
    }

    #[test]
    fn a_file_from_before_changes_nothing(steps in steps(), which in any::<prop::sample::Index>()) {
        let all = play(&steps);
        let old = &all[which.index(all.len())];
        for (now, old) in all.last().unwrap().iter().zip(old) {
            prop_assert_eq!(text(&meet(now, old)), text(now));
        }
    }

    #[test]
    fn a_state_is_the_same_after_its_file(steps in steps()) {
        for library in play(&steps).pop().unwrap() {
            let bytes = encode(&library);
            let read = decode(&bytes).unwrap();
            prop_assert_eq!(&read, &library);
            prop_assert_eq!(encode(&read), bytes);
        }
    }
}
