//! One prompt in the list, with just the buttons that the member's role allows.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::causal::conflict::Subject;
use prompt_commons::command::Command;
use prompt_commons::message::{InsertOutcome, ToPage};
use prompt_commons::model::{ItemId, LibraryId, Prompt, PromptId};
use prompt_commons::search::Found;
use prompt_commons_browser::habits::Habits;
use prompt_commons_browser::statistics::{self, Count};
use prompt_commons_browser::{clipboard, tabs};
use web_sys::Node;

use super::{parts, tags};
use crate::derived::Derived;
use crate::dom::{El, button, el, focus_first, group, nothing, part};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::listing::{Piece, Rights, Row, pieces, preview};
use crate::scene::Scene;
use crate::session::Session;
use crate::state::{Kept, State};
use crate::wish::Wish;
use crate::words::{self, say};

/// Draws the card. `arranged`: the set whose order can be changed. `scene`: what is searched for.
pub(crate) fn card(
    session: Session,
    wish: Wish,
    arranged: Derived<Option<ItemId>>,
    scene: Derived<Scene>,
    row: Row,
) -> Node {
    let (id, named) = (row.prompt.id().clone(), row.prompt.id().to_string());
    let chosen = Derived::new(move || wish.chosen.with(|selected| selected.as_ref() == Some(&id)));
    let category = row.category.map(|(name, color)| {
        let name = el("span").class("name").text(&name);
        el("span").class("row").child(parts::dot(color.as_deref())).child(name)
    });
    let author = row.author.map(|author| el("span").text(&say!("card-by", author = &author)));
    let asked =
        row.asked.then(|| el("span").class("chip bad").attr_say("title", "card-asked-why").say("card-asked"));
    let count = row.prompt.draft().turns.len() + 1;
    let turns = (count > 1).then(|| el("span").text(&say!("card-turns", count = count)));
    let mut meta = el("p").class("meta").maybe(asked).maybe(category).maybe(author).maybe(turns);
    for tag in row.prompt.tags() {
        meta = meta.child(tags::tag(wish, tag));
    }
    let (rights, prompt, asking) = (row.rights, Kept::new(row.prompt), State::new(false));
    let choose = move || {
        let id = prompt.with(|prompt| prompt.id().clone());
        if session.set_aside() {
            wish.chosen.set((!chosen.get_untracked()).then_some(id));
        }
    };
    // Where there is room for both, the editor stands in the place of what was chosen.
    let is_open = move || {
        let edited = session.editing.with(|open| {
            let open = open.as_ref()?;
            prompt.try_with(|prompt| open.prompt == *prompt.id())
        });
        edited.unwrap_or_else(|| chosen.get())
    };
    let marked = move |cut: fn(&Prompt, Option<&Found>) -> Vec<Piece>| {
        let cut = move || {
            prompt
                .try_with(|prompt| scene.with(|scene| cut(prompt, scene.found.as_deref())))
                .unwrap_or_default()
        };
        parts::marked(cut)
    };
    let title = button("title", choose)
        .flag("aria-expanded", move || chosen.get())
        .child(marked(|prompt, found| pieces(prompt.title(), found)));
    let full = move || {
        if chosen.get() {
            prompt.with(|prompt| el("pre").class("full").text(&prompt.draft().whole()).into())
        } else {
            nothing()
        }
    };
    let handle = session.surface.wide().map(|wide| {
        let id = prompt.with(|prompt| prompt.id().clone());
        part(move || arranged.get().map_or_else(nothing, |set| (wide.handle)(session, &set, &id)))
    });
    el("article")
        .class("card")
        .class_when("chosen", is_open)
        .attr("data-prompt", &named)
        .child(el("div").class("row").child(el("h3").class("grow").child(title)).maybe(handle))
        .child(meta)
        .part(full)
        .child(el("p").class("preview").child(marked(|prompt, found| preview(prompt.content(), found))))
        .child(actions(session, rights, prompt, asking))
        .into()
}

/// A button with an icon for a name. `name`: the sentence that it is called by.
fn small(class: &str, name: &str, of: Icon, act: impl FnMut() + 'static) -> El {
    let name = say!(name);
    button(class, act).attr("aria-label", &name).attr("title", &name).child(icon(of))
}

/// Draws what can be done with a prompt. `asking`: whether it is asked if it is to be deleted.
pub(crate) fn actions(session: Session, rights: Rights, prompt: Kept<Prompt>, asking: State<bool>) -> Node {
    part(move || {
        if asking.get() { confirm(session, prompt, asking) } else { buttons(session, rights, prompt, asking) }
    })
}

fn buttons(session: Session, rights: Rights, prompt: Kept<Prompt>, asking: State<bool>) -> Node {
    let next = Derived::new(move || next_turn(session, prompt));
    let insert = move || {
        if rights.insert.is_ok() && session.insertable.get() {
            inserting(session, prompt, next.get())
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
        let of = place(session, prompt);
        note(session, of, &|habits, library, id| habits.toggle(library, id));
    });
    let star = star.flag("aria-pressed", move || favourite.get());
    let read = small("quiet square details", "card-details", Icon::Note, move || {
        session.open_reader(prompt.with(|prompt| prompt.id().clone()));
    });
    let carry = move || {
        let go = move || session.carry(prompt.with(|prompt| prompt.id().clone()));
        small("quiet square carry", "transfer-open", Icon::Carry, go)
    };
    let carries = rights.copy.is_ok() && session.libraries.with(|all| all.len() > 1);
    let delete = || small("quiet square wary", "word-delete", Icon::Delete, move || asking.set(true));
    el("div")
        .class("row buttons")
        .part(insert)
        .maybe(rights.copy.is_ok().then(copy))
        .child(el("span").class("grow"))
        .child(star)
        .child(read)
        .maybe(carries.then(carry))
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
        .child(button("quiet", move || keep(asking)).stays().say("word-keep"))
        .child(button("grave", move || delete(session, prompt)).say("word-delete"))
        .into()
}

/// Deletes nothing, and goes back to the button that asked.
fn keep(asking: State<bool>) {
    let card = document().active_element().and_then(|active| active.closest("article").ok().flatten());
    asking.set(false);
    if let Some(card) = card {
        focus_first(&card, &[".wary"]);
    }
}

/// Which prompt of which library it is, for when the card may be gone.
type Place = Option<(LibraryId, PromptId)>;

fn place(session: Session, prompt: Kept<Prompt>) -> Place {
    untrack(|| session.current()).zip(prompt.try_with(|prompt| prompt.id().clone()))
}

/// Takes note of something that this person does with a prompt.
fn note(session: Session, of: Place, change: &dyn Fn(&mut Habits, &str, &str)) {
    if let Some((library, id)) = of {
        session.habit(&|habits| change(habits, library.as_str(), id.as_str()));
    }
}

/// Returns the turn that an insertion takes, counted from 0.
fn next_turn(session: Session, prompt: Kept<Prompt>) -> usize {
    let next = place(session, prompt).map_or(0, |(library, id)| {
        session.habits.with(|habits| habits.next_turn(library.as_str(), id.as_str()))
    });
    let is_there = prompt.try_with(|prompt| prompt.draft().turn(next).is_some());
    if is_there == Some(true) { next } else { 0 }
}

/// Draws what inserts the prompt: of a conversation that was begun its next turn.
fn inserting(session: Session, prompt: Kept<Prompt>, next: usize) -> Node {
    let insert = button("quiet", move || insert(session, prompt)).child(icon(Icon::Insert));
    if next == 0 {
        return insert.say("card-insert").into();
    }
    let count = prompt.with(|prompt| prompt.draft().turns.len() + 1);
    let anew = move || {
        let of = place(session, prompt);
        note(session, of, &|habits, library, id| habits.go_on(library, id, 0));
    };
    group(&[
        insert.text(&say!("card-next-turn", turn = next + 1, of = count)).into(),
        small("quiet square", "card-first-turn", Icon::Back, anew).into(),
    ])
}

fn copy(session: Session, prompt: Kept<Prompt>) {
    let text = prompt.with(|prompt| prompt.draft().whole().into_owned());
    spawn_local(put_on_clipboard(session, text, place(session, prompt), "card-copied"));
}

async fn put_on_clipboard(session: Session, text: String, of: Place, said: &'static str) {
    match clipboard::copy(&text).await {
        Ok(()) => {
            session.say(say!(said));
            note(session, of, &|habits, library, id| {
                habits.use_of(library, id);
                statistics::count(library, id, Count::COPY);
            });
        }
        Err(error) => session.alert.set(Some(say!("card-copy-failed", reason = &error))),
    }
}

fn insert(session: Session, prompt: Kept<Prompt>) {
    let at = untrack(|| next_turn(session, prompt));
    let (text, count) = prompt.with(|prompt| {
        let draft = prompt.draft();
        (draft.turn(at).cloned().unwrap_or_default(), draft.turns.len() + 1)
    });
    let of = place(session, prompt);
    // Variables are asked for where their text goes: over the page.
    let message = match &of {
        Some((library, id)) if text.contains("{{") => {
            ToPage::Ask { library: library.to_string(), prompt: id.to_string(), turn: at.to_string() }
        }
        _ => ToPage::Insert { text: text.clone() },
    };
    spawn_local(async move {
        match tabs::insert(&message).await {
            // The page says how it went.
            Ok(InsertOutcome::Asked) if session.surface.is_popup() => {
                let _ = window().close();
            }
            Ok(InsertOutcome::Asked) => session.say(words::inserted(InsertOutcome::Asked)),
            // The page itself can't reach the clipboard while one of our documents has the focus.
            Ok(InsertOutcome::Failed) => put_on_clipboard(session, text, of, "insert-copied").await,
            Ok(outcome) => {
                session.say(words::inserted(outcome));
                let next = (at + 1) % count;
                note(session, of, &|habits, library, id| {
                    habits.use_of(library, id);
                    habits.go_on(library, id, next);
                    statistics::count(library, id, Count::of(outcome));
                });
            }
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
        let delete = Command::DeletePrompt { id: id.clone(), seen, beside };
        match session.edit(&library, vec![delete]).await {
            Ok(outcome) => match words::met(&outcome) {
                Some(words) => session.say(words),
                None => session.say_deleted(say!("card-deleted", title = &title), library, id),
            },
            Err(error) => session.alert.set(Some(error)),
        }
    });
}
