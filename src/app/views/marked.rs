//! The field for a text, with its variables marked: a copy of the text lies under what is typed, and of it only the marks are seen.

use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::parts;
use crate::derived::Derived;
use crate::dom::{El, el, group, nothing, text};

/// Bytes of a text beyond which nothing is marked: each key draws the copy anew.
const MOST: usize = 20_000;

/// Puts the copy under a text area. `words`: what stands in that.
pub(crate) fn marked(area: El, words: Derived<String>) -> El {
    let copy = el("pre").class("copy").attr("aria-hidden", "true").part(move || {
        let words = words.get();
        if words.len() > MOST || !words.contains("{{") {
            return nothing();
        }
        // Without one more, a line that is empty at the end would have no height.
        group(&[parts::with_variables(&words), text("\n")])
    });
    let under = copy.element();
    let follow = move |event: Event| {
        let under = under.clone();
        let Some(area) = event.target().map(JsCast::unchecked_into::<Element>) else { return };
        // Once what was typed is drawn there, too.
        spawn_local(async move { under.set_scroll_top(area.scroll_top()) });
    };
    el("div").class("marked").child(copy).child(area.on("scroll", follow.clone()).on("input", follow))
}
