//! How quickly the selector shows a large library, and follows what is typed.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{
    edits::{large_library, middle, take_in},
    site::selector_gone,
    typing::{Typing, typing},
};
use crate::{
    input::Key,
    member::{ICON, Member},
    page::Page,
    stage::Stage,
    wait,
};

/// Times that it is opened as the first thing in a browser, and in one where it was open before; the middle ones count.
const STARTS: usize = 5;
const OPENINGS: usize = 15;
/// How long a browser is looked at that is to be at rest.
const LOOK: Duration = Duration::from_millis(500);

/// The site, and what it shows there.
const SITE: &str = "chatgpt.com";

/// Milliseconds, the middle ones.
#[derive(Debug)]
pub struct Choosing {
    /// From the shortcut, pressed in the composer, to the list on the screen: the first time in a browser that has come to rest after its
    /// start, with the worker asleep.
    pub cold: f64,
    /// The same while the browser, and the extension's own sync, are still starting.
    pub starting: f64,
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
    take_in(&alice)?;
    shortcut(&alice)?;
    let (mut cold, mut starting) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        starting.push(first(&mut alice, false)?);
        cold.push(first(&mut alice, true)?);
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
    Ok(Choosing {
        cold: middle(cold),
        starting: middle(starting),
        warm: middle(warm),
        inserted: middle(taken),
        typing,
    })
}

/// Opens the selector for the first time in a browser that is started for that. `rests`: once what comes with a start is done.
fn first(alice: &mut Member, rests: bool) -> Result<f64> {
    alice.close()?;
    alice.start()?;
    let page = alice.site(SITE)?;
    // Where the icon comes with the first focus, it is there before the press.
    page.find("button", ICON)?;
    if rests {
        rest(alice)?;
    }
    alice.stop_worker()?;
    opened(alice, &page)
}

/// Waits until the browser takes less than a tenth of one core, for as long as it is looked at.
fn rest(member: &Member) -> Result<()> {
    let session = member.browser()?.cdp().browser();
    let mut looked: Option<(Instant, f64)> = None;
    wait::until("the browser to rest", || {
        if let Some((at, _)) = looked {
            ensure!(at.elapsed() >= LOOK, "it was looked at a moment ago");
        }
        let processes = session.call("SystemInfo.getProcessInfo", json!({}))?;
        let processes = processes["processInfo"].as_array().context("there are no processes")?;
        let spent: f64 = processes.iter().filter_map(|process| process["cpuTime"].as_f64()).sum();
        let (at, before) =
            looked.replace((Instant::now(), spent)).context("it was never looked at before")?;
        let share = (spent - before) / at.elapsed().as_secs_f64();
        ensure!(share < 0.1, "it takes {share:.2} of a core");
        Ok(())
    })
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
    // Nobody looks for the frame, or asks the page again and again, while it opens.
    let took = page.eval("shown")?.as_f64().context("the selector did not get the keyboard")?;
    let frame = member.selector_frame(page)?;
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
    globalThis.shown = new Promise((resolve) => addEventListener('blur', () => requestAnimationFrame(() => setTimeout(() => {
        resolve(performance.now() - pressed);
    })), { once: true }));
    globalThis.pressed = performance.now();";
