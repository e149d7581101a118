//! The list: search, the choice of a category, and the cards.

use leptos::html;
use leptos::prelude::*;
use prompt_commons::access::{Action, Target};
use prompt_commons::search::Query;
use wasm_bindgen::JsCast;

use super::library::Wish;
use super::on;
use super::{card, empty, parts};
use crate::derived::{Derived, effect};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::listing::{Filter, Item, listing, shelves};
use crate::session::Session;
use crate::words;

/// Cards that are drawn at first, and each time that the end comes near.
const STEP: usize = 40;

/// Pixels from the end of the list at which more of it is drawn.
const NEAR: i32 = 600;

/// Draws the list.
pub(crate) fn list(session: Session, wish: Wish) -> AnyView {
    let limit = RwSignal::new(STEP);
    let query = Derived::new(move || wish.query.with(|text| Query::parse(text)));
    let listing = Derived::new(move || {
        let view = session.view();
        view.map(|view| listing(&view, &query.get(), &wish.filter.get(), limit.get())).unwrap_or_default()
    });
    let scroller = NodeRef::<html::Div>::new();
    effect(move || {
        query.track();
        wish.filter.track();
        limit.set(STEP);
        if let Some(scroller) = scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    });
    let total = Derived::new(move || listing.with(|listing| listing.total));
    let more = Derived::new(move || listing.with(|listing| listing.total - listing.shown));
    let bare = Derived::new(move || {
        session.view().is_none_or(|view| view.role().is_none() || view.library.prompts().is_empty())
    });
    view! {
        <div class="listing">
            {move || (!bare.get()).then(|| tools(session, wish))} <p class="unseen" aria-live="polite">
                {move || (!query.get().is_empty()).then(|| words::count(total.get(), "prompt found", "prompts found"))}
            </p>
            <div
                class="cards scroll"
                node_ref=scroller
                on:scroll=on::event(move |event| {
                    let list = event.target().and_then(|list| list.dyn_into::<web_sys::Element>().ok());
                    let end = list.is_some_and(|list| {
                        list.scroll_top() + list.client_height() + NEAR > list.scroll_height()
                    });
                    if end && more.get_untracked() > 0 {
                        limit.update(|limit| *limit += STEP);
                    }
                })
            >
                {move || match (total.get(), bare.get()) {
                    (0, true) => Some(empty::no_prompts(session)),
                    (0, false) => Some(empty::nothing_found(wish)),
                    _ => None,
                }}
                <For
                    each=move || listing.with(|listing| listing.items.clone())
                    key=Item::key
                    children=move |item| match item {
                        Item::Heading(shelf) => {
                            view! {
                                <h2 class="heading">
                                    {parts::dot(shelf.color.as_deref())} {shelf.name}
                                    <span class="count">{shelf.count}</span>
                                </h2>
                            }
                                .into_any()
                        }
                        Item::Card(row) => card::card(session, *row),
                    }
                />
                {move || {
                    (more.get() > 0)
                        .then(|| {
                            view! {
                                <button class="more" on:click=on::click(move |_| limit.update(|limit| *limit += STEP))>
                                    {move || format!("Show more ({} left)", more.get())}
                                </button>
                            }
                        })
                }}
            </div>
        </div>
    }
    .into_any()
}

/// Draws what stands above the cards. A library without prompts has its own words instead.
fn tools(session: Session, wish: Wish) -> AnyView {
    let adds = Derived::new(move || {
        session.view().is_some_and(|view| view.can(Action::AddPrompt, Target::Library).is_ok())
    });
    let shelves = Derived::new(move || session.view().map(|view| shelves(&view)).unwrap_or_default());
    let search = NodeRef::<html::Input>::new();
    if session.surface.is_popup() {
        parts::focused(search);
    }
    view! {
        <div class="tools">
            <div class="row">
                <div class="search grow">
                    {icon(Icon::Search)}
                    <input
                        type="search"
                        role="searchbox"
                        aria-label="Search prompts"
                        placeholder="Search prompts…"
                        autocomplete="off"
                        spellcheck="false"
                        node_ref=search
                        prop:value=move || wish.query.get()
                        on:input=on::event(move |event| wish.query.set(event_target_value(&event)))
                    />
                </div>
                {move || {
                    adds.get()
                        .then(|| {
                            view! {
                                <button class="lead" on:click=on::click(move |_| add(session, wish))>
                                    {icon(Icon::Plus)}
                                    "Add prompt"
                                </button>
                            }
                        })
                }}
            </div>
            {move || {
                (shelves.with(Vec::len) > 1)
                    .then(|| {
                        view! {
                            <select
                                class="filter"
                                aria-label="Show category"
                                on:change=on::event(move |event| wish.filter.set(Filter::parse(&event_target_value(&event))))
                            >
                                {shelves
                                    .get()
                                    .into_iter()
                                    .map(|shelf| {
                                        let value = shelf.filter.value().to_owned();
                                        view! {
                                            <option
                                                value=value
                                                selected=move || wish.filter.get() == shelf.filter
                                            >
                                                {format!("{} ({})", shelf.name, shelf.count)}
                                            </option>
                                        }
                                    })
                                    .collect_view()}
                            </select>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// Opens the editor on a new prompt, filed where the person is looking.
fn add(session: Session, wish: Wish) {
    let Some(library) = untrack(|| session.current()) else { return };
    let category = match wish.filter.get_untracked() {
        Filter::Category(id) => Some(id),
        Filter::All | Filter::Unfiled => None,
    };
    session.open_editor(Editing::add(library, session.mint(), category));
}
