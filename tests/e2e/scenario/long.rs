//! A list too long for the page to hold.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::steps::{join_team, sync_state, team_file, team_popup, wait_shown};
use crate::{page::Page, report::Report, stage::Stage, wait};

const FILE: &str = "team-prompts.json";

const PROMPTS: usize = 1000;

/// Prompts in a category.
const IN_EACH: usize = 8;

/// Cards that are in the page at most: those in sight, and a screen or so on either side.
const MOST: u64 = 80;

/// Prompts of a large library, and elements that a document with a list of them has at most.
const LARGE: usize = 10_000;
const MOST_ELEMENTS: u64 = 1_500;

/// Looks at ten thousand prompts: neither surface has more elements for them than for what is in sight.
pub fn large(stage: &Stage, report: &mut Report) -> Result<()> {
    stage.folder.write(FILE, serde_json::to_vec_pretty(&library(LARGE, LARGE / 12))?)?;
    let alice = stage.member("Alice")?;
    let (page, _) = join_team(&alice, &stage.folder, "Owner")?;
    page.set_viewport(1280, 800)?;
    for (surface, page) in [("full page", page), ("popup", team_popup(&alice)?)] {
        report.step(&format!("The {surface} has few elements for ten thousand prompts"), |seen| {
            wait_shown(&page, "Prompt 0")?;
            let elements = page.eval("document.querySelectorAll('*').length")?.as_u64().unwrap_or(u64::MAX);
            seen.note(format!("{elements} elements"));
            ensure!(elements <= MOST_ELEMENTS, "{elements} elements are in the {surface}");
            Ok(())
        })?;
    }
    for (surface, url, size) in
        [("popup", "popup.html", (400, 600)), ("full page", "page.html#team", (1280, 800))]
    {
        report.step(&format!("The {surface} shows its first screen before the rest is read"), |seen| {
            let page = alice.browser()?.open("about:blank")?;
            page.set_viewport(size.0, size.1)?;
            page.session().call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": BEGUN }))?;
            page.goto(&alice.url(url))?;
            page.wait_for("globalThis.begun")?;
            // Whoever knows what they look for need not wait.
            page.eval("document.querySelector('[type=search]').focus()")?;
            page.type_keys("prompt 77")?;
            page.wait_for("globalThis.whole")?;
            let way = page.eval("({ begun, whole, kept: first.every((line) => line.isConnected) })")?;
            seen.note(way["begun"].to_string());
            ensure!(way["begun"].as_array().is_some_and(|lines| lines.len() > 5), "{way}");
            ensure!(way["begun"] == way["whole"], "something moved or changed: {way}");
            ensure!(way["kept"] == true, "it was drawn twice: {way}");
            wait::until("what was looked for", || {
                let first = page.eval("document.querySelector('article h3')?.textContent")?;
                ensure!(first == "Prompt 77", "the first is {first}");
                Ok(())
            })?;
            page.close()
        })?;
    }
    report.step("How far the sync of thirty megabytes is can be seen, and what to do about it", |seen| {
        let page = alice.page("team")?;
        sync_state(&page, &["in-folder"])?;
        let mut file = stage.folder.json(FILE)?;
        for prompt in file["prompts"].as_array_mut().context("no prompts")? {
            prompt["content"] = "Say it in other words, and at length. ".repeat(80).into();
        }
        stage.folder.write(FILE, serde_json::to_vec_pretty(&file)?)?;
        page.find("progressbar", "Syncing a large library…")?;
        seen.pictures(&page, "syncing")?;
        page.wait_gone("progressbar", "Syncing a large library…")?;
        page.click("button", "Manage")?;
        seen.note(wait_shown(&page, "what is seldom used can go to a second team")?);
        seen.pictures(&page, "large-team")
    })
}

/// Scrolls through a thousand prompts and back: whatever is in sight is drawn, and not much else.
pub fn long(stage: &Stage, report: &mut Report) -> Result<()> {
    stage.folder.write(FILE, serde_json::to_vec_pretty(&library(PROMPTS, IN_EACH))?)?;
    let alice = stage.member("Alice")?;
    let (page, _) = join_team(&alice, &stage.folder, "Owner")?;
    page.set_viewport(1280, 800)?;
    wait_shown(&page, "Prompt 0")?;
    report.step("Of a thousand prompts only those in sight are in the page", |seen| {
        let cards = cards(&page)?;
        seen.note(format!("{cards} cards"));
        ensure!(cards <= MOST, "{cards} cards are in the page");
        Ok(())
    })?;
    report.step("On the way down and back up there is a card wherever one looks", |seen| {
        for by in [113, -113, 397, -397] {
            let way = page.eval(&format!("{SCROLL}({by})"))?;
            let count = |name: &str| way[name].as_u64().unwrap_or(u64::MAX);
            seen.note(format!("{way}"));
            ensure!(count("bare") == 0, "{way}");
            ensure!(count("jumps") == 0, "it jumped: {way}");
            ensure!(count("missed") == 0, "cards were never in sight: {way}");
            ensure!(count("most") <= MOST, "{way}");
            let end = if by > 0 { format!("Prompt {}", PROMPTS - 1) } else { "Prompt 0".to_owned() };
            ensure!(way["last"] == end, "it ended at {}", way["last"]);
            seen.picture(&page, if by > 0 { "page-end" } else { "page-start" })?;
        }
        Ok(())
    })?;
    report.step("What had the keyboard leaves it to the list", |_| {
        page.eval("document.querySelector('article .buttons button').focus()")?;
        page.eval("document.querySelector('.cards').scrollTop = 20000")?;
        wait::until("the list to have the keyboard", || {
            let active = page.eval("document.activeElement.className")?;
            ensure!(active == "cards scroll", "it is {active}");
            Ok(())
        })?;
        // Nothing scrolls by itself for that.
        let top = page.eval("document.querySelector('.cards').scrollTop")?;
        ensure!(top.as_f64().is_some_and(|top| (top - 20_000.0).abs() < 2_000.0), "it is at {top}");
        Ok(())
    })?;
    report.step("A search begins at the top again", |_| {
        page.fill("searchbox", "Search prompts", "prompt 77")?;
        wait::until("what was found", || {
            let first = page.eval("document.querySelector('article h3')?.textContent")?;
            ensure!(first == "Prompt 77", "the first is {first}");
            Ok(())
        })?;
        let top = page.eval("document.querySelector('.cards').scrollTop")?;
        ensure!(top == 0, "it is at {top}");
        Ok(())
    })
}

fn cards(page: &Page) -> Result<u64> {
    Ok(page.eval("document.querySelectorAll('article').length")?.as_u64().unwrap_or(u64::MAX))
}

/// Prompts in categories of so many, whose headings stick to the top one after the other, with texts of different lengths.
fn library(prompts: usize, in_each: usize) -> Value {
    let mut file = team_file();
    let name = |category: usize| format!("Category {category}");
    let category = |number: usize| json!({ "id": name(number), "name": name(number), "color": "teal" });
    file["categories"] = (0..prompts.div_ceil(in_each)).map(category).collect();
    let prompt = |number: usize| {
        json!({
            "id": format!("p-{number}"),
            "title": format!("Prompt {number}"),
            "content": "Say it in other words. ".repeat(number * 7 % 11),
            "categoryId": name(number / in_each),
            "createdBy": "bob@company.com",
        })
    };
    file["prompts"] = (0..prompts).map(prompt).collect();
    file
}

/// Takes what a list shows, and where, when its first cards are there and when all of its library is: before and after what is typed
/// leads to another list, that is.
const BEGUN: &str = r"new MutationObserver((_, observer) => {
    const list = document.querySelector('.cards');
    if (!list?.querySelector('article')) return;
    const lines = () => [...list.querySelectorAll('article, h2')];
    const shown = (all) => all.map((line) => [line.textContent, line.getBoundingClientRect().top]);
    if (list.inert) {
        globalThis.first ??= lines();
        globalThis.begun ??= shown(first);
    } else if (globalThis.begun) {
        observer.disconnect();
        globalThis.whole = shown(lines().slice(0, first.length));
    }
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['inert'] });";

/// Scrolls by so many pixels a frame until the end. Counts the frames in which the middle of the list was bare, those in which what
/// was in sight moved by more than that, the cards that were never in sight, and the most cards that were in the page; and gives
/// the title of the last card in sight.
const SCROLL: &str = r"(async (by) => {
    const list = document.querySelector('.cards');
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const number = (card) => Number(card.querySelector('h3').textContent.split(' ')[1]);
    const box = list.getBoundingClientRect();
    const middle = () => document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const inSight = () => [...document.querySelectorAll('article')].filter((card) => {
        const { top, bottom } = card.getBoundingClientRect();
        return bottom > box.top && top < box.bottom;
    });
    const met = new Set(inSight().map(number));
    let [bare, jumps, most, still] = [0, 0, 0, 0];
    while (still < 5) {
        const top = list.scrollTop;
        const before = new Map(inSight().map((card) => [number(card), card.getBoundingClientRect().top]));
        list.scrollTop += by;
        await frame();
        still = list.scrollTop === top ? still + 1 : 0;
        most = Math.max(most, document.querySelectorAll('article').length);
        if (!middle()?.closest('article, .heading')) bare += 1;
        const seen = inSight();
        seen.forEach((card) => met.add(number(card)));
        // What was in sight and still is has moved as far as it was scrolled, and no further.
        const moved = seen.filter((card) => before.has(number(card)))
            .map((card) => card.getBoundingClientRect().top - before.get(number(card)));
        if (moved.some((far) => Math.abs(far) > Math.abs(by) + 2) || (still === 0 && moved.length === 0)) jumps += 1;
    }
    const seen = inSight();
    const last = (by > 0 ? seen.at(-1) : seen[0])?.querySelector('h3').textContent;
    return { bare, jumps, most, missed: 1000 - met.size, last };
})";
