//! The teams of this device, and where their files are.

use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons_engine::{self as engine, Place, Record, View};
use web_sys::Node;

use super::leaving::{self, Asked};
use super::{parts, swatches};
use crate::derived::{Derived, effect};
use crate::dom::{button, el, key, nothing, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::surface::Route;
use crate::words::{self, say};

/// Draws the section.
pub(crate) fn teams(session: Session) -> Node {
    let teams = Derived::new(move || session.teams());
    let none = || el("p").class("hint").say("teams-none").into();
    let list = move || {
        let line = |record: Record| {
            let (email, place) = (record.email.to_string(), words::place(&record.place));
            let key = key(&[record.id.as_str(), &record.name, &email, &place, record.state.name()]);
            row(key, move || team(session, record))
        };
        teams.get().into_iter().map(line).collect()
    };
    let create = button("", move || session.go(Route::Create)).child(icon(Icon::Plus)).say("team-create");
    let join = button("", move || session.go(Route::Join)).child(icon(Icon::Team)).say("team-join");
    el("section")
        .class("stack")
        .child(el("h2").say("teams-heading"))
        .when(move || teams.with(Vec::is_empty), none)
        .child(el("ul").class("teams").rows(list))
        .child(el("div").class("row wrap").child(create).child(join))
        .into()
}

fn team(session: Session, record: Record) -> Node {
    let id = record.id.clone();
    let view = State::new(None::<View>);
    let asking = State::new(None::<Asked>);
    let error = State::new(None::<String>);
    spawn_local(async move {
        if let Ok(read) = engine::view(&session.browser(), &id).await {
            view.set(Some(read));
        }
    });
    let role = move || {
        let role = view.with(|view| view.as_ref().and_then(View::role));
        role.map_or_else(nothing, |role| el("span").class("chip").say(role.name()).into())
    };
    let manages = move || {
        view.with(|view| {
            view.as_ref().is_some_and(|view| view.can(Action::ManageMembers, Target::Library).is_ok())
        })
    };
    let place = match record.place {
        Place::File { .. } => Icon::File,
        Place::Folder { .. } | Place::Device => Icon::Folder,
    };
    let color = State::new(record.color.clone().unwrap_or_default());
    let mark = move || match color.get().as_str() {
        "" => nothing(),
        color => parts::dot(Some(color)).into(),
    };
    let head =
        el("div").class("row").part(mark).child(el("strong").class("grow").text(&record.name)).part(role);
    let place = el("p").class("hint row").child(icon(place)).text(&words::place(&record.place));
    let me = el("p").class("hint").text(&say!("teams-you", email = record.email.as_str()));
    let record = Kept::new(record);
    let id = move || record.with(|record| record.id.clone());
    if session.leaving.get_untracked() == Some(id()) {
        session.leaving.set(None);
        leaving::ask(session, record, asking, error);
    }
    let painting = State::new(false);
    let buttons = move || {
        if let Some(asked) = asking.get() {
            return leaving::question(session, record, asked, asking, error);
        }
        let manage =
            move || button("quiet", move || session.go(Route::Manage(id()))).say("teams-manage").into();
        el("div")
            .class("row wrap buttons")
            .child(button("quiet", move || session.go(Route::Team(Some(id())))).say("teams-open"))
            .child(
                button("quiet", move || painting.update(|open| *open = !*open))
                    .flag("aria-expanded", move || painting.get())
                    .say("teams-colour"),
            )
            .child(
                button("quiet wary", move || leaving::ask(session, record, asking, error)).say("teams-leave"),
            )
            // The role is read later than the rest: what comes then moves nothing from under a hand.
            .when(manages, manage)
            .into()
    };
    el("li")
        .class("team")
        .child(head)
        .child(place)
        .child(me)
        .child(parts::alert_of(error))
        .part(buttons)
        .when(move || painting.get(), move || paint(session, record, color, error))
        .into()
}

/// Draws the choice of the colour that this person knows the team by.
fn paint(session: Session, record: Kept<Record>, color: State<String>, error: State<Option<String>>) -> Node {
    let id = record.with(|record| record.id.clone());
    let known = State::new(color.get_untracked());
    effect(move || {
        let (id, new) = (id.clone(), color.get());
        if known.with_untracked(|known| *known == new) {
            return;
        }
        known.set(new.clone());
        spawn_local(async move {
            let set = EngineRequest::SetColor { library: id.to_string(), color: new };
            if let EngineReply::Failed { reason, .. } = session.engine().ask(&set, None).await {
                error.set(Some(words::sentence(&reason)));
            }
            session.read_libraries().await;
        });
    });
    // A form of its own keeps the choice apart from those of other teams.
    el("form")
        .class("stack")
        .submit(|| {})
        .child(swatches::swatches("team-colour", color))
        .child(el("div").child(
            button("quiet", move || color.set(String::new())).attr("type", "button").say("teams-no-colour"),
        ))
        .into()
}
