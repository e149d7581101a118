//! The prompt that was chosen, in full, beside the list.

use leptos::prelude::*;

use super::parts;
use crate::derived::Derived;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::words;

/// Draws it, or what to do when none is chosen.
pub(crate) fn reader(session: Session) -> AnyView {
    let prompt = Derived::new(move || {
        let id = session.selected.get()?;
        let view = session.view()?;
        let prompt = view.library.prompt(&id)?.clone();
        let category = prompt.category().and_then(|id| view.library.category(id));
        let category =
            category.map(|category| (category.name().to_owned(), category.color().map(str::to_owned)));
        Some((prompt, category, view.record.id.is_personal()))
    });
    (move || match prompt.get() {
        None => view! {
            <div class="empty faint">
                {icon(Icon::Note)}
                <p>"Choose a prompt to read it in full."</p>
            </div>
        }
        .into_any(),
        Some((prompt, category, personal)) => {
            let people = (!personal).then(|| {
                let by = prompt.created_by().map(|email| format!("by {}", email.short()));
                let changed = prompt.modified_by().filter(|email| Some(*email) != prompt.created_by());
                let changed = changed.map(|email| format!("last changed by {}", email.short()));
                by.into_iter().chain(changed).collect::<Vec<_>>().join(", ")
            });
            let day = prompt.modified_at().and_then(|at| at.as_str().get(..10).map(str::to_owned));
            let length = words::count(prompt.content().chars().count(), "character", "characters");
            view! {
                <div class="reader">
                    <h2>{prompt.title().to_owned()}</h2>
                    <p class="meta">
                        {category
                            .map(|(name, color)| {
                                view! { <span class="row">{parts::dot(color.as_deref())} {name}</span> }
                            })} {people.map(|people| view! { <span>{people}</span> })}
                        {day.map(|day| view! { <span>{day}</span> })} <span>{length}</span>
                    </p>
                    <pre class="text">{prompt.content().to_owned()}</pre>
                </div>
            }
            .into_any()
        }
    })
    .into_any()
}
