//! What the size of a library does to the surfaces: how quickly they open, follow what is typed and take an edit, and for how long
//! each of them is deaf meanwhile.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    choosing::{opened, shortcut},
    edits::{TEXT, empty_team, library_of},
    opening::{WATCH, watched},
    steps::{sync_state, team_popup},
    typing::typing,
};
use crate::{engine::Engine, member::Member, page::Page, stage::Stage};

/// Milliseconds of a library of one size, each taken once.
#[derive(Debug)]
pub struct Surfaces {
    /// Megabytes of its file.
    pub megabytes: f64,
    /// Until the file that someone else wrote is on the device, in a page that is open.
    pub taken_in: f64,
    /// Until the list is on the screen: of the popup, the full page, and the selector in an AI page.
    pub painted: [f64; 3],
    /// Until all of the library is in it: of the popup and the full page.
    pub whole: [f64; 2],
    /// From a key to the list that it leads to, in the same three.
    pub typed: [f64; 3],
    /// Until an edit is safe on the device, and until it is in the folder, read back.
    pub edited: [f64; 2],
    /// The longest that the page was deaf: while it took in the file, opened, followed what was typed, and took an edit.
    pub deaf: [f64; 4],
}

/// Takes the figures of a library with so many prompts.
pub fn surfaces(stage: &Stage, prompts: usize) -> Result<Surfaces> {
    let alice = stage.member("Alice")?;
    let (page, team) = open_page(stage, &alice)?;
    let began = page.eval("performance.now()")?.as_f64().unwrap_or_default();
    let name = library_of(stage, prompts, &TEXT.repeat(3))?;
    let engine = Engine::start(&page, &team)?;
    engine.sync()?;
    page.wait_for("document.querySelector('article')")?;
    let taken_in = page.eval("performance.now()")?.as_f64().unwrap_or_default() - began;
    let while_taken = deaf(&page)?;

    page.close()?;
    let page = listened(&alice, "page.html#team")?;
    let [page_painted, page_whole] = watched(&page)?;
    page.wait_for("document.querySelector('main')?.ariaBusy === 'false'")?;
    sync_state(&page, &["in-folder"])?;
    let while_opened = deaf(&page)?;
    let page_typed = typing(&page, ".listing")?.typed;
    let while_typed = deaf(&page)?;

    let engine = Engine::start(&page, &team)?;
    let seen = engine.seen()?.prompts;
    ensure!(seen.len() == prompts, "{} prompts are there", seen.len());
    deaf(&page)?;
    let prompt = seen.get(prompts / 2).context("no prompt")?;
    let edited = engine.edit_to_folder(prompt, "Said anew.\n")?;
    page.wait_for("document.querySelector('main')?.ariaBusy === 'false'")?;
    let while_edited = deaf(&page)?;
    let megabytes = f64::from(u32::try_from(stage.folder.read(&name)?.len())?) / 1e6;
    page.close()?;

    let popup = listened(&alice, "popup.html")?;
    let [popup_painted, popup_whole] = watched(&popup)?;
    popup.wait_for("document.querySelector('main')?.ariaBusy === 'false'")?;
    let popup_typed = typing(&popup, ".listing")?.typed;
    popup.close()?;
    shortcut(&alice)?;
    let site = alice.site("chatgpt.com")?;
    opened(&alice, &site)?;
    let selector_painted = opened(&alice, &site)?;
    let selector_typed = typing(&alice.open_selector(&site)?, "#list")?.typed;
    Ok(Surfaces {
        megabytes,
        taken_in,
        painted: [popup_painted, page_painted, selector_painted],
        whole: [popup_whole, page_whole],
        typed: [popup_typed, page_typed, selector_typed],
        edited,
        deaf: [while_taken, while_opened, while_typed, while_edited],
    })
}

/// Opens the page of a team that is still empty. Gives the team's id, too.
fn open_page(stage: &Stage, member: &Member) -> Result<(Page, String)> {
    let team = empty_team(stage, member)?;
    sync_state(&team_popup(member)?, &["in-folder"])?;
    let page = listened(member, "page.html#team")?;
    sync_state(&page, &["in-folder"])?;
    deaf(&page)?;
    Ok((page, team))
}

/// Opens a document of the extension that takes times.
fn listened(member: &Member, url: &str) -> Result<Page> {
    let page = member.browser()?.open("about:blank")?;
    page.set_viewport(1280, 800)?;
    for source in [WATCH, LISTEN] {
        page.session().call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))?;
    }
    page.goto(&member.url(url))?;
    Ok(page)
}

/// Returns the longest that a page was deaf since the last time that it was asked.
fn deaf(page: &Page) -> Result<f64> {
    match page.eval("(() => { const longest = globalThis.deaf; globalThis.deaf = 0; return longest; })()")? {
        Value::Number(longest) => longest.as_f64().context("no number"),
        other => anyhow::bail!("the page doesn't listen: {other}"),
    }
}

/// Looks again and again at how long the page's thread did something else.
const LISTEN: &str = r"(() => {
    const PAUSE = 4;
    globalThis.deaf = 0;
    let last = performance.now();
    const look = () => {
        const now = performance.now();
        globalThis.deaf = Math.max(globalThis.deaf, now - last - PAUSE);
        last = now;
        setTimeout(look, PAUSE);
    };
    look();
})();";
