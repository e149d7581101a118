//! The frame round everything: tabs above, one part below, and what is said in passing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons_browser::preferences::Theme;
use prompt_commons_browser::{announcements, tabs as browser_tabs};

use super::on;
use super::{create, join, library, manage, parts, settings, tabs};
use crate::derived::{Derived, effect};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::surface::{Route, Tab};

/// Milliseconds between looks at the folder while the surface is open.
const REFRESH: u32 = 30_000;

/// Draws the app and keeps it fresh.
pub(crate) fn app(session: Session) -> AnyView {
    keep_fresh(session);
    let part = Derived::new(move || Part::of(&session.route.get()));
    view! {
        {tabs::bar(session)}
        <main id="panel" role="tabpanel" aria-labelledby=move || format!("tab-{}", session.route.get().tab().name())>
            {move || {
                session
                    .alert
                    .get()
                    .map(|words| {
                        view! {
                            <div class="notice danger passing">
                                {icon(Icon::Alert)} <p class="grow" role="alert">{words}</p>
                                <button
                                    class="quiet square"
                                    aria-label="Close message"
                                    on:click=on::click(move |_| session.alert.set(None))
                                >
                                    {icon(Icon::Close)}
                                </button>
                            </div>
                        }
                    })
            }}
            {move || match part.get() {
                Part::Library => library::library(session),
                Part::Settings => settings::settings(session),
                Part::Create => create::create(session),
                Part::Join => join::join(session),
                Part::Manage => manage::manage(session),
            }}
        </main>
        <div class="said" aria-live="polite">
            {move || session.said.get().map(|words| view! { <p>{icon(Icon::Check)} {words}</p> })}
        </div>
    }
    .into_any()
}

/// Draws what is left when the device's storage can't be opened.
pub(crate) fn broken(error: String) -> AnyView {
    view! {
        <main class="empty">
            <h1>"Prompt Commons can't start"</h1>
            {parts::alert(error)}
            <p class="hint">"Close other windows of this extension and open it again."</p>
        </main>
    }
    .into_any()
}

/// What the space below the tabs holds. A route's library may change within one part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Library,
    Settings,
    Create,
    Join,
    Manage,
}

impl Part {
    fn of(route: &Route) -> Self {
        match route {
            Route::Mine | Route::Team(_) => Self::Library,
            Route::Settings => Self::Settings,
            Route::Create => Self::Create,
            Route::Join => Self::Join,
            Route::Manage(_) => Self::Manage,
        }
    }
}

/// Follows the address, the other surfaces, the folder and the theme for as long as the surface is open.
fn keep_fresh(session: Session) {
    let current = Derived::new(move || session.current());
    effect(move || session.show(current.get()));
    effect(move || {
        let tab: Tab = session.route.get().tab();
        session.prefer(|preferences| preferences.tab = Some(tab.name().to_owned()));
    });
    effect(move || paint(session.preferences.with(|preferences| preferences.theme)));

    if !session.surface.is_popup() {
        let handle = window_event_listener(leptos::ev::hashchange, move |_| {
            if let Some(route) = Session::address() {
                session.alert.set(None);
                session.route.set(route);
            }
        });
        on_cleanup(move || handle.remove());
    }
    // Someone who comes back to a tab wants to see what happened meanwhile, not what happens in half a minute.
    let handle = window_event_listener(leptos::ev::focus, move |_| look(session));
    on_cleanup(move || handle.remove());

    let listener = announcements::listen(move |id| {
        spawn_local(async move {
            session.read_libraries().await;
            if current.get_untracked().as_ref() == Some(&id) {
                session.read(&id).await;
            }
        });
    });
    // It listens as long as something holds it.
    StoredValue::new_local(listener);

    spawn_local(async move {
        if session.surface.is_popup() {
            session.insertable.set(browser_tabs::can_insert().await);
        }
        loop {
            prompt_commons_browser::sleep(REFRESH).await;
            if !document().hidden() {
                look(session);
            }
        }
    });
}

/// Looks at the folder of the library that is shown.
fn look(session: Session) {
    if let Some(id) = untrack(|| session.current()) {
        session.sync(id);
    }
}

/// Tells the stylesheet which theme to draw.
fn paint(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    // A root that refuses attributes leaves the system's theme.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}
