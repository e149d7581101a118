//! A context block: in its list, and in its form.

use leptos::prelude::untrack;
use prompt_commons::model::{Item, ItemId, Kind, Library};
use web_sys::Node;

use super::{Open, command, gone, save};
use crate::dialog;
use crate::dom::el;
use crate::session::Session;
use crate::state::State;
use crate::views::limit::limited;
use crate::views::parts;
use crate::views::sheet::Sheet;
use crate::words::{self, say};

/// The name of the field that has its text.
pub(super) const TEXT: &str = "text";

/// Characters of a text that a list shows.
const SHOWN: usize = 200;

/// Says which projects a block is in, and how it begins.
pub(super) fn line(library: &Library, block: &Item) -> (String, String) {
    let has = |project: &&Item| project.list("blocks").any(|id| id == block.id().as_str());
    let names: Vec<&str> = library.items(Kind::Project).filter(has).map(Item::name).collect();
    let words = if names.is_empty() {
        say!("block-nowhere")
    } else {
        say!("block-projects", names = &words::clip(&names.join(", "), 120))
    };
    (words, words::clip(block.text(TEXT), SHOWN))
}

/// Draws the form of one.
pub(super) fn form(session: Session, open: State<Option<Open>>, id: ItemId, is_new: bool) -> Node {
    let close = dialog::closing(open);
    let start = untrack(|| session.view()).and_then(|view| view.library.item(Kind::Block, &id).cloned());
    if !is_new && start.is_none() {
        return gone(open);
    }
    let of = |field: &str| start.as_ref().map_or_else(String::new, |block| block.text(field).to_owned());
    let (name, text) = (State::new(of("name")), State::new(of(TEXT)));
    let error = State::new(None::<String>);
    let (title, act, done) = if is_new {
        ("block-new", "block-create", "block-created")
    } else {
        ("block-edit-heading", "word-save", "block-changed")
    };
    let submit = move || {
        let fields = vec![("name", name.get_untracked().trim().into()), (TEXT, text.get_untracked().into())];
        save(session, close, error, command(Kind::Block, &id, fields, start.as_ref()), done);
    };
    let field = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .value(&name.get_untracked())
        .typed("input", move |words| name.set(words))
        .focused();
    let area = el("textarea").attr("rows", "8");
    let area = limited(area, &text.get_untracked(), error, move |words| text.set(words));
    let now = move || (name.get_untracked(), text.get_untracked());
    Sheet { title, save: act, error, now, close }.draw(
        vec![parts::labelled(&say!("block-name"), field), parts::labelled(&say!("block-text"), area)],
        submit,
    )
}
