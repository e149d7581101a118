//! Taking a prompt to another library: a copy, or the prompt itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::causal::conflict::Subject;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::model::{Draft, LibraryId, Prompt, PromptId};
use prompt_commons_engine::{self as engine, Record, View};
use web_sys::Node;

use crate::derived::Derived;
use crate::dialog::{self, dialog, heading};
use crate::dom::{button, el, key, row, when};
use crate::session::Session;
use crate::shelf::named;
use crate::state::State;
use crate::views::parts;
use crate::words::{self, say};

/// Draws the button that asks where a prompt goes, if there is another library.
pub(super) fn opener(session: Session, prompt: &PromptId) -> Node {
    let id = prompt.clone();
    let open = move || {
        let id = id.clone();
        button("quiet", move || session.carry(id.clone())).say("transfer-open").into()
    };
    when(move || session.libraries.with(|all| all.len() > 1), open)
}

/// Draws the question.
pub(crate) fn transfer(session: Session, id: PromptId) -> Node {
    let others = Derived::new(move || {
        let here = session.current();
        session.libraries.with(|all| {
            all.iter().filter(|record| Some(&record.id) != here.as_ref()).cloned().collect::<Vec<Record>>()
        })
    });
    let close = dialog::closing(session.carrying);
    let first = others.with_untracked(|others| others.first().map(|record| record.id.to_string()));
    let chosen = State::new(first.unwrap_or_default());
    let error = State::new(None::<String>);
    let target = State::new(None::<View>);
    let load = move || {
        let Some(into) = LibraryId::parse(&chosen.get_untracked()) else { return };
        target.set(None);
        error.set(None);
        spawn_local(async move {
            match engine::view(&session.browser(), &into).await {
                Ok(view) => {
                    error.set(
                        view.can(Action::AddPrompt, Target::Library).err().map(|reason| words::said(&reason)),
                    );
                    target.set(Some(view));
                }
                Err(reason) => error.set(Some(words::said(&reason))),
            }
        });
    };
    load();
    let option = |record: &Record| {
        let (id, name) = (record.id.to_string(), words::library(record));
        row(key(&[&id, &name]), move || el("option").attr("value", &id).text(&name).into())
    };
    let select = el("select")
        .typed("change", move |id| {
            chosen.set(id);
            load();
        })
        .rows(move || others.with(|others| others.iter().map(option).collect()));
    let here = untrack(|| session.view());
    let found = here.as_ref().and_then(|view| Some((view, view.library.prompt(&id)?)));
    let moves = found.is_some_and(|(view, prompt)| {
        view.can(Action::DeletePrompt, Target::prompt(prompt, &view.record.email)).is_ok()
    });
    let busy = State::new(false);
    let go = move |is_move: bool| {
        let Some((into, here)) = target.get_untracked().zip(untrack(|| session.view())) else { return };
        let Some(prompt) = here.library.prompt(&id).cloned() else { return close() };
        busy.set(true);
        spawn_local(async move {
            match carry(session, &here, &into, &prompt, is_move).await {
                Ok(outcome) => {
                    close();
                    let done = || {
                        let library = words::clip(&words::library(&into.record), 40);
                        if is_move {
                            say!("transfer-moved", library = &library)
                        } else {
                            say!("transfer-copied", library = &library)
                        }
                    };
                    session.say(words::met(&outcome).unwrap_or_else(done));
                }
                Err(reason) => error.set(Some(reason)),
            }
            busy.set(false);
        });
    };
    let stuck = move || busy.get() || target.with(Option::is_none) || error.with(Option::is_some);
    let take = go.clone();
    let shift =
        moves.then(|| button("", move || take(true)).attr_when("disabled", stuck).say("transfer-move"));
    let buttons = el("div")
        .class("row foot")
        .child(button("lead", move || go(false)).attr_when("disabled", stuck).say("word-copy"))
        .maybe(shift)
        .child(button("", close).say("word-cancel"));
    dialog("sheet-dialog small", close)
        .child(
            el("div")
                .class("stack form")
                .child(heading(&say!("transfer-heading")))
                .child(parts::labelled(&say!("transfer-library"), select))
                .child(parts::alert_of(error))
                .child(buttons),
        )
        .into()
}

/// Adds it there, in the category of the same name if there is one; only then it goes here.
async fn carry(
    session: Session,
    here: &View,
    into: &View,
    prompt: &Prompt,
    is_move: bool,
) -> Result<Outcome, String> {
    let category = prompt.category().and_then(|id| here.library.category(id));
    let category = category.and_then(|category| named(into.library.categories(), category.name()));
    let draft = Draft { category: category.map(|category| category.id().clone()), ..prompt.draft().clone() };
    let added = session.edit(&into.record.id, vec![Command::add(session.mint(), draft)]).await?;
    if !is_move {
        return Ok(added);
    }
    let (id, seen) = (prompt.id().clone(), prompt.draft().clone());
    let beside = here.beside_of(&Subject::Prompt { id: id.clone() });
    // Where someone changed it meanwhile it stays, and that is said.
    session.edit(&here.record.id, vec![Command::DeletePrompt { id, seen, beside }]).await
}
