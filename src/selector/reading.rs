//! What the selector reads: the libraries, what is found in them, and the texts of what is chosen.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use prompt_commons::compact;
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::{StoreError, Table, prefix};
use prompt_commons::shelf::Shelf;
use prompt_commons_browser::dom::once_painted;
use prompt_commons_browser::glance::Texts;
use prompt_commons_browser::search::Question;
use prompt_commons_browser::words::{self, Part};
use prompt_commons_browser::{announcements, glance};
use wasm_bindgen_futures::spawn_local;

use crate::choices::Source;
use crate::frame::{Busy, OPEN, Selector};
use crate::paint;

thread_local! {
    // The libraries, which are read while the ticket is on its way. Nothing of them is shown without one.
    static READING: Cell<Option<Texts>> = const { Cell::new(None) };
    // The sentences, which come as well.
    static SPEAKING: Cell<Option<Pin<Box<dyn Future<Output = ()>>>>> = const { Cell::new(None) };
}

/// A character that no prompt has.
const NOWHERE: &str = "\u{10fffd}";

/// Reads the libraries of this device.
async fn read() -> Result<Vec<Shelf>, StoreError> {
    Ok(shelves(&glance::texts(Table::Shelves).await?))
}

fn shelves(texts: &[String]) -> Vec<Shelf> {
    Shelf::all(texts.iter().map(String::as_str))
}

/// Reads the texts of a prompt; `None` where they are not found.
async fn texts(source: &Source) -> Result<Option<Vec<String>>, StoreError> {
    let key = prefix(&source.library) + &source.piece;
    let piece = glance::text_of(Table::Views, &key).await?;
    Ok(piece.and_then(|piece| compact::texts(&piece, &source.prompt)))
}

fn gone() -> Phrase {
    phrase!("selector-gone")
}

/// Calls My Prompts, which is the first, as the person's language does.
pub(crate) fn named(mut shelves: Vec<Shelf>) -> Vec<Shelf> {
    if let Some(own) = shelves.first_mut().filter(|shelf| shelf.personal) {
        own.name = say!("selector-mine");
    }
    shelves
}

/// Begins to read the libraries and the sentences.
pub(crate) fn begin() {
    SPEAKING.set(Some(Box::pin(words::load(Part::Selector))));
    let read = || READING.set(Some(Texts::of(Table::Shelves)));
    read();
    let listener = announcements::listen(move |_| {
        if !OPEN.get() {
            read();
        }
    });
    // As long as the frame.
    std::mem::forget(listener);
}

/// Returns the libraries that are read since [`begin`], once there are sentences, too.
pub(crate) async fn begun() -> Result<Vec<Shelf>, StoreError> {
    let texts = READING.take().unwrap_or_else(|| Texts::of(Table::Shelves)).read().await;
    if let Some(speaking) = SPEAKING.take() {
        speaking.await;
    }
    Ok(shelves(&texts?))
}

impl Selector {
    /// Has what the first letters are looked for in be there as they come: the search reads it with its first question.
    pub(crate) fn warm_up(self: &Rc<Self>) {
        let of = |shelf: &Shelf| Some((shelf.library.clone()?, shelf.print));
        let libraries: Vec<_> = self.choices.borrow().shelves().iter().filter_map(of).collect();
        let search = self.search.clone();
        spawn_local(async move {
            for (library, print) in libraries {
                let nothing = Question { library, print, typed: NOWHERE.to_owned(), first: Vec::new() };
                // Whoever types hears what stands against it.
                let _ = search.find(&nothing).await;
            }
        });
    }

    /// Shows what comes into the libraries while it is open.
    pub(crate) fn follow(self: &Rc<Self>) {
        let this = self.clone();
        let listener = announcements::listen(move |_| {
            let this = this.clone();
            spawn_local(async move { this.renew().await });
        });
        // As long as the frame.
        std::mem::forget(listener);
    }

    /// Takes the libraries as they are now.
    async fn renew(self: &Rc<Self>) {
        // What can't be read now is as it was.
        let Ok(shelves) = read().await.map(named) else { return };
        if *self.choices.borrow().shelves() != shelves {
            self.choices.borrow_mut().renew(shelves);
            let _ = paint::switcher(&self.dom, &self.choices.borrow());
            let _ = paint::context(&self.dom, &self.choices.borrow());
            // The conversation that is open stands as it was until its turns are read.
            let open = self.choices.borrow().source(None);
            if let Some(open) = open
                && let Ok(Some(texts)) = texts(&open).await
            {
                self.choices.borrow_mut().learn(&open, texts);
            }
            self.look();
        }
    }

    /// Looks for what was typed, and shows what is found.
    pub(crate) fn look(self: &Rc<Self>) {
        let (round, questions) = {
            let choices = self.choices.borrow();
            let (round, shelves) = choices.asked();
            let question = |(shelf, used): &(&Shelf, &[u32])| {
                let (library, typed) = (shelf.library.clone()?, choices.query().to_owned());
                Some(Question { library, print: shelf.print, typed, first: used.to_vec() })
            };
            (round, shelves.iter().filter_map(question).collect::<Vec<_>>())
        };
        if !self.choices.borrow().is_waiting() {
            return self.repaint();
        }
        let this = self.clone();
        spawn_local(async move {
            let mut all = Vec::new();
            for question in &questions {
                match this.search.find(question).await {
                    Ok((print, found)) if print == question.print => all.push(found),
                    // The library has changed; what is shown of it does next, and then it is looked for again.
                    Ok(_) => return this.renew().await,
                    Err(reason) => {
                        paint::say(&this.dom, &words::say(&reason), "problem");
                        this.acts.take();
                        return this.catch_up();
                    }
                }
            }
            if this.choices.borrow_mut().take(round, &all) {
                this.repaint();
                this.acts.take().into_iter().for_each(|act| this.act(act));
            }
        });
    }

    /// Shows the list as it is now: what is in sight, and then the rest.
    pub(crate) fn repaint(self: &Rc<Self>) {
        let _ = paint::list(&self.dom, &self.choices.borrow());
        self.read_chosen();
        let this = self.clone();
        once_painted(move || {
            let _ = paint::rest(&this.dom, &this.choices.borrow());
        });
    }

    /// Shows which row is chosen. `brings`: whether it is brought into view.
    pub(crate) fn show_chosen(self: &Rc<Self>, brings: bool) {
        let _ = paint::rest(&self.dom, &self.choices.borrow());
        let _ = paint::chosen(&self.dom, &self.choices.borrow(), brings);
        self.read_chosen();
    }

    /// Reads the texts of the chosen row, and shows them.
    fn read_chosen(self: &Rc<Self>) {
        let source = {
            let choices = self.choices.borrow();
            choices.chosen().and_then(|(_, row)| choices.unread(row))
        };
        let Some(source) = source else { return };
        let this = self.clone();
        spawn_local(async move {
            // Whoever chooses it reads it again, and hears what stands against that.
            if let Ok(Some(texts)) = texts(&source).await {
                this.choices.borrow_mut().learn(&source, texts);
                paint::preview(&this.dom, &this.choices.borrow());
            }
        });
    }

    /// Reads the texts of a prompt, and then does something.
    pub(crate) fn once_read(self: &Rc<Self>, source: Source, then: impl FnOnce(&Rc<Self>) + 'static) {
        self.busy.replace(Some(Busy::Reading));
        let this = self.clone();
        spawn_local(async move {
            let read = this.read_again(source).await;
            this.busy.take();
            match read {
                Ok(()) => then(&this),
                Err(reason) => {
                    this.catch_up();
                    paint::say(&this.dom, &words::say(&reason), "problem");
                }
            }
        });
    }

    /// Reads the texts of a prompt: where they are not found, in its library as it is by now.
    async fn read_again(self: &Rc<Self>, mut source: Source) -> Result<(), Phrase> {
        for _ in 0..2 {
            if let Some(texts) = texts(&source).await.map_err(|error| error.phrase())? {
                self.choices.borrow_mut().learn(&source, texts);
                return Ok(());
            }
            self.renew().await;
            let ids = (source.library.as_str(), source.prompt.as_str());
            let now = self.choices.borrow().source(Some(ids));
            source = now.ok_or_else(gone)?;
        }
        Err(gone())
    }
}
