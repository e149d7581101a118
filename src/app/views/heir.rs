//! Before an owner leaves a team: who is its owner next.

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::access::Role;
use prompt_commons::command::Command;
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::{Email, LibraryId};
use prompt_commons_engine::{self as engine, View};
use web_sys::Node;

use super::parts;
use crate::dom::{button, el};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::words::{self, say};

/// Who may own a team next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heirs {
    library: LibraryId,
    /// Everyone but the owner, with whether they have joined: those first who have, in the order of their roles.
    members: Vec<(Email, bool)>,
}

/// Returns those who may own a team next, if the person on this device owns it. `joined`: who has joined, if that is known.
pub(super) fn heirs(view: &View, joined: Option<&[Email]>) -> Option<Heirs> {
    if view.role() != Some(Role::Owner) {
        return None;
    }
    let has_joined = |email: &Email| joined.is_none_or(|all| all.iter().any(|one| one.is(email)));
    let others = view.library.members().iter().filter(|(_, role)| *role != Role::Owner);
    let (mut members, pending): (Vec<_>, Vec<_>) =
        others.map(|(email, _)| (email.clone(), has_joined(email))).partition(|(_, joined)| *joined);
    members.extend(pending);
    Some(Heirs { library: view.record.id.clone(), members })
}

impl Heirs {
    /// Tells whether nobody else is a member.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// Draws the question. `done`: what follows once the file names the next owner. `anyway`: what leaves without one, which is offered
/// where that could not be. `stay`: what gives it up.
pub(super) fn ask(
    session: Session,
    heirs: Heirs,
    done: impl Fn() + Copy + 'static,
    anyway: impl Fn() + Copy + 'static,
    stay: impl Fn() + Copy + 'static,
) -> Node {
    let error = State::new(None::<String>);
    let busy = State::new(false);
    let first = heirs.members.first().map(|(email, _)| email.to_string()).unwrap_or_default();
    let chosen = State::new(first);
    let mut select = el("select").typed("change", move |email| chosen.set(email)).focused();
    for (member, has_joined) in &heirs.members {
        let email = member.as_str();
        let words = if *has_joined { email.to_owned() } else { say!("heir-pending", email = email) };
        select = select.child(el("option").attr("value", email).text(&words));
    }
    let alive = Kept::new(());
    let submit = move || {
        let Ok(to) = chosen.with_untracked(|email| Email::parse(email)) else { return };
        let library = heirs.library.clone();
        busy.set(true);
        spawn_local(async move {
            let handed = hand_over(session, &library, to).await;
            if alive.try_with(|()| ()).is_none() {
                return;
            }
            busy.set(false);
            match handed {
                Ok(()) => done(),
                Err(reason) => error.set(Some(reason)),
            }
        });
    };
    let give = el("button").class("grave").attr("type", "submit");
    let buttons = el("div")
        .class("row wrap")
        .child(button("", stay).attr("type", "button").attr("data-stays", "").say("teams-stay"))
        .child(give.attr_when("disabled", move || busy.get()).say("members-own"))
        .when(
            move || error.with(Option::is_some),
            move || button("quiet wary", anyway).attr("type", "button").say("heir-anyway").into(),
        );
    parts::form(error, submit)
        .class("stack ask")
        .attr_say("aria-label", "heir-question")
        .child(el("p").say("heir-hint"))
        .child(parts::labelled(&say!("heir-question"), select))
        .child(parts::alert_of(error))
        .child(buttons)
        .into()
}

/// Makes a member the owner, and returns when that is in the team's file.
async fn hand_over(session: Session, library: &LibraryId, to: Email) -> Result<(), String> {
    let is_next = |view: &View| view.library.members().owner().is(&to);
    let before = engine::view(&session.browser(), library).await.map_err(|error| words::said(&error))?;
    if !is_next(&before) {
        session.edit(library, vec![Command::TransferOwnership { to: to.clone() }]).await?;
    }
    let sync = EngineRequest::Sync { library: library.to_string() };
    if let EngineReply::Failed { reason, .. } = session.engine().ask(&sync, None).await {
        return Err(words::sentence(&reason));
    }
    let after = engine::view(&session.browser(), library).await.map_err(|error| words::said(&error))?;
    if is_next(&after) && after.beside.unsaved == 0 {
        untrack(|| session.say(say!("members-owner-now", email = to.as_str())));
        return Ok(());
    }
    Err(say!("heir-waits", state = &words::said(&after.state())))
}
