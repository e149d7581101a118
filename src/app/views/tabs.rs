//! The bar with the three tabs; the one for teams opens a menu when there are several.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::LibraryId;
use prompt_commons_browser::side_panel;
use prompt_commons_engine::Record;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, Node};

use super::parts;
use crate::derived::Derived;
use crate::dialog::focus;
use crate::dom::{El, button, el, group, nothing};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::surface::{Route, Tab};
use crate::words::say;

/// The product's name, the same in all languages.
const NAME: &str = "Prompt Commons";

/// Draws the bar.
pub(crate) fn bar(session: Session) -> Node {
    let menu = State::new(false);
    let teams = Derived::new(move || session.teams());
    let popup = session.surface.is_popup();
    let brand = || {
        let logo =
            el("img").attr("src", "icons/32.png").attr("alt", "").attr("width", "20").attr("height", "20");
        el("p").class("brand").child(logo).text(NAME)
    };
    let small = |name: &str, of: Icon, act: Box<dyn Fn()>| {
        button("quiet square", act).attr_say("aria-label", name).attr_say("title", name).child(icon(of))
    };
    let expand = move || session.open_page(session.route.get_untracked().hash());
    let aside = move || {
        spawn_local(async move {
            match side_panel::open().await {
                // It has the place of the popup now.
                Ok(()) => {
                    let _ = window().close();
                }
                Err(_) => session.alert.set(Some(say!("tabs-no-panel"))),
            }
        });
    };
    let ways = || {
        el("div")
            .class("row tight")
            .child(small("tabs-open-panel", Icon::Panel, Box::new(aside)))
            .child(small("tabs-open-in-tab", Icon::Expand, Box::new(expand)))
    };
    let mut list = el("div")
        .attr("role", "tablist")
        .attr_say("aria-label", "tabs-all")
        .key(move |event| step(session, &event));
    for tab in Tab::ALL {
        list = list.child(tab_button(session, tab, teams, menu));
    }
    el("header")
        .class("bar")
        // What a surface shows may have a heading of its own, or none.
        .child(el("h1").class("unseen").text(NAME))
        .maybe((!popup).then(brand))
        .child(list)
        .maybe(popup.then(ways))
        .part(move || if menu.get() { team_menu(session, &teams.get(), menu) } else { nothing() })
        .into()
}

/// Returns the id of a tab's element.
pub(crate) fn id(tab: Tab) -> String {
    format!("tab-{}", tab.name())
}

fn tab_button(session: Session, tab: Tab, teams: Derived<Vec<Record>>, menu: State<bool>) -> El {
    let chosen = move || session.route.with(Route::tab) == tab;
    let many = move || tab == Tab::Team && teams.with(|teams| teams.len() > 1);
    let choose = move || {
        // The first click shows the team, the next offers the others.
        let open = untrack(|| many() && chosen()) && !menu.get_untracked();
        menu.set(open);
        if !open {
            session.go(tab.route());
        }
    };
    button("", choose)
        .attr("role", "tab")
        .attr("id", &id(tab))
        .attr("aria-controls", "panel")
        .flag("aria-selected", chosen)
        .attr_of("aria-haspopup", move || many().then(|| "menu".to_owned()))
        .attr_of("aria-expanded", move || many().then(|| menu.get().to_string()))
        .attr_of("tabindex", move || Some(if chosen() { "0" } else { "-1" }.to_owned()))
        .attr_of("aria-description", move || {
            unread(session, tab, None).map(|count| say!("tabs-unread", count = count))
        })
        .say(tab.title())
        .part(move || mark(unread(session, tab, None)))
        .when(many, || icon(Icon::Chevron))
}

/// Counts the unread changes of the teams, or of one of them.
fn unread(session: Session, tab: Tab, of: Option<&LibraryId>) -> Option<u32> {
    let counts = |all: &Vec<(LibraryId, u32)>| {
        all.iter().filter(|(id, _)| of.is_none_or(|of| of == id)).map(|(_, count)| *count).sum()
    };
    (tab == Tab::Team).then(|| session.unread.with(counts)).filter(|count| *count > 0)
}

/// Draws the number of unread changes. It is a description, so that what it stands on keeps its name.
fn mark(count: Option<u32>) -> Node {
    count.map_or_else(nothing, |count| {
        let words = if count > 99 { "99+".to_owned() } else { count.to_string() };
        el("span").class("unread").attr("aria-hidden", "true").text(&words).into()
    })
}

/// Arrow keys, Home and End, as in any row of tabs.
fn step(session: Session, event: &KeyboardEvent) {
    let now = session.route.with_untracked(Route::tab);
    let tab = match event.key().as_str() {
        "ArrowRight" => now.beside(true),
        "ArrowLeft" => now.beside(false),
        "Home" => Tab::Mine,
        "End" => Tab::Settings,
        _ => return,
    };
    event.prevent_default();
    session.go(tab.route());
    focus(&id(tab));
}

fn team_menu(session: Session, teams: &[Record], menu: State<bool>) -> Node {
    let current = untrack(|| session.current());
    let mut list =
        el("div").class("menu").attr("role", "menu").attr_say("aria-label", "tabs-teams").key(move |event| {
            match event.key().as_str() {
                "Escape" => {
                    // Else the popup would close as a whole.
                    event.prevent_default();
                    menu.set(false);
                    focus(&id(Tab::Team));
                }
                "Tab" => menu.set(false),
                "ArrowDown" => move_focus(&event, true),
                "ArrowUp" => move_focus(&event, false),
                _ => {}
            }
        });
    for (at, team) in teams.iter().enumerate() {
        let id = team.id.clone();
        let chosen = current.as_ref() == Some(&id);
        let choose = move || {
            menu.set(false);
            session.go(Route::Team(Some(id.clone())));
        };
        let line = button("", choose)
            .attr("role", "menuitemradio")
            .attr("aria-checked", if chosen { "true" } else { "false" })
            .child(icon(if chosen { Icon::Check } else { Icon::Team }))
            .maybe(team.color.as_deref().map(|color| parts::dot(Some(color))))
            .child(el("span").class("grow").text(&team.name))
            .child(mark(untrack(|| unread(session, Tab::Team, Some(&team.id)))));
        list = list.child(if at == 0 { line.focused() } else { line });
    }
    let veil = el("div").class("veil").click(move || menu.set(false));
    group(&[veil.into(), list.into()])
}

/// Moves the keyboard to the next or previous sibling of what has it.
fn move_focus(event: &KeyboardEvent, down: bool) {
    event.prevent_default();
    let Some(now) = document().active_element() else { return };
    let next = if down { now.next_element_sibling() } else { now.previous_element_sibling() };
    if let Some(next) = next.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = next.focus();
    }
}
