//! How quickly a popup shows a large library, and follows what is typed.

use anyhow::{Context, Result};
use serde_json::json;

use super::{
    edits::{large_library, middle, take_in},
    typing::{Typing, typing},
};
use crate::{stage::Stage, wait};

/// Times that the popup is opened; the middle one counts.
const OPENINGS: usize = 15;

/// Milliseconds, the middle ones.
#[derive(Debug)]
pub struct Opening {
    /// From the beginning of the popup's document to its list on the screen.
    pub painted: f64,
    /// From a key to the list that it leads to on the screen.
    pub typing: Typing,
    /// Elements of the document with the list in it.
    pub elements: f64,
}

/// Opens the popup on a library of 10,000 prompts, and searches it.
pub fn opening(stage: &Stage) -> Result<Opening> {
    let alice = stage.member("Alice")?;
    large_library(stage, &alice)?;
    take_in(&alice)?;
    let page = alice.browser()?.open("about:blank")?;
    page.set_viewport(400, 600)?;
    page.session().call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }))?;
    let mut painted = Vec::new();
    for _ in 0..OPENINGS {
        page.goto(&alice.url("popup.html"))?;
        painted.push(wait::until("the list to be painted", || {
            page.eval("globalThis.painted ?? null")?.as_f64().context("not yet")
        })?);
    }
    page.wait_for("document.querySelector('main')?.ariaBusy === 'false'")?;
    let elements = page.eval("document.querySelectorAll('*').length")?.as_f64().unwrap_or_default();
    let typing = typing(&page, ".listing")?;
    Ok(Opening { painted: middle(painted), typing, elements })
}

/// Takes the time at which the first card of a list is on the screen.
pub(super) const WATCH: &str = r"new MutationObserver((_, observer) => {
    if (!document.querySelector('article')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { globalThis.painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true });";
