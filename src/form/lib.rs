//! The form that asks for a prompt's variables, in the selector's frame. A module of its own, which comes with the first
//! prompt that has braces in it: most have none.
#![cfg(target_arch = "wasm32")]

mod field;
mod remembered;

use std::rc::Rc;

use js_sys::{Array, Date, Promise};
use prompt_commons::phrase::Arg;
use prompt_commons::template::{Kind, Source, Template};
use prompt_commons_browser::clipboard;
use prompt_commons_browser::dom::{Dom, on};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use field::Field;

/// Says a sentence of `extension/locales` in the language that the selector has loaded.
macro_rules! say {
    ($($phrase:tt)+) => { prompt_commons_browser::words::say(&prompt_commons::phrase!($($phrase)+)) };
}
use say;

/// Fills in the variables of a prompt. Asks the person, unless there is nothing to ask.
///
/// `selection` is what is selected on the page. Returns the text; `undefined` if the person went back.
#[wasm_bindgen]
pub async fn fill(title: String, text: String, selection: String) -> Option<String> {
    let template = Template::parse(&[&text]);
    let wants = |source| template.variables().iter().any(|variable| variable.kind() == Kind::Own(source));
    let copied = if wants(Source::Clipboard) { clipboard::paste().await } else { None };
    let own = |source| match source {
        Source::Selection => Some(selection.clone()),
        Source::Clipboard => copied.clone(),
        Source::Date => Some(today()),
    };
    let initial = template.initial(&remembered::value, &own);
    let is_asked = |(place, value): (usize, &Option<String>)| {
        let kind = template.variables().get(place).map(|variable| variable.kind());
        value.is_none() || !matches!(kind, Some(Kind::Own(_)))
    };
    let values =
        if initial.iter().enumerate().any(is_asked) { ask(&title, &text, initial).await? } else { initial };
    Some(template.fill(0, &values))
}

fn today() -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole milliseconds since 1970"
    )]
    let now = Date::now() as u64;
    say!("form-today", at = Arg::Date(now))
}

/// Shows the form until the person has filled it in, or goes back.
async fn ask(title: &str, text: &str, initial: Vec<Option<String>>) -> Option<Vec<Option<String>>> {
    let dom = Dom::of_window()?;
    let place: HtmlElement = dom.find("filling")?;
    let form = dom.make("form", "", "").ok()?;
    let template = Template::parse(&[text]);
    let fields = Rc::new(draw(&dom, &form, title, &template, initial).ok()?);
    place.replace_children_with_node(&Array::of1(form.as_ref()));
    let preview = form.query_selector("output").ok()??;
    let paint = {
        let (fields, text) = (fields.clone(), text.to_owned());
        move || {
            let values: Vec<_> = fields.iter().map(Field::value).collect();
            preview.set_text_content(Some(&Template::parse(&[&text]).fill(0, &values)));
        }
    };
    paint();
    let promise = Promise::new(&mut |done, _| hear(&form, paint.clone(), &done));
    place.set_hidden(false);
    if let Some(first) = fields.first() {
        first.focus();
    }
    // What was typed meanwhile comes into it.
    if let Ok(shown) = Event::new("shown") {
        let _ = place.dispatch_event(&shown);
    }
    let is_filled = JsFuture::from(promise).await.is_ok_and(|done| done == true);
    let values: Vec<_> = fields.iter().map(Field::value).collect();
    place.set_hidden(true);
    place.replace_children_with_node(&Array::new());
    if !is_filled {
        return None;
    }
    for (variable, value) in template.variables().iter().zip(&values) {
        if let (Kind::Text | Kind::Choice(_), Some(value)) = (variable.kind(), value) {
            remembered::keep(variable.key(), value);
        }
    }
    Some(values)
}

fn draw(
    dom: &Dom,
    form: &Element,
    title: &str,
    template: &Template<'_>,
    initial: Vec<Option<String>>,
) -> Result<Vec<Field>, JsValue> {
    let body = dom.make("div", "fields", "")?;
    body.append_child(dom.make("h1", "", title)?.as_ref())?;
    let mut fields = Vec::new();
    for (place, (variable, value)) in template.variables().iter().zip(initial).enumerate() {
        let is_offered = value.is_none() && variable.kind() == Kind::Own(Source::Clipboard);
        let field = Field::draw(dom, &format!("value-{place}"), variable, value)?;
        body.append_child(field.label())?;
        body.append_child(field.element().as_ref())?;
        if is_offered {
            body.append_child(field.offer(dom)?.as_ref())?;
        }
        fields.push(field);
    }
    let preview = dom.make("output", "", "")?;
    preview.set_attribute("aria-label", &say!("form-preview"))?;
    body.append_child(preview.as_ref())?;
    let foot = dom.make("div", "foot", "")?;
    for (class, kind, sentence) in [("back", "button", "form-back"), ("lead", "submit", "form-insert")] {
        let button = dom.make("button", class, &say!(sentence))?;
        button.set_attribute("type", kind)?;
        foot.append_child(button.as_ref())?;
    }
    form.replace_children_with_node(&Array::of2(body.as_ref(), foot.as_ref()));
    Ok(fields)
}

/// Calls `done` with whether it was filled in, and `paint` after each change.
fn hear(form: &Element, paint: impl Fn() + 'static, done: &js_sys::Function) {
    let answer = |done: &js_sys::Function, is_filled: bool| {
        let _ = done.call1(&JsValue::UNDEFINED, &is_filled.into());
    };
    on(form, "input", move |_: Event| paint());
    let filled = done.clone();
    on(form, "submit", move |event: Event| {
        event.prevent_default();
        answer(&filled, true);
    });
    let left = done.clone();
    if let Ok(Some(back)) = form.query_selector(".back") {
        let left = left.clone();
        on(&back, "click", move |_: Event| answer(&left, false));
    }
    let filled = done.clone();
    on(form, "keydown", move |event: KeyboardEvent| {
        let is_filled = match event.key().as_str() {
            _ if event.is_composing() => return,
            // The one that opened the form may still be down.
            "Enter" if event.repeat() => return event.prevent_default(),
            "Enter" if event.ctrl_key() || event.meta_key() => true,
            "Escape" => false,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        answer(if is_filled { &filled } else { &left }, is_filled);
    });
}
