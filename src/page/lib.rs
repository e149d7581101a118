//! The full page: the whole app. `extension/page.js` loads it.

use wasm_bindgen::prelude::*;

/// Starts it.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    prompt_commons_app::page();
}
