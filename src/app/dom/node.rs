//! Nodes as the browser has them: made, put somewhere, set and listened to once.

use std::cell::{Cell, RefCell};

use leptos::prelude::document;
use leptos::task::spawn_local;
use prompt_commons_browser::dom::once_painted;
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

/// Moves a node of the page. What has the keyboard in it keeps that.
pub(super) fn shift(parent: &Node, child: &Node, before: Option<&Node>) {
    let held = document().active_element().filter(|held| child.contains(Some(held)));
    insert(parent, child, before);
    if let Some(held) = held {
        focus(&held);
    }
}

/// What takes the keyboard; not what a second press of the same key would do harm with.
const FOCUSABLE: &str =
    "button:not(:disabled, .wary, .grave), input:not(:disabled), select, textarea, summary";

/// Within which what is beside something stands for it.
const AROUND: &str = "ul, ol, form, fieldset, article, dialog, [role=group]";

thread_local! {
    /// What had the keyboard last.
    static LAST: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// What is to have it next, if nothing has it by then.
    static NEXT: Cell<Option<&'static str>> = const { Cell::new(None) };
    /// Whether the keyboard waits for something that takes it.
    static WAITS: Cell<bool> = const { Cell::new(false) };
}

/// Takes note of what has the keyboard, for as long as the page is there.
pub(crate) fn follow_focus() {
    let note = |event: Event| {
        NEXT.set(None);
        let target = event.target().and_then(|target| target.dyn_into().ok());
        LAST.with(|last| last.replace(target));
    };
    listen(&document(), "focusin", Box::new(note));
}

/// Removes a node. If it has the keyboard, what is nearest gets it, unless something else has taken it by then: who uses no
/// mouse would be thrown back to the page's start.
pub(super) fn remove(parent: &Node, child: &Node) {
    // A button that was pressed, and is disabled since, has given it up.
    let had = LAST.with(|last| last.borrow().as_ref().is_some_and(|last| child.contains(Some(last))));
    let before = child.previous_sibling();
    let _ = parent.remove_child(child);
    if had {
        LAST.with(|last| last.replace(None));
        keep_focus(Some(parent.clone()), before);
    }
}

/// Gives an element the keyboard back that lost it while it was disabled.
pub(super) fn enabled(element: &Element) {
    let had = LAST.with(|last| last.borrow().as_ref() == Some(element));
    if had && is_lost() {
        focus(element);
    }
}

/// Gives the keyboard to what is nearest, if nothing has it once all that just changed is drawn: to what follows `before` in
/// `parent`, within the list or form that it is in; or else to the search, or the part's heading.
pub(crate) fn keep_focus(parent: Option<Node>, before: Option<Node>) {
    spawn_local(async move {
        if !is_lost() {
            return;
        }
        // What is awaited takes it once it is drawn.
        let next = NEXT.get();
        let near = parent.filter(|_| next.is_none()).and_then(|parent| nearest(&parent, before));
        if let Some(near) = near {
            focus(&near);
        }
        // What is not visible does not take it.
        for selector in next.map_or(["main input[type=search]", "main h1"], |next| [next, next]) {
            if let (true, Ok(Some(found))) = (is_lost(), document().query_selector(selector)) {
                if selector == "main h1" {
                    set(&found, "tabindex", Some("-1"));
                }
                focus(&found);
            }
        }
        WAITS.set(is_lost());
    });
}

/// Gives the keyboard to what was just drawn, if nothing was there when something lost it. What takes it has to be laid out, which
/// the browser does with the next frame.
pub(super) fn settle_focus() {
    if WAITS.take() {
        once_painted(|| keep_focus(None, None));
    }
}

/// Has something that is yet to be drawn take the keyboard, if what has it now goes.
pub(crate) fn prefer_focus(selector: &'static str) {
    NEXT.set(Some(selector));
}

fn is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

fn focus(element: &Element) {
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// Gives the keyboard to the first element in `within` that one of the `selectors` names and that takes it, once all that just
/// changed is drawn.
pub(crate) fn focus_first(within: &Element, selectors: &[&str]) {
    let within = within.clone();
    let selectors: Vec<String> = selectors.iter().map(|selector| (*selector).to_owned()).collect();
    spawn_local(async move {
        for found in selectors.iter().filter_map(|selector| within.query_selector(selector).ok().flatten()) {
            focus(&found);
            // What is not visible does not take it.
            if document().active_element().as_ref() == Some(&found) {
                return;
            }
        }
    });
}

/// Finds what takes the keyboard behind `before` in `parent`, or before it, or round it.
fn nearest(parent: &Node, before: Option<Node>) -> Option<Element> {
    let inside = |node: &Node| {
        let element = node.dyn_ref::<Element>()?;
        if element.matches(FOCUSABLE).unwrap_or_default() {
            return Some(element.clone());
        }
        element.query_selector(FOCUSABLE).ok().flatten()
    };
    let before = before.filter(|before| before.parent_node().as_ref() == Some(parent));
    let mut next = match &before {
        Some(before) => before.next_sibling(),
        None => parent.first_child(),
    };
    while let Some(node) = next {
        if let Some(found) = inside(&node) {
            return Some(found);
        }
        next = node.next_sibling();
    }
    let mut previous = before;
    while let Some(node) = previous {
        if let Some(found) = inside(&node) {
            return Some(found);
        }
        previous = node.previous_sibling();
    }
    let around = parent.dyn_ref::<Element>()?;
    around.closest(AROUND).ok().flatten().and_then(|around| inside(around.as_ref()))
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

/// Calls `act` whenever an element has another size, for as long as it is in the page.
pub(crate) fn resized(element: &Element, act: impl Fn() + 'static) {
    let of = element.clone();
    let act = Closure::<dyn Fn()>::new(move || {
        // One that left the page has no size any more, which is heard, too.
        if of.is_connected() {
            act();
        }
    });
    let act = act.into_js_value();
    // Chromium has had it since 64.
    if let Ok(observer) = web_sys::ResizeObserver::new(act.unchecked_ref()) {
        observer.observe(element);
    }
}
