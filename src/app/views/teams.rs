//! The teams of this device: where their files are, and how to leave them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons_engine::{self as engine, Place, Record, View};

use super::on;
use super::parts;
use crate::derived::Derived;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::Route;
use crate::words;

/// Draws the section.
pub(crate) fn teams(session: Session) -> AnyView {
    let teams = Derived::new(move || {
        session.libraries.with(|all| {
            all.iter().filter(|record| !record.id.is_personal()).cloned().collect::<Vec<Record>>()
        })
    });
    view! {
        <section class="stack">
            <h2>"Teams on this device"</h2>
            {move || {
                teams
                    .with(Vec::is_empty)
                    .then(|| {
                        view! {
                            <p class="hint">
                                "None yet. Create a team in a folder that you share, or join one that someone created there."
                            </p>
                        }
                    })
            }}
            <ul class="teams">
                {move || {
                    teams.get().into_iter().map(move |record| team(session, record)).collect_view()
                }}
            </ul>
            <div class="row wrap">
                <button on:click=on::click(move |_| session.go(Route::Create))>
                    {icon(Icon::Plus)}
                    "Create Team"
                </button>
                <button on:click=on::click(move |_| session.go(Route::Join))>
                    {icon(Icon::Team)}
                    "Join Team"
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn team(session: Session, record: Record) -> AnyView {
    let id = record.id.clone();
    let view = RwSignal::new(None::<View>);
    let asking = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    spawn_local(async move {
        if let Ok(read) = engine::view(&session.browser(), &id).await {
            view.try_set(Some(read));
        }
    });
    let role =
        move || view.with(|view| view.as_ref().and_then(View::role).map(|role| view_role(role.name())));
    let manages = move || {
        view.with(|view| {
            view.as_ref().is_some_and(|view| view.can(Action::ManageMembers, Target::Library).is_ok())
        })
    };
    let place = match record.place {
        Place::File { .. } => Icon::File,
        Place::Folder { .. } | Place::Device => Icon::Folder,
    };
    let record = StoredValue::new(record);
    let id = move || record.with_value(|record| record.id.clone());
    view! {
        <li class="team">
            <div class="row">
                <strong class="grow">{record.with_value(|record| record.name.clone())}</strong>
                {role}
            </div>
            <p class="hint row">{icon(place)} {record.with_value(|record| words::place(&record.place))}</p>
            <p class="hint">"You are " {record.with_value(|record| record.email.to_string())}</p>
            {parts::alert_of(error)}
            {move || {
                if asking.get() {
                    return confirm(session, record, asking, error);
                }
                view! {
                    <div class="row wrap buttons">
                        <button class="quiet" on:click=on::click(move |_| session.go(Route::Team(Some(id()))))>
                            "Open"
                        </button>
                        {move || {
                            manages()
                                .then(|| {
                                    view! {
                                        <button
                                            class="quiet"
                                            on:click=on::click(move |_| session.go(Route::Manage(id())))
                                        >
                                            "Manage"
                                        </button>
                                    }
                                })
                        }}
                        <button class="quiet wary" on:click=on::click(move |_| ask(session, record, asking, error))>
                            "Leave"
                        </button>
                    </div>
                }
                    .into_any()
            }}
        </li>
    }
    .into_any()
}

fn view_role(name: &'static str) -> AnyView {
    view! { <span class="chip">{name}</span> }.into_any()
}

/// Leaving forgets what only this device has, so it is refused while there is such a thing.
fn ask(
    session: Session,
    record: StoredValue<Record>,
    asking: RwSignal<bool>,
    error: RwSignal<Option<String>>,
) {
    let id = record.with_value(|record| record.id.clone());
    spawn_local(async move {
        match engine::view(&session.browser(), &id).await {
            Ok(view) if view.unsaved > 0 => {
                let edits = words::count(view.unsaved, "edit is", "edits are");
                error.try_set(Some(format!(
                    "{edits} only on this device. Open the team and let them reach the folder, or discard them, then leave"
                )));
            }
            // A library that can't be read has nothing that leaving could lose.
            _ => {
                error.try_set(None);
                asking.try_set(true);
            }
        }
    });
}

fn confirm(
    session: Session,
    record: StoredValue<Record>,
    asking: RwSignal<bool>,
    error: RwSignal<Option<String>>,
) -> AnyView {
    let (id, name) = record.with_value(|record| (record.id.clone(), record.name.clone()));
    let leave = move |_| {
        let (id, name) = (id.clone(), name.clone());
        spawn_local(async move {
            match engine::leave_team(&session.browser(), &id).await {
                Ok(()) => {
                    session.read_libraries().await;
                    session.say(format!("Left {}", words::clip(&name, 40)));
                }
                Err(reason) => {
                    error.try_set(Some(reason.to_string()));
                }
            }
        });
    };
    view! {
        <div class="stack ask" role="dialog" aria-label="Leave this team?">
            <p>"This device forgets the team. Its file and its members stay as they are."</p>
            <div class="row">
                <button class="grave" on:click=on::click(leave)>
                    "Leave"
                </button>
                <button node_ref=parts::focused_button() on:click=on::click(move |_| asking.set(false))>
                    "Stay"
                </button>
            </div>
        </div>
    }
    .into_any()
}
