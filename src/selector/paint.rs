use prompt_commons_browser::dom::Dom;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlSelectElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::choices::{Choices, Heading, Row};

/// Characters of a prompt's text that its row shows.
const PREVIEW_CHARS: usize = 120;

/// What stands in the frame whatever the list holds: the element's id, and the sentence.
const TEXTS: [(&str, &str); 6] = [
    ("heading", "selector-title"),
    ("all", "selector-all"),
    ("offline", "selector-offline"),
    ("choose", "selector-choose"),
    ("insert", "selector-insert"),
    ("close", "selector-close"),
];

/// Likewise, with the attribute that holds the sentence.
const ATTRIBUTES: [(&str, &str, &str); 5] = [
    ("search", "aria-label", "selector-search"),
    ("search", "placeholder", "selector-search"),
    ("library", "aria-label", "selector-library"),
    ("list", "aria-label", "selector-prompts"),
    ("offline", "title", "selector-offline-why"),
];

/// Says what stands in the frame whatever the list holds.
pub(crate) fn labels(dom: &Dom) -> Result<(), JsValue> {
    for (id, sentence) in TEXTS {
        if let Some(element) = dom.find::<Element>(id) {
            element.set_text_content(Some(&say!(sentence)));
        }
    }
    for (id, name, sentence) in ATTRIBUTES {
        if let Some(element) = dom.find::<Element>(id) {
            element.set_attribute(name, &say!(sentence))?;
        }
    }
    dom.0.set_title(&say!("selector-title"));
    Ok(())
}

/// Paints the list anew.
pub(crate) fn list(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let Some(list) = dom.find::<Element>("list") else { return Ok(()) };
    let fragment = dom.0.create_document_fragment();
    for (index, row) in choices.rows().iter().enumerate() {
        if let Some(heading) = &row.heading {
            let heading = match heading {
                Heading::Named(names) => dom.make("div", "heading", names)?,
                Heading::Unfiled => dom.make("div", "heading", &say!("selector-no-category"))?,
            };
            // Listboxes hold options only; the heading is for the eye, and each option names its group's team.
            heading.set_attribute("role", "presentation")?;
            fragment.append_child(heading.as_ref())?;
        }
        fragment.append_child(option(dom, index, row)?.as_ref())?;
    }
    list.replace_children_with_node_1(&fragment);
    list.set_scroll_top(0);
    note(dom, choices)?;
    chosen(dom, choices)
}

fn option(dom: &Dom, index: usize, row: &Row) -> Result<Element, JsValue> {
    let option = dom.make("div", "option", "")?;
    option.set_id(&format!("option-{index}"));
    option.set_attribute("role", "option")?;
    option.set_attribute("data-row", &index.to_string())?;
    let title = dom.make("span", "title", "")?;
    let mut at = 0;
    for mark in &row.marks {
        title.append_with_str_1(row.title.get(at..mark.start).unwrap_or_default())?;
        let found = row.title.get(mark.clone()).unwrap_or_default();
        title.append_with_node_1(dom.make("mark", "", found)?.as_ref())?;
        at = mark.end;
    }
    title.append_with_str_1(row.title.get(at..).unwrap_or_default())?;
    option.append_child(title.as_ref())?;
    if let Some(team) = &row.team {
        let badge = dom.make("span", "badge", &say!("selector-team"))?;
        badge.set_attribute("title", team)?;
        option.append_child(badge.as_ref())?;
    }
    let preview: String = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let preview: String = preview.chars().take(PREVIEW_CHARS).collect();
    option.append_child(dom.make("span", "preview", &preview)?.as_ref())?;
    Ok(option)
}

/// Marks the chosen row and tells a screen reader of it.
pub(crate) fn chosen(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let Some(search) = dom.find::<Element>("search") else { return Ok(()) };
    let now = choices.chosen().map(|(index, _)| format!("option-{index}"));
    if let Some(before) =
        search.get_attribute("aria-activedescendant").and_then(|id| dom.0.get_element_by_id(&id))
    {
        before.set_attribute("aria-selected", "false")?;
    }
    let Some(id) = now else { return search.remove_attribute("aria-activedescendant") };
    search.set_attribute("aria-activedescendant", &id)?;
    if let Some(option) = dom.0.get_element_by_id(&id) {
        option.set_attribute("aria-selected", "true")?;
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
    Ok(())
}

/// Says how many were found, and what is not as it should be.
fn note(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let rows = choices.rows().len();
    let text = match choices.found() {
        0 if choices.shelves().iter().all(|shelf| shelf.items.is_empty()) => say!("selector-empty"),
        0 => say!("selector-nothing-found"),
        found if found > rows => say!("selector-first", rows = rows, found = found),
        found => say!("selector-found", count = found),
    };
    say(dom, &text, "note");
    if let Some(offline) = dom.find::<Element>("offline") {
        offline.toggle_attribute_with_force("hidden", !choices.is_offline())?;
    }
    Ok(())
}

/// Says a sentence in the status line; `kind` is its class.
pub(crate) fn say(dom: &Dom, text: &str, kind: &str) {
    if let Some(status) = dom.find::<Element>("status") {
        status.set_class_name(kind);
        status.set_text_content(Some(text));
    }
}

/// Fills the switcher with the libraries, behind "All libraries".
pub(crate) fn switcher(dom: &Dom, choices: &Choices) -> Result<(), JsValue> {
    let Some(select) = dom.find::<HtmlSelectElement>("library") else { return Ok(()) };
    // The first stands for all of them.
    select.set_length(1);
    for (index, shelf) in choices.shelves().iter().enumerate() {
        let option = dom.make("option", "", &shelf.name)?;
        option.set_attribute("value", &index.to_string())?;
        select.append_child(option.as_ref())?;
    }
    select.set_value(&choices.scope().map_or_else(String::new, |scope| scope.to_string()));
    Ok(())
}
