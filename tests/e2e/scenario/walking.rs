//! Going through a library without a mouse.

use anyhow::Result;

use super::steps::{click_in_card, until_focused, wait_order, wait_shown};
use crate::{input::Key, page::Page, report::Seen};

/// From the search into the list, through it, to what is beside it and back.
pub(super) fn arrows(page: &Page) -> Result<()> {
    page.click("searchbox", "Search prompts")?;
    for (key, name) in [
        (Key::Down, "Alpha"),
        (Key::Down, "Bravo"),
        (Key::Up, "Alpha"),
        (Key::Up, "Search prompts"),
        (Key::Down, "Alpha"),
        // Its heading, beside the list.
        (Key::Right, "Alpha"),
    ] {
        page.press(key)?;
        until_focused(page, name)?;
    }
    page.wait_for("document.activeElement.matches('.reader h2')")?;
    page.press(Key::Escape)?;
    page.wait_for("document.activeElement.matches('.card.chosen .title')")?;
    // What stands beside the list would count as a card.
    page.press(Key::Enter)?;
    page.wait_for("document.activeElement.ariaExpanded === 'false'")
}

/// What was edited, kept or deleted: the keyboard stays where it was.
pub(super) fn edits(page: &Page, titles: &[&str]) -> Result<()> {
    click_in_card(page, "Bravo", "Edit")?;
    page.find("textbox", "Prompt text")?;
    page.press(Key::Escape)?;
    until_focused(page, "Bravo")?;
    click_in_card(page, "Bravo", "Edit")?;
    page.fill("textbox", "Prompt text", "Written without a mouse.")?;
    page.press(Key::CtrlEnter)?;
    page.wait_gone("button", "Save")?;
    until_focused(page, "Bravo")?;
    click_in_card(page, "Bravo", "Delete")?;
    until_focused(page, "Keep")?;
    page.press(Key::Enter)?;
    until_focused(page, "Delete")?;
    page.press(Key::Enter)?;
    until_focused(page, "Keep")?;
    page.press(Key::Tab)?;
    until_focused(page, "Delete")?;
    page.press(Key::Enter)?;
    let left: Vec<&str> = titles.iter().copied().filter(|title| *title != "Bravo").collect();
    wait_order(page, &left)?;
    until_focused(page, "Charlie")?;
    page.press(Key::Ctrl('Z'))?;
    wait_order(page, titles)
}

/// A form that something was written in asks before it goes.
pub(super) fn forms(page: &Page, seen: &mut Seen<'_>) -> Result<()> {
    page.click("button", "New set")?;
    page.wait_for("document.activeElement.matches('dialog input')")?;
    page.press(Key::Escape)?;
    page.wait_gone("dialog", "New set")?;
    until_focused(page, "New set")?;
    page.press(Key::Enter)?;
    page.fill("textbox", "Name", "Mornings")?;
    page.press(Key::Escape)?;
    wait_shown(page, "Discard your changes?")?;
    until_focused(page, "Keep editing")?;
    seen.pictures(page, "page-discard")?;
    page.press(Key::Escape)?;
    page.wait_gone("button", "Keep editing")?;
    page.wait_for("document.activeElement.value === 'Mornings'")?;
    page.press(Key::Escape)?;
    page.click("button", "Discard")?;
    page.wait_gone("dialog", "New set")?;
    until_focused(page, "New set")
}
