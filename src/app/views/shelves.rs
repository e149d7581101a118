//! The categories and tags beside the list; where there is no room the list's own choice stands in for them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::command::Command;
use web_sys::{KeyboardEvent, Node};

use super::{emblem, parts, projects, sets, tags};
use crate::derived::Derived;
use crate::dom::{El, button, el, nothing, part};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::shelf::{self, Shelf};
use crate::state::State;
use crate::wish::Wish;
use crate::words::{self, say};

/// Draws them.
pub(crate) fn shelves(session: Session, wish: Wish) -> El {
    let shelves = Derived::new(move || {
        session.view().map(|view| shelf::shelves(&view, &session.mine())).unwrap_or_default()
    });
    let list = move || {
        let line = |shelf| parts::shelf(shelf, move |shelf| line(shelf, wish));
        shelves.get().into_iter().map(line).collect()
    };
    let has_tags = Derived::new(move || session.view().is_some_and(|view| shelf::has_tags(&view)));
    // A set without prompts, or one of prompts without tags, has none.
    let has_tags = Derived::new(move || {
        has_tags.get() && {
            let view = session.view();
            let shown = |view: std::sync::Arc<prompt_commons_engine::View>| {
                wish.tags.with(|chosen| {
                    !shelf::tags(&view, &wish.filter.get(), chosen, &session.mine()).is_empty()
                })
            };
            view.is_some_and(shown)
        }
    });
    let heading = || el("h2").class("heading").say("list-tags").into();
    el("nav")
        .class("shelves scroll")
        .attr_say("aria-label", "shelves-all")
        .child(el("ul").rows(list))
        .child(sets::shelf(session, wish))
        .child(projects::line(session))
        .when(move || has_tags.get(), heading)
        .child(tags::cloud(session, wish, || true))
        .part(move || rename(session, wish))
}

/// Draws one.
pub(crate) fn line(shelf: Shelf, wish: Wish) -> El {
    let (filter, chosen) = (shelf.filter.clone(), shelf.filter);
    let choose = button("shelf", move || wish.choose(filter.clone()))
        .attr_of("aria-current", move || (wish.filter.get() == chosen).then(|| "true".to_owned()))
        .child(emblem::emblem(shelf.color.as_deref(), shelf.icon.as_deref()))
        .child(el("span").class("grow").text(&shelf.name))
        .child(el("span").class("count").text(&shelf.count.to_string()));
    el("li").child(choose)
}

/// Lets someone who may rename the one tag that is chosen. Under the name of another one the two become one.
fn rename(session: Session, wish: Wish) -> Node {
    let may = session.view().is_some_and(|view| view.can(Action::EditTags, Target::Library).is_ok());
    let tags = wish.tags.get();
    let [tag] = tags.as_slice() else { return nothing() };
    if !may {
        return nothing();
    }
    let renaming = State::new(false);
    let tag = tag.clone();
    part(move || {
        if renaming.get() {
            form(session, wish, tag.clone(), renaming)
        } else {
            button("quiet", move || renaming.set(true))
                .child(icon(Icon::Edit))
                .say("shelves-rename-tag")
                .into()
        }
    })
}

fn form(session: Session, wish: Wish, from: String, renaming: State<bool>) -> Node {
    let typed = State::new(from.clone());
    let error = State::new(None::<String>);
    let is_known = move || {
        typed.with(|to| {
            session.view().is_some_and(|view| view.filing.tags().iter().any(|(tag, _)| tag == to.trim()))
        })
    };
    let words = {
        let from = from.clone();
        move || {
            let joins = typed.with(|to| to.trim() != from) && is_known();
            if joins { say!("shelves-merge") } else { say!("shelves-rename") }
        }
    };
    let name = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("aria-label", &say!("shelves-new-name", tag = &from))
        .value(&from)
        .typed("input", move |words| typed.set(words))
        .focused();
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            renaming.set(false);
        }
    };
    let submit = move || {
        let to = typed.get_untracked().trim().to_owned();
        let Some(library) = untrack(|| session.current()) else { return };
        if to.is_empty() {
            error.set(Some(say!("shelves-no-name")));
            return;
        }
        let (from, command) = (from.clone(), Command::RenameTag { from: from.clone(), to: to.clone() });
        spawn_local(async move {
            match session.edit(&library, vec![command]).await {
                Ok(outcome) => {
                    let (old, new) = (words::clip(&from, 30), words::clip(&to, 30));
                    let done = say!("shelves-renamed", from = &old, to = &new);
                    session.say(words::came_to(&outcome, done));
                    wish.tags.set(vec![to]);
                }
                Err(reason) => error.set(Some(reason)),
            }
        });
    };
    let buttons = el("div")
        .class("row")
        .child(el("button").class("lead").attr("type", "submit").text_of(words))
        .child(button("", move || renaming.set(false)).attr("type", "button").say("word-cancel"));
    parts::form(error, submit)
        .class("stack rename")
        .key(escape)
        .child(name)
        .child(buttons)
        .child(parts::alert_of(error))
        .into()
}
