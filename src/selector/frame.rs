use std::cell::{Cell, RefCell};
use std::rc::Rc;

use prompt_commons::message::{FrameSays, InsertOutcome, Inserted, Opening, Theme};
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::StoreError;
use prompt_commons_browser::dom::{Dom, on};
use prompt_commons_browser::habits;
use prompt_commons_browser::messages::{from_js, redeem, to_js};
use prompt_commons_browser::search::Search;
use prompt_commons_browser::statistics::{self, Count};
use prompt_commons_browser::visible::Seen;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use web_sys::{KeyboardEvent, MessageEvent, MessagePort, MouseEvent, Window};

use crate::choices::{Choice, Choices, Row};
use crate::keyboard::is_letter;
use crate::{paint, reading};

thread_local! {
    // Whether the selector is open: a second ticket doesn't open it again.
    pub(crate) static OPEN: Cell<bool> = const { Cell::new(false) };
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
    let Some((port, opening)) = opening(&window, event) else { return };
    let Opening::Open { token, .. } = &opening;
    if !redeem(token.clone()).await || OPEN.replace(true) {
        // Whoever asked needn't wait for an answer that will not come.
        let _ = port.post_message(&to_js(&FrameSays::Close));
        return;
    }
    show(&dom, port, opening).await;
}

fn opening(window: &Window, event: &MessageEvent) -> Option<(MessagePort, Opening)> {
    let parent: JsValue = window.parent().ok()??.into();
    if JsValue::from(event.source()?) != parent {
        return None;
    }
    let port: MessagePort = event.ports().get(0).dyn_into().ok()?;
    Some((port, from_js(&event.data())?))
}

/// What a key does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Step(isize),
    Insert,
}

/// What the selector works on once it is open.
pub(crate) struct Selector {
    pub(crate) dom: Dom,
    port: MessagePort,
    pub(crate) choices: RefCell<Choices>,
    pub(crate) search: Search,
    /// What was done while what was found was still to come.
    pub(crate) acts: RefCell<Vec<Act>>,
    /// Keys that came here while earlier ones may still be on their way from the page.
    pub(crate) held: RefCell<Option<Vec<String>>>,
    /// Keys behind the one that chose a prompt: they mean what comes of that.
    pub(crate) behind: RefCell<Vec<String>>,
    /// What is selected on the page.
    selection: String,
    /// What is being read, filled in or on its way, so that a second Enter doesn't insert it again.
    pub(crate) busy: RefCell<Option<Busy>>,
}

/// What the selector is about.
#[derive(Clone, Debug)]
pub(crate) enum Busy {
    Reading,
    Inserting(Choice),
}

async fn show(dom: &Dom, port: MessagePort, opening: Opening) {
    let Opening::Open { theme, selection, address, library, prompt, turn, .. } = opening;
    if let Some(root) = dom.0.document_element() {
        let theme = if theme == Theme::Dark { "dark" } else { "light" };
        let _ = root.set_attribute("data-theme", theme);
    }
    let read = reading::begun().await;
    let problem = read.as_ref().err().map(StoreError::phrase);
    let shelves = read.unwrap_or_default();
    let choices = Choices::new(reading::named(shelves), habits::load(), address);
    let turn = turn.parse::<usize>().ok();
    let wanted = turn.and_then(|turn| Some((choices.source(Some((&library, &prompt)))?, turn)));
    let selector = Rc::new(Selector {
        dom: dom.clone(),
        port,
        choices: RefCell::new(choices),
        search: Search::default(),
        acts: RefCell::default(),
        held: RefCell::default(),
        behind: RefCell::default(),
        selection,
        busy: RefCell::default(),
    });
    let painted = selector.start();
    if let Some((source, turn)) = wanted {
        selector.once_read(source.clone(), move |selector| {
            let choice = selector.choices.borrow().wanted(source.library.as_str(), &source.prompt, turn);
            if let Some(choice) = choice {
                selector.insert(choice);
            }
        });
    }
    let problem = problem.or_else(|| painted.err().map(|error| Phrase::verbatim(&format!("{error:?}"))));
    if let Some(problem) = problem {
        paint::unread(dom, &prompt_commons_browser::words::say(&problem));
    }
}

impl Selector {
    fn start(self: &Rc<Self>) -> Result<(), JsValue> {
        paint::labels(&self.dom)?;
        paint::switcher(&self.dom, &self.choices.borrow())?;
        paint::context(&self.dom, &self.choices.borrow())?;
        self.repaint();
        self.hear();
        self.follow();
        if let Some(panel) = self.dom.find::<HtmlElement>("selector") {
            panel.set_hidden(false);
        }
        self.say(&FrameSays::Ready);
        self.warm_up();
        Ok(())
    }

    fn hear(self: &Rc<Self>) {
        if let Some(window) = web_sys::window() {
            // The page gives the frame the focus; the frame gives it to the box.
            let this = self.clone();
            on(&window, "focus", move |_: web_sys::Event| this.take_keyboard());
            let this = self.clone();
            on(&window, "blur", move |_: web_sys::Event| this.say(&FrameSays::Left));
        }
        let this = self.clone();
        on(&self.port, "message", move |event: MessageEvent| {
            if let Some(Inserted::Inserted { outcome }) = from_js(&event.data()) {
                this.report(outcome);
            } else if let Some(says) = from_js(&event.data()) {
                this.hear_page(says);
            }
        });
        // Listeners added by addEventListener hear nothing before this (HTML, "message ports").
        self.port.start();
        let this = self.clone();
        on(&self.dom.0, "keydown", move |event: KeyboardEvent| this.key(&event));
        if let Some(filling) = self.dom.find::<Element>("filling") {
            let this = self.clone();
            // Its first field has the keyboard.
            on(&filling, "shown", move |_: web_sys::Event| this.catch_up());
        }
        if let Some(search) = self.dom.find::<HtmlInputElement>("search") {
            let (this, input) = (self.clone(), search.clone());
            on(&search, "input", move |_: web_sys::Event| {
                this.type_query(&input.value());
            });
        }
        let this = self.clone();
        on(&self.dom.0, "change", move |event: web_sys::Event| this.change(&event));
        if let (Some(list), Some(filling)) = (self.dom.find::<Element>("list"), self.dom.find("filling")) {
            let (this, seen) = (self.clone(), [Seen::watch(&list), Seen::watch(&filling)]);
            on(&self.dom.0, "click", move |event: MouseEvent| this.click(&event, &seen));
            // Not where the list moves under a pointer that rests.
            let this = self.clone();
            on(&list, "pointermove", move |event: MouseEvent| {
                if row_of(&event).is_some_and(|row| this.choices.borrow_mut().choose(row)) {
                    this.show_chosen(false);
                }
            });
        }
    }

    pub(crate) fn type_query(self: &Rc<Self>, typed: &str) {
        let acts = self.acts.take();
        self.choices.borrow_mut().type_query(typed);
        self.look();
        if !acts.is_empty() {
            self.catch_up();
        }
    }

    /// Goes back from the turns of a conversation, or closes.
    pub(crate) fn escape(self: &Rc<Self>) {
        if self.choices.borrow_mut().leave() {
            self.look();
            self.take_keyboard();
        } else {
            self.say(&FrameSays::Close);
        }
    }

    /// `list` and `form`: since when they are seen.
    fn click(self: &Rc<Self>, event: &MouseEvent, [list, form]: &[Seen; 2]) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("button").ok().flatten());
        let sends = button.as_ref().is_some_and(|button| button.class_list().contains("lead"));
        // Pressed by a key it has no clicks to count.
        if sends && event.detail() > 0 && !form.is_meant(event.time_stamp()) {
            event.prevent_default();
            return self.refuse();
        }
        match button.map(|button| button.id()).as_deref() {
            Some("back") => return self.escape(),
            Some("widen") => return self.widen(),
            _ => {}
        }
        if let (Some(row), true) = (row_of(event), event.is_trusted()) {
            self.choices.borrow_mut().choose(row);
            self.show_chosen(true);
            // A click can be got from someone who sees something else there; Enter is for who sees the list.
            if list.is_meant(event.time_stamp()) {
                self.take();
            } else {
                self.refuse();
            }
        }
    }

    fn refuse(&self) {
        paint::say(&self.dom, &say!("selector-covered"), "problem");
    }

    /// Does what a key says, to what the query before it finds.
    pub(crate) fn act(self: &Rc<Self>, act: Act) {
        if self.choices.borrow().is_waiting() {
            return self.acts.borrow_mut().push(act);
        }
        match act {
            Act::Insert => self.take(),
            Act::Step(by) => {
                self.choices.borrow_mut().step(by);
                self.show_chosen(true);
            }
        }
    }

    /// Inserts what is chosen, or shows the turns of a conversation.
    fn take(self: &Rc<Self>) {
        if self.busy.borrow().is_some() {
            return;
        }
        let Some(row) = self.choices.borrow().chosen().map(|(_, row)| row.clone()) else {
            return self.catch_up();
        };
        let unread = self.choices.borrow().unread(&row);
        match unread {
            Some(source) => self.once_read(source, move |this| this.enter(&row)),
            None => self.enter(&row),
        }
    }

    fn enter(self: &Rc<Self>, row: &Row) {
        let choice = self.choices.borrow_mut().enter(row);
        if let Some(choice) = choice {
            self.insert(choice);
        } else {
            self.repaint();
            self.take_keyboard();
            self.catch_up();
        }
    }

    fn insert(self: &Rc<Self>, choice: Choice) {
        let Choice { title, text, .. } = choice.clone();
        self.busy.replace(Some(Busy::Inserting(choice)));
        // Without braces there is nothing to fill in.
        if !text.as_bytes().windows(2).any(|two| two == b"{{") {
            return self.say(&FrameSays::Insert { text });
        }
        let this = self.clone();
        spawn_local(async move {
            let filled = fill(&title, &text, &this.selection).await;
            if let Ok(Some(text)) = filled.as_ref().map(JsValue::as_string) {
                return this.say(&FrameSays::Insert { text });
            }
            this.busy.take();
            this.take_keyboard();
            this.catch_up();
            if filled.is_err() {
                paint::say(&this.dom, &say!("form-failed"), "problem");
            }
        });
    }

    /// Takes note of what was inserted, and says how it went where the page didn't just take it.
    fn report(&self, outcome: InsertOutcome) {
        let busy = self.busy.take().filter(|_| outcome != InsertOutcome::Failed);
        if let Some(Busy::Inserting(Choice { library, prompt, next, .. })) = busy {
            let known = habits::change(&|habits| {
                habits.use_of(&library, &prompt);
                habits.go_on(&library, &prompt, next);
            });
            self.choices.borrow_mut().know(known);
            statistics::count(&library, &prompt, Count::of(outcome));
        }
        let sentence = match outcome {
            InsertOutcome::Inserted | InsertOutcome::Asked => {
                let mut typed = String::new();
                self.behind.take().iter().filter(|key| is_letter(key)).for_each(|key| typed.push_str(key));
                return self.say(&FrameSays::Done { typed });
            }
            InsertOutcome::Unverified => "selector-unverified",
            InsertOutcome::Copied => "selector-copied",
            InsertOutcome::Failed => "selector-failed",
        };
        self.behind.take();
        paint::say(&self.dom, &say!(sentence), "problem");
    }

    fn say(&self, message: &FrameSays) {
        // A port whose other end is gone takes messages without complaint.
        let _ = self.port.post_message(&to_js(message));
    }
}

/// Returns the row that the pointer is on.
fn row_of(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}
