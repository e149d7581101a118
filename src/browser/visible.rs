//! Whether an element is really to be seen (Intersection Observer v2): a page can lay something of its own over our frame.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::object::object;

#[wasm_bindgen]
extern "C" {
    type IntersectionObserver;

    #[wasm_bindgen(constructor)]
    fn new(changed: &JsValue, options: &JsValue) -> IntersectionObserver;

    #[wasm_bindgen(method)]
    fn observe(this: &IntersectionObserver, element: &Element);

    type Entry;

    #[wasm_bindgen(method, getter, js_name = isVisible)]
    fn is_visible(this: &Entry) -> bool;

    #[wasm_bindgen(method, getter)]
    fn time(this: &Entry) -> f64;
}

/// How long nothing has to have lain over an element for a click on it to be meant, in ms: a person needs longer to
/// see it, and to aim.
const MEANT: f64 = 300.0;

/// Since when an element has been seen, in ms of the document's time.
#[derive(Clone, Debug, Default)]
pub struct Seen(Rc<Cell<Option<f64>>>);

impl Seen {
    /// Watches an element for as long as its document lives.
    pub fn watch(element: &Element) -> Self {
        let seen = Self::default();
        let since = seen.0.clone();
        let changed = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            let Some(last) = entries.iter().last() else { return };
            let last: Entry = last.unchecked_into();
            since.set(last.is_visible().then(|| since.get().unwrap_or_else(|| last.time())));
        });
        // The browser asks for at least 100 ms between two looks.
        let options = object(&[("trackVisibility", true.into()), ("delay", 100.into())]);
        IntersectionObserver::new(&changed.into_js_value(), &options).observe(element);
        seen
    }

    /// Tells whether a click at this time (`Event.timeStamp`) was meant for what it hit.
    pub fn is_meant(&self, at: f64) -> bool {
        self.0.get().is_some_and(|since| at - since > MEANT)
    }
}
