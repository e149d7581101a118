//! Keys, from the page and the frame's own, in the order in which they were pressed.
//!
//! A key goes to the page until the frame has the keyboard, and comes from there through a port, if the page is busy quite late. So
//! the frame keeps its own ones back until the page has told that there is none on its way. And whatever is pressed behind the key that
//! chose a prompt is kept until it is known what that leads to: the list again, a form, or a text that it belongs behind.

use std::rc::Rc;

use prompt_commons::message::PageSays;
use prompt_commons_browser::dom::later;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::frame::{Act, Busy, Selector};

/// Milliseconds after which no key of the page is waited for: where its focus is in a frame, it may not hear that it lost it.
const PATIENCE: i32 = 300;

/// What sends a form.
const SEND: &str = "Control+Enter";

#[wasm_bindgen(raw_module = "./form.js")]
extern "C" {
    /// Gives the keyboard to the form that is shown again, and does what a key does there; none: nothing.
    #[wasm_bindgen(js_name = press)]
    fn fill_in(key: &str);
}

/// Tells whether a key writes something.
pub(crate) fn is_letter(key: &str) -> bool {
    let mut letters = key.chars();
    letters.next().is_some() && letters.next().is_none()
}

/// Names what was pressed, if it is something that can wait.
fn name_of(event: &KeyboardEvent) -> Option<String> {
    let key = event.key();
    let is_command = event.ctrl_key() || event.meta_key();
    match key.as_str() {
        "Enter" if is_command => Some(SEND.to_owned()),
        _ if is_command || event.alt_key() => None,
        "Tab" if event.shift_key() => None,
        "ArrowDown" | "ArrowUp" | "Enter" | "Escape" | "Backspace" | "Tab" => Some(key),
        _ => Some(key).filter(|key| is_letter(key)),
    }
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

    /// Does what the keys do that were pressed behind the one that chose a prompt.
    pub(crate) fn catch_up(self: &Rc<Self>) {
        for key in self.behind.take() {
            self.press(&key);
        }
    }

    /// Takes the keyboard, for the box or for the form that is over it.
    pub(crate) fn take_keyboard(&self) {
        if self.form().is_some() {
            fill_in("");
        } else if let Some(search) = self.dom.find::<HtmlElement>("search") {
            let _ = search.focus();
        }
    }

    /// Returns the form for variables, where it is to be seen.
    fn form(&self) -> Option<Element> {
        let filling = self.dom.find::<HtmlElement>("filling")?;
        filling.query_selector("form").ok().flatten().filter(|_| !filling.hidden())
    }

    /// Tells whether it is still to be known what the key before leads to.
    fn is_undecided(&self) -> bool {
        match &*self.busy.borrow() {
            None => self.acts.borrow().iter().any(|act| matches!(act, Act::Insert)),
            Some(Busy::Reading) => true,
            Some(Busy::Inserting(_)) => self.form().is_none(),
        }
    }

    /// Does what a key does that was pressed on the page, or held.
    fn press(self: &Rc<Self>, key: &str) {
        if self.is_undecided() {
            return self.behind.borrow_mut().push(key.to_owned());
        }
        if self.form().is_some() {
            return fill_in(key);
        }
        match key {
            "ArrowDown" => self.act(Act::Step(1)),
            "ArrowUp" => self.act(Act::Step(-1)),
            "Enter" => self.act(Act::Insert),
            "Escape" => self.escape(),
            _ => {
                let Some(search) = self.dom.find::<HtmlInputElement>("search") else { return };
                let mut typed = search.value();
                match key {
                    "Backspace" => drop(typed.pop()),
                    _ if is_letter(key) => typed.push_str(key),
                    _ => return,
                }
                search.set_value(&typed);
                self.type_query(&typed);
            }
        }
    }

    /// Takes a key that was pressed in the frame.
    pub(crate) fn key(self: &Rc<Self>, event: &KeyboardEvent) {
        // Enter that ends an input method's composition chooses a character, not a prompt.
        let Some(key) = name_of(event).filter(|_| !event.is_composing()) else { return };
        let (is_form, is_undecided) = (self.form().is_some(), self.is_undecided());
        // One that is held chooses once.
        if key == "Enter" && event.repeat() && !is_form {
            return event.prevent_default();
        }
        if let Some(held) = &mut *self.held.borrow_mut() {
            held.push(key);
            return event.prevent_default();
        }
        // The form for variables hears its keys itself.
        if is_form && key != "Escape" {
            return;
        }
        if is_undecided && key != "Escape" {
            self.behind.borrow_mut().push(key);
            return event.prevent_default();
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // Everything else has keys of its own.
        let id = target.map(|target| target.id()).unwrap_or_default();
        let in_list = matches!(id.as_str(), "search" | "list" | "");
        match key.as_str() {
            "Escape" => self.escape(),
            "ArrowDown" if in_list => self.act(Act::Step(1)),
            "ArrowUp" if in_list => self.act(Act::Step(-1)),
            "Enter" if in_list => self.act(Act::Insert),
            _ => return,
        }
        event.prevent_default();
    }
}
