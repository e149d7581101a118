//! How quickly the selector shows a large library, and follows what is typed.

use anyhow::{Context, Result, ensure};

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
    /// From the shortcut, pressed in the composer, to the list on the screen: the first time in a browser that has just started, with
    /// the worker asleep.
    pub cold: f64,
    /// The same of later times.
    pub warm: f64,
    /// From Enter to the text in the page's composer.
    pub inserted: f64,
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
    shortcut(&alice)?;
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
    let mut taken = Vec::new();
    for _ in 0..OPENINGS {
        taken.push(inserted(&alice, &page)?);
    }
    let frame = alice.open_selector(&page)?;
    let typing = typing(&frame, "#list")?;
    Ok(Choosing { cold: middle(cold), warm: middle(warm), inserted: middle(taken), typing })
}

/// Gives the member a key of their own that opens the selector, as no script can press the browser's.
pub(super) fn shortcut(member: &Member) -> Result<()> {
    let settings = member.page("settings")?;
    settings.click("button", "Your own key: Set a key…")?;
    settings.press(Key::Alt('P'))?;
    settings.find("button", "Your own key: Alt+P")?;
    wait::until("the key to be known to the sites", || {
        let known = member.in_worker("chrome.storage.local.get('pages').then(JSON.stringify)")?;
        ensure!(known.as_str().is_some_and(|known| known.contains("KeyP")), "{known}");
        Ok(())
    })?;
    settings.close()
}

/// Opens the selector by the [`shortcut`] and closes it again; gives the milliseconds until it had the keyboard and was on the screen.
pub(super) fn opened(member: &Member, page: &Page) -> Result<f64> {
    let (frame, took) = open(member, page)?;
    frame.press(Key::Escape)?;
    selector_gone(page)?;
    Ok(took)
}

/// Opens the selector and has it insert the prompt that is chosen; gives the milliseconds from Enter until the composer has another text.
fn inserted(member: &Member, page: &Page) -> Result<f64> {
    let (frame, _) = open(member, page)?;
    frame.wait_for("document.querySelector('#preview').textContent !== ''")?;
    page.eval(CHANGE)?;
    frame.press(Key::Enter)?;
    let took = wait::until("the text in the composer", || {
        page.eval("changed - entered")?.as_f64().context("it is not there")
    })?;
    selector_gone(page)?;
    Ok(took)
}

fn open(member: &Member, page: &Page) -> Result<(Page, f64)> {
    page.activate()?;
    page.eval(WATCH)?;
    page.press(Key::Alt('P'))?;
    let frame = member.selector_frame(page)?;
    let took = wait::until("the selector to have the keyboard", || {
        page.eval("shown - pressed")?.as_f64().context("it has not")
    })?;
    Ok((frame, took))
}

/// Takes the time at which the composer changes, and that of an Enter that comes at once.
const CHANGE: &str = r"globalThis.changed = NaN;
    new MutationObserver((_, observer) => { observer.disconnect(); changed = performance.now(); })
        .observe(document.querySelector('[contenteditable]'), { childList: true, subtree: true, characterData: true });
    globalThis.entered = performance.now();";

/// Takes the time of the first frame after the keyboard went to the selector, which is when it shows itself; and that of a press
/// that comes at once, as the key itself is heard by nobody but the extension.
const WATCH: &str = r"document.querySelector('textarea, [contenteditable]').focus();
    globalThis.shown = NaN;
    addEventListener('blur', () => requestAnimationFrame(() => setTimeout(() => { shown = performance.now(); })), { once: true });
    globalThis.pressed = performance.now();";
