//! What settings know of the person: the email for new teams, the keys, and all that this device keeps.

use leptos::task::spawn_local;
use prompt_commons::model::Email;
use prompt_commons_browser::commands::{self, OPEN_SELECTOR};
use prompt_commons_browser::{erase, preferences};
use web_sys::Node;

use super::{parts, sites};
use crate::derived::Derived;
use crate::dialog;
use crate::dom::{El, button, el, key, part, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::words::{said, say, sentence};

/// The id of the field for the email.
const EMAIL: &str = "email";

fn section(heading: &str) -> El {
    el("section").class("stack").child(el("h2").say(heading))
}

/// Draws the email that new teams are set up with.
pub(crate) fn email(session: Session) -> El {
    let error = State::new(None::<String>);
    let known =
        Derived::new(move || session.preferences.with(|known| known.email.clone().unwrap_or_default()));
    let typed = State::new(None::<String>);
    let is_new = move || typed.with(|typed| typed.as_ref().is_some_and(|typed| typed.trim() != known.get()));
    let save = move || {
        let Some(text) = typed.get_untracked() else { return };
        match Email::parse(&text) {
            Ok(email) => {
                session.prefer(&|preferences| preferences.email = Some(email.to_string()));
                error.set(None);
                typed.set(None);
                // The button has nothing to save any more.
                dialog::focus(EMAIL);
                session.say(say!("you-email-saved"));
            }
            Err(wrong) => error.set(Some(said(&wrong))),
        }
    };
    let field = el("input")
        .attr("id", EMAIL)
        .attr("type", "email")
        .attr("autocomplete", "email")
        .attr("spellcheck", "false")
        .value_of(move || typed.get().unwrap_or_else(|| known.get()))
        .typed("input", move |email| typed.set(Some(email)));
    let submit =
        el("button").attr("type", "submit").attr_when("disabled", move || !is_new()).say("word-save");
    let line = el("div")
        .class("row end")
        .child(parts::labelled(&say!("you-email"), field).class("grow"))
        .child(submit);
    // What is wrong with it is said here, and not in the browser's language by the browser.
    let form = parts::form(error, save).child(line);
    section("you-heading")
        .child(form)
        .child(parts::alert_of(error))
        .child(el("p").class("hint").say("you-email-hint"))
}

/// Draws the keys that there are, and the way to change those that can be.
pub(crate) fn shortcuts(session: Session) -> El {
    let selector = State::new(None::<Option<String>>);
    spawn_local(async move { selector.set(Some(commands::shortcut(OPEN_SELECTOR).await)) });
    let line = |what: &str, keys: &str| {
        let (what, keys) = (say!(what), keys.to_owned());
        row(key(&[&what, &keys]), move || {
            el("li")
                .class("row")
                .child(el("span").class("grow").text(&what))
                .child(el("kbd").text(&keys))
                .into()
        })
    };
    let lines = move || {
        let selector = match selector.get() {
            Some(Some(keys)) => keys,
            Some(None) => say!("keys-none"),
            None => String::new(),
        };
        vec![
            line("keys-selector", &selector),
            line("keys-save", "Ctrl+Enter"),
            line("keys-list", "↑ ↓"),
            line("keys-read", "→"),
            line("keys-undo", "Ctrl+Z"),
            line("keys-tabs", "← →"),
            line("keys-leave", "Esc"),
        ]
    };
    let change = button("quiet", || spawn_local(commands::open_settings()));
    section("keys-heading")
        .child(el("ul").class("plain keys").rows(lines))
        .child(sites::own_key(session))
        .child(el("div").child(change.child(icon(Icon::Key)).say("keys-change")))
}

/// Says that everything was forgotten, if it was right before this document.
pub(crate) fn say_erased(session: Session) {
    if preferences::take_erased() {
        session.say(say!("erase-done"));
    }
}

/// Draws what forgets all that this device keeps, after a question.
pub(crate) fn erasing(session: Session) -> El {
    let asking = State::new(false);
    let error = State::new(None::<String>);
    let erase = move || {
        asking.set(false);
        let libraries = session.libraries.get_untracked().into_iter().map(|record| record.id).collect();
        let browser = session.browser();
        spawn_local(async move {
            if let Err(reason) = erase::all(&browser, libraries).await {
                error.set(Some(sentence(&reason)));
            }
        });
    };
    let ask = part(move || {
        if !asking.get() {
            let ask = button("quiet wary", move || asking.set(true));
            return el("div").child(ask.child(icon(Icon::Delete)).say("erase-ask")).into();
        }
        question(session, asking, erase)
    });
    section("erase-heading")
        .child(el("p").class("hint").say("erase-what"))
        .child(ask)
        .child(parts::alert_of(error))
}

fn question(session: Session, asking: State<bool>, erase: impl Fn() + 'static) -> Node {
    let teams = session.teams().len();
    el("div")
        .class("stack ask")
        .attr("role", "dialog")
        .attr_say("aria-label", "erase-sure")
        .child(el("p").text(&say!("erase-loses", teams = teams)))
        .child(
            el("div")
                .class("row wrap")
                .child(button("", move || asking.set(false)).stays().say("word-cancel"))
                .child(button("grave", erase).say("erase-do")),
        )
        .into()
}
