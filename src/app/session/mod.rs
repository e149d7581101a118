//! The state of one surface: signals that live as long as it does, and what can be done to them.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::{LibraryId, PromptId};
use prompt_commons::ports::Ids;
use prompt_commons_browser::first::Line;
use prompt_commons_browser::habits::{self, Habits};
use prompt_commons_browser::preferences::{self, Language, Preferences};
use prompt_commons_browser::search::Search;
use prompt_commons_browser::words::{self, Part};
use prompt_commons_browser::{Browser, Engine, Watch, tabs};
use prompt_commons_engine::{Device, Record, View};

use crate::draft::{Drafts, Editing};
use crate::order::Mine;
use crate::state::{Kept, State};
use crate::surface::{Reviewing, Route, Surface, Tab};
use crate::wish::Wish;

mod editor;
mod over;
mod reading;
mod requests;
mod watch;

/// Milliseconds for which something is said in passing.
const MOMENT: u32 = 4000;

/// Milliseconds for which it is, where it can be taken back.
const LONG_MOMENT: u32 = 10_000;

/// What is known of the library to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    /// There is none on this route.
    #[default]
    Nothing,
    Loading,
    /// Only what the list shows first, until the rest is read.
    Begun(Begun),
    Ready(Arc<View>),
    Failed(String),
}

/// A library of which only what the list shows first was read, and the lines that it has there.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    pub(crate) view: Arc<View>,
    pub(crate) lines: Arc<Vec<Line>>,
}

impl PartialEq for Begun {
    /// It is read once, and then all of the library.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.view, &other.view)
    }
}

impl Eq for Begun {}

/// What is said in passing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) words: String,
    /// The prompt that was deleted and can be brought back, and from which library.
    pub(crate) deleted: Option<(LibraryId, PromptId)>,
}

/// One surface. It lasts as long as its page, so that each view can hold it by a reference.
#[derive(Clone, Copy)]
pub(crate) struct Session(&'static Signals);

impl Deref for Session {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What a surface knows.
pub(crate) struct Signals {
    behind: Kept<Behind>,
    pub(crate) surface: Surface,
    pub(crate) route: State<Route>,
    /// All libraries of this device, My Prompts first.
    pub(crate) libraries: State<Vec<Record>>,
    pub(crate) preferences: State<Preferences>,
    pub(crate) shown: State<Shown>,
    pub(crate) editing: State<Option<Editing>>,
    /// Goes up when the editor is to show another text than the one that is typed in it.
    pub(crate) editor_turn: State<u32>,
    /// What has to be known about the text in the editor, until it is closed.
    pub(crate) remark: State<Option<String>>,
    /// The prompt that is to be copied or moved to another library.
    pub(crate) carrying: State<Option<PromptId>>,
    pub(crate) reviewing: State<Option<Reviewing>>,
    /// The team that the person is about to leave: the settings ask at once.
    pub(crate) leaving: State<Option<LibraryId>>,
    /// How many changes of others there are in each library that nobody has seen here yet.
    pub(crate) unread: State<Vec<(LibraryId, u32)>>,
    /// Whether the page behind the popup takes prompts.
    pub(crate) insertable: State<bool>,
    /// What of the list is asked for.
    pub(crate) wish: Wish,
    /// What this person marked and used, in all libraries.
    pub(crate) habits: State<Habits>,
    /// Whether it is known what was left in the editor.
    pub(crate) is_settled: State<bool>,
    /// Goes up when the language changes that everything is said in.
    pub(crate) spoken: State<u32>,
    /// Something that went well, said for a moment.
    pub(crate) said: State<Option<Said>>,
    /// Something that didn't, until it is closed.
    pub(crate) alert: State<Option<String>>,
}

/// What the views don't follow.
struct Behind {
    browser: Browser,
    engine: Engine,
    search: Search,
    /// Each library as last seen, so that going back to it shows it at once.
    seen: RefCell<Vec<Arc<View>>>,
    /// Counts reads, so that one which took longer never covers a newer one: those begun, the newest that ended.
    reads: Cell<(u64, u64)>,
    words: Cell<u64>,
    drafts: Rc<Drafts>,
    /// The name under which what is written here is kept.
    seat: String,
    /// Whether the whole app has taken over from this one.
    over: Cell<bool>,
    /// Whether a tab is being opened.
    opening: Cell<bool>,
    /// The library whose folder is heard, and what hears it once the browser has set that up.
    watched: RefCell<Option<(LibraryId, Option<Watch>)>>,
}

impl Session {
    /// Starts where the address says, or else where the person was last.
    pub(crate) fn new(browser: Browser, surface: Surface, seat: String, libraries: Vec<Record>) -> Self {
        let preferences = preferences::load();
        let last = || preferences.tab.as_deref().and_then(Tab::parse).map(Tab::route);
        let route = Self::address().or_else(last).unwrap_or(Route::Mine);
        Self(Box::leak(Box::new(Signals {
            behind: Kept::new(Behind {
                browser,
                engine: Engine::default(),
                search: Search::default(),
                seen: RefCell::default(),
                reads: Cell::default(),
                words: Cell::default(),
                drafts: Rc::default(),
                seat,
                over: Cell::default(),
                opening: Cell::default(),
                watched: RefCell::default(),
            }),
            surface,
            route: State::new(route),
            libraries: State::new(libraries),
            preferences: State::new(preferences),
            shown: State::default(),
            editing: State::default(),
            editor_turn: State::default(),
            remark: State::default(),
            carrying: State::default(),
            reviewing: State::default(),
            leaving: State::default(),
            unread: State::default(),
            insertable: State::default(),
            wish: Wish::handed_over(),
            habits: State::new(habits::load()),
            is_settled: State::default(),
            spoken: State::default(),
            said: State::default(),
            alert: State::default(),
        })))
    }

    /// Returns the route that the address names.
    pub(crate) fn address() -> Option<Route> {
        Route::parse(&window().location().hash().unwrap_or_default())
    }

    pub(crate) fn browser(self) -> Browser {
        self.behind.with(|behind| behind.browser.clone())
    }

    pub(crate) fn engine(self) -> Engine {
        self.behind.with(|behind| behind.engine.clone())
    }

    pub(crate) fn search(self) -> Search {
        self.behind.with(|behind| behind.search.clone())
    }

    pub(crate) fn mint<T: From<uuid::Uuid>>(self) -> T {
        T::from(self.behind.with(|behind| behind.browser.ids().mint()))
    }

    /// Returns the library that the route is about.
    pub(crate) fn current(self) -> Option<LibraryId> {
        match self.route.get() {
            Route::Mine => Some(LibraryId::personal()),
            Route::Manage(id) | Route::Care(id) | Route::Projects(id) | Route::Team(Some(id)) => Some(id),
            Route::Team(None) => {
                let last = self.preferences.with(|preferences| preferences.library.clone());
                self.libraries.with(|libraries| {
                    let teams = || libraries.iter().map(|record| &record.id).filter(|id| !id.is_personal());
                    teams().find(|id| Some(*id) == last.as_ref()).or_else(|| teams().next()).cloned()
                })
            }
            Route::Settings | Route::Statistics | Route::Create | Route::Join => None,
        }
    }

    /// Returns the libraries of this device but My Prompts.
    pub(crate) fn teams(self) -> Vec<Record> {
        self.libraries.with(|all| all.iter().filter(|record| !record.id.is_personal()).cloned().collect())
    }

    /// Returns the library that is shown, once it has been read.
    pub(crate) fn view(self) -> Option<Arc<View>> {
        self.shown.with(|shown| match shown {
            Shown::Ready(view) => Some(Arc::clone(view)),
            _ => None,
        })
    }

    /// Returns the library that is shown as soon as all but its prompts is known.
    pub(crate) fn outline(self) -> Option<Arc<View>> {
        self.begun().map(|begun| begun.view).or_else(|| self.view())
    }

    /// Returns the library that is shown while only what the list shows first was read.
    pub(crate) fn begun(self) -> Option<Begun> {
        self.shown.with(|shown| match shown {
            Shown::Begun(begun) => Some(begun.clone()),
            _ => None,
        })
    }

    /// Shows another part of the app; from the popup, in a tab if it needs one.
    pub(crate) fn go(self, route: Route) {
        self.alert.set(None);
        if self.surface.is_popup() {
            if route.needs_page() {
                self.open_page(route.hash());
            } else {
                self.route.set(route);
            }
            return;
        }
        // The address leads: the listener of its changes sets the route.
        if window().location().set_hash(&route.hash()).is_err() {
            self.route.set(route);
        }
    }

    /// Shows a place in a tab. A second press, before that is there, opens no other one.
    pub(crate) fn open_page(self, route: String) {
        if self.behind.with(|behind| behind.opening.replace(true)) {
            return;
        }
        spawn_local(async move {
            if let Err(error) = tabs::open_page(&route).await {
                self.alert.set(Some(error));
            }
            self.behind.with(|behind| behind.opening.set(false));
        });
    }

    pub(crate) fn prefer(self, change: &dyn Fn(&mut Preferences)) {
        let mut own = self.preferences.get_untracked();
        change(&mut own);
        self.preferences.set(preferences::change(change).at(&own));
    }

    /// Takes over what was preferred, marked and used in another surface.
    pub(crate) fn follow_preferences(self) {
        let own = self.preferences.get_untracked();
        let new = preferences::load().at(&own);
        let is_other_language = new.language != own.language;
        self.preferences.set(new);
        self.habits.set(habits::load());
        if is_other_language {
            spawn_local(self.speak_anew());
        }
    }

    /// Says everything in another language from now on; without one, in the browser's.
    pub(crate) async fn speak(self, language: Option<Language>) {
        self.prefer(&|preferences| preferences.language = language);
        self.speak_anew().await;
    }

    async fn speak_anew(self) {
        words::load(Part::App).await;
        self.said.set(None);
        self.alert.set(None);
        self.spoken.update(|turn| *turn += 1);
    }

    pub(crate) fn habit(self, change: &dyn Fn(&mut Habits)) {
        self.habits.set(habits::change(change));
    }

    /// Returns what this person marked and used in the library that is shown.
    pub(crate) fn mine(self) -> Mine {
        let Some(id) = self.current() else { return Mine::default() };
        self.habits.with(|habits| Mine {
            favourites: habits.favourites(id.as_str()),
            used: habits.used(id.as_str()),
        })
    }

    /// Says that something went well, for a moment.
    pub(crate) fn say(self, words: impl Into<String>) {
        self.tell(Said { words: words.into(), deleted: None }, MOMENT);
    }

    /// Says that a prompt was deleted, and offers to take it back as long as that stands there.
    pub(crate) fn say_deleted(self, words: String, library: LibraryId, prompt: PromptId) {
        self.tell(Said { words, deleted: Some((library, prompt)) }, LONG_MOMENT);
    }

    fn tell(self, said: Said, millis: u32) {
        self.said.set(Some(said));
        let turn = self.behind.with(|behind| {
            behind.words.set(behind.words.get() + 1);
            behind.words.get()
        });
        spawn_local(async move {
            prompt_commons_browser::sleep(millis).await;
            if self.behind.with(|behind| behind.words.get()) == turn {
                self.said.set(None);
            }
        });
    }
}
