//! The browser's tabs: opening the full page, and putting a prompt into the page that is being looked at.

use js_sys::Array;
use prompt_commons::message::{InsertOutcome, Inserted, ToPage};
use prompt_commons::phrase;
use prompt_commons::phrase::Phrase;
use wasm_bindgen::prelude::*;

use crate::messages::{from_js, to_js};
use crate::object::object;
use crate::{chrome, error};

#[wasm_bindgen]
extern "C" {
    /// `chrome.tabs.Tab`, as far as it is used.
    pub(crate) type Tab;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn id(this: &Tab) -> Option<i32>;

    /// There only for pages that the extension has permission for.
    #[wasm_bindgen(method, getter)]
    fn url(this: &Tab) -> Option<String>;

    /// Where it is on its way to.
    #[wasm_bindgen(method, getter, js_name = pendingUrl)]
    fn pending_url(this: &Tab) -> Option<String>;
}

/// Shows the full page at a route such as `create`: in the tab of this window that shows it already, or in one of its own.
pub async fn open_page(route: &str) -> Result<(), String> {
    let url = chrome::url_of(&["page.html#", route].concat());
    let tabs = tabs(&[("currentWindow", true.into())]).await;
    let is_there = |tab: &Tab| [tab.url(), tab.pending_url()].iter().flatten().any(|at| *at == url);
    let open = tabs.and_then(|all| all.iter().map(Tab::from).find(is_there));
    let shown = match open.and_then(|tab| tab.id()) {
        Some(tab) => chrome::update_tab(tab, &object(&[("active", true.into())])).await,
        None => chrome::create_tab(&object(&[("url", url.into())])).await,
    };
    shown.map(|_| ()).map_err(|reason| error::message(&reason))
}

/// Opens the settings, where `origin` can be added to the sites.
///
/// # Errors
///
/// What the browser says against it.
pub async fn open_site_settings(origin: &str) -> Result<(), String> {
    let url = chrome::url_of(&format!("page.html?site={origin}#settings"));
    let tab = object(&[("url", url.into())]);
    chrome::create_tab(&tab).await.map(|_| ()).map_err(|reason| error::message(&reason))
}

/// Returns the origin that [`open_site_settings`] opened this page for.
pub fn site_to_add() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get("site")
}

/// Tells whether the tab being looked at is one that prompts can be inserted into.
pub async fn can_insert() -> bool {
    active().await.is_some_and(|tab| tab.url().is_some_and(|url| url.starts_with("http")))
}

/// Puts a text into the composer of the tab being looked at, or has its variables asked for there.
pub async fn insert(message: &ToPage) -> Result<InsertOutcome, Phrase> {
    let Some(Inserted::Inserted { outcome }) = ask(message).await else {
        return Err(phrase!("insert-reload"));
    };
    Ok(outcome)
}

async fn ask(message: &ToPage) -> Option<Inserted> {
    let tab = active().await?.id()?;
    let reply = chrome::send_to_tab(tab, &to_js(message)).await;
    from_js(&reply.ok()?)
}

async fn active() -> Option<Tab> {
    let tabs = tabs(&[("active", true.into()), ("currentWindow", true.into())]).await?;
    tabs.iter().next().map(Tab::from)
}

async fn tabs(filter: &[(&str, JsValue)]) -> Option<Array> {
    Some(Array::from(&chrome::query_tabs(&object(filter)).await.ok()?))
}
