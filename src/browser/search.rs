//! Asking the search in a surface's worker, and answering there.

use js_sys::{Array, Reflect, Uint32Array};
use prompt_commons::message::Word as _;
use prompt_commons::model::LibraryId;
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::StoreError;
use prompt_commons::search::{Found, Query};
use wasm_bindgen::{JsCast, JsValue};

use crate::object::object;
use crate::worker::Helper;

/// What is looked for in a library.
#[derive(Clone, Debug)]
pub struct Question {
    /// The library.
    pub library: LibraryId,
    /// The [print](prompt_commons::search::print) of what the surface shows of it.
    pub print: u64,
    /// What was typed.
    pub typed: String,
    /// Places of prompts that come first among equals.
    pub first: Vec<u32>,
}

impl Question {
    fn to_js(&self) -> JsValue {
        object(&[
            ("library", self.library.as_str().into()),
            ("print", self.print.to_string().into()),
            ("typed", self.typed.as_str().into()),
            ("first", Uint32Array::from(self.first.as_slice()).into()),
        ])
    }

    /// Takes what a surface sent; `None` if it is something else.
    pub fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            library: LibraryId::parse(&text(value, "library")?)?,
            print: text(value, "print")?.parse().ok()?,
            typed: text(value, "typed")?,
            first: numbers(value, "first")?,
        })
    }
}

/// The other end: what the worker answers.
pub mod answer {
    use super::*;

    /// Tells what was found in a library of that print.
    pub fn found(print: u64, found: &Found) -> JsValue {
        let near: Array = found.near().iter().map(|word| JsValue::from_str(word)).collect();
        let places = Uint32Array::from(found.places.as_slice());
        object(&[("print", print.to_string().into()), ("places", places.into()), ("near", near.into())])
    }

    /// Tells that the device's storage could not be read.
    pub fn failed(error: &StoreError) -> JsValue {
        object(&[("failed", error.phrase().word().into())])
    }
}

/// The search in this surface's worker.
#[derive(Clone, Debug)]
pub struct Search(Helper);

impl Default for Search {
    fn default() -> Self {
        Self(Helper::new("search.js"))
    }
}

impl Search {
    /// Looks for something. Returns what was found, and in a library of which print: what is found in another one than the surface
    /// shows means nothing there.
    ///
    /// # Errors
    ///
    /// Says what stood against it.
    pub async fn find(&self, question: &Question) -> Result<(u64, Found), Phrase> {
        let answer = self.0.ask(&question.to_js()).await;
        let answer = answer.map_err(|reason| phrase!("search-stopped", reason = &reason))?;
        read(&answer, &Query::parse(&question.typed)).ok_or_else(|| {
            let failed = text(&answer, "failed").and_then(|failed| Phrase::parse(&failed));
            failed.unwrap_or_else(|| phrase!("search-stopped", reason = ""))
        })
    }
}

fn read(answer: &JsValue, query: &Query) -> Option<(u64, Found)> {
    let near = field(answer, "near")?.dyn_into::<Array>().ok()?;
    let near = near.iter().filter_map(|word| word.as_string()).collect();
    let found = Found::new(query, numbers(answer, "places")?, near);
    Some((text(answer, "print")?.parse().ok()?, found))
}

fn field(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    field(value, name)?.as_string()
}

fn numbers(value: &JsValue, name: &str) -> Option<Vec<u32>> {
    Some(field(value, name)?.dyn_into::<Uint32Array>().ok()?.to_vec())
}
