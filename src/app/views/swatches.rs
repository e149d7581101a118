//! The choice of a colour.

use crate::colour;
use crate::dom::{El, el};
use crate::state::State;

/// Returns the sentence that names a colour of the palette.
fn named(colour: &'static str) -> &'static str {
    match colour {
        "blue" => "colour-blue",
        "green" => "colour-green",
        "orange" => "colour-orange",
        "purple" => "colour-purple",
        "pink" => "colour-pink",
        "teal" => "colour-teal",
        "red" => "colour-red",
        "yellow" => "colour-yellow",
        "gray" => "colour-gray",
        // What has no sentence is shown as it is.
        other => other,
    }
}

/// Draws the colours of the palette to choose one of. `name` tells the group from others on the page.
pub(crate) fn swatches(name: &'static str, chosen: State<String>) -> El {
    let swatch = |colour: &'static str| {
        let choose = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .attr("value", colour)
            .attr_say("aria-label", named(colour))
            .attr_say("title", named(colour))
            .style("--dot", &colour::css(Some(colour)))
            .checked_of(move || chosen.with(|chosen| chosen == colour))
            .typed("change", move |colour| chosen.set(colour));
        el("label").class("swatch").child(choose)
    };
    let group = el("fieldset").class("swatches").child(el("legend").class("label").say("colour-heading"));
    colour::NAMES.into_iter().fold(group, |group, colour| group.child(swatch(colour)))
}
