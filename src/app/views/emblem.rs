//! What a category is told by at a glance: its icon in its colour, or a dot where it has none that is known.

use super::parts;
use crate::colour;
use crate::dom::{El, el};
use crate::icon::{Icon, icon};
use crate::state::State;

/// The icons that a category can have, by the names that files use.
const ALL: [(&str, Icon); 8] = [
    ("megaphone", Icon::Megaphone),
    ("mail", Icon::Mail),
    ("code", Icon::Code),
    ("chart", Icon::Chart),
    ("book", Icon::Book),
    ("pen", Icon::Edit),
    ("globe", Icon::Globe),
    ("people", Icon::Team),
];

/// Draws the emblem.
pub(crate) fn emblem(color: Option<&str>, named: Option<&str>) -> El {
    let known = ALL.iter().find(|(name, _)| Some(*name) == named);
    known.map_or_else(
        || parts::dot(color),
        |(_, known)| el("span").class("sign").style("--dot", &colour::css(color)).child(icon(*known)),
    )
}

/// Draws the choice of an icon. `group` tells it from others on the page.
pub(crate) fn emblems(group: &'static str, chosen: State<String>) -> El {
    let choice = |value: &'static str, words: &str, drawn: El| {
        let choose = el("input")
            .attr("type", "radio")
            .attr("name", group)
            .attr("value", value)
            .attr("aria-label", words)
            .checked_of(move || chosen.with(|chosen| chosen == value))
            .typed("change", move |value| chosen.set(value));
        el("label").class("swatch").attr("title", words).child(choose).child(drawn)
    };
    let all = el("fieldset").class("swatches").child(el("legend").class("label").text("Icon"));
    let all = all.child(choice("", "none", parts::dot(None)));
    let each = |all: El, (name, of): (&'static str, Icon)| {
        all.child(choice(name, name, el("span").class("sign").child(icon(of))))
    };
    ALL.into_iter().fold(all, each)
}
