//! What someone wrote by hand for a question that others decided meanwhile.

use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::causal::conflict::Subject;
use prompt_commons::model::Draft;
use web_sys::Node;

use super::Open;
use crate::decided::Left;
use crate::dom::{button, el, group};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::views::{held, parts};
use crate::words::{self, say};

/// Draws it, with what can be done about it.
pub(super) fn left(open: Open) -> Node {
    let all = open.decided.with(|decided| decided.left.clone());
    group(&all.iter().map(|left| text(open, left)).collect::<Vec<Node>>())
}

fn text(open: Open, left: &Left) -> Node {
    let name = open.library.with(|library| left.about.name(library).map(|name| words::clip(name, 60)));
    let name = name.unwrap_or_else(|| say!("review-left-nameless"));
    let words = say!("review-left", name = &name);
    let (gone, kept) = (left.clone(), left.clone());
    let discard = move || {
        open.decide(|decided| decided.left.retain(|other| *other != gone));
        if open.len() == 0 && open.decided.with_untracked(crate::decided::Decided::is_empty) {
            open.close();
        }
    };
    let copy = {
        let discard = discard.clone();
        move || {
            let draft = Draft { title: name.clone(), content: kept.text.clone(), ..Draft::default() };
            let discard = discard.clone();
            spawn_local(async move {
                if held::keep(open.session, draft).await {
                    discard();
                }
            });
        }
    };
    let field = el("textarea").attr("rows", "4").attr("readonly", "").value(&left.text);
    let edit = editing(open, left).map(|editing| {
        let discard = discard.clone();
        let edit = move || {
            discard();
            open.close();
            open.session.open_editor(editing.clone());
        };
        button("", edit).say("review-left-edit")
    });
    let buttons = el("div")
        .class("row wrap")
        .maybe(edit)
        .child(button("quiet", copy).say("review-left-copy"))
        .child(button("quiet", discard).say("review-left-discard"));
    let body = el("div").class("grow stack").child(parts::labelled(&words, field)).child(buttons);
    el("div").class("notice warn left").child(icon(Icon::Alert)).child(body).into()
}

/// Returns the editor that would go on with it, where it is the text of a prompt that the person may edit.
fn editing(open: Open, left: &Left) -> Option<Editing> {
    let view = leptos::prelude::untrack(|| open.session.view())?;
    let Subject::Prompt { id } = &left.about else { return None };
    let prompt = view.library.prompt(id).filter(|_| left.field == "content")?;
    view.can(Action::EditPrompt, Target::prompt(prompt, &view.record.email)).ok()?;
    let mut editing = Editing::edit(view.record.id.clone(), prompt);
    editing.draft.content.clone_from(&left.text);
    Some(editing)
}
