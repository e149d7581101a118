//! Settings: how it looks, and the teams of this device.

use leptos::prelude::document;
use leptos::task::spawn_local;
use prompt_commons_browser::preferences::{Language, Theme};
use prompt_commons_browser::sleep;
use web_sys::Node;

use super::{backups, sites, statistics, teams, topics, you};
use crate::dom::{El, button, el, focus_first};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::Route;
use crate::words::say;

/// Draws the settings.
pub(crate) fn settings(session: Session) -> Node {
    you::say_erased(session);
    let section = |heading: &str| el("section").class("stack").child(el("h2").say(heading));
    let privacy = el("p").class("hint").say("settings-private");
    let sheet = el("div")
        .class("sheet")
        .child(el("h1").class("unseen").say("tab-settings"))
        .child(section("settings-appearance").child(themes(session)))
        .child(section("settings-language").child(languages(session)))
        .child(teams::teams(session))
        .child(topics::topics(session))
        .child(you::email(session))
        .child(sites::sites(session))
        .child(you::shortcuts(session))
        .part(move || if session.surface.is_popup() { in_a_tab(session) } else { backups::backups(session) })
        .child(section("settings-privacy").child(privacy))
        .child(statistics::switch(session))
        .child(you::erasing(session));
    el("div").class("settings scroll").child(sheet).into()
}

fn themes(session: Session) -> El {
    let choice = move |theme: Theme, name: &str| {
        let is = move || session.preferences.with(|preferences| preferences.theme) == theme;
        let choose = move || session.prefer(&|preferences| preferences.theme = theme);
        segment("theme", &say!(name), is, choose)
    };
    el("fieldset")
        .class("segments")
        .child(el("legend").class("unseen").say("settings-theme"))
        .child(choice(Theme::System, "theme-system"))
        .child(choice(Theme::Light, "theme-light"))
        .child(choice(Theme::Dark, "theme-dark"))
}

fn languages(session: Session) -> El {
    let choice = move |language: Option<Language>, name: &str| {
        let is = move || session.preferences.with(|preferences| preferences.language) == language;
        segment("language", name, is, move || speak(session, language))
    };
    let mut all = el("fieldset")
        .class("segments")
        .child(el("legend").class("unseen").say("settings-language"))
        .child(choice(None, &say!("language-browser")));
    for language in Language::ALL {
        all = all.child(choice(Some(language), language.name()));
    }
    all
}

/// Has everything said in another language. That draws everything anew, and the keyboard stays on the choice.
fn speak(session: Session, language: Option<Language>) {
    spawn_local(async move {
        session.speak(language).await;
        // Once it is drawn.
        sleep(0).await;
        if let Some(root) = document().document_element() {
            focus_first(&root, &["input[name=language]:checked"]);
        }
    });
}

/// One of several choices that stand side by side.
pub(super) fn segment(
    of: &str,
    name: &str,
    is: impl Fn() -> bool + 'static,
    choose: impl FnMut() + 'static,
) -> El {
    let mut choose = choose;
    let radio =
        el("input").attr("type", "radio").attr("name", of).checked_of(is).on("change", move |_| choose());
    el("label").child(radio).child(el("span").text(name))
}

/// Leads to what needs more room than a popup has: choosing a file would close it.
fn in_a_tab(session: Session) -> Node {
    let open = button("quiet", move || session.open_page(Route::Settings.hash()));
    el("div").child(open.child(icon(Icon::Expand)).say("settings-backups")).into()
}
