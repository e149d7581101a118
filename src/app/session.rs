//! The state of one surface: signals that live as long as it does, and what can be done to them.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::{Draft, LibraryId, PromptId};
use prompt_commons::ports::{Ids, StoreError};
use prompt_commons::stored::Stored;
use prompt_commons_browser::preferences::{self, Preferences};
use prompt_commons_browser::{Browser, Engine, Watch, badge, tabs};
use prompt_commons_engine::{self as engine, Device, Record, View};

use crate::draft::{self, Drafts, Editing};
use crate::state::{Kept, State};
use crate::surface::{Reviewing, Route, Surface, Tab};

/// Milliseconds for which changes in a folder are gathered: programs make several to replace one file.
const SETTLE: u32 = 50;

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
    /// The prompt that the wide page shows beside the list.
    pub(crate) selected: State<Option<PromptId>>,
    /// Whether the page behind the popup takes prompts.
    pub(crate) insertable: State<bool>,
    /// Something that went well, said for a moment.
    pub(crate) said: State<Option<String>>,
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
    /// The library whose folder is heard, and what hears it once the browser has set that up.
    watched: RefCell<Option<(LibraryId, Option<Watch>)>>,
    /// Whether it heard some that nobody has looked at yet.
    heard: Cell<bool>,
}

impl Session {
    /// Starts where the address says, or else where the person was last.
    pub(crate) fn new(browser: Browser, surface: Surface, libraries: Vec<Record>) -> Self {
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
                watched: RefCell::default(),
                heard: Cell::default(),
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
            selected: State::default(),
            insertable: State::default(),
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
            Route::Manage(id) | Route::Team(Some(id)) => Some(id),
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

    /// Says that something went well, for a moment.
    pub(crate) fn say(self, words: impl Into<String>) {
        self.said.set(Some(words.into()));
        let turn = self.behind.with(|behind| {
            behind.words.set(behind.words.get() + 1);
            behind.words.get()
        });
        spawn_local(async move {
            prompt_commons_browser::sleep(4000).await;
            if self.behind.with(|behind| behind.words.get()) == turn {
                self.said.set(None);
            }
        });
    }

    /// Starts to show a library: as last seen, then as stored, then as the folder has it.
    pub(crate) fn show(self, id: Option<LibraryId>) {
        self.selected.set(None);
        self.forget_watch(|watched| Some(watched) != id.as_ref());
        let Some(id) = id else {
            self.shown.set(Shown::Nothing);
            self.editing.set(None);
            return;
        };
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
            self.read(&id).await;
            self.sync(id);
        });
    }

    /// Opens the editor that was left open, unless another one is open by then.
    async fn restore(self, id: &LibraryId) {
        self.write_drafts().await;
        let left = draft::restore(&self.browser(), id, self.surface.name()).await;
        let here = untrack(|| self.current()).as_ref() == Some(id);
        if here && left.is_some() && self.editing.with_untracked(Option::is_none) {
            self.editing.set(left);
        }
    }

    async fn write_drafts(self) {
        let drafts = self.behind.with(|behind| Rc::clone(&behind.drafts));
        drafts.write(&self.browser(), self.surface.name()).await;
    }

    fn keep_draft(self, library: &LibraryId, editing: Option<&Editing>) {
        self.behind.with(|behind| behind.drafts.put(library, editing));
        spawn_local(self.write_drafts());
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
                self.behind.with(|behind| {
                    let mut seen = behind.seen.borrow_mut();
                    seen.retain(|known| known.record.id != *id);
                    seen.push(Arc::clone(&view));
                });
                Shown::Ready(view)
            }
            Err(error) => Shown::Failed(error.to_string()),
        };
        if self.shown.with_untracked(|now| *now != shown) {
            self.shown.set(shown);
        }
    }

    /// Brings a library up to date with its folder, in the background.
    pub(crate) fn sync(self, id: LibraryId) {
        spawn_local(async move { self.synced(&id).await });
    }

    pub(crate) async fn synced(self, id: &LibraryId) {
        // My Prompts has no file; its outbox is taken in when there is something in it.
        let idle = id.is_personal() && untrack(|| self.view()).is_none_or(|view| view.beside.unsaved == 0);
        if idle || self.is_over() {
            return;
        }
        let sync = EngineRequest::Sync { library: id.to_string() };
        if let EngineReply::Failed { reason, .. } = self.engine().ask(&sync, None).await {
            self.alert.set(Some(reason));
        }
        self.read(id).await;
        self.watch(id).await;
    }

    /// Hears from now on what changes in the folder of the library that is shown.
    async fn watch(self, id: &LibraryId) {
        let is_shown = untrack(|| self.current()).as_ref() == Some(id) && !self.is_over();
        if id.is_personal() || !is_shown || self.behind.with(|behind| behind.watched.borrow().is_some()) {
            return;
        }
        self.behind.with(|behind| behind.watched.replace(Some((id.clone(), None))));
        let library = id.clone();
        let watch = self.browser().watch(id, move || self.hear(library.clone())).await;
        let is_set = watch.is_some();
        self.behind.with(|behind| {
            if let Some((watched, slot)) = behind.watched.borrow_mut().as_mut()
                && watched == id
            {
                *slot = watch;
            }
        });
        if is_set {
            // Browsers may take seconds to set it up: what happened meanwhile was not heard.
            self.hear(id.clone());
        } else {
            // The next look at the folder tries again.
            self.forget_watch(|watched| watched == id);
        }
    }

    fn forget_watch(self, is_over: impl Fn(&LibraryId) -> bool) {
        self.behind.with(|behind| behind.watched.borrow_mut().take_if(|(library, _)| is_over(library)));
    }

    /// Looks at the folder once the changes that come now have all been heard.
    fn hear(self, id: LibraryId) {
        if self.behind.with(|behind| behind.heard.replace(true)) {
            return;
        }
        spawn_local(async move {
            prompt_commons_browser::sleep(SETTLE).await;
            self.behind.with(|behind| behind.heard.set(false));
            self.sync(id);
        });
    }

    /// Journals edits in their order, shows them, and takes them to the folder in the background.
    pub(crate) async fn edit(self, id: &LibraryId, commands: Vec<Command>) -> Result<Outcome, String> {
        self.ask_edits(id, commands, "").await
    }

    /// Does the same for what was written in the editor, the last of the commands. Its draft is forgotten with it.
    pub(crate) async fn save(self, id: &LibraryId, commands: Vec<Command>) -> Result<Outcome, String> {
        // Else one on its way would come after that.
        self.write_drafts().await;
        self.ask_edits(id, commands, self.surface.name()).await
    }

    async fn ask_edits(
        self,
        id: &LibraryId,
        commands: Vec<Command>,
        editor: &str,
    ) -> Result<Outcome, String> {
        let mut result = Ok(Outcome::Nothing);
        let last = commands.len().saturating_sub(1);
        for (place, command) in commands.into_iter().enumerate() {
            let editor = if place == last { editor.to_owned() } else { String::new() };
            let edit = EngineRequest::Edit { library: id.to_string(), command: command.to_text(), editor };
            result = match self.engine().ask(&edit, None).await {
                EngineReply::Edited { outcome } => Ok(Outcome::from_text(&outcome).unwrap_or(Outcome::Done)),
                EngineReply::Failed { reason, .. } => Err(reason),
                _ => Ok(Outcome::Nothing),
            };
            if result.is_err() {
                break;
            }
        }
        self.read(id).await;
        self.sync(id.clone());
        result
    }

    pub(crate) async fn read_libraries(self) {
        match engine::records(&self.browser()).await {
            Ok(records) => {
                if self.libraries.with_untracked(|known| *known != records) {
                    self.libraries.set(records);
                }
            }
            Err(StoreError(error)) => self.alert.set(Some(error)),
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

    /// Opens a dialog to review something in. In the popup the whole app takes over for that, and restores what is being
    /// written.
    pub(crate) fn review(self, what: Reviewing) {
        let is_first = self.reviewing.with_untracked(Option::is_none);
        self.reviewing.set(Some(what));
        if self.surface.whole().is_some() || !is_first {
            return;
        }
        spawn_local(async move {
            self.write_drafts().await;
            self.forget_watch(|_| true);
            // `popup.js` hears this.
            if window().location().set_hash(what.hash()).is_err() {
                self.open_page(self.route.get_untracked().hash());
            }
        });
    }

    /// Tells whether the whole app has taken over from this one.
    pub(crate) fn is_over(self) -> bool {
        self.surface.whole().is_none() && self.reviewing.with_untracked(Option::is_some)
    }

    /// Marks the news of a library as read, up to `last`. Returns whether it went well; if not, the person has been told.
    pub(crate) async fn mark_read(self, id: &LibraryId, last: u64) -> bool {
        let read = EngineRequest::Read { library: id.to_string(), last: last.to_string() };
        self.ask(id, read).await
    }

    /// Takes back all news of a library up to `last`. Returns the same.
    pub(crate) async fn undo(self, id: &LibraryId, last: u64) -> bool {
        let undo = EngineRequest::Undo { library: id.to_string(), last: last.to_string() };
        let is_undone = self.ask(id, undo).await;
        self.sync(id.clone());
        is_undone
    }

    async fn ask(self, id: &LibraryId, request: EngineRequest) -> bool {
        let reply = self.engine().ask(&request, None).await;
        self.read(id).await;
        if let EngineReply::Failed { reason, .. } = reply {
            self.alert.set(Some(reason));
            return false;
        }
        true
    }

    /// Has the editor show what [`Signals::editing`] holds.
    pub(crate) fn redraw_editor(self) {
        self.editor_turn.update(|turn| *turn += 1);
    }

    /// Opens an editor, unless another one holds something unsaved.
    pub(crate) fn open_editor(self, editing: Editing) {
        let busy = self.editing.with_untracked(|open| open.as_ref().is_some_and(Editing::is_changed));
        if busy {
            self.alert.set(Some("Save or cancel the prompt that you are editing first".to_owned()));
        } else {
            self.alert.set(None);
            self.editing.set(Some(editing));
        }
    }

    /// Takes what was typed, and keeps it in case the surface closes.
    pub(crate) fn write(self, change: impl FnOnce(&mut Editing)) {
        self.editing.update(|editing| {
            if let Some(editing) = editing {
                change(editing);
                self.keep_draft(&editing.library, Some(editing));
            }
        });
    }

    /// Ends the editor that was saved. What was typed meanwhile, or is open of another library, stays.
    pub(crate) fn close_saved(self, saved: &Editing, draft: Draft) {
        match self.editing.get_untracked() {
            Some(open) if open == *saved => self.editing.set(None),
            Some(open) if open.library == saved.library && open.prompt == saved.prompt => {
                self.write(|editing| {
                    editing.seen = Some(draft);
                    editing.new_category = None;
                });
            }
            _ => {}
        }
    }

    /// Ends the editor, and gives up what is written in it.
    pub(crate) fn close_editor(self) {
        if let Some(editing) = self.editing.get_untracked() {
            self.keep_draft(&editing.library, None);
        }
        self.editing.set(None);
    }
}
