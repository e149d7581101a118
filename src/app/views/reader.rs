//! The prompt that was chosen, in full, beside the list.

use web_sys::Node;

use super::parts;
use crate::derived::Derived;
use crate::dom::{el, part};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::words;

/// Draws it, or what to do when none is chosen.
pub(crate) fn reader(session: Session) -> Node {
    let prompt = Derived::new(move || {
        let id = session.selected.get()?;
        let view = session.view()?;
        let prompt = view.library.prompt(&id)?.clone();
        let category = prompt.category().and_then(|id| view.library.category(id));
        let category =
            category.map(|category| (category.name().to_owned(), category.color().map(str::to_owned)));
        Some((prompt, category, view.record.id.is_personal()))
    });
    part(move || {
        let Some((prompt, category, personal)) = prompt.get() else {
            let words = el("p").text("Choose a prompt to read it in full.");
            return el("div").class("empty faint").child(icon(Icon::Note)).child(words).into();
        };
        let people = (!personal).then(|| {
            let by = prompt.created_by().map(|email| format!("by {}", email.short()));
            let changed = prompt
                .modified_by()
                .filter(|email| prompt.created_by().is_none_or(|author| !author.is(email)));
            let changed = changed.map(|email| format!("last changed by {}", email.short()));
            by.into_iter().chain(changed).collect::<Vec<_>>().join(", ")
        });
        let day = prompt.modified_at().and_then(|at| at.as_str().get(..10));
        let length = words::count(prompt.content().chars().count(), "character", "characters");
        let category = category
            .map(|(name, color)| el("span").class("row").child(parts::dot(color.as_deref())).text(&name));
        let meta = el("p")
            .class("meta")
            .maybe(category)
            .maybe(people.map(|people| el("span").text(&people)))
            .maybe(day.map(|day| el("span").text(day)))
            .child(el("span").text(&length));
        el("div")
            .class("reader")
            .child(el("h2").text(prompt.title()))
            .child(meta)
            .child(el("pre").class("text").text(prompt.content()))
            .into()
    })
}
