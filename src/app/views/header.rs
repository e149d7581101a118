//! The head of a library: its name, the member's role, and where the edits are.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Denied, Target};
use prompt_commons_engine::View;

use super::on;
use super::parts;
use crate::derived::Derived;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::Route;
use crate::words;

/// Draws the head.
pub(crate) fn header(session: Session) -> AnyView {
    let name = Derived::new(move || {
        session.view().map(|view| {
            if view.record.id.is_personal() {
                view.record.name.clone()
            } else {
                view.library.name().to_owned()
            }
        })
    });
    let role = Derived::new(move || {
        session.view().filter(|view| !view.record.id.is_personal()).map(|view| match view.role() {
            Some(role) => format!("Role: {}", role.name()),
            None => "Not a member".to_owned(),
        })
    });
    let manages = Derived::new(move || {
        session
            .view()
            .filter(|view| !view.record.id.is_personal())
            .filter(|view| view.can(Action::ManageMembers, Target::Library).is_ok())
            .map(|view| view.record.id.clone())
    });
    let refused = Derived::new(move || session.view().and_then(|view| refused(&view)));
    view! {
        <header class="head">
            <div class="row">
                <h1 class="grow">{move || name.get()}</h1>
                {move || role.get().map(|role| view! { <span class="chip">{role}</span> })}
                {move || {
                    manages
                        .get()
                        .map(|id| {
                            view! {
                                <button class="quiet" on:click=on::click(move |_| session.go(Route::Manage(id.clone())))>
                                    {icon(Icon::Manage)}
                                    "Manage"
                                </button>
                            }
                        })
                }}
            </div>
            {state_line(session)}
            {move || match refused.get() {
                Some(Denied::NotMember) => Some(parts::alert(Denied::NotMember.to_string())),
                Some(reason) => {
                    Some(
                        view! { <p class="hint row">{icon(Icon::Lock)} {reason.to_string()}</p> }.into_any(),
                    )
                }
                None => None,
            }}
        </header>
    }
    .into_any()
}

/// Draws only where the edits are, for parts that have a head of their own.
pub(crate) fn state_only(session: Session) -> AnyView {
    view! { <div class="head">{state_line(session)}</div> }.into_any()
}

/// Why this member can't add to it, unless something else on the screen says so already.
fn refused(view: &View) -> Option<Denied> {
    if view.role().is_some() && (view.library.is_read_only() || !view.held.is_empty()) {
        return None;
    }
    view.can(Action::AddPrompt, Target::Library).err()
}

/// Draws where the edits are. The element stays while its words change, so that they are read out.
fn state_line(session: Session) -> AnyView {
    let state = Derived::new(move || {
        session.view().map(|view| {
            let (name, _, sentence) = words::sync_state(&view);
            (name, sentence)
        })
    });
    let icon_of = Derived::new(move || session.view().map(|view| words::sync_state(&view).1));
    let name = move || state.with(|state| state.as_ref().map_or("waiting", |state| state.0));
    // Trying again does not change a refusal.
    let holds = Derived::new(move || session.view().is_some_and(|view| !view.held.is_empty()));
    let trying = RwSignal::new(false);
    view! {
        <div class="state">
            <p class="sync-state" role="status" data-state=name>
                {move || icon_of.get().map(icon)}
                <span>{move || state.with(|state| state.as_ref().map(|state| state.1.clone()))}</span>
            </p>
            {move || {
                (name() == "needs-permission")
                    .then(|| {
                        view! {
                            <button
                                class="lead"
                                disabled=move || trying.get()
                                on:click=on::click(move |_| reconnect(session, trying))
                            >
                                "Reconnect"
                            </button>
                        }
                    })
            }}
            {move || {
                (matches!(name(), "waiting" | "offline") && !holds.get())
                    .then(|| {
                        view! {
                            <button
                                class="quiet"
                                disabled=move || trying.get()
                                on:click=on::click(move |_| try_again(session, trying))
                            >
                                "Try again"
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

fn reconnect(session: Session, trying: RwSignal<bool>) {
    let Some(id) = untrack(|| session.current()) else { return };
    trying.set(true);
    session.alert.set(None);
    spawn_local(async move {
        match session.browser().reconnect(&id).await {
            Ok(()) => session.synced(&id).await,
            Err(error) => session.alert.set(Some(error.to_string())),
        }
        trying.try_set(false);
    });
}

fn try_again(session: Session, trying: RwSignal<bool>) {
    let Some(id) = untrack(|| session.current()) else { return };
    trying.set(true);
    spawn_local(async move {
        session.synced(&id).await;
        trying.try_set(false);
    });
}
