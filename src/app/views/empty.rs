//! What is there when there is nothing yet: what this is, and what to do next.

use leptos::prelude::*;
use prompt_commons::access::{Action, Target};
use web_sys::Node;

use super::parts;
use crate::dom::{El, button, el};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::shelf::Filter;
use crate::surface::Route;
use crate::wish::Wish;
use crate::words::{self, say};

pub(super) fn emblem(of: Icon) -> El {
    el("span").class("emblem").child(icon(of))
}

/// No team on this device.
pub(crate) fn no_team(session: Session) -> Node {
    let ways = el("div")
        .class("row wrap centre")
        .child(button("lead", move || session.go(Route::Create)).say("empty-create-team"))
        .child(button("", move || session.go(Route::Join)).say("empty-join-team"));
    el("div")
        .class("empty")
        .child(emblem(Icon::Team))
        .child(el("h1").say("empty-no-team"))
        .child(el("p").say("empty-no-team-words"))
        .child(ways)
        .into()
}

/// A library without prompts.
pub(crate) fn no_prompts(session: Session) -> Node {
    let view = untrack(|| session.view());
    let personal = view.as_ref().is_some_and(|view| view.record.id.is_personal());
    let adds = view.as_ref().is_some_and(|view| view.can(Action::AddPrompt, Target::Library).is_ok());
    let left_out = view.as_ref().is_some_and(|view| view.role().is_none());
    let (heading, words) = if left_out {
        ("empty-left-out", "empty-left-out-words")
    } else if personal {
        ("empty-own", "empty-own-words")
    } else if adds {
        ("empty-team", "empty-team-words")
    } else {
        ("empty-team", "empty-viewer-words")
    };
    let open = move || {
        if let Some(library) = untrack(|| session.current()) {
            session.open_editor(Editing::add(library, session.mint()));
        }
    };
    el("div")
        .class("empty")
        .child(emblem(Icon::Note))
        .child(el("h2").say(heading))
        .child(el("p").say(words))
        .maybe(adds.then(|| button("lead", open).child(icon(Icon::Plus)).say("list-add")))
        .into()
}

/// A search, a category or a set without prompts.
pub(crate) fn nothing_found(wish: Wish) -> Node {
    let words = move || {
        let query = wish.query.get();
        if query.trim().is_empty() {
            let is_tagged = wish.tags.with(|tags| !tags.is_empty());
            say!(if is_tagged { "empty-tags" } else { wish.filter.with(Filter::empty) })
        } else {
            say!("empty-search", query = &words::clip(query.trim(), 40))
        }
    };
    let all = button("link", move || wish.clear());
    el("div")
        .class("empty faint")
        .child(icon(Icon::Search))
        .child(el("p").text_of(words))
        .child(all.say("empty-show-all"))
        .into()
}

/// The first read of a library: the list's shape, for the moment that it takes.
pub(crate) fn loading() -> Node {
    let mut all = el("div")
        .class("loading")
        .attr("aria-busy", "true")
        .child(el("span").class("unseen").say("empty-loading"));
    for bone in ["bone short", "bone", "bone tall", "bone tall", "bone tall"] {
        all = all.child(el("span").class(bone));
    }
    all.into()
}

/// A library that can't be read from this device.
pub(crate) fn failed(session: Session, error: &str) -> Node {
    let again = move || {
        if let Some(id) = untrack(|| session.current()) {
            session.sync(id);
        }
    };
    let ways = el("div")
        .class("row wrap centre")
        .child(button("", again).say("header-try-again"))
        .child(button("", move || session.go(Route::Join)).say("empty-join-team"));
    el("div").class("empty").child(el("h1").say("empty-failed")).child(parts::alert(error)).child(ways).into()
}
