//! The turns of a conversation behind its first, which is the prompt's text.

use web_sys::Node;

use super::limit::limited;
use crate::dom::{button, el, group, keep_focus, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::words::say;

/// Draws a field for each turn that there is, and what adds one.
pub(crate) fn turns(session: Session, start: &[String], error: State<Option<String>>) -> Node {
    // Each has a number of its own, so that taking one out leaves what is typed in the others, and the caret in it.
    let fields = State::new((0..start.len()).collect::<Vec<usize>>());
    let next = State::new(start.len());
    let start = start.to_vec();
    let lines = move || {
        let all = fields.get();
        let line = |(place, number): (usize, usize)| {
            let text = start.get(number).cloned().unwrap_or_default();
            row(number.to_string(), move || turn(session, fields, number, place, &text, error))
        };
        all.into_iter().enumerate().map(|(place, number)| line((place, number))).collect()
    };
    let add = move || {
        let number = next.get_untracked();
        next.set(number + 1);
        fields.update(|all| all.push(number));
        session.write(|editing| editing.draft.turns.push(String::new()));
    };
    let add = button("quiet", add).attr("type", "button").child(icon(Icon::Plus)).say("turns-add");
    group(&[el("div").class("turns").rows(lines).into(), el("div").class("row").child(add).into()])
}

fn turn(
    session: Session,
    fields: State<Vec<usize>>,
    number: usize,
    place: usize,
    text: &str,
    error: State<Option<String>>,
) -> Node {
    let place_of = move || fields.with_untracked(|all| all.iter().position(|one| *one == number));
    let write = move |text: String| {
        let Some(place) = place_of() else { return };
        session.write(|editing| {
            if let Some(turn) = editing.draft.turns.get_mut(place) {
                *turn = text;
            }
        });
    };
    let remove = move || {
        let Some(place) = place_of() else { return };
        fields.update(|all| all.retain(|one| *one != number));
        session.write(|editing| {
            if place < editing.draft.turns.len() {
                editing.draft.turns.remove(place);
            }
        });
        keep_focus(None, None);
    };
    let name = move || {
        let place = fields.with(|all| all.iter().position(|one| *one == number)).unwrap_or(place);
        say!("turns-turn", number = place + 2)
    };
    let field = limited(el("textarea").attr("rows", "4"), text, error, write);
    let field = if text.is_empty() { field.focused() } else { field };
    let remove = button("quiet square", remove)
        .attr("type", "button")
        .attr_of("aria-label", move || Some(say!("turns-remove", turn = &name())))
        .child(icon(Icon::Delete));
    let label = el("label").class("grow").child(el("span").class("label").text_of(name)).child(field);
    el("div").class("row end turn").child(label).child(remove).into()
}
