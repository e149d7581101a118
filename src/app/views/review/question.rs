//! One line of a review: a question that nobody but a person can answer.

use prompt_commons::model::{CategoryId, Library, Prompt, PromptId};
use serde_json::Value;
use web_sys::Node;

use super::{Open, opener};
use crate::decided::Choice;
use crate::derived::Derived;
use crate::dom::{El, el, group, nothing};
use crate::icon::{Icon, icon};
use crate::review::{Asked, Author};
use crate::views::compare::{self, Sides};
use crate::views::parts;

/// Draws the line at `at`.
pub(super) fn question(open: Open, at: usize) -> Node {
    let Some(asked) = open.review.with(|review| review.asked.get(at).cloned()) else { return nothing() };
    let question = asked.question.clone();
    let decided =
        Derived::new(move || open.decided.with(|decided| decided.choice(&question)) != Choice::Open);
    let mark = move || icon(if decided.get() { Icon::Check } else { Icon::Alert });
    let mut others: Vec<String> = asked
        .places()
        .into_iter()
        .filter(|place| asked.mine != Some(*place))
        .filter_map(|place| Some(asked.version(place)?.by.as_ref()?.short().to_owned()))
        .collect();
    others.sort_unstable();
    others.dedup();
    let by = if others.is_empty() { String::new() } else { format!("by {}", others.join(" and ")) };
    let chip = format!("Decide: {}", asked.what());
    let head = el("div").class("row head").child(el("span").class("mark").part(mark)).child(opener(
        open,
        at,
        ("chip bad", &chip),
        &asked.title,
        &by,
    ));
    el("li")
        .class("asks")
        .class_when("decided", move || decided.get())
        .child(head)
        .when(move || open.at.get() == at, move || detail(open, at, &asked))
        .into()
}

fn detail(open: Open, at: usize, asked: &Asked) -> Node {
    let (question, together) = (asked.question.clone(), asked.clone());
    let by_hand =
        move || matches!(open.decided.with(|decided| decided.choice(&question)), Choice::ByHand { .. });
    el("div")
        .class("detail")
        .child(versions(open, asked))
        .child(ways(open, at, asked))
        .when(by_hand, move || editor(open, &together))
        .into()
}

/// Draws the versions: one's own on the left if there is one, each other one compared with it.
fn versions(open: Open, asked: &Asked) -> Node {
    let words = |place: u32| open.library.with(|library| words(library, asked, place));
    let left = asked.mine.unwrap_or(0);
    let others = asked.places().into_iter().filter(|place| *place != left);
    let pair = |other: u32| {
        let names = [possessive(asked, left), possessive(asked, other)];
        let [one, two] = &names;
        compare::pair(Sides::equal([one, two]), asked.field(), &words(left), &words(other))
    };
    group(&others.map(pair).collect::<Vec<Node>>())
}

/// Returns a version as people read it.
fn words(library: &Library, asked: &Asked, place: u32) -> String {
    let Some(version) = asked.version(place) else { return String::new() };
    match (asked.field(), &version.value) {
        ("category", value) => {
            compare::category(library, value.as_str().and_then(CategoryId::parse).as_ref())
        }
        ("prompt", Value::String(id)) => {
            let prompt = PromptId::parse(id).and_then(|id| library.prompt(&id));
            prompt.map_or(id.as_str(), Prompt::title).to_owned()
        }
        (_, Value::Array(turns)) => turns.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n"),
        (_, Value::Null | Value::String(_)) => version.text().to_owned(),
        (_, value) => value.to_string(),
    }
}

/// "My", "My other", "Their", "carol's".
fn possessive(asked: &Asked, place: u32) -> String {
    match asked.author(place) {
        Author::Me => "My".to_owned(),
        Author::MeToo => "My other".to_owned(),
        Author::TheOther => "Their".to_owned(),
        Author::Named(name) => format!("{name}'s"),
        Author::Again(name) => format!("{name}'s other"),
        Author::Unknown(number) => format!("version {number}"),
    }
}

fn ways(open: Open, at: usize, asked: &Asked) -> El {
    let way = |words: &str, value: Choice| {
        let is = {
            let (value, question) = (value.clone(), asked.question.clone());
            move || match (open.decided.with(|decided| decided.choice(&question)), &value) {
                (Choice::ByHand { .. }, Choice::ByHand { .. }) => true,
                (now, value) => now == *value,
            }
        };
        let question = asked.question.clone();
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", &format!("way-{at}"))
            .checked_of(is)
            .on("change", move |_| open.choose(&question, value.clone()));
        el("label").class("option").child(radio).child(el("span").text(words))
    };
    let mut places = asked.places();
    // One's own first, as it stands on the left.
    places.sort_by_key(|place| asked.mine != Some(*place));
    let mut ways = el("fieldset")
        .class("ways")
        .child(el("legend").class("unseen").text(&format!("What should stay of “{}”?", asked.title)));
    for place in places {
        ways = ways.child(way(&format!("Keep {}", asked.whose(place)), Choice::Keep { place }));
    }
    let both = if asked.question.values.len() > 2 { "Keep all" } else { "Keep both" };
    let both = asked.draft.as_ref().map(|_| way(both, Choice::Both));
    let by_hand = asked.is_words().then(|| way("Edit by hand", Choice::ByHand { text: asked.together() }));
    ways.maybe(both.map(|both| both.attr("title", "Each version becomes a prompt of its own"))).maybe(by_hand)
}

/// Draws the merged text, for whoever wants neither version as it is.
fn editor(open: Open, asked: &Asked) -> Node {
    let question = asked.question.clone();
    let text = match open.decided.with_untracked(|decided| decided.choice(&question)) {
        Choice::ByHand { text } => text,
        _ => asked.together(),
    };
    let field = if asked.is_line() {
        el("input").attr("type", "text").attr("autocomplete", "off")
    } else {
        el("textarea").attr("rows", "7")
    };
    // It leaves the keyboard where it is: arrows go through the choices.
    let field =
        field.value(&text).typed("input", move |text| open.choose(&question, Choice::ByHand { text }));
    parts::labelled(&format!("Merged {}", asked.field()), field).into()
}
