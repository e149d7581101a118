//! The offscreen document: a page of the extension that nobody sees, which the worker opens where the access to a team's
//! folder lasts. It hears what happens in the folders, runs the engine, and has the worker show the number on the icon.
//!
//! It ends by itself as soon as no folder can be read any more; the worker's next look opens it again if one can.

use std::cell::RefCell;
use std::rc::Rc;

use prompt_commons::message::{EngineRequest, OffscreenNote};
use prompt_commons::model::LibraryId;
use prompt_commons_browser::{Browser, Engine, Watch, announcements, messages, offscreen, sleep};
use prompt_commons_engine as engine;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds between looks at the folders.
const REFRESH: u32 = 30_000;

/// Starts it.
#[wasm_bindgen(start)]
pub fn start() {
    spawn_local(async {
        if let Ok(browser) = Browser::open().await {
            Background { browser, engine: Engine::default(), watched: Rc::default() }.run().await;
        }
        offscreen::end();
    });
}

/// What runs in the document. Clones are the same.
#[derive(Clone)]
struct Background {
    browser: Browser,
    engine: Engine,
    watched: Rc<RefCell<Vec<(LibraryId, Watch)>>>,
}

impl Background {
    /// Keeps the teams up to date for as long as a folder can be read.
    async fn run(self) {
        let told = self.clone();
        // Another surface changed something: perhaps its person has read the news, or joined a team.
        let _listener = announcements::listen(move |_| {
            let told = told.clone();
            spawn_local(async move { told.count().await });
        });
        while self.look().await {
            sleep(REFRESH).await;
        }
    }

    /// Looks at all folders that can be read. Returns whether there is one.
    async fn look(&self) -> bool {
        let Ok(records) = engine::records(&self.browser).await else { return false };
        let mut is_any = false;
        for id in records.into_iter().map(|record| record.id).filter(|id| !id.is_personal()) {
            if !self.browser.is_readable(&id).await {
                self.watched.borrow_mut().retain(|(watched, _)| *watched != id);
                continue;
            }
            is_any = true;
            self.sync(&id).await;
            if self.watch(&id).await {
                // Browsers may take seconds to set it up: what happened meanwhile was not heard.
                self.sync(&id).await;
            }
        }
        is_any
    }

    /// Hears from now on what changes in a library's folder. Returns whether that is new.
    async fn watch(&self, id: &LibraryId) -> bool {
        if self.watched.borrow().iter().any(|(watched, _)| watched == id) {
            return false;
        }
        let (this, library) = (self.clone(), id.clone());
        let hear = move |is_last: bool| {
            if is_last {
                // The folder went away. The next look that finds it hears it anew.
                this.watched.borrow_mut().retain(|(watched, _)| *watched != library);
            }
            let (this, library) = (this.clone(), library.clone());
            spawn_local(async move { this.sync(&library).await });
        };
        let watch = self.browser.watch(id, hear).await;
        let is_new = watch.is_some();
        self.watched.borrow_mut().extend(watch.map(|watch| (id.clone(), watch)));
        is_new
    }

    async fn sync(&self, id: &LibraryId) {
        // How it went is in the store, where the next surface reads it.
        let _ = self.engine.ask(&EngineRequest::Sync { library: id.to_string() }, None).await;
        self.count().await;
    }

    /// Has the worker show how many changes nobody has seen.
    async fn count(&self) {
        if let Ok(unread) = engine::unread(&self.browser).await {
            let count: u32 = unread.iter().map(|(_, count)| *count).sum();
            messages::note(&OffscreenNote::Unread { count: count.to_string() }).await;
        }
    }
}
