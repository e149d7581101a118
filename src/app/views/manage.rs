//! What an owner decides: the team's name, its members, its categories.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::command::Command;
use web_sys::Node;

use super::{categories, dissolve, empty, header, held, members, parts, progress};
use crate::derived::Derived;
use crate::dom::{El, button, el, group, nothing, part, prefer_focus};
use crate::icon::{Icon, icon};
use crate::session::{Session, Shown};
use crate::state::State;
use crate::surface::Route;
use crate::words::{self, said, say};

/// Draws the page.
pub(crate) fn manage(session: Session) -> Node {
    let stage = Derived::new(move || {
        session.shown.with(|shown| match shown {
            Shown::Ready(view) => Some(view.can(Action::ManageMembers, Target::Library)),
            Shown::Failed(_) | Shown::Loading | Shown::Begun(_) | Shown::Nothing => None,
        })
    });
    let failed = Derived::new(move || {
        session.shown.with(|shown| match shown {
            Shown::Failed(error) => Some(error.clone()),
            _ => None,
        })
    });
    let back = move || {
        if let Some(id) = untrack(|| session.current()) {
            prefer_focus(".head .manages");
            session.go(Route::library(id));
        }
    };
    let back = button("quiet back", back).child(icon(Icon::Back)).say("manage-back");
    let name = move || {
        let named = session.view().map(|view| words::library(&view.record));
        named.map_or_else(String::new, |name| say!("manage-heading", name = &name))
    };
    let title = el("h1").attr("tabindex", "-1").text_of(name);
    let sheet =
        el("div").class("sheet").child(back).child(title).part(move || match (failed.get(), stage.get()) {
            (Some(error), _) => empty::failed(session, &error),
            (None, None) => empty::loading(),
            (None, Some(Err(reason))) => parts::alert(&said(&reason)),
            (None, Some(Ok(()))) if untrack(|| session.current()).is_some_and(|id| id.is_personal()) => {
                categories::categories(session).into()
            }
            (None, Some(Ok(()))) => group(&[
                header::state_only(session).into(),
                held::held(session),
                team_name(session).into(),
                part(move || progress::advice(session).map_or_else(nothing, Node::from)),
                members::members(session).into(),
                categories::categories(session).into(),
                dissolve::dissolve(session).into(),
            ]),
        });
    el("div").class("manage scroll").child(sheet).into()
}

/// Gives commands to the library of the route; says so, or why not.
pub(crate) fn run(
    session: Session,
    commands: Vec<Command>,
    done: String,
    error: State<Option<String>>,
    after: Box<dyn FnOnce()>,
) {
    let Some(id) = untrack(|| session.current()) else { return };
    error.set(None);
    spawn_local(async move {
        match session.edit(&id, commands).await {
            Ok(outcome) if outcome.changed() => {
                after();
                session.say(words::came_to(&outcome, done));
            }
            Ok(outcome) => error.set(Some(words::came_to(&outcome, done))),
            Err(reason) => {
                error.set(Some(reason));
            }
        }
    });
}

fn team_name(session: Session) -> El {
    let error = State::new(None::<String>);
    let name =
        Derived::new(move || session.view().map(|view| view.library.name().to_owned()).unwrap_or_default());
    let typed = State::new(None::<String>);
    let changed = move || typed.with(|typed| typed.as_ref().is_some_and(|typed| typed.trim() != name.get()));
    let rename = move || {
        if let Some(name) = typed.get_untracked() {
            let command = Command::RenameLibrary { name };
            run(session, vec![command], say!("manage-renamed"), error, Box::new(move || typed.set(None)));
        }
    };
    let field = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .value_of(move || typed.get().unwrap_or_else(|| name.get()))
        .typed("input", move |name| typed.set(Some(name)));
    let submit =
        el("button").attr("type", "submit").attr_when("disabled", move || !changed()).say("manage-rename");
    let line = el("div")
        .class("row end")
        .child(parts::labelled(&say!("team-name"), field).class("grow"))
        .child(submit);
    el("section")
        .class("stack")
        .child(el("h2").say("manage-team"))
        .child(parts::form(error, rename).child(line))
        .child(parts::alert_of(error))
}
