//! An edit of one prompt of a large library reads and writes little, and leaves what all of it comes to.

#![allow(clippy::unwrap_used, reason = "a test")]

mod device;

use device::{FILE, MemoryDevice, member};
use futures::executor::block_on;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::model::{Draft, LibraryId};
use prompt_commons::ports::{Change, Store, Table};
use prompt_commons::sync::SyncState;
use prompt_commons_contract::MemoryFolder;
use prompt_commons_contract::sample::{self, ALICE, BOB, prompt_id};
use prompt_commons_engine::{edit, edit_all, mark_read, news, set_color, sync, view};
use proptest::prelude::*;
use proptest::sample::select;

/// What surfaces and the selector read.
const READ: [Table; 4] = [Table::Views, Table::Beside, Table::Shelves, Table::News];

/// More than are in one piece, or in one part.
const MANY: usize = 1_100;

type Rows = Vec<Vec<(String, String)>>;

fn rows(device: &MemoryDevice) -> Rows {
    READ.map(|table| block_on(device.store.scan(table, "")).unwrap()).into()
}

/// Has all be written anew that surfaces read, and returns it.
fn anew(device: &MemoryDevice, id: &LibraryId) -> Rows {
    block_on(set_color(device, id, None)).unwrap();
    rows(device)
}

fn draft(title: &str, tags: &[&str]) -> Draft {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Draft { title: title.to_owned(), content: format!("{title}\ntext"), tags, ..Draft::default() }
}

fn add(number: usize, title: &str) -> Command {
    Command::add(prompt_id(&format!("p{number}")), draft(title, &["new"]))
}

/// A team with many prompts, on its owner's device and another one's.
fn team() -> (MemoryDevice, MemoryDevice, LibraryId) {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let (alice, id) = member(1, ALICE, &folder);
    let many = (0..MANY).map(|number| add(number, &format!("Title {number}"))).collect();
    block_on(edit_all(&alice, &id, many)).unwrap();
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    let (bob, _) = member(2, BOB, &folder);
    assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
    (alice, bob, id)
}

/// What someone does to one of the prompts.
#[derive(Clone, Debug)]
enum Deed {
    Add,
    Rewrite(&'static str),
    Delete,
    Move,
    Tag,
}

fn deed() -> impl Strategy<Value = (usize, Deed)> {
    let deed = prop_oneof![
        2 => Just(Deed::Add),
        4 => select(vec!["One", "Two", "Три"]).prop_map(Deed::Rewrite),
        2 => Just(Deed::Delete),
        1 => Just(Deed::Move),
        1 => Just(Deed::Tag),
    ];
    (any::<prop::sample::Index>().prop_map(|at| at.index(MANY + 20)), deed)
}

fn command(device: &MemoryDevice, id: &LibraryId, number: usize, deed: &Deed) -> Command {
    let library = block_on(view(device, id)).unwrap().library;
    let prompt = prompt_id(&format!("p{number}"));
    let seen = library.prompt(&prompt).map(|prompt| prompt.draft().clone()).unwrap_or_default();
    match deed {
        Deed::Add => add(number, "Added"),
        Deed::Rewrite(title) => {
            let draft = Draft { title: (*title).to_owned(), ..seen.clone() };
            Command::EditPrompt { id: prompt, seen, draft }
        }
        Deed::Delete => Command::DeletePrompt { id: prompt, seen, beside: Vec::new() },
        Deed::Move => Command::MovePrompt { id: prompt, before: None },
        Deed::Tag => Command::RenameTag { from: "new".to_owned(), to: "old".to_owned() },
    }
}

#[test]
fn the_file_is_not_read_for_an_edit_of_one_prompt() {
    let (alice, _, id) = team();
    let snapshot = block_on(alice.store.get(Table::Snapshots, id.as_str())).unwrap().unwrap();
    let unread = |text: &str| {
        let change = Change::Put(Table::Snapshots, id.to_string(), text.to_owned());
        block_on(alice.store.commit(&[change])).unwrap();
    };
    unread("not a library");
    for (number, deed) in [
        (7, Deed::Rewrite("One")),
        (MANY, Deed::Add),
        (MANY, Deed::Rewrite("Two")),
        (8, Deed::Delete),
        (MANY, Deed::Delete),
    ] {
        let command = command(&alice, &id, number, &deed);
        assert_eq!(block_on(edit(&alice, &id, command)), Ok(Outcome::Done), "{number} {deed:?}");
    }
    unread(&snapshot);
    assert_eq!(block_on(view(&alice, &id)).unwrap().beside.unsaved, 5);
    let before = rows(&alice);
    assert_eq!(anew(&alice, &id), before);
    assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
    assert_eq!(block_on(view(&alice, &id)).unwrap().library.prompts().len(), MANY + 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn what_surfaces_read_is_as_if_all_of_it_were_made_anew(
        theirs in prop::collection::vec(deed(), 0..4),
        ours in prop::collection::vec(deed(), 1..8),
        is_read in any::<bool>(),
    ) {
        let (alice, bob, id) = team();
        for (number, deed) in theirs {
            let _ = block_on(edit(&bob, &id, command(&bob, &id, number, &deed)));
        }
        prop_assert_eq!(block_on(sync(&bob, &id)), Ok(SyncState::InFolder));
        prop_assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
        if is_read && let Some(last) = block_on(news(&alice, &id)).unwrap().last() {
            block_on(mark_read(&alice, &id, last.number)).unwrap();
        }
        for (number, deed) in ours {
            let _ = block_on(edit(&alice, &id, command(&alice, &id, number, &deed)));
            let before = rows(&alice);
            prop_assert_eq!(anew(&alice, &id), before, "{} {:?}", number, deed);
        }
        let mut seen = block_on(view(&alice, &id)).unwrap().library.prompts().to_vec();
        prop_assert_eq!(block_on(sync(&alice, &id)), Ok(SyncState::InFolder));
        let mut synced = block_on(view(&alice, &id)).unwrap().library.prompts().to_vec();
        seen.sort_by_key(|prompt| prompt.id().to_string());
        synced.sort_by_key(|prompt| prompt.id().to_string());
        prop_assert_eq!(seen, synced);
    }
}
