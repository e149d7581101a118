//! Putting the prompts of a set in order: by dragging a card's handle, or with the arrow keys on it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::command::Command;
use prompt_commons::model::{ItemId, PromptId};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, KeyboardEvent, Node};

use super::list;
use crate::dom::{El, button};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::wish::Wish;
use crate::words::{self, say};

/// The kind of what is dragged. Nothing else is taken, whatever is dropped here.
const KIND: &str = "application/x-prompt-commons-prompt";

/// Names the prompt that a card is of.
pub(crate) const PROMPT: &str = "data-prompt";

/// Says on which side of a card the dragged one would come to lie.
const SIDE: &str = "data-drop";

/// Draws the handle of a prompt in the set that is shown.
pub(crate) fn handle(session: Session, set: &ItemId, prompt: &PromptId) -> Node {
    let view = untrack(|| session.view());
    let title =
        view.and_then(|view| Some(view.library.prompt(prompt)?.title().to_owned())).unwrap_or_default();
    let (of, id) = (set.clone(), prompt.clone());
    let keys = move |event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        event.prevent_default();
        let all = ids(session, &of);
        let Some(at) = all.iter().position(|other| *other == id) else { return };
        let to = if down { at + 1 } else { at.saturating_sub(1) };
        if to != at && to < all.len() {
            put(session, &of, &id, to);
        }
    };
    let id = prompt.to_string();
    let start = move |event: Event| {
        let Ok(event) = event.dyn_into::<DragEvent>() else { return };
        let card =
            event.target().and_then(|target| target.dyn_into::<Element>().ok()).and_then(|it| card(&it));
        let (Some(carried), Some(card)) = (event.data_transfer(), card) else { return };
        carried.set_effect_allowed("move");
        // A browser that can't carry it drags nothing.
        let _ = carried.set_data(KIND, &id);
        carried.set_drag_image(&card, 12, 12);
    };
    button("quiet square handle", || {})
        .attr("draggable", "true")
        .attr("aria-label", &say!("arrange-handle", title = &words::clip(&title, 60)))
        .attr_say("title", "arrange-hint")
        .key(keys)
        .on("dragstart", start)
        .child(icon(Icon::Grip))
        .into()
}

/// Lets a list take what is dragged within it.
pub(crate) fn zone(session: Session, wish: Wish, cards: El) -> El {
    let over = move |event: Event| {
        let Some((card, side)) = aim(&event).filter(|_| arranged(session, wish).is_some()) else { return };
        event.prevent_default();
        if card.get_attribute(SIDE).as_deref() != Some(side) {
            unmark();
            // Without the mark it only shows less.
            let _ = card.set_attribute(SIDE, side);
        }
    };
    let drop = move |event: Event| {
        unmark();
        let (Some((card, side)), Some(set)) = (aim(&event), arranged(session, wish)) else { return };
        event.prevent_default();
        let carried = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        let moved = carried.and_then(|carried| PromptId::parse(&carried.get_data(KIND).ok()?));
        let onto = card.get_attribute(PROMPT).and_then(|id| PromptId::parse(&id));
        let (Some(moved), Some(onto)) = (moved, onto) else { return };
        let all = ids(session, &set);
        let place = |id: &PromptId| all.iter().position(|other| other == id);
        let (Some(from), Some(onto)) = (place(&moved), place(&onto)) else { return };
        let to = onto + usize::from(side == "after");
        // It leaves its own place first.
        put(session, &set, &moved, if from < to { to - 1 } else { to });
    };
    cards.on("dragover", over).on("drop", drop).on("dragleave", |_| unmark()).on("dragend", |_| unmark())
}

fn arranged(session: Session, wish: Wish) -> Option<ItemId> {
    untrack(|| list::arranged(session, wish))
}

/// Returns the prompts of a set in its order.
fn ids(session: Session, set: &ItemId) -> Vec<PromptId> {
    let view = untrack(|| session.view());
    view.map(|view| view.library.in_set(set).into_iter().map(|prompt| prompt.id().clone()).collect())
        .unwrap_or_default()
}

/// Moves a prompt to a place, counted without it.
fn put(session: Session, set: &ItemId, prompt: &PromptId, to: usize) {
    let mut others = ids(session, set);
    let count = others.len();
    others.retain(|other| other != prompt);
    let Some(library) = untrack(|| session.current()) else { return };
    let before = others.get(to).cloned();
    let command = Command::PutInSet { set: set.clone(), prompt: prompt.clone(), before };
    spawn_local(async move {
        match session.edit(&library, vec![command]).await {
            Ok(outcome) => {
                let done = say!("arrange-moved", place = to + 1, count = count);
                session.say(words::came_to(&outcome, done));
            }
            Err(error) => session.alert.set(Some(error)),
        }
    });
}

/// Finds the card that a prompt of a set is dragged over, and the side on which it would come to lie.
fn aim(event: &Event) -> Option<(Element, &'static str)> {
    let event: &DragEvent = event.dyn_ref()?;
    let is_ours = event.data_transfer()?.types().iter().any(|kind| kind.as_string().as_deref() == Some(KIND));
    let card = card(&event.target()?.dyn_into().ok()?).filter(|_| is_ours)?;
    let shape = card.get_bounding_client_rect();
    let is_below = f64::from(event.client_y()) > shape.top() + shape.height() / 2.0;
    Some((card, if is_below { "after" } else { "before" }))
}

fn card(inside: &Element) -> Option<Element> {
    inside.closest(&format!("[{PROMPT}]")).ok().flatten()
}

fn unmark() {
    if let Ok(Some(marked)) = document().query_selector(&format!("[{SIDE}]")) {
        // It is only a line beside a card.
        let _ = marked.remove_attribute(SIDE);
    }
}
