//! One line of a review: a question that nobody but a person can answer.

use prompt_commons::causal::conflict::Subject;
use prompt_commons::model::{CategoryId, Kind, Library, Prompt, PromptId};
use serde_json::Value;
use web_sys::Node;

use super::{Open, opener};
use crate::decided::Choice;
use crate::derived::Derived;
use crate::dom::{El, el, group, nothing};
use crate::icon::{Icon, icon};
use crate::review::{Asked, Whose};
use crate::views::compare::{self, Side, Sides};
use crate::views::parts;
use crate::words::say;

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
    let names = others.into_iter().reduce(|all, one| say!("review-and", all = &all, one = &one));
    let by = names.map(|names| say!("review-by", by = &names)).unwrap_or_default();
    let chip = chip(&asked);
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

/// Says what is asked about.
fn chip(asked: &Asked) -> String {
    let field = compare::field(asked.field());
    match &asked.question.about {
        Subject::Prompt { .. } => say!("review-decide", field = &field),
        Subject::Library => say!("review-decide-team", field = &field),
        Subject::Category { .. } => say!("review-decide-category", field = &field),
        Subject::Item { kind: Kind::Set, .. } => say!("review-decide-set", field = &field),
        Subject::Item { kind: Kind::Comment, .. } => say!("review-decide-comment", field = &field),
        Subject::Item { kind: Kind::Project, .. } => say!("review-decide-project", field = &field),
        Subject::Item { kind: Kind::Block, .. } => say!("review-decide-block", field = &field),
    }
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
        let sides = Sides::equal([left, other].map(|place| Side::Of(asked.whose(place))));
        compare::pair(sides, asked.field(), &words(left), &words(other))
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

/// Says that a version stays.
fn keep(whose: Whose<'_>) -> String {
    match whose {
        Whose::Mine => say!("review-keep-mine"),
        Whose::MyOther => say!("review-keep-my-other"),
        Whose::Theirs => say!("review-keep-theirs"),
        Whose::Author(by) => say!("review-keep-by", by = by),
        Whose::OtherOf(by) => say!("review-keep-other-by", by = by),
        Whose::Number(number) => say!("review-keep-number", number = number),
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
        .child(el("legend").class("unseen").text(&say!("review-question", title = &asked.title)));
    for place in places {
        ways = ways.child(way(&keep(asked.whose(place)), Choice::Keep { place }));
    }
    let both =
        if asked.question.values.len() > 2 { say!("review-keep-all") } else { say!("review-keep-both") };
    let both = asked.draft.as_ref().map(|_| way(&both, Choice::Both));
    let by_hand =
        asked.is_words().then(|| way(&say!("review-by-hand"), Choice::ByHand { text: asked.together() }));
    ways.maybe(both.map(|both| both.attr_say("title", "review-keep-both-why"))).maybe(by_hand)
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
    parts::labelled(&say!("review-merged", field = &compare::field(asked.field())), field).into()
}
