//! Two versions of a prompt side by side, with the words marked that differ.

use prompt_commons::diff::{Segment, words};
use prompt_commons::model::{CategoryId, Draft, Library};
use web_sys::Node;

use crate::dom::{El, el, group, text};
use crate::review::Whose;
use crate::words::say;

/// Which version one of two is.
#[derive(Clone, Copy)]
pub(crate) enum Side<'a> {
    Old,
    New,
    /// As it was, where the other is as it is now.
    Then,
    Now,
    /// Newer than one's own.
    Newer,
    Of(Whose<'a>),
}

impl Side<'_> {
    /// Names a field of it.
    fn name(self, field: &str) -> String {
        match self {
            Self::Old => say!("compare-old", field = field),
            Self::New => say!("compare-new", field = field),
            Self::Then => say!("compare-then", field = field),
            Self::Now => say!("compare-now", field = field),
            Self::Newer => say!("compare-newer", field = field),
            Self::Of(Whose::Mine) => say!("compare-mine", field = field),
            Self::Of(Whose::MyOther) => say!("compare-my-other", field = field),
            Self::Of(Whose::Theirs) => say!("compare-theirs", field = field),
            Self::Of(Whose::Author(by)) => say!("compare-by", by = by, field = field),
            Self::Of(Whose::OtherOf(by)) => say!("compare-other-by", by = by, field = field),
            Self::Of(Whose::Number(number)) => say!("compare-number", number = number, field = field),
        }
    }
}

/// How two versions stand to each other: which they are, and what marks the words that differ.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'a> {
    sides: [Side<'a>; 2],
    marks: [&'static str; 2],
}

impl<'a> Sides<'a> {
    /// The right one came after the left one.
    pub(crate) const OLD_AND_NEW: Sides<'static> =
        Sides { sides: [Side::Old, Side::New], marks: ["del", "ins"] };

    /// Neither has replaced the other.
    pub(crate) fn equal(sides: [Side<'a>; 2]) -> Self {
        Self { sides, marks: ["mark", "mark"] }
    }
}

/// Names a field as people call it, by the name under which the code knows it.
pub(crate) fn field(name: &str) -> String {
    say!(match name {
        "title" => "field-title",
        "name" => "field-name",
        "category" => "field-category",
        "tags" => "field-tags",
        "prompt" => "field-prompt",
        "text" => "field-text",
        "description" => "field-description",
        "colour" => "field-colour",
        "icon" => "field-icon",
        "turns" => "field-turns",
        _ => "field-details",
    })
}

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
        return el("p").class("hint").say("compare-not-shown").into();
    }
    group(&rows)
}

/// Draws two versions of the field of this name.
pub(crate) fn pair(sides: Sides<'_>, name: &str, left: &str, right: &str) -> Node {
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
    let (field, [one, other]) = (field(name), sides.sides);
    let cells = [
        cell(&one.name(&field), if left.is_empty() { empty() } else { side(true) }),
        cell(&other.name(&field), if right.is_empty() { empty() } else { side(false) }),
    ];
    el("div").class("pair").child(group(&cells)).into()
}

/// Draws one version as it is.
pub(crate) fn one(name: &str, words: &str) -> Node {
    cell(name, if words.is_empty() { empty() } else { text(words) })
}

/// What a cell says where there is nothing.
fn empty() -> Node {
    text(&say!("compare-empty"))
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
    name.unwrap_or_else(|| say!("editor-category-none"))
}
