//! The head of a library: its name, the member's role, and where the edits are.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Denied, Role, Target};
use prompt_commons::sync::SyncState;
use prompt_commons_engine::View;

use super::parts;
use crate::derived::Derived;
use crate::dom::{El, button, el, nothing};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::surface::Route;
use crate::words;

/// Draws the head.
pub(crate) fn header(session: Session) -> El {
    let name = move || {
        let name = session.outline().map(|view| {
            let own = view.record.id.is_personal();
            if own { words::library(&view.record) } else { view.library.name().to_owned() }
        });
        name.unwrap_or_default()
    };
    let role = Derived::new(move || {
        session.outline().filter(|view| !view.record.id.is_personal()).map(|view| match view.role() {
            Some(Role::Owner) => "header-role-owner",
            Some(Role::Editor) => "header-role-editor",
            Some(Role::Viewer) => "header-role-viewer",
            None => "header-not-member",
        })
    });
    let manages = Derived::new(move || {
        session
            .outline()
            .filter(|view| !view.record.id.is_personal() || !view.library.prompts().is_empty())
            .filter(|view| view.can(Action::ManageCategories, Target::Library).is_ok())
            .map(|view| view.record.id.clone())
    });
    let refused = Derived::new(move || session.outline().and_then(|view| refused(&view)));
    let role = move || role.get().map_or_else(nothing, |role| el("span").class("chip").say(role).into());
    let manage = move || {
        manages.get().map_or_else(nothing, |id| {
            // Of one's own prompts only the categories are to be managed.
            let words = if id.is_personal() { "category-heading" } else { "header-manage" };
            let go = move || session.go(Route::Manage(id.clone()));
            button("quiet manages", go).child(icon(Icon::Manage)).say(words).into()
        })
    };
    let refused = move || match refused.get() {
        Some(Denied::NotMember) => parts::alert(&words::said(&Denied::NotMember)),
        // The popup has no room for more.
        Some(Denied::ViewOnly) => {
            el("p").class("hint row").child(icon(Icon::Lock)).say("header-view-only").into()
        }
        Some(reason) => el("p").class("hint row").child(icon(Icon::Lock)).text(&words::said(&reason)).into(),
        None => nothing(),
    };
    let color = Derived::new(move || {
        let id = session.current()?;
        session.libraries.with(|all| all.iter().find(|record| record.id == id)?.color.clone())
    });
    let dot = move || color.get().map_or_else(nothing, |color| parts::dot(Some(&color)).into());
    let title = el("h1").class("grow").part(dot).text_of(name);
    let trash = move || {
        button("quiet square", move || to_care(session))
            .attr_say("aria-label", "header-trash")
            .attr_say("title", "header-trash")
            .child(icon(Icon::Delete))
            .into()
    };
    el("header")
        .class("head")
        .child(
            el("div")
                .class("row")
                .child(title)
                .part(role)
                .maybe(session.surface.wide().map(|wide| (wide.to_projects)(session)))
                .when(move || belongs(session), trash)
                .part(manage),
        )
        .when(move || belongs(session), move || state_line(session).into())
        .part(refused)
}

/// Tells whether the person is a member. Whoever is none has no edits there, nor anything to read.
pub(crate) fn belongs(session: Session) -> bool {
    session.outline().is_some_and(|view| view.role().is_some() || !view.beside.held.is_empty())
}

/// Draws only where the edits are, for parts that have a head of their own.
pub(crate) fn state_only(session: Session) -> El {
    el("div").class("head").child(state_line(session))
}

/// Why this member can't add to it, unless something else on the screen says so already.
fn refused(view: &View) -> Option<Denied> {
    let is_said = view.library.is_read_only() || !view.beside.held.is_empty() || view.state().is_deleted();
    if view.role().is_some() && is_said {
        return None;
    }
    view.can(Action::AddPrompt, Target::Library).err()
}

/// Draws where the edits are. The element stays while its words change, so that they are read out.
fn state_line(session: Session) -> El {
    let state = Derived::new(move || session.outline().map(|view| words::sync_state(&view)));
    let name = move || state.with(|state| state.as_ref().map_or("waiting", |state| state.0));
    // Trying again does not change a refusal.
    let stuck = move || session.outline().is_some_and(|view| !view.beside.held.is_empty());
    let icon_of = Derived::new(move || state.with(|state| state.as_ref().map(|state| state.1)));
    let sentence =
        move || state.with(|state| state.as_ref().map(|state| state.2.clone()).unwrap_or_default());
    let is_there = move || matches!(session.route.get(), Route::Care(_));
    let is_missing = Derived::new(move || {
        session.outline().is_some_and(|view| {
            view.state() == SyncState::missing() && view.can(Action::AddPrompt, Target::Library).is_ok()
        })
    });
    let is_deleted = move || session.outline().is_some_and(|view| view.state().is_deleted());
    let trying = State::new(false);
    let again = move |class: &str, words: &str, act: fn(Session, State<bool>)| {
        let again = button(class, move || act(session, trying));
        again.attr_when("disabled", move || trying.get()).say(words).into()
    };
    let line = el("p")
        .class("sync-state")
        .attr("role", "status")
        .attr_of("data-state", move || Some(name().to_owned()))
        .part(move || icon_of.get().map_or_else(nothing, icon))
        .child(el("span").text_of(sentence));
    el("div")
        .class("state")
        .child(line)
        .when(move || name() == "needs-permission", move || again("lead", "header-reconnect", reconnect))
        .when(move || name() == "needs-permission", move || lasting(session).into())
        .when(move || held_back(session) && !is_there(), move || look(session).into())
        .when(
            move || {
                matches!(name(), "waiting" | "offline") && !is_deleted() && !stuck() && !held_back(session)
            },
            move || again("quiet", "header-try-again", try_again),
        )
        .when(
            move || name() == "offline",
            move || {
                if is_deleted() {
                    return button("quiet", move || session.leave()).say("header-leave").into();
                }
                button("quiet", move || session.go(Route::Join)).say("header-find-folder").into()
            },
        )
        .part(move || match session.surface.whole().filter(|_| is_missing.get()) {
            Some(whole) => (whole.recreate)(session),
            None => nothing(),
        })
}

fn to_care(session: Session) {
    if let Some(id) = untrack(|| session.current()) {
        session.go(Route::Care(id));
    }
}

/// Draws the button that leads to what has to be looked at in the full page.
pub(crate) fn look(session: Session) -> El {
    button("quiet", move || to_care(session)).say("header-look")
}

/// Tells whether the brake holds something, about which someone has to decide.
fn held_back(session: Session) -> bool {
    session.outline().is_some_and(|view| view.record.brake.is_some())
}

/// Says how the access to the folder can be made to last. Only in a tab the browser offers that.
fn lasting(session: Session) -> El {
    if session.surface.is_popup() {
        let open = move || session.open_page(session.route.get_untracked().hash());
        return button("quiet", open).say("header-allow");
    }
    el("p").class("hint").say("header-allow-words")
}

fn reconnect(session: Session, trying: State<bool>) {
    let Some(id) = untrack(|| session.current()) else { return };
    trying.set(true);
    session.alert.set(None);
    spawn_local(async move {
        match session.browser().reconnect(&id).await {
            Ok(()) => session.synced(&id).await,
            Err(error) => session.alert.set(Some(words::said(&error))),
        }
        trying.set(false);
    });
}

fn try_again(session: Session, trying: State<bool>) {
    let Some(id) = untrack(|| session.current()) else { return };
    trying.set(true);
    spawn_local(async move {
        session.synced(&id).await;
        trying.set(false);
    });
}
