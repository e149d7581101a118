//! What goes on in a library of one's own while it is looked through, written in and put in order.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::steps::{click_in_card, delete_prompt, wait_cards, wait_order, wait_shown};
use super::walking;
use crate::{
    element::Element, input::Key, member::Member, page::Page, report::Report, scratch::Scratch, stage::Stage,
    wait,
};

const TITLES: [&str; 4] = ["Alpha", "Bravo", "Charlie", "Delta"];

/// A backup comes in with what was used last; tags, the editor and the order of the list behave.
pub fn handling(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    report.step("A backup comes in, and what was used last in it is used last here", |seen| {
        let page = alice.page("settings")?;
        page.set_viewport(1280, 900)?;
        let folder = Scratch::new("Backup-")?;
        let file = folder.path().join("backup.json");
        fs::write(&file, backup().to_string())?;
        let field = wait::until("the field for a file", || file_field(&page))?;
        ensure!(page.text()?.contains("Choose a file…"), "{}", page.text()?);
        field.give_file(&file)?;
        wait_shown(&page, "Entry 13")?;
        wait_shown(&page, "Not imported: prompts[].mood")?;
        seen.pictures(&page, "page-import")?;
        page.click("button", "Import")?;
        page.wait_gone("button", "Import")?;
        page.close()
    })?;
    let page = alice.page("mine")?;
    page.set_viewport(1280, 600)?;
    report.step("Nothing that takes the keyboard is below a heading", |_| {
        wait_shown(&page, "Recently used")?;
        wait::until("every button to be in sight as it takes the keyboard", || {
            let hidden = page.eval(HIDDEN)?;
            ensure!(hidden == json!([]), "{hidden} are hidden");
            Ok(())
        })
    })?;
    report.step("A text that is too long to be worked on is refused with the reason", |seen| {
        too_long(&page, seen)
    })?;
    report.step("Pressing Trash twice opens one tab", |_| {
        trash_once(&alice)?;
        page.activate()
    })?;
    report.step("A chosen tag can be cleared, and “All prompts” shows all of them", |seen| {
        shelf(&page, "Recently used")?;
        wait_order(&page, &["Bravo", "Alpha"])?;
        shelf(&page, "Letters")?;
        wait_order(&page, &TITLES)?;
        page.click("button", "#even")?;
        wait_order(&page, &["Bravo"])?;
        seen.pictures(&page, "page-tag")?;
        ensure!(
            !page.find_all("button", Some("Clear tags"))?.is_empty(),
            "there is nothing to clear them with"
        );
        shelf(&page, "All prompts")?;
        page.wait_gone("button", "Clear tags")?;
        shelf(&page, "Letters")?;
        wait_cards(&page, &TITLES)
    })?;
    report.step(
        "The card that is marked is the one that is shown, and what was asked for goes with its reason",
        |seen| {
            click_in_card(&page, "Bravo", "Edit")?;
            page.fill("textbox", "Prompt text", "Write to {{name=you}} about {{topic|one|two}}, {{date}}.")?;
            wait_shown(&page, "one of: one, two")?;
            wait_shown(&page, "you unless it is changed")?;
            page.click("button", "Charlie")?;
            page.wait_text("alert", "Save or cancel the prompt that you are editing first")?;
            marked(&page, &["Bravo"])?;
            seen.pictures(&page, "page-editing")?;
            page.click("button", "Save")?;
            page.wait_gone("button", "Save")?;
            ensure!(page.find_all("alert", None)?.is_empty(), "it still asks for that");
            page.click("button", "Charlie")?;
            marked(&page, &["Charlie"])
        },
    )?;
    report
        .step("Variables are marked where they are written, however far down", |seen| marks(&page, seen))?;
    report.step("A prompt that was deleted by mistake comes back to its place", |_| {
        // What stands beside the list would count as a card.
        page.click("button", "Charlie")?;
        delete_prompt(&page, "Bravo")?;
        wait_order(&page, &["Alpha", "Charlie", "Delta"])?;
        page.click("button", "Undo")?;
        wait_order(&page, &TITLES)
    })?;
    report.step("The arrows go through the list, and to what is beside it", |_| walking::arrows(&page))?;
    report.step("Who edits and deletes by keyboard goes on where they were", |_| {
        walking::edits(&page, &TITLES)
    })?;
    report.step("A form is not closed over what is written in it", |seen| walking::forms(&page, seen))?;
    report.step("Categories of her own can be managed, and nothing else there", |seen| {
        categories(&page, seen)
    })?;
    report.step("In the narrowest panel a prompt in full has all it needs, and fits", |seen| {
        narrow(&alice, seen)
    })
}

/// A backup of twelve prompts, and one entry that is none.
fn backup() -> Value {
    let prompt = |at: usize, title: String, category: &str| json!({ "id": format!("p{at}"), "title": title, "content": format!("Text {at}."), "category": category });
    let mut prompts: Vec<Value> =
        TITLES.iter().enumerate().map(|(at, title)| prompt(at, (*title).to_owned(), "Letters")).collect();
    prompts[0]["lastUsedAt"] = 1_700_000_000_000_u64.into();
    prompts[1]["lastUsedAt"] = 1_700_000_100_000_u64.into();
    prompts[1]["tags"] = json!(["even"]);
    prompts[2]["mood"] = "calm".into();
    prompts.extend((0..8).map(|at| prompt(10 + at, format!("Number {at}"), "Numbers")));
    prompts.push(json!({ "content": 7 }));
    json!({ "version": "1.0", "exportDate": "2026-01-01T00:00:00Z", "prompts": prompts })
}

/// Gives all buttons of the list the keyboard, the last first, and lists those that something lies over.
const HIDDEN: &str = "[...document.querySelectorAll('.card button')].reverse().filter((one) => {
    if (!one.checkVisibility()) return false;
    one.focus();
    const { left, top, width, height } = one.getBoundingClientRect();
    return !one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).map((one) => one.ariaLabel ?? one.innerText)";

fn file_field(page: &Page) -> Result<Element> {
    let all = page.find_all("button", None)?;
    let field = all.into_iter().find(|one| one.description().contains("Backup to import"));
    field.ok_or_else(|| anyhow::anyhow!("there is none"))
}

/// Shows a category, or all prompts.
fn shelf(page: &Page, name: &str) -> Result<()> {
    let click = format!(
        "[...document.querySelectorAll('nav .shelf')].find((one) => one.innerText.includes('{name}'))?.click() ?? true"
    );
    page.eval(&click)?;
    page.wait_for(&format!("document.querySelector('nav [aria-current]')?.innerText.includes('{name}')"))
}

/// Waits until just these cards are marked.
fn marked(page: &Page, titles: &[&str]) -> Result<()> {
    wait::until(&format!("{titles:?} to be marked"), || {
        let seen =
            page.eval("[...document.querySelectorAll('.card.chosen h3')].map((one) => one.innerText)")?;
        ensure!(seen == json!(titles), "{seen} are");
        Ok(())
    })
}

fn categories(page: &Page, seen: &mut crate::report::Seen<'_>) -> Result<()> {
    page.click("button", "Categories")?;
    page.find("heading", "Manage My Prompts")?;
    for heading in ["Members", "Delete this library", "Team"] {
        ensure!(page.find_all("heading", Some(heading))?.is_empty(), "there is “{heading}”");
    }
    page.click("button", "Edit Numbers")?;
    page.fill("textbox", "Category name", "Figures")?;
    page.find("dialog", "Edit category")?.find("button", "Save")?.click()?;
    page.click("button", "Move up Figures")?;
    page.find("button", "Delete Figures")?;
    wait::until("it in front", || {
        let seen = page.eval("document.querySelector('.plain .name').innerText")?;
        ensure!(seen == "Figures", "{seen} is");
        Ok(())
    })?;
    seen.pictures(page, "page-own-categories")?;
    page.click("button", "Delete Letters")?;
    page.find("combobox", "Move its prompts to")?.choose("Figures")?;
    page.find("dialog", "Delete the category “Letters”?")?.find("button", "Delete")?.click()?;
    page.wait_gone("button", "Delete Letters")?;
    page.click("button", "Back to the library")?;
    page.wait_for("document.activeElement?.matches('.head .manages')")?;
    wait_shown(page, "Figures").map(|_| ())
}

/// What lies under the field has the same lines in the same places.
fn marks(page: &Page, seen: &mut crate::report::Seen<'_>) -> Result<()> {
    click_in_card(page, "Delta", "Edit")?;
    let line = |at: usize| {
        format!(
            "{at}: to {{{{name {at}}}}}, about {{{{topic=as ever}}}}, in so many words that a line of it has to be broken.\n"
        )
    };
    page.fill("textbox", "Prompt text", &(0..40).map(line).collect::<String>())?;
    page.eval("document.querySelector('.marked textarea').scrollTop = 1e6")?;
    page.wait_for(
        "(([copy, area]) => area.scrollTop > 0 && copy.scrollTop === area.scrollTop && copy.textContent === area.value + '\\n'
            && copy.scrollHeight === area.scrollHeight && copy.clientWidth === area.clientWidth
            && copy.querySelectorAll('mark').length === 80)(document.querySelector('.marked').children)",
    )?;
    seen.pictures(page, "page-marks")?;
    page.click("button", "Cancel")?;
    page.click("button", "Discard")?;
    page.wait_gone("button", "Save")
}

fn too_long(page: &Page, seen: &mut crate::report::Seen<'_>) -> Result<()> {
    page.activate()?;
    click_in_card(page, "Charlie", "Edit")?;
    page.find("textbox", "Prompt text")?.call(
        "function () {
            this.focus();
            this.value += 'x'.repeat(5_000_000);
            this.dispatchEvent(new Event('input', { bubbles: true }));
        }",
    )?;
    page.wait_text("alert", "This text has 5,000,007 characters. 1,000,000 fit into one field")?;
    let left = page.find("textbox", "Prompt text")?.call("function () { return this.value; }")?;
    ensure!(left == "Text 2.", "the field holds {left}");
    seen.pictures(page, "page-too-long")?;
    page.click("button", "Cancel")?;
    page.wait_gone("button", "Save")
}

fn trash_once(alice: &Member) -> Result<()> {
    let popup = alice.popup()?;
    popup.click("tab", "My Prompts")?;
    popup.find("button", "Trash")?.call("function () { this.click(); this.click(); }")?;
    let browser = alice.browser()?;
    let tab = browser.target("page", &alice.url("page.html#care/personal"))?;
    let care = Page::attach(browser.cdp(), &tab)?;
    care.find("heading", "Trash")?;
    let count = "chrome.tabs.query({}).then((all) => all.filter((tab) => tab.url?.endsWith('#care/personal')).length)";
    let count = alice.in_worker(count)?;
    ensure!(count == 1, "there are {count}");
    care.close()
}

fn narrow(alice: &Member, seen: &mut crate::report::Seen<'_>) -> Result<()> {
    let panel = alice.browser()?.open(&alice.url("panel.html#mine"))?;
    panel.set_viewport(320, 720)?;
    click_in_card(&panel, "Bravo", "Details")?;
    panel.find("region", "Versions")?;
    for button in ["Copy", "Favourite", "Edit", "Delete", "#even"] {
        panel.find("button", button)?;
    }
    // It came in, was written and came back from the trash, both twice, and went into another category.
    wait_shown(&panel, "Version 6 (now)")?;
    let fits = panel.eval(
        "[...document.querySelectorAll('.reader, .reader *')].every((one) => one.getBoundingClientRect().right <= innerWidth)",
    )?;
    ensure!(fits == true, "it is wider than the panel");
    seen.pictures(&panel, "panel-details")?;
    panel.click("button", "Delete")?;
    seen.pictures(&panel, "panel-delete")?;
    panel.press(Key::Escape)?;
    panel.wait_gone("button", "Keep")?;
    panel.click("button", "#even")?;
    wait_cards(&panel, &["Bravo"])?;
    seen.pictures(&panel, "panel-tag")?;
    panel.click("button", "Clear tags")?;
    panel.wait_gone("button", "Clear tags")?;
    panel.close()
}
