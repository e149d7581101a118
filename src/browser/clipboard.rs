//! The clipboard.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::object::object;
use crate::{chrome, error};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = readText)]
    async fn read_text() -> Result<JsValue, JsValue>;
}

/// Puts a text on the clipboard. To be called from a click or a key.
pub async fn copy(text: &str) -> Result<(), String> {
    write_text(text).await.map(|_| ()).map_err(|reason| error::message(&reason))
}

/// Returns the text on the clipboard; `None` where there is none, or the person has not [allowed](allow) it.
///
/// Without that permission the browser would ask in the name of the page that the selector's frame is in, and a yes would let the
/// page read the clipboard from then on.
pub async fn paste() -> Option<String> {
    let may = chrome::has_permission(&permission()).await;
    if may.is_ok_and(|may| may == true) { read_text().await.ok()?.as_string() } else { None }
}

/// Asks the person to let the extension read the clipboard. To be called from a click or a key.
pub async fn allow() -> bool {
    chrome::request_permission(&permission()).await.is_ok_and(|given| given == true)
}

fn permission() -> JsValue {
    object(&[("permissions", Array::of1(&"clipboardRead".into()).into())])
}
