//! How quickly a popup shows a large library, and follows what is typed.

use anyhow::{Context, Result};
use serde_json::json;

use super::{
    edits::{large_library, middle, take_in},
    typing::{Typing, typing},
};
use crate::{page::Page, stage::Stage, wait};

/// Times that the popup is opened; the middle one counts.
const OPENINGS: usize = 15;

/// Milliseconds, the middle ones.
#[derive(Debug)]
pub struct Opening {
    /// From the beginning of the popup's document to its list on the screen.
    pub painted: f64,
    /// From there until all of the library is in the list.
    pub whole: f64,
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
    let (mut painted, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        page.goto(&alice.url("popup.html"))?;
        let [first, all] = watched(&page)?;
        painted.push(first);
        whole.push(all);
    }
    page.wait_for("document.querySelector('main')?.ariaBusy === 'false'")?;
    let elements = page.eval("document.querySelectorAll('*').length")?.as_f64().unwrap_or_default();
    let typing = typing(&page, ".listing")?;
    Ok(Opening { painted: middle(painted), whole: middle(whole), typing, elements })
}

/// Returns the milliseconds that [`WATCH`] took in a document: until its list was on the screen, and until all of it was there.
pub(super) fn watched(page: &Page) -> Result<[f64; 2]> {
    let taken = |name: &str| {
        wait::until(&format!("the list to be {name}"), || {
            page.eval(&format!("globalThis.{name} ?? null"))?.as_f64().context("not yet")
        })
    };
    Ok([taken("painted")?, taken("whole")?])
}

/// Takes the times at which the first card of a list is on the screen, and at which the list has all of its library.
pub(super) const WATCH: &str = r"new MutationObserver((_, observer) => {
    const take = (name, there) => {
        if (name in globalThis || !document.querySelector(there)) return;
        globalThis[name] = null;
        requestAnimationFrame(() => setTimeout(() => { globalThis[name] = performance.now(); }));
    };
    take('painted', 'article');
    take('whole', '.cards:not([inert]) article');
    if ('whole' in globalThis) observer.disconnect();
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['inert'] });";
