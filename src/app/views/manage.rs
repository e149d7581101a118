//! What an owner decides: the team's name, its members, its categories.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::command::Command;
use prompt_commons::model::CategoryId;

use super::on;
use super::{empty, header, held, members, parts};
use crate::derived::Derived;
use crate::icon::{Icon, icon};
use crate::listing::named;
use crate::session::{Session, Shown};
use crate::surface::Route;
use crate::{colour, words};

/// Draws the page.
pub(crate) fn manage(session: Session) -> AnyView {
    let stage = Derived::new(move || {
        session.shown.with(|shown| match shown {
            Shown::Ready(view) => Some(view.can(Action::ManageMembers, Target::Library)),
            Shown::Failed(_) | Shown::Loading | Shown::Nothing => None,
        })
    });
    let failed = Derived::new(move || {
        session.shown.with(|shown| match shown {
            Shown::Failed(error) => Some(error.clone()),
            _ => None,
        })
    });
    let back = move |_| {
        if let Some(id) = untrack(|| session.current()) {
            session.go(Route::Team(Some(id)));
        }
    };
    view! {
        <div class="manage scroll">
            <div class="sheet">
                <button class="quiet back" on:click=on::click(back)>
                    {icon(Icon::Back)}
                    "Back to the library"
                </button>
                {move || match (failed.get(), stage.get()) {
                    (Some(error), _) => empty::failed(session, error),
                    (None, None) => empty::loading(),
                    (None, Some(Err(reason))) => parts::alert(reason.to_string()),
                    (None, Some(Ok(()))) => {
                        view! {
                            {header::state_only(session)}
                            {held::held(session)}
                            {team_name(session)}
                            {members::members(session)}
                            {categories(session)}
                        }
                            .into_any()
                    }
                }}
            </div>
        </div>
    }
    .into_any()
}

/// Gives commands to the library of the route; says so, or why not.
pub(crate) fn run(
    session: Session,
    commands: Vec<Command>,
    done: String,
    error: RwSignal<Option<String>>,
    after: impl FnOnce() + 'static,
) {
    let Some(id) = untrack(|| session.current()) else { return };
    error.set(None);
    spawn_local(async move {
        match session.edit(&id, commands).await {
            Ok(_) => {
                after();
                session.say(done);
            }
            Err(reason) => {
                error.try_set(Some(reason.to_string()));
            }
        }
    });
}

fn team_name(session: Session) -> AnyView {
    let error = RwSignal::new(None::<String>);
    let name =
        Derived::new(move || session.view().map(|view| view.library.name().to_owned()).unwrap_or_default());
    let typed = RwSignal::new(None::<String>);
    let changed = move || typed.with(|typed| typed.as_ref().is_some_and(|typed| typed.trim() != name.get()));
    view! {
        <section class="stack">
            <h2>"Team"</h2>
            <form on:submit=on::submit(move |event| {
                event.prevent_default();
                if let Some(name) = typed.get_untracked() {
                    let command = Command::RenameLibrary { name };
                    run(session, vec![command], "Team renamed".to_owned(), error, move || {
                        typed.try_set(None);
                    });
                }
            })>
                <div class="row end">
                    <label class="grow">
                        <span class="label">"Team name"</span>
                        <input
                            type="text"
                            autocomplete="off"
                            prop:value=move || typed.get().unwrap_or_else(|| name.get())
                            on:input=on::event(move |event| typed.set(Some(event_target_value(&event))))
                        />
                    </label>
                    <button type="submit" disabled=move || !changed()>
                        "Rename"
                    </button>
                </div>
            </form>
            {parts::alert_of(error)}
        </section>
    }
    .into_any()
}

fn categories(session: Session) -> AnyView {
    let error = RwSignal::new(None::<String>);
    let name = RwSignal::new(String::new());
    let color = RwSignal::new(None::<String>);
    let known = Derived::new(move || {
        session.view().map(|view| view.library.categories().to_vec()).unwrap_or_default()
    });
    let next = move || color.get().unwrap_or_else(|| colour::next(&known.get()).to_owned());
    let add = move || {
        let typed = name.get_untracked();
        if known.with_untracked(|known| named(known, &typed).is_some()) {
            error.set(Some(format!("There is a category “{}” already", words::clip(typed.trim(), 40))));
            return;
        }
        let id: CategoryId = session.mint();
        let command = Command::AddCategory { id, name: typed, color: Some(untrack(next)) };
        run(session, vec![command], "Category added".to_owned(), error, move || {
            name.try_set(String::new());
            color.try_set(None);
        });
    };
    view! {
        <section class="stack">
            <h2>"Categories"</h2>
            <ul class="plain">
                {move || {
                    known
                        .get()
                        .iter()
                        .map(|category| {
                            view! {
                                <li class="row">
                                    {parts::dot(category.color())}
                                    <span class="grow">{category.name().to_owned()}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <form on:submit=on::submit(move |event| {
                event.prevent_default();
                add();
            })>
                <div class="row end wrap">
                    <label class="grow">
                        <span class="label">"Category name"</span>
                        <input
                            type="text"
                            autocomplete="off"
                            prop:value=move || name.get()
                            on:input=on::event(move |event| name.set(event_target_value(&event)))
                        />
                    </label>
                    <label class="narrow">
                        <span class="label">"Colour"</span>
                        <select on:change=on::event(move |event| color.set(Some(event_target_value(&event))))>
                            {colour::NAMES
                                .map(|colour| {
                                    view! {
                                        <option value=colour selected=move || next() == colour>
                                            {colour}
                                        </option>
                                    }
                                })
                                .collect_view()}
                        </select>
                    </label>
                    <button type="submit">"Add category"</button>
                </div>
            </form>
            {parts::alert_of(error)}
        </section>
    }
    .into_any()
}
