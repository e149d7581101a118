//! The browser's tabs: opening the full page, and putting a prompt into the page that is being looked at.

use prompt_commons::message::{InsertOutcome, Inserted, ToPage};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::messages::{from_js, to_js};
use crate::{chrome, error};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    active: bool,
    current_window: bool,
}

#[derive(Deserialize)]
struct Tab {
    id: Option<i32>,
    /// There only for pages that the extension has permission for.
    url: Option<String>,
}

#[derive(Serialize)]
struct NewTab {
    url: String,
}

/// Opens the full page at a route such as `create`, in a tab of its own.
pub async fn open_page(route: &str) -> Result<(), String> {
    let url = chrome::url_of(&format!("page.html#{route}"));
    let tab = chrome::options(&NewTab { url })?;
    chrome::create_tab(&tab).await.map(|_| ()).map_err(|reason| error::message(&reason))
}

/// Tells whether the tab being looked at is one that prompts can be inserted into.
pub async fn can_insert() -> bool {
    active().await.is_some_and(|tab| tab.url.is_some_and(|url| url.starts_with("https:")))
}

/// Puts a text into the composer of the tab being looked at.
pub async fn insert(text: &str) -> Result<InsertOutcome, String> {
    let tab = active().await.and_then(|tab| tab.id).ok_or("There is no page to insert into")?;
    let reply = chrome::send_to_tab(tab, &to_js(&ToPage::Insert { text: text.to_owned() })).await;
    let reply = reply.map_err(|_| "This page does not take prompts yet. Reload it and try again")?;
    let Inserted::Inserted { outcome } = from_js(&reply).ok_or("The page gave no answer")?;
    Ok(outcome)
}

async fn active() -> Option<Tab> {
    let filter = chrome::options(&Filter { active: true, current_window: true }).ok()?;
    let tabs: JsValue = chrome::query_tabs(&filter).await.ok()?;
    chrome::result::<Vec<Tab>>(tabs).ok()?.into_iter().next()
}
