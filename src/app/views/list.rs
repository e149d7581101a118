//! The list: search, the choice of a category, and the cards.

use std::ops::Range;

use leptos::prelude::*;
use prompt_commons::access::{Action, Target};
use prompt_commons::model::ItemId;
use prompt_commons_browser::first;
use prompt_commons_browser::preferences::Preferences;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node, NodeList};

use super::window::windowed;
use super::{card, empty, parts, tags};
use crate::derived::{Derived, effect};
use crate::dom::{El, Row, button, el, key, nothing, row};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::listing::{self, Ask, Item, Listing, listing};
use crate::order::Order;
use crate::scene::{Scene, scene};
use crate::session::Session;
use crate::shelf::{Filter, Shelf, has_tags, sets, shelves};
use crate::state::State;
use crate::wish::Wish;
use crate::words::say;

/// Draws the list.
pub(crate) fn list(session: Session, wish: Wish) -> El {
    let arranged = Derived::new(move || arranged(session, wish));
    let scene = scene(session, wish.query);
    let listing = Derived::new(move || {
        let ask = Ask {
            filter: wish.filter.get(),
            tags: wish.tags.get(),
            order: order(session),
            mine: session.mine(),
        };
        if let Some(begun) = session.begun() {
            return listing::begun(&begun.view, &begun.lines);
        }
        scene.with(|scene| listing(scene, &ask))
    });
    let is_begun = Derived::new(move || session.begun().is_some());
    effect(move || remember(session, wish, listing));
    let total = Derived::new(move || listing.with(|listing| listing.total));
    let count = Derived::new(move || listing.with(Listing::len));
    let bare =
        Derived::new(move || session.outline().is_none_or(|view| view.role().is_none() || view.count() == 0));
    let found = move || {
        let searched = scene.with(|scene| scene.found.is_some());
        if searched { say!("list-found", count = total.get()) } else { String::new() }
    };
    let adds = Derived::new(move || {
        session.outline().is_some_and(|view| view.can(Action::AddPrompt, Target::Library).is_ok())
    });
    let none = move || match (total.get(), bare.get(), adds.get()) {
        (0, true, _) => match session.surface.whole().filter(|_| is_new(session)) {
            Some(whole) => (whole.welcome)(session),
            None => empty::no_prompts(session),
        },
        (0, false, _) => empty::nothing_found(wish),
        _ => nothing(),
    };
    let lines = move |range: Range<usize>| {
        let items = listing.with(|listing| scene.with(|scene| listing.items(scene, range)));
        items.iter().map(|item| line(session, wish, arranged, scene, item)).collect()
    };
    // Until it is all there nothing is pressed that the rest would move.
    let cards = el("div").class("cards scroll").attr_when("inert", move || is_begun.get()).part(none);
    let cards = match session.surface.wide() {
        Some(wide) => (wide.zone)(session, wish, cards),
        None => cards,
    };
    let chosen_order = Derived::new(move || order(session));
    let answered = Derived::new(move || scene.with(|scene| scene.typed.clone()));
    let anew = move || {
        chosen_order.track();
        answered.track();
        wish.filter.track();
        wish.tags.track();
    };
    el("div")
        .class("listing")
        .key(|event| walk(&event))
        .when(move || !bare.get(), move || tools(session, wish, adds).into())
        .child(el("h2").class("unseen").say("list-prompts"))
        .child(el("p").class("unseen").attr("aria-live", "polite").text_of(found))
        .maybe(session.surface.wide().map(|wide| (wide.set)(session, wish)))
        .maybe(session.surface.whole().map(|whole| (whole.samples)(session)))
        .child(windowed(cards, count, lines, anew))
}

/// Lines that are kept to be shown before the rest: more than fit on a screen.
const FIRST: usize = 20;

/// Keeps what the list shows first, where that is all of the library.
fn remember(session: Session, wish: Wish, listing: Derived<Listing>) {
    let is_all = wish.query.with(String::is_empty)
        && wish.filter.with(|filter| *filter == Filter::All)
        && wish.tags.with(Vec::is_empty);
    let Some(view) = session.view().filter(|_| is_all) else { return };
    let (library, lines) = (view.record.id.as_str(), listing.with(|listing| listing.first(&view, FIRST)));
    if first::load(library) != lines {
        first::keep(library, lines);
    }
}

/// Goes from the search into the list, through it, and from a card to what is beside the list, by the arrows.
fn walk(event: &KeyboardEvent) {
    let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
    let Some(now) = document().active_element().filter(|_| is_plain && !event.is_composing()) else { return };
    // What has arrows of its own, as a handle has that moves a card, has taken them by now.
    let Some(list) = now.closest(".listing").ok().flatten().filter(|_| !event.default_prevented()) else {
        return;
    };
    let Ok(titles) = list.query_selector_all(".card .title") else { return };
    let card = now.closest(".card").ok().flatten();
    let is_in_card = |title: &Node| card.as_ref().is_some_and(|card| card.contains(Some(title)));
    let at = (0..titles.length()).find(|at| titles.get(*at).as_ref().is_some_and(is_in_card));
    let search = list.query_selector("[type=search]").ok().flatten();
    let to = match (event.key().as_str(), at) {
        ("ArrowDown", None) if search.as_ref() == Some(&now) => titles.get(0),
        // What had the keyboard was scrolled away.
        ("ArrowDown" | "ArrowUp", None) if now.class_list().contains("cards") => in_sight(&now, &titles),
        ("ArrowDown", Some(at)) => titles.get(at + 1),
        ("ArrowUp", Some(0)) => search.map(Node::from),
        ("ArrowUp", Some(at)) => titles.get(at - 1),
        ("ArrowRight", Some(_)) => {
            let details = card.and_then(|card| card.query_selector(".details").ok().flatten());
            return details
                .map(|details| details.unchecked_into::<HtmlElement>().click())
                .unwrap_or_default();
        }
        _ => None,
    };
    if let Some(to) = to {
        // Else the list would scroll, too.
        event.prevent_default();
        let _ = to.unchecked_into::<HtmlElement>().focus();
    }
}

/// Returns the first of the titles that can be seen.
fn in_sight(cards: &Element, titles: &NodeList) -> Option<Node> {
    let top = cards.get_bounding_client_rect().top();
    let is_below = |title: &Node| title.unchecked_ref::<Element>().get_bounding_client_rect().top() >= top;
    (0..titles.length()).filter_map(|at| titles.get(at)).find(is_below)
}

/// Tells whether someone is here for the first time.
fn is_new(session: Session) -> bool {
    session.current().is_some_and(|id| id.is_personal())
        && session.preferences.with(Preferences::is_new)
        && session.teams().is_empty()
}

fn line(
    session: Session,
    wish: Wish,
    arranged: Derived<Option<ItemId>>,
    scene: Derived<Scene>,
    item: &Item,
) -> Row {
    match item {
        Item::Heading(shelf) => parts::shelf(shelf.clone(), move |shelf| {
            let count = el("span").class("count").text(&shelf.count.to_string());
            let color = shelf.color.as_deref();
            let emblem = session
                .surface
                .whole()
                .map_or_else(|| parts::dot(color), |whole| (whole.emblem)(color, shelf.icon.as_deref()));
            el("h2").class("heading").child(emblem).text(&shelf.name).child(count)
        }),
        Item::Card(card) => {
            let (id, picture) = card.key();
            let card = card.clone();
            row(key(&[&id, &picture]), move || card::card(session, wish, arranged, scene, *card))
        }
    }
}

/// Draws what stands above the cards. A library without prompts has its own words instead.
fn tools(session: Session, wish: Wish, adds: Derived<bool>) -> El {
    let shelves = Derived::new(move || {
        session.outline().map(|view| shelves(&view, &session.mine())).unwrap_or_default()
    });
    let search = el("input")
        .attr("type", "search")
        .attr("role", "searchbox")
        .attr_say("aria-label", "list-search")
        .attr_say("placeholder", "list-search-hint")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .value_of(move || wish.query.get())
        .typed("input", move |words| wish.query.set(words));
    // Who goes through the tabs by their arrows stays there.
    let is_in_tabs = document()
        .active_element()
        .is_some_and(|active| active.matches("[role=tab]:focus-visible").unwrap_or_default());
    let search = if session.surface.is_popup() && !is_in_tabs { search.focused() } else { search };
    let search = el("div").class("search grow").child(icon(Icon::Search)).child(search);
    let add =
        move || button("lead", move || add(session, wish)).child(icon(Icon::Plus)).say("list-add").into();
    let options = move || shelves.with(|all| all.iter().map(|shelf| option(shelf, wish)).collect());
    let sets = Derived::new(move || session.outline().map(|view| sets(&view)).unwrap_or_default());
    let set_options = move || sets.with(|all| all.iter().map(|set| option(set, wish)).collect());
    let filter = move || {
        el("select")
            .class("filter")
            .attr_say("aria-label", "list-show")
            .typed("change", move |value| wish.choose(Filter::parse(&value)))
            .rows(options)
            .when(
                move || sets.with(|all| !all.is_empty()),
                move || el("optgroup").attr_say("label", "list-sets").rows(set_options).into(),
            )
            .into()
    };
    let several = Derived::new(move || session.outline().is_some_and(|view| view.count() > 1));
    let sort = move || {
        let option = move |one: Order| {
            let is_set = move || one == Order::Library && matches!(wish.filter.get(), Filter::Set(_));
            let words = move || if is_set() { say!("list-order-set") } else { say!(one.sentence()) };
            el("option")
                .attr("value", one.name())
                .text_of(words)
                .attr_when("selected", move || order(session) == one)
        };
        let sort = el("select").class("filter order").attr_say("aria-label", "list-sort");
        Order::ALL
            .into_iter()
            .fold(sort, |sort, one| sort.child(option(one)))
            .typed("change", move |name| session.habit(&|habits| habits.order.clone_from(&name)))
            .into()
    };
    let cloud = State::new(false);
    let tagged = Derived::new(move || session.outline().is_some_and(|view| has_tags(&view)));
    let tags = move || {
        button("quiet", move || cloud.update(|open| *open = !*open))
            .flag("aria-expanded", move || cloud.get())
            .child(icon(Icon::Tag))
            .say("list-tags")
            .into()
    };
    let narrow = el("div")
        .class("row narrowing")
        .attr_when("inert", move || session.begun().is_some())
        .when(move || shelves.with(Vec::len) > 1 || sets.with(|all| !all.is_empty()), filter)
        .when(move || several.get(), sort)
        .when(move || tagged.get(), tags);
    el("div")
        .class("tools")
        .child(el("div").class("row").child(search).when(move || adds.get(), add))
        .child(narrow)
        .child(tags::cloud(session, wish, move || cloud.get()))
}

/// The order that this person chose.
fn order(session: Session) -> Order {
    session.habits.with(|habits| Order::parse(&habits.order))
}

fn option(shelf: &Shelf, wish: Wish) -> Row {
    parts::shelf(shelf.clone(), move |shelf| {
        el("option")
            .attr("value", &shelf.filter.value())
            .text(&format!("{} ({})", shelf.name, shelf.count))
            .attr_when("selected", move || wish.filter.get() == shelf.filter)
    })
}

/// Opens the editor on a new prompt, filed where the person is looking.
fn add(session: Session, wish: Wish) {
    let Some(library) = untrack(|| session.current()) else { return };
    session.open_editor(Editing::add(library, session.mint()).within(wish.filter.get_untracked()));
}

/// Returns the set that is shown as a whole, in its own order, to someone who may change that.
pub(crate) fn arranged(session: Session, wish: Wish) -> Option<ItemId> {
    let Filter::Set(set) = wish.filter.get() else { return None };
    let is_whole = wish.query.with(String::is_empty) && wish.tags.with(Vec::is_empty);
    let may = session.view().is_some_and(|view| view.can(Action::EditSet, Target::Library).is_ok());
    (is_whole && may && order(session) == Order::Library).then_some(set)
}
