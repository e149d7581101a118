//! What a category is told by at a glance: its icon in its colour, or a dot where it has none that is known.

use super::parts;
use crate::colour;
use crate::dom::{El, el};
use crate::icon::{Icon, icon};
use crate::state::State;

/// The icons that a category can have: the name that files use, the sentence that names it for people, how it looks.
const ALL: [(&str, &str, Icon); 8] = [
    ("megaphone", "emblem-megaphone", Icon::Megaphone),
    ("mail", "emblem-mail", Icon::Mail),
    ("code", "emblem-code", Icon::Code),
    ("chart", "emblem-chart", Icon::Chart),
    ("book", "emblem-book", Icon::Book),
    ("pen", "emblem-pen", Icon::Edit),
    ("globe", "emblem-globe", Icon::Globe),
    ("people", "emblem-people", Icon::Team),
];

/// Draws the emblem.
pub(crate) fn emblem(color: Option<&str>, named: Option<&str>) -> El {
    let known = ALL.iter().find(|(name, ..)| Some(*name) == named);
    known.map_or_else(
        || parts::dot(color),
        |(.., known)| el("span").class("sign").style("--dot", &colour::css(color)).child(icon(*known)),
    )
}

/// Draws the choice of an icon. `group` tells it from others on the page.
pub(crate) fn emblems(group: &'static str, chosen: State<String>) -> El {
    let choice = |value: &'static str, id: &str, drawn: El| {
        let choose = el("input")
            .attr("type", "radio")
            .attr("name", group)
            .attr("value", value)
            .attr_say("aria-label", id)
            .checked_of(move || chosen.with(|chosen| chosen == value))
            .typed("change", move |value| chosen.set(value));
        el("label").class("swatch").attr_say("title", id).child(choose).child(drawn)
    };
    let all = el("fieldset").class("swatches").child(el("legend").class("label").say("emblem-heading"));
    let all = all.child(choice("", "emblem-none", parts::dot(None)));
    let each = |all: El, (name, id, of): (&'static str, &str, Icon)| {
        all.child(choice(name, id, el("span").class("sign").child(icon(of))))
    };
    ALL.into_iter().fold(all, each)
}
