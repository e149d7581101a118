//! How quickly the selector shows a large library, and follows what is typed.

use anyhow::{Context, Result};

use super::{
    edits::{large_library, middle},
    site::selector_gone,
    steps::{sync_state, team_popup},
    typing::{Typing, typing},
};
use crate::{
    input::Key,
    member::{ICON, Member},
    page::Page,
    stage::Stage,
    wait,
};

/// Times that it is opened in a browser that has just started, and then once more; the middle ones count.
const STARTS: usize = 5;
const OPENINGS: usize = 15;

/// The site, and what it shows there.
const SITE: &str = "chatgpt.com";

/// Milliseconds, the middle ones.
#[derive(Debug)]
pub struct Choosing {
    /// From a press on the icon to the list on the screen, the first time in a browser that has just started, with the worker asleep.
    pub cold: f64,
    /// The same of later times.
    pub warm: f64,
    /// From a key to what it finds on the screen.
    pub typing: Typing,
}

/// Opens the selector on a library of 10,000 prompts, and searches it.
pub fn choosing(stage: &Stage) -> Result<Choosing> {
    let mut alice = stage.member("Alice")?;
    large_library(stage, &alice)?;
    let popup = team_popup(&alice)?;
    sync_state(&popup, &["in-folder"])?;
    popup.close()?;
    let mut cold = Vec::new();
    for _ in 0..STARTS {
        alice.close()?;
        alice.start()?;
        let page = alice.site(SITE)?;
        // Where the icon comes with the first focus, it is there before the press.
        page.find("button", ICON)?;
        alice.stop_worker()?;
        cold.push(opened(&alice, &page)?);
    }
    let page = alice.site(SITE)?;
    let mut warm = Vec::new();
    for _ in 0..=OPENINGS {
        warm.push(opened(&alice, &page)?);
    }
    // The first one in a page isn't warm.
    warm.remove(0);
    let frame = alice.open_selector(&page)?;
    let typing = typing(&frame, "#list")?;
    Ok(Choosing { cold: middle(cold), warm: middle(warm), typing })
}

/// Opens the selector and closes it again; gives the milliseconds until it had the keyboard and was on the screen.
pub(super) fn opened(member: &Member, page: &Page) -> Result<f64> {
    page.eval(WATCH)?;
    page.activate()?;
    let frame = member.open_selector(page)?;
    let took = wait::until("the selector to have the keyboard", || {
        page.eval("shown - pressed")?.as_f64().context("it has not")
    })?;
    frame.press(Key::Escape)?;
    selector_gone(page)?;
    Ok(took)
}

/// Takes the time of the press, and of the first frame after the keyboard went to the selector: that is when it shows itself.
const WATCH: &str = r"globalThis.pressed = globalThis.shown = NaN;
    addEventListener('pointerdown', (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
    addEventListener('blur', () => requestAnimationFrame(() => setTimeout(() => { shown = performance.now(); })), { once: true });";
