//! Creating a team: who, where, done.

use std::cell::RefCell;

use leptos::prelude::document;
use leptos::task::spawn_local;
use prompt_commons::format::DEFAULT_FILE_NAME;
use prompt_commons::message::{EngineReply, EngineRequest, Failure};
use prompt_commons::model::{Email, LibraryId};
use prompt_commons_browser::{Handle, pickers};
use prompt_commons_engine::Found;
use web_sys::Node;

use super::{join, parts};
use crate::dom::{El, button, el, focus_first, group, nothing, prefer_focus};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::surface::Route;
use crate::words::{said, say, sentence};

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
        Step::Details => details(session, wizard),
        Step::Folder => folder(session, wizard),
        Step::Done(id) => done(session, &id),
    });
    el("div").class("wizard scroll").child(sheet).into()
}

fn details(session: Session, wizard: Wizard) -> Node {
    let next = move || {
        if wizard.name.with_untracked(|name| name.trim().is_empty()) {
            wizard.error.set(Some(say!("create-name-missing")));
        } else if let Err(error) = wizard.email.with_untracked(|email| Email::parse(email)) {
            wizard.error.set(Some(said(&error)));
        } else {
            wizard.error.set(None);
            wizard.step.set(Step::Folder);
            // The next click would be for this in any case. Whoever closes the dialog finds the button for it.
            if wizard.folder.with_untracked(Option::is_none) {
                browse(session, wizard);
            }
        }
    };
    let name = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr_say("placeholder", "create-name-example")
        .value(&wizard.name.get_untracked())
        .flag("aria-invalid", move || {
            wizard.error.with(Option::is_some) && wizard.name.with(|name| name.trim().is_empty())
        })
        .typed("input", move |name| wizard.name.set(name))
        .focused();
    let submit = el("button").class("lead").attr("type", "submit").say("create-next");
    parts::form(wizard.error, next)
        .class("stack")
        .child(el("p").class("step").text(&say!("create-step", step = 1_usize)))
        .child(el("h1").say("create-heading"))
        .child(hint("create-hint"))
        .child(parts::labelled(&say!("team-name"), name))
        .child(join::email_field(wizard.email, wizard.error, "create-email-hint"))
        .child(parts::alert_of(wizard.error))
        .child(el("div").class("row actions").child(submit))
        .into()
}

fn hint(id: &str) -> El {
    el("p").class("hint").say(id)
}

fn folder(session: Session, wizard: Wizard) -> Node {
    let free = move || wizard.folder.with(Option::is_some) && wizard.found.with(Vec::is_empty);
    let pick = button("", move || browse(session, wizard))
        .class_when("lead", move || wizard.folder.with(Option::is_none))
        .child(icon(Icon::Folder))
        .say("create-browse");
    let picked = move || {
        wizard.folder.get().map_or_else(nothing, |folder| {
            el("p")
                .class("picked")
                .child(icon(Icon::Folder))
                .text(&say!("create-selected", folder = &folder))
                .into()
        })
    };
    let create = move || {
        button("lead", move || found_team(session, wizard))
            .attr_when("disabled", move || wizard.busy.get())
            .say("team-create")
            .into()
    };
    let back = move || {
        wizard.error.set(None);
        wizard.step.set(Step::Details);
    };
    el("div")
        .class("stack")
        .child(el("p").class("step").text(&say!("create-step", step = 2_usize)))
        .child(el("h1").say("create-folder-heading"))
        .child(hint("create-folder-hint"))
        .child(el("div").class("row").child(pick))
        .part(picked)
        .part(move || if free() { file(wizard) } else { nothing() })
        .part(move || occupied(session, wizard))
        .child(parts::alert_of(wizard.error))
        .child(el("div").class("row actions").when(free, create).child(button("", back).say("create-back")))
        .into()
}

/// Draws the file's name, which the person may change.
fn file(wizard: Wizard) -> Node {
    let words = move || say!("create-file", file = wizard.file.get().trim());
    let name = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .value(&wizard.file.get_untracked())
        .typed("input", move |file| {
            wizard.file.set(file);
            wizard.error.set(None);
        });
    group(&[
        el("p").class("picked").child(icon(Icon::File)).text_of(words).into(),
        parts::labelled(&say!("create-file-name"), name).into(),
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
        let words = say!("create-found", name = &found.name, file = &found.file);
        let join = button("", move || join_found(session, wizard, found.clone())).say("create-join-found");
        list = list.child(el("li").class("row").child(el("span").class("grow").text(&words)).child(join));
    }
    let words = el("p").say("create-occupied");
    el("div")
        .class("notice")
        .child(icon(Icon::Team))
        .child(el("div").class("grow stack").child(words).child(list))
        .into()
}

fn done(session: Session, id: &LibraryId) -> Node {
    let (team, manage) = (Route::Team(Some(id.clone())), Route::Manage(id.clone()));
    let mut steps = el("ol").class("steps");
    for step in ["create-they-have-access", "create-they-join", "create-they-select"] {
        steps = steps.child(el("li").say(step));
    }
    let add = move || {
        prefer_focus("main textarea");
        session.go(manage.clone());
    };
    let ways = el("div")
        .class("row actions")
        .child(button("lead", add).say("create-add-members"))
        .child(button("", move || session.go(team.clone())).say("create-later"));
    el("div")
        .class("stack")
        .child(el("span").class("emblem good").child(icon(Icon::Check)))
        .child(el("h1").say("create-done"))
        .child(el("p").say("create-share"))
        .child(steps)
        .child(el("p").say("create-members-now"))
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
                wizard.error.set(Some(said(&error)));
                return;
            }
        };
        let (found, error) = match session.engine().ask(&EngineRequest::Inspect, Some(&handle)).await {
            EngineReply::Found { teams } => (join::teams_of(&teams), None),
            EngineReply::Failed { kind: Failure::Folder, reason } => {
                wizard.error.set(Some(sentence(&reason)));
                return;
            }
            // Something that may once have been a library: say so, and leave it alone.
            EngineReply::Failed { kind: Failure::Other, reason } => {
                (Vec::new(), Some(say!("create-unreadable", reason = &reason)))
            }
            // Other JSON files, or none, are no reason against a new library here.
            _ => (Vec::new(), None),
        };
        wizard.folder.set(Some(handle.name()));
        wizard.handle.try_with(|kept| kept.replace(Some(handle)));
        wizard.found.set(found);
        wizard.error.set(error);
        focus_next();
    });
}

/// Gives the keyboard to what comes next: the file's name, or joining what is there.
fn focus_next() {
    if let Some(root) = document().document_element() {
        focus_first(&root, &["main .notice button", "main .actions .lead"]);
    }
}

fn found_team(session: Session, wizard: Wizard) {
    let Some(handle) = wizard.handle.with(|handle| handle.borrow().clone()) else { return };
    let (name, file) = (wizard.name.get_untracked(), wizard.file.get_untracked());
    let email = match wizard.email.with_untracked(|email| Email::parse(email)) {
        Ok(email) => email,
        Err(error) => {
            wizard.error.set(Some(said(&error)));
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
                session.prefer(&|preferences| preferences.email = Some(email.to_string()));
                session.read_libraries().await;
                if let Some(id) = LibraryId::parse(&library) {
                    wizard.step.set(Step::Done(id));
                }
            }
            EngineReply::Occupied { teams } => wizard.found.set(join::teams_of(&teams)),
            EngineReply::Failed { reason, .. } => wizard.error.set(Some(sentence(&reason))),
            _ => {}
        }
    });
}

fn join_found(session: Session, wizard: Wizard, found: Found) {
    let Some(handle) = wizard.handle.with(|handle| handle.borrow().clone()) else { return };
    join::join_team(session, &wizard.email.get_untracked(), found, handle, wizard.error, wizard.busy);
}
