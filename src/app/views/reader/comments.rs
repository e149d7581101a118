//! What members say about a prompt.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::causal::conflict::Subject;
use prompt_commons::command::{Command, Field, Seen};
use prompt_commons::model::{Item, Kind, LibraryId, PromptId};
use web_sys::{KeyboardEvent, Node};

use crate::derived::{Derived, effect};
use crate::dialog;
use crate::dom::{El, button, el, key, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::views::parts;
use crate::words::{self, say};

/// The id of the field for a comment.
const FIELD: &str = "comment";

thread_local! {
    /// What was begun and not sent, by library and prompt, for as long as the surface is there.
    static BEGUN: RefCell<HashMap<String, String>> = RefCell::default();
}

/// Draws them, the oldest first, and the field for one more.
pub(super) fn comments(session: Session, prompt: &PromptId) -> El {
    let id = prompt.clone();
    let all = Derived::new(move || {
        let of = |view: std::sync::Arc<prompt_commons_engine::View>| {
            let comments =
                view.library.items(Kind::Comment).filter(|item| item.prompt().as_ref() == Some(&id));
            comments.cloned().collect::<Vec<Item>>()
        };
        session.view().map(of).unwrap_or_default()
    });
    let lines = move || {
        let line = |comment: Item| {
            row(key(&[comment.id().as_str(), comment.name()]), move || said(session, &comment))
        };
        all.get().into_iter().map(line).collect()
    };
    let count = move || match all.with(Vec::len) {
        0 => say!("comments-all"),
        count => say!("comments-count", count = count),
    };
    let may = move || session.view().is_some_and(|view| view.can(Action::Comment, Target::Library).is_ok());
    let of = prompt.clone();
    el("section")
        .class("stack")
        .attr_say("aria-label", "comments-all")
        .child(el("h3").text_of(count))
        .child(el("ul").class("comments").rows(lines))
        .when(may, move || write(session, &of).into())
}

/// Draws one. Those of the person themselves stand on the other side.
fn said(session: Session, comment: &Item) -> Node {
    let view = untrack(|| session.view());
    let is_own = view
        .as_ref()
        .is_some_and(|view| comment.created_by().is_some_and(|author| author.is(&view.record.email)));
    let may = view.as_ref().is_some_and(|view| {
        view.can(Action::DeleteComment, Target::of(comment.created_by(), &view.record.email)).is_ok()
    });
    let who = match comment.created_by() {
        _ if is_own => say!("comments-you"),
        Some(author) => author.short().to_owned(),
        None => say!("comments-someone"),
    };
    let day = comment.created_at().map(parts::day).unwrap_or_default();
    let words = words::clip(comment.name(), 40);
    let name = if is_own {
        say!("comments-delete", comment = &words)
    } else {
        say!("comments-delete-by", comment = &words, by = &who)
    };
    let (id, seen) = (
        comment.id().clone(),
        view.map(|view| {
            let about = Subject::Item { kind: Kind::Comment, id: comment.id().clone() };
            Seen::item(&view.library, comment).beside(&about, &view.beside.conflicts)
        }),
    );
    let delete = move || {
        let (Some(library), Some(seen)) = (untrack(|| session.current()), seen.clone()) else { return };
        let command = Command::DeleteItem { kind: Kind::Comment, id: id.clone(), seen };
        spawn_local(async move {
            match session.edit(&library, vec![command]).await {
                Ok(outcome) => session.say(words::came_to(&outcome, say!("comments-deleted"))),
                Err(error) => session.alert.set(Some(error)),
            }
        });
    };
    let delete = may.then(|| {
        button("quiet square wary", delete)
            .attr("aria-label", &name)
            .attr_say("title", "word-delete")
            .child(icon(Icon::Delete))
    });
    let head = el("p")
        .class("row meta")
        .child(el("strong").text(&who))
        .child(el("span").class("grow").text(&day))
        .maybe(delete);
    el("li")
        .class(if is_own { "comment own" } else { "comment" })
        .child(head)
        .child(el("p").class("words").text(comment.name()))
        .into()
}

fn write(session: Session, prompt: &PromptId) -> El {
    let library = untrack(|| session.current());
    let place = key(&[library.as_ref().map_or("", LibraryId::as_str), prompt.as_str()]);
    let begun = BEGUN.with_borrow(|begun| begun.get(&place).cloned());
    let typed = State::new(begun.unwrap_or_default());
    effect({
        let place = place.clone();
        move || {
            BEGUN.with_borrow_mut(|begun| match typed.get() {
                words if words.is_empty() => begun.remove(&place),
                words => begun.insert(place.clone(), words),
            });
        }
    });
    let error = State::new(None::<String>);
    let busy = State::new(false);
    let prompt = prompt.clone();
    let submit = move || {
        let words = typed.get_untracked().trim().to_owned();
        let Some(library) = untrack(|| session.current()) else { return };
        if words.is_empty() || busy.get_untracked() {
            return;
        }
        let field = |name: &str, value: &str| Field { name: name.to_owned(), value: value.into() };
        let fields = vec![field("promptId", prompt.as_str()), field("text", &words)];
        let command = Command::AddItem { kind: Kind::Comment, id: session.mint(), fields };
        busy.set(true);
        let place = place.clone();
        spawn_local(async move {
            match session.edit(&library, vec![command]).await {
                Ok(_) => {
                    BEGUN.with_borrow_mut(|begun| begun.remove(&place));
                    typed.set(String::new());
                    error.set(None);
                    // The button has nothing to send any more.
                    dialog::focus(FIELD);
                }
                Err(reason) => error.set(Some(reason)),
            }
            busy.set(false);
        });
    };
    let send = submit.clone();
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        }
    };
    let field = el("textarea")
        .attr("id", FIELD)
        .attr("rows", "2")
        .attr_say("aria-label", "comments-yours")
        .attr_say("placeholder", "comments-hint")
        .value_of(move || typed.get())
        .typed("input", move |words| typed.set(words))
        .key(keys);
    let empty = move || busy.get() || typed.with(|typed| typed.trim().is_empty());
    let send = el("button").attr("type", "submit").attr_when("disabled", empty).say("comments-send");
    parts::form(error, submit)
        .class("stack")
        .child(field)
        .child(parts::alert_of(error))
        .child(el("div").class("row").child(send))
}
