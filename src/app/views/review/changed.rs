//! One line of a review: something that others changed, and whether it stays.

use prompt_commons::access::Role;
use prompt_commons::changes::{Deed, What};
use prompt_commons::model::{Kind, Library};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Node};

use super::{Open, opener};
use crate::dom::{El, el, group, nothing, text};
use crate::review::News;
use crate::views::compare::{self, Sides};
use crate::views::projects;
use crate::words::{self, say};

/// Draws the line at `at`; `place`: among the news.
pub(super) fn changed(open: Open, at: usize, place: usize) -> Node {
    let Some(news) = open.review.with(|review| review.news.get(place).cloned()) else { return nothing() };
    let (deed, title) = open.library.with(|library| said(&news.unread.change.what, library));
    let by = news.unread.change.by.as_ref();
    let by = by.map_or_else(|| say!("review-in-file"), |by| say!("review-by", by = by.short()));
    let class = if deletes(&news.unread.change.what) { "chip bad" } else { "chip" };
    let keep = keep(open, &news, &title);
    let head = el("div").class("row head").child(keep).child(opener(open, at, (class, &deed), &title, &by));
    let reason = news.undo.clone().err();
    let detail = move || {
        let reason = reason.as_ref().map(|reason| el("p").class("hint").text(reason));
        el("div").class("detail").child(content(open, &news)).maybe(reason).into()
    };
    el("li").child(head).when(move || open.at.get() == at, detail).into()
}

/// Draws the checkbox: what is not checked is taken back.
fn keep(open: Open, news: &News, title: &str) -> El {
    let number = news.unread.number;
    let toggle = move |event: web_sys::Event| {
        let Some(target) = event.target() else { return };
        let checked = target.unchecked_into::<HtmlInputElement>().checked();
        open.decide(|decided| decided.undo(number, !checked));
    };
    let keep = el("input")
        .attr("type", "checkbox")
        .attr("aria-label", &say!("review-keep-change", title = title))
        .checked_of(move || !open.decided.with(|decided| decided.undone.contains(&number)))
        .on("change", toggle);
    match &news.undo {
        Ok(_) => keep.attr_say("title", "review-keep-change-why"),
        Err(reason) => keep.attr("disabled", "").attr("title", reason),
    }
}

fn content(open: Open, news: &News) -> Node {
    match news.unread.drafts() {
        (Some(before), Some(after)) => {
            open.library.with(|library| compare::drafts(library, Sides::OLD_AND_NEW, before, after))
        }
        (Some(draft), None) => compare::one(&say!("review-gone"), &draft.whole()),
        (None, Some(draft))
            if matches!(&news.unread.change.what, What::Prompt { deed: Deed::Restored, .. }) =>
        {
            let words = el("p").class("hint").say("review-back-why");
            group(&[words.into(), compare::one(&say!("review-back"), &draft.whole())])
        }
        (None, Some(draft)) => compare::one(&say!("review-new"), &draft.whole()),
        (None, None) => {
            let what = &news.unread.change.what;
            let now = open.library.with(|library| described(what, library));
            now.map_or_else(|| detail(what), |now| compare::one(&say!("review-now"), &now))
        }
    }
}

/// Returns what there is now of a project or a context block.
fn described(what: &What, library: &Library) -> Option<String> {
    let What::Item { kind, id, .. } = what else { return None };
    let item = library.item(*kind, id)?;
    matches!(kind, Kind::Project | Kind::Block).then(|| projects::described(library, item))
}

/// Says what happened to something that has no text to show.
pub(crate) fn detail(what: &What) -> Node {
    let role = |role: &Option<Role>| match role {
        Some(role) => say!(role.name()),
        None => say!("review-role-none"),
    };
    let words = match what {
        What::Prompt { .. } => say!("review-too-long"),
        What::Category { .. } => say!("review-category"),
        What::Item { name, .. } => name.clone(),
        What::Member { before, after, .. } => format!("{} → {}", role(before), role(after)),
        What::Owner { before, after } => format!("{before} → {after}"),
        What::Name { before, after } => format!("{before} → {after}"),
    };
    el("p").child(text(&words)).into()
}

/// Names what was done, and to what. `library`: where it was done.
pub(crate) fn said(what: &What, library: &Library) -> (String, String) {
    match what {
        What::Prompt { title, deed, .. } => (verb(*deed), title.clone()),
        What::Category { name, deed, .. } => (verb(*deed), say!("review-of-category", name = name)),
        What::Item { kind, id, name, deed } => {
            let name = words::clip(name, 60);
            let about = || library.prompt(&library.item(*kind, id)?.prompt()?);
            let item = match (kind, about()) {
                (Kind::Set, _) => say!("review-of-set", name = &name),
                (Kind::Comment, Some(prompt)) => {
                    say!("review-of-comment-on", name = &name, prompt = &words::clip(prompt.title(), 60))
                }
                (Kind::Comment, None) => say!("review-of-comment", name = &name),
                (Kind::Project, _) => say!("review-of-project", name = &name),
                (Kind::Block, _) => say!("review-of-block", name = &name),
            };
            (verb(*deed), item)
        }
        What::Member { email, before: None, .. } => (say!("review-added"), email.to_string()),
        What::Member { email, after: None, .. } => (say!("review-removed"), email.to_string()),
        What::Member { email, .. } => (say!("review-edited"), email.to_string()),
        What::Owner { after, .. } => (say!("review-edited"), say!("review-of-owner", email = after.as_str())),
        What::Name { after, .. } => (say!("review-edited"), say!("review-of-name", name = after)),
    }
}

fn verb(deed: Deed) -> String {
    match deed {
        Deed::Added => say!("review-added"),
        Deed::Restored => say!("review-restored"),
        Deed::Edited => say!("review-edited"),
        Deed::Deleted => say!("review-deleted"),
        Deed::Moved => say!("review-moved"),
    }
}

/// Tells whether something is gone.
pub(crate) fn deletes(what: &What) -> bool {
    match what {
        What::Prompt { deed, .. } | What::Category { deed, .. } | What::Item { deed, .. } => {
            *deed == Deed::Deleted
        }
        What::Member { .. } | What::Owner { .. } | What::Name { .. } => false,
    }
}
