//! The offscreen document, and the alarm that brings the worker back to see whether it is needed
//! (<https://developer.chrome.com/docs/extensions/reference/api/offscreen>).

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::chrome;
use crate::object::object;

/// The page.
pub(crate) const PAGE: &str = "offscreen.html";

/// Minutes between the worker's looks.
const MINUTES: f64 = 1.0;

/// Minutes until its first look: a browser that starts needs the processor for the person's tabs.
const AT_FIRST: f64 = 0.5;

/// Has the worker look again every minute.
pub async fn set_alarm() {
    // Without it, surfaces still sync while they are open.
    let _ = chrome::create_alarm(
        "look",
        &object(&[("delayInMinutes", AT_FIRST.into()), ("periodInMinutes", MINUTES.into())]),
    )
    .await;
}

/// Tells whether the document is open.
pub async fn is_open() -> bool {
    chrome::has_offscreen().await.is_ok_and(|has| has.is_truthy())
}

/// Opens the document. Of two looks at once that both try, the browser takes one.
pub async fn open() {
    let options = object(&[
        ("url", PAGE.into()),
        ("reasons", Array::of1(&JsValue::from_str("WORKERS")).into()),
        (
            "justification",
            "Keeps team libraries up to date with their folders while no window is open".into(),
        ),
    ]);
    let _ = chrome::create_offscreen(&options).await;
}

/// Ends the document, from within it.
pub fn end() {
    if let Some(window) = web_sys::window() {
        // A document that can't close itself goes with the browser.
        let _ = window.close();
    }
}
