//! Tags: written with completion, chosen in the cloud, renamed and merged.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::steps::{
    Draft, LAUNCH_POST, card, click_in_card, share, sync_state, team_popup, wait_cards, wait_order,
};
use crate::{input::Key, member::Member, page::Page, report::Report, stage::Stage};

const WEEKLY: Draft = Draft { title: "Weekly report", text: "Sum up the week in three points." };
const SUBJECT: Draft = Draft { title: "Subject lines", text: "Ten subject lines for this mail." };

/// Whoever tags prompts finds them by their tags, wherever the tags came from.
pub fn tags(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    report.step("Bob tags two prompts in the popup; the second time his tags are offered", |seen| {
        tag(&bob, stage, &name, seen)
    })?;
    report.step("Alice's cloud narrows the list, tag by tag", |seen| {
        let popup = team_popup(&alice)?;
        card(&popup, WEEKLY.title)?;
        popup.click("button", "Tags")?;
        seen.pictures(&popup, "popup-cloud")?;
        popup.click("button", "report")?;
        wait_cards(&popup, &[WEEKLY.title, SUBJECT.title])?;
        popup.click("button", "weekly")?;
        wait_cards(&popup, &[WEEKLY.title])?;
        // Only what is left has numbers.
        ensure!(popup.find_all("button", Some("mail"))?.is_empty(), "a tag is offered that leads nowhere");
        seen.pictures(&popup, "popup-chosen")?;
        popup.click("button", "weekly")?;
        popup.click("button", "report")?;
        wait_cards(&popup, &[LAUNCH_POST.title, WEEKLY.title, SUBJECT.title])?;
        popup.fill("searchbox", "Search prompts", "mail")?;
        wait_cards(&popup, &[SUBJECT.title])?;
        // Who edits what they found is back with what they searched for.
        click_in_card(&popup, SUBJECT.title, "Edit")?;
        popup.click("button", "Cancel")?;
        wait_cards(&popup, &[SUBJECT.title])?;
        popup.close()?;
        let popup = team_popup(&alice)?;
        wait_cards(&popup, &[LAUNCH_POST.title, WEEKLY.title, SUBJECT.title])?;
        ensure!(popup.find_all("textbox", Some("Title"))?.is_empty(), "the editor is open again");
        popup.close()
    })?;
    report.step("A click on a card's tag shows what has it", |_| {
        let popup = team_popup(&alice)?;
        click_in_card(&popup, SUBJECT.title, "#mail")?;
        wait_cards(&popup, &[SUBJECT.title])?;
        popup.close()
    })?;
    report.step("She marks a favourite, uses another one, and has the list in her order", |seen| {
        let popup = team_popup(&alice)?;
        click_in_card(&popup, WEEKLY.title, "Favourite")?;
        click_in_card(&popup, SUBJECT.title, "Copy")?;
        popup.find("combobox", "Sort")?.choose("Last used first")?;
        wait_order(&popup, &[SUBJECT.title, LAUNCH_POST.title, WEEKLY.title])?;
        popup.find("combobox", "Sort")?.choose("By title")?;
        wait_order(&popup, &[LAUNCH_POST.title, SUBJECT.title, WEEKLY.title])?;
        popup.close()?;
        let popup = team_popup(&alice)?;
        wait_order(&popup, &[LAUNCH_POST.title, SUBJECT.title, WEEKLY.title])?;
        seen.pictures(&popup, "popup-sorted")?;
        popup.find("combobox", "Show category")?.choose("Favourites (1)")?;
        wait_cards(&popup, &[WEEKLY.title])?;
        seen.pictures(&popup, "popup-favourites")?;
        popup.find("combobox", "Show category")?.choose("Recently used (1)")?;
        wait_cards(&popup, &[SUBJECT.title])?;
        popup.find("combobox", "Sort")?.choose("By category")?;
        popup.close()
    })?;
    report.step("In the page she makes one tag of two", |seen| {
        let page = alice.page("team")?;
        page.set_viewport(1280, 800)?;
        page.click("button", "weekly")?;
        page.click("button", "Rename tag")?;
        page.fill("textbox", "New name of the tag weekly", "report")?;
        seen.pictures(&page, "page-rename")?;
        page.click("button", "Merge into it")?;
        page.wait_gone("button", "weekly")?;
        sync_state(&page, &["in-folder"])?;
        stage.folder.wait_json(&name, "the tags", |file| tags_of(file, WEEKLY.title) == json!(["report"]))?;
        seen.pictures(&page, "page-tags")?;
        page.close()
    })
}

/// Adds both prompts with their tags.
fn tag(bob: &Member, stage: &Stage, name: &str, seen: &mut crate::report::Seen<'_>) -> Result<()> {
    let popup = team_popup(bob)?;
    write(&popup, WEEKLY, "#weekly, report")?;
    // The comma ended the first one; the other one ends with the editor.
    popup.find("button", "Remove the tag weekly")?;
    popup.click("button", "Save")?;
    card(&popup, WEEKLY.title)?.find("button", "#report")?;
    write(&popup, SUBJECT, "mail,REP")?;
    popup.find("option", "report")?;
    seen.pictures(&popup, "popup-offers")?;
    popup.press(Key::Down)?;
    popup.press(Key::Enter)?;
    popup.find("button", "Remove the tag report")?;
    seen.pictures(&popup, "popup-field")?;
    // From within the field, which goes with the editor.
    popup.press(Key::CtrlEnter)?;
    card(&popup, SUBJECT.title)?;
    sync_state(&popup, &["in-folder"])?;
    stage.folder.wait_json(name, "the tags", |file| {
        tags_of(file, WEEKLY.title) == json!(["report", "weekly"])
            && tags_of(file, SUBJECT.title) == json!(["mail", "report"])
    })?;
    popup.close()
}

/// Writes a prompt, and types into the field for its tags.
fn write(popup: &Page, draft: Draft, tags: &str) -> Result<()> {
    popup.click("button", "Add prompt")?;
    popup.fill("textbox", "Title", draft.title)?;
    popup.fill("textbox", "Prompt text", draft.text)?;
    popup.click("combobox", "Tags")?;
    popup.type_keys(tags)
}

fn tags_of(file: &Value, title: &str) -> Value {
    let prompts = file["prompts"].as_array().into_iter().flatten();
    prompts
        .filter(|prompt| prompt["title"] == title)
        .map(|prompt| prompt["tags"].clone())
        .collect::<Vec<_>>()
        .pop()
        .unwrap_or_default()
}
