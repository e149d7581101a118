//! Elements, made without generics.
//!
//! Leptos' `view!` gives each element a type of its own and compiles building, updating and removing it anew for
//! each: 20 views came to 324 kB of wasm. Here an element is a [`web_sys::Element`], and whatever follows a signal is
//! one boxed closure in one type of effect, so that a view costs little more than its words. The generic functions
//! below only box what they are given.
//!
//! Leptos still decides what runs when. Each effect belongs to the owner that it was made in: when a part is drawn
//! again, the effects, signals and memos of its last picture are gone before. A listener goes with its element.
//!
//! Texts become text nodes and attributes, never markup.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Owner, document, untrack};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, KeyboardEvent, Node};

use crate::derived::{Call, effect};

/// An element that is being made.
pub(crate) struct El(Element);

/// Makes an element.
pub(crate) fn el(tag: &str) -> El {
    El(document().create_element(tag).unwrap_throw())
}

/// Makes an element of a drawing.
pub(crate) fn svg(tag: &str) -> El {
    El(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag).unwrap_throw())
}

/// Makes a button. It submits the form that it is in unless its `type` says otherwise.
pub(crate) fn button(class: &str, act: impl FnMut() + 'static) -> El {
    el("button").class(class).click(act)
}

impl From<El> for Node {
    fn from(element: El) -> Self {
        element.0.into()
    }
}

impl El {
    /// Sets the class, unless it is empty.
    pub(crate) fn class(self, class: &str) -> Self {
        if class.is_empty() { self } else { self.attr("class", class) }
    }

    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        set(&self.0, name, Some(value));
        self
    }

    /// Adds a text.
    pub(crate) fn text(self, words: &str) -> Self {
        append(&self.0, &text(words));
        self
    }

    /// Adds a text that follows signals.
    pub(crate) fn text_of(self, words: impl Fn() -> String + 'static) -> Self {
        append(&self.0, &text_of(Box::new(words)));
        self
    }

    pub(crate) fn child(self, child: impl Into<Node>) -> Self {
        append(&self.0, &child.into());
        self
    }

    pub(crate) fn maybe(self, child: Option<impl Into<Node>>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds what `draw` draws, and draws it again whenever a signal that it reads changes.
    pub(crate) fn part(self, draw: impl Fn() -> Node + 'static) -> Self {
        append(&self.0, &part(draw));
        self
    }

    /// Adds the element that `draw` draws for as long as `shown` is true.
    pub(crate) fn when(self, shown: impl Fn() -> bool + 'static, draw: impl Fn() -> Node + 'static) -> Self {
        append(&self.0, &when(shown, draw));
        self
    }

    /// Adds a list; its lines stay as they are as long as their keys are in it.
    pub(crate) fn rows(self, list: impl Fn() -> Vec<Row> + 'static) -> Self {
        append(&self.0, &rows(Box::new(list)));
        self
    }

    /// Lets an attribute follow signals; `None`: it isn't there.
    pub(crate) fn attr_of(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        attr_of(self.0.clone(), name, Box::new(value));
        self
    }

    /// Lets an attribute without a value come and go.
    pub(crate) fn attr_when(self, name: &'static str, is: impl Fn() -> bool + 'static) -> Self {
        attr_is(self.0.clone(), name, ["", ""], Box::new(is));
        self
    }

    /// Lets an attribute be "true" or "false".
    pub(crate) fn flag(self, name: &'static str, is: impl Fn() -> bool + 'static) -> Self {
        attr_is(self.0.clone(), name, ["false", "true"], Box::new(is));
        self
    }

    /// Lets a class come and go.
    pub(crate) fn class_when(self, class: &'static str, is: impl Fn() -> bool + 'static) -> Self {
        class_when(self.0.clone(), class, Box::new(is));
        self
    }

    /// Sets what is in a field. From then on the field leads.
    pub(crate) fn value(self, value: &str) -> Self {
        input(&self.0).set_value(value);
        self
    }

    /// Lets what is in a field follow signals. What is there already isn't set again, for the caret's sake.
    pub(crate) fn value_of(self, value: impl Fn() -> String + 'static) -> Self {
        value_of(self.0.clone(), Box::new(value));
        self
    }

    /// Lets a radio button follow signals.
    pub(crate) fn checked_of(self, is: impl Fn() -> bool + 'static) -> Self {
        checked_of(self.0.clone(), Box::new(is));
        self
    }

    pub(crate) fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(act));
        self
    }

    pub(crate) fn click(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    pub(crate) fn key(self, mut act: impl FnMut(KeyboardEvent) + 'static) -> Self {
        self.on("keydown", move |event| act(event.unchecked_into()))
    }

    /// Takes a form's submission.
    pub(crate) fn submit(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("submit", move |event| {
            event.prevent_default();
            act();
        })
    }

    /// Takes what is in a field at each `input` or `change`.
    pub(crate) fn typed(self, event: &str, mut act: impl FnMut(String) + 'static) -> Self {
        self.on(event, move |event| act(value(&event)))
    }

    /// Gives it the keyboard as soon as it is in the page.
    pub(crate) fn focused(self) -> Self {
        focus_soon(self.0.clone().unchecked_into());
        self
    }

    /// Sets a property of its style.
    pub(crate) fn style(self, name: &str, value: &str) -> Self {
        // A style that the browser doesn't take is left out, as in a stylesheet.
        let _ = self.0.unchecked_ref::<HtmlElement>().style().set_property(name, value);
        self
    }

    /// Returns the element itself, for what it is asked later.
    pub(crate) fn element(&self) -> Element {
        self.0.clone()
    }
}

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

/// Draws, and draws again whenever a signal that `draw` reads changes.
pub(crate) fn part(draw: impl Fn() -> Node + 'static) -> Node {
    fn start(draw: Box<dyn Call<Node>>) -> Node {
        let (all, first, last) = bounds();
        effect(move || {
            let new = draw.call();
            let Some(parent) = last.parent_node() else { return };
            while let Some(old) = first.next_sibling().filter(|old| *old != last) {
                remove(&parent, &old);
            }
            insert(&parent, &new, Some(&last));
        });
        all
    }
    start(Box::new(draw))
}

/// Draws one element for as long as `shown` is true.
pub(crate) fn when(shown: impl Fn() -> bool + 'static, draw: impl Fn() -> Node + 'static) -> Node {
    fn start(shown: Box<dyn Call<bool>>, draw: Rc<dyn Call<Node>>) -> Node {
        rows(Box::new(move || {
            let line = || {
                let draw = Rc::clone(&draw);
                row(String::new(), move || draw.call())
            };
            shown.call().then(line).into_iter().collect()
        }))
    }
    start(Box::new(shown), Rc::new(draw))
}

/// A line of a list: what tells it from others, and how to draw it.
pub(crate) struct Row {
    key: String,
    draw: Box<dyn FnOnce() -> Node>,
}

/// Makes a line, which must be one element.
pub(crate) fn row(key: String, draw: impl FnOnce() -> Node + 'static) -> Row {
    Row { key, draw: Box::new(draw) }
}

/// Makes a key of all that a line is drawn from.
pub(crate) fn key(of: &[&str]) -> String {
    of.join("\0")
}

/// A line that is drawn. Its signals and effects end with its owner.
struct Drawn {
    key: String,
    node: Node,
    owner: Owner,
}

/// Draws a list whose lines stay as they are, wherever they move to, as long as their key is in the list.
fn rows(lines: Box<dyn Call<Vec<Row>>>) -> Node {
    let (all, first, last) = bounds();
    // The effect's own owner is cleared each time that it runs.
    let scope = Owner::current().unwrap_or_default();
    let drawn = RefCell::new(Vec::<Drawn>::new());
    effect(move || {
        let lines = lines.call();
        let Some(parent) = last.parent_node() else { return };
        let mut old = drawn.take();
        let mut new = Vec::with_capacity(lines.len());
        for Row { key, draw } in lines {
            // Lists mostly keep their order, so it is mostly the first.
            let at = old.iter().position(|old| old.key == key);
            let make = || {
                let owner = scope.with(Owner::new);
                let node = owner.with(|| untrack(draw));
                Drawn { key, node, owner }
            };
            new.push(at.map_or_else(make, |at| old.remove(at)));
        }
        for gone in old {
            remove(&parent, &gone.node);
            gone.owner.cleanup();
        }
        let mut at = first.next_sibling();
        for row in &new {
            if at.as_ref() == Some(&row.node) {
                at = row.node.next_sibling();
            } else {
                insert(&parent, &row.node, at.as_ref());
            }
        }
        drawn.replace(new);
    });
    all
}

/// Makes the comments between which something changes.
fn bounds() -> (Node, Node, Node) {
    let mark = || Node::from(document().create_comment(""));
    let (first, last) = (mark(), mark());
    (group(&[first.clone(), last.clone()]), first, last)
}

// The browser refuses to append only what would contain itself, and attributes only if their name is no name: what
// these functions ignore can't happen, and nothing could be done about it.

fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

fn insert(parent: &Node, child: &Node, before: Option<&Node>) {
    let _ = parent.insert_before(child, before);
}

fn remove(parent: &Node, child: &Node) {
    let _ = parent.remove_child(child);
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn text_of(words: Box<dyn Call<String>>) -> Node {
    let node = document().create_text_node("");
    let all = node.clone().into();
    effect(move || {
        let words = words.call();
        // What did not change isn't read out again.
        if node.data() != words {
            node.set_data(&words);
        }
    });
    all
}

fn attr_of(element: Element, name: &'static str, value: Box<dyn Call<Option<String>>>) {
    effect(move || set(&element, name, value.call().as_deref()));
}

fn attr_is(element: Element, name: &'static str, [no, yes]: [&'static str; 2], is: Box<dyn Call<bool>>) {
    effect(move || {
        let value = if is.call() { Some(yes) } else { Some(no).filter(|no| !no.is_empty()) };
        set(&element, name, value);
    });
}

fn class_when(element: Element, class: &'static str, is: Box<dyn Call<bool>>) {
    effect(move || {
        let _ = element.class_list().toggle_with_force(class, is.call());
    });
}

/// Text areas and selects have a `value` of the same kind.
fn input(element: &Element) -> &HtmlInputElement {
    element.unchecked_ref()
}

fn value_of(element: Element, value: Box<dyn Call<String>>) {
    effect(move || {
        let (field, value) = (input(&element), value.call());
        if field.value() != value {
            field.set_value(&value);
        }
    });
}

fn checked_of(element: Element, is: Box<dyn Call<bool>>) {
    effect(move || input(&element).set_checked(is.call()));
}

fn value(event: &Event) -> String {
    event.target().map(|field| field.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}

fn focus_soon(element: HtmlElement) {
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
