//! Creating a team: who, where, done.

use std::cell::RefCell;

use leptos::task::spawn_local;
use prompt_commons::format::DEFAULT_FILE_NAME;
use prompt_commons::message::{EngineReply, EngineRequest, Failure};
use prompt_commons::model::{Email, LibraryId};
use prompt_commons_browser::{Handle, pickers};
use prompt_commons_engine::Found;
use web_sys::Node;

use super::{join, parts};
use crate::dom::{El, button, el, group, nothing};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::{Kept, State};
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
    step: State<Step>,
    name: State<String>,
    email: State<String>,
    file: State<String>,
    /// The picked folder's name.
    folder: State<Option<String>>,
    handle: Kept<RefCell<Option<Handle>>>,
    /// Libraries that the folder holds already.
    found: State<Vec<Found>>,
    busy: State<bool>,
    error: State<Option<String>>,
}

/// Draws the wizard.
pub(crate) fn create(session: Session) -> Node {
    let email = session.preferences.with_untracked(|preferences| preferences.email.clone());
    let wizard = Wizard {
        step: State::new(Step::Details),
        name: State::default(),
        email: State::new(email.unwrap_or_default()),
        file: State::new(DEFAULT_FILE_NAME.to_owned()),
        folder: State::default(),
        handle: Kept::new(RefCell::default()),
        found: State::default(),
        busy: State::default(),
        error: State::default(),
    };
    let sheet = el("div").class("sheet").part(move || match wizard.step.get() {
        Step::Details => details(wizard),
        Step::Folder => folder(session, wizard),
        Step::Done(id) => done(session, &id),
    });
    el("div").class("wizard scroll").child(sheet).into()
}

fn details(wizard: Wizard) -> Node {
    let next = move || {
        if wizard.name.with_untracked(|name| name.trim().is_empty()) {
            wizard.error.set(Some("Please enter a team name".to_owned()));
        } else if let Err(error) = wizard.email.with_untracked(|email| Email::parse(email)) {
            wizard.error.set(Some(crate::words::said(&error)));
        } else {
            wizard.error.set(None);
            wizard.step.set(Step::Folder);
        }
    };
    let name = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("placeholder", "Marketing Prompts")
        .value(&wizard.name.get_untracked())
        .typed("input", move |name| wizard.name.set(name))
        .focused();
    let submit = el("button").class("lead").attr("type", "submit").text("Next");
    el("form")
        .class("stack")
        .submit(next)
        .child(el("p").class("step").text("Step 1 of 3"))
        .child(el("h1").text("Create Team Library"))
        .child(hint("One file in a folder that your team shares. You will be its owner."))
        .child(parts::labelled("Team name", name))
        .child(join::email_field(
            wizard.email,
            "Your team knows you by it. It is in the team's file, and goes nowhere else.",
        ))
        .child(parts::alert_of(wizard.error))
        .child(el("div").class("row actions").child(submit))
        .into()
}

fn hint(words: &str) -> El {
    el("p").class("hint").text(words)
}

fn folder(session: Session, wizard: Wizard) -> Node {
    let free = move || wizard.folder.with(Option::is_some) && wizard.found.with(Vec::is_empty);
    let pick = button("", move || browse(session, wizard))
        .class_when("lead", move || wizard.folder.with(Option::is_none))
        .child(icon(Icon::Folder))
        .text("Browse…");
    let picked = move || {
        wizard.folder.get().map_or_else(nothing, |folder| {
            el("p").class("picked").child(icon(Icon::Folder)).text(&format!("Selected: {folder}")).into()
        })
    };
    let create = move || {
        button("lead", move || found_team(session, wizard))
            .attr_when("disabled", move || wizard.busy.get())
            .text("Create Team")
            .into()
    };
    let back = move || {
        wizard.error.set(None);
        wizard.step.set(Step::Details);
    };
    el("div")
        .class("stack")
        .child(el("p").class("step").text("Step 2 of 3"))
        .child(el("h1").text("Choose Shared Folder"))
        .child(hint("Select a folder that your team can access (Google Drive, Dropbox, OneDrive, etc.)"))
        .child(el("div").class("row").child(pick))
        .part(picked)
        .part(move || if free() { file(wizard) } else { nothing() })
        .part(move || occupied(session, wizard))
        .child(parts::alert_of(wizard.error))
        .child(el("div").class("row actions").when(free, create).child(button("", back).text("Back")))
        .into()
}

/// Draws the file's name, which the person may change.
fn file(wizard: Wizard) -> Node {
    let words = move || format!("File: {} (will be created)", wizard.file.get().trim());
    let name = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .value(&wizard.file.get_untracked())
        .typed("input", move |file| wizard.file.set(file));
    group(&[
        el("p").class("picked").child(icon(Icon::File)).text_of(words).into(),
        parts::labelled("File name", name).into(),
    ])
}

/// Offers to join what is there already. Nothing is ever created over it.
fn occupied(session: Session, wizard: Wizard) -> Node {
    let found = wizard.found.get();
    if found.is_empty() {
        return nothing();
    }
    let mut list = el("ul").class("stack");
    for found in found {
        let words = format!("“{}” in {}", found.name, found.file);
        let join = button("", move || join_found(session, wizard, found.clone())).text("Join this team");
        list = list.child(el("li").class("row").child(el("span").class("grow").text(&words)).child(join));
    }
    let words = el("p").text("This folder already holds a team library. Join it, or choose another folder.");
    el("div")
        .class("notice")
        .child(icon(Icon::Team))
        .child(el("div").class("grow stack").child(words).child(list))
        .into()
}

fn done(session: Session, id: &LibraryId) -> Node {
    let (team, manage) = (Route::Team(Some(id.clone())), Route::Manage(id.clone()));
    let mut steps = el("ol").class("steps");
    for step in
        ["Have access to the shared folder", "Click “Join Team” in the extension", "Select the same folder"]
    {
        steps = steps.child(el("li").text(step));
    }
    let ways = el("div")
        .class("row actions")
        .child(button("lead", move || session.go(manage.clone())).text("Add Members"))
        .child(button("", move || session.go(team.clone())).text("Later"));
    el("div")
        .class("stack")
        .child(el("span").class("emblem good").child(icon(Icon::Check)))
        .child(el("h1").text("Team Created!"))
        .child(el("p").text("Share this folder with your team members. They'll need to:"))
        .child(steps)
        .child(el("p").text("Add members now? Only people on the member list can join."))
        .child(ways)
        .into()
}

fn browse(session: Session, wizard: Wizard) {
    wizard.error.set(None);
    spawn_local(async move {
        let handle = match pickers::folder().await {
            Ok(Some(handle)) => handle,
            Ok(None) => return,
            Err(error) => {
                wizard.error.set(Some(crate::words::said(&error)));
                return;
            }
        };
        let (found, error) = match session.engine().ask(&EngineRequest::Inspect, Some(&handle)).await {
            EngineReply::Found { teams } => (join::teams_of(&teams), None),
            EngineReply::Failed { kind: Failure::Folder, reason } => {
                wizard.error.set(Some(crate::words::sentence(&reason)));
                return;
            }
            // Something that may once have been a library: say so, and leave it alone.
            EngineReply::Failed { kind: Failure::Other, reason } => {
                (Vec::new(), Some(format!("There is a file here that can't be read. {reason}")))
            }
            // Other JSON files, or none, are no reason against a new library here.
            _ => (Vec::new(), None),
        };
        wizard.folder.set(Some(handle.name()));
        wizard.handle.try_with(|kept| kept.replace(Some(handle)));
        wizard.found.set(found);
        wizard.error.set(error);
    });
}

fn found_team(session: Session, wizard: Wizard) {
    let Some(handle) = wizard.handle.with(|handle| handle.borrow().clone()) else { return };
    let (name, file) = (wizard.name.get_untracked(), wizard.file.get_untracked());
    let email = match wizard.email.with_untracked(|email| Email::parse(email)) {
        Ok(email) => email,
        Err(error) => {
            wizard.error.set(Some(crate::words::said(&error)));
            return;
        }
    };
    wizard.busy.set(true);
    wizard.error.set(None);
    spawn_local(async move {
        let create = EngineRequest::Create { name, email: email.to_string(), file };
        let created = session.engine().ask(&create, Some(&handle)).await;
        wizard.busy.set(false);
        match created {
            EngineReply::Joined { library } => {
                session.prefer(|preferences| preferences.email = Some(email.to_string()));
                session.read_libraries().await;
                if let Some(id) = LibraryId::parse(&library) {
                    wizard.step.set(Step::Done(id));
                }
            }
            EngineReply::Occupied { teams } => wizard.found.set(join::teams_of(&teams)),
            EngineReply::Failed { reason, .. } => wizard.error.set(Some(crate::words::sentence(&reason))),
            _ => {}
        }
    });
}

fn join_found(session: Session, wizard: Wizard, found: Found) {
    let Some(handle) = wizard.handle.with(|handle| handle.borrow().clone()) else { return };
    join::join_team(session, &wizard.email.get_untracked(), found, handle, wizard.error, wizard.busy);
}
