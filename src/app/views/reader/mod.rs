//! The prompt that was chosen, in full: its text, what people say about it, and what it was before.

mod comments;
mod history;
mod note;
pub(super) mod transfer;

use leptos::prelude::*;
use prompt_commons::model::{Prompt, PromptId};
use web_sys::{KeyboardEvent, Node};

use super::{card, parts, tags};
use crate::derived::{Derived, effect};
use crate::dom::{El, button, el, focus_first, group, part};
use crate::icon::{Icon, icon};
use crate::listing::Rights;
use crate::session::Session;
use crate::state::{Kept, State};
use crate::wish::Wish;
use crate::words::say;

/// Draws it, or what to do when none is chosen.
pub(crate) fn reader(session: Session) -> Node {
    let chosen = Derived::new(move || {
        let id = session.wish.chosen.get()?;
        session.view()?.library.prompt(&id).map(|_| id)
    });
    effect(move || {
        // It may be gone, and there is nothing to go back from.
        if chosen.with(Option::is_none) && session.wish.is_reading.get_untracked() {
            session.wish.is_reading.set(false);
        }
    });
    let none = || {
        let words = el("p").say("reader-none");
        el("div").class("empty faint").child(icon(Icon::Note)).child(words)
    };
    part(move || chosen.get().map_or_else(none, |id| read(session, &id)).into())
}

fn read(session: Session, id: &PromptId) -> El {
    let back = move || {
        session.wish.is_reading.set(false);
        if let Some(root) = document().document_element() {
            focus_first(&root, &[".card.chosen .title"]);
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" && session.wish.is_reading.get_untracked() {
            // Else the popup would close as a whole.
            event.prevent_default();
            back();
        }
    };
    let is_team = untrack(|| session.current()).is_some_and(|library| !library.is_personal());
    let back = button("quiet back", back).child(icon(Icon::Back)).say("reader-back");
    let of = id.clone();
    let asking = State::new(false);
    let reader = el("div").class("reader").key(keys);
    if session.wish.is_reading.get() {
        focus_first(&reader.element(), &[".back", "h2"]);
    }
    reader
        .child(back)
        .part(move || prompt(session, &of, asking))
        .child(el("div").class("row wrap").child(transfer::opener(session, id)))
        .maybe(is_team.then(|| comments::comments(session, id)))
        .child(note::note(session, id))
        .child(history::history(session, id))
}

fn prompt(session: Session, id: &PromptId, asking: State<bool>) -> Node {
    let view = session.view();
    let found = view.as_ref().and_then(|view| Some((view, view.library.prompt(id)?)));
    let Some((view, prompt)) = found else { return crate::dom::nothing() };
    let category = prompt.category().and_then(|id| view.library.category(id));
    let category = category.map(|category| {
        let emblem = super::emblem::emblem(category.color(), category.icon());
        el("span").class("row").child(emblem).text(category.name())
    });
    let people = (!view.record.id.is_personal()).then(|| {
        let by = prompt.created_by();
        let changed = prompt.modified_by().filter(|email| by.is_none_or(|author| !author.is(email)));
        match (by, changed) {
            (Some(by), Some(changed)) => say!("reader-by-both", by = by.short(), changed = changed.short()),
            (Some(by), None) => say!("reader-by", by = by.short()),
            (None, Some(changed)) => say!("reader-changed-by", changed = changed.short()),
            (None, None) => String::new(),
        }
    });
    let day = prompt.modified_at().map(parts::day);
    let began = prompt.created_at().map(parts::day).filter(|began| Some(began) != day.as_ref());
    let began = began.map(|day| el("span").text(&say!("reader-created", day = &day)));
    let length = say!("reader-length", count = prompt.content().chars().count());
    let meta = el("p")
        .class("meta")
        .maybe(category)
        .maybe(people.map(|people| el("span").text(&people)))
        .maybe(began)
        .maybe(day.map(|day| el("span").text(&say!("reader-changed", day = &day))))
        .child(el("span").text(&length));
    let doing = card::actions(session, Rights::of(view, prompt), Kept::new(prompt.clone()), asking);
    let turns: Vec<Node> = prompt
        .draft()
        .turns
        .iter()
        .zip(2usize..)
        .flat_map(|(words, number)| {
            let heading = el("h3").class("label").text(&say!("turns-turn", number = number));
            [heading.into(), text(words).into()]
        })
        .collect();
    el("article")
        .class("stack")
        .child(el("h2").attr("tabindex", "-1").text(prompt.title()))
        .child(meta)
        .maybe(tagged(session.wish, prompt))
        .child(doing)
        .child(text(prompt.content()))
        .child(group(&turns))
        .into()
}

/// Draws its tags. Each leads to what else has it.
fn tagged(wish: Wish, prompt: &Prompt) -> Option<El> {
    let tags = prompt.tags();
    let line = tags.iter().fold(el("p").class("meta"), |line, tag| line.child(tags::tag(wish, tag)));
    (!tags.is_empty()).then(|| line.on("click", move |_| wish.is_reading.set(false)))
}

fn text(words: &str) -> El {
    el("pre").class("text").attr("tabindex", "0").child(parts::with_variables(words))
}
