//! Handing over from the popup's own module to the whole app, for what takes more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::PromptId;
use web_sys::Node;

use super::Session;
use crate::dom::nothing;
use crate::draft::Editing;
use crate::surface::{Reviewing, Route, Task};

impl Session {
    /// Opens a dialog to review something in. In the popup the whole app takes over for that.
    pub(crate) fn review(self, what: Reviewing) {
        if self.surface.whole().is_some() {
            self.reviewing.set(Some(what));
        } else {
            self.hand_over(Task::Review(what), None);
        }
    }

    /// Shows a prompt in full, with all that belongs to it. In the popup the whole app takes over for that.
    pub(crate) fn open_reader(self, prompt: PromptId) {
        self.wish.chosen.set(Some(prompt));
        if self.surface.whole().is_some() {
            self.wish.is_reading.set(true);
        } else {
            self.hand_over(Task::Read, None);
        }
    }

    /// Asks where a prompt is to be copied or moved. In the popup the whole app takes over for that.
    pub(crate) fn carry(self, prompt: PromptId) {
        if self.surface.whole().is_some() {
            self.carrying.set(Some(prompt));
        } else {
            self.wish.chosen.set(Some(prompt));
            self.hand_over(Task::Carry, None);
        }
    }

    /// Asks whether to leave the team that is shown. In the popup the whole app takes over for that.
    pub(crate) fn leave(self) {
        if self.surface.whole().is_some() {
            self.leaving.set(untrack(|| self.current()));
            self.go(Route::Settings);
        } else {
            self.hand_over(Task::Leave, None);
        }
    }

    /// Has the whole app take over where the popup is, and draws what stands there until then.
    pub(crate) fn take_over(self) -> Node {
        self.hand_over(Task::Whole, None);
        nothing()
    }

    /// Has the whole app take over from the popup's own module. It restores what is being written and looked for. `editing`:
    /// what is to be opened in its editor.
    pub(super) fn hand_over(self, task: Task, editing: Option<Editing>) {
        if self.behind.with(|behind| behind.over.replace(true)) {
            return;
        }
        spawn_local(async move {
            if let Some(editing) = editing {
                self.leave_editor(editing).await;
            }
            self.forget_watch(|_| true);
            self.wish.hand_over();
            // `popup.js` hears this.
            if window().location().set_hash(task.hash()).is_err() {
                self.open_page(self.route.get_untracked().hash());
            }
        });
    }

    /// Tells whether the whole app has taken over from this one.
    pub(crate) fn is_over(self) -> bool {
        self.behind.with(|behind| behind.over.get())
    }
}
