//! The dialog with a form in it, in which sets, categories, projects and context blocks are made and changed.

use web_sys::Node;

use super::editor::discard;
use super::parts;
use crate::dialog::{dialog, heading};
use crate::dom::{El, button, el};
use crate::state::{Kept, State};
use crate::words::say;

/// What a form is about.
pub(crate) struct Sheet<Now, Close> {
    /// The sentences that stand above it, and on the button that saves.
    pub(crate) title: &'static str,
    pub(crate) save: &'static str,
    /// Why it could not be saved.
    pub(crate) error: State<Option<String>>,
    /// Returns what is written in it. It is asked for before anyone has written, too.
    pub(crate) now: Now,
    /// Takes it away.
    pub(crate) close: Close,
}

impl<T, Now, Close> Sheet<Now, Close>
where
    T: PartialEq + 'static,
    Now: Fn() -> T + Copy + 'static,
    Close: Fn() + Copy + 'static,
{
    /// Draws it with its fields. What is written in it is not given up before someone was asked.
    pub(crate) fn draw(self, fields: Vec<El>, submit: impl FnMut() + 'static) -> Node {
        let Self { title, save, error, now, close } = self;
        let (began, leaving) = (Kept::new(now()), State::new(false));
        let leave = move || {
            if began.with(|began| *began == now()) {
                close();
            } else {
                leaving.set(true);
            }
        };
        let foot = move || {
            if leaving.get() {
                return discard(leaving, close);
            }
            el("div")
                .class("row foot")
                .child(el("button").class("lead").attr("type", "submit").say(save))
                .child(button("", leave).attr("type", "button").say("word-cancel"))
                .into()
        };
        let form = parts::form(error, submit).class("stack").child(heading(&say!(title)));
        let form = fields.into_iter().fold(form, El::child).child(parts::alert_of(error)).part(foot);
        dialog("sheet-dialog small", leave).child(form.attr("data-written", "")).into()
    }
}
