//! What a search is answered from: kept on the device, and brought up to date when it is asked for.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod device;

use device::{FILE, MemoryDevice, member};
use futures::executor::block_on;
use prompt_commons::command::Command;
use prompt_commons::model::{Draft, LibraryId, PromptId};
use prompt_commons::ports::{Store, Table};
use prompt_commons::search::{Index, Query};
use prompt_commons_contract::{MemoryFolder, sample};
use prompt_commons_engine::{self as engine, edit, forget_team, index, view};

fn add(id: usize, title: &str) -> Command {
    let draft = Draft { title: title.to_owned(), content: "text".to_owned(), ..Draft::default() };
    Command::add(PromptId::parse(&id.to_string()).unwrap(), draft)
}

fn team() -> (MemoryDevice, LibraryId) {
    let folder = MemoryFolder::default();
    folder.put(FILE, sample::FILE.as_bytes());
    member(1, "alice@company.com", &folder)
}

/// What the library's index finds, as titles of what is shown.
fn finds(device: &MemoryDevice, id: &LibraryId, held: Option<Index>, query: &str) -> (Vec<String>, Index) {
    let view = block_on(view(device, id)).unwrap();
    let mut index = block_on(index(device, id, view.searched(), held)).unwrap();
    assert_eq!(index.print(), view.searched(), "places are those of what is shown");
    let found = index.search(&Query::parse(query), &[]).places;
    let titles = found.iter().map(|place| view.library.prompts()[*place as usize].title().to_owned());
    (titles.collect(), index)
}

fn stored(device: &MemoryDevice, id: &LibraryId) -> Option<String> {
    block_on(device.store.get(Table::Indexes, id.as_str())).unwrap()
}

#[test]
fn what_is_shown_is_found_whatever_was_changed_since() {
    let (device, id) = team();
    assert_eq!(stored(&device, &id), None);
    let (found, held) = finds(&device, &id, None, "launch");
    assert_eq!(found, ["Launch post"]);
    let first = stored(&device, &id);
    assert!(first.is_some());
    block_on(edit(&device, &id, add(1, "Lunch"))).unwrap();
    // One that is at hand, and one that was kept, of before the edit.
    for held in [Some(held), None] {
        assert_eq!(finds(&device, &id, held, "unch").0, ["Lunch", "Launch post"]);
    }
    assert_ne!(stored(&device, &id), first);
}

#[test]
fn little_that_is_new_is_not_worth_storing() {
    let (device, id) = team();
    let many = (0..100).map(|number| add(number, &format!("Number {number}"))).collect();
    block_on(engine::edit_all(&device, &id, many)).unwrap();
    finds(&device, &id, None, "number");
    let before = stored(&device, &id);
    block_on(edit(&device, &id, add(100, "Another"))).unwrap();
    assert_eq!(finds(&device, &id, None, "another").0, ["Another"]);
    assert_eq!(stored(&device, &id), before);
}

#[test]
fn a_library_that_is_left_leaves_no_index() {
    let (device, id) = team();
    let (_, held) = finds(&device, &id, None, "launch");
    block_on(forget_team(&device, &id)).unwrap();
    assert_eq!(stored(&device, &id), None);
    // A search that was on its way leaves none either.
    let now = block_on(index(&device, &id, 1, None)).unwrap();
    assert!(now.is_empty() && !held.is_empty());
    assert_eq!(stored(&device, &id), None);
}
