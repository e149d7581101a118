//! The choice of a colour.

use crate::colour;
use crate::dom::{El, el};
use crate::state::State;

/// Draws the colours of the palette to choose one of. `name` tells the group from others on the page.
pub(crate) fn swatches(name: &'static str, chosen: State<String>) -> El {
    let swatch = |colour: &'static str| {
        let choose = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .attr("value", colour)
            .attr("aria-label", colour)
            .attr("title", colour)
            .style("--dot", &colour::css(Some(colour)))
            .checked_of(move || chosen.with(|chosen| chosen == colour))
            .typed("change", move |colour| chosen.set(colour));
        el("label").class("swatch").child(choose)
    };
    let group = el("fieldset").class("swatches").child(el("legend").class("label").text("Colour"));
    colour::NAMES.into_iter().fold(group, |group, colour| group.child(swatch(colour)))
}
