//! The clipboard.

use wasm_bindgen::prelude::*;

use crate::error;

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

/// Returns the text on the clipboard; `None` where there is none, or the browser keeps it to itself.
pub async fn paste() -> Option<String> {
    read_text().await.ok()?.as_string()
}
