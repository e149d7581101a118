//! The selector: search, arrows, Enter, and the text goes to the page.
//!
//! ```text
//!   content.js                      this frame                          worker
//!      │── open {token, theme} + port ─▶│                                  │
//!      │                                │── redeem {token} ───────────────▶│
//!      │                                │◀─ welcome, or refused ───────────│
//!      │                  (only now:) reads the cache, paints              │
//!      │◀─ ready ───────────────────────│
//!      │◀─ insert {text} · close ───────│
//!      │── inserted {outcome} ─────────▶│
//!      │◀─ done ────────────────────────│
//! ```
//!
//! A page can frame this document too. It then has no ticket that the worker knows, and sees an empty frame:
//! nothing is read, let alone shown, before the worker has said welcome.
//!
//! It reads the device's cache and never a folder, so it works offline and opens at once.

/// Says a sentence of `extension/locales` in the person's language: `say!("selector-found", count = found)`.
#[cfg(target_arch = "wasm32")]
macro_rules! say {
    ($($phrase:tt)+) => { prompt_commons_browser::words::say(&prompt_commons::phrase!($($phrase)+)) };
}

#[cfg(target_arch = "wasm32")]
mod beside;
pub mod choices;
pub mod context;
#[cfg(target_arch = "wasm32")]
mod frame;
#[cfg(target_arch = "wasm32")]
mod keyboard;
#[cfg(target_arch = "wasm32")]
mod paint;
#[cfg(target_arch = "wasm32")]
mod reading;
mod row;

/// Begins what doesn't need anyone's word.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    reading::begin();
}

/// Hears what other windows say. `extension/selector.js` listens from the first moment on and calls this.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn on_message(event: web_sys::MessageEvent) {
    frame::on_message(&event).await;
}
