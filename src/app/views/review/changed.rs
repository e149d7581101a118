//! One line of a review: something that others changed, and whether it stays.

use prompt_commons::access::Role;
use prompt_commons::changes::{Deed, What};
use prompt_commons::model::Draft;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Node};

use super::{Open, opener};
use crate::dom::{El, el, group, nothing, text};
use crate::review::News;
use crate::views::compare::{self, Sides};

/// Draws the line at `at`; `place`: among the news.
pub(super) fn changed(open: Open, at: usize, place: usize) -> Node {
    let Some(news) = open.review.with(|review| review.news.get(place).cloned()) else { return nothing() };
    let (deed, title) = said(&news.unread.change.what);
    let by = news.unread.change.by.as_ref();
    let by = by.map_or_else(|| "in the file itself".to_owned(), |by| format!("by {}", by.short()));
    let class = if deed == "Deleted" { "chip bad" } else { "chip" };
    let keep = keep(open, &news, &title);
    let head = el("div").class("row head").child(keep).child(opener(open, at, (class, deed), &title, &by));
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
        .attr("aria-label", &format!("Keep the change of “{title}”"))
        .checked_of(move || !open.decided.with(|decided| decided.undone.contains(&number)))
        .on("change", toggle);
    match &news.undo {
        Ok(_) => keep.attr("title", "Without the tick it is undone"),
        Err(reason) => keep.attr("disabled", "").attr("title", reason),
    }
}

fn content(open: Open, news: &News) -> Node {
    match news.unread.drafts() {
        (Some(before), Some(after)) => {
            open.library.with(|library| compare::drafts(library, Sides::OLD_AND_NEW, before, after))
        }
        (Some(draft), None) => compare::one("What is gone", &whole(draft)),
        (None, Some(draft))
            if matches!(&news.unread.change.what, What::Prompt { deed: Deed::Restored, .. }) =>
        {
            let words = "It had been deleted. Someone changed it at the same time, or took it out of the trash, so it is back.";
            group(&[el("p").class("hint").text(words).into(), compare::one("What is back", &whole(draft))])
        }
        (None, Some(draft)) => compare::one("What is new", &whole(draft)),
        (None, None) => detail(&news.unread.change.what),
    }
}

fn whole(draft: &Draft) -> String {
    std::iter::once(draft.content.as_str())
        .chain(draft.turns.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Says what happened to something that has no text to show.
pub(crate) fn detail(what: &What) -> Node {
    let role = |role: &Option<Role>| {
        role.map_or_else(|| "Not a member".to_owned(), |role| crate::words::say!(role.name()))
    };
    let words = match what {
        What::Prompt { .. } => "Its text is too long to be kept for a comparison".to_owned(),
        What::Category { .. } => "A category".to_owned(),
        What::Item { name, .. } => name.clone(),
        What::Member { before, after, .. } => format!("{} → {}", role(before), role(after)),
        What::Owner { before, after } => format!("{before} → {after}"),
        What::Name { before, after } => format!("{before} → {after}"),
    };
    el("p").child(text(&words)).into()
}

/// Names what was done, and to what.
pub(crate) fn said(what: &What) -> (&'static str, String) {
    match what {
        What::Prompt { title, deed, .. } => (verb(*deed), title.clone()),
        What::Category { name, deed, .. } => (verb(*deed), format!("Category {name}")),
        What::Item { kind, name, deed, .. } => {
            let name: String = crate::words::clip(name, 60);
            (verb(*deed), format!("{} {name}", crate::words::say!(kind.word())))
        }
        What::Member { email, before: None, .. } => ("Added", email.to_string()),
        What::Member { email, after: None, .. } => ("Removed", email.to_string()),
        What::Member { email, .. } => ("Edited", email.to_string()),
        What::Owner { after, .. } => ("Edited", format!("Owner {after}")),
        What::Name { after, .. } => ("Edited", format!("Team name {after}")),
    }
}

fn verb(deed: Deed) -> &'static str {
    match deed {
        Deed::Added => "Added",
        Deed::Restored => "Restored",
        Deed::Edited => "Edited",
        Deed::Deleted => "Deleted",
        Deed::Moved => "Moved",
    }
}
