//! Sentences in the person's language, by [Fluent](https://projectfluent.org).

use js_sys::Promise;
#[cfg(target_arch = "wasm32")]
use js_sys::{Object, Reflect};
use prompt_commons::phrase::Phrase;
#[cfg(target_arch = "wasm32")]
use prompt_commons::phrase::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(raw_module = "./words.js")]
extern "C" {
    #[wasm_bindgen(js_name = load)]
    fn load_words(part: &str) -> Promise;

    #[cfg(target_arch = "wasm32")]
    #[wasm_bindgen(js_name = format)]
    fn format_words(id: &str, values: &Object) -> String;
}

/// Which sentences a surface says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Those of popup, side panel and full page.
    App,
    /// Those of the selector.
    Selector,
}

/// Loads the sentences of a part, in the language of the [preferences](crate::preferences), or else the browser's, or else
/// English. It begins at once, and what it returns waits for the end.
///
/// What can't be loaded leaves the sentences of before, or their ids.
pub fn load(part: Part) -> impl Future<Output = ()> {
    let part = match part {
        Part::App => "app",
        Part::Selector => "selector",
    };
    let loaded = JsFuture::from(load_words(part));
    async move {
        // The files are the extension's own: they are there.
        let _ = loaded.await;
    }
}

/// Says a sentence in the language that was loaded last.
#[cfg(target_arch = "wasm32")]
pub fn say(phrase: &Phrase) -> String {
    let (id, args) = phrase.parts();
    let values = Object::new();
    for (name, value) in args {
        // A plain object takes any field.
        let _ = Reflect::set(&values, &JsValue::from_str(name), &to_js(value));
    }
    format_words(id, &values)
}

/// Natively there is nothing to say it with: shows what it is made of.
#[cfg(not(target_arch = "wasm32"))]
pub fn say(phrase: &Phrase) -> String {
    phrase.to_string()
}

#[cfg(target_arch = "wasm32")]
#[allow(clippy::cast_precision_loss, reason = "neither counts nor dates come near 2^53")]
fn to_js(value: Value<'_>) -> JsValue {
    match value {
        Value::Text(text) => JsValue::from_str(text),
        Value::Number(number) => JsValue::from_f64(number as f64),
        Value::Date(millis) => js_sys::Date::new(&JsValue::from_f64(millis as f64)).into(),
        Value::Phrase(phrase) => JsValue::from_str(&say(&phrase)),
    }
}
