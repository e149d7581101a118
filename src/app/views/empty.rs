//! What is there when there is nothing yet: what this is, and what to do next.

use leptos::prelude::*;
use prompt_commons::access::{Action, Target};

use super::library::Wish;
use super::on;
use super::parts;
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::listing::Filter;
use crate::session::Session;
use crate::surface::Route;

/// No team on this device.
pub(crate) fn no_team(session: Session) -> AnyView {
    view! {
        <div class="empty">
            <span class="emblem">{icon(Icon::Team)}</span>
            <h1>"Share prompts with your team"</h1>
            <p>
                "A team library is one file in a folder that you share already: Dropbox, Google Drive, OneDrive, a network drive. No server, no account."
            </p>
            <div class="row wrap centre">
                <button class="lead" on:click=on::click(move |_| session.go(Route::Create))>
                    "Create Team"
                </button>
                <button on:click=on::click(move |_| session.go(Route::Join))>"Join Team"</button>
            </div>
        </div>
    }
    .into_any()
}

/// A library without prompts.
pub(crate) fn no_prompts(session: Session) -> AnyView {
    let view = untrack(|| session.view());
    let personal = view.as_ref().is_some_and(|view| view.record.id.is_personal());
    let adds = view.as_ref().is_some_and(|view| view.can(Action::AddPrompt, Target::Library).is_ok());
    let (heading, words) = if personal {
        ("Your own prompts", "Keep the prompts that you use again and again. They stay on this device.")
    } else if adds {
        (
            "No prompts yet",
            "The first prompt that you add is in the team's folder a moment later, for everyone.",
        )
    } else {
        ("No prompts yet", "As soon as someone in the team adds prompts, they are here.")
    };
    let open = move |_| {
        if let Some(library) = untrack(|| session.current()) {
            session.open_editor(Editing::add(library, session.mint(), None));
        }
    };
    view! {
        <div class="empty">
            <span class="emblem">{icon(Icon::Note)}</span>
            <h2>{heading}</h2>
            <p>{words}</p>
            {adds
                .then(|| {
                    view! {
                        <button class="lead" on:click=on::click(open)>
                            {icon(Icon::Plus)}
                            "Add prompt"
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}

/// A search or a category without prompts.
pub(crate) fn nothing_found(wish: Wish) -> AnyView {
    let words = move || {
        let query = wish.query.get();
        if query.trim().is_empty() {
            "No prompts in this category yet".to_owned()
        } else {
            format!("Nothing found for “{}”", crate::words::clip(query.trim(), 40))
        }
    };
    view! {
        <div class="empty faint">
            {icon(Icon::Search)} <p>{words}</p>
            <button
                class="link"
                on:click=on::click(move |_| {
                    wish.query.set(String::new());
                    wish.filter.set(Filter::All);
                })
            >
                "Show all prompts"
            </button>
        </div>
    }
    .into_any()
}

/// The first read of a library: the list's shape, for the moment that it takes.
pub(crate) fn loading() -> AnyView {
    view! {
        <div class="loading" aria-busy="true">
            <span class="unseen">"Loading…"</span>
            <span class="bone short"></span>
            <span class="bone"></span>
            <span class="bone tall"></span>
            <span class="bone tall"></span>
            <span class="bone tall"></span>
        </div>
    }
    .into_any()
}

/// A library that can't be read from this device.
pub(crate) fn failed(session: Session, error: String) -> AnyView {
    view! {
        <div class="empty">
            <h1>"This library can't be shown"</h1>
            {parts::alert(error)}
            <div class="row wrap centre">
                <button on:click=on::click(move |_| {
                    if let Some(id) = untrack(|| session.current()) {
                        session.sync(id);
                    }
                })>"Try again"</button>
                <button on:click=on::click(move |_| session.go(Route::Join))>"Join Team"</button>
            </div>
        </div>
    }
    .into_any()
}
