//! Small things that an extension page remembers on this device. Losing them costs nobody any work.
//!
//! Each change starts from what is stored by then, so that two open surfaces don't undo each other's.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use prompt_commons::model::LibraryId;
use prompt_commons::stored;
use prompt_commons::stored::{Form, Stored};

const KEY: &str = "preferences";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Light, dark, or as the system is.
    pub theme: Theme,
    /// The team that was shown last.
    pub library: Option<LibraryId>,
    /// The tab that was shown last.
    pub tab: Option<String>,
    /// The email that the person typed when they set up a team.
    pub email: Option<String>,
    /// Decisions that the person put off: they are not asked for again unless the person wants to.
    pub later: Vec<String>,
    /// The language that the person chose; without one, the browser's.
    pub language: Option<Language>,
    /// Whether the person has had prompts here, and needs no welcome.
    pub welcomed: Option<bool>,
    /// Whether the person has seen the tour, or skipped it.
    pub toured: Option<bool>,
    /// The sample prompts that were added for them.
    pub samples: Option<Vec<String>>,
}

/// A language that the extension speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// For everyone whose language there is no other for.
    English,
    /// Russian.
    Russian,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Russian];

    /// Returns its tag (BCP 47).
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
        }
    }

    /// Returns its name in itself, which is how someone finds it who reads no other.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
        }
    }
}

/// How surfaces look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl Preferences {
    /// Tells whether the person has yet to be told what this is.
    pub fn is_new(&self) -> bool {
        self.welcomed != Some(true)
    }

    /// Returns them for a surface of which `own` is known: where it is is its own affair.
    #[must_use]
    pub fn at(self, own: &Self) -> Self {
        Self { library: own.library.clone(), tab: own.tab.clone(), ..self }
    }
}

stored!(struct Preferences { theme, library, tab, email, later, language, welcomed, toured, samples });
stored!(enum Language { "en" = English, "ru" = Russian });
stored!(enum Theme { "system" = System, "light" = Light, "dark" = Dark });

/// Under which the popup's own module leaves something for the whole app's.
const LEFT: &str = "left";

/// What a tab's seat is kept under.
const SEAT: &str = "seat";

/// Leaves a text for a module that takes over in this document.
pub fn leave(text: &str) {
    let _ = SessionStorage::set(LEFT, text);
}

/// Takes what was left.
pub fn take_left() -> Option<String> {
    let left = SessionStorage::get(LEFT).ok();
    SessionStorage::delete(LEFT);
    left
}

/// Under which it is kept over a reload that everything was forgotten.
const ERASED: &str = "erased";

/// Takes note for the next document of this tab that everything was forgotten.
pub(crate) fn note_erased() {
    let _ = SessionStorage::set(ERASED, true);
}

/// Tells once whether everything was forgotten.
pub fn take_erased() -> bool {
    let erased = SessionStorage::get(ERASED).unwrap_or_default();
    SessionStorage::delete(ERASED);
    erased
}

/// Returns the seat that this tab had.
pub(crate) fn seat() -> Option<String> {
    SessionStorage::get(SEAT).ok()
}

pub(crate) fn keep_seat(seat: &str) {
    // A tab that forgets it takes another one.
    let _ = SessionStorage::set(SEAT, seat);
}

/// Returns what was saved, or the defaults.
pub fn load() -> Preferences {
    LocalStorage::get::<Form>(KEY).ok().and_then(Stored::from_value).unwrap_or_default()
}

/// Changes what is saved, and returns it. A full or forbidden storage is no reason to disturb anyone.
pub fn change(change: &dyn Fn(&mut Preferences)) -> Preferences {
    let mut preferences = load();
    change(&mut preferences);
    let _ = LocalStorage::set(KEY, preferences.to_value());
    preferences
}
