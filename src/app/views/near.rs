//! The hint that the library has nearly the same prompt already.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::model::{Prompt, PromptId};
use prompt_commons::near::{Near, Sketches};
use prompt_commons_browser::sleep;
use web_sys::Node;

use crate::derived::{Derived, effect};
use crate::dom::{button, el, nothing, part};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::words::{self, say};

/// Milliseconds without a key after which someone has paused.
const PAUSE: u32 = 300;

/// Prompts that are sketched before the page gets its turn: a few milliseconds' worth.
const SLICE: usize = 250;

/// Draws the hint for a prompt that is being added.
pub(crate) fn near(session: Session) -> Node {
    let found = State::new(None::<Near>);
    // Both are gone with the editor, which someone may have closed by the end of a pause.
    let (sketches, turn) = (Kept::new(RefCell::new(None::<Sketches>)), Kept::new(Cell::new(0u32)));
    effect(move || {
        session.editing.track();
        let now = turn.with(|turn| turn.replace(turn.get() + 1) + 1);
        let is_last = move || turn.try_with(Cell::get) == Some(now);
        spawn_local(async move {
            sleep(PAUSE).await;
            if !is_last() {
                return;
            }
            let Some(editing) = session.editing.get_untracked().filter(Editing::is_new) else { return };
            if sketches.try_with(|made| made.borrow().is_none()) == Some(true) {
                let made = sketch(session).await;
                sketches.try_with(|sketches| sketches.replace(Some(made)));
            }
            let nearest = |all: &Sketches| all.nearest(&editing.draft, &editing.prompt);
            let nearest = sketches.try_with(|sketches| sketches.borrow().as_ref().and_then(nearest));
            if let (true, Some(nearest)) = (is_last(), nearest)
                && found.with_untracked(|found| *found != nearest)
            {
                found.set(nearest);
            }
        });
    });
    let shown = Derived::new(move || {
        let near = found.get()?;
        let view = session.view()?;
        let prompt = view.library.prompt(&near.id)?.clone();
        Some((near.by_title, Hint(prompt)))
    });
    part(move || {
        shown.get().map_or_else(nothing, |(by_title, Hint(prompt))| hint(session, by_title, &prompt))
    })
}

/// Two pictures of a prompt are the same if they show the same.
#[derive(Clone)]
struct Hint(Prompt);

impl PartialEq for Hint {
    fn eq(&self, other: &Self) -> bool {
        self.0.id() == other.0.id() && self.0.draft() == other.0.draft()
    }
}

/// Sketches the library that is shown, with pauses in which the page answers.
async fn sketch(session: Session) -> Sketches {
    let mut sketches = Sketches::default();
    let Some(view) = untrack(|| session.view()) else { return sketches };
    for slice in view.library.prompts().chunks(SLICE) {
        sketches.add(slice);
        sleep(0).await;
    }
    sketches
}

fn hint(session: Session, by_title: bool, prompt: &Prompt) -> Node {
    let title = words::clip(prompt.title(), 60);
    let words = if by_title { say!("near-title", title = &title) } else { say!("near-text", title = &title) };
    let id = prompt.id().clone();
    let asking = State::new(false);
    let ways = move || {
        if !asking.get() {
            return button("quiet", move || asking.set(true))
                .attr("type", "button")
                .say("near-instead")
                .into();
        }
        let id = id.clone();
        let keep = button("quiet", move || asking.set(false)).attr("type", "button").stays();
        let instead = button("grave", move || use_it(session, &id)).attr("type", "button");
        el("div")
            .class("row wrap ask")
            .attr("role", "dialog")
            .attr_say("aria-label", "near-gives-up")
            .child(el("span").class("grow").say("near-gives-up"))
            .child(keep.say("editor-keep-editing"))
            .child(instead.say("near-instead"))
            .into()
    };
    let text = el("details")
        .child(el("summary").say("near-show"))
        .child(el("pre").class("text").attr("tabindex", "0").text(prompt.content()));
    let words = el("p").attr("role", "status").text(&words);
    el("div")
        .class("notice near")
        .child(icon(Icon::Copy))
        .child(el("div").class("grow stack").child(words).child(text).part(ways))
        .into()
}

/// Gives the new prompt up for the one that is there.
fn use_it(session: Session, id: &PromptId) {
    session.close_editor();
    session.wish.clear();
    session.wish.chosen.set(Some(id.clone()));
}
