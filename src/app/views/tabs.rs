//! The bar with the three tabs; the one for teams opens a menu when there are several.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use prompt_commons_engine::Record;
use wasm_bindgen::JsCast;

use super::on;
use super::parts;
use crate::derived::Derived;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::{Route, Tab};

/// Draws the bar.
pub(crate) fn bar(session: Session) -> AnyView {
    let menu = RwSignal::new(false);
    let teams = Derived::new(move || {
        session.libraries.with(|all| {
            all.iter().filter(|record| !record.id.is_personal()).cloned().collect::<Vec<Record>>()
        })
    });
    let popup = session.surface.is_popup();
    view! {
        <header class="bar">
            {(!popup)
                .then(|| {
                    view! {
                        <p class="brand">
                            <img src="icons/32.png" alt="" width="20" height="20" />
                            "Prompt Commons"
                        </p>
                    }
                })}
            <div role="tablist" aria-label="Libraries and settings" on:keydown=on::key(move |event| step(session, &event))>
                {Tab::ALL.map(|tab| button(session, tab, teams, menu)).collect_view()}
            </div>
            {popup
                .then(|| {
                    view! {
                        <button
                            class="quiet square"
                            aria-label="Open in a tab"
                            title="Open in a tab"
                            on:click=on::click(move |_| session.open_page(session.route.get_untracked().hash()))
                        >
                            {icon(Icon::Expand)}
                        </button>
                    }
                })}
            {move || menu.get().then(|| team_menu(session, &teams.get(), menu))}
        </header>
    }
    .into_any()
}

fn button(session: Session, tab: Tab, teams: Derived<Vec<Record>>, menu: RwSignal<bool>) -> AnyView {
    let chosen = move || session.route.with(Route::tab) == tab;
    let many = move || tab == Tab::Team && teams.with(|teams| teams.len() > 1);
    view! {
        <button
            role="tab"
            id=format!("tab-{}", tab.name())
            aria-controls="panel"
            aria-selected=move || chosen().to_string()
            aria-haspopup=move || many().then_some("menu")
            aria-expanded=move || many().then(|| menu.get().to_string())
            tabindex=move || if chosen() { "0" } else { "-1" }
            on:click=on::click(move |_| {
                // The first click shows the team, the next offers the others.
                let open = many() && chosen() && !menu.get_untracked();
                menu.set(open);
                if !open {
                    session.go(tab.route());
                }
            })
        >
            {tab.title()}
            {move || many().then(|| icon(Icon::Chevron))}
        </button>
    }
    .into_any()
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
    focus(&format!("tab-{}", tab.name()));
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Whatever can't be focused stays reachable by Tab.
        let _ = element.focus();
    }
}

fn team_menu(session: Session, teams: &[Record], menu: RwSignal<bool>) -> AnyView {
    let current = untrack(|| session.current());
    let rows = teams.iter().enumerate().map(|(at, team)| {
        let id = team.id.clone();
        let chosen = current.as_ref() == Some(&id);
        let node = if at == 0 { parts::focused_button() } else { NodeRef::new() };
        view! {
            <button
                role="menuitemradio"
                node_ref=node
                aria-checked=chosen.to_string()
                on:click=on::click(move |_| {
                    menu.set(false);
                    session.go(Route::Team(Some(id.clone())));
                })
            >
                {icon(if chosen { Icon::Check } else { Icon::Team })}
                <span class="grow">{team.name.clone()}</span>
            </button>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="veil" on:click=on::click(move |_| menu.set(false))></div>
        <div
            class="menu"
            role="menu"
            aria-label="Teams"
            on:keydown=on::key(move |event: KeyboardEvent| {
                match event.key().as_str() {
                    "Escape" => {
                        // Else the popup would close as a whole.
                        event.prevent_default();
                        menu.set(false);
                        focus("tab-team");
                    }
                    "Tab" => menu.set(false),
                    "ArrowDown" => move_focus(&event, true),
                    "ArrowUp" => move_focus(&event, false),
                    _ => {}
                }
            })
        >
            {rows}
        </div>
    }
    .into_any()
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
