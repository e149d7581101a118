//! The frame round everything: tabs above, one part below, and what is said in passing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::command::Command;
use prompt_commons_browser::dom::once_painted;
use prompt_commons_browser::preferences::Theme;
use prompt_commons_browser::{announcements, side_panel, tabs as browser_tabs};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};

use super::{library, parts, tabs};
use crate::derived::{Derived, effect};
use crate::dialog;
use crate::dom::{button, el, follow_focus, group, keep_focus, listen, nothing, part};
use crate::icon::{Icon, icon};
use crate::session::{Said, Session, Shown};
use crate::state::Kept;
use crate::surface::{Reviewing, Route, Surface, Tab};
use crate::words::{self, say};

/// Milliseconds between looks at the folder while the surface is open.
const REFRESH: u32 = 30_000;

/// Milliseconds between looks while its folder or file is not there.
const AWAY: u32 = 5000;

/// Draws the app and keeps it fresh.
pub(crate) fn app(session: Session) -> Node {
    follow_focus();
    // Whoever opens a tab for something goes on there. What takes the keyboard has to be laid out: the browser does that with the
    // first frame anyway.
    once_painted(|| keep_focus(None, None));
    keep_fresh(session);
    part(move || {
        session.spoken.track();
        surface(session)
    })
}

fn surface(session: Session) -> Node {
    let place = Derived::new(move || Part::of(&session.route.get()));
    let alert = move || session.alert.get().map_or_else(nothing, |words| passing(session, &words));
    let panel = el("div")
        .class("panel")
        .attr("id", "panel")
        .attr("role", "tabpanel")
        .attr_of("aria-labelledby", move || Some(tabs::id(session.route.with(Route::tab))))
        .part(alert)
        .part(move || match (place.get(), session.surface.wide()) {
            (Part::Create, Some(wide)) => (wide.create)(session),
            (Part::Join, Some(wide)) => (wide.join)(session),
            (Part::Manage, Some(wide)) => (wide.manage)(session),
            (Part::Care, Some(wide)) => (wide.care)(session),
            (Part::Projects, Some(wide)) => (wide.projects)(session),
            (Part::Statistics, Some(wide)) => (wide.statistics)(session),
            (Part::Settings, _) => match session.surface.whole() {
                Some(whole) => (whole.settings)(session),
                None => session.take_over(),
            },
            // The popup never gets to the others: it opens them in a tab.
            _ => library::library(session),
        });
    let main = el("main").flag("aria-busy", move || !session.is_settled.get()).child(panel);
    let said = el("div")
        .class("said")
        .attr("aria-live", "polite")
        .part(move || session.said.get().map_or_else(nothing, |said| passing_by(session, said)));
    let ready = Derived::new(move || session.shown.with(|shown| matches!(shown, Shown::Ready(_))));
    let review = part(move || match (session.reviewing.get(), session.surface.whole()) {
        (Some(what), Some(whole)) if what != Reviewing::Newer && ready.get() => (whole.review)(session, what),
        _ => nothing(),
    });
    let carry = part(move || match (session.carrying.get(), session.surface.whole()) {
        (Some(prompt), Some(whole)) if ready.get() => (whole.transfer)(session, prompt),
        _ => nothing(),
    });
    group(&[tabs::bar(session), main.into(), review, carry, said.into()])
}

/// What went well, and what takes it back.
fn passing_by(session: Session, said: Said) -> Node {
    let undo = said.deleted.map(|(library, id)| {
        let undo = move || {
            let (library, id) = (library.clone(), id.clone());
            session.said.set(None);
            spawn_local(async move {
                match session.edit(&library, vec![Command::RestorePrompt { id: id.clone() }]).await {
                    Ok(outcome) => {
                        parts::to_card(&id);
                        session.say(words::came_to(&outcome, say!("shell-undone")));
                    }
                    Err(error) => session.alert.set(Some(error)),
                }
            });
        };
        button("link", undo).attr("aria-keyshortcuts", "Control+Z").say("word-undo")
    });
    el("p").child(icon(Icon::Check)).child(el("span").text(&said.words)).maybe(undo).into()
}

/// What was said last of what didn't go well, until it is closed.
fn passing(session: Session, words: &str) -> Node {
    let close = button("quiet square", move || session.alert.set(None))
        .attr_say("aria-label", "shell-close-message")
        .child(icon(Icon::Close));
    el("div")
        .class("notice danger passing")
        .child(icon(Icon::Alert))
        .child(el("p").class("grow").attr("role", "alert").text(words))
        .child(close)
        .into()
}

/// Draws what is left when the device's storage can't be opened.
pub(crate) fn broken(error: &str) -> Node {
    el("main")
        .class("empty")
        .child(el("h1").say("shell-broken"))
        .child(parts::alert(error))
        .child(el("p").class("hint").say("shell-broken-words"))
        .into()
}

/// What the space below the tabs holds. A route's library may change within one part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Library,
    Settings,
    Create,
    Join,
    Manage,
    Care,
    Projects,
    Statistics,
}

impl Part {
    fn of(route: &Route) -> Self {
        match route {
            Route::Mine | Route::Team(_) => Self::Library,
            Route::Settings => Self::Settings,
            Route::Create => Self::Create,
            Route::Join => Self::Join,
            Route::Manage(_) => Self::Manage,
            Route::Care(_) => Self::Care,
            Route::Projects(_) => Self::Projects,
            Route::Statistics => Self::Statistics,
        }
    }
}

/// Has Ctrl+Z take back what was done last, as long as that is offered. In a field it takes back what was typed there.
fn take_back(event: &KeyboardEvent) {
    // Where the layout has no Latin letters, the key in its place.
    let is_z = event.key().eq_ignore_ascii_case("z") || !event.key().is_ascii() && event.code() == "KeyZ";
    let is_undo = is_z && (event.ctrl_key() || event.meta_key()) && !event.shift_key();
    let is_field = |active: Element| active.matches("input, textarea, select") == Ok(true);
    if event.default_prevented() || !is_undo || document().active_element().is_some_and(is_field) {
        return;
    }
    if let Ok(Some(undo)) = document().query_selector(".said button") {
        event.prevent_default();
        undo.unchecked_into::<HtmlElement>().click();
    }
}

/// Follows the address, the other surfaces, the folder and the theme for as long as the surface is open.
fn keep_fresh(session: Session) {
    let current = Derived::new(move || session.current());
    effect(move || {
        session.reviewing.set(None);
        session.show(current.get());
    });
    effect(move || {
        let tab: Tab = session.route.get().tab();
        session.prefer(&|preferences| preferences.tab = Some(tab.name().to_owned()));
    });
    let keys = |event: Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.key() == "Escape" && !event.default_prevented() && dialog::answer() {
            // Else the popup would close as a whole.
            event.prevent_default();
        }
        take_back(event);
    };
    listen(&document(), "keydown", Box::new(keys));
    effect(move || paint(session.preferences.with(|preferences| preferences.theme)));

    if !session.surface.is_popup() {
        let follow = move |_| {
            if let Some(route) = Session::address() {
                session.alert.set(None);
                session.route.set(route);
            }
        };
        listen(&window(), "hashchange", Box::new(follow));
    }
    if let Some(whole) = session.surface.whole() {
        (whole.follow)(session);
    }
    // Someone who comes back to a tab wants to see what happened meanwhile, not what happens in half a minute.
    listen(&window(), "focus", Box::new(move |_| look(session)));

    let listener = announcements::listen(move |id| {
        if session.is_over() {
            return;
        }
        spawn_local(async move {
            session.read_libraries().await;
            session.count_unread().await;
            if current.get_untracked().as_ref() == Some(&id) {
                session.read(&id).await;
            }
        });
    });
    // It listens as long as something holds it.
    Kept::new(listener);

    if let Surface::Panel(_) = session.surface {
        side_panel::on_tab(move || {
            spawn_local(async move { session.insertable.set(browser_tabs::can_insert().await) });
        });
    }
    spawn_local(async move {
        session.count_unread().await;
        if session.surface.is_beside_a_page() {
            session.insertable.set(browser_tabs::can_insert().await);
        }
        while !session.is_over() {
            // A folder that comes back is there again at once.
            let is_away = untrack(|| session.view()).is_some_and(|view| view.state().name() == "offline");
            prompt_commons_browser::sleep(if is_away { AWAY } else { REFRESH }).await;
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
