//! Writing a team's file anew that is gone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::message::{EngineReply, EngineRequest};
use web_sys::Node;

use crate::dom::{button, el, part};
use crate::session::Session;
use crate::state::State;
use crate::words;

/// Draws what writes a file anew that is gone, after a question: it may only have been moved.
pub(crate) fn recreate(session: Session) -> Node {
    let asking = State::new(false);
    let write = move || {
        asking.set(false);
        let Some(id) = untrack(|| session.current()) else { return };
        spawn_local(async move {
            let request = EngineRequest::Recreate { library: id.to_string() };
            if let EngineReply::Failed { reason, .. } = session.engine().ask(&request, None).await {
                session.alert.set(Some(words::sentence(&reason)));
            }
            session.synced(&id).await;
        });
    };
    part(move || {
        if !asking.get() {
            return button("quiet", move || asking.set(true)).text("Write it again…").into();
        }
        let count = untrack(|| session.view()).map_or(0, |view| view.library.prompts().len());
        let words = format!(
            "If the file is gone for good, this device writes it again, with the {} that it knows.",
            words::count(count, "prompt", "prompts")
        );
        el("div")
            .class("row wrap ask")
            .attr("role", "dialog")
            .attr("aria-label", "Write the team's file again?")
            .child(el("span").class("grow").text(&words))
            .child(button("quiet", move || asking.set(false)).focused().text("Cancel"))
            .child(button("lead", write).text("Write the file"))
            .into()
    })
}
