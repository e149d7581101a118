//! Usage statistics: off at first, then counted on every surface, shown in charts, and gone with the switch.

use anyhow::{Context, Result, ensure};
use prompt_commons::model::LibraryId;
use prompt_commons::statistics::{Count, count};
use serde_json::Value;

use super::{
    composer::Composer,
    selector::holds,
    site::open_selector,
    steps::{Draft, add_prompt, click_in_card, team_id, team_with, wait_shown},
};
use crate::{
    input::Key,
    member::Member,
    page::{Page, Scheme},
    report::{Report, Seen},
    stage::Stage,
    wait,
};

const SITE: &str = "chatgpt.com/textarea";
const OWN: Draft = Draft { title: "Reply kindly", text: "Answer this mail kindly." };
/// The team's prompts, the first of which is used in the story; a year's uses are of all of them.
const TEAM: [(&str, &str); 4] = [
    ("Launch post", "Write a launch post."),
    ("Interview questions for whoever wants to work with us in the marketing team this year", "Ask me."),
    ("Subject lines", "Ten subject lines."),
    ("Translate", "Translate this."),
];
const KEEP: &str = "Keep usage statistics on this device";

/// The numbers that the page shows, in their order: all, inserted, copied.
fn figures(page: &Page, wanted: [&str; 3]) -> Result<()> {
    wait::until(&format!("the numbers {wanted:?}"), || {
        let seen = page.eval("[...document.querySelectorAll('.figures dd')].map((one) => one.innerText)")?;
        ensure!(seen == Value::from(wanted.to_vec()), "they are {seen}");
        Ok(())
    })
}

/// What is stored; `null` if nothing is to be counted.
fn stored(page: &Page) -> Result<Value> {
    page.eval("localStorage.getItem('statistics')")
}

fn ranked(page: &Page, list: &str) -> Result<String> {
    page.find("list", list)?.text()
}

/// Nothing is counted before it is wanted; then uses are, wherever they are, and go with the switch and with all data.
pub fn statistics(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    report.step("Alice has prompts of her own and of a team, and uses one", |_| {
        team_with(&alice, stage, &TEAM)?;
        let page = alice.page("mine")?;
        add_prompt(&page, OWN)?;
        page.close()?;
        copy(&alice, OWN.title, "My Prompts")
    })?;
    let page = alice.page("settings")?;
    page.set_viewport(1280, 900)?;
    report.step("Statistics are off, and nothing was counted", |seen| {
        ensure!(!is_kept(&page)?, "it is on");
        ensure!(page.find_all("button", Some("Show statistics"))?.is_empty(), "there is something to show");
        ensure!(stored(&page)?.is_null(), "something is stored");
        page.goto(&alice.url("page.html#statistics"))?;
        page.find("heading", "Usage statistics are off")?;
        seen.pictures(&page, "page-off")
    })?;
    report.step("She switches them on, by the keyboard", |seen| {
        page.click("button", "Back to the settings")?;
        page.find("checkbox", KEEP)?
            .call("function () { this.focus(); this.scrollIntoView({ block: 'center' }); }")?;
        page.type_keys(" ")?;
        page.find("button", "Show statistics")?;
        seen.pictures(&page, "page-switch")?;
        page.click("button", "Show statistics")?;
        page.find("heading", "Nothing counted yet")?;
        seen.pictures(&page, "page-empty")
    })?;
    report.step("What she copies and inserts is counted, on whatever surface", |_| used(&alice))?;
    report.step("The page says so at once", |seen| {
        page.activate()?;
        figures(&page, ["4", "2", "2"])?;
        let most = ranked(&page, "Most used prompts")?;
        ensure!(most.starts_with("Launch post\n3 uses"), "{most}");
        ensure!(most.contains("2 inserted, 1 copied"), "{most}");
        ensure!(most.contains("Reply kindly") && most.contains("1 use"), "{most}");
        let libraries = ranked(&page, "By library")?;
        ensure!(libraries.starts_with("Marketing Prompts\n3 uses"), "{libraries}");
        page.click("DisclosureTriangle", "As a table")?;
        let today = page.eval("new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(new Date())")?;
        let row = page
            .eval("[...document.querySelectorAll('tbody tr:first-child > *')].map((one) => one.innerText)")?;
        ensure!(
            row == Value::from(vec![today, "2".into(), "2".into(), "4".into()]),
            "the first row is {row}"
        );
        seen.pictures(&page, "page-first")?;
        page.click("DisclosureTriangle", "As a table")
    })?;
    report.step("A year of uses has charts", |seen| year(&alice, stage, &page, seen))?;
    report.step("…in Russian, too", |seen| in_russian(&alice, &page, seen))?;
    report.step("Switched off, it is gone, and nothing is counted any more", |_| {
        page.click("checkbox", KEEP)?;
        wait_shown(&page, "What was counted is deleted")?;
        ensure!(stored(&page)?.is_null(), "something is left");
        copy(&alice, OWN.title, "My Prompts")?;
        page.activate()?;
        ensure!(stored(&page)?.is_null(), "something was counted");
        page.goto(&alice.url("page.html#statistics"))?;
        page.click("button", "Switch on")?;
        page.find("heading", "Nothing counted yet").map(drop)
    })?;
    report.step("It goes with all her data", |_| {
        copy(&alice, OWN.title, "My Prompts")?;
        page.activate()?;
        figures(&page, ["1", "0", "1"])?;
        page.click("button", "Back to the settings")?;
        page.click("button", "Delete all my data…")?;
        page.click("button", "Delete everything")?;
        wait_shown(&page, "Everything that was on this device is deleted")?;
        ensure!(stored(&page)?.is_null(), "something is left");
        ensure!(!is_kept(&page)?, "it is on");
        Ok(())
    })
}

fn is_kept(page: &Page) -> Result<bool> {
    Ok(page.find("checkbox", KEEP)?.call("function () { return this.checked; }")? == true)
}

/// Copies a prompt in the popup.
fn copy(alice: &Member, title: &str, tab: &str) -> Result<()> {
    let popup = alice.popup()?;
    popup.click("tab", tab)?;
    click_in_card(&popup, title, "Copy")?;
    wait_shown(&popup, "Copied")?;
    popup.close()
}

/// Copies in the popup and in the page, and inserts from the popup and the selector.
fn used(alice: &Member) -> Result<()> {
    let (title, text) = TEAM[0];
    let composer = Composer::open(alice, SITE)?;
    composer.begin("Before || behind")?;
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    frame.type_keys("launch")?;
    wait::until("the prompt", || {
        let shown =
            frame.eval("[...document.querySelectorAll('#list .title')].map((title) => title.innerText)")?;
        ensure!(shown == serde_json::json!([title]), "{shown}");
        Ok(())
    })?;
    frame.press(Key::Enter)?;
    holds(&composer, &format!("Before {text} behind"))?;
    let popup = alice.popup()?;
    popup.click("tab", "Team Library")?;
    click_in_card(&popup, title, "Insert")?;
    wait_shown(&popup, "Inserted")?;
    popup.close()?;
    copy(alice, OWN.title, "My Prompts")?;
    composer.page.close()?;
    let other = alice.page("team")?;
    click_in_card(&other, title, "Copy")?;
    wait_shown(&other, "Copied")?;
    other.close()
}

/// Puts a year's uses where the product keeps them, in its own words, and looks at them.
fn year(alice: &Member, stage: &Stage, page: &Page, seen: &mut Seen<'_>) -> Result<()> {
    let own = alice.page("mine")?;
    own.wait_for("document.querySelector('[data-prompt]')")?;
    let own_id = own.eval("document.querySelector('[data-prompt]').dataset.prompt")?;
    let own_id = own_id.as_str().context("a card without an id")?;
    own.close()?;
    let team = team_id(&stage.folder.json(&stage.folder.team_file()?)?)?;
    let today = page.eval("Math.floor((Date.now() - new Date().getTimezoneOffset() * 6e4) / 864e5)")?;
    let today = u32::try_from(today.as_u64().context("no day")?)?;
    let mine = LibraryId::personal();
    let things = [
        (team.as_str(), "prompt-0", 5),
        (team.as_str(), "prompt-1", 3),
        (mine.as_str(), own_id, 4),
        (team.as_str(), "prompt-2", 2),
        (team.as_str(), "prompt-3", 1),
        (team.as_str(), "deleted-since", 1),
        ("a-team-that-was-left", "prompt-0", 1),
    ];
    let mut row = String::new();
    for back in (0..365).rev() {
        // Weekends are quiet.
        let often = if (today - back + 3) % 7 > 4 { 0 } else { 1 + (back * 7919) % 5 };
        for turn in 0..often {
            for (library, prompt, weight) in things {
                let draw = (back * 31 + turn * 17) % 6;
                if draw < weight {
                    let usage = if (back + turn) % 3 == 0 { Count::COPY } else { Count::INSERTION };
                    row = count(&row, today - back, library, prompt, usage);
                }
            }
        }
    }
    page.activate()?;
    page.eval(&format!("localStorage.setItem('statistics', {})", Value::from(row)))?;
    page.reload()?;
    page.find("list", "By library")?;
    page.find("list", "Most used prompts")?;
    let most = ranked(page, "Most used prompts")?;
    ensure!(most.contains("Prompts that are no longer here"), "{most}");
    for (span, name) in [("12 months", "year"), ("7 days", "week"), ("30 days", "month")] {
        page.click("radio", span)?;
        page.set_viewport(1280, 1500)?;
        seen.pictures(page, &format!("page-{name}"))?;
        page.set_viewport(320, 1500)?;
        let fits = page.eval("[document.documentElement, document.querySelector('.statistics')].every((one) => one.scrollWidth <= one.clientWidth)")?;
        ensure!(fits == true, "{name} scrolls sideways");
        seen.pictures(page, &format!("page-{name}-narrow"))?;
    }
    let panel = alice.browser()?.open(&alice.url("panel.html#statistics"))?;
    panel.set_viewport(400, 800)?;
    panel.find("list", "Most used prompts")?;
    seen.pictures(&panel, "panel")?;
    panel.close()?;
    page.activate()
}

fn in_russian(alice: &Member, page: &Page, seen: &mut Seen<'_>) -> Result<()> {
    page.set_viewport(1280, 900)?;
    page.click("button", "Back to the settings")?;
    page.click("radio", "Русский")?;
    page.click("button", "Показать статистику")?;
    page.find("list", "Чаще всего")?;
    for (span, name) in [("7 дней", "week"), ("30 дней", "month"), ("12 месяцев", "year")] {
        page.click("radio", span)?;
        page.set_viewport(1280, 1500)?;
        seen.pictures(page, &format!("page-{name}-ru"))?;
        page.set_viewport(320, 1500)?;
        let fits = page.eval("[document.documentElement, document.querySelector('.statistics')].every((one) => one.scrollWidth <= one.clientWidth)")?;
        ensure!(fits == true, "{name} scrolls sideways");
        seen.pictures(page, &format!("page-{name}-narrow-ru"))?;
    }
    page.set_viewport(1280, 900)?;
    page.click("button", "Назад к настройкам")?;
    // The popup leads there as well.
    let popup = alice.popup()?;
    popup.click("tab", "Настройки")?;
    popup.click("button", "Показать статистику")?;
    let browser = alice.browser()?;
    let opened = Page::attach(browser.cdp(), &browser.target("page", &alice.url("page.html#statistics"))?)?;
    opened.wait_for("document.visibilityState === 'visible'")?;
    opened.find("list", "Чаще всего")?;
    opened.close()?;
    page.activate()?;
    page.click("radio", "English")?;
    page.find("checkbox", KEEP).map(drop)
}
