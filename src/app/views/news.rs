//! The quiet line: what came from others, and what waits for a decision. It takes room of its own, never the keyboard.

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::causal::conflict::{Conflict, Subject};
use prompt_commons_engine::{Told, View};
use web_sys::Node;

use super::header;
use crate::derived::{Derived, effect};
use crate::dom::{El, button, el, nothing};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::surface::Reviewing;
use crate::words::{say, sentence};

/// Changes that are taken back without a question.
const MANY: u32 = 5;

/// Draws the lines, if there is anything to say.
pub(crate) fn news(session: Session) -> Node {
    ask_once(session);
    let asked = Derived::new(move || session.view().map_or(0, |view| asked(&view).count()));
    let told = Derived::new(move || session.view().map(|view| view.told.clone()).unwrap_or_default());
    let is_member = Derived::new(move || session.view().is_some_and(|view| view.role().is_some()));
    let breaches = Derived::new(move || session.view().map_or(0, |view| view.beside.breaches));
    let told = move || told.with(|told| changes(session, told));
    // What is beside them is another matter.
    el("div")
        .class("lines")
        .part(move || not_allowed(session, breaches.get()))
        .part(move || questions(session, asked.get()))
        .part(move || if is_member.get() { told() } else { nothing() })
        .into()
}

/// Lists what this member may decide.
pub(crate) fn asked(view: &View) -> impl Iterator<Item = &Conflict> {
    let may = |about: &Subject| {
        view.can(about.action(), about.target(&view.library, &view.record.email)).is_ok()
            && about.name(&view.library).is_some()
    };
    view.beside.conflicts.iter().filter(move |conflict| may(&conflict.about))
}

/// Opens the dialog by itself for questions that the person has not put off, and never over an open editor.
fn ask_once(session: Session) {
    let new = Derived::new(move || {
        let Some(view) = session.view() else { return false };
        let later = |key: &String| session.preferences.with(|preferences| preferences.later.contains(key));
        asked(&view).any(|conflict| !later(&conflict.key()))
    });
    effect(move || {
        let busy = session.editing.with(Option::is_some) || session.reviewing.with_untracked(Option::is_some);
        if new.get() && !busy {
            session.review(Reviewing::Summary);
        }
    });
}

fn questions(session: Session, count: usize) -> Node {
    if count == 0 {
        return nothing();
    }
    let words = say!("news-asked", count = count);
    let decide = button("quiet", move || session.review(Reviewing::One)).say("news-decide");
    line("notice warn news", Icon::Alert, el("p").text(&words)).child(decide).into()
}

fn not_allowed(session: Session, count: u32) -> Node {
    if count == 0 {
        return nothing();
    }
    let words = el("p").text(&say!("news-not-allowed", count = count));
    line("notice warn news", Icon::Alert, words).child(header::look(session)).into()
}

fn changes(session: Session, told: &Told) -> Node {
    if told.headline.is_empty() {
        return nothing();
    }
    let words = el("p")
        .child(el("span").text(&sentence(&told.headline)))
        .child(el("span").class("deeds").text(&sentence(&told.deeds)));
    let (last, count) = (told.last, told.count);
    let asking = State::new(false);
    let undo = move || if count > MANY { asking.set(true) } else { settle(session, last, true) };
    let dismiss = button("quiet square", move || settle(session, last, false))
        .attr_say("aria-label", "news-read")
        .attr_say("title", "news-read")
        .child(icon(Icon::Close));
    let buttons = el("span")
        .class("row")
        .child(button("quiet", move || session.review(Reviewing::All)).say("news-view"))
        .maybe(told.undo.then(|| button("quiet", undo).say("word-undo")))
        .child(dismiss);
    let sure = move || {
        el("span")
            .class("row")
            .attr("role", "dialog")
            .attr_say("aria-label", "news-undo-question")
            .child(button("quiet", move || asking.set(false)).focused().say("word-back"))
            .child(button("grave", move || settle(session, last, true)).say("news-undo-all"))
            .into()
    };
    line("notice news", Icon::Merge, words)
        .child(buttons.attr_when("hidden", move || asking.get()))
        .when(move || asking.get(), sure)
        .into()
}

fn line(class: &str, of: Icon, words: El) -> El {
    el("div").class(class).child(icon(of)).child(words.class("grow").attr("role", "status"))
}

/// Is done with the news, up to `last`: they are taken back, or they were read.
fn settle(session: Session, last: u64, undo: bool) {
    let Some(id) = untrack(|| session.current()) else { return };
    spawn_local(async move {
        if !undo {
            session.mark_read(&id, last).await;
        } else if session.undo(&id, last).await {
            session.say(say!("news-undone"));
        }
    });
}
