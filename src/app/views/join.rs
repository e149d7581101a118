//! Joining a team: who, which file, what was found.

use std::cell::RefCell;

use leptos::prelude::document;
use leptos::task::spawn_local;
use prompt_commons::access::{Denied, Role};
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::{Email, LibraryId};
use prompt_commons::ports::FolderError;
use prompt_commons::stored::Stored;
use prompt_commons::sync::SyncState;
use prompt_commons_browser::{Handle, pickers};
use prompt_commons_engine::{Found, Record};
use web_sys::Node;

use super::parts;
use crate::dialog;
use crate::dom::{El, button, el, focus_first, group, nothing};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::surface::Route;
use crate::words::{said, say, sentence};

/// What was entered and picked so far.
#[derive(Clone, Copy)]
struct Wizard {
    email: State<String>,
    handle: Kept<RefCell<Option<Handle>>>,
    found: State<Vec<Found>>,
    /// Which of those found is to be joined.
    chosen: State<usize>,
    busy: State<bool>,
    error: State<Option<String>>,
}

/// Draws the wizard.
pub(crate) fn join(session: Session) -> Node {
    let email = session.preferences.with_untracked(|preferences| preferences.email.clone());
    let wizard = Wizard {
        email: State::new(email.unwrap_or_default()),
        handle: Kept::new(RefCell::default()),
        found: State::default(),
        chosen: State::default(),
        busy: State::default(),
        error: State::default(),
    };
    let is_away =
        |record: &&Record| matches!(record.state, SyncState::Offline { .. }) && !record.state.is_deleted();
    let away =
        session.libraries.with_untracked(|all| all.iter().find(is_away).map(|record| record.name.clone()));
    let away = away.map(|name| {
        let words = say!("join-away", name = &name);
        el("div").class("notice").child(icon(Icon::Folder)).child(el("p").class("grow").text(&words))
    });
    let choices = el("div")
        .class("row wrap")
        .child(
            button("", move || pick(session, wizard, true)).child(icon(Icon::Folder)).say("join-pick-folder"),
        )
        .child(
            button("", move || pick(session, wizard, false)).child(icon(Icon::File)).say("join-pick-file"),
        );
    let sheet = el("div")
        .class("sheet stack")
        .child(el("h1").say("join-heading"))
        .maybe(away)
        .child(el("p").class("hint").say("join-hint"))
        .child(email_field(wizard.email, wizard.error, "join-email-hint"))
        .child(choices)
        .part(move || several(wizard))
        .part(move || found(session, wizard))
        .child(parts::alert_of(wizard.error));
    if wizard.email.with_untracked(String::is_empty) {
        dialog::focus_soon("email".to_owned());
    }
    el("div").class("wizard scroll").child(sheet).into()
}

/// Draws the field for one's own email. `error`: what is said where it is none; `hint`: the sentence below it.
pub(crate) fn email_field(email: State<String>, error: State<Option<String>>, hint: &str) -> El {
    let field = el("input")
        .attr("id", "email")
        .attr("type", "text")
        .attr("inputmode", "email")
        .attr("autocomplete", "email")
        .attr("spellcheck", "false")
        .attr_say("placeholder", "join-email-example")
        .attr("aria-describedby", "email-hint")
        .value(&email.get_untracked())
        .flag("aria-invalid", move || {
            error.with(Option::is_some) && email.with(|email| Email::parse(email).is_err())
        })
        .typed("input", move |typed| email.set(typed));
    el("div")
        .class("field")
        .child(el("label").class("label").attr("for", "email").say("join-email"))
        .child(field)
        .child(el("p").class("hint").attr("id", "email-hint").say(hint))
}

/// Lets the person choose when the folder holds several libraries.
fn several(wizard: Wizard) -> Node {
    let found = wizard.found.get();
    if found.len() < 2 {
        return nothing();
    }
    let mut all = el("fieldset").class("stack").child(el("legend").class("label").say("join-several"));
    for (at, found) in found.iter().enumerate() {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "library")
            .checked_of(move || wizard.chosen.get() == at)
            .on("change", move |_| wizard.chosen.set(at));
        let option = el("label")
            .class("option")
            .child(radio)
            .child(el("span").class("grow").text(&found.name))
            .child(el("span").class("hint").text(&found.file));
        all = all.child(option);
    }
    all.into()
}

/// Draws what was found, from the point of view of the email that was typed.
fn found(session: Session, wizard: Wizard) -> Node {
    let Some(found) = wizard.found.with(|found| found.get(wizard.chosen.get()).cloned()) else {
        return nothing();
    };
    let email = wizard.email.with(|email| Email::parse(email));
    let role = email.as_ref().ok().and_then(|email| found.role(email));
    let refused = match (&email, role) {
        (Err(error), _) => Some(said(error)),
        (Ok(email), None) => {
            let not_listed = say!("join-not-listed", email = email.as_str());
            Some(format!("{not_listed}. {}", said(&Denied::NotMember)))
        }
        (Ok(_), Some(_)) => None,
    };
    let joins = refused.is_none();
    let known = session
        .libraries
        .with(|all| all.iter().any(|record| record.id == found.id))
        .then(|| el("p").class("hint").say("join-known"));
    let members = say!("join-members", count = found.members.len());
    let name = say!("join-found", name = &found.name);
    let folder = wizard.handle.with(|handle| handle.borrow().as_ref().is_none_or(Handle::is_folder));
    let alone = (!folder).then(|| el("p").class("hint").say("join-file-alone"));
    let facts = el("div")
        .class("found stack")
        .child(el("p").child(icon(Icon::Team)).child(el("strong").text(&name)))
        .maybe(role.map(|role| {
            el("p").say(match role {
                Role::Owner => "join-role-owner",
                Role::Editor => "join-role-editor",
                Role::Viewer => "join-role-viewer",
            })
        }))
        .child(el("p").text(&members))
        .maybe(known)
        .maybe(alone);
    let join = move || {
        if let Some(handle) = wizard.handle.with(|handle| handle.borrow().clone()) {
            let email = wizard.email.get_untracked();
            join_team(session, &email, found.clone(), handle, wizard.error, wizard.busy);
        }
    };
    let join =
        button("lead", join).attr_when("disabled", move || !joins || wizard.busy.get()).say("team-join");
    group(&[
        facts.into(),
        refused.map_or_else(nothing, |reason| parts::alert(&reason)),
        el("div").class("row actions").child(join).into(),
    ])
}

fn pick(session: Session, wizard: Wizard, folder: bool) {
    wizard.error.set(None);
    spawn_local(async move {
        let picked = if folder { pickers::folder().await } else { pickers::file().await };
        match look(session, picked).await {
            Ok(Some((handle, found))) => {
                wizard.handle.try_with(|kept| kept.replace(Some(handle)));
                wizard.chosen.set(0);
                wizard.found.set(found);
                if let Some(root) = document().document_element() {
                    focus_first(&root, &["main .actions .lead:enabled", "#email"]);
                }
            }
            Ok(None) => {}
            Err(error) => {
                wizard.found.set(Vec::new());
                wizard.error.set(Some(error));
            }
        }
    });
}

async fn look(
    session: Session,
    picked: Result<Option<Handle>, FolderError>,
) -> Result<Option<(Handle, Vec<Found>)>, String> {
    let Some(handle) = picked.map_err(|error| said(&error))? else { return Ok(None) };
    match session.engine().ask(&EngineRequest::Inspect, Some(&handle)).await {
        EngineReply::Found { teams } => Ok(Some((handle, teams_of(&teams)))),
        EngineReply::Failed { reason, .. } => Err(sentence(&reason)),
        _ => Ok(None),
    }
}

/// Reads the teams that the engine found.
pub(crate) fn teams_of(text: &str) -> Vec<Found> {
    // Written by the same build.
    Stored::from_text(text).unwrap_or_default()
}

/// Joins and shows the library, or says why not.
pub(crate) fn join_team(
    session: Session,
    email: &str,
    found: Found,
    handle: Handle,
    error: State<Option<String>>,
    busy: State<bool>,
) {
    let email = match Email::parse(email) {
        Ok(email) => email,
        Err(reason) => return error.set(Some(said(&reason))),
    };
    busy.set(true);
    spawn_local(async move {
        let join = EngineRequest::Join { found: found.to_text(), email: email.to_string() };
        let joined = session.engine().ask(&join, Some(&handle)).await;
        busy.set(false);
        match joined {
            EngineReply::Joined { library } => {
                session.prefer(&|preferences| preferences.email = Some(email.to_string()));
                let id = LibraryId::parse(&library);
                let is_known = session
                    .libraries
                    .with_untracked(|all| all.iter().any(|record| Some(&record.id) == id.as_ref()));
                session.read_libraries().await;
                session.go(Route::Team(id));
                session.say(if is_known { say!("join-connected-again") } else { say!("join-joined") });
            }
            EngineReply::Failed { reason, .. } => error.set(Some(sentence(&reason))),
            _ => {}
        }
    });
}
