//! Dialogs: the browser's own `<dialog>`, which keeps the keyboard inside, puts everything else out of reach, and gives
//! the keyboard back when it closes.

use leptos::prelude::document;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, KeyboardEvent};

use crate::dom::{El, el, focus_first, keep_focus};
use crate::state::State;

/// The id of what names an open dialog. There is one dialog at a time.
const HEADING: &str = "dialog-heading";

/// Makes a dialog that opens as soon as it is in the page. `close`: what Esc does, unless it answers a question in it. The keyboard goes to
/// the heading, or to the first field of a form to be written.
pub(crate) fn dialog(class: &str, close: impl Fn() + Copy + 'static) -> El {
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            // Else the popup would close as a whole.
            event.prevent_default();
            event.stop_propagation();
            if !answer() {
                close();
            }
        }
    };
    let made = el("dialog")
        .class(class)
        .attr("aria-labelledby", HEADING)
        .key(keys)
        // What else a browser offers for closing, such as a gesture.
        .on("cancel", move |event| {
            event.prevent_default();
            close();
        });
    let element: HtmlDialogElement = made.element().unchecked_into();
    spawn_local(async move {
        // One that is gone by now needs no opening.
        let _ = element.show_modal();
        focus_first(&element, &["form[data-written] :is(input, textarea)", "h2"]);
    });
    made
}

/// Makes the heading that names a dialog. It has the keyboard first: a key that was on its way when the dialog opened
/// presses nothing.
pub(crate) fn heading(words: &str) -> El {
    el("h2").attr("id", HEADING).attr("tabindex", "-1").text(words)
}

/// Closes the dialog that is open, so that the browser gives the keyboard back; what draws it then takes it away.
pub(crate) fn close() {
    if let Ok(Some(open)) = document().query_selector("dialog[open]") {
        let open: HtmlDialogElement = open.unchecked_into();
        open.close();
        // One that came by itself took it from nothing.
        keep_focus(None, None);
    }
}

/// Returns what closes the dialog that is drawn while `open` holds something. What comes late, when another one is drawn, closes nothing.
pub(crate) fn closing<T: Default + Send + Sync + 'static>(open: State<T>) -> impl Fn() + Copy + 'static {
    let drawn = State::new(());
    move || {
        if drawn.is_there() {
            close();
            open.set(T::default());
        }
    }
}

/// Gives the answer that changes nothing to the question that has the keyboard. Returns whether there is one.
pub(crate) fn answer() -> bool {
    let stays = document().query_selector(".ask:focus-within [data-stays]").ok().flatten();
    stays.map(|stays| stays.unchecked_into::<HtmlElement>().click()).is_some()
}

/// Gives an element the keyboard.
pub(crate) fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // Whatever can't be focused stays reachable by Tab.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Gives an element the keyboard once what was just changed has been drawn.
pub(crate) fn focus_soon(id: String) {
    spawn_local(async move { focus(&id) });
}
