//! The sites that prompts can be inserted into: which are on, the person's own ones, and their own key there.

use leptos::task::spawn_local;
use prompt_commons::site::{self, SITES, SiteChoices, host};
use prompt_commons_browser::{sites, tabs};
use web_sys::{KeyboardEvent, Node};

use super::parts;
use crate::dom::{El, button, el, key, part, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::words::say;

/// What the section works on.
#[derive(Clone, Copy)]
struct Sites {
    session: Session,
    choices: State<SiteChoices>,
    /// Origins that were added, and that the browser doesn't let the extension onto any more.
    barred: State<Vec<String>>,
    error: State<Option<String>>,
}

impl Sites {
    /// Changes what is chosen: here at once, then for good.
    fn choose(self, change: impl Fn(&mut SiteChoices) + 'static) {
        self.choices.update(&change);
        spawn_local(self.keep(change));
    }

    async fn keep(self, change: impl Fn(&mut SiteChoices) + 'static) {
        match sites::choose(change).await {
            Ok(choices) => self.show(choices).await,
            Err(reason) => self.error.set(Some(say!("sites-failed", reason = reason.as_str()))),
        }
    }

    async fn show(self, choices: SiteChoices) {
        let mut barred = Vec::new();
        for origin in choices.own() {
            if !sites::may_be_on(origin).await {
                barred.push(origin.clone());
            }
        }
        self.choices.set(choices);
        self.barred.set(barred);
    }

    /// Asks for the permission and adds a site. Has to begin within a click.
    fn add(self, origin: String, then: impl Fn() + 'static) {
        self.error.set(None);
        spawn_local(async move {
            if !sites::request(&origin).await {
                self.error.set(Some(say!("sites-refused", site = host(&origin))));
                return;
            }
            self.session.say(say!("sites-added", site = host(&origin)));
            self.choose(move |choices| choices.add(&origin));
            then();
        });
    }

    fn remove(self, origin: String) {
        self.session.say(say!("sites-removed", site = host(&origin)));
        let gone = origin.clone();
        spawn_local(async move {
            self.keep(move |choices| choices.remove(&origin)).await;
            // Before, its open pages could not be told.
            sites::leave(&gone).await;
        });
    }
}

/// Draws the section.
pub(crate) fn sites(session: Session) -> Node {
    let choices = State::new(SiteChoices::default());
    let (barred, error) = (State::new(Vec::new()), State::new(None));
    let all = Sites { session, choices, barred, error };
    spawn_local(async move { all.show(sites::chosen().await).await });
    let mut known =
        el("fieldset").class("checks columns").child(el("legend").class("unseen").say("sites-heading"));
    for site in SITES {
        let is_on = move || choices.with(|choices| choices.is_on(site.host));
        let toggle = move || {
            let on = !is_on();
            all.choose(move |choices| choices.switch(site.host, on));
        };
        let check = el("input").attr("type", "checkbox").checked_of(is_on).on("change", move |_| toggle());
        known = known.child(el("label").class("row").child(check).child(el("span").text(site.name)));
    }
    let own = move || {
        let line = |origin: &String| {
            let origin = origin.clone();
            row(key(&[&origin]), move || own_site(all, &origin).into())
        };
        choices.with(|choices| choices.own().iter().map(line).collect())
    };
    el("section")
        .class("stack")
        .attr("id", "sites")
        .child(el("h2").say("sites-heading"))
        .child(el("p").class("hint").say("sites-hint"))
        .child(known)
        .child(el("ul").class("plain stack").attr_say("aria-label", "sites-own").rows(own))
        .child(adding(all))
        .child(parts::alert_of(error))
        .child(el("p").class("hint").say("sites-point"))
        .into()
}

fn own_site(all: Sites, origin: &str) -> El {
    let name = host(origin).to_owned();
    let removed = origin.to_owned();
    let remove = button("quiet wary", move || all.remove(removed.clone()))
        .attr("aria-label", &say!("sites-remove-one", site = name.as_str()))
        .say("sites-remove");
    let asked = origin.to_owned();
    let is_barred = move || all.barred.with(|barred| barred.contains(&asked));
    let origin = origin.to_owned();
    let allow = move || {
        let origin = origin.clone();
        button("", move || all.add(origin.clone(), || ())).say("sites-allow").into()
    };
    el("li")
        .class("row")
        .child(icon(Icon::Globe))
        .child(el("span").class("grow name").text(&name))
        .when(is_barred, allow)
        .child(remove)
}

/// Draws the form that adds a site: with its address, where the toolbar icon's menu led here from.
fn adding(all: Sites) -> El {
    let from = tabs::site_to_add();
    let typed = State::new(from.clone().unwrap_or_default());
    let add = move || match sites::origin_of(&typed.get_untracked()) {
        Some(origin) => all.add(origin, move || typed.set(String::new())),
        None => all.error.set(Some(say!("sites-not-one"))),
    };
    let field = el("input")
        .attr("type", "text")
        .attr("inputmode", "url")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr_say("placeholder", "sites-example")
        .value_of(move || typed.get())
        .typed("input", move |text| {
            all.error.set(None);
            typed.set(text);
        });
    let field = if from.is_some() { field.focused() } else { field };
    let submit = el("button")
        .attr("type", "submit")
        .attr_when("disabled", move || typed.with(|typed| typed.trim().is_empty()))
        .child(icon(Icon::Plus))
        .say("sites-add");
    let line = el("div")
        .class("row end")
        .child(parts::labelled(&say!("sites-address"), field).class("grow"))
        .child(submit);
    el("form").attr("novalidate", "").submit(add).child(line)
}

/// Draws the person's own key, which only pages of these sites hear.
pub(crate) fn own_key(session: Session) -> Node {
    let choices = State::new(SiteChoices::default());
    let all = Sites { session, choices, barred: State::new(Vec::new()), error: State::new(None) };
    let waiting = State::new(false);
    spawn_local(async move { choices.set(sites::chosen().await) });
    let press = move |event: KeyboardEvent| {
        if !waiting.get_untracked() || event.key() == "Tab" {
            return;
        }
        event.prevent_default();
        if event.key() == "Escape" {
            // Only the waiting ends; where this stands in a dialog, that stays.
            event.stop_propagation();
            waiting.set(false);
        } else if let Some(pressed) = pressed(&event) {
            waiting.set(false);
            all.choose(move |choices| choices.set_key(Some(pressed.clone())));
        }
    };
    let name = move || {
        if waiting.get() {
            return say!("keys-own-press");
        }
        choices.with(|choices| choices.key().map_or_else(|| say!("keys-own-none"), site::spelled))
    };
    let set = button("quiet", move || waiting.update(|is| *is = !*is))
        .key(press)
        .on("blur", move |_| waiting.set(false))
        .flag("aria-pressed", move || waiting.get())
        .attr_of("aria-label", move || Some(say!("keys-own-name", keys = name().as_str())))
        .text_of(name);
    let is_set = move || choices.with(|choices| choices.key().is_some()) && !waiting.get();
    let clear = move || {
        button("quiet", move || all.choose(|choices| choices.set_key(None))).say("keys-own-clear").into()
    };
    el("div")
        .class("row")
        .child(el("span").class("grow").say("keys-own"))
        .child(set)
        .when(is_set, clear)
        .child(part(move || parts::alert_of(all.error)))
        .into()
}

fn pressed(event: &KeyboardEvent) -> Option<String> {
    let held = [event.ctrl_key(), event.alt_key(), event.shift_key(), event.meta_key()];
    site::key(held, &event.code())
}
