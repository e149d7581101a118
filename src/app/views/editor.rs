//! The form that adds and changes prompts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::command::{Command, check};
use prompt_commons::model::{Category, CategoryId};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, Node};

use super::limit::limited;
use super::marked::marked;
use super::{held, near, newer, parts, saved, sets, tags, turns, variables};
use crate::derived::Derived;
use crate::dialog::answer;
use crate::dom::{button, el, group, key, nothing, row, when};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::words::{self, say};
use crate::{colour, shelf};

/// The value of the option that starts a category; no id is white space alone.
const NEW: &str = " ";

/// Draws the editor of [`Session::editing`]. Its fields start with what is there and then lead: nothing that
/// happens to the library meanwhile touches them.
pub(crate) fn editor(session: Session) -> Node {
    let Some(start) = session.editing.get_untracked() else { return nothing() };
    let error = State::new(None::<String>);
    let saving = State::new(false);
    let leaving = State::new(false);
    let left_out = Derived::new(move || session.view().is_some_and(|view| view.role().is_none()));
    let heading = if start.is_new() { "editor-add" } else { "editor-edit" };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            // Else the popup would close as a whole.
            event.prevent_default();
            if !answer() {
                leave(session, leaving);
            }
        }
    };
    let actions = move || {
        if leaving.get() {
            return discard(leaving, move || close(session));
        }
        let save = el("button").class("lead").attr("type", "submit");
        let cancel = button("", move || leave(session, leaving)).attr("type", "button");
        el("div")
            .class("row actions")
            .child(save.attr_when("disabled", move || saving.get()).say("word-save"))
            .child(cancel.say("word-cancel"))
            .child(el("span").class("grow"))
            .child(el("span").class("hint keys").say("editor-keys"))
            .into()
    };
    let title = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr_say("placeholder", "editor-title-hint");
    let title = limited(title, &start.draft.title, error, move |title| {
        session.write(|editing| editing.draft.title = title);
    });
    let content = el("textarea").attr("rows", "8").attr_say("placeholder", "editor-text-hint");
    let content = limited(content, &start.draft.content, error, move |content| {
        session.write(|editing| editing.draft.content = content);
    });
    let written = Derived::new(move || {
        session.editing.with(|open| open.as_ref().map(|open| open.draft.content.clone()).unwrap_or_default())
    });
    let content = marked(content, written);
    parts::form(error, move || save(session, error, saving))
        .class("editor")
        .attr("aria-labelledby", "editor-heading")
        .key(keys)
        .child(el("h2").attr("id", "editor-heading").say(heading))
        .child(newer::newer(session, saving))
        .when(move || left_out.get(), move || removed(session))
        .child(parts::labelled(&say!("editor-title"), title.focused()))
        .child(parts::labelled(&say!("editor-text"), content).class("text"))
        .child(variables::variables(session))
        .child(turns::turns(session, &start.draft.turns, error))
        .child(near::near(session))
        .child(category(session, start.clone()))
        .child(tags::field(session, start.draft.tags))
        .child(sets::of_prompt(session))
        .child(parts::alert_of(error))
        .part(actions)
        .into()
}

fn category(session: Session, start: Editing) -> Node {
    let manages = move || {
        session.view().is_some_and(|view| view.can(Action::ManageCategories, Target::Library).is_ok())
    };
    let naming = State::new(start.new_category.is_some());
    let chosen = State::new(start.draft.category);
    let name = start.new_category.unwrap_or_default();
    let is = move |id: Option<&CategoryId>| !naming.get() && chosen.with(|chosen| chosen.as_ref() == id);
    let choose = move |value: String| {
        let (category, new) = (CategoryId::parse(&value), value == NEW);
        naming.set(new);
        chosen.set(category.clone());
        session.write(|editing| {
            editing.draft.category = category;
            editing.new_category = new.then(String::new);
        });
    };
    let option = |value: &str, words: &str| el("option").attr("value", value).text(words);
    let line = move |category: &Category| {
        let (id, name) = (category.id().clone(), category.name().to_owned());
        row(key(&[id.as_str(), &name]), move || {
            option(id.as_str(), &name).attr_when("selected", move || is(Some(&id))).into()
        })
    };
    let categories = move || {
        session.view().map(|view| view.library.categories().iter().map(line).collect()).unwrap_or_default()
    };
    let new =
        move || option(NEW, &say!("editor-category-new")).attr_when("selected", move || naming.get()).into();
    let select = el("select")
        .typed("change", choose)
        .child(option("", &say!("editor-category-none")).attr_when("selected", move || is(None)))
        .rows(categories)
        .when(manages, new);
    let field = move || {
        let name = el("input")
            .attr("type", "text")
            .attr("autocomplete", "off")
            .value(&name)
            .typed("input", move |name| session.write(|editing| editing.new_category = Some(name)))
            .focused();
        parts::labelled(&say!("editor-category-name"), name).into()
    };
    group(&[parts::labelled(&say!("editor-category"), select).into(), when(move || naming.get(), field)])
}

/// Says what becomes of what is written by someone whom the owner has removed meanwhile.
fn removed(session: Session) -> Node {
    let keep = move || {
        let Some(editing) = session.editing.get_untracked() else { return };
        spawn_local(async move {
            if held::keep(session, editing.draft).await {
                session.close_editor();
            }
        });
    };
    let keep = button("quiet", keep).attr("type", "button").say("editor-copy-to-mine");
    el("div")
        .class("notice warn newer")
        .child(icon(Icon::Alert))
        .child(
            el("div")
                .class("grow")
                .child(el("p").attr("role", "status").say("editor-left-out"))
                .child(el("div").class("row wrap").child(keep)),
        )
        .into()
}

/// Asks whether what is written is to be given up.
pub(crate) fn discard(leaving: State<bool>, act: impl FnMut() + 'static) -> Node {
    let before = document().active_element();
    let keep = move || {
        leaving.set(false);
        // Back to where it was written.
        if let Some(field) = before.clone().and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            spawn_local(async move {
                let _ = field.focus();
            });
        }
    };
    let keep = button("", keep).attr("type", "button").stays();
    let discard = button("grave", act).attr("type", "button");
    el("div")
        .class("row actions ask")
        .attr("role", "dialog")
        .attr_say("aria-label", "editor-discard-question")
        .child(el("span").class("grow").say("editor-discard-question"))
        .child(keep.say("editor-keep-editing"))
        .child(discard.say("editor-discard"))
        .into()
}

fn leave(session: Session, leaving: State<bool>) {
    if session.editing.with_untracked(|editing| editing.as_ref().is_some_and(Editing::is_changed)) {
        leaving.set(true);
    } else {
        close(session);
    }
}

/// Gives up what is written, and goes back to what it was written in.
fn close(session: Session) {
    let prompt = session.editing.with_untracked(|open| open.as_ref().map(|open| open.prompt.clone()));
    session.close_editor();
    if let Some(prompt) = prompt {
        parts::to_card(&prompt);
    }
}

fn save(session: Session, error: State<Option<String>>, saving: State<bool>) {
    let Some(opened) = session.editing.get_untracked() else { return };
    let mut editing = opened.clone();
    if saving.get_untracked() {
        return;
    }
    // A category of that name may be there already, or have come meanwhile.
    let categories =
        untrack(|| session.view()).map(|view| view.library.categories().to_vec()).unwrap_or_default();
    let known = editing.new_category.as_ref().and_then(|name| shelf::named(&categories, name));
    if let Some(known) = known {
        editing.draft.category = Some(known.id().clone());
        editing.new_category = None;
    }
    let commands = editing.commands(&session.mint(), colour::next(&categories));
    let draft = commands.iter().find_map(|command| match command {
        Command::AddPrompt { draft, .. } | Command::EditPrompt { draft, .. } => Some(draft.clone()),
        _ => None,
    });
    let Some(draft) = draft else { return };
    // Before a category is made for it.
    if let Err(reason) = check(&draft) {
        return error.set(Some(words::said(&reason)));
    }
    let me = untrack(|| session.view()).map(|view| view.record.email.clone());
    saving.set(true);
    spawn_local(async move {
        match session.save(&editing.library, commands).await {
            Ok(outcome) => {
                session.close_saved(&opened, draft);
                if session.editing.with_untracked(Option::is_none) {
                    parts::to_card(&opened.prompt);
                }
                let said = match words::met(&outcome) {
                    Some(words) => words,
                    None => saved::saved(session, &editing.library, &editing.prompt, me.as_ref()).await,
                };
                session.say(said);
            }
            Err(reason) => {
                error.set(Some(reason));
            }
        }
        saving.set(false);
    });
}
