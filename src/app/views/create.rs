//! Creating a team: who, where, done.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::format::{DEFAULT_FILE_NAME, Refusal};
use prompt_commons::model::{Email, LibraryId};
use prompt_commons_browser::{Handle, pickers};
use prompt_commons_engine::{self as engine, Device, Found, SetupError};

use super::on;
use super::{join, parts};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::Route;

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Details,
    Folder,
    Done(LibraryId),
}

/// What was entered and picked so far.
#[derive(Clone, Copy)]
struct Wizard {
    step: RwSignal<Step>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    file: RwSignal<String>,
    /// The picked folder's name.
    folder: RwSignal<Option<String>>,
    handle: StoredValue<Option<Handle>, LocalStorage>,
    /// Libraries that the folder holds already.
    found: RwSignal<Vec<Found>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

/// Draws the wizard.
pub(crate) fn create(session: Session) -> AnyView {
    let email = session.preferences.with_untracked(|preferences| preferences.email.clone());
    let wizard = Wizard {
        step: RwSignal::new(Step::Details),
        name: RwSignal::default(),
        email: RwSignal::new(email.unwrap_or_default()),
        file: RwSignal::new(DEFAULT_FILE_NAME.to_owned()),
        folder: RwSignal::default(),
        handle: StoredValue::new_local(None),
        found: RwSignal::default(),
        busy: RwSignal::default(),
        error: RwSignal::default(),
    };
    view! {
        <div class="wizard scroll">
            <div class="sheet">
                {move || match wizard.step.get() {
                    Step::Details => details(wizard),
                    Step::Folder => folder(session, wizard),
                    Step::Done(id) => done(session, id),
                }}
            </div>
        </div>
    }
    .into_any()
}

fn details(wizard: Wizard) -> AnyView {
    let node = parts::focused(NodeRef::<html::Input>::new());
    let next = move || {
        if wizard.name.with_untracked(|name| name.trim().is_empty()) {
            wizard.error.set(Some("Please enter a team name".to_owned()));
        } else if let Err(error) = wizard.email.with_untracked(|email| Email::parse(email)) {
            wizard.error.set(Some(error.to_string()));
        } else {
            wizard.error.set(None);
            wizard.step.set(Step::Folder);
        }
    };
    view! {
        <form
            class="stack"
            on:submit=on::submit(move |event| {
                event.prevent_default();
                next();
            })
        >
            <p class="step">"Step 1 of 3"</p>
            <h1>"Create Team Library"</h1>
            <p class="hint">"One file in a folder that your team shares. You will be its owner."</p>
            <label>
                <span class="label">"Team name"</span>
                <input
                    type="text"
                    autocomplete="off"
                    placeholder="Marketing Prompts"
                    node_ref=node
                    prop:value=wizard.name.get_untracked()
                    on:input=on::event(move |event| wizard.name.set(event_target_value(&event)))
                />
            </label>
            {join::email_field(wizard.email, "Your team knows you by it. It is sent nowhere.")}
            {parts::alert_of(wizard.error)}
            <div class="row actions">
                <button class="lead" type="submit">
                    "Next"
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn folder(session: Session, wizard: Wizard) -> AnyView {
    let free = move || wizard.folder.with(Option::is_some) && wizard.found.with(Vec::is_empty);
    view! {
        <div class="stack">
            <p class="step">"Step 2 of 3"</p>
            <h1>"Choose Shared Folder"</h1>
            <p class="hint">"Select a folder that your team can access (Google Drive, Dropbox, OneDrive, etc.)"</p>
            <div class="row">
                <button class:lead=move || wizard.folder.with(Option::is_none) on:click=on::click(move |_| browse(session, wizard))>
                    {icon(Icon::Folder)}
                    "Browse…"
                </button>
            </div>
            {move || {
                wizard
                    .folder
                    .get()
                    .map(|folder| view! { <p class="picked">{icon(Icon::Folder)} {format!("Selected: {folder}")}</p> })
            }}
            {move || free().then(|| file(wizard))}
            {move || occupied(session, wizard)}
            {parts::alert_of(wizard.error)}
            <div class="row actions">
                {move || {
                    free()
                        .then(|| {
                            view! {
                                <button
                                    class="lead"
                                    disabled=move || wizard.busy.get()
                                    on:click=on::click(move |_| found_team(session, wizard))
                                >
                                    "Create Team"
                                </button>
                            }
                        })
                }}
                <button on:click=on::click(move |_| {
                    wizard.error.set(None);
                    wizard.step.set(Step::Details);
                })>"Back"</button>
            </div>
        </div>
    }
    .into_any()
}

/// Draws the file's name, which the person may change.
fn file(wizard: Wizard) -> AnyView {
    view! {
        <p class="picked">{icon(Icon::File)} {move || format!("File: {} (will be created)", wizard.file.get().trim())}</p>
        <label>
            <span class="label">"File name"</span>
            <input
                type="text"
                autocomplete="off"
                spellcheck="false"
                prop:value=wizard.file.get_untracked()
                on:input=on::event(move |event| wizard.file.set(event_target_value(&event)))
            />
        </label>
    }
    .into_any()
}

/// Offers to join what is there already. Nothing is ever created over it.
fn occupied(session: Session, wizard: Wizard) -> AnyView {
    let found = wizard.found.get();
    if found.is_empty() {
        return ().into_any();
    }
    let rows = found.into_iter().map(|found| {
        let words = format!("“{}” in {}", found.library.name(), found.file);
        view! {
            <li class="row">
                <span class="grow">{words}</span>
                <button on:click=on::click(move |_| join_found(session, wizard, found.clone()))>"Join this team"</button>
            </li>
        }
    });
    view! {
        <div class="notice">
            {icon(Icon::Team)}
            <div class="grow stack">
                <p>"This folder already holds a team library. Join it, or choose another folder."</p>
                <ul class="stack">{rows.collect_view()}</ul>
            </div>
        </div>
    }
    .into_any()
}

fn done(session: Session, id: LibraryId) -> AnyView {
    let manage = id.clone();
    view! {
        <div class="stack">
            <span class="emblem good">{icon(Icon::Check)}</span>
            <h1>"Team Created!"</h1>
            <p>"Share this folder with your team members. They'll need to:"</p>
            <ol class="steps">
                <li>"Have access to the shared folder"</li>
                <li>"Click “Join Team” in the extension"</li>
                <li>"Select the same folder"</li>
            </ol>
            <p>"Add members now? Only people on the member list can join."</p>
            <div class="row actions">
                <button class="lead" on:click=on::click(move |_| session.go(Route::Manage(manage.clone())))>
                    "Add Members"
                </button>
                <button on:click=on::click(move |_| session.go(Route::Team(Some(id.clone()))))>"Later"</button>
            </div>
        </div>
    }
    .into_any()
}

fn browse(session: Session, wizard: Wizard) {
    wizard.error.set(None);
    spawn_local(async move {
        let handle = match pickers::folder().await {
            Ok(Some(handle)) => handle,
            Ok(None) => return,
            Err(error) => {
                wizard.error.try_set(Some(error.to_string()));
                return;
            }
        };
        let looked = engine::inspect(&session.browser().open(&handle)).await;
        let (found, error) = match looked {
            Ok(found) => (found, None),
            // Other JSON files, or none, are no reason against a new library here.
            Err(SetupError::Refused(Refusal::NotLibrary)) => (Vec::new(), None),
            Err(error @ SetupError::Folder(_)) => {
                wizard.error.try_set(Some(error.to_string()));
                return;
            }
            // Something that may once have been a library: say so, and leave it alone.
            Err(error) => (Vec::new(), Some(format!("There is a file here that can't be read. {error}"))),
        };
        wizard.folder.try_set(Some(handle.name()));
        wizard.handle.set_value(Some(handle));
        wizard.found.try_set(found);
        wizard.error.try_set(error);
    });
}

fn found_team(session: Session, wizard: Wizard) {
    let Some(handle) = wizard.handle.get_value() else { return };
    let (name, file) = (wizard.name.get_untracked(), wizard.file.get_untracked());
    let email = match wizard.email.with_untracked(|email| Email::parse(email)) {
        Ok(email) => email,
        Err(error) => {
            wizard.error.set(Some(error.to_string()));
            return;
        }
    };
    wizard.busy.set(true);
    wizard.error.set(None);
    spawn_local(async move {
        let browser = session.browser();
        let created =
            engine::create_team(&browser, &name, email.clone(), &handle, &handle.name(), &file).await;
        wizard.busy.try_set(false);
        match created {
            Ok(id) => {
                session.prefer(|preferences| preferences.email = Some(email.to_string()));
                session.read_libraries().await;
                wizard.step.try_set(Step::Done(id));
            }
            Err(SetupError::Occupied(found)) => {
                wizard.found.try_set(vec![*found]);
            }
            Err(error) => {
                wizard.error.try_set(Some(error.to_string()));
            }
        }
    });
}

fn join_found(session: Session, wizard: Wizard, found: Found) {
    let Some(handle) = wizard.handle.get_value() else { return };
    join::join_team(session, &wizard.email.get_untracked(), found, handle, wizard.error, wizard.busy);
}
