//! The state of one surface: signals that live as long as it does, and what can be done to them.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::{LibraryId, PromptId};
use prompt_commons::ports::{Ids, StoreError};
use prompt_commons_browser::habits::Habits;
use prompt_commons_browser::preferences::{self, Language, Preferences};
use prompt_commons_browser::words::{self, Part};
use prompt_commons_browser::{Browser, Engine, Watch, badge, tabs};
use prompt_commons_engine::{self as engine, Device, Record, View};

use crate::draft::{Drafts, Editing};
use crate::order::Mine;
use crate::state::{Kept, State};
use crate::surface::{Reviewing, Route, Surface, Tab};
use crate::wish::Wish;
use crate::words::{said, say, sentence};

mod editor;
mod over;
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
    Ready(Arc<View>),
    Failed(String),
}

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
    pub(crate) reviewing: State<Option<Reviewing>>,
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
                seen: RefCell::default(),
                reads: Cell::default(),
                words: Cell::default(),
                drafts: Rc::default(),
                seat,
                over: Cell::default(),
                watched: RefCell::default(),
            }),
            surface,
            route: State::new(route),
            libraries: State::new(libraries),
            preferences: State::new(preferences),
            shown: State::default(),
            editing: State::default(),
            editor_turn: State::default(),
            reviewing: State::default(),
            unread: State::default(),
            insertable: State::default(),
            wish: Wish::handed_over(),
            habits: State::new(Habits::load()),
            is_settled: State::default(),
            spoken: State::default(),
            said: State::default(),
            alert: State::default(),
        })))
    }

    /// Returns the route that the address names.
    pub(crate) fn address() -> Option<Route> {
        let hash = window().location().hash().unwrap_or_default();
        // Ids of other writers may hold what the browser escapes in an address.
        let plain = web_sys::js_sys::decode_uri_component(&hash).map_or(hash, String::from);
        Route::parse(&plain)
    }

    pub(crate) fn browser(self) -> Browser {
        self.behind.with(|behind| behind.browser.clone())
    }

    pub(crate) fn engine(self) -> Engine {
        self.behind.with(|behind| behind.engine.clone())
    }

    pub(crate) fn mint<T: From<uuid::Uuid>>(self) -> T {
        T::from(self.behind.with(|behind| behind.browser.ids().mint()))
    }

    /// Returns the library that the route is about.
    pub(crate) fn current(self) -> Option<LibraryId> {
        match self.route.get() {
            Route::Mine => Some(LibraryId::personal()),
            Route::Manage(id) | Route::Care(id) | Route::Team(Some(id)) => Some(id),
            Route::Team(None) => {
                let last = self.preferences.with(|preferences| preferences.library.clone());
                self.libraries.with(|libraries| {
                    let teams = || libraries.iter().map(|record| &record.id).filter(|id| !id.is_personal());
                    teams().find(|id| Some(*id) == last.as_ref()).or_else(|| teams().next()).cloned()
                })
            }
            Route::Settings | Route::Create | Route::Join => None,
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

    pub(crate) fn open_page(self, route: String) {
        spawn_local(async move {
            if let Err(error) = tabs::open_page(&route).await {
                self.alert.set(Some(error));
            }
        });
    }

    pub(crate) fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(|preferences| {
            change(preferences);
            preferences::save(preferences);
        });
    }

    /// Says everything in another language from now on; without one, in the browser's.
    pub(crate) async fn speak(self, language: Option<Language>) {
        self.prefer(|preferences| preferences.language = language);
        words::load(Part::App).await;
        self.said.set(None);
        self.alert.set(None);
        self.spoken.update(|turn| *turn += 1);
    }

    pub(crate) fn habit(self, change: &dyn Fn(&mut Habits)) {
        self.habits.set(Habits::change(change));
    }

    /// Returns what this person marked and used in the library that is shown.
    pub(crate) fn mine(self) -> Mine {
        let Some(id) = self.current() else { return Mine::default() };
        self.habits.with(|habits| Mine { favourites: habits.favourites(&id), used: habits.used(&id) })
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

    /// Starts to show a library: as last seen, then as stored, then as the folder has it.
    pub(crate) fn show(self, id: Option<LibraryId>) {
        self.forget_watch(|watched| Some(watched) != id.as_ref());
        let Some(id) = id else {
            self.shown.set(Shown::Nothing);
            self.editing.set(None);
            self.is_settled.set(true);
            return;
        };
        self.is_settled.set(false);
        let known = self.behind.with(|behind| {
            let seen = behind.seen.borrow();
            seen.iter().find(|view| view.record.id == id).cloned()
        });
        self.shown.set(known.map_or(Shown::Loading, Shown::Ready));
        if self.editing.with_untracked(|open| open.as_ref().is_some_and(|open| open.library != id)) {
            self.editing.set(None);
        }
        if !id.is_personal() {
            self.prefer(|preferences| preferences.library = Some(id.clone()));
        }
        spawn_local(async move {
            self.restore(&id).await;
            if !self.is_over() {
                self.is_settled.set(true);
            }
            self.read(&id).await;
            self.sync(id);
        });
    }

    /// Reads a library from the store; shows it if it is still the one to show.
    pub(crate) async fn read(self, id: &LibraryId) {
        let ticket = self.behind.with(|behind| {
            let (begun, ended) = behind.reads.get();
            behind.reads.set((begun + 1, ended));
            begun + 1
        });
        let read = engine::view(&self.browser(), id).await.map(Arc::new);
        let newest = self.behind.with(|behind| {
            let (begun, ended) = behind.reads.get();
            behind.reads.set((begun, ended.max(ticket)));
            ticket > ended
        });
        if !newest || untrack(|| self.current()).as_ref() != Some(id) {
            return;
        }
        let shown = match read {
            Ok(view) => {
                if untrack(|| self.view()).is_some_and(|before| before.role() != view.role()) {
                    // What was refused to another role, and may go now.
                    self.alert.set(None);
                    self.sync(id.clone());
                }
                self.behind.with(|behind| {
                    let mut seen = behind.seen.borrow_mut();
                    seen.retain(|known| known.record.id != *id);
                    seen.push(Arc::clone(&view));
                });
                Shown::Ready(view)
            }
            // An address may name any.
            Err(_) if !untrack(|| self.is_here(id)) => Shown::Failed(say!("session-not-here")),
            Err(error) => Shown::Failed(said(&error)),
        };
        if self.shown.with_untracked(|now| *now != shown) {
            self.shown.set(shown);
        }
    }

    fn is_here(self, id: &LibraryId) -> bool {
        self.libraries.with(|all| all.iter().any(|record| record.id == *id))
    }

    /// Brings a library up to date with its folder, in the background.
    pub(crate) fn sync(self, id: LibraryId) {
        spawn_local(async move { self.synced(&id).await });
    }

    pub(crate) async fn synced(self, id: &LibraryId) {
        // My Prompts has no file; its outbox is taken in when there is something in it.
        let idle = !untrack(|| self.is_here(id))
            || id.is_personal() && untrack(|| self.view()).is_none_or(|view| view.beside.unsaved == 0);
        if idle || self.is_over() {
            return;
        }
        let sync = EngineRequest::Sync { library: id.to_string() };
        if let EngineReply::Failed { reason, .. } = self.engine().ask(&sync, None).await {
            self.alert.set(Some(sentence(&reason)));
        }
        self.read(id).await;
        self.watch(id).await;
    }

    pub(crate) async fn read_libraries(self) {
        match engine::records(&self.browser()).await {
            Ok(records) => {
                if self.libraries.with_untracked(|known| *known != records) {
                    self.libraries.set(records);
                }
            }
            Err(StoreError(reason)) => self.alert.set(Some(sentence(&reason))),
        }
    }

    /// Counts what others changed, for the tabs and the icon in the toolbar.
    pub(crate) async fn count_unread(self) {
        let Ok(unread) = engine::unread(&self.browser()).await else { return };
        badge::show(unread.iter().map(|(_, count)| *count).sum()).await;
        if self.unread.with_untracked(|known| *known != unread) {
            self.unread.set(unread);
        }
    }
}
