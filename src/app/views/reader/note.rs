//! A private note on a prompt: on this device, for nobody else.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::{LibraryId, PromptId};
use prompt_commons::ports::StoreError;
use prompt_commons_browser::announcements;
use prompt_commons_engine::{self as engine, Device as _};

use crate::dom::{El, el};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::words;

/// Under which surfaces write notes one after the other.
const LOCK: &str = "note";

/// A note that is shown.
#[derive(Clone)]
struct Note {
    session: Session,
    library: LibraryId,
    prompt: PromptId,
    written: Rc<RefCell<Written>>,
    /// What is in the field, for as long as there is one.
    shown: Kept<State<String>>,
}

/// What is in the field, and what of it is kept: both outlive the field.
#[derive(Default)]
struct Written {
    text: String,
    seen: String,
}

impl Note {
    /// Shows what is kept, unless something else is being written.
    async fn follow(self) {
        match engine::note(&self.session.browser(), &self.library, &self.prompt).await {
            Ok(kept) => {
                let is_idle = self.written.borrow().text == self.written.borrow().seen;
                if is_idle {
                    self.show(kept.unwrap_or_default());
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Keeps what is written by now. Nothing is left to do for a key that another one has come after.
    async fn keep(self) {
        let browser = self.session.browser();
        let kept = browser.exclusive(LOCK, async {
            let (seen, text) = {
                let written = self.written.borrow();
                (written.seen.clone(), written.text.clone())
            };
            if seen == text {
                return Ok(());
            }
            let kept = engine::keep_note(&browser, &self.library, &self.prompt, &seen, &text).await?;
            if self.written.borrow().text == text {
                self.show(kept);
            } else {
                self.written.borrow_mut().seen = text;
            }
            Ok(())
        });
        if let Err(error) = kept.await {
            self.fail(&error);
        }
    }

    fn show(&self, kept: String) {
        self.shown.try_with(|shown| shown.set(kept.clone()));
        self.written.replace(Written { text: kept.clone(), seen: kept });
    }

    fn fail(&self, error: &StoreError) {
        self.session.alert.set(Some(words::said(error)));
    }
}

/// Draws the field. What is written is kept as it is typed.
pub(super) fn note(session: Session, prompt: &PromptId) -> El {
    let Some(library) = untrack(|| session.current()) else { return el("section") };
    let text = State::new(String::new());
    let (prompt, written, shown) = (prompt.clone(), Rc::default(), Kept::new(text));
    let note = Note { session, library: library.clone(), prompt, written, shown };
    spawn_local(note.clone().follow());
    let heard = note.clone();
    // It listens as long as the field is there.
    Kept::new(announcements::listen(move |changed| {
        if changed == heard.library {
            spawn_local(heard.clone().follow());
        }
    }));
    let keep = move |words: String| {
        note.written.borrow_mut().text.clone_from(&words);
        text.set(words);
        spawn_local(note.clone().keep());
    };
    let tell = move |_| {
        let (browser, library) = (session.browser(), library.clone());
        spawn_local(async move {
            // Once it is kept.
            browser.exclusive(LOCK, async {}).await;
            browser.announce(&library);
        });
    };
    let field = el("textarea")
        .attr("rows", "2")
        .attr_say("aria-label", "note-private")
        .attr_say("placeholder", "note-hint")
        .value_of(move || text.get())
        .typed("input", keep)
        .on("change", tell);
    el("section").class("stack").child(el("h3").say("note-private")).child(field)
}
