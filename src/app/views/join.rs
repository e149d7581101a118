//! Joining a team: who, which file, what was found.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::Denied;
use prompt_commons::model::Email;
use prompt_commons::ports::FolderError;
use prompt_commons_browser::{Handle, pickers};
use prompt_commons_engine::{self as engine, Device, Found, Place};

use super::on;
use super::parts;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::Route;
use crate::words;

/// What was entered and picked so far.
#[derive(Clone, Copy)]
struct Wizard {
    email: RwSignal<String>,
    handle: StoredValue<Option<Handle>, LocalStorage>,
    found: RwSignal<Vec<Found>>,
    /// Which of those found is to be joined.
    chosen: RwSignal<usize>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

/// Draws the wizard.
pub(crate) fn join(session: Session) -> AnyView {
    let email = session.preferences.with_untracked(|preferences| preferences.email.clone());
    let wizard = Wizard {
        email: RwSignal::new(email.unwrap_or_default()),
        handle: StoredValue::new_local(None),
        found: RwSignal::default(),
        chosen: RwSignal::default(),
        busy: RwSignal::default(),
        error: RwSignal::default(),
    };
    view! {
        <div class="wizard scroll">
            <div class="sheet stack">
                <h1>"Join Team Library"</h1>
                <p class="hint">
                    "Select the folder that your team shares, or just the team's file in it. The folder is better: changes then show at once."
                </p>
                {email_field(wizard.email, "Must match what the owner added.")}
                <div class="row wrap">
                    <button on:click=on::click(move |_| pick(session, wizard, true))>
                        {icon(Icon::Folder)}
                        "Select team folder…"
                    </button>
                    <button on:click=on::click(move |_| pick(session, wizard, false))>
                        {icon(Icon::File)}
                        "Select team file…"
                    </button>
                </div>
                {move || several(wizard)}
                {move || found(session, wizard)}
                {parts::alert_of(wizard.error)}
            </div>
        </div>
    }
    .into_any()
}

/// Draws the field for one's own email.
pub(crate) fn email_field(email: RwSignal<String>, hint: &'static str) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    view! {
        <div class="field">
            <label class="label" for="email">
                "Your email"
            </label>
            <input
                id="email"
                type="text"
                inputmode="email"
                autocomplete="email"
                spellcheck="false"
                placeholder="you@company.com"
                aria-describedby="email-hint"
                node_ref=node
                prop:value=email.get_untracked()
                on:input=on::event(move |event| email.set(event_target_value(&event)))
            />
            <p class="hint" id="email-hint">
                {hint}
            </p>
        </div>
    }
    .into_any()
}

/// Lets the person choose when the folder holds several libraries.
fn several(wizard: Wizard) -> AnyView {
    let found = wizard.found.get();
    if found.len() < 2 {
        return ().into_any();
    }
    let rows = found.into_iter().enumerate().map(|(at, found)| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="library"
                    prop:checked=move || wizard.chosen.get() == at
                    on:change=on::event(move |_| wizard.chosen.set(at))
                />
                <span class="grow">{found.library.name().to_owned()}</span>
                <span class="hint">{found.file}</span>
            </label>
        }
    });
    view! {
        <fieldset class="stack">
            <legend class="label">"This folder holds several libraries. Which one?"</legend>
            {rows.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// Draws what was found, from the point of view of the email that was typed.
fn found(session: Session, wizard: Wizard) -> AnyView {
    let Some(found) = wizard.found.with(|found| found.get(wizard.chosen.get()).cloned()) else {
        return ().into_any();
    };
    let email = wizard.email.with(|email| Email::parse(email));
    let role = email.as_ref().ok().and_then(|email| found.role(email));
    let refused = match (&email, role) {
        (Err(error), _) => Some(error.to_string()),
        (Ok(_), None) => Some(Denied::NotMember.to_string()),
        (Ok(_), Some(_)) => None,
    };
    let joins = refused.is_none();
    let known = session
        .libraries
        .with(|all| all.iter().any(|record| record.id == *found.library.id()))
        .then(|| view! { <p class="hint">"This team is on this device already; joining connects it to what you just selected."</p> });
    let members = words::count(found.library.members().count(), "person", "people");
    let name = format!("Found: “{}”", found.library.name());
    view! {
        <div class="found stack">
            <p>{icon(Icon::Team)} <strong>{name}</strong></p>
            {role.map(|role| view! { <p>{format!("Your role: {}", role.name())}</p> })}
            <p>{format!("Members: {members}")}</p>
            {known}
        </div>
        {refused.map(parts::alert)}
        <div class="row actions">
            <button
                class="lead"
                disabled=move || !joins || wizard.busy.get()
                on:click=on::click(move |_| {
                    if let Some(handle) = wizard.handle.get_value() {
                        let email = wizard.email.get_untracked();
                        join_team(session, &email, found.clone(), handle, wizard.error, wizard.busy);
                    }
                })
            >
                "Join Team"
            </button>
        </div>
    }
    .into_any()
}

fn pick(session: Session, wizard: Wizard, folder: bool) {
    wizard.error.set(None);
    spawn_local(async move {
        let picked = if folder { pickers::folder().await } else { pickers::file().await };
        match look(session, picked).await {
            Ok(Some((handle, found))) => {
                wizard.handle.set_value(Some(handle));
                wizard.chosen.try_set(0);
                wizard.found.try_set(found);
            }
            Ok(None) => {}
            Err(error) => {
                wizard.found.try_set(Vec::new());
                wizard.error.try_set(Some(error));
            }
        }
    });
}

async fn look(
    session: Session,
    picked: Result<Option<Handle>, FolderError>,
) -> Result<Option<(Handle, Vec<Found>)>, String> {
    let Some(handle) = picked.map_err(|error| error.to_string())? else { return Ok(None) };
    let folder = session.browser().open(&handle);
    let found = engine::inspect(&folder).await.map_err(|error| error.to_string())?;
    Ok(Some((handle, found)))
}

/// Joins and shows the library, or says why not.
pub(crate) fn join_team(
    session: Session,
    email: &str,
    found: Found,
    handle: Handle,
    error: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
) {
    let email = match Email::parse(email) {
        Ok(email) => email,
        Err(reason) => return error.set(Some(reason.to_string())),
    };
    let place = if handle.is_folder() {
        Place::Folder { folder: handle.name(), file: found.file.clone() }
    } else {
        Place::File { file: found.file.clone() }
    };
    busy.set(true);
    spawn_local(async move {
        let joined = engine::join_team(&session.browser(), found, email.clone(), &handle, place).await;
        busy.try_set(false);
        match joined {
            Ok(id) => {
                session.prefer(|preferences| preferences.email = Some(email.to_string()));
                session.read_libraries().await;
                session.go(Route::Team(Some(id)));
                session.say("You joined the team");
            }
            Err(reason) => {
                error.try_set(Some(reason.to_string()));
            }
        }
    });
}
