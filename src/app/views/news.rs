//! The quiet line: what came from others, and what waits for a decision. It takes room of its own, never the keyboard.

use leptos::task::spawn_local;
use web_sys::Node;

use crate::derived::{Derived, effect};
use crate::dom::{button, el, group, nothing, part};
use crate::icon::{Icon, icon};
use crate::review::{self, Review};
use crate::session::{Reviewing, Session};
use crate::words;

/// Draws the lines, if there is anything to say.
pub(crate) fn news(session: Session) -> Node {
    let review = Derived::new(move || session.view().map(|view| Review::of(&view)).unwrap_or_default());
    ask_once(session, review);
    part(move || {
        let review = review.get();
        group(&[questions(session, review.asked.len()), changes(session, &review)])
    })
}

/// Opens the dialog by itself for questions that the person has not put off, and never over an open editor.
fn ask_once(session: Session, review: Derived<Review>) {
    let new = Derived::new(move || {
        let later = session.preferences.with(|preferences| preferences.later.clone());
        review.with(|review| review.asked.iter().any(|asked| !later.contains(&asked.key())))
    });
    effect(move || {
        let busy = session.editing.with(Option::is_some) || session.reviewing.with_untracked(Option::is_some);
        if new.get() && !busy {
            session.reviewing.set(Some(Reviewing::Summary));
        }
    });
}

fn questions(session: Session, count: usize) -> Node {
    if count == 0 {
        return nothing();
    }
    let verb = if count == 1 { "waits" } else { "wait" };
    let words = format!("{} {verb} for you", words::count(count, "decision", "decisions"));
    let decide = move || session.reviewing.set(Some(Reviewing::One));
    el("div")
        .class("notice warn news")
        .child(icon(Icon::Alert))
        .child(el("p").class("grow").attr("role", "status").text(&words))
        .child(button("quiet", decide).text("Decide"))
        .into()
}

fn changes(session: Session, review: &Review) -> Node {
    if review.changes.is_empty() {
        return nothing();
    }
    let words = el("p")
        .class("grow")
        .attr("role", "status")
        .child(el("span").text(&review::headline(&review.changes)))
        .child(el("span").class("deeds").text(&review.changes.deeds()));
    let view = move || session.reviewing.set(Some(Reviewing::All));
    let undo = review.undo_all().map(|commands| {
        let last = review.last;
        let act = move || {
            let commands = commands.clone();
            spawn_local(async move {
                if session.reviewed(commands, last).await {
                    session.say("Undone");
                }
            });
        };
        button("quiet", act).text("Undo")
    });
    let last = review.last;
    let dismiss = move || {
        spawn_local(async move {
            session.reviewed(Vec::new(), last).await;
        });
    };
    let dismiss = button("quiet square", dismiss)
        .attr("aria-label", "Mark as read")
        .attr("title", "Mark as read")
        .child(icon(Icon::Close));
    el("div")
        .class("notice news")
        .child(icon(Icon::Merge))
        .child(words)
        .child(button("quiet", view).text("View"))
        .maybe(undo)
        .child(dismiss)
        .into()
}
