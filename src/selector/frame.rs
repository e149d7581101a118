use std::cell::{Cell, RefCell};
use std::rc::Rc;

use prompt_commons::message::{FrameSays, InsertOutcome, Inserted, Opening, Theme};
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::StoreError;
use prompt_commons::shelf::Shelf;
use prompt_commons_browser::dom::{Dom, on};
use prompt_commons_browser::messages::{from_js, redeem, to_js};
use prompt_commons_browser::words::{self, Part};
use prompt_commons_browser::{Browser, announcements};
use prompt_commons_engine::shelves;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};
use web_sys::{KeyboardEvent, MessageEvent, MessagePort, MouseEvent, Window};

use crate::choices::Choices;
use crate::paint;

thread_local! {
    // Whether the selector is open: a second ticket doesn't open it again.
    static OPEN: Cell<bool> = const { Cell::new(false) };
}

#[wasm_bindgen(raw_module = "./form.js")]
extern "C" {
    /// Loads the form for variables and asks; gives the text filled in, or `undefined` if the person went back.
    #[wasm_bindgen(catch)]
    async fn fill(title: &str, text: &str, selection: &str) -> Result<JsValue, JsValue>;
}

/// Opens the selector if the message is the one from `content.js`. A frame that never gets it stays empty.
pub(crate) async fn on_message(event: &MessageEvent) {
    let (Some(window), Some(dom)) = (web_sys::window(), Dom::of_window()) else { return };
    let Some((port, token, theme, selection)) = opening(&window, event) else { return };
    if !redeem(token).await || OPEN.replace(true) {
        // Whoever asked needn't wait for an answer that will not come.
        let _ = port.post_message(&to_js(&FrameSays::Close));
        return;
    }
    if let Err(error) = show(&dom, port, theme, selection).await {
        paint::say(&dom, &prompt_commons_browser::words::say(&error.phrase()), "problem");
    }
}

fn opening(window: &Window, event: &MessageEvent) -> Option<(MessagePort, String, Theme, String)> {
    let parent: JsValue = window.parent().ok()??.into();
    if JsValue::from(event.source()?) != parent {
        return None;
    }
    let port: MessagePort = event.ports().get(0).dyn_into().ok()?;
    let Opening::Open { token, theme, selection } = from_js(&event.data())?;
    Some((port, token, theme, selection))
}

/// What the selector works on once it is open.
struct Selector {
    dom: Dom,
    browser: Browser,
    port: MessagePort,
    choices: RefCell<Choices>,
    /// What is selected on the page.
    selection: String,
    /// Whether a text is being filled in or on its way, so that a second Enter doesn't insert it again.
    busy: Cell<bool>,
}

async fn show(dom: &Dom, port: MessagePort, theme: Theme, selection: String) -> Result<(), StoreError> {
    if let Some(root) = dom.0.document_element() {
        let theme = if theme == Theme::Dark { "dark" } else { "light" };
        let _ = root.set_attribute("data-theme", theme);
    }
    // They come while the libraries are read.
    let spoken = words::load(Part::Selector);
    let read = read().await;
    spoken.await;
    let (browser, shelves) = read?;
    let choices = Choices::new(named(shelves));
    let selector = Rc::new(Selector {
        dom: dom.clone(),
        browser,
        port,
        choices: RefCell::new(choices),
        selection,
        busy: Cell::new(false),
    });
    let painted = selector.start();
    painted.map_err(|error| StoreError(Phrase::verbatim(&format!("{error:?}"))))
}

/// Reads the libraries of this device.
async fn read() -> Result<(Browser, Vec<Shelf>), StoreError> {
    let browser = Browser::open().await?;
    let shelves = shelves(&browser).await?;
    Ok((browser, shelves))
}

/// Calls My Prompts, which is the first, as the person's language does.
fn named(mut shelves: Vec<Shelf>) -> Vec<Shelf> {
    if let Some(own) = shelves.first_mut().filter(|shelf| shelf.personal) {
        own.name = say!("selector-mine");
    }
    shelves
}

impl Selector {
    fn start(self: Rc<Self>) -> Result<(), JsValue> {
        paint::labels(&self.dom)?;
        paint::switcher(&self.dom, &self.choices.borrow())?;
        paint::list(&self.dom, &self.choices.borrow())?;
        self.hear();
        self.follow();
        if let Some(panel) = self.dom.find::<HtmlElement>("selector") {
            panel.set_hidden(false);
        }
        self.take_keyboard();
        self.say(&FrameSays::Ready);
        Ok(())
    }

    fn take_keyboard(&self) {
        if let Some(search) = self.dom.find::<HtmlElement>("search") {
            let _ = search.focus();
        }
    }

    fn hear(self: &Rc<Self>) {
        if let Some(window) = web_sys::window() {
            // The page gives the frame the focus; the frame gives it to the box.
            let this = self.clone();
            on(&window, "focus", move |_: web_sys::Event| this.take_keyboard());
        }
        let this = self.clone();
        on(&self.port, "message", move |event: MessageEvent| {
            if let Some(Inserted::Inserted { outcome }) = from_js(&event.data()) {
                this.report(outcome);
            }
        });
        // Listeners added by addEventListener hear nothing before this (HTML, "message ports").
        self.port.start();
        let this = self.clone();
        on(&self.dom.0, "keydown", move |event: KeyboardEvent| this.key(&event));
        if let Some(search) = self.dom.find::<HtmlInputElement>("search") {
            let (this, input) = (self.clone(), search.clone());
            on(&search, "input", move |_: web_sys::Event| {
                this.choices.borrow_mut().type_query(&input.value());
                this.repaint();
            });
        }
        if let Some(select) = self.dom.find::<HtmlSelectElement>("library") {
            let (this, input) = (self.clone(), select.clone());
            on(&select, "change", move |_: web_sys::Event| {
                this.choices.borrow_mut().narrow(input.value().parse().ok());
                this.repaint();
            });
        }
        if let Some(list) = self.dom.find::<Element>("list") {
            let this = self.clone();
            on(&list, "click", move |event: MouseEvent| this.click(&event));
        }
    }

    /// Shows what comes into the libraries while it is open.
    fn follow(self: &Rc<Self>) {
        let this = self.clone();
        let listener = announcements::listen(move |_| {
            let this = this.clone();
            spawn_local(async move {
                // What can't be read now is as it was.
                let Ok(shelves) = shelves(&this.browser).await.map(named) else { return };
                if *this.choices.borrow().shelves() != shelves {
                    this.choices.borrow_mut().renew(shelves);
                    let _ = paint::switcher(&this.dom, &this.choices.borrow());
                    this.repaint();
                }
            });
        });
        // As long as the frame.
        std::mem::forget(listener);
    }

    fn key(self: &Rc<Self>, event: &KeyboardEvent) {
        // Enter that ends an input method's composition chooses a character, not a prompt.
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        // The form for variables hears its keys itself.
        if self.busy.get() && event.key() != "Escape" {
            return;
        }
        let in_switcher =
            event.target().is_some_and(|target| target.dyn_ref::<HtmlSelectElement>().is_some());
        match event.key().as_str() {
            "Escape" => self.say(&FrameSays::Close),
            "ArrowDown" if !in_switcher => self.step(1),
            "ArrowUp" if !in_switcher => self.step(-1),
            "Enter" if !in_switcher => self.insert(),
            _ => return,
        }
        event.prevent_default();
    }

    fn click(self: &Rc<Self>, event: &MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let option = target.and_then(|target| target.closest("[data-row]").ok().flatten());
        let row = option.and_then(|option| option.get_attribute("data-row")).and_then(|row| row.parse().ok());
        if let (Some(row), true) = (row, event.is_trusted()) {
            self.choices.borrow_mut().choose(row);
            let _ = paint::chosen(&self.dom, &self.choices.borrow());
            self.insert();
        }
    }

    fn step(&self, by: isize) {
        self.choices.borrow_mut().step(by);
        let _ = paint::chosen(&self.dom, &self.choices.borrow());
    }

    fn repaint(&self) {
        let _ = paint::list(&self.dom, &self.choices.borrow());
    }

    fn insert(self: &Rc<Self>) {
        let chosen = self.choices.borrow().chosen().map(|(_, row)| (row.title.clone(), row.text.clone()));
        let Some((title, text)) = chosen else { return };
        if self.busy.replace(true) {
            return;
        }
        // Without braces there is nothing to fill in.
        if !text.contains("{{") {
            return self.say(&FrameSays::Insert { text });
        }
        let this = self.clone();
        spawn_local(async move {
            let filled = fill(&title, &text, &this.selection).await;
            if let Ok(Some(text)) = filled.as_ref().map(JsValue::as_string) {
                return this.say(&FrameSays::Insert { text });
            }
            this.busy.replace(false);
            this.take_keyboard();
            if filled.is_err() {
                paint::say(&this.dom, &say!("form-failed"), "problem");
            }
        });
    }

    /// Says how it went; `content.js` has closed the frame already if all went well.
    fn report(&self, outcome: InsertOutcome) {
        self.busy.replace(false);
        let sentence = match outcome {
            InsertOutcome::Inserted => return,
            InsertOutcome::Unverified => "selector-unverified",
            InsertOutcome::Copied => "selector-copied",
            InsertOutcome::Failed => "selector-failed",
        };
        paint::say(&self.dom, &say!(sentence), "problem");
    }

    fn say(&self, message: &FrameSays) {
        // A port whose other end is gone takes messages without complaint.
        let _ = self.port.post_message(&to_js(message));
    }
}
