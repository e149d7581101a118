//! Which prompts were used most, and of which libraries.

use leptos::task::spawn_local;
use prompt_commons::model::PromptId;
use prompt_commons_browser::statistics::{Count, Span, Used, load, sums, today};
use prompt_commons_engine as engine;

use super::gauge;
use crate::derived::{Derived, effect};
use crate::dom::{El, el};
use crate::session::Session;
use crate::shelf::reads;
use crate::state::State;
use crate::words::{self, say};

/// Prompts that are named.
const MOST: usize = 10;

/// What a counted prompt or library is called now. What was deleted since has no name any more.
pub(super) struct Named {
    library: String,
    /// Empty for the library itself.
    prompt: String,
    name: String,
}

/// What was counted, with the names of it.
pub(super) struct Known {
    pub(super) row: String,
    pub(super) names: Vec<Named>,
}

/// Reads the names of what was counted, and reads them again when that is something else or a library changes; `None` until they are
/// known.
pub(super) fn known(session: Session, counted: Derived<Option<String>>) -> State<Option<Known>> {
    let known = State::new(None);
    effect(move || {
        session.libraries.track();
        let Some(row) = counted.get().filter(|row| !row.is_empty()) else { return known.set(None) };
        spawn_local(async move {
            let names = read(session, &row).await;
            // Else it is read again by now.
            if load().as_ref() == Some(&row) {
                known.set(Some(Known { row, names }));
            }
        });
    });
    known
}

async fn read(session: Session, row: &str) -> Vec<Named> {
    let counted = sums(row, today(), Span::Year).prompts;
    let mut names = Vec::new();
    for record in session.libraries.get_untracked() {
        let library = record.id.as_str();
        names.push(Named {
            library: library.to_owned(),
            prompt: String::new(),
            name: words::library(&record),
        });
        // What can't be read is told by the library itself.
        let Ok(view) = engine::view(&session.browser(), &record.id).await else { continue };
        if !reads(&view) {
            continue;
        }
        for used in counted.iter().filter(|used| used.library == library) {
            let prompt = PromptId::parse(&used.prompt).and_then(|id| view.library.prompt(&id));
            names.extend(prompt.map(|prompt| Named {
                library: library.to_owned(),
                prompt: used.prompt.clone(),
                name: prompt.title().to_owned(),
            }));
        }
    }
    names
}

fn named<'a>(names: &'a [Named], library: &str, prompt: &str) -> Option<&'a str> {
    let name = names.iter().find(|name| name.library == library && name.prompt == prompt);
    name.map(|name| name.name.as_str())
}

/// Draws the prompts that were used most.
pub(super) fn prompts(all: &[Used], names: &[Named]) -> El {
    section("statistics-prompts", "statistics-gone", all, names)
}

/// Draws the libraries that they are of.
pub(super) fn libraries(all: &[Used], names: &[Named]) -> El {
    section("statistics-libraries", "statistics-left", all, names)
}

/// Draws what was used most, with its bars. `gone` says what has no name any more: that is one line, the last one.
fn section(heading: &str, gone: &str, all: &[Used], names: &[Named]) -> El {
    let (mut lines, mut unnamed) = (Vec::new(), Count::default());
    for used in all {
        match named(names, &used.library, &used.prompt) {
            Some(name) if lines.len() < MOST => lines.push((name, used)),
            Some(_) => {}
            None => unnamed += used.count,
        }
    }
    let most = lines.first().map_or(0, |(_, used)| used.count.all()).max(unnamed.all());
    let mut list = el("ol").class("plain ranks").attr_say("aria-label", heading);
    for (name, used) in lines {
        let within = named(names, &used.library, "").filter(|_| !used.prompt.is_empty());
        list = list.child(line(name, within, used.count, most));
    }
    if unnamed.all() > 0 {
        list = list.child(line(&say!(gone), None, unnamed, most).class("gone"));
    }
    el("section").class("stack").child(el("h2").say(heading)).child(list)
}

fn line(name: &str, within: Option<&str>, count: Count, most: u32) -> El {
    let uses = say!("statistics-uses", count = count.all());
    let split = say!("statistics-split", copied = count.copied, inserted = count.inserted);
    let head = el("div")
        .class("row")
        .child(el("span").class("grow name").text(name))
        .child(el("span").class("count").text(&uses));
    let meta = el("p")
        .class("meta")
        .maybe(within.map(|within| el("span").class("name").text(within)))
        .child(el("span").text(&split));
    el("li").child(head).child(gauge(count, most).attr("aria-hidden", "true")).child(meta)
}
