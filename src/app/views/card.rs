//! One prompt in the list, with just the buttons that the member's role allows.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::command::Command;
use prompt_commons::model::Prompt;
use prompt_commons_browser::{clipboard, tabs};

use super::on;
use super::parts;
use crate::derived::Derived;
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::listing::Row;
use crate::session::Session;
use crate::words;

/// Draws the card.
pub(crate) fn card(session: Session, row: Row) -> AnyView {
    let asking = RwSignal::new(false);
    let prompt = StoredValue::new(row.prompt.clone());
    let id = row.prompt.id().clone();
    let chosen = Derived::new(move || session.selected.with(|selected| selected.as_ref() == Some(&id)));
    let title = row.prompt.title().to_owned();
    let category = row.category.clone().map(|(name, color)| {
        view! { <span class="row">{parts::dot(color.as_deref())} <span class="name">{name}</span></span> }
    });
    let author = row.author.clone().map(|author| view! { <span>"by "{author}</span> });
    let (marked_title, preview) = (parts::marked(row.title.clone()), parts::marked(row.preview.clone()));
    view! {
        <article class="card" class:chosen=move || chosen.get()>
            <h3>
                <button
                    class="title"
                    aria-expanded=move || chosen.get().to_string()
                    on:click=on::click(move |_| {
                        let id = prompt.with_value(|prompt| prompt.id().clone());
                        session.selected.set((!chosen.get_untracked()).then_some(id));
                    })
                >
                    {marked_title}
                </button>
            </h3>
            <p class="meta">{category} {author}</p>
            {move || {
                if chosen.get() {
                    view! { <pre class="full">{prompt.with_value(|prompt| prompt.content().to_owned())}</pre> }
                        .into_any()
                } else {
                    ().into_any()
                }
            }}
            <p class="preview">{preview}</p>
            {move || {
                if asking.get() {
                    confirm(session, &title, prompt, asking)
                } else {
                    buttons(session, &row, prompt, asking)
                }
            }}
        </article>
    }
    .into_any()
}

fn buttons(session: Session, row: &Row, prompt: StoredValue<Prompt>, asking: RwSignal<bool>) -> AnyView {
    let rights = row.rights;
    let insert = move || {
        (rights.insert.is_ok() && session.insertable.get()).then(|| {
            view! {
                <button class="quiet" on:click=on::click(move |_| insert(session, prompt))>
                    {icon(Icon::Insert)}
                    "Insert"
                </button>
            }
        })
    };
    let copy = rights.copy.is_ok().then(|| {
        view! {
            <button class="quiet" on:click=on::click(move |_| copy(session, prompt))>
                {icon(Icon::Copy)}
                "Copy"
            </button>
        }
    });
    let edit = match rights.edit {
        Ok(()) => view! {
            <button
                class="quiet square"
                aria-label="Edit"
                title="Edit"
                on:click=on::click(move |_| edit(session, prompt))
            >
                {icon(Icon::Edit)}
            </button>
        }
        .into_any(),
        Err(reason) => view! {
            <span class="chip" title=reason.to_string()>
                {icon(Icon::Lock)}
                "view-only"
            </span>
        }
        .into_any(),
    };
    let delete = rights.delete.is_ok().then(|| {
        view! {
            <button
                class="quiet square wary"
                aria-label="Delete"
                title="Delete"
                on:click=on::click(move |_| asking.set(true))
            >
                {icon(Icon::Delete)}
            </button>
        }
    });
    view! {
        <div class="row buttons">
            {insert} {copy} <span class="grow"></span> {edit} {delete}
        </div>
    }
    .into_any()
}

/// Asks before deleting. The answer that changes nothing has the keyboard.
fn confirm(session: Session, title: &str, prompt: StoredValue<Prompt>, asking: RwSignal<bool>) -> AnyView {
    let question = format!("Delete “{}”?", words::clip(title, 40));
    view! {
        <div class="row buttons ask" role="dialog" aria-label=question.clone()>
            <span class="grow name">{question.clone()}</span>
            <button class="quiet" node_ref=parts::focused_button() on:click=on::click(move |_| asking.set(false))>
                "Keep"
            </button>
            <button class="grave" on:click=on::click(move |_| delete(session, prompt))>
                "Delete"
            </button>
        </div>
    }
    .into_any()
}

fn copy(session: Session, prompt: StoredValue<Prompt>) {
    let text = prompt.with_value(|prompt| prompt.content().to_owned());
    spawn_local(async move {
        match clipboard::copy(&text).await {
            Ok(()) => session.say("Copied"),
            Err(error) => session.alert.set(Some(format!("It could not be copied: {error}"))),
        }
    });
}

fn insert(session: Session, prompt: StoredValue<Prompt>) {
    let text = prompt.with_value(|prompt| prompt.content().to_owned());
    spawn_local(async move {
        match tabs::insert(&text).await.map(words::inserted) {
            Ok(Ok(words)) => session.say(words),
            Ok(Err(words)) => session.alert.set(Some(words.to_owned())),
            Err(error) => session.alert.set(Some(error)),
        }
    });
}

fn edit(session: Session, prompt: StoredValue<Prompt>) {
    let Some(library) = untrack(|| session.current()) else { return };
    prompt.with_value(|prompt| session.open_editor(Editing::edit(library, prompt)));
}

fn delete(session: Session, prompt: StoredValue<Prompt>) {
    let Some(library) = untrack(|| session.current()) else { return };
    let (id, seen, title) = prompt
        .with_value(|prompt| (prompt.id().clone(), prompt.draft().clone(), words::clip(prompt.title(), 40)));
    spawn_local(async move {
        match session.edit(&library, vec![Command::DeletePrompt { id, seen }]).await {
            Ok(outcome) => {
                session.say(words::met(&outcome).map_or(format!("Deleted “{title}”"), str::to_owned));
            }
            Err(error) => session.alert.set(Some(error.to_string())),
        }
    });
}
