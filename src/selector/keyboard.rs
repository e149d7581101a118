//! Keys, from the page and the frame's own, in the order in which they were pressed.
//!
//! A key goes to the page until the frame has the keyboard, and comes from there through a port, if the page is busy quite late. So
//! the frame keeps its own ones back until the page has told that there is none on its way.

use std::rc::Rc;

use prompt_commons::message::PageSays;
use prompt_commons_browser::dom::later;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

use crate::frame::{Act, Busy, Selector};

/// Milliseconds after which no key of the page is waited for: where its focus is in a frame, it may not hear that it lost it.
const PATIENCE: i32 = 300;

/// Keys that are held: those that mean something here, whatever has the focus.
fn is_plain(key: &str) -> bool {
    key.chars().count() == 1 || matches!(key, "ArrowDown" | "ArrowUp" | "Enter" | "Escape" | "Backspace")
}

impl Selector {
    /// Does what the page says of the keyboard.
    pub(crate) fn hear_page(self: &Rc<Self>, says: PageSays) {
        match says {
            PageSays::Pressed { key } => self.press(&key),
            PageSays::Yours => {
                self.held.borrow_mut().get_or_insert_default();
                self.take_keyboard();
                let this = self.clone();
                later(PATIENCE, move || this.release());
            }
            PageSays::Last => self.release(),
        }
    }

    /// Does what the keys do that were held.
    fn release(self: &Rc<Self>) {
        for key in self.held.take().unwrap_or_default() {
            self.press(&key);
        }
    }

    /// Takes a key that writes once a prompt is chosen; tells whether it did.
    fn is_behind(&self, key: &str) -> bool {
        let is_chosen = match &*self.busy.borrow() {
            None => self.acts.borrow().iter().any(|act| matches!(act, Act::Insert)),
            Some(Busy::Reading) => true,
            // Else a form asks for what is missing.
            Some(Busy::Inserting(choice)) => !choice.text.contains("{{"),
        };
        let is_behind = is_chosen && key.chars().count() == 1;
        if is_behind {
            self.behind.borrow_mut().push_str(key);
        }
        is_behind
    }

    /// Does what a key does that was pressed on the page, or held.
    fn press(self: &Rc<Self>, key: &str) {
        let Some(search) = self.dom.find::<HtmlInputElement>("search") else { return };
        if self.is_behind(key) || self.busy.borrow().is_some() {
            return;
        }
        let mut typed = search.value();
        match key {
            "ArrowDown" => return self.act(Act::Step(1)),
            "ArrowUp" => return self.act(Act::Step(-1)),
            "Enter" => return self.act(Act::Insert),
            "Escape" => return self.escape(),
            "Backspace" => drop(typed.pop()),
            key => typed.push_str(key),
        }
        search.set_value(&typed);
        self.type_query(&typed);
    }

    /// Takes a key that was pressed in the frame.
    pub(crate) fn key(self: &Rc<Self>, event: &KeyboardEvent) {
        // Enter that ends an input method's composition chooses a character, not a prompt.
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        // What is typed into a form is the form's.
        let may_wait = is_plain(&event.key()) && self.busy.borrow().is_none();
        if let (Some(held), true) = (&mut *self.held.borrow_mut(), may_wait) {
            held.push(event.key());
            return event.prevent_default();
        }
        if self.is_behind(&event.key()) {
            return event.prevent_default();
        }
        // The form for variables hears its keys itself.
        if self.busy.borrow().is_some() && event.key() != "Escape" {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // Everything else has keys of its own.
        let id = target.map(|target| target.id()).unwrap_or_default();
        let in_list = matches!(id.as_str(), "search" | "list" | "");
        match event.key().as_str() {
            "Escape" => self.escape(),
            "ArrowDown" if in_list => self.act(Act::Step(1)),
            "ArrowUp" if in_list => self.act(Act::Step(-1)),
            // One that is held chooses once.
            "Enter" if in_list && event.repeat() => {}
            "Enter" if in_list => self.act(Act::Insert),
            _ => return,
        }
        event.prevent_default();
    }
}
