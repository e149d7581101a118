//! The app: popup and full page are one Leptos app at two sizes.
//!
//! ```text
//!   Session (signals, one for the surface) ──▶ views (plain functions that draw them)
//!      ▲   │
//!      │   └─▶ engine::edit, engine::sync ──▶ store ──▶ announcements ─┐
//!      └───────────────────── engine::view ◀──────────────────────────┘
//! ```
//!
//! What can be decided without a browser is decided by plain types: [`listing`] says what a list shows,
//! [`draft`] what an editor saves, [`review`] what there is to decide, [`people`] who was pasted, [`surface`] where an
//! address leads.
//!
//! Each surface is a wasm module of its own, which begins with [`popup`] or [`page`]. What only the full page draws
//! hangs on [`page`] alone (see [`views::Wide`]), so the linker leaves it out of the popup.
//!
//! Architecture invariant: views are functions that return a node, made with [`dom`]. Leptos' own views would be
//! compiled anew for each element, and the popup has to load quickly.

mod colour;
mod decided;
mod derived;
mod dialog;
mod dom;
mod draft;
mod icon;
mod listing;
mod order;
mod people;
mod review;
mod scene;
mod session;
mod shelf;
mod state;
mod surface;
mod tagging;
mod views;
mod wish;
mod words;

use leptos::prelude::*;
use prompt_commons_browser::Browser;
use prompt_commons_browser::preferences;
use prompt_commons_browser::words::{self as browser_words, Part};
use prompt_commons_engine as engine;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use session::Session;
use surface::{Surface, Tab, Task};

/// Starts the app as the popup, in the page's element `app`.
pub fn popup() {
    wasm_bindgen_futures::spawn_local(start(Surface::Popup(None), None));
}

/// Starts the app as the full page or the side panel, in the page's element `app`; in the popup it takes over from the popup's
/// own module for a task that the address names.
pub fn page() {
    let hash = window().location().hash().unwrap_or_default();
    let task = Task::parse(&hash);
    let wide = &views::WIDE;
    let is_panel = || document().body().and_then(|body| body.get_attribute("data-surface"));
    let surface = match task {
        Some(_) => Surface::Popup(Some(wide)),
        None if is_panel().as_deref() == Some("panel") => Surface::Panel(wide),
        None => Surface::Page(wide),
    };
    wasm_bindgen_futures::spawn_local(start(surface, task));
}

async fn start(surface: Surface, task: Option<Task>) {
    let root = document().get_element_by_id("app").and_then(|element| element.dyn_into().ok());
    let Some(root): Option<HtmlElement> = root else { return };
    // They come while the libraries are read.
    let spoken = browser_words::load(Part::App);
    let opened = open(surface).await;
    spoken.await;
    if let (Surface::Popup(None), Ok((browser, _, libraries))) = (surface, &opened)
        && is_first_visit(browser, libraries).await
    {
        // The whole app greets people. `popup.js` hears this.
        if window().location().set_hash(Task::Welcome.hash()).is_ok() {
            return;
        }
    }
    let mounted = leptos::mount::mount_to(root.clone(), move || {
        let drawn = match opened {
            Ok((browser, seat, libraries)) => {
                let session = Session::new(browser, surface, seat, libraries);
                let drawn = views::app(session);
                match task {
                    Some(Task::Review(what)) => session.reviewing.set(Some(what)),
                    Some(Task::Read) => session.wish.is_reading.set(true),
                    Some(Task::Carry) => session.carrying.set(session.wish.chosen.get_untracked()),
                    Some(Task::Leave) => session.leave(),
                    Some(Task::Write | Task::Whole | Task::Welcome) | None => {}
                }
                drawn
            }
            Err(error) => views::broken(&error),
        };
        // The page's own element takes any node. What Leptos itself mounts is empty.
        root.replace_children_with_node_1(&drawn);
    });
    // The app lives as long as its page.
    mounted.forget();
}

/// Opens what the first picture needs, so that nothing has to be drawn twice.
async fn open(surface: Surface) -> Result<(Browser, String, Vec<engine::Record>), String> {
    let browser = Browser::open().await.map_err(|error| words::said(&error))?;
    let libraries = engine::records(&browser).await.map_err(|error| words::said(&error))?;
    // There is one popup; tabs there may be several.
    let seat = match surface.wide() {
        Some(wide) => (wide.seat)(browser.clone(), surface.name()).await,
        None => surface.name().to_owned(),
    };
    Ok((browser, seat, libraries))
}

/// Tells whether someone opens the popup who has nothing here yet, and was not told what this is.
async fn is_first_visit(browser: &Browser, libraries: &[engine::Record]) -> bool {
    let known = preferences::load();
    // Whoever comes for a team, or was elsewhere last, wants that.
    let is_mine = known.tab.as_deref().is_none_or(|tab| tab == Tab::Mine.name());
    let [only] = libraries else { return false };
    if !known.is_new() || !is_mine {
        return false;
    }
    let Ok(mine) = engine::view(browser, &only.id).await else { return false };
    let is_empty = mine.library.prompts().is_empty();
    if !is_empty {
        // Whoever has prompts knows what this is; the next popups need not look.
        preferences::change(&|known| known.welcomed = Some(true));
    }
    is_empty
}
