//! Tags: the cloud that narrows the list, and the field that gives them to a prompt.

use leptos::prelude::*;
use prompt_commons::command::tags_of;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent, Node};

use crate::derived::Derived;
use crate::dom::{El, Row, button, el, key, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::wish::Wish;
use crate::words::{self, say};
use crate::{shelf, tagging};

/// The id of the list of tags that a field offers.
const OFFERS: &str = "tag-offers";

/// Draws the tags of what the list shows with their numbers; `open`: all of them, else only the chosen ones. With each
/// that is chosen the list has only prompts that have it, too.
pub(crate) fn cloud(session: Session, wish: Wish, open: impl Fn() -> bool + Copy + 'static) -> El {
    let all = Derived::new(move || {
        let view = session.view();
        view.map(|view| {
            wish.tags.with(|chosen| shelf::tags(&view, &wish.filter.get(), chosen, &session.mine()))
        })
        .unwrap_or_default()
    });
    let line = move |(tag, count): &(String, usize)| -> Row {
        let (tag, count) = (tag.clone(), *count);
        row(key(&[&tag, &count.to_string()]), move || {
            let is = tag.clone();
            let name = el("span").class("name").text(&tag);
            button("tag", move || toggle(wish, &tag))
                .attr("aria-description", &say!("tag-count", count = count))
                .flag("aria-pressed", move || wish.tags.with(|chosen| chosen.contains(&is)))
                .child(name)
                .child(el("span").class("count").attr("aria-hidden", "true").text(&count.to_string()))
                .into()
        })
    };
    let clear = move || {
        row(String::new(), move || {
            button("quiet clear", move || wish.tags.set(Vec::new())).say("tag-clear").into()
        })
    };
    let lines = move || {
        let chosen = wish.tags.get();
        let shown = |(tag, _): &&(String, usize)| open() || chosen.contains(tag);
        let mut lines: Vec<Row> = all.with(|all| all.iter().filter(shown).map(line).collect());
        lines.extend((!chosen.is_empty()).then(clear));
        lines
    };
    el("div").class("cloud").attr("role", "group").attr_say("aria-label", "tag-heading").rows(lines)
}

/// Draws one of a prompt's tags on its card.
pub(crate) fn tag(wish: Wish, tag: &str) -> El {
    let name = tag.to_owned();
    button("hash", move || toggle(wish, &name)).attr_say("title", "tag-show").text("#").text(tag)
}

fn toggle(wish: Wish, tag: &str) {
    wish.tags.update(|chosen| {
        if chosen.iter().any(|other| other == tag) {
            chosen.retain(|other| other != tag);
        } else {
            chosen.push(tag.to_owned());
        }
    });
}

/// What the field of an editor holds.
#[derive(Clone, Copy)]
struct Field {
    session: Session,
    tags: State<Vec<String>>,
    typed: State<String>,
    /// Those of the library.
    known: Derived<Vec<(String, usize)>>,
    /// Which of the offers the keyboard is on.
    at: State<Option<usize>>,
}

/// Draws the field that gives tags to the prompt that is being edited.
pub(crate) fn field(session: Session, start: Vec<String>) -> Node {
    let known =
        Derived::new(move || session.view().map(|view| view.filing.tags().to_vec()).unwrap_or_default());
    let field =
        Field { session, tags: State::new(start), typed: State::default(), known, at: State::default() };
    let offers = Derived::new(move || field.offers());
    let is_open = move || offers.with(|offers| !offers.is_empty());
    let chips = move || {
        let chip = |tag: &String| {
            let tag = tag.clone();
            row(tag.clone(), move || {
                let name = say!("tag-remove", tag = &words::clip(&tag, 40));
                let words = el("span").class("name").text(&tag);
                let remove = button("", move || field.set(|tags| tags.retain(|other| *other != tag)))
                    .attr("type", "button")
                    .attr("aria-label", &name)
                    .child(icon(Icon::Close));
                el("span").class("chip").child(words).child(remove).into()
            })
        };
        field.tags.with(|tags| tags.iter().map(chip).collect())
    };
    let input = el("input")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr_say("aria-label", "tag-heading")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", OFFERS)
        .attr("autocomplete", "off")
        .attr_say("placeholder", "tag-add")
        .flag("aria-expanded", is_open)
        .attr_of("aria-activedescendant", move || field.at.get().map(offer_id))
        .value_of(move || field.typed.get())
        .typed("input", move |words| field.take(&words))
        .key(move |event| field.press(&event, &offers.with_untracked(Vec::clone)))
        // It may be on its way out together with the editor.
        .on("blur", move |_| {
            if field.typed.is_there() {
                field.add(&field.typed.get_untracked());
            }
        });
    let lines = move || {
        let line = |(at, tag): (usize, &String)| {
            let (tag, words) = (tag.clone(), tag.clone());
            row(key(&[&at.to_string(), &tag]), move || {
                el("li")
                    .attr("role", "option")
                    .attr("id", &offer_id(at))
                    .flag("aria-selected", move || field.at.get() == Some(at))
                    // Before the field loses the keyboard, and takes what is typed for a tag.
                    .on("pointerdown", move |event| {
                        event.prevent_default();
                        field.add(&tag);
                    })
                    .text(&words)
                    .into()
            })
        };
        offers.with(|offers| offers.iter().enumerate().map(line).collect())
    };
    let list = el("ul")
        .class("offers")
        .attr("role", "listbox")
        .attr_say("aria-label", "tag-heading")
        .attr("id", OFFERS);
    el("div")
        .class("tags")
        .child(el("span").class("label").attr("aria-hidden", "true").say("tag-heading"))
        .child(el("div").class("tokens").rows(chips).child(input))
        .child(list.attr_when("hidden", move || !is_open()).rows(lines))
        .into()
}

fn offer_id(at: usize) -> String {
    format!("tag-offer-{at}")
}

impl Field {
    /// Returns the library's tags that what is typed may become.
    fn offers(self) -> Vec<String> {
        let typed = self.typed.get();
        self.tags.with(|chosen| self.known.with(|known| tagging::completions(known, &typed, chosen)))
    }

    /// Takes what is typed. A comma ends a tag.
    fn take(self, words: &str) {
        self.at.set(None);
        match words.rsplit_once(',') {
            Some((done, rest)) => {
                self.add(done);
                self.typed.set(rest.trim_start().to_owned());
            }
            None => self.typed.set(words.to_owned()),
        }
    }

    /// Adds the tags of a text; one that the library spells in another case is that one.
    fn add(self, words: &str) {
        let known = untrack(|| self.known.get());
        let spelled = |tag: &str| tagging::known_tag(&known, tag).unwrap_or_else(|| tag.to_owned());
        let new: Vec<String> = tagging::split_tags(words).map(spelled).collect();
        if !new.is_empty() {
            self.set(|tags| tags.extend(new));
        }
        self.at.set(None);
        self.typed.set(String::new());
    }

    fn set(self, change: impl FnOnce(&mut Vec<String>)) {
        self.tags.update(|tags| {
            change(tags);
            *tags = tags_of(std::mem::take(tags));
        });
        self.session.write(|editing| editing.draft.tags = self.tags.get_untracked());
    }

    fn press(self, event: &KeyboardEvent, offers: &[String]) {
        let at = self.at.get_untracked();
        let typed = self.typed.get_untracked();
        match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => self.add(&typed),
            "Enter" => {
                // Else the form would be saved.
                event.prevent_default();
                self.add(at.and_then(|at| offers.get(at)).unwrap_or(&typed));
            }
            "ArrowDown" | "ArrowUp" if !offers.is_empty() => {
                event.prevent_default();
                let down = event.key() == "ArrowDown";
                self.at.set(Some(tagging::step(at, offers.len(), down)));
            }
            "Escape" if !typed.is_empty() => {
                event.prevent_default();
                // Else the editor would be left.
                event.stop_propagation();
                self.at.set(None);
                self.typed.set(String::new());
            }
            "Backspace" => {
                let field = event.target().map(JsCast::unchecked_into::<HtmlInputElement>);
                if field.is_some_and(|field| field.value().is_empty()) {
                    self.set(|tags| drop(tags.pop()));
                }
            }
            _ => {}
        }
    }
}
