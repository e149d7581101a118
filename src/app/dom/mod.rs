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

mod live;
mod node;

use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};

pub(crate) use live::{Row, key, part, row, when};
pub(crate) use node::{
    focus_first, follow_focus, group, keep_focus, listen, nothing, prefer_focus, resized, text,
};

use crate::words::say;
use live::{attr_is, attr_of, checked_of, class_when, rows, text_of, value_of};
use node::{append, focus_soon, input, set, value};

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

    /// Adds a sentence in the person's language, see [`say!`](crate::words::say!).
    pub(crate) fn say(self, id: &str) -> Self {
        self.text(&say!(id))
    }

    /// Sets an attribute that is such a sentence.
    pub(crate) fn attr_say(self, name: &str, id: &str) -> Self {
        self.attr(name, &say!(id))
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

    /// Makes it the answer to a question that changes nothing: it has the keyboard first, and Esc presses it.
    pub(crate) fn stays(self) -> Self {
        self.attr("data-stays", "").focused()
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
