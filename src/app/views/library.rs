//! One library: its head, what needs a decision, the list, and what is beside it.

use web_sys::Node;

use super::{empty, header, list, news};
use crate::derived::Derived;
use crate::dom::{El, el, nothing, part};
use crate::session::{Session, Shown};

#[derive(Clone, PartialEq, Eq)]
enum Stage {
    NoTeam,
    Loading,
    Ready,
    Failed(String),
}

/// Draws the library of the route.
pub(crate) fn library(session: Session) -> Node {
    let current = Derived::new(move || session.current());
    let stage = Derived::new(move || {
        session.shown.with(|shown| match shown {
            _ if current.get().is_none() => Stage::NoTeam,
            Shown::Nothing | Shown::Loading => Stage::Loading,
            Shown::Begun(_) | Shown::Ready(_) => Stage::Ready,
            Shown::Failed(error) => Stage::Failed(error.clone()),
        })
    });
    part(move || {
        // Another library is another place: its own search, its own scroll.
        current.track();
        match stage.get() {
            Stage::NoTeam => empty::no_team(session),
            Stage::Loading => empty::loading(),
            Stage::Failed(error) => empty::failed(session, &error),
            Stage::Ready => ready(session),
        }
    })
}

fn ready(session: Session) -> Node {
    let wish = session.wish;
    wish.start();
    let body = el("div")
        .class("body")
        .maybe(session.surface.wide().map(|wide| (wide.shelves)(session, wish)))
        .child(list::list(session, wish))
        .child(pane(session));
    el("div")
        .class("library")
        .class_when("writing", move || session.editing.with(Option::is_some))
        .class_when("reading", move || wish.is_reading.get() && session.editing.with(Option::is_none))
        .child(header::header(session))
        .child(notices(session))
        .child(body)
        // Below the list, which doesn't move under a hand when they come.
        .child(news::news(session))
        .into()
}

/// Draws edits that were refused, if there are any, and what the whole app says besides.
fn notices(session: Session) -> Node {
    if let Some(whole) = session.surface.whole() {
        return (whole.notices)(session);
    }
    let is_any = Derived::new(move || session.outline().is_some_and(|view| !view.beside.held.is_empty()));
    part(move || if is_any.get() { session.take_over() } else { nothing() })
}

/// Draws what is beside the list: the editor, or the prompt that was chosen. Narrow surfaces show only the
/// editor, over the list.
fn pane(session: Session) -> El {
    // Typing changes the editing state all the time; only another prompt is another editor, or the same with another
    // text in it.
    let open = Derived::new(move || {
        let turn = session.editor_turn.get();
        session
            .editing
            .with(|editing| editing.as_ref().map(|editing| (editing.prompt.clone(), editing.is_new(), turn)))
    });
    let reads =
        move || session.surface.wide().or(session.surface.whole().filter(|_| session.wish.is_reading.get()));
    let pane = el("section").class("pane").attr_say("aria-label", "list-prompt");
    pane.part(move || {
        let writes = open.get().and(session.surface.whole()).map(|whole| (whole.editor)(session));
        let draw = || reads().map_or_else(nothing, |whole| (whole.reader)(session));
        writes.unwrap_or_else(draw)
    })
}
