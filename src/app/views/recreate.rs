//! Writing a team's file anew that is gone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::message::{EngineReply, EngineRequest};
use web_sys::Node;

use crate::dom::{button, el, part};
use crate::session::Session;
use crate::state::State;
use crate::words::{say, sentence};

/// Draws what writes a file anew that is gone, after a question: it may only have been moved.
pub(crate) fn recreate(session: Session) -> Node {
    let asking = State::new(false);
    let write = move || {
        asking.set(false);
        let Some(id) = untrack(|| session.current()) else { return };
        spawn_local(async move {
            let request = EngineRequest::Recreate { library: id.to_string() };
            if let EngineReply::Failed { reason, .. } = session.engine().ask(&request, None).await {
                session.alert.set(Some(sentence(&reason)));
            }
            session.synced(&id).await;
        });
    };
    part(move || {
        if !asking.get() {
            return button("quiet", move || asking.set(true)).say("recreate-ask").into();
        }
        let count = untrack(|| session.view()).map_or(0, |view| view.library.prompts().len());
        el("div")
            .class("row wrap ask")
            .attr("role", "dialog")
            .attr_say("aria-label", "recreate-question")
            .child(el("span").class("grow").text(&say!("recreate-hint", count = count)))
            .child(button("quiet", move || asking.set(false)).stays().say("word-cancel"))
            .child(button("lead", write).say("recreate-write"))
            .into()
    })
}
