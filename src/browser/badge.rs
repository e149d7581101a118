//! The number on the toolbar's icon.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::chrome;
use crate::object::object;

/// What the number is kept under: the browser forgets it when it ends.
const KEY: &str = "badge";

/// The app's accent: white text has enough contrast on it in light and in dark.
const COLOUR: &str = "#4b44cf";

/// Shows a number, and keeps it for the next start of the browser; none for 0. More than two digits have no room.
pub async fn show(count: u32) {
    let text = match count {
        0 => String::new(),
        1..=99 => count.to_string(),
        _ => "99+".to_owned(),
    };
    paint(&text).await;
    // A number that can't be kept only comes back with the next look into the library.
    let _ = chrome::local_set(&object(&[(KEY, text.into())])).await;
}

/// Shows the number that was shown last.
pub async fn show_again() {
    let kept = chrome::local_get(KEY).await.and_then(|items| Reflect::get(&items, &KEY.into()));
    if let Some(text) = kept.ok().and_then(|text| text.as_string()) {
        paint(&text).await;
    }
}

async fn paint(text: &str) {
    // An icon without a number is no reason to disturb anyone.
    let _ = chrome::set_badge_colour(&object(&[("color", COLOUR.into())])).await;
    let _ = chrome::set_badge_text(&object(&[("text", JsValue::from_str(text))])).await;
}
