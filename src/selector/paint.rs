use std::ops::Range;

use prompt_commons::model::COLOURS;
use prompt_commons_browser::dom::Dom;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DocumentFragment, Element, HtmlElement, HtmlInputElement, HtmlSelectElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use crate::choices::{Choices, Heading, Lack, Part, Row, Team};

/// Rows that are painted at once; fewer are in sight.
const AT_ONCE: usize = 10;

/// Characters of a text that the preview shows; a page or two.
const PREVIEW_CHARS: usize = 4_000;

/// What stands in the frame whatever the list holds: the element's id, and the sentence.
const TEXTS: [(&str, &str); 9] = [
    ("heading", "selector-title"),
    ("all", "selector-all"),
    ("everywhere-words", "selector-everywhere"),
    ("context-words", "selector-context"),
    ("begin", "selector-begin"),
    ("join", "selector-join"),
    ("offline", "selector-offline"),
    ("choose", "selector-choose"),
    ("insert", "selector-insert"),
];

/// Likewise, with the attribute that holds the sentence.
const ATTRIBUTES: [(&str, &str, &str); 6] = [
    ("back", "aria-label", "selector-back"),
    ("search", "aria-label", "selector-search"),
    ("search", "placeholder", "selector-search"),
    ("library", "aria-label", "selector-library"),
    ("preview", "aria-label", "selector-preview"),
    ("offline", "title", "selector-offline-why"),
];

/// Says what stands in the frame whatever the list holds.
pub(crate) fn labels(dom: &Dom) -> Result<(), JsValue> {
    for (id, sentence) in TEXTS {
        text(dom, id, &say!(sentence));
    }
    for (id, name, sentence) in ATTRIBUTES {
        if let Some(element) = dom.find::<Element>(id) {
            element.set_attribute(name, &say!(sentence))?;
        }
    }
    dom.0.set_title(&say!("selector-title"));
    Ok(())
}

fn text(dom: &Dom, id: &str, words: &str) {
    if let Some(element) = dom.find::<Element>(id) {
        element.set_text_content(Some(words));
    }
}

fn show(dom: &Dom, id: &str, is_shown: bool) {
    if let Some(element) = dom.find::<HtmlElement>(id) {
        element.set_hidden(!is_shown);
    }
}

/// Paints the list anew, down to what is in sight. [`rest`] paints what follows.
pub(crate) fn list(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let Some(list) = dom.find::<Element>("list") else { return Ok(()) };
    let at = choices.chosen().map_or(0, |(index, _)| index);
    list.replace_children_with_node_1(rows(dom, choices, 0..at + AT_ONCE)?.as_ref());
    let conversation = choices.conversation();
    let label = conversation.map_or_else(|| say!("selector-prompts"), str::to_owned);
    list.set_attribute("aria-label", &label)?;
    show(dom, "back", conversation.is_some());
    text(dom, "close", &say!(if conversation.is_some() { "selector-leave" } else { "selector-close" }));
    show(dom, "widely", choices.scope().is_some());
    note(dom, choices);
    lack(dom, choices);
    // What scrolls has the browser lay everything out, and comes last.
    chosen(dom, choices, at > 0)?;
    if at == 0 {
        list.set_scroll_top(0);
    }
    Ok(())
}

/// Paints those rows that [`list`] left out, if there are any.
pub(crate) fn rest(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let Some(list) = dom.find::<Element>("list") else { return Ok(()) };
    let painted = list.query_selector_all("[role=option]")?.length() as usize;
    if painted < choices.rows().len() {
        list.append_child(rows(dom, choices, painted..usize::MAX)?.as_ref())?;
    }
    Ok(())
}

fn rows(dom: &Dom, choices: &Choices, range: Range<usize>) -> Result<DocumentFragment, JsValue> {
    let fragment = dom.0.create_document_fragment();
    let team = say!("selector-team");
    let rows = choices.rows().iter().enumerate().skip(range.start);
    for (index, row) in rows.take_while(|(index, _)| *index < range.end) {
        if let Some(heading) = &row.heading {
            fragment.append_child(heading_of(dom, heading, row)?.as_ref())?;
        }
        fragment.append_child(option(dom, index, row, &team)?.as_ref())?;
    }
    Ok(fragment)
}

fn heading_of(dom: &Dom, heading: &Heading, row: &Row) -> Result<Element, JsValue> {
    let words = match heading {
        Heading::Named(names) => names.clone(),
        Heading::Unfiled => say!("selector-no-category"),
        Heading::Recent => say!("selector-recent"),
    };
    let element = dom.make("div", "heading", &words)?;
    // Listboxes hold options only; the heading is for the eye, and each option names its group's team.
    element.set_attribute("role", "presentation")?;
    if row.offline && *heading != Heading::Recent {
        element.append_child(dom.make("span", "away", &say!("selector-offline"))?.as_ref())?;
    }
    Ok(element)
}

/// Draws a row. `team`: what a team's prompt is marked with.
fn option(dom: &Dom, index: usize, row: &Row, team: &str) -> Result<Element, JsValue> {
    let option = dom.make("div", "option", "")?;
    option.set_id(&format!("option-{index}"));
    option.set_attribute("role", "option")?;
    option.set_attribute("data-row", &index.to_string())?;
    let title = dom.make("span", "title", "")?;
    if let Part::Turn(turn) = row.part {
        title.set_text_content(Some(&say!("selector-turn", number = turn + 1)));
    }
    let mut at = 0;
    for mark in &row.marks {
        title.append_with_str_1(row.title.get(at..mark.start).unwrap_or_default())?;
        let found = row.title.get(mark.clone()).unwrap_or_default();
        title.append_with_node_1(dom.make("mark", "", found)?.as_ref())?;
        at = mark.end;
    }
    title.append_with_str_1(row.title.get(at..).unwrap_or_default())?;
    option.append_child(title.as_ref())?;
    let badges = dom.make("span", "badges", "")?;
    if let Part::Turns { of, next } = row.part {
        let words = match next {
            0 => say!("selector-turns", count = of),
            next => say!("selector-next", turn = next + 1, of = of),
        };
        badges.append_child(dom.make("span", "turns", &words)?.as_ref())?;
    }
    if let (Some(of), false) = (&row.team, matches!(row.part, Part::Turn(_))) {
        badges.append_child(badge(dom, of, team)?.as_ref())?;
    }
    option.append_child(badges.as_ref())?;
    option.append_child(dom.make("span", "begins", &row.begins)?.as_ref())?;
    Ok(option)
}

/// Marks a team's prompt, in the colour that the person knows the team by.
fn badge(dom: &Dom, team: &Team, words: &str) -> Result<Element, JsValue> {
    let badge = dom.make("span", "badge", words)?;
    badge.set_attribute("title", &team.name)?;
    let known = team.color.as_deref().filter(|color| COLOURS.contains(color));
    if let (Some(color), Some(element)) = (known, badge.dyn_ref::<HtmlElement>()) {
        element.style().set_property("--team", &format!("var(--category-{color})"))?;
    }
    Ok(badge)
}

/// Marks the chosen row, tells a screen reader of it, and shows its text. `brings`: whether it is brought into view.
pub(crate) fn chosen(dom: &Dom, choices: &Choices, brings: bool) -> Result<(), JsValue> {
    if let Some(before) = dom.0.query_selector("[aria-selected=true]")? {
        before.set_attribute("aria-selected", "false")?;
    }
    let id = choices.chosen().map(|(index, _)| format!("option-{index}")).unwrap_or_default();
    // Whichever of the two has the keyboard.
    for name in ["search", "list"] {
        if let Some(element) = dom.find::<Element>(name) {
            element.set_attribute("aria-activedescendant", &id)?;
        }
    }
    let option = dom.find::<Element>(&id);
    if let Some(option) = &option {
        option.set_attribute("aria-selected", "true")?;
    }
    preview(dom, choices);
    if let Some(option) = option.filter(|_| brings) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
    Ok(())
}

/// Shows what would be inserted.
pub(crate) fn preview(dom: &Dom, choices: &Choices) {
    let mut words = choices.preview();
    if let Some((end, _)) = words.char_indices().nth(PREVIEW_CHARS) {
        words.truncate(end);
        words.push('…');
    }
    text(dom, "preview", &words);
    if let Some(preview) = dom.find::<Element>("preview") {
        preview.set_scroll_top(0);
    }
}

/// Says how many were found, and what is not as it should be.
fn note(dom: &Dom, choices: &Choices) {
    let found = choices.found();
    let words = if choices.conversation().is_some() {
        say!("selector-turns", count = found)
    } else if choices.is_cut() {
        say!("selector-first", rows = choices.rows().len(), found = found)
    } else {
        say!("selector-found", count = found)
    };
    say(dom, &words, "note");
    show(dom, "offline", choices.is_offline());
}

/// Says why there is nothing to choose, and offers a way on.
fn lack(dom: &Dom, choices: &Choices) {
    let lack = choices.lack();
    show(dom, "lack", lack.is_some());
    show(dom, "list", lack.is_none());
    show(dom, "preview", lack.is_none());
    let Some(lack) = lack else { return };
    let (what, why, way) = match lack {
        Lack::Prompts => ("selector-empty", "selector-empty-why", None),
        Lack::Here => ("selector-empty-here", "selector-empty-here-why", Some("selector-list-all")),
        Lack::Hits { elsewhere: true } => {
            ("selector-nothing-found", "selector-nothing-here-why", Some("selector-everywhere"))
        }
        Lack::Hits { elsewhere: false } => {
            ("selector-nothing-found", "selector-nothing-why", Some("selector-clear"))
        }
    };
    text(dom, "lack-what", &say!(what));
    text(dom, "lack-why", &say!(why));
    show(dom, "ways", way.is_none());
    show(dom, "widen", way.is_some());
    if let Some(way) = way {
        text(dom, "widen", &say!(way));
    }
}

/// Says a sentence in the status line; `kind` is its class.
pub(crate) fn say(dom: &Dom, text: &str, kind: &str) {
    if let Some(status) = dom.find::<Element>("status") {
        status.set_class_name(kind);
        status.set_text_content(Some(text));
    }
}

/// Says why there is nothing to show.
pub(crate) fn unread(dom: &Dom, reason: &str) {
    show(dom, "lack", false);
    say(dom, reason, "problem");
}

/// Fills the switcher with the libraries, behind "All libraries".
pub(crate) fn switcher(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let Some(select) = dom.find::<HtmlSelectElement>("library") else { return Ok(()) };
    // The first stands for all of them.
    select.set_length(1);
    for (index, shelf) in choices.shelves().iter().enumerate() {
        let name = if shelf.offline { say!("selector-away", name = &shelf.name) } else { shelf.name.clone() };
        let option = dom.make("option", "", &name)?;
        option.set_attribute("value", &index.to_string())?;
        select.append_child(option.as_ref())?;
    }
    chosen_library(dom, choices);
    Ok(())
}

/// Shows which library is listed, and whether others are searched.
pub(crate) fn chosen_library(dom: &Dom, choices: &Choices) {
    if let Some(select) = dom.find::<HtmlSelectElement>("library") {
        select.set_value(&choices.scope().map_or_else(String::new, |scope| scope.to_string()));
    }
    if let Some(everywhere) = dom.find::<HtmlInputElement>("everywhere") {
        everywhere.set_checked(choices.is_everywhere());
    }
}

/// Offers the context blocks of the page's projects.
pub(crate) fn context(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let Some(context) = dom.find::<HtmlElement>("context") else { return Ok(()) };
    context.set_hidden(choices.context().is_empty());
    // The legend stays.
    while let Some(label) = context.query_selector("label")? {
        label.remove();
    }
    for (index, block) in choices.context().iter().enumerate() {
        let label = dom.make("label", "", "")?;
        label.set_attribute("title", &block.text)?;
        let input: HtmlInputElement = dom.make("input", "", "")?.unchecked_into();
        input.set_type("checkbox");
        input.set_checked(block.ticked);
        input.set_attribute("data-block", &index.to_string())?;
        label.append_child(input.as_ref())?;
        label.append_with_str_1(&block.name)?;
        context.append_child(label.as_ref())?;
    }
    Ok(())
}
