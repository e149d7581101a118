//! How quickly a popup shows a large library, and follows what is typed.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{
    edits::{large_library, middle},
    steps::{sync_state, team_popup},
};
use crate::{page::Page, stage::Stage, wait};

/// Times that the popup is opened; the middle one counts.
const OPENINGS: usize = 15;

/// What is typed, letter by letter.
const QUERIES: [&str; 4] = ["readers", "prompt 77", "follows from", "zzz"];

/// Milliseconds, the middle ones.
#[derive(Debug)]
pub struct Opening {
    /// From the beginning of the popup's document to its list on the screen.
    pub painted: f64,
    /// From a key to the list that it leads to on the screen.
    pub typed: f64,
    /// The same of the slowest of all keys.
    pub slowest: f64,
    /// Elements of the document with the list in it.
    pub elements: f64,
}

/// Opens the popup on a library of 10,000 prompts, and searches it.
pub fn opening(stage: &Stage) -> Result<Opening> {
    let alice = stage.member("Alice")?;
    large_library(stage, &alice)?;
    let popup = team_popup(&alice)?;
    sync_state(&popup, &["in-folder"])?;
    popup.close()?;
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
    let mut typed = Vec::new();
    for query in QUERIES {
        for end in query.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
            typed.push(key(&page, query.get(..end).unwrap_or_default())?);
        }
    }
    let slowest = typed.iter().copied().fold(0.0, f64::max);
    Ok(Opening { painted: middle(painted), typed: middle(typed), slowest, elements })
}

/// Types a text into the search, and gives the milliseconds until what it finds is on the screen.
fn key(page: &Page, text: &str) -> Result<f64> {
    let took = page.eval(&format!("{TYPE}({})", json!(text)))?;
    let took = took.as_f64().context("no search field")?;
    ensure!(took > 0.0, "time stands still");
    Ok(took)
}

/// Takes the time at which the first card of a list is on the screen.
const WATCH: &str = r"new MutationObserver((_, observer) => {
    if (!document.querySelector('article')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { globalThis.painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true });";

const TYPE: &str = r"(async (text) => {
    const field = document.querySelector('input[type=search]');
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const began = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
})";
