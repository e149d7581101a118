//! One library: its head, what needs a decision, categories, the list, and the pane beside it.

use web_sys::Node;

use super::{editor, empty, header, held, list, parts, reader};
use crate::derived::Derived;
use crate::dom::{El, button, el, part};
use crate::listing::{Filter, Shelf, shelves};
use crate::session::{Session, Shown};
use crate::state::State;

/// What of the list is asked for. It starts afresh with each library.
#[derive(Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) query: State<String>,
    pub(crate) filter: State<Filter>,
}

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
            Shown::Ready(_) => Stage::Ready,
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
    let wish = Wish { query: State::default(), filter: State::default() };
    let body = el("div")
        .class("body")
        .child(categories(session, wish))
        .child(list::list(session, wish))
        .child(pane(session));
    el("div")
        .class("library")
        .class_when("writing", move || session.editing.with(Option::is_some))
        .child(header::header(session))
        .child(held::held(session))
        .child(body)
        .into()
}

/// Draws the categories beside the list; where there is no room the list's own choice stands in for them.
fn categories(session: Session, wish: Wish) -> El {
    let shelves = Derived::new(move || session.view().map(|view| shelves(&view)).unwrap_or_default());
    let list = move || {
        let line = |shelf| parts::shelf(shelf, move |shelf| line(shelf, wish));
        shelves.get().into_iter().map(line).collect()
    };
    el("nav").class("shelves scroll").attr("aria-label", "Categories").child(el("ul").rows(list))
}

fn line(shelf: Shelf, wish: Wish) -> El {
    let (filter, chosen) = (shelf.filter.clone(), shelf.filter);
    let choose = button("shelf", move || wish.filter.set(filter.clone()))
        .attr_of("aria-current", move || (wish.filter.get() == chosen).then(|| "true".to_owned()))
        .child(parts::dot(shelf.color.as_deref()))
        .child(el("span").class("grow").text(&shelf.name))
        .child(el("span").class("count").text(&shelf.count.to_string()));
    el("li").child(choose)
}

/// Draws what is beside the list: the editor, or the prompt that was chosen. Narrow surfaces show only the
/// editor, over the list.
fn pane(session: Session) -> El {
    // Typing changes the editing state all the time; only another prompt is another editor.
    let open = Derived::new(move || {
        session
            .editing
            .with(|editing| editing.as_ref().map(|editing| (editing.prompt.clone(), editing.is_new())))
    });
    el("section").class("pane").attr("aria-label", "Prompt").part(move || match open.get() {
        Some(_) => editor::editor(session),
        None => reader::reader(session),
    })
}
