//! What the store holds of the libraries, and of the one to show.

use std::sync::Arc;

use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::LibraryId;
use prompt_commons::ports::StoreError;
use prompt_commons_browser::{badge, first};
use prompt_commons_engine::{self as engine, View};

use super::{Begun, Session, Shown};
use crate::words::{said, say, sentence};

impl Session {
    /// Starts to show a library: as last seen, then as stored, then as the folder has it.
    pub(crate) fn show(self, id: Option<LibraryId>) {
        self.forget_watch(|watched| Some(watched) != id.as_ref());
        let Some(id) = id else {
            self.shown.set(Shown::Nothing);
            self.end_editor();
            self.is_settled.set(true);
            return;
        };
        self.is_settled.set(false);
        self.shown.set(self.seen(&id).map_or(Shown::Loading, Shown::Ready));
        if self.editing.with_untracked(|open| open.as_ref().is_some_and(|open| open.library != id)) {
            self.end_editor();
        }
        if !id.is_personal() {
            self.prefer(&|preferences| preferences.library = Some(id.clone()));
        }
        spawn_local(async move {
            let restored = async {
                self.restore(&id).await;
                if !self.is_over() {
                    self.is_settled.set(true);
                }
            };
            join(restored, self.read(&id)).await;
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
        let read = if let Some(known) = self.seen(id) {
            engine::view_after(&self.browser(), id, &known).await
        } else {
            self.begin(id).await;
            engine::view(&self.browser(), id).await
        };
        let read = read.map(Arc::new);
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

    /// Shows what the list showed first of a large library when it was seen last, until all of it is read.
    async fn begin(self, id: &LibraryId) {
        let lines = first::load(id.as_str());
        let prompts: Vec<&str> =
            lines.iter().filter(|line| line.count.is_none()).map(|line| line.of.as_str()).collect();
        if prompts.is_empty() {
            return;
        }
        let Ok(Some(view)) = engine::view_begun(&self.browser(), id, &prompts).await else { return };
        let is_awaited = self.shown.with_untracked(|shown| *shown == Shown::Loading);
        if is_awaited && untrack(|| self.current()).as_ref() == Some(id) {
            self.shown.set(Shown::Begun(Begun { view: Arc::new(view), lines: Arc::new(lines) }));
        }
    }

    /// Returns a library as this surface saw it last.
    fn seen(self, id: &LibraryId) -> Option<Arc<View>> {
        self.behind.with(|behind| {
            let seen = behind.seen.borrow();
            seen.iter().find(|view| view.record.id == *id).cloned()
        })
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
            || id.is_personal() && untrack(|| self.view()).is_some_and(|view| view.beside.unsaved == 0);
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
