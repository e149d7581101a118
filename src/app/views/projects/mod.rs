//! The projects of a library and its context blocks: what there is, and what makes, changes and deletes them.

mod block;
mod project;

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::causal::conflict::Subject;
use prompt_commons::command::{Command, Field, Seen};
use prompt_commons::model::{Item, ItemId, Kind, Library};
use prompt_commons_engine::View;
use serde_json::Value;
use web_sys::Node;

use super::{empty, header, manage, parts};
use crate::derived::Derived;
use crate::dialog;
use crate::dom::{El, button, el, group, key, nothing, part, row, when};
use crate::icon::{Icon, icon};
use crate::session::{Session, Shown};
use crate::shelf::reads;
use crate::state::State;
use crate::surface::Route;
use crate::words::{self, said, say};

/// What is open over the lists.
#[derive(Clone, PartialEq, Eq)]
enum Open {
    /// The form of one that is there, or that is yet to be added.
    Form { kind: Kind, id: ItemId, is_new: bool },
    /// The question whether one is to be deleted.
    Delete { kind: Kind, id: ItemId },
}

/// A project or a context block, as its list shows it.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    id: ItemId,
    name: String,
    /// What it holds, or where it is.
    words: String,
    /// The pages of a project, or the text of a block.
    more: String,
    edits: bool,
    deletes: bool,
}

/// What is said about one kind, by the ids of the sentences.
struct Sentences {
    heading: &'static str,
    hint: &'static str,
    none: &'static str,
    new: &'static str,
    edit: &'static str,
    delete: &'static str,
    question: &'static str,
    stays: &'static str,
    deleted: &'static str,
}

fn sentences(kind: Kind) -> Sentences {
    if kind == Kind::Project {
        Sentences {
            heading: "project-heading",
            hint: "project-hint",
            none: "project-none",
            new: "project-new",
            edit: "project-edit",
            delete: "project-delete",
            question: "project-delete-question",
            stays: "project-stays",
            deleted: "project-deleted",
        }
    } else {
        Sentences {
            heading: "block-heading",
            hint: "block-hint",
            none: "block-none",
            new: "block-new",
            edit: "block-edit",
            delete: "block-delete",
            question: "block-delete-question",
            stays: "block-stays",
            deleted: "block-deleted",
        }
    }
}

/// Draws what leads there, in the head of a library.
pub(crate) fn link(session: Session) -> Node {
    let small = move || {
        button("quiet square projects", move || go(session))
            .attr_say("aria-label", "project-page")
            .attr_say("title", "project-page")
            .child(icon(Icon::Layers))
            .into()
    };
    let there = there(session);
    when(move || there.get(), small)
}

/// Draws the same beside the list.
pub(crate) fn line(session: Session) -> Node {
    let line =
        move || button("quiet", move || go(session)).child(icon(Icon::Layers)).say("project-page").into();
    let there = there(session);
    when(move || there.get(), line)
}

fn go(session: Session) {
    if let Some(id) = untrack(|| session.current()) {
        session.go(Route::Projects(id));
    }
}

/// Tells whether there are projects or context blocks for this member to see, or to make.
fn there(session: Session) -> Derived<bool> {
    Derived::new(move || {
        session.view().is_some_and(|view| {
            let any = |kind| view.library.items(kind).next().is_some();
            reads(&view) && (edits(&view).is_ok() || any(Kind::Project) || any(Kind::Block))
        })
    })
}

/// Draws the page.
pub(crate) fn projects(session: Session) -> Node {
    let stage = Derived::new(move || {
        session.shown.with(|shown| match shown {
            Shown::Ready(view) => match view.can(Action::View, Target::Library) {
                Ok(()) => Some(None),
                Err(reason) => Some(Some(said(&reason))),
            },
            Shown::Failed(error) => Some(Some(error.clone())),
            Shown::Loading | Shown::Begun(_) | Shown::Nothing => None,
        })
    });
    let back = move || {
        if let Some(id) = untrack(|| session.current()) {
            session.go(Route::library(id));
        }
    };
    let back = button("quiet back", back).child(icon(Icon::Back)).say("manage-back");
    let name = move || {
        let named = session.view().map(|view| words::library(&view.record));
        named.map_or_else(String::new, |name| say!("project-page-of", name = &name))
    };
    let title = el("h1").attr("tabindex", "-1").text_of(name);
    let open = State::new(None::<Open>);
    let sheet = el("div").class("sheet").child(back).child(title).part(move || match stage.get() {
        None => empty::loading(),
        Some(Some(error)) => empty::failed(session, &error),
        Some(None) => group(&[
            header::state_only(session).into(),
            refused(session),
            section(session, open, Kind::Project).into(),
            section(session, open, Kind::Block).into(),
        ]),
    });
    el("div")
        .class("manage scroll")
        .child(sheet)
        .part(move || match open.get() {
            None => nothing(),
            Some(Open::Delete { kind, id }) => delete(session, open, kind, id),
            Some(Open::Form { kind: Kind::Project, id, is_new }) => project::form(session, open, id, is_new),
            Some(Open::Form { id, is_new, .. }) => block::form(session, open, id, is_new),
        })
        .into()
}

/// Returns what there is of a project or a context block, to be read.
pub(crate) fn described(library: &Library, item: &Item) -> String {
    if item.kind() == Kind::Project {
        let (words, pages) = project::line(library, item);
        format!("{pages}\n{words}")
    } else {
        item.text(block::TEXT).to_owned()
    }
}

/// Says why this member can't change anything here.
fn refused(session: Session) -> Node {
    let reason = Derived::new(move || session.view().and_then(|view| edits(&view).err()));
    let draw = move || match reason.get() {
        Some(reason) => el("p").class("hint row").child(icon(Icon::Lock)).text(&said(&reason)).into(),
        None => nothing(),
    };
    part(draw)
}

fn edits(view: &View) -> Result<(), Denied> {
    view.can(Action::EditSet, Target::Library)
}

/// Draws all of one kind.
fn section(session: Session, open: State<Option<Open>>, kind: Kind) -> El {
    let all = Derived::new(move || session.view().map(|view| lines(&view, kind)).unwrap_or_default());
    let may = Derived::new(move || session.view().is_some_and(|view| edits(&view).is_ok()));
    let say = sentences(kind);
    let add = move || open.set(Some(Open::Form { kind, id: session.mint(), is_new: true }));
    let new = say.new;
    let new = move || button("", add).child(icon(Icon::Plus)).say(new).into();
    let rows = move || {
        let line = |line: Line| {
            let may = [line.edits, line.deletes].map(|may| if may { "1" } else { "" });
            let [edits, deletes] = may;
            let key = key(&[line.id.as_str(), &line.name, &line.words, &line.more, edits, deletes]);
            row(key, move || draw(open, kind, &line).into())
        };
        all.get().into_iter().map(line).collect()
    };
    let none = say.none;
    let none = move || el("p").class("hint").say(none).into();
    let head = el("div").class("row").child(el("h2").class("grow").say(say.heading));
    el("section")
        .class("stack")
        .child(head.when(move || may.get(), new))
        .child(el("p").class("hint").say(say.hint))
        .child(el("ul").class("plain").attr_say("aria-label", say.heading).rows(rows))
        .when(move || all.with(Vec::is_empty), none)
}

fn lines(view: &View, kind: Kind) -> Vec<Line> {
    let library = &view.library;
    let line = |item: &Item| {
        let (words, more) =
            if kind == Kind::Project { project::line(library, item) } else { block::line(library, item) };
        let whose = Target::of(item.created_by(), &view.record.email);
        Line {
            id: item.id().clone(),
            name: item.name().to_owned(),
            words,
            more,
            edits: edits(view).is_ok(),
            deletes: view.can(Action::DeleteSet, whose).is_ok(),
        }
    };
    library.items(kind).map(line).collect()
}

fn draw(open: State<Option<Open>>, kind: Kind, line: &Line) -> El {
    let small = |class: &str, id: &str, of: Icon, act: Box<dyn Fn()>| {
        let name = say!(id, name = &words::clip(&line.name, 40));
        button(class, act).attr("aria-label", &name).attr("title", &name).child(icon(of))
    };
    let say = sentences(kind);
    let id = line.id.clone();
    let edit = Box::new(move || open.set(Some(Open::Form { kind, id: id.clone(), is_new: false })));
    let edit = line.edits.then(|| small("quiet square", say.edit, Icon::Edit, edit));
    let id = line.id.clone();
    let delete = Box::new(move || open.set(Some(Open::Delete { kind, id: id.clone() })));
    let delete = line.deletes.then(|| small("quiet square wary", say.delete, Icon::Delete, delete));
    let said = el("div")
        .class("grow")
        .child(el("strong").text(&line.name))
        .maybe((!line.more.is_empty()).then(|| el("p").class("preview").text(&line.more)))
        .child(el("p").class("hint").text(&line.words));
    el("li").class("row").child(said).maybe(edit).maybe(delete)
}

/// Asks before deleting.
fn delete(session: Session, open: State<Option<Open>>, kind: Kind, id: ItemId) -> Node {
    let close = dialog::closing(open);
    let view = untrack(|| session.view());
    let Some((view, item)) = view.and_then(|view| {
        let item = view.library.item(kind, &id)?.clone();
        Some((view, item))
    }) else {
        return gone(open);
    };
    let error = State::new(None::<String>);
    let say = sentences(kind);
    let about = Subject::Item { kind, id: id.clone() };
    let seen = Seen::item(&view.library, &item).beside(&about, &view.beside.conflicts);
    let deleted = say.deleted;
    let submit = move || {
        let command = Command::DeleteItem { kind, id: id.clone(), seen: seen.clone() };
        manage::run(session, vec![command], say!(deleted), error, Box::new(close));
    };
    let title = say!(say.question, name = &words::clip(item.name(), 60));
    let words = vec![el("p").say(say.stays)];
    parts::question(&title, ["word-keep", "word-delete"], error, words, close, submit)
}

/// Closes what is open about something that someone has deleted meanwhile.
fn gone(open: State<Option<Open>>) -> Node {
    spawn_local(async move { open.set(None) });
    nothing()
}

/// Returns what adds an item, or changes those of its fields that are to be otherwise; `None`: nothing is to be done.
fn command(kind: Kind, id: &ItemId, fields: Vec<(&str, Value)>, before: Option<&Item>) -> Option<Command> {
    let now = |item: &Item, name: &str, value: &Value| match value {
        Value::Array(all) => item.list(name).eq(all.iter().filter_map(Value::as_str)),
        value => item.text(name) == value.as_str().unwrap_or_default(),
    };
    let fields = fields.into_iter().filter(|(name, value)| before.is_none_or(|item| !now(item, name, value)));
    let fields: Vec<Field> = fields.map(|(name, value)| Field { name: name.to_owned(), value }).collect();
    let (id, is_new) = (id.clone(), before.is_none());
    match fields.is_empty() {
        true => None,
        false if is_new => Some(Command::AddItem { kind, id, fields }),
        false => Some(Command::EditItem { kind, id, fields }),
    }
}

/// Saves what is in a form, and closes it.
fn save(
    session: Session,
    close: impl Fn() + 'static,
    error: State<Option<String>>,
    what: Option<Command>,
    done: &str,
) {
    match what {
        Some(command) => manage::run(session, vec![command], say!(done), error, Box::new(close)),
        None => close(),
    }
}
