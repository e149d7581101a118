//! A document that is drawn by hand, where a framework would be most of the module.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, EventTarget};

/// Makes elements, and finds those of a document. Text goes in as text only.
#[derive(Clone, Debug)]
pub struct Dom(pub Document);

impl Dom {
    /// Returns the document of this window; `None` in a worker.
    pub fn of_window() -> Option<Self> {
        Some(Self(web_sys::window()?.document()?))
    }

    /// Finds an element by its id as the type it has in the page.
    pub fn find<T: JsCast>(&self, id: &str) -> Option<T> {
        self.0.get_element_by_id(id)?.dyn_into().ok()
    }

    /// Makes an element of a class with a text in it.
    ///
    /// # Errors
    ///
    /// None for a tag's name.
    pub fn make(&self, tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
        let element = self.0.create_element(tag)?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Ok(element)
    }
}

/// Does something once what was just drawn is on the screen.
pub fn once_painted(act: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Closure::once_into_js(act);
    let painting = move || after(0, &act);
    // It can't be refused: what is called is a function.
    let _ = window.request_animation_frame(Closure::once_into_js(painting).unchecked_ref());
}

/// Does something after so many milliseconds.
pub fn later(millis: i32, act: impl FnOnce() + 'static) {
    after(millis, &Closure::once_into_js(act));
}

fn after(millis: i32, act: &JsValue) {
    let Some(window) = web_sys::window() else { return };
    // Likewise.
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), millis);
}

/// Hears an event for as long as the document lives; its end is the listener's end.
pub fn on<E: JsCast>(target: &EventTarget, event: &str, mut hear: impl FnMut(E) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Ok(event) = event.dyn_into::<E>() {
            hear(event);
        }
    });
    // Adding a listener fails for no type of event.
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}
