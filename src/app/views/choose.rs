//! Choosing the prompts of a set.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::command::Command;
use prompt_commons::model::{ItemId, Prompt, PromptId};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, Node};

use crate::derived::Derived;
use crate::dialog::{self, dialog, heading};
use crate::dom::{El, button, el, key, row};
use crate::icon::{Icon, icon};
use crate::scene::scene;
use crate::session::Session;
use crate::state::State;
use crate::words::{self, say};

/// Prompts that are listed; of more one searches for those one wants.
const MOST: usize = 100;

/// Draws the dialog. Each tick is an edit of its own, saved at once.
pub(crate) fn choose(session: Session, set: ItemId, open: State<Option<ItemId>>) -> Node {
    let close = dialog::closing(open);
    let typed = State::new(String::new());
    let scene = scene(session, typed);
    let found = Derived::new(move || {
        scene.with(|scene| {
            let found = scene.places();
            let title = |prompt: &Prompt| (prompt.id().clone(), prompt.title().to_owned());
            let first = found.iter().take(MOST).filter_map(|place| scene.prompt(*place).map(title));
            (first.collect::<Vec<_>>(), found.len())
        })
    });
    let lines = move || {
        let line = |(id, title): (PromptId, String)| {
            let set = set.clone();
            row(key(&[id.as_str(), &title]), move || tick(session, set, id, &title).into())
        };
        found.get().0.into_iter().map(line).collect()
    };
    let left = move || {
        let count = found.with(|(_, count)| *count);
        match count {
            0 => say!("choose-none"),
            count if count > MOST => say!("choose-more", count = count - MOST),
            _ => String::new(),
        }
    };
    let search = el("input")
        .attr("type", "search")
        .attr_say("aria-label", "choose-search")
        .attr_say("placeholder", "choose-search-field")
        .attr("autocomplete", "off")
        .typed("input", move |words| typed.set(words))
        .focused();
    let top = el("div")
        .class("top")
        .child(heading(&say!("choose-heading")))
        .child(el("div").class("search").child(icon(Icon::Search)).child(search));
    let done = button("lead", close).say("word-done");
    dialog("sheet-dialog choose", close)
        .child(top)
        .child(el("ul").class("body scroll plain").rows(lines))
        .child(
            el("div")
                .class("row foot")
                .child(el("p").class("grow soft").attr("role", "status").text_of(left))
                .child(done),
        )
        .into()
}

fn tick(session: Session, set: ItemId, prompt: PromptId, title: &str) -> El {
    let (of, id) = (set.clone(), prompt.clone());
    let is = Derived::new(move || {
        session
            .view()
            .is_some_and(|view| view.library.prompt(&id).is_some_and(|one| one.place_in(&of).is_some()))
    });
    // What the box says: the library may not know of the last click yet.
    let toggle = move |event: Event| {
        let wanted = event.target().is_some_and(|mark| mark.unchecked_into::<HtmlInputElement>().checked());
        let Some(library) = untrack(|| session.current()) else { return };
        let (set, prompt) = (set.clone(), prompt.clone());
        let command = if wanted {
            Command::PutInSet { set, prompt, before: None }
        } else {
            Command::TakeFromSet { set, prompt }
        };
        spawn_local(async move {
            if let Err(error) = session.edit(&library, vec![command]).await {
                session.alert.set(Some(error));
            }
        });
    };
    let mark = el("input").attr("type", "checkbox").checked_of(move || is.get()).on("change", toggle);
    let title = el("span").class("name").text(&words::clip(title, 120));
    el("li").child(el("label").class("row tick").child(mark).child(title))
}
