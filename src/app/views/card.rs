//! One prompt in the list, with just the buttons that the member's role allows.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::causal::conflict::Subject;
use prompt_commons::command::Command;
use prompt_commons::model::{ItemId, LibraryId, Prompt, PromptId};
use prompt_commons_browser::habits::Habits;
use prompt_commons_browser::{clipboard, tabs};
use web_sys::Node;

use super::{parts, tags};
use crate::derived::Derived;
use crate::dom::{El, button, el, nothing, part};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::listing::{Rights, Row};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::wish::Wish;
use crate::words::{self, say};

/// Draws the card. `arranged`: the set whose order can be changed.
pub(crate) fn card(session: Session, wish: Wish, arranged: Derived<Option<ItemId>>, row: Row) -> Node {
    let asking = State::new(false);
    let (id, named) = (row.prompt.id().clone(), row.prompt.id().to_string());
    let chosen = Derived::new(move || wish.chosen.with(|selected| selected.as_ref() == Some(&id)));
    let category = row.category.map(|(name, color)| {
        let name = el("span").class("name").text(&name);
        el("span").class("row").child(parts::dot(color.as_deref())).child(name)
    });
    let author = row.author.map(|author| el("span").text(&say!("card-by", author = &author)));
    let asked =
        row.asked.then(|| el("span").class("chip bad").attr_say("title", "card-asked-why").say("card-asked"));
    let mut meta = el("p").class("meta").maybe(asked).maybe(category).maybe(author);
    for tag in row.prompt.tags() {
        meta = meta.child(tags::tag(wish, tag));
    }
    let (rights, prompt) = (row.rights, Kept::new(row.prompt));
    let choose = move || {
        let id = prompt.with(|prompt| prompt.id().clone());
        wish.chosen.set((!chosen.get_untracked()).then_some(id));
    };
    let title =
        button("title", choose).flag("aria-expanded", move || chosen.get()).child(parts::marked(&row.title));
    let full = move || {
        if chosen.get() {
            prompt.with(|prompt| el("pre").class("full").text(prompt.content()).into())
        } else {
            nothing()
        }
    };
    let handle = session.surface.wide().map(|wide| {
        let id = prompt.with(|prompt| prompt.id().clone());
        part(move || arranged.get().map_or_else(nothing, |set| (wide.handle)(session, &set, &id)))
    });
    let foot = move || {
        if asking.get() { confirm(session, prompt, asking) } else { buttons(session, rights, prompt, asking) }
    };
    el("article")
        .class("card")
        .class_when("chosen", move || chosen.get())
        .attr("data-prompt", &named)
        .child(el("div").class("row").child(el("h3").class("grow").child(title)).maybe(handle))
        .child(meta)
        .part(full)
        .child(el("p").class("preview").child(parts::marked(&row.preview)))
        .part(foot)
        .into()
}

/// A button with an icon for a name. `name`: the sentence that it is called by.
fn small(class: &str, name: &str, of: Icon, act: impl FnMut() + 'static) -> El {
    let name = say!(name);
    button(class, act).attr("aria-label", &name).attr("title", &name).child(icon(of))
}

fn buttons(session: Session, rights: Rights, prompt: Kept<Prompt>, asking: State<bool>) -> Node {
    let insert = move || {
        if rights.insert.is_ok() && session.insertable.get() {
            button("quiet", move || insert(session, prompt))
                .child(icon(Icon::Insert))
                .say("card-insert")
                .into()
        } else {
            nothing()
        }
    };
    let copy = || button("quiet", move || copy(session, prompt)).child(icon(Icon::Copy)).say("word-copy");
    let edit = match rights.edit {
        Ok(()) => small("quiet square", "card-edit", Icon::Edit, move || edit(session, prompt)),
        Err(reason) => {
            let chip = el("span").class("chip").attr("title", &words::said(&reason));
            chip.child(icon(Icon::Lock)).say("card-view-only")
        }
    };
    let favourite = Derived::new(move || {
        let mine = session.mine();
        prompt.try_with(|prompt| mine.is_favourite(prompt)).unwrap_or_default()
    });
    let star = small("quiet square star", "card-favourite", Icon::Star, move || {
        habit(session, prompt, Habits::toggle)();
    });
    let star = star.flag("aria-pressed", move || favourite.get());
    let read = small("quiet square details", "card-details", Icon::Note, move || {
        session.open_reader(prompt.with(|prompt| prompt.id().clone()));
    });
    let delete = || small("quiet square wary", "word-delete", Icon::Delete, move || asking.set(true));
    el("div")
        .class("row buttons")
        .part(insert)
        .maybe(rights.copy.is_ok().then(copy))
        .child(el("span").class("grow"))
        .child(star)
        .child(read)
        .child(edit)
        .maybe(rights.delete.is_ok().then(delete))
        .into()
}

/// Asks before deleting. The answer that changes nothing has the keyboard.
fn confirm(session: Session, prompt: Kept<Prompt>, asking: State<bool>) -> Node {
    let title = prompt.with(|prompt| words::clip(prompt.title(), 40));
    let question = say!("card-delete-question", title = &title);
    el("div")
        .class("row buttons ask")
        .attr("role", "dialog")
        .attr("aria-label", &question)
        .child(el("span").class("grow name").text(&question))
        .child(button("quiet", move || asking.set(false)).focused().say("word-keep"))
        .child(button("grave", move || delete(session, prompt)).say("word-delete"))
        .into()
}

/// Returns what takes note of something that this person does with a prompt. The card may be gone by then.
fn habit(
    session: Session,
    prompt: Kept<Prompt>,
    note: fn(&mut Habits, &LibraryId, &PromptId),
) -> impl FnOnce() {
    let (library, id) = (untrack(|| session.current()), prompt.with(|prompt| prompt.id().clone()));
    move || {
        if let Some(library) = library {
            session.habit(|habits| note(habits, &library, &id));
        }
    }
}

fn copy(session: Session, prompt: Kept<Prompt>) {
    let text = prompt.with(|prompt| prompt.content().to_owned());
    let used = habit(session, prompt, Habits::use_of);
    spawn_local(async move {
        match clipboard::copy(&text).await {
            Ok(()) => {
                session.say(say!("card-copied"));
                used();
            }
            Err(error) => session.alert.set(Some(say!("card-copy-failed", reason = &error))),
        }
    });
}

fn insert(session: Session, prompt: Kept<Prompt>) {
    let text = prompt.with(|prompt| prompt.content().to_owned());
    let used = habit(session, prompt, Habits::use_of);
    spawn_local(async move {
        match tabs::insert(&text).await.map(words::inserted) {
            Ok(Ok(words)) => {
                session.say(words);
                used();
            }
            Ok(Err(words)) => session.alert.set(Some(words)),
            Err(error) => session.alert.set(Some(words::sentence(&error))),
        }
    });
}

fn edit(session: Session, prompt: Kept<Prompt>) {
    let Some(library) = untrack(|| session.current()) else { return };
    prompt.with(|prompt| session.open_editor(Editing::edit(library, prompt)));
}

fn delete(session: Session, prompt: Kept<Prompt>) {
    let Some(library) = untrack(|| session.current()) else { return };
    let (id, seen, title) =
        prompt.with(|prompt| (prompt.id().clone(), prompt.draft().clone(), words::clip(prompt.title(), 40)));
    // What the quiet line asked about goes, too.
    let view = untrack(|| session.view());
    let about = Subject::Prompt { id: id.clone() };
    let beside = view.map(|view| view.beside_of(&about)).unwrap_or_default();
    spawn_local(async move {
        let restore = Command::RestorePrompt { id: id.clone() };
        match session.edit(&library, vec![Command::DeletePrompt { id, seen, beside }]).await {
            Ok(outcome) => match words::met(&outcome) {
                Some(words) => session.say(words),
                None => session.say_with_undo(say!("card-deleted", title = &title), library, restore),
            },
            Err(error) => session.alert.set(Some(error)),
        }
    });
}
