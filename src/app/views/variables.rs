//! Which variables the text in the editor has, and how one is written.

use prompt_commons::template::{Kind, Source, Template, Variable};

use crate::derived::Derived;
use crate::dom::{El, el, key, row};
use crate::session::Session;
use crate::words::{self, say};

/// Characters of a variable's name or values that are shown.
const MOST: usize = 60;

/// Draws them, in the order in which they will be asked for.
pub(crate) fn variables(session: Session) -> El {
    let found = Derived::new(move || {
        session.editing.with(|open| {
            let texts =
                open.iter().flat_map(|open| [&open.draft.content].into_iter().chain(&open.draft.turns));
            let texts: Vec<&str> = texts.map(String::as_str).collect();
            let named = |variable: &Variable<'_>| (words::clip(variable.name(), MOST), what(variable));
            Template::parse(&texts).variables().iter().map(named).collect::<Vec<(String, String)>>()
        })
    });
    let lines = move || {
        let line = |(name, what): (String, String)| {
            row(key(&[&name, &what]), move || {
                let name = el("mark").class("variable").text(&name);
                el("li").child(name).child(el("span").class("hint").text(&what)).into()
            })
        };
        found.get().into_iter().map(line).collect()
    };
    let hint = move || {
        let sentence = if found.with(Vec::is_empty) { "variables-hint" } else { "variables-asked" };
        say!(sentence)
    };
    el("div")
        .class("variables")
        .child(el("p").class("hint").text_of(hint))
        .child(el("ul").attr("tabindex", "0").attr_say("aria-label", "variables-all").rows(lines))
}

/// Says what is filled in for a variable.
fn what(variable: &Variable<'_>) -> String {
    match (variable.kind(), variable.default()) {
        (Kind::Choice(options), _) => {
            say!("variables-choice", options = &words::clip(&options.join(", "), MOST))
        }
        (Kind::Own(Source::Selection), _) => say!("variables-selection"),
        (Kind::Own(Source::Clipboard), _) => say!("variables-clipboard"),
        (Kind::Own(Source::Date), _) => say!("variables-date"),
        (Kind::Text, Some(default)) if !default.is_empty() => {
            say!("variables-default", default = &words::clip(default, MOST))
        }
        (Kind::Text, _) => String::new(),
    }
}
