//! What an open editor says when its prompt changes in the background: who wrote a newer version, and what to do.

use leptos::prelude::*;
use prompt_commons::merge::{Rebased, rebase};
use prompt_commons::model::Draft;
use web_sys::Node;

use super::compare::{self, Side, Sides};
use crate::derived::Derived;
use crate::dialog::{self, dialog, heading};
use crate::dom::{El, button, el, group, nothing, part};
use crate::icon::{Icon, icon};
use crate::review::Whose;
use crate::session::Session;
use crate::state::State;
use crate::surface::Reviewing;
use crate::words::say;

/// A version that is newer than the one that the editor opened with.
#[derive(Clone, PartialEq)]
struct Newer {
    /// "A newer version by carol is available".
    words: String,
    /// None where the prompt was deleted.
    draft: Option<Draft>,
    /// Whether something was written here since.
    is_changed: bool,
}

/// Draws the notice for as long as there is a newer version. While a save is under way, that is one's own.
pub(crate) fn newer(session: Session, saving: State<bool>) -> Node {
    let newer = Derived::new(move || if saving.get() { None } else { find(session) });
    let remark = part(move || session.remark.get().map_or_else(nothing, |words| remark(session, &words)));
    let notice = part(move || match newer.get() {
        Some(newer) => {
            let open = session.reviewing.get() == Some(Reviewing::Newer);
            let theirs = newer.draft.clone().filter(|_| open);
            let dialog = theirs.map_or_else(nothing, |theirs| difference(session, theirs));
            group(&[notice(session, newer), dialog])
        }
        None => nothing(),
    });
    group(&[remark, notice])
}

/// Draws what has to be known about the text, until it is closed.
fn remark(session: Session, words: &str) -> Node {
    let close = button("quiet square", move || session.remark.set(None)).attr("type", "button");
    el("div")
        .class("notice warn newer")
        .child(icon(Icon::Alert))
        .child(el("p").class("grow").attr("role", "status").text(words))
        .child(close.attr_say("aria-label", "shell-close-message").child(icon(Icon::Close)))
        .into()
}

fn find(session: Session) -> Option<Newer> {
    let (library, id, seen, is_changed) = session.editing.with(|open| {
        let open = open.as_ref()?;
        Some((open.library.clone(), open.prompt.clone(), open.seen.clone()?, open.is_changed()))
    })?;
    let view = session.view().filter(|view| view.record.id == library)?;
    let Some(prompt) = view.library.prompt(&id) else {
        let words = say!("newer-deleted");
        return Some(Newer { words, draft: None, is_changed });
    };
    if *prompt.draft() == seen {
        return None;
    }
    let words = match prompt.modified_by() {
        Some(by) if by.is(&view.record.email) => say!("newer-own"),
        Some(by) => say!("newer-by", by = by.short()),
        None => say!("newer-by-nobody"),
    };
    Some(Newer { words, draft: Some(prompt.draft().clone()), is_changed })
}

fn notice(session: Session, newer: Newer) -> Node {
    let ways = newer.draft.map(|theirs| {
        let compare = button("quiet", move || session.review(Reviewing::Newer)).attr("type", "button");
        let compare = compare.say("newer-compare");
        el("div")
            .class("row wrap")
            .child(compare)
            .child(take(session, theirs.clone(), newer.is_changed).class("quiet"))
            .child(keep(session, theirs).class("quiet"))
    });
    let words = el("p").attr("role", "status").text(&newer.words);
    el("div")
        .class("notice warn newer")
        .child(icon(Icon::Alert))
        .child(el("div").class("grow").child(words).maybe(ways))
        .into()
}

/// Makes the button that decides for the newer version.
fn take(session: Session, theirs: Draft, is_changed: bool) -> El {
    let act = move || {
        close(session);
        take_over(session, &theirs);
    };
    let words = if is_changed { "newer-merge" } else { "newer-show" };
    button("", act).attr("type", "button").say(words)
}

/// Makes the button that decides for one's own. Whoever keeps it has seen that there is another: saving replaces it.
fn keep(session: Session, theirs: Draft) -> El {
    let act = move || {
        close(session);
        session.write(|editing| editing.seen = Some(theirs.clone()));
    };
    button("", act).attr("type", "button").attr_say("title", "newer-keep-why").say("newer-keep")
}

fn close(session: Session) {
    dialog::close();
    session.reviewing.set(None);
}

/// Has the editor go on with `draft`, as if it had been opened with the newer version.
fn replace(session: Session, theirs: &Draft, draft: Draft) {
    session.write(|editing| (editing.seen, editing.draft) = (Some(theirs.clone()), draft));
    session.redraw_editor();
}

/// Puts what was written here on top of the newer version.
fn take_over(session: Session, theirs: &Draft) {
    let open = session.editing.get_untracked();
    let Some((mine, seen)) = open.and_then(|open| Some((open.draft, open.seen?))) else { return };
    let Rebased { draft, is_twofold, kept } = rebase(&seen, &mine, theirs);
    let kept: Vec<String> = kept.into_iter().map(compare::field).collect();
    let kept = (!kept.is_empty()).then(|| say!("newer-kept", fields = &kept.join(", ")));
    let remarks = is_twofold.then(|| say!("newer-both")).into_iter().chain(kept);
    session.remark.set(remarks.reduce(|one, other| format!("{one}. {other}")));
    if session.remark.with_untracked(Option::is_none) {
        session.say(if mine == seen { say!("newer-shown") } else { say!("newer-merged") });
    }
    replace(session, theirs, draft);
}

/// Draws the dialog with both versions.
fn difference(session: Session, theirs: Draft) -> Node {
    let (Some(open), Some(view)) = (session.editing.get_untracked(), untrack(|| session.view())) else {
        return nothing();
    };
    let (mine, is_changed) = (&open.draft, open.is_changed());
    let sides = Sides::equal([Side::Of(Whose::Mine), Side::Newer]);
    let body = el("div").class("body scroll").child(compare::drafts(&view.library, sides, mine, &theirs));
    let foot = el("div")
        .class("row wrap foot")
        .child(button("quiet", move || close(session)).attr("type", "button").say("word-close"))
        .child(el("span").class("grow"))
        .child(keep(session, theirs.clone()))
        .child(take(session, theirs, is_changed).class("lead"));
    dialog("sheet-dialog", move || close(session))
        .child(el("div").class("top").child(heading(&say!("newer-heading"))))
        .child(body)
        .child(foot)
        .into()
}
