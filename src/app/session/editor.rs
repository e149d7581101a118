//! The editor of a surface, and the draft that is kept of what is written in it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::{Draft, LibraryId};

use super::Session;
use crate::draft::{self, Editing};

impl Session {
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

    /// Opens the editor that was left open, unless another one is open by then.
    pub(super) async fn restore(self, id: &LibraryId) {
        self.write_drafts().await;
        let left = draft::restore(&self.browser(), id, self.surface.name()).await;
        let here = untrack(|| self.current()).as_ref() == Some(id);
        if here && left.is_some() && self.editing.with_untracked(Option::is_none) {
            self.editing.set(left);
        }
    }

    pub(super) async fn write_drafts(self) {
        let drafts = self.behind.with(|behind| Rc::clone(&behind.drafts));
        drafts.write(&self.browser(), self.surface.name()).await;
    }

    fn keep_draft(self, library: &LibraryId, editing: Option<&Editing>) {
        self.behind.with(|behind| behind.drafts.put(library, editing));
        spawn_local(self.write_drafts());
    }
}
