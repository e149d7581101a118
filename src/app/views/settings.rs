//! Settings: how it looks, and the teams of this device.

use prompt_commons_browser::preferences::Theme;
use web_sys::Node;

use super::{backups, teams};
use crate::dom::{El, button, el};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::Route;

/// Draws the settings.
pub(crate) fn settings(session: Session) -> Node {
    let section = |heading: &str| el("section").class("stack").child(el("h2").text(heading));
    let privacy = el("p").class("hint").text(
        "Prompt Commons has no server and sends nothing anywhere. Your prompts are on this device and in your team's folder. Your email is on this device, and in the team's file: as a member's, and beside what you write.",
    );
    let sheet = el("div")
        .class("sheet")
        .child(el("h1").class("unseen").text("Settings"))
        .child(section("Appearance").child(themes(session)))
        .child(teams::teams(session))
        .part(move || if session.surface.is_popup() { in_a_tab(session) } else { backups::backups(session) })
        .child(section("Privacy").child(privacy));
    el("div").class("settings scroll").child(sheet).into()
}

fn themes(session: Session) -> El {
    let choice = move |theme: Theme, name: &str| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "theme")
            .checked_of(move || session.preferences.with(|preferences| preferences.theme) == theme)
            .on("change", move |_| session.prefer(|preferences| preferences.theme = theme));
        el("label").child(radio).child(el("span").text(name))
    };
    el("fieldset")
        .class("segments")
        .child(el("legend").class("unseen").text("Theme"))
        .child(choice(Theme::System, "System"))
        .child(choice(Theme::Light, "Light"))
        .child(choice(Theme::Dark, "Dark"))
}

/// Leads to what needs more room than a popup has: choosing a file would close it.
fn in_a_tab(session: Session) -> Node {
    let open = button("quiet", move || session.open_page(Route::Settings.hash()));
    el("div").child(open.child(icon(Icon::Expand)).text("Backups…")).into()
}
