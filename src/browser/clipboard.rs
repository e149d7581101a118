//! The clipboard.

use wasm_bindgen::prelude::*;

use crate::error;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;
}

/// Puts a text on the clipboard. To be called from a click or a key.
pub async fn copy(text: &str) -> Result<(), String> {
    write_text(text).await.map(|_| ()).map_err(|reason| error::message(&reason))
}
