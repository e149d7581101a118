//! The side panel: the same app beside the page.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::object::object;
use crate::{chrome, error};

/// Opens the side panel of the window that the surface is in. The browser allows it right after a click or a key.
pub async fn open() -> Result<(), String> {
    let opened = async {
        let window = chrome::current_window().await?;
        let id = Reflect::get(&window, &"id".into())?;
        chrome::open_side_panel(&object(&[("windowId", id)])).await
    };
    opened.await.map(|_| ()).map_err(|reason: JsValue| error::message(&reason))
}

/// Calls `act` whenever another tab comes to the front, or one goes to another page; for as long as the surface is open.
pub fn on_tab(act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act).into_js_value();
    chrome::on_tab_activated(&act);
    chrome::on_tab_updated(&act);
}
