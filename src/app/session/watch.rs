//! Hearing what happens in the folder of the library that is shown.

use leptos::prelude::*;
use prompt_commons::model::LibraryId;

use super::Session;

impl Session {
    /// Hears from now on what changes in the folder of the library that is shown.
    pub(super) async fn watch(self, id: &LibraryId) {
        let is_shown = untrack(|| self.current()).as_ref() == Some(id) && !self.is_over();
        if id.is_personal() || !is_shown || self.behind.with(|behind| behind.watched.borrow().is_some()) {
            return;
        }
        self.behind.with(|behind| behind.watched.replace(Some((id.clone(), None))));
        let library = id.clone();
        let hear = move |is_last| {
            if is_last {
                // The folder went away. The next look at it that finds it hears it anew.
                self.forget_watch(|watched| *watched == library);
            }
            self.sync(library.clone());
        };
        let watch = self.browser().watch(id, hear).await;
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
            self.sync(id.clone());
        } else {
            // The next look at the folder tries again.
            self.forget_watch(|watched| watched == id);
        }
    }

    pub(super) fn forget_watch(self, is_over: impl Fn(&LibraryId) -> bool) {
        self.behind.with(|behind| behind.watched.borrow_mut().take_if(|(library, _)| is_over(library)));
    }
}
