//! The categories of a library, for whoever manages them: added, named, coloured, put in order, deleted.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::causal::conflict::Subject;
use prompt_commons::command::{Command, Field, Seen};
use prompt_commons::model::{Category, CategoryId};
use web_sys::Node;

use super::manage::run;
use super::sheet::Sheet;
use super::{emblem, parts, swatches};
use crate::colour;
use crate::derived::Derived;
use crate::dialog;
use crate::dom::{El, button, el, key, nothing, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::shelf::named;
use crate::state::State;
use crate::words::{self, say};

/// The id of the button that adds one.
const ADD: &str = "category-add";

/// Returns the id of the button that edits a category.
fn edit_id(category: &CategoryId) -> String {
    format!("category-{category}")
}

/// What is open over the list.
#[derive(Clone, PartialEq, Eq)]
enum Open {
    Form {
        category: CategoryId,
        is_new: bool,
        name: String,
        color: String,
        icon: String,
    },
    /// The question where the prompts of a category go.
    Delete {
        category: CategoryId,
    },
}

/// Draws them.
pub(crate) fn categories(session: Session) -> El {
    let open = State::new(None::<Open>);
    let error = State::new(None::<String>);
    let all = Derived::new(move || {
        session.view().map(|view| view.library.categories().to_vec()).unwrap_or_default()
    });
    let lines = move || {
        let ids: Vec<CategoryId> = all.with(|all| all.iter().map(|one| one.id().clone()).collect());
        let line = |(at, category): (usize, &Category)| {
            let (category, ids) = (category.clone(), ids.clone());
            let last = (at + 1 == ids.len()).to_string();
            let picture = [
                category.id().as_str(),
                category.name(),
                category.color().unwrap_or_default(),
                category.icon().unwrap_or_default(),
                &at.to_string(),
                &last,
            ];
            row(key(&picture), move || line(session, open, error, at, &ids, &category).into())
        };
        all.with(|all| all.iter().enumerate().map(line).collect())
    };
    let add = move || {
        let color = all.with_untracked(|all| colour::next(all)).to_owned();
        let (name, icon) = (String::new(), String::new());
        open.set(Some(Open::Form { category: session.mint(), is_new: true, name, color, icon }));
    };
    el("section")
        .class("stack")
        .child(
            el("div")
                .class("row")
                .child(el("h2").class("grow").say("category-heading"))
                .child(button("", add).attr("id", ADD).child(icon(Icon::Plus)).say("category-add")),
        )
        .child(el("ul").class("plain").rows(lines))
        .child(parts::alert_of(error))
        .part(move || match open.get() {
            None => nothing(),
            Some(Open::Delete { category }) => delete(session, open, &category),
            Some(form) => dialog_of(session, open, form),
        })
}

fn line(
    session: Session,
    open: State<Option<Open>>,
    error: State<Option<String>>,
    at: usize,
    ids: &[CategoryId],
    category: &Category,
) -> El {
    let id = category.id().clone();
    let of = id.clone();
    let count = Derived::new(move || session.view().map_or(0, |view| count_in(&view, &of)));
    let small = |class: &str, id: &str, of: Icon, act: Box<dyn Fn()>| {
        let name = say!(id, name = &words::clip(category.name(), 40));
        button(class, act).attr("aria-label", &name).attr("title", &name).child(icon(of))
    };
    let shift = |before: Option<CategoryId>| -> Box<dyn Fn()> {
        let id = id.clone();
        Box::new(move || {
            let command = Command::MoveCategory { id: id.clone(), before: before.clone() };
            run(session, vec![command], say!("category-moved"), error, Box::new(|| {}));
        })
    };
    let up = small(
        "quiet square raise",
        "category-up",
        Icon::Chevron,
        shift(at.checked_sub(1).and_then(|at| ids.get(at).cloned())),
    );
    let down = small("quiet square", "category-down", Icon::Chevron, shift(ids.get(at + 2).cloned()));
    let form = Open::Form {
        category: id.clone(),
        is_new: false,
        name: category.name().to_owned(),
        color: category.color().unwrap_or_default().to_owned(),
        icon: category.icon().unwrap_or_default().to_owned(),
    };
    let edit =
        small("quiet square", "category-edit", Icon::Edit, Box::new(move || open.set(Some(form.clone()))));
    let edit = edit.attr("id", &edit_id(&id));
    let delete = Box::new(move || open.set(Some(Open::Delete { category: id.clone() })));
    let delete = small("quiet square wary", "category-delete", Icon::Delete, delete);
    let last = at + 1 == ids.len();
    el("li")
        .class("row")
        .child(emblem::emblem(category.color(), category.icon()))
        .child(el("span").class("grow name").text(category.name()))
        .child(el("span").class("count").text_of(move || say!("category-count", count = count.get())))
        .child(up.attr_when("disabled", move || at == 0))
        .child(down.attr_when("disabled", move || last))
        .child(edit)
        .child(delete)
}

fn dialog_of(session: Session, open: State<Option<Open>>, start: Open) -> Node {
    let Open::Form { category, is_new, name: was, color: had, icon: wore } = start else { return nothing() };
    let close = dialog::closing(open);
    let error = State::new(None::<String>);
    let (name, color, emblem) = (State::new(was.clone()), State::new(had.clone()), State::new(wore.clone()));
    let submit = move || {
        let typed = name.get_untracked().trim().to_owned();
        let view = untrack(|| session.view());
        let taken = view.as_ref().and_then(|view| named(view.library.categories(), &typed));
        if taken.is_some_and(|taken| *taken.id() != category) {
            error.set(Some(say!("category-taken", name = &words::clip(&typed, 40))));
            return;
        }
        let (color, icon) = (color.get_untracked(), emblem.get_untracked());
        let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let id = category.clone();
        let command = if is_new {
            Command::AddCategory { id, name: typed, color: text(&color), icon: text(&icon) }
        } else {
            let field =
                |name: &str, value: Option<String>| Field { name: name.to_owned(), value: value.into() };
            let mut fields = Vec::new();
            fields.extend((typed != was).then(|| field("name", Some(typed))));
            fields.extend((color != had).then(|| field("color", text(&color))));
            fields.extend((icon != wore).then(|| field("icon", text(&icon))));
            if fields.is_empty() {
                return close();
            }
            Command::EditCategory { id, fields }
        };
        let done = if is_new { say!("category-added") } else { say!("category-changed") };
        run(session, vec![command], done, error, Box::new(close));
    };
    let field = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .value(&name.get_untracked())
        .typed("input", move |words| name.set(words));
    let (title, save) =
        if is_new { ("category-add", "category-add") } else { ("category-edit-heading", "word-save") };
    let now = move || (name.get_untracked(), color.get_untracked(), emblem.get_untracked());
    let fields = vec![
        parts::labelled(&say!("category-name"), field.focused()),
        swatches::swatches("category-colour", color),
        emblem::emblems("category-icon", emblem),
    ];
    Sheet { title, save, error, now, close }.draw(fields, submit)
}

/// Returns how many prompts are in a category.
fn count_in(view: &prompt_commons_engine::View, id: &CategoryId) -> usize {
    let at = view.library.categories().iter().position(|category| category.id() == id);
    at.map_or(0, |at| view.filing.category(at).len())
}

/// Asks where the prompts go.
fn delete(session: Session, open: State<Option<Open>>, id: &CategoryId) -> Node {
    let close = dialog::closing(open);
    let view = untrack(|| session.view());
    let found = view.as_ref().and_then(|view| Some((view, view.library.category(id)?.clone())));
    let Some((view, category)) = found else {
        // Someone has deleted it meanwhile.
        spawn_local(async move { open.set(None) });
        return nothing();
    };
    let count = count_in(view, id);
    let to = State::new(String::new());
    let error = State::new(None::<String>);
    let options = view.library.categories().iter().filter(|other| other.id() != id);
    let mut select = el("select")
        .typed("change", move |value| to.set(value))
        .child(el("option").attr("value", "").say("category-none"));
    for other in options {
        select = select.child(el("option").attr("value", other.id().as_str()).text(other.name()));
    }
    let words = match count {
        0 => say!("category-empty"),
        count => say!("category-prompts", count = count),
    };
    let about = Subject::Category { id: id.clone() };
    let seen = Seen::category(&view.library, &category).beside(&about, &view.beside.conflicts);
    // What has the keyboard then: the next of the list, or the one before.
    let all: Vec<&CategoryId> = view.library.categories().iter().map(Category::id).collect();
    let at = all.iter().position(|one| *one == id).unwrap_or_default();
    let beside =
        all.get(at + 1).or_else(|| all.get(at.checked_sub(1)?)).map_or(ADD.to_owned(), |id| edit_id(id));
    let submit = move || {
        let beside = beside.clone();
        let after = move || {
            close();
            dialog::focus_soon(beside);
        };
        let prompts_to = CategoryId::parse(&to.get_untracked());
        let command = Command::DeleteCategory { id: category.id().clone(), seen: seen.clone(), prompts_to };
        run(session, vec![command], say!("category-deleted"), error, Box::new(after));
    };
    let title = view.library.category(id).map_or("", Category::name);
    let title = say!("category-delete-question", name = &words::clip(title, 60));
    let move_to = (count > 0).then(|| parts::labelled(&say!("category-move-to"), select));
    let words = std::iter::once(el("p").text(&words)).chain(move_to).collect();
    parts::question(&title, ["word-keep", "word-delete"], error, words, close, submit)
}
