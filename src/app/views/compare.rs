//! Two versions of a prompt side by side, with the words marked that differ.

use prompt_commons::diff::{Segment, words};
use prompt_commons::model::{CategoryId, Draft, Library};
use web_sys::Node;

use crate::dom::{El, el, group, text};

/// How two versions stand to each other: what their sides are called, and what marks the words that differ.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'a> {
    names: [&'a str; 2],
    marks: [&'static str; 2],
}

impl<'a> Sides<'a> {
    /// The right one came after the left one.
    pub(crate) const OLD_AND_NEW: Sides<'static> = Sides { names: ["Old", "New"], marks: ["del", "ins"] };

    /// Neither has replaced the other.
    pub(crate) fn equal(names: [&'a str; 2]) -> Self {
        Self { names, marks: ["mark", "mark"] }
    }
}

/// What a cell says where there is nothing.
const NOTHING: &str = "(nothing)";

/// Draws what differs between two versions, field by field: on the left the old one, or one's own.
pub(crate) fn drafts(library: &Library, sides: Sides<'_>, left: &Draft, right: &Draft) -> Node {
    let category = |draft: &Draft| category(library, draft.category.as_ref());
    let rows = [
        ("title", left.title.clone(), right.title.clone()),
        ("category", category(left), category(right)),
        ("tags", left.tags.join(", "), right.tags.join(", ")),
        ("text", left.content.clone(), right.content.clone()),
        ("turns", left.turns.join("\n\n"), right.turns.join("\n\n")),
    ];
    let differing = rows.iter().filter(|(_, left, right)| left != right);
    let rows: Vec<Node> = differing.map(|(field, left, right)| pair(sides, field, left, right)).collect();
    if rows.is_empty() {
        return el("p").class("hint").text("Something that is not shown here").into();
    }
    group(&rows)
}

/// Draws two versions of one field.
pub(crate) fn pair(sides: Sides<'_>, field: &str, left: &str, right: &str) -> Node {
    let [one_mark, other_mark] = sides.marks;
    let segments = words(left, right);
    let side = |is_left: bool| {
        let piece = |segment: &Segment<'_>| match *segment {
            Segment::Same(words) => Some(text(words)),
            Segment::Removed(words) => is_left.then(|| el(one_mark).text(words).into()),
            Segment::Added(words) => (!is_left).then(|| el(other_mark).text(words).into()),
        };
        group(&segments.iter().filter_map(piece).collect::<Vec<Node>>())
    };
    let [one, other] = sides.names;
    let cells = [
        cell(&format!("{one} {field}"), if left.is_empty() { text(NOTHING) } else { side(true) }),
        cell(&format!("{other} {field}"), if right.is_empty() { text(NOTHING) } else { side(false) }),
    ];
    el("div").class("pair").child(group(&cells)).into()
}

/// Draws one version as it is.
pub(crate) fn one(name: &str, words: &str) -> Node {
    cell(name, text(if words.is_empty() { NOTHING } else { words }))
}

fn cell(name: &str, words: Node) -> Node {
    // One that scrolls has to be reachable by keyboard.
    let words = el("pre").attr("tabindex", "0").attr("role", "region").attr("aria-label", name).child(words);
    el("div").class("cell").child(label(name)).child(words).into()
}

fn label(name: &str) -> El {
    el("p").class("label").attr("aria-hidden", "true").text(name)
}

/// Names a category.
pub(crate) fn category(library: &Library, id: Option<&CategoryId>) -> String {
    let name = id.and_then(|id| library.category(id)).map(|category| category.name().to_owned());
    name.unwrap_or_else(|| "No category".to_owned())
}
