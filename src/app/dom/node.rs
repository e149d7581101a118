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

/// What takes the keyboard.
const FOCUSABLE: &str =
    "button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex='-1'], [tabindex='0']";

/// Removes a node. If it has the keyboard, what is nearest gets it, unless something else has taken it by then: who uses no
/// mouse would be thrown back to the page's start.
pub(super) fn remove(parent: &Node, child: &Node) {
    let had = document().active_element().is_some_and(|active| child.contains(Some(&active)));
    let _ = parent.remove_child(child);
    if had {
        keep_focus(parent.clone());
    }
}

/// Gives what is nearest to `place` the keyboard, if nothing has it once all that just changed is drawn.
pub(crate) fn keep_focus(place: Node) {
    spawn_local(async move {
        let is_lost = |active: Element| active.tag_name() == "BODY";
        if !document().active_element().is_none_or(is_lost) {
            return;
        }
        let mut near = place.dyn_into::<Element>().ok();
        while let Some(around) = near {
            if let Ok(Some(found)) = around.query_selector(FOCUSABLE) {
                let _ = found.unchecked_into::<HtmlElement>().focus();
                return;
            }
            near = around.parent_element();
        }
    });
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
