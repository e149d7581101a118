//! The life of a team, generated: several people with a copy each edit and join, in any order.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

pub(crate) mod files;
pub(crate) mod words;

use prompt_commons::access::Role;
use prompt_commons::causal::{Replica, join};
use prompt_commons::command::{Command, Seen, Stamp, apply};
use prompt_commons::format::open;
use prompt_commons::model::{CategoryId, Draft, Library, Timestamp};
use prompt_commons_contract::sample::{self, ALICE, BOB, CAROL, DAVE, email, prompt_id};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Everyone who may write or be written about.
const PEOPLE: [&str; 5] = [ALICE, BOB, CAROL, DAVE, "eve@x.y"];

/// What happens to someone's copy.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// They do something, if they may.
    Edit(&'static str, Edit),
    /// It is joined with someone else's.
    Meet(usize),
}

/// Something that people do; numbers pick what there is.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    Add(u8, Draft),
    Change(u8, Draft),
    Delete(u8),
    Move(u8, u8),
    Restore(u8),
    Category(u8, &'static str),
    Repaint(u8, &'static str),
    Abolish(u8, Option<u8>),
    Member(&'static str, Option<Role>),
    HandOn(&'static str),
    Rename(&'static str),
}

fn draft() -> impl Strategy<Value = Draft> {
    let lines = prop::collection::vec(select(vec!["a\n", "b\n", "c ё\n"]), 0..4);
    let category = prop::option::of(select(vec!["cat-1", "cat-2", "c0"]));
    let tags =
        subsequence(vec!["x", "y"], 0..=2).prop_map(|tags| tags.into_iter().map(str::to_owned).collect());
    let turns = prop::collection::vec(select(vec!["First.", "Second."]).prop_map(str::to_owned), 0..3);
    (select(vec!["One", "Two", "Три"]), lines, category, tags, turns).prop_map(
        |(title, lines, category, tags, turns)| Draft {
            title: title.to_owned(),
            content: lines.concat(),
            category: category.and_then(CategoryId::parse),
            tags,
            turns,
        },
    )
}

fn edit() -> impl Strategy<Value = Edit> {
    let number = any::<u8>;
    let who = || select(PEOPLE.to_vec());
    prop_oneof![
        4 => (0..5_u8, draft()).prop_map(|(id, draft)| Edit::Add(id, draft)),
        4 => (number(), draft()).prop_map(|(at, draft)| Edit::Change(at, draft)),
        2 => number().prop_map(Edit::Delete),
        2 => (number(), number()).prop_map(|(at, to)| Edit::Move(at, to)),
        1 => (0..5_u8).prop_map(Edit::Restore),
        1 => (0..2_u8, select(vec!["New", "Shelf"])).prop_map(|(id, name)| Edit::Category(id, name)),
        1 => (number(), select(vec!["red", "#00ff00"])).prop_map(|(at, color)| Edit::Repaint(at, color)),
        1 => (number(), prop::option::of(number())).prop_map(|(at, to)| Edit::Abolish(at, to)),
        2 => (who(), prop::option::of(select(vec![Role::Editor, Role::Viewer])))
            .prop_map(|(who, role)| Edit::Member(who, role)),
        1 => who().prop_map(Edit::HandOn),
        1 => select(vec!["Ours", "Theirs"]).prop_map(Edit::Rename),
    ]
}

/// Returns the states of one copy, each one come of those before it.
pub(crate) fn life() -> impl Strategy<Value = Vec<Library>> {
    // The owner most often: others may not do everything.
    let who = select(vec![ALICE, ALICE, ALICE, BOB, CAROL]);
    let step = prop_oneof![
        3 => (who, edit()).prop_map(|(who, edit)| Step::Edit(who, edit)),
        1 => (0..3_usize).prop_map(Step::Meet),
    ];
    prop::collection::vec((0..3_usize, step), 1..24).prop_map(|steps| play(&steps))
}

/// Returns the states of the only copy, an edit apart.
pub(crate) fn life_alone() -> impl Strategy<Value = Vec<Library>> {
    let step =
        (select(vec![ALICE, ALICE, BOB, CAROL]), edit()).prop_map(|(who, edit)| (0, Step::Edit(who, edit)));
    prop::collection::vec(step, 1..16).prop_map(|steps| play(&steps))
}

fn play(steps: &[(usize, Step)]) -> Vec<Library> {
    let start = open(sample::FILE.as_bytes()).unwrap();
    let mut copies = [start.clone(), start.clone(), start.clone()];
    let mut states = vec![start];
    for (number, (copy, step)) in (0_u32..).zip(steps) {
        match step {
            Step::Edit(who, edit) => {
                // A device of each person for each copy, so that no two write under one name.
                let person = PEOPLE.iter().position(|person| person == who).unwrap();
                let stamp = Stamp {
                    actor: email(who),
                    at: Timestamp::from_millis(1_740_000_000_000 + 1000 * i64::from(number)),
                    replica: Replica::random((*copy * PEOPLE.len() + person) as u64),
                    nonce: number,
                };
                let library = &mut copies[*copy];
                if let Some(command) = command(library, edit) {
                    // A refusal is as good as any other outcome.
                    let _ = apply(library, &command, &stamp);
                }
            }
            Step::Meet(other) => copies[*copy] = join(copies[*copy].clone(), copies[*other].clone()),
        }
        states.push(copies[0].clone());
    }
    states
}

fn command(library: &Library, edit: &Edit) -> Option<Command> {
    let prompt = |at: &u8| library.prompts().get(usize::from(*at) % library.prompts().len().max(1));
    let category = |at: &u8| library.categories().get(usize::from(*at) % library.categories().len().max(1));
    Some(match edit {
        Edit::Add(id, draft) => Command::add(prompt_id(&format!("p{id}")), draft.clone()),
        Edit::Change(at, draft) => {
            let prompt = prompt(at)?;
            Command::EditPrompt {
                id: prompt.id().clone(),
                seen: prompt.draft().clone(),
                draft: draft.clone(),
            }
        }
        Edit::Delete(at) => {
            let prompt = prompt(at)?;
            Command::DeletePrompt {
                id: prompt.id().clone(),
                seen: prompt.draft().clone(),
                beside: Vec::new(),
            }
        }
        Edit::Move(at, to) => {
            Command::MovePrompt { id: prompt(at)?.id().clone(), before: Some(prompt(to)?.id().clone()) }
        }
        Edit::Restore(id) => Command::RestorePrompt { id: prompt_id(&format!("p{id}")) },
        Edit::Category(id, name) => Command::AddCategory {
            id: CategoryId::parse(&format!("c{id}"))?,
            name: (*name).to_owned(),
            color: None,
            icon: None,
        },
        Edit::Repaint(at, color) => sample::edit_category(category(at)?.id().as_str(), &[("color", *color)]),
        Edit::Abolish(at, to) => {
            let prompts_to = to.as_ref().and_then(category).map(|category| category.id().clone());
            let category = category(at)?;
            let seen = Seen::category(library, category);
            Command::DeleteCategory { id: category.id().clone(), seen, prompts_to }
        }
        Edit::Member(who, Some(role)) => Command::SetMember { email: email(who), role: *role },
        Edit::Member(who, None) => Command::RemoveMember { email: email(who) },
        Edit::HandOn(who) => Command::TransferOwnership { to: email(who) },
        Edit::Rename(name) => Command::RenameLibrary { name: (*name).to_owned() },
    })
}
