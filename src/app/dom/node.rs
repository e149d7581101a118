//! Nodes as the browser has them: made, put somewhere, set and listened to once.

use leptos::prelude::document;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, Node};

/// Makes nothing.
pub(crate) fn nothing() -> Node {
    document().create_document_fragment().into()
}

/// Puts nodes side by side.
pub(crate) fn group(nodes: &[Node]) -> Node {
    let all = nothing();
    for node in nodes {
        append(&all, node);
    }
    all
}

/// Makes a text.
pub(crate) fn text(words: &str) -> Node {
    document().create_text_node(words).into()
}

// The browser refuses to append only what would contain itself, and attributes only if their name is no name: what
// these functions ignore can't happen, and nothing could be done about it.

pub(super) fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

pub(super) fn insert(parent: &Node, child: &Node, before: Option<&Node>) {
    let _ = parent.insert_before(child, before);
}

pub(super) fn remove(parent: &Node, child: &Node) {
    let _ = parent.remove_child(child);
}

pub(super) fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Text areas and selects have a `value` of the same kind.
pub(super) fn input(element: &Element) -> &HtmlInputElement {
    element.unchecked_ref()
}

pub(super) fn value(event: &Event) -> String {
    event.target().map(|field| field.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}

pub(super) fn focus_soon(element: HtmlElement) {
    // An element that can't take it is no reason to fail.
    spawn_local(async move {
        let _ = element.focus();
    });
}

/// What a listener does, see [`Call`].
pub(crate) trait Hear {
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event)> Hear for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}

/// Listens for as long as the target is there.
pub(crate) fn listen(target: &EventTarget, event: &str, mut act: Box<dyn Hear>) {
    let act: Box<dyn FnMut(Event)> = Box::new(move |event| act.hear(event));
    let act = Closure::wrap(act).into_js_value();
    let _ = target.add_event_listener_with_callback(event, act.unchecked_ref());
}
