//! How quickly a list follows what is typed.

use anyhow::{Result, ensure};
use serde_json::json;

use super::edits::middle;
use crate::page::Page;

/// What is typed, letter by letter.
const QUERIES: [&str; 5] = ["readers", "prompt 77", "follows from", "promtp 9", "zzz"];

/// Milliseconds from a key to the list that it leads to on the screen.
#[derive(Debug)]
pub struct Typing {
    /// The middle one.
    pub typed: f64,
    /// That of the slowest key.
    pub slowest: f64,
}

/// Types into the only search field of a document. `list`: selects what shows what is found.
pub(super) fn typing(page: &Page, list: &str) -> Result<Typing> {
    let mut took = Vec::new();
    let mut keys = 0_u32;
    for query in QUERIES {
        for end in query.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
            let text = query.get(..end).unwrap_or_default();
            // A key comes whenever it comes between two frames; spread evenly by the golden ratio, it takes no chance.
            let into = (f64::from(keys) * 0.618_034).fract();
            keys += 1;
            // A key that changes nothing on the screen has no time.
            took.extend(page.eval(&format!("{TYPE}({}, {}, {into})", json!(text), json!(list)))?.as_f64());
        }
    }
    ensure!(took.len() > QUERIES.len() * 3, "only {} keys led to anything", took.len());
    let slowest = took.iter().copied().fold(0.0, f64::max);
    Ok(Typing { typed: middle(took), slowest })
}

/// Types a text; takes the milliseconds until what it leads to is on the screen. `into`: how far into a frame it comes, of 1. A list that
/// has not changed for as many milliseconds doesn't.
const TYPE: &str = r"(async (text, list, into) => {
    const PATIENCE = 400;
    const FRAME = 1000 / 60;
    const field = document.querySelector('input[type=search]');
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await frame();
    await new Promise((resolve) => setTimeout(resolve, into * FRAME));
    const began = performance.now();
    const changed = new Promise((resolve) => {
        const observer = new MutationObserver(() => { observer.disconnect(); resolve(true); });
        observer.observe(document.querySelector(list), { childList: true, subtree: true, characterData: true });
        setTimeout(() => { observer.disconnect(); resolve(false); }, PATIENCE);
    });
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    if (!(await changed)) return null;
    await frame();
    return performance.now() - began;
})";
