//! What prompts are filed in: sets in an order of their own, and categories.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::steps::{
    Draft, LAUNCH_POST, add_prompt, card, share, sync_state, team_popup, wait_cards, wait_order,
};
use crate::{element::Part, input::Key, member::Member, page::Page, report::Report, stage::Stage, wait};

const WEEKLY: Draft = Draft { title: "Weekly report", text: "Sum up the week in three points." };
const SUBJECT: Draft = Draft { title: "Subject lines", text: "Ten subject lines for this mail." };

/// A set is made, filled, put in order with the keyboard and with the mouse, seen by others, and deleted.
pub fn sets(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share three prompts", |_| {
        let name = share(&alice, &bob, stage)?;
        let popup = team_popup(&bob)?;
        add_prompt(&popup, WEEKLY)?;
        add_prompt(&popup, SUBJECT)?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        Ok(name)
    })?;
    let page = alice.page("team")?;
    page.set_viewport(1280, 800)?;
    report.step("Alice makes a set and chooses its prompts", |seen| {
        card(&page, SUBJECT.title)?;
        page.click("button", "New set")?;
        page.fill("textbox", "Name", "Launch week")?;
        page.fill("textbox", "Description", "All that goes out in the week of a launch.")?;
        page.click("radio", "green")?;
        seen.pictures(&page, "page-new-set")?;
        page.click("button", "Create set")?;
        page.find("heading", "Launch week")?;
        page.click("button", "Choose prompts…")?;
        for title in [SUBJECT.title, LAUNCH_POST.title, WEEKLY.title] {
            page.click("checkbox", title)?;
            stage
                .folder
                .wait_json(&name, "it in the set", |file| in_set(file).iter().any(|one| one == title))?;
        }
        seen.pictures(&page, "page-choose")?;
        page.click("button", "Done")?;
        wait_order(&page, &[SUBJECT.title, LAUNCH_POST.title, WEEKLY.title])?;
        seen.pictures(&page, "page-set")
    })?;
    report.step("She puts it in order with the keyboard, and with the mouse", |seen| {
        handle(&page, SUBJECT.title)?.call("function () { this.focus(); }")?;
        page.press(Key::Down)?;
        wait_order(&page, &[LAUNCH_POST.title, SUBJECT.title, WEEKLY.title])?;
        ensure!(handle(&page, SUBJECT.title)?.is_focused()?, "the keyboard is elsewhere");
        page.press(Key::Down)?;
        wait_order(&page, &[LAUNCH_POST.title, WEEKLY.title, SUBJECT.title])?;
        page.press(Key::Up)?;
        wait_order(&page, &[LAUNCH_POST.title, SUBJECT.title, WEEKLY.title])?;
        ensure!(handle(&page, SUBJECT.title)?.is_focused()?, "the keyboard is elsewhere after going up");
        handle(&page, WEEKLY.title)?.drag_onto(&card(&page, LAUNCH_POST.title)?, Part::Upper)?;
        wait_order(&page, &[WEEKLY.title, LAUNCH_POST.title, SUBJECT.title])?;
        handle(&page, WEEKLY.title)?.drag_onto(&card(&page, LAUNCH_POST.title)?, Part::Lower)?;
        let order = [LAUNCH_POST.title, WEEKLY.title, SUBJECT.title];
        wait_order(&page, &order)?;
        stage.folder.wait_json(&name, "the order", |file| in_set(file) == order)?;
        seen.pictures(&page, "page-ordered")
    })?;
    report.step("Bob finds it in the popup, and adds a prompt to it", |seen| {
        let popup = team_popup(&bob)?;
        wait::until("the set", || popup.find("combobox", "Show category")?.choose("Launch week (3)"))?;
        wait_order(&popup, &[LAUNCH_POST.title, WEEKLY.title, SUBJECT.title])?;
        seen.pictures(&popup, "popup-set")?;
        popup.click("button", "Add prompt")?;
        popup.fill("textbox", "Title", "Thanks to all")?;
        popup.fill("textbox", "Prompt text", "Thank everyone who helped.")?;
        let chip = popup.find("group", "Sets")?.find("button", "Launch week")?;
        ensure!(chip.attribute("aria-pressed")?.as_deref() == Some("true"), "it is not in the set");
        seen.pictures(&popup, "popup-editor")?;
        popup.click("button", "Save")?;
        wait_order(&popup, &[LAUNCH_POST.title, WEEKLY.title, SUBJECT.title, "Thanks to all"])?;
        ensure!(popup.find_all("button", Some("Delete set"))?.is_empty(), "an editor may delete it");
        popup.close()
    })?;
    report.step("What Alice writes of it outlives what Bob makes of it meanwhile", |_| {
        page.activate()?;
        page.click("button", "Edit set")?;
        page.fill("textbox", "Name", "Launch days")?;
        describe(&bob, stage, &name)?;
        page.wait_for("document.querySelector('.set-head .soft')?.textContent === 'Four of them.'")?;
        page.find("dialog", "Edit set")?.find("button", "Save")?.click()?;
        page.find("heading", "Launch days")?;
        stage.folder.wait_json(&name, "what both wrote", |file| {
            let set = &file["sets"][0];
            set["name"] == "Launch days" && set["description"] == "Four of them."
        })?;
        Ok(())
    })?;
    report.step("Alice deletes it; its prompts stay", |seen| {
        wait_order(&page, &[LAUNCH_POST.title, WEEKLY.title, SUBJECT.title, "Thanks to all"])?;
        page.click("button", "Delete set")?;
        seen.pictures(&page, "page-delete-set")?;
        page.find("dialog", "Delete the set “Launch days”? Its prompts stay.")?
            .find("button", "Delete")?
            .click()?;
        wait_cards(&page, &[LAUNCH_POST.title, WEEKLY.title, SUBJECT.title, "Thanks to all"])?;
        page.wait_gone("heading", "Launch days")?;
        stage.folder.wait_json(&name, "no set", |file| file["sets"].as_array().is_none_or(Vec::is_empty))?;
        page.close()
    })
}

/// Describes the set in a page of one's own.
fn describe(member: &Member, stage: &Stage, name: &str) -> Result<()> {
    let page = member.page("team")?;
    page.set_viewport(1280, 800)?;
    page.click("button", "Launch week 4")?;
    page.click("button", "Edit set")?;
    page.fill("textbox", "Description", "Four of them.")?;
    page.find("dialog", "Edit set")?.find("button", "Save")?.click()?;
    page.wait_gone("dialog", "Edit set")?;
    // Not before it is there for the others.
    stage
        .folder
        .wait_json(name, "its description", |file| file["sets"][0]["description"] == "Four of them.")?;
    page.close()
}

/// Categories are added, dressed, put in order, and deleted with a place for their prompts.
pub fn categories(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    let page = alice.page("team")?;
    page.set_viewport(1000, 800)?;
    let names = |file: &Value| -> Vec<String> {
        let all = file["categories"].as_array().into_iter().flatten();
        all.map(|one| one["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    report.step("Alice adds two categories, and dresses one", |seen| {
        page.click("button", "Manage")?;
        for category in ["Mail", "Talks"] {
            page.click("button", "Add category")?;
            page.fill("textbox", "Category name", category)?;
            if category == "Talks" {
                page.click("radio", "teal")?;
                page.click("radio", "megaphone")?;
                seen.pictures(&page, "page-category")?;
            }
            page.find("dialog", "Add category")?.find("button", "Add category")?.click()?;
            page.wait_gone("dialog", "Add category")?;
        }
        stage.folder.wait_json(&name, "them", |file| {
            let talks = file["categories"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
            (talks["name"].as_str(), talks["color"].as_str(), talks["icon"].as_str())
                == (Some("Talks"), Some("teal"), Some("megaphone"))
        })?;
        seen.pictures(&page, "page-categories")
    })?;
    report.step("She puts the last one first, and renames it", |_| {
        let before = wait::until("the categories", || {
            let file = stage.folder.json(&name)?;
            ensure!(names(&file).len() >= 2, "{file}");
            Ok(names(&file))
        })?;
        for _ in 1..before.len() {
            page.click("button", "Move up Talks")?;
        }
        stage
            .folder
            .wait_json(&name, "it in front", |file| names(file).first().is_some_and(|one| one == "Talks"))?;
        page.click("button", "Edit Talks")?;
        page.fill("textbox", "Category name", "mail")?;
        page.find("dialog", "Edit category")?.find("button", "Save")?.click()?;
        page.wait_text("alert", "There is a category “mail” already")?;
        page.fill("textbox", "Category name", "Speeches")?;
        page.find("dialog", "Edit category")?.find("button", "Save")?.click()?;
        stage
            .folder
            .wait_json(&name, "its name", |file| names(file).first().is_some_and(|one| one == "Speeches"))?;
        Ok(())
    })?;
    report.step("She deletes the one that the prompt is in, and says where it goes", |seen| {
        let popup = team_popup(&bob)?;
        super::steps::click_in_card(&popup, LAUNCH_POST.title, "Edit")?;
        wait::until("the category", || popup.find("combobox", "Category")?.choose("Mail"))?;
        popup.click("button", "Save")?;
        popup.wait_gone("button", "Save")?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        page.wait_text("tabpanel", "1 prompt")?;
        page.click("button", "Delete Mail")?;
        page.find("combobox", "Move its prompts to")?.choose("Speeches")?;
        seen.pictures(&page, "page-delete-category")?;
        page.find("dialog", "Delete the category “Mail”?")?.find("button", "Delete")?.click()?;
        stage.folder.wait_json(&name, "it gone, and its prompt in the other", |file| {
            let speeches =
                file["categories"].as_array().and_then(|all| all.first()).cloned().unwrap_or_default();
            !names(file).contains(&"Mail".to_owned())
                && file["prompts"].as_array().is_some_and(|all| {
                    all.iter()
                        .any(|one| one["title"] == LAUNCH_POST.title && one["categoryId"] == speeches["id"])
                })
        })?;
        page.close()
    })
}

/// The titles of the prompts of the first set, in its order.
fn in_set(file: &Value) -> Vec<String> {
    let Some(set) = file["sets"][0]["id"].as_str() else { return Vec::new() };
    let mut places: Vec<(String, String)> = Vec::new();
    for prompt in file["prompts"].as_array().into_iter().flatten() {
        if let (Some(place), Some(title)) = (prompt["sets"][set].as_str(), prompt["title"].as_str()) {
            places.push((place.to_owned(), title.to_owned()));
        }
    }
    places.sort();
    places.into_iter().map(|(_, title)| title).collect()
}

/// Finds what a card of the set is moved by.
fn handle(page: &Page, title: &str) -> Result<crate::element::Element> {
    card(page, title)?.find("button", &format!("Move “{title}” in the set with the arrow keys"))
}
