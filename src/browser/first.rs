//! What a list showed first when it was seen last, by ids: so much of a large library is read, and shown, before the rest.

use gloo_storage::{LocalStorage, Storage};
use prompt_commons::stored;
use prompt_commons::stored::{Form, Stored};
use wasm_bindgen::JsCast;
use web_sys::{Event, StorageEvent};

const KEY: &str = "first";

/// Libraries of which it is known.
const MOST: usize = 8;

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The prompt, or what a heading stands for.
    pub of: String,
    /// Of a heading, how many prompts are below it.
    pub count: Option<u32>,
}

stored!(struct Line { of, count });

/// The lines of one library.
struct First {
    library: String,
    lines: Vec<Line>,
}

stored!(struct First { library, lines });

/// Returns what a library's list showed first; nothing where that isn't known.
pub fn load(library: &str) -> Vec<Line> {
    all().into_iter().find(|one| one.library == library).map(|one| one.lines).unwrap_or_default()
}

/// Keeps it. A full or forbidden storage is no reason to disturb anyone.
pub fn keep(library: &str, lines: Vec<Line>) {
    let mut kept = all();
    kept.retain(|one| one.library != library);
    kept.insert(0, First { library: library.to_owned(), lines });
    kept.truncate(MOST);
    let _ = LocalStorage::set(KEY, kept.to_value());
}

/// Tells whether a `storage` event is about this, which nothing follows.
pub fn is_kept(event: &Event) -> bool {
    event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key).is_some_and(|key| key == KEY)
}

fn all() -> Vec<First> {
    LocalStorage::get::<Form>(KEY).ok().and_then(Stored::from_value).unwrap_or_default()
}
