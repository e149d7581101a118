//! Edits that the library's rules refuse: they wait here until their author decides.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::command::Command;
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::{Draft, LibraryId};
use prompt_commons_engine::Held;
use web_sys::Node;

use crate::derived::Derived;
use crate::dom::{button, el, group, part};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::words::{say, sentence};

/// Draws the banners, if there are any.
pub(crate) fn held(session: Session) -> Node {
    let held = Derived::new(move || session.view().map(|view| view.beside.held.clone()).unwrap_or_default());
    part(move || {
        let banners: Vec<Node> = held.get().into_iter().map(|held| banner(session, held)).collect();
        group(&banners)
    })
}

fn banner(session: Session, held: Held) -> Node {
    let words = el("p").text(&say!("held-refused", what = &held.what, reason = &held.reason));
    let copy = held.draft.clone().map(|draft| {
        let held = held.clone();
        let act = move || {
            let (held, draft) = (held.clone(), draft.clone());
            spawn_local(async move { copy(session, held, draft).await });
        };
        button("quiet", act).say("held-move")
    });
    let discard = move || {
        let held = held.clone();
        spawn_local(async move { discard(session, &held).await });
    };
    let buttons = el("div").class("row wrap").maybe(copy).child(button("quiet", discard).say("held-discard"));
    el("div")
        .class("notice warn held")
        .attr("role", "group")
        .attr_say("aria-label", "held-name")
        .child(icon(Icon::Alert))
        .child(el("div").class("grow").child(words).child(buttons))
        .into()
}

/// Saves it among one's own prompts first; only then it is given up here.
async fn copy(session: Session, held: Held, draft: Draft) {
    if keep(session, draft).await {
        discard(session, &held).await;
    }
}

/// Saves what was written among one's own prompts. Returns whether it went well; either way the person has been told.
pub(crate) async fn keep(session: Session, draft: Draft) -> bool {
    let draft = Draft { category: None, ..draft };
    let command = Command::add(session.mint(), draft);
    let kept = session.edit(&LibraryId::personal(), vec![command]).await;
    match &kept {
        Ok(_) => session.say(say!("held-copied")),
        Err(error) => session.alert.set(Some(error.clone())),
    }
    kept.is_ok()
}

async fn discard(session: Session, held: &Held) {
    let Some(id) = untrack(|| session.current()) else { return };
    let discard = EngineRequest::Discard { library: id.to_string(), key: held.key.clone() };
    if let EngineReply::Failed { reason, .. } = session.engine().ask(&discard, None).await {
        session.alert.set(Some(sentence(&reason)));
    }
    session.synced(&id).await;
}
