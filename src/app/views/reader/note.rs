//! A private note on a prompt: on this device, for nobody else.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::PromptId;
use prompt_commons_engine::{self as engine, Device as _};

use crate::dom::{El, el};
use crate::session::Session;
use crate::state::State;

/// Draws the field. What is written is kept as it is typed.
pub(super) fn note(session: Session, prompt: &PromptId) -> El {
    let text = State::new(String::new());
    let Some(library) = untrack(|| session.current()) else { return el("section") };
    let (of, id) = (library.clone(), prompt.clone());
    spawn_local(async move {
        match engine::note(&session.browser(), &of, &id).await {
            Ok(note) => text.set(note.unwrap_or_default()),
            Err(error) => session.alert.set(Some(crate::words::said(&error))),
        }
    });
    let id = prompt.clone();
    let keep = move |words: String| {
        text.set(words.clone());
        let (library, prompt) = (library.clone(), id.clone());
        let browser = session.browser();
        spawn_local(async move {
            let kept = async {
                // The newest, whichever key came first.
                let words = Some(text.get_untracked()).filter(|words| !words.trim().is_empty());
                engine::keep_note(&browser, &library, &prompt, words).await
            };
            if let Err(error) = browser.exclusive("note", kept).await {
                session.alert.set(Some(crate::words::said(&error)));
            }
        });
    };
    let field = el("textarea")
        .attr("rows", "2")
        .attr_say("aria-label", "note-private")
        .attr_say("placeholder", "note-hint")
        .value_of(move || text.get())
        .typed("input", keep);
    el("section").class("stack").child(el("h3").say("note-private")).child(field)
}
