//! Deleting a team's library for everyone.

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::message::{EngineReply, EngineRequest};
use web_sys::Node;

use super::parts;
use crate::derived::Derived;
use crate::dom::{El, button, el, part};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::surface::Route;
use crate::words::{self, say};

/// Draws the section: what it means first, and nothing is deleted before the team's name is typed.
pub(crate) fn dissolve(session: Session) -> El {
    let asking = State::new(false);
    let name =
        Derived::new(move || session.view().map(|view| view.library.name().to_owned()).unwrap_or_default());
    let ask = part(move || {
        if asking.get() {
            return question(session, asking, name);
        }
        let ask = button("quiet wary", move || asking.set(true));
        el("div").child(ask.child(icon(Icon::Delete)).say("dissolve-ask")).into()
    });
    el("section")
        .class("stack")
        .child(el("h2").say("dissolve-heading"))
        .child(el("p").class("hint").say("dissolve-hint"))
        .child(ask)
}

fn question(session: Session, asking: State<bool>, name: Derived<String>) -> Node {
    let error = State::new(None::<String>);
    let typed = State::new(String::new());
    let busy = State::new(false);
    let is_meant = move || typed.with(|typed| typed.trim() == name.get().trim());
    let delete = move || {
        let Some(id) = untrack(|| session.current()).filter(|_| untrack(is_meant)) else { return };
        busy.set(true);
        spawn_local(async move {
            let delete = EngineRequest::Delete { library: id.to_string() };
            let reply = session.engine().ask(&delete, None).await;
            busy.set(false);
            match reply {
                EngineReply::Deleted { backup } => {
                    session.read_libraries().await;
                    session.go(Route::Team(None));
                    session.say(say!("dissolve-done", backup = &backup));
                }
                EngineReply::Failed { reason, .. } => error.set(Some(words::sentence(&reason))),
                _ => {}
            }
        });
    };
    let field = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .typed("input", move |text| typed.set(text))
        .focused();
    let submit = el("button")
        .class("grave")
        .attr("type", "submit")
        .attr_when("disabled", move || busy.get() || !is_meant())
        .say("dissolve-do");
    let cancel = button("", move || asking.set(false))
        .attr("type", "button")
        .attr("data-stays", "")
        .say("word-cancel");
    parts::form(error, delete)
        .class("stack ask")
        .child(parts::labelled(&say!("dissolve-type", name = &name.get_untracked()), field))
        .child(parts::alert_of(error))
        .child(el("div").class("row wrap").child(cancel).child(submit))
        .into()
}
