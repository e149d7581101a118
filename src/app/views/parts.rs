//! Small things that many views are made of.

use leptos::prelude::document;
use prompt_commons::model::{PromptId, Timestamp};
use prompt_commons::phrase::Arg;
use prompt_commons::template::{self, Part, Template};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, Node};

use crate::colour;
use crate::derived::{Derived, effect};
use crate::dialog::{dialog, heading};
use crate::dom::{El, Row, button, el, focus_first, group, key, nothing, part, row, text};
use crate::icon::{Icon, icon};
use crate::listing::Piece;
use crate::shelf::Shelf;
use crate::state::State;
use crate::words::say;

/// A text with what the search found in it marked.
pub(crate) fn marked(pieces: impl Fn() -> Vec<Piece> + Send + Sync + 'static) -> Node {
    let pieces = Derived::new(pieces);
    let draw = |(words, marked): &Piece| if *marked { el("mark").text(words).into() } else { text(words) };
    part(move || group(&pieces.with(|pieces| pieces.iter().map(draw).collect::<Vec<Node>>())))
}

/// The dot of a category's colour.
pub(crate) fn dot(color: Option<&str>) -> El {
    el("span").class("dot").style("--dot", &colour::css(color))
}

/// A sentence about something that went wrong, read out at once.
pub(crate) fn alert(words: &str) -> Node {
    let words = el("p").class("grow").attr("role", "alert").text(words);
    el("div").class("notice danger").child(icon(Icon::Alert)).child(words).into()
}

/// The alert of a form: nothing while there is nothing to say.
pub(crate) fn alert_of(error: State<Option<String>>) -> Node {
    part(move || error.get().map_or_else(nothing, |error| alert(&error)))
}

/// A form. What is wrong with it brings the keyboard to the field that it is about, the first unless another one is marked as
/// invalid, and is forgotten with the next key in it. Ctrl+Enter submits it from any field.
pub(crate) fn form(error: State<Option<String>>, submit: impl FnMut() + 'static) -> El {
    let form = el("form").attr("novalidate", "").submit(submit).on("input", move |_| {
        if error.with_untracked(Option::is_some) {
            error.set(None);
        }
    });
    let element = form.element();
    let form = form.key({
        let element = element.clone();
        move |event| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                // It can't be refused: the form is in the page, and nothing checks it but `submit`.
                let _ = element.unchecked_ref::<HtmlFormElement>().request_submit();
            }
        }
    });
    effect(move || {
        if error.with(Option::is_some) {
            focus_first(&element, &["[aria-invalid=true]", "input, textarea, select"]);
        }
    });
    form
}

/// Makes a dialog that asks whether something is to be done. `answers`: what changes nothing, which has the keyboard first, and what does
/// it; `error`: why that went wrong; `words`: what it would mean.
pub(crate) fn question(
    title: &str,
    answers: [&str; 2],
    error: State<Option<String>>,
    words: Vec<El>,
    close: impl Fn() + Copy + 'static,
    act: impl FnMut() + 'static,
) -> Node {
    let [stay, go] = answers;
    let buttons = el("div")
        .class("row foot")
        .child(button("", close).attr("type", "button").focused().say(stay))
        .child(el("button").class("grave").attr("type", "submit").say(go));
    let form = el("form").class("stack").submit(act).child(heading(title));
    let form = words.into_iter().fold(form, El::child);
    dialog("sheet-dialog small", close).child(form.child(alert_of(error)).child(buttons)).into()
}

/// Gives the keyboard to the card of a prompt, if it is in sight.
pub(crate) fn to_card(prompt: &PromptId) {
    let id = prompt.as_str().replace('\\', "\\\\").replace('"', "\\\"");
    if let Some(root) = document().document_element() {
        focus_first(&root, &[&format!(".card[data-prompt=\"{id}\"] .title")]);
    }
}

/// A field with its name above it.
pub(crate) fn labelled(name: &str, field: El) -> El {
    el("label").child(el("span").class("label").text(name)).child(field)
}

/// A moment's day.
pub(crate) fn day(at: &Timestamp) -> String {
    say!("list-day", at = Arg::Date(millis(at)))
}

/// A moment as a sentence takes it. There is nothing from before 1970.
pub(crate) fn millis(at: &Timestamp) -> u64 {
    u64::try_from(at.millis()).unwrap_or_default()
}

/// A line of a list that stands for a category or a set.
pub(crate) fn shelf(shelf: Shelf, draw: impl FnOnce(Shelf) -> El + 'static) -> Row {
    let (color, count) = (shelf.color.clone().unwrap_or_default(), shelf.count.to_string());
    let icon = shelf.icon.clone().unwrap_or_default();
    let key = key(&[&shelf.filter.value(), &shelf.name, &color, &icon, &count]);
    row(key, move || draw(shelf).into())
}

/// A prompt's text with its variables marked.
pub(crate) fn with_variables(words: &str) -> Node {
    let template = Template::parse(&[words]);
    let draw = |piece: &template::Piece<'_>| match piece.part {
        Part::Variable(_) => el("mark").class("variable").text(piece.typed).into(),
        Part::Plain(_) => text(piece.typed),
    };
    group(&template.pieces(0).iter().map(draw).collect::<Vec<Node>>())
}
