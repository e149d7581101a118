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
use crate::state::{Kept, State};
use crate::words::{say, sentence};

/// Banners that stand above a list at once: it has to be seen, too.
const MOST: usize = 2;

/// Draws the banners, if there are any.
pub(crate) fn held(session: Session) -> Node {
    let held =
        Derived::new(move || session.outline().map(|view| view.beside.held.clone()).unwrap_or_default());
    part(move || {
        let all = held.get();
        let more = all.len().saturating_sub(MOST);
        let mut banners: Vec<Node> =
            all.iter().take(MOST).map(|held| banner(session, held.clone())).collect();
        banners.extend((more > 0).then(|| others(session, all, more)));
        group(&banners)
    })
}

/// Says how many more there are, and moves all that can be moved.
fn others(session: Session, all: Vec<Held>, more: usize) -> Node {
    let busy = State::new(false);
    let all = Kept::new(all);
    let move_all = move || {
        let all = all.with(Vec::clone);
        busy.set(true);
        spawn_local(async move {
            copy_all(session, all).await;
            if busy.is_there() {
                busy.set(false);
            }
        });
    };
    let button = button("quiet", move_all).attr_when("disabled", move || busy.get()).say("held-move-all");
    el("div")
        .class("notice warn held")
        .child(icon(Icon::Alert))
        .child(
            el("div")
                .class("grow")
                .child(el("p").text(&say!("held-more", count = more)))
                .child(el("div").class("row wrap").child(button)),
        )
        .into()
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

/// Saves all drafts among one's own prompts, all or none; only then they are given up here.
async fn copy_all(session: Session, all: Vec<Held>) {
    let Some(id) = untrack(|| session.current()) else { return };
    let (keys, drafts): (Vec<String>, Vec<Draft>) =
        all.into_iter().filter_map(|held| Some((held.key, held.draft?))).unzip();
    let own = |draft: Draft| Command::add(session.mint(), Draft { category: None, ..draft });
    let commands: Vec<Command> = drafts.into_iter().map(own).collect();
    if let Err(error) = session.edit_all(&LibraryId::personal(), &commands).await {
        return session.alert.set(Some(error));
    }
    for key in keys {
        let discard = EngineRequest::Discard { library: id.to_string(), key };
        if let EngineReply::Failed { reason, .. } = session.engine().ask(&discard, None).await {
            session.alert.set(Some(sentence(&reason)));
            break;
        }
    }
    session.say(say!("held-copied"));
    session.synced(&id).await;
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
