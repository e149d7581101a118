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
    type Tab;

    #[wasm_bindgen(method, getter)]
    fn id(this: &Tab) -> Option<i32>;

    /// There only for pages that the extension has permission for.
    #[wasm_bindgen(method, getter)]
    fn url(this: &Tab) -> Option<String>;
}

/// Shows the full page at a route such as `create`: in the tab of this window that shows it already, or in one of its own.
pub async fn open_page(route: &str) -> Result<(), String> {
    let url = chrome::url_of(&["page.html#", route].concat());
    let tabs = tabs(&[("currentWindow", true.into())]).await;
    let open = tabs.and_then(|all| all.iter().map(Tab::from).find(|tab| tab.url().as_ref() == Some(&url)));
    let shown = match open.and_then(|tab| tab.id()) {
        Some(tab) => chrome::update_tab(tab, &object(&[("active", true.into())])).await,
        None => chrome::create_tab(&object(&[("url", url.into())])).await,
    };
    shown.map(|_| ()).map_err(|reason| error::message(&reason))
}

/// Tells whether the tab being looked at is one that prompts can be inserted into.
pub async fn can_insert() -> bool {
    active().await.is_some_and(|tab| tab.url().is_some_and(|url| url.starts_with("https:")))
}

/// Puts a text into the composer of the tab being looked at.
pub async fn insert(text: &str) -> Result<InsertOutcome, Phrase> {
    let tab = active().await.and_then(|tab| tab.id()).ok_or_else(|| phrase!("insert-no-page"))?;
    let reply = chrome::send_to_tab(tab, &to_js(&ToPage::Insert { text: text.to_owned() })).await;
    let reply = reply.map_err(|_| phrase!("insert-reload"))?;
    let Inserted::Inserted { outcome } = from_js(&reply).ok_or_else(|| phrase!("insert-no-answer"))?;
    Ok(outcome)
}

async fn active() -> Option<Tab> {
    let tabs = tabs(&[("active", true.into()), ("currentWindow", true.into())]).await?;
    tabs.iter().next().map(Tab::from)
}

async fn tabs(filter: &[(&str, JsValue)]) -> Option<Array> {
    Some(Array::from(&chrome::query_tabs(&object(filter)).await.ok()?))
}
