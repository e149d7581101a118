//! The popup: the app without what only the full page draws. `extension/popup.js` loads it.

use wasm_bindgen::prelude::*;

/// Starts it.
#[wasm_bindgen(start)]
pub fn start() {
    prompt_commons_app::popup();
}
