//! What one person marks and uses, on this device only. Losing it costs nobody any work.
//!
//! Each change starts from what is stored by then, so that two open surfaces don't undo each other's.

use gloo_storage::{LocalStorage, Storage};
use prompt_commons::model::{LibraryId, PromptId};
use prompt_commons::stored;
use prompt_commons::stored::{Form, Stored};

const KEY: &str = "habits";

/// Uses that are remembered, of all libraries together.
const MOST_USED: usize = 200;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// The favourites.
    favourites: Vec<Mark>,
    /// What was copied or inserted, the last first, each prompt once.
    used: Vec<Mark>,
    /// The order of lists, by its name.
    pub order: String,
    /// The conversation that was inserted from last, unless all of it was.
    begun: Option<Begun>,
}

/// A prompt of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    library: String,
    prompt: String,
}

/// A conversation that is being inserted turn by turn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Begun {
    of: Mark,
    next: u32,
}

stored!(struct Habits { favourites, used, order, begun });
stored!(struct Begun { of, next });
stored!(struct Mark { library, prompt });

impl Habits {
    /// Returns what was saved, or nothing.
    pub fn load() -> Self {
        LocalStorage::get::<Form>(KEY).ok().and_then(Stored::from_value).unwrap_or_default()
    }

    /// Changes what is saved, and returns it. A full or forbidden storage is no reason to disturb anyone.
    pub fn change(change: &dyn Fn(&mut Self)) -> Self {
        let mut habits = Self::load();
        change(&mut habits);
        let _ = LocalStorage::set(KEY, habits.to_value());
        habits
    }

    /// Makes a prompt a favourite, or no favourite any more.
    pub fn toggle(&mut self, library: &LibraryId, prompt: &PromptId) {
        let mark = Mark::of(library, prompt);
        let before = self.favourites.len();
        self.favourites.retain(|one| *one != mark);
        if self.favourites.len() == before {
            self.favourites.push(mark);
        }
    }

    /// Takes note that a prompt was used.
    pub fn use_of(&mut self, library: &LibraryId, prompt: &PromptId) {
        let mark = Mark::of(library, prompt);
        self.used.retain(|one| *one != mark);
        self.used.insert(0, mark);
        self.used.truncate(MOST_USED);
    }

    /// Takes note of the turn of a conversation that comes next, counted from 0; at 0 it begins anew.
    pub fn go_on(&mut self, library: &LibraryId, prompt: &PromptId, next: u32) {
        self.begun = (next > 0).then(|| Begun { of: Mark::of(library, prompt), next });
    }

    /// Returns the turn of a prompt that comes next.
    pub fn next_turn(&self, library: &LibraryId, prompt: &PromptId) -> u32 {
        let of = Mark::of(library, prompt);
        self.begun.as_ref().filter(|begun| begun.of == of).map_or(0, |begun| begun.next)
    }

    /// Returns the favourites of a library, by their ids.
    pub fn favourites(&self, library: &LibraryId) -> Vec<String> {
        Mark::within(&self.favourites, library)
    }

    /// Returns what was used of a library, by its ids, the last first.
    pub fn used(&self, library: &LibraryId) -> Vec<String> {
        Mark::within(&self.used, library)
    }
}

impl Mark {
    fn of(library: &LibraryId, prompt: &PromptId) -> Self {
        Self { library: library.to_string(), prompt: prompt.to_string() }
    }

    fn within(marks: &[Self], library: &LibraryId) -> Vec<String> {
        let library = library.as_str();
        marks.iter().filter(|mark| mark.library == library).map(|mark| mark.prompt.clone()).collect()
    }
}
