//! Prompts that two people changed at once, in the same place: someone has to decide.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::command::Command;
use prompt_commons::model::{CategoryId, Draft, Prompt};
use web_sys::Node;

use crate::derived::Derived;
use crate::dom::{button, el, group, part};
use crate::icon::{Icon, icon};
use crate::session::Session;

/// Characters of each version that are shown.
const SHOWN: usize = 240;

/// One question: the prompt as it is shown, and the versions to choose from.
#[derive(Clone, PartialEq)]
struct Question {
    prompt: Prompt,
    conflict: Conflict,
}

/// Draws the questions, if there are any for this member to answer.
pub(crate) fn conflicts_of(session: Session) -> Node {
    let questions = Derived::new(move || {
        let Some(view) = session.view() else { return Vec::new() };
        if view.can(Action::EditPrompt, Target::Library).is_err() {
            return Vec::new();
        }
        let question = |conflict: Conflict| {
            let prompt = view.library.prompt(&conflict.prompt)?.clone();
            Some(Question { prompt, conflict })
        };
        view.beside.conflicts.iter().cloned().filter_map(question).collect()
    });
    part(move || {
        group(&questions.get().into_iter().map(|question| ask(session, &question)).collect::<Vec<Node>>())
    })
}

fn ask(session: Session, question: &Question) -> Node {
    let title = question.prompt.title();
    let what = match question.conflict.field.as_str() {
        "title" => "title",
        "categoryId" => "category",
        _ => "text",
    };
    let words = el("p")
        .text("Two people changed the ")
        .text(what)
        .text(" of ")
        .child(el("strong").text(&format!("“{title}”")))
        .text(" at once. Which one should stay?");
    let mut list = el("div").class("versions");
    for (place, version) in question.conflict.values.iter().enumerate() {
        let text = version.value.as_str().unwrap_or_default();
        let text = match what {
            "category" => category_name(session, text),
            _ => text.chars().take(SHOWN).collect(),
        };
        let chosen = question.clone();
        let keep = move || decide(session, commands(session, &chosen, place, false));
        list = list.child(
            el("div")
                .class("version")
                .child(el("pre").text(if text.is_empty() { "(nothing)" } else { &text }))
                .child(button("", keep).text("Keep this one")),
        );
    }
    let chosen = question.clone();
    let both = move || decide(session, commands(session, &chosen, 0, true));
    let both = (what != "category").then(|| button("quiet", both).text("Keep both, as two prompts"));
    el("div")
        .class("notice warn conflict")
        .attr("role", "group")
        .attr("aria-label", "A decision to make")
        .child(icon(Icon::Alert))
        .child(el("div").class("grow").child(words).child(list).maybe(both))
        .into()
}

fn category_name(session: Session, id: &str) -> String {
    let id = CategoryId::parse(id);
    let name =
        untrack(|| session.view()).and_then(|view| Some(view.library.category(&id?)?.name().to_owned()));
    name.unwrap_or_else(|| "No category".to_owned())
}

/// Returns what it takes to keep the version at `place`; with `both`, the others as prompts of their own.
fn commands(session: Session, question: &Question, place: usize, both: bool) -> Vec<Command> {
    let with = |place: usize| -> Option<Draft> {
        let value = &question.conflict.values.get(place)?.value;
        let mut draft = question.prompt.draft().clone();
        match question.conflict.field.as_str() {
            "title" => value.as_str()?.clone_into(&mut draft.title),
            "content" => value.as_str()?.clone_into(&mut draft.content),
            "categoryId" => draft.category = value.as_str().and_then(CategoryId::parse),
            _ => {}
        }
        Some(draft)
    };
    let others = (0..question.conflict.values.len()).filter(|other| both && *other != place).filter_map(with);
    // The copies first: should only a part of it be saved, nothing is gone.
    let mut commands: Vec<Command> =
        others.map(|draft| Command::AddPrompt { id: session.mint(), draft }).collect();
    let saw = question.conflict.values.iter().flat_map(|version| version.of.clone()).collect();
    commands.extend(with(place).map(|draft| Command::Resolve {
        id: question.prompt.id().clone(),
        saw,
        draft,
    }));
    commands
}

fn decide(session: Session, commands: Vec<Command>) {
    let Some(library) = untrack(|| session.current()) else { return };
    spawn_local(async move {
        match session.edit(&library, commands).await {
            Ok(_) => session.say("Decided"),
            Err(error) => session.alert.set(Some(error)),
        }
    });
}
