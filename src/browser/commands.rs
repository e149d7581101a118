//! The extension's keyboard shortcuts, as the person set them in the browser.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use crate::chrome;
use crate::object::object;

/// The manifest's command that opens the selector.
pub const OPEN_SELECTOR: &str = "open-selector";

/// Where the browser lets people change shortcuts. Only a tab of its own can show it.
const SETTINGS: &str = "chrome://extensions/shortcuts";

/// Returns the keys of a command as they are printed on keyboards; `None`: it has none, as another extension took them first.
pub async fn shortcut(command: &str) -> Option<String> {
    let field = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
    let all = Array::from(&chrome::all_commands().await.ok()?);
    let found = all.iter().find(|one| field(one, "name").as_deref() == Some(command))?;
    let keys = field(&found, "shortcut").filter(|keys| !keys.is_empty())?;
    // Keys that browsers call by their names.
    Some(keys.replace("Period", ".").replace("Comma", ","))
}

/// Opens the browser's page for shortcuts.
pub async fn open_settings() {
    // A browser that calls it otherwise takes this address for its own.
    let _ = chrome::create_tab(&object(&[("url", SETTINGS.into())])).await;
}
