//! Settings: how it looks, and the teams of this device.

use leptos::prelude::*;
use prompt_commons_browser::preferences::Theme;

use super::on;
use super::teams;
use crate::session::Session;

/// Draws the settings.
pub(crate) fn settings(session: Session) -> AnyView {
    view! {
        <div class="settings scroll">
            <div class="sheet">
                <h1 class="unseen">"Settings"</h1>
                <section class="stack">
                    <h2>"Appearance"</h2>
                    {themes(session)}
                </section>
                {teams::teams(session)}
                <section class="stack">
                    <h2>"Privacy"</h2>
                    <p class="hint">
                        "Prompt Commons has no server and sends nothing anywhere. Your prompts are on this device and in your team's folder; your email is only compared with the team's member list."
                    </p>
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn themes(session: Session) -> AnyView {
    let choice = move |theme: Theme, name: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="theme"
                    prop:checked=move || session.preferences.with(|preferences| preferences.theme) == theme
                    on:change=on::event(move |_| session.prefer(|preferences| preferences.theme = theme))
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend class="unseen">"Theme"</legend>
            {choice(Theme::System, "System")}
            {choice(Theme::Light, "Light")}
            {choice(Theme::Dark, "Dark")}
        </fieldset>
    }
    .into_any()
}
