//! The search in a worker of its own: no surface waits until an index is read, made or brought up to date.
//! `extension/search.js` hears the surface and calls [`find`], one question after the other.
//!
//! ```text
//!   surface ── library, print, what was typed ──▶ worker ──▶ index ──▶ store
//!      ▲                                            │
//!      └──────── print, places, words near ◀────────┘
//! ```
//!
//! What is found is places in a library as it was at one time. The *print* tells which: the surface uses an answer only
//! if it shows just that.

use std::cell::RefCell;
use std::collections::BTreeMap;

use prompt_commons::model::LibraryId;
use prompt_commons::ports::StoreError;
use prompt_commons::search::{Index, Query};
use prompt_commons_browser::Browser;
use prompt_commons_browser::search::{Question, answer};
use prompt_commons_engine as engine;
use wasm_bindgen::prelude::*;

thread_local! {
    // What was searched last is searched next.
    static HELD: RefCell<BTreeMap<LibraryId, Index>> = const { RefCell::new(BTreeMap::new()) };
}

/// Has a panic say where it was, in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Answers a question of the surface that started this worker.
#[wasm_bindgen]
pub async fn find(question: JsValue) -> JsValue {
    let Some(question) = Question::from_js(&question) else { return JsValue::UNDEFINED };
    let Question { library, print, typed, first } = question;
    let held = HELD.with_borrow_mut(|all| all.remove(&library));
    let index = match held {
        Some(index) if index.print() == print => Ok(index),
        held => renewed(&library, print, held).await,
    };
    let mut index = match index {
        Ok(index) => index,
        Err(error) => return answer::failed(&error),
    };
    let found = index.search(&Query::parse(&typed), &first);
    let answer = answer::found(index.print(), &found);
    HELD.with_borrow_mut(|all| all.insert(library, index));
    answer
}

async fn renewed(library: &LibraryId, print: u64, held: Option<Index>) -> Result<Index, StoreError> {
    engine::index(&Browser::open().await?, library, print, held).await
}
