//! Which kinds of news this person wants to hear of.

use leptos::task::spawn_local;
use prompt_commons::changes::Topic;
use prompt_commons_engine as engine;
use web_sys::Node;

use crate::derived::Derived;
use crate::dom::{El, el, nothing, part};
use crate::session::Session;
use crate::state::State;

/// Draws the section, once there is a team whose news there could be.
pub(crate) fn topics(session: Session) -> Node {
    let quiet = State::new(None::<Vec<Topic>>);
    spawn_local(async move {
        // What can't be read is told by the library itself.
        quiet.set(Some(engine::quiet(&session.browser()).await.unwrap_or_default()));
    });
    let is_known = Derived::new(move || !session.teams().is_empty() && quiet.with(Option::is_some));
    part(move || {
        if !is_known.get() {
            return nothing();
        }
        let mut list =
            el("fieldset").class("checks").child(el("legend").class("unseen").say("topics-heading"));
        for topic in Topic::ALL {
            list = list.child(line(session, topic, quiet));
        }
        el("section")
            .class("stack")
            .child(el("h2").say("topics-heading"))
            .child(el("p").class("hint").say("topics-hint"))
            .child(list)
            .into()
    })
}

fn line(session: Session, topic: Topic, quiet: State<Option<Vec<Topic>>>) -> El {
    let is_told = move || quiet.with(|quiet| !quiet.as_ref().is_some_and(|quiet| quiet.contains(&topic)));
    let toggle = move || {
        let mut topics = quiet.get_untracked().unwrap_or_default();
        if topics.contains(&topic) {
            topics.retain(|one| *one != topic);
        } else {
            topics.push(topic);
        }
        quiet.set(Some(topics.clone()));
        spawn_local(async move {
            if let Err(error) = engine::set_quiet(&session.browser(), &topics).await {
                session.alert.set(Some(crate::words::said(&error)));
            }
        });
    };
    let check = el("input").attr("type", "checkbox").checked_of(is_told).on("change", move |_| toggle());
    el("label").class("row").child(check).child(el("span").say(name(topic)))
}

/// Returns the sentence that names a kind of news.
fn name(topic: Topic) -> &'static str {
    match topic {
        Topic::Added => "topics-added",
        Topic::Edited => "topics-edited",
        Topic::Deleted => "topics-deleted",
        Topic::Comments => "topics-comments",
        Topic::Order => "topics-order",
        Topic::Team => "topics-team",
    }
}
