//! What an open editor says when its prompt changes in the background: who wrote a newer version, and what to do.

use leptos::prelude::*;
use prompt_commons::merge::rebase;
use prompt_commons::model::Draft;
use web_sys::Node;

use super::compare;
use crate::derived::Derived;
use crate::dialog::{self, dialog, heading};
use crate::dom::{El, button, el, group, nothing, part};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;

/// A version that is newer than the one that the editor opened with.
#[derive(Clone, PartialEq)]
struct Newer {
    /// "A newer version by carol is available".
    words: String,
    /// None where the prompt was deleted.
    draft: Option<Draft>,
}

/// Draws the notice for as long as there is a newer version. While a save is under way, that is one's own.
pub(crate) fn newer(session: Session, saving: State<bool>) -> Node {
    let comparing = State::new(false);
    let newer = Derived::new(move || if saving.get() { None } else { find(session) });
    part(move || match newer.get() {
        Some(newer) => {
            let open = newer.draft.clone().filter(|_| comparing.get());
            let dialog = open.map_or_else(nothing, |theirs| difference(session, &theirs, comparing));
            group(&[notice(session, &newer, comparing), dialog])
        }
        None => nothing(),
    })
}

fn find(session: Session) -> Option<Newer> {
    let (library, id, seen) = session.editing.with(|open| {
        let open = open.as_ref()?;
        Some((open.library.clone(), open.prompt.clone(), open.seen.clone()?))
    })?;
    let view = session.view().filter(|view| view.record.id == library)?;
    let Some(prompt) = view.library.prompt(&id) else {
        let words = "This prompt was deleted meanwhile. Saving brings it back".to_owned();
        return Some(Newer { words, draft: None });
    };
    if *prompt.draft() == seen {
        return None;
    }
    let by = match prompt.modified_by() {
        Some(by) if *by == view.record.email => " of your own".to_owned(),
        Some(by) => format!(" by {}", by.short()),
        None => String::new(),
    };
    Some(Newer { words: format!("A newer version{by} is available"), draft: Some(prompt.draft().clone()) })
}

fn notice(session: Session, newer: &Newer, comparing: State<bool>) -> Node {
    let ways = newer.draft.clone().map(|theirs| {
        let compare = button("quiet", move || comparing.set(true)).attr("type", "button");
        let [take, keep] = decisions(session, theirs, comparing);
        let [take, keep] = [take.class("quiet"), keep.class("quiet")];
        el("div").class("row wrap").child(compare.text("See the difference")).child(take).child(keep)
    });
    let words = el("p").attr("role", "status").text(&newer.words);
    el("div")
        .class("notice warn newer")
        .child(icon(Icon::Alert))
        .child(el("div").class("grow").child(words).maybe(ways))
        .into()
}

/// Makes the two buttons that decide.
fn decisions(session: Session, theirs: Draft, comparing: State<bool>) -> [El; 2] {
    let close = move || {
        dialog::close();
        comparing.set(false);
    };
    let new = theirs.clone();
    let take = move || {
        close();
        take_over(session, &new);
    };
    // Whoever keeps their own after this has seen the other one: saving replaces it.
    let keep = move || {
        close();
        session.write(|editing| editing.seen = Some(theirs.clone()));
    };
    let button = |words: &str, act: Box<dyn FnMut()>| button("", act).attr("type", "button").text(words);
    [button("Take it over", Box::new(take)), button("Keep mine", Box::new(keep))]
}

/// Puts what was written here on top of the newer version.
fn take_over(session: Session, theirs: &Draft) {
    let Some(seen) = session.editing.with_untracked(|open| open.as_ref()?.seen.clone()) else { return };
    let mut both = false;
    session.write(|editing| {
        let (draft, clash) = rebase(&seen, &editing.draft, theirs);
        (editing.draft, editing.seen, both) = (draft, Some(theirs.clone()), clash);
    });
    session.redraw_editor();
    session.say(if both {
        "You changed the same lines. The lines of both are in the text now"
    } else {
        "Your changes are on top of the newer version now"
    });
}

fn difference(session: Session, theirs: &Draft, comparing: State<bool>) -> Node {
    let mine = session.editing.with_untracked(|open| open.as_ref().map(|open| open.draft.clone()));
    let (Some(mine), Some(view)) = (mine, untrack(|| session.view())) else { return nothing() };
    let close = move || {
        dialog::close();
        comparing.set(false);
    };
    let [take, keep] = decisions(session, theirs.clone(), comparing);
    let body =
        el("div").class("body scroll").child(compare::drafts(&view.library, ["My", "Newer"], &mine, theirs));
    let foot = el("div")
        .class("row foot")
        .child(button("quiet", close).attr("type", "button").text("Close"))
        .child(el("span").class("grow"))
        .child(keep)
        .child(take.class("lead"));
    dialog("sheet-dialog", close)
        .child(el("div").class("top").child(heading("The newer version and yours")))
        .child(body)
        .child(foot)
        .into()
}
