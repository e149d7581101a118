//! How far a sync is that takes its time, because the library is large.

use leptos::prelude::untrack;
use prompt_commons::format::{MEGABYTE, is_large};
use prompt_commons_browser::announcements;
use web_sys::Node;

use crate::derived::Derived;
use crate::dom::{El, el, nothing, part};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::words::say;

/// Draws a bar while a large library is read, joined and written, by whichever surface, and what would make that quicker.
pub(super) fn progress(session: Session) -> Node {
    let percent = State::new(None::<u8>);
    // It listens as long as the bar may come.
    Kept::new(announcements::listen_to_progress(move |library, now| {
        if untrack(|| session.current()).as_ref() == Some(&library) {
            percent.set(now);
        }
    }));
    let is_there = Derived::new(move || percent.with(Option::is_some));
    part(move || if is_there.get() { bar(session, percent).into() } else { nothing() })
}

fn bar(session: Session, percent: State<Option<u8>>) -> El {
    let bar = el("progress")
        .attr("max", "100")
        .attr_of("value", move || percent.get().map(|percent| percent.to_string()));
    let label = el("label").class("stack").child(el("span").say("progress-sync")).child(bar);
    el("div").class("progress stack").child(label).maybe(advice(session))
}

/// Says what a library is better kept below, if it is above that.
pub(super) fn advice(session: Session) -> Option<El> {
    let bytes = session.view()?.record.size.filter(|bytes| is_large(*bytes))?;
    Some(el("p").class("hint").text(&say!("progress-advice", size = bytes / MEGABYTE)))
}
