//! A prompt in full: its versions, what people say about it, and a note for oneself.

use anyhow::{Result, ensure};

use super::steps::{LAUNCH_POST, card, click_in_card, fill_and_save, share, sync_state, team_popup};
use crate::{input::Key, member::Member, page::Page, report::Report, stage::Stage, wait};

/// Versions are compared and brought back; comments reach the others, notes don't.
pub fn reading(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt, and Bob rewrites it twice", |_| {
        let name = share(&alice, &bob, stage)?;
        let popup = team_popup(&bob)?;
        for text in
            ["Write to {{name}} about the launch.", "Write to {{name}} about the launch, in two lines."]
        {
            click_in_card(&popup, LAUNCH_POST.title, "Edit")?;
            fill_and_save(&popup, LAUNCH_POST.title, text)?;
            sync_state(&popup, &["in-folder"])?;
        }
        popup.close()?;
        Ok(name)
    })?;
    let page = alice.page("team")?;
    page.set_viewport(1280, 900)?;
    report.step("Alice compares its versions, and brings the first back", |seen| {
        open(&page)?;
        wait::until("three versions", || {
            ensure!(page.find_now("region", "Versions")?.find_all("button", None)?.len() == 3, "not three");
            Ok(())
        })?;
        let versions = page.find("region", "Versions")?;
        version(&versions, "Version 2")?.click()?;
        page.find("button", "Compared with now")?;
        seen.pictures(&page, "page-compared")?;
        page.click("button", "What it changed")?;
        page.find("region", "Old text")?;
        version(&versions, "Version 1")?.click()?;
        page.click("button", "Restore this version")?;
        stage
            .folder
            .wait_json(&name, "its first text", |file| file["prompts"][0]["content"] == LAUNCH_POST.text)?;
        wait::until("a fourth version", || version(&page.find("region", "Versions")?, "Version 4 (now)"))?;
        seen.pictures(&page, "page-versions")
    })?;
    report.step("They talk about it, and each notes something for themselves", |seen| {
        page.fill("textbox", "Your comment", "The first one was warmer.")?;
        page.click("button", "Comment")?;
        page.wait_text("region", "The first one was warmer.")?;
        page.wait_for("document.activeElement.matches('textarea')")?;
        page.fill("textbox", "Private note", "Ask Dana about the offer.")?;
        let popup = team_popup(&bob)?;
        click_in_card(&popup, LAUNCH_POST.title, "Details")?;
        popup.wait_text("region", "The first one was warmer.")?;
        popup.fill("textbox", "Your comment", "True. <b>Keep</b> it.")?;
        popup.click("button", "Comment")?;
        popup.wait_text("region", "True. <b>Keep</b> it.")?;
        let theirs = popup.find("region", "Comments")?.find_all("button", None)?;
        ensure!(theirs.len() == 2, "Bob can delete what Alice said, or not what he said");
        ensure!(popup.find("textbox", "Private note")?.text()?.is_empty(), "a private note is not private");
        sync_state_in_file(stage, &name)?;
        seen.pictures(&popup, "popup-details")?;
        popup.click("button", "Back to the list")?;
        card(&popup, LAUNCH_POST.title)?;
        popup.close()?;
        page.wait_text("region", "True. <b>Keep</b> it.")?;
        seen.pictures(&page, "page-comments")
    })?;
    report.step("The note is still there the next time; a comment goes when its author says so", |_| {
        page.reload()?;
        open(&page)?;
        wait::until("the note", || {
            let note = page.find("textbox", "Private note")?.text()?;
            ensure!(note == "Ask Dana about the offer.", "it is {note:?}");
            Ok(())
        })?;
        let file = stage.folder.read(&name)?;
        ensure!(!String::from_utf8_lossy(&file).contains("Dana"), "the note is in the team's file");
        page.click("button", "Delete your comment “The first one was warmer.”")?;
        stage.folder.wait_json(&name, "one comment", |file| {
            file["comments"].as_array().is_some_and(|all| all.len() == 1)
        })?;
        Ok(())
    })?;
    report.step("What she begins to say and to note is not lost to another prompt or tab", |_| {
        begun(&alice, &page)
    })?;
    report.step("Alice copies it to her own prompts, and moves it there", |seen| {
        for (way, copies) in [("Copy", 1), ("Move", 2)] {
            page.click("button", "Copy or move…")?;
            seen.pictures(&page, "page-transfer")?;
            page.find("dialog", "Copy or move to another library")?.find("button", way)?.click()?;
            page.wait_gone("dialog", "Copy or move to another library")?;
            let mine = alice.page("mine")?;
            wait::until("the copies", || {
                let all = mine.find_all("article", None)?;
                ensure!(all.len() == copies, "there are {}", all.len());
                Ok(())
            })?;
            mine.close()?;
            page.activate()?;
        }
        stage
            .folder
            .wait_json(&name, "it gone", |file| file["prompts"].as_array().is_some_and(Vec::is_empty))?;
        page.close()
    })
}

/// A comment and a note that someone began, while they look elsewhere.
fn begun(alice: &Member, page: &Page) -> Result<()> {
    page.fill("textbox", "Your comment", "Not said yet")?;
    page.eval("location.hash = '#mine'")?;
    page.wait_gone("region", "Comments")?;
    page.eval("location.hash = '#team'")?;
    open(page)?;
    field_has(page, "Your comment", "Not said yet")?;
    let other = alice.page("team")?;
    other.set_viewport(1280, 900)?;
    open(&other)?;
    field_has(&other, "Private note", "Ask Dana about the offer.")?;
    other.fill("textbox", "Private note", "Ask Erin.")?;
    other.press(Key::Tab)?;
    page.activate()?;
    field_has(page, "Private note", "Ask Erin.")?;
    other.close()
}

fn open(page: &Page) -> Result<()> {
    card(page, LAUNCH_POST.title)?.find("button", LAUNCH_POST.title)?.click()?;
    page.find("region", "Versions")?;
    Ok(())
}

/// Waits until a field has a text.
fn field_has(page: &Page, name: &str, text: &str) -> Result<()> {
    wait::until(name, || {
        let now = page.find_now("textbox", name)?.call("function () { return this.value; }")?;
        ensure!(now == text, "it has {now}");
        Ok(())
    })
}

fn version(versions: &crate::element::Element, name: &str) -> Result<crate::element::Element> {
    for button in versions.find_all("button", None)? {
        if button.description().contains(name) {
            return Ok(button);
        }
    }
    anyhow::bail!("there is no {name}")
}

fn sync_state_in_file(stage: &Stage, name: &str) -> Result<()> {
    stage.folder.wait_json(name, "both comments", |file| {
        file["comments"].as_array().is_some_and(|all| all.len() == 2)
    })?;
    Ok(())
}
