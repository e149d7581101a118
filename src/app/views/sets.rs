//! Sets: the list of them, the head of the one that is shown, and the form that makes and changes one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::causal::conflict::Subject;
use prompt_commons::command::{Command, Field, Seen};
use prompt_commons::model::{Item, ItemId, Kind};
use prompt_commons_engine::View;
use web_sys::Node;

use super::sheet::Sheet;
use super::{choose, list, parts, shelves, swatches};
use crate::colour;
use crate::derived::Derived;
use crate::dialog;
use crate::dom::{El, button, el, group, nothing, part, when};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::shelf::{self, Filter};
use crate::state::State;
use crate::wish::Wish;
use crate::words::{self, say};

/// The name of the field that a set is described in.
const DESCRIPTION: &str = "description";

/// The name of the field that has its colour.
const COLOR: &str = "color";

/// What the form starts with.
#[derive(Clone, PartialEq, Eq)]
struct Form {
    set: ItemId,
    is_new: bool,
    name: String,
    description: String,
    color: String,
}

/// Draws the list of sets.
pub(crate) fn shelf(session: Session, wish: Wish) -> Node {
    let form = State::new(None::<Form>);
    let all = Derived::new(move || session.view().map(|view| shelf::sets(&view)).unwrap_or_default());
    let may = Derived::new(move || session.view().is_some_and(|view| edits(&view)));
    let lines = move || {
        all.get().into_iter().map(|set| parts::shelf(set, move |set| shelves::line(set, wish))).collect()
    };
    let add = move || {
        let taken = all.with_untracked(|all| all.iter().map(|set| set.color.clone()).collect::<Vec<_>>());
        let free = colour::NAMES.iter().find(|name| !taken.iter().flatten().any(|color| color == *name));
        let color = free.copied().unwrap_or("blue").to_owned();
        let (name, description) = (String::new(), String::new());
        form.set(Some(Form { set: session.mint(), is_new: true, name, description, color }));
    };
    let new = move || button("quiet", add).child(icon(Icon::Plus)).say("set-new").into();
    group(&[
        when(
            move || may.get() || all.with(|all| !all.is_empty()),
            || el("h2").class("heading").say("set-heading").into(),
        ),
        el("ul").rows(lines).into(),
        when(move || may.get(), new),
        part(move || form.get().map_or_else(nothing, |start| dialog_of(session, wish, form, start))),
    ])
}

/// Draws the head of the set that is shown.
pub(crate) fn head(session: Session, wish: Wish) -> Node {
    let set = Derived::new(move || match wish.filter.get() {
        Filter::Set(id) => Some((session.view()?.library.item(Kind::Set, &id).cloned(), id)),
        _ => None,
    });
    let several = Derived::new(move || {
        let Filter::Set(id) = wish.filter.get() else { return false };
        session.view().is_some_and(|view| view.library.in_set(&id).len() > 1)
    });
    let form = State::new(None::<Form>);
    let asking = State::new(false);
    let choosing = State::new(None::<ItemId>);
    let drawn = part(move || {
        asking.set(false);
        let Some((set, _)) = set.get() else { return nothing() };
        let Some(set) = set else {
            // Someone has deleted it.
            spawn_local(async move { wish.clear() });
            return nothing();
        };
        let words = set.text(DESCRIPTION).to_owned();
        let described = (!words.is_empty()).then(|| el("p").class("soft").text(&words));
        let title = el("h2").class("grow name").text(set.name());
        let color = set.text(COLOR).to_owned();
        let line = el("div").class("row").child(parts::dot(Some(&color))).child(title);
        let drawn = set.clone();
        let line = line.part(move || tools(session, &drawn, form, asking, choosing));
        let hint = move || el("p").class("hint").say("set-order-hint").into();
        el("section")
            .class("set-head")
            .attr("aria-label", &say!("set-named", name = &words::clip(set.name(), 60)))
            .child(line)
            .maybe(described)
            .when(move || several.get() && list::arranged(session, wish).is_some(), hint)
            .when(move || asking.get(), move || confirm(session, wish, &set, asking))
            .into()
    });
    // What is being written stays, whatever becomes of the set meanwhile.
    group(&[
        drawn,
        part(move || form.get().map_or_else(nothing, |start| dialog_of(session, wish, form, start))),
        part(move || choosing.get().map_or_else(nothing, |set| choose::choose(session, set, choosing))),
    ])
}

fn edits(view: &View) -> bool {
    view.can(Action::EditSet, Target::Library).is_ok()
}

fn tools(
    session: Session,
    set: &Item,
    form: State<Option<Form>>,
    asking: State<bool>,
    choosing: State<Option<ItemId>>,
) -> Node {
    let Some(view) = session.view().filter(|view| edits(view)) else { return nothing() };
    let deletes = view.can(Action::DeleteSet, Target::of(set.created_by(), &view.record.email)).is_ok();
    let text = |field: &str| set.text(field).to_owned();
    let start = Form {
        set: set.id().clone(),
        is_new: false,
        name: set.name().to_owned(),
        description: text(DESCRIPTION),
        color: text(COLOR),
    };
    let small = |class: &str, id: &str, of: Icon, act: Box<dyn Fn()>| {
        button(class, act).attr_say("aria-label", id).attr_say("title", id).child(icon(of))
    };
    let edit = small("quiet square", "set-edit", Icon::Edit, Box::new(move || form.set(Some(start.clone()))));
    let delete = small("quiet square wary", "set-delete", Icon::Delete, Box::new(move || asking.set(true)));
    let id = set.id().clone();
    let choose =
        button("quiet", move || choosing.set(Some(id.clone()))).child(icon(Icon::Plus)).say("set-choose");
    let buttons = el("span").class("row").child(choose).child(edit);
    buttons.maybe(deletes.then_some(delete)).into()
}

/// Asks before deleting.
fn confirm(session: Session, wish: Wish, set: &Item, asking: State<bool>) -> Node {
    let question = say!("set-delete-question", name = &words::clip(set.name(), 40));
    let (id, set) = (set.id().clone(), set.clone());
    let delete = move || {
        let Some(view) = untrack(|| session.view()) else { return };
        let about = Subject::Item { kind: Kind::Set, id: id.clone() };
        let seen = Seen::item(&view.library, &set).beside(&about, &view.beside.conflicts);
        let command = Command::DeleteItem { kind: Kind::Set, id: id.clone(), seen };
        spawn_local(async move {
            match session.edit(&view.record.id, vec![command]).await {
                Ok(outcome) => {
                    session.say(words::came_to(&outcome, say!("set-deleted")));
                    if outcome.changed() {
                        wish.clear();
                    }
                }
                Err(error) => session.alert.set(Some(error)),
            }
        });
    };
    el("div")
        .class("row wrap ask")
        .attr("role", "dialog")
        .attr("aria-label", &question)
        .child(el("span").class("grow").text(&question))
        .child(button("quiet", move || asking.set(false)).stays().say("word-keep"))
        .child(button("grave", delete).say("word-delete"))
        .into()
}

fn dialog_of(session: Session, wish: Wish, open: State<Option<Form>>, start: Form) -> Node {
    let close = dialog::closing(open);
    let error = State::new(None::<String>);
    let name = State::new(start.name.clone());
    let description = State::new(start.description.clone());
    let color = State::new(start.color.clone());
    let title = if start.is_new { "set-new" } else { "set-edit" };
    let save = if start.is_new { "set-create" } else { "word-save" };
    let submit = move || {
        let now = Form {
            name: name.get_untracked(),
            description: description.get_untracked(),
            color: color.get_untracked(),
            ..start.clone()
        };
        let Some(library) = untrack(|| session.current()) else { return };
        let Some(command) = command(&start, &now) else { return close() };
        spawn_local(async move {
            match session.edit(&library, vec![command]).await {
                // What is written stays there.
                Ok(outcome) if !outcome.changed() => {
                    error.set(Some(words::came_to(&outcome, String::new())));
                }
                Ok(_) => {
                    close();
                    if now.is_new {
                        wish.clear();
                        wish.filter.set(Filter::Set(now.set));
                        session.say(say!("set-created"));
                    } else {
                        session.say(say!("set-changed"));
                    }
                }
                Err(reason) => error.set(Some(reason)),
            }
        });
    };
    let field = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .value(&name.get_untracked())
        .typed("input", move |words| name.set(words));
    let text = el("textarea")
        .attr("rows", "3")
        .value(&description.get_untracked())
        .typed("input", move |words| description.set(words));
    let now = move || (name.get_untracked(), description.get_untracked(), color.get_untracked());
    let fields = vec![
        parts::labelled(&say!("set-name"), field.focused()),
        parts::labelled(&say!("set-description"), text),
        swatches::swatches("set-colour", color),
    ];
    Sheet { title, save, error, now, close }.draw(fields, submit)
}

/// Returns what makes of `start` what is `now` in the form; `None`: nothing is to be done.
fn command(start: &Form, now: &Form) -> Option<Command> {
    let values = |form: &Form| {
        [("name", &form.name), (DESCRIPTION, &form.description), (COLOR, &form.color)]
            .map(|(name, value)| (name, value.trim().to_owned()))
    };
    let fields = values(now).into_iter().zip(values(start)).filter(|(now, was)| start.is_new || now != was);
    let fields: Vec<Field> = fields.map(|((name, value), _)| field(name, value)).collect();
    if fields.is_empty() {
        return None;
    }
    let (kind, id) = (Kind::Set, now.set.clone());
    Some(if now.is_new {
        Command::AddItem { kind, id, fields }
    } else {
        Command::EditItem { kind, id, fields }
    })
}

/// A text, or nothing where it is empty.
fn field(name: &str, value: String) -> Field {
    Field { name: name.to_owned(), value: Some(value).filter(|value| !value.is_empty()).into() }
}

/// Draws the field that puts the prompt that is being edited into sets.
pub(crate) fn of_prompt(session: Session) -> Node {
    let all = Derived::new(move || session.view().map(|view| shelf::sets(&view)).unwrap_or_default());
    let chips =
        move || all.get().into_iter().map(|set| parts::shelf(set, move |set| chip(session, &set))).collect();
    let field = move || {
        el("div")
            .class("tags")
            .attr("role", "group")
            .attr_say("aria-label", "set-heading")
            .child(el("span").class("label").attr("aria-hidden", "true").say("set-heading"))
            .child(el("div").class("row wrap").rows(chips))
            .into()
    };
    when(move || all.with(|all| !all.is_empty()), field)
}

fn chip(session: Session, set: &shelf::Shelf) -> El {
    let Filter::Set(id) = set.filter.clone() else { return el("span") };
    let of = id.clone();
    let is = move || session.editing.with(|open| open.as_ref().is_some_and(|open| open.sets.contains(&of)));
    let toggle = move || {
        session.write(|editing| {
            if editing.sets.contains(&id) {
                editing.sets.retain(|other| *other != id);
            } else {
                editing.sets.push(id.clone());
            }
        });
    };
    button("tag", toggle)
        .attr("type", "button")
        .flag("aria-pressed", is)
        .child(parts::dot(set.color.as_deref()))
        .child(el("span").class("name").text(&set.name))
}
