//! The editor of a surface, and the draft that is kept of what is written in it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::{Draft, LibraryId};
use prompt_commons_engine as engine;

use super::Session;
use crate::draft::{self, Editing};
use crate::surface::Task;
use crate::words::say;

impl Session {
    /// Has the editor show what [`Signals::editing`] holds.
    pub(crate) fn redraw_editor(self) {
        self.editor_turn.update(|turn| *turn += 1);
    }

    /// Opens an editor, unless another one holds something unsaved. In the popup the whole app takes over for that.
    pub(crate) fn open_editor(self, editing: Editing) {
        if self.surface.whole().is_none() {
            return self.hand_over(Task::Write, Some(editing));
        }
        if self.set_aside() {
            self.alert.set(None);
            self.editing.set(Some(editing));
        }
    }

    /// Ends the editor for something else to be shown, unless it holds something unsaved: then that is said. Returns whether
    /// there is none now.
    pub(crate) fn set_aside(self) -> bool {
        let open = self.editing.with_untracked(|open| open.as_ref().map(Editing::is_changed));
        match open {
            Some(true) => self.alert.set(Some(say!("session-editing"))),
            Some(false) => self.close_editor(),
            None => {}
        }
        open != Some(true)
    }

    /// Ends the editor, and with it what was said because of it.
    pub(super) fn end_editor(self) {
        self.editing.set(None);
        self.remark.set(None);
        if self.alert.with_untracked(|alert| alert.as_ref() == Some(&say!("session-editing"))) {
            self.alert.set(None);
        }
    }

    /// Takes what was typed, and keeps it in case the surface closes.
    pub(crate) fn write(self, change: impl FnOnce(&mut Editing)) {
        self.editing.update(|editing| {
            if let Some(editing) = editing {
                change(editing);
                // An untouched one is not worth coming back to.
                self.keep_draft(&editing.library, Some(&*editing).filter(|editing| editing.is_changed()));
            }
        });
    }

    /// Ends the editor that was saved. What was typed meanwhile, or is open of another library, stays.
    pub(crate) fn close_saved(self, saved: &Editing, draft: Draft) {
        match self.editing.get_untracked() {
            Some(open) if open == *saved => self.end_editor(),
            Some(open) if open.library == saved.library && open.prompt == saved.prompt => {
                self.write(|editing| editing.go_on(saved, draft));
            }
            _ => {}
        }
    }

    /// Ends the editor, and gives up what is written in it.
    pub(crate) fn close_editor(self) {
        if let Some(editing) = self.editing.get_untracked() {
            self.keep_draft(&editing.library, None);
        }
        self.end_editor();
    }

    /// Opens the editor that was left open, unless another one is open by then.
    pub(super) async fn restore(self, id: &LibraryId) {
        self.write_drafts().await;
        if let Some(whole) = self.surface.whole() {
            (whole.restore)(self, id.clone()).await;
        } else if self.has_left(id).await && untrack(|| self.current()).as_ref() == Some(id) {
            self.hand_over(Task::Write, None);
        }
    }

    /// Does so where there is an editor.
    pub(crate) async fn restore_editor(self, id: LibraryId) {
        let mut left = draft::restore(&self.browser(), &id, &self.seat()).await;
        if left.is_none() && self.surface.wide().is_some() {
            left = self.left_behind(&id).await;
        }
        let here = untrack(|| self.current()).as_ref() == Some(&id);
        let Some(left) = left.filter(|_| here && self.editing.with_untracked(Option::is_none)) else {
            return;
        };
        if !left.is_changed() {
            // It was opened a moment ago, and is not to come back another time.
            self.keep_draft(&id, None);
        }
        self.editing.set(Some(left));
    }

    /// Tells whether an editor was left open.
    async fn has_left(self, id: &LibraryId) -> bool {
        matches!(engine::draft(&self.browser(), id, &self.seat()).await, Ok(Some(_)))
    }

    /// Takes over what was left in a tab that is gone, as the browser's crash leaves it.
    async fn left_behind(self, id: &LibraryId) -> Option<Editing> {
        let browser = self.browser();
        for seat in browser.empty_seats(self.surface.name()).await {
            if let Some(left) = draft::restore(&browser, id, &seat).await {
                self.keep_draft(id, Some(&left));
                self.write_drafts().await;
                draft::forget(&browser, id, &seat).await;
                return Some(left);
            }
        }
        None
    }

    /// Returns the name under which what is written here is kept.
    pub(super) fn seat(self) -> String {
        self.behind.with(|behind| behind.seat.clone())
    }

    /// Leaves an editor for the whole app to open, unless one was left there before: that comes first.
    pub(super) async fn leave_editor(self, editing: Editing) {
        if !self.has_left(&editing.library).await {
            self.behind.with(|behind| behind.drafts.put(&editing.library, Some(&editing)));
        }
        self.write_drafts().await;
    }

    pub(super) async fn write_drafts(self) {
        let drafts = self.behind.with(|behind| Rc::clone(&behind.drafts));
        drafts.write(&self.browser(), &self.seat()).await;
    }

    fn keep_draft(self, library: &LibraryId, editing: Option<&Editing>) {
        self.behind.with(|behind| behind.drafts.put(library, editing));
        spawn_local(self.write_drafts());
    }
}
