use prompt_commons::template::{Kind, Source, Variable};
use prompt_commons_browser::clipboard;
use prompt_commons_browser::dom::{Dom, on};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlSelectElement, HtmlTextAreaElement, Node};

use crate::say;

/// A variable's field with its name.
pub(crate) struct Field {
    label: Element,
    input: Input,
    /// Whether an empty field is as good as none: nobody has said what it begins with.
    may_be_forgotten: bool,
}

enum Input {
    /// Of as many lines as are typed.
    Text(HtmlTextAreaElement),
    Choice(HtmlSelectElement),
}

impl Field {
    /// Draws the field of a variable under an id, with what it begins with.
    pub(crate) fn draw(
        dom: &Dom,
        id: &str,
        variable: &Variable<'_>,
        value: Option<String>,
    ) -> Result<Self, JsValue> {
        let label = dom.make("label", "", variable.name())?;
        label.set_attribute("for", id)?;
        let may_be_forgotten = value.is_none();
        let value = value.unwrap_or_default();
        let input = if let Kind::Choice(options) = variable.kind() {
            let select: HtmlSelectElement = dom.make("select", "", "")?.unchecked_into();
            for option in options {
                // A space keeps the line of an empty one as high as the others.
                let shown = if option.is_empty() { "\u{a0}" } else { option };
                let element = dom.make("option", "", shown)?;
                element.set_attribute("value", option)?;
                select.append_child(element.as_ref())?;
            }
            select.set_value(&value);
            Input::Choice(select)
        } else {
            let area: HtmlTextAreaElement = dom.make("textarea", "", "")?.unchecked_into();
            area.set_rows(1);
            area.set_spellcheck(false);
            area.set_value(&value);
            if let Some(hint) = hint(variable.kind()) {
                area.set_placeholder(&hint);
            }
            Input::Text(area)
        };
        let field = Self { label, input, may_be_forgotten };
        field.element().set_id(id);
        Ok(field)
    }

    pub(crate) fn label(&self) -> &Node {
        &self.label
    }

    pub(crate) fn element(&self) -> &HtmlElement {
        match &self.input {
            Input::Text(area) => area,
            Input::Choice(select) => select,
        }
    }

    /// Offers to fill it from the clipboard, where the extension may not read that yet: what asks the person for it.
    pub(crate) fn offer(&self, dom: &Dom) -> Result<Element, JsValue> {
        let offer = dom.make("button", "offer", &say!("form-read-clipboard"))?;
        offer.set_attribute("type", "button")?;
        let element = self.element().clone();
        on(&offer, "click", move |_: Event| {
            let element = element.clone();
            spawn_local(async move {
                if !clipboard::allow().await {
                    return;
                }
                let copied = clipboard::paste().await;
                if let (Some(area), Some(copied)) = (element.dyn_ref::<HtmlTextAreaElement>(), copied) {
                    area.set_value(&copied);
                    // As typing does.
                    let bubbles = EventInit::new();
                    bubbles.set_bubbles(true);
                    if let Ok(typed) = Event::new_with_event_init_dict("input", &bubbles) {
                        let _ = area.dispatch_event(&typed);
                    }
                }
                let _ = element.focus();
            });
        });
        Ok(offer)
    }

    /// Returns what is in it; `None` if nobody has filled it in.
    pub(crate) fn value(&self) -> Option<String> {
        let value = match &self.input {
            Input::Text(area) => area.value(),
            Input::Choice(select) => select.value(),
        };
        Some(value).filter(|value| !(self.may_be_forgotten && value.is_empty()))
    }

    /// Gives it the keyboard, with what is in it selected: typing replaces it.
    pub(crate) fn focus(&self) {
        // An element that is shown takes it.
        let _ = self.element().focus();
        if let Input::Text(area) = &self.input {
            area.select();
        }
    }
}

/// What to do with a field that could not fill itself.
fn hint(kind: Kind<'_>) -> Option<String> {
    match kind {
        Kind::Own(Source::Selection) => Some(say!("form-no-selection")),
        Kind::Own(Source::Clipboard) => Some(say!("form-no-clipboard")),
        _ => None,
    }
}
