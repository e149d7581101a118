//! Edits that the library's rules refuse: they wait here until their author decides.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::command::Command;
use prompt_commons::model::{Draft, LibraryId};
use prompt_commons_engine::{self as engine, Held};

use super::on;
use crate::derived::Derived;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::words;

/// Draws the banners, if there are any.
pub(crate) fn held(session: Session) -> AnyView {
    let held = Derived::new(move || session.view().map(|view| view.held.clone()).unwrap_or_default());
    (move || held.get().into_iter().map(|held| banner(session, held)).collect_view()).into_any()
}

fn banner(session: Session, held: Held) -> AnyView {
    let view = untrack(|| session.view());
    let (what, draft) = view
        .map(|view| {
            let (what, draft) = words::held(&held, &view.library);
            (what, draft.cloned())
        })
        .unwrap_or_default();
    let reason = held.reason.to_string();
    let copy = draft.map(|draft| {
        let held = held.clone();
        view! {
            <button
                class="quiet"
                on:click=on::click(move |_| {
                    let (held, draft) = (held.clone(), draft.clone());
                    spawn_local(async move { copy(session, held, draft).await });
                })
            >
                "Copy to My Prompts"
            </button>
        }
    });
    view! {
        <div class="notice warn held" role="group" aria-label="An edit that was not taken">
            {icon(Icon::Alert)}
            <div class="grow">
                <p>
                    <strong>{what}</strong>
                    " was not taken by the team's file: "
                    {reason}
                </p>
                <div class="row wrap">
                    {copy}
                    <button
                        class="quiet"
                        on:click=on::click(move |_| {
                            let held = held.clone();
                            spawn_local(async move { discard(session, &held).await });
                        })
                    >
                        "Discard"
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Saves it among one's own prompts first; only then it is given up here.
async fn copy(session: Session, held: Held, draft: Draft) {
    let draft = Draft { category: None, ..draft };
    let command = Command::AddPrompt { id: session.mint(), draft };
    match engine::edit(&session.browser(), &LibraryId::personal(), command).await {
        Ok(_) => {
            discard(session, &held).await;
            session.say("Copied to My Prompts");
        }
        Err(error) => session.alert.set(Some(error.to_string())),
    }
}

async fn discard(session: Session, held: &Held) {
    if let Err(error) = engine::discard(&session.browser(), held).await {
        session.alert.set(Some(error.to_string()));
    }
    if let Some(id) = untrack(|| session.current()) {
        session.synced(&id).await;
    }
}
