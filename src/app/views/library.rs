//! One library: its head, what needs a decision, categories, the list, and the pane beside it.

use leptos::prelude::*;

use super::on;
use super::{editor, empty, header, held, list, reader};
use crate::derived::Derived;
use crate::listing::{Filter, shelves};
use crate::session::{Session, Shown};

/// What of the list is asked for. It starts afresh with each library.
#[derive(Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) query: RwSignal<String>,
    pub(crate) filter: RwSignal<Filter>,
}

#[derive(Clone, PartialEq, Eq)]
enum Stage {
    NoTeam,
    Loading,
    Ready,
    Failed(String),
}

/// Draws the library of the route.
pub(crate) fn library(session: Session) -> AnyView {
    let current = Derived::new(move || session.current());
    let stage = Derived::new(move || {
        session.shown.with(|shown| match shown {
            _ if current.get().is_none() => Stage::NoTeam,
            Shown::Nothing | Shown::Loading => Stage::Loading,
            Shown::Ready(_) => Stage::Ready,
            Shown::Failed(error) => Stage::Failed(error.clone()),
        })
    });
    (move || {
        // Another library is another place: its own search, its own scroll.
        current.track();
        match stage.get() {
            Stage::NoTeam => empty::no_team(session),
            Stage::Loading => empty::loading(),
            Stage::Failed(error) => empty::failed(session, error),
            Stage::Ready => ready(session),
        }
    })
    .into_any()
}

fn ready(session: Session) -> AnyView {
    let wish = Wish { query: RwSignal::default(), filter: RwSignal::default() };
    let writing = Derived::new(move || session.editing.with(Option::is_some));
    view! {
        <div class="library" class:writing=move || writing.get()>
            {header::header(session)} {held::held(session)} <div class="body">
                {categories(session, wish)} {list::list(session, wish)} {pane(session)}
            </div>
        </div>
    }
    .into_any()
}

/// Draws the categories beside the list; where there is no room the list's own choice stands in for them.
fn categories(session: Session, wish: Wish) -> AnyView {
    let shelves = Derived::new(move || session.view().map(|view| shelves(&view)).unwrap_or_default());
    view! {
        <nav class="shelves scroll" aria-label="Categories">
            <ul>
                {move || {
                    shelves.get().into_iter().map(move |shelf| {
                        let (filter, chosen) = (shelf.filter.clone(), shelf.filter.clone());
                        view! {
                            <li>
                                <button
                                    class="shelf"
                                    aria-current=move || (wish.filter.get() == chosen).then_some("true")
                                    on:click=on::click(move |_| wish.filter.set(filter.clone()))
                                >
                                    {super::parts::dot(shelf.color.as_deref())}
                                    <span class="grow">{shelf.name}</span>
                                    <span class="count">{shelf.count}</span>
                                </button>
                            </li>
                        }
                    }).collect_view()
                }}
            </ul>
        </nav>
    }
    .into_any()
}

/// Draws what is beside the list: the editor, or the prompt that was chosen. Narrow surfaces show only the
/// editor, over the list.
fn pane(session: Session) -> AnyView {
    // Typing changes the editing state all the time; only another prompt is another editor.
    let open = Derived::new(move || {
        session
            .editing
            .with(|editing| editing.as_ref().map(|editing| (editing.prompt.clone(), editing.is_new())))
    });
    view! {
        <section class="pane" aria-label="Prompt">
            {move || match open.get() {
                Some(_) => editor::editor(session),
                None => reader::reader(session),
            }}
        </section>
    }
    .into_any()
}
