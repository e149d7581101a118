//! What needs someone's decision and is no conflict: changes that no role allows, what the brake holds, the trash.

use anyhow::{Context, Result, ensure};

use super::steps::{
    LAUNCH_POST, TEAM, add_members, add_prompt, card, content_of, delete_prompt, open_from_popup, share,
    sync_state, team_id, team_popup, wait_shown,
};
use crate::{engine::Engine, member::Member, page::Page, report::Report, stage::Stage, wait};

/// Prompts that go at once: more than the brake lets pass.
const MANY: usize = 24;

/// An owner takes back what no role allows, a deleted prompt comes back, and another owner is held until someone decides.
pub fn care(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    report.step(
        "Someone renames the team in the file itself; its owner is told and takes it back",
        |seen| {
            let mut file = stage.folder.json(&name)?;
            file["name"] = "Not theirs to name".into();
            stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)?;
            let popup = team_popup(&alice)?;
            popup.wait_text("status", "1 change that no role allows")?;
            seen.pictures(&popup, "popup-not-allowed")?;
            popup.close()?;
            let page = open_from_popup(&alice, "Look", "care/")?;
            page.find("heading", "Not allowed by a role")?;
            seen.pictures(&page, "page-not-allowed")?;
            page.click("button", "Take back: Edited Team name Not theirs to name")?;
            page.wait_gone("heading", "Not allowed by a role")?;
            stage.folder.wait_json(&name, "the old name", |file| file["name"] == TEAM)?;
            page.close()
        },
    )?;
    report.step("Bob was not asked: it is the owner's to decide", |_| {
        let popup = team_popup(&bob)?;
        sync_state(&popup, &["in-folder"])?;
        ensure!(!popup.text()?.contains("no role allows"), "{}", popup.text()?);
        popup.close()
    })?;
    report.step("Alice deletes a prompt and restores it from the trash", |seen| {
        let popup = team_popup(&alice)?;
        delete_prompt(&popup, LAUNCH_POST.title)?;
        seen.pictures(&popup, "popup-deleted")?;
        popup.click("button", "Undo")?;
        wait_shown(&popup, LAUNCH_POST.title)?;
        delete_prompt(&popup, LAUNCH_POST.title)?;
        sync_state(&popup, &["in-folder"])?;
        stage
            .folder
            .wait_json(&name, "the deletion", |file| content_of(file, LAUNCH_POST.title).is_none())?;
        popup.close()?;
        let page = open_from_popup(&alice, "Trash", "care/")?;
        page.find("button", &format!("Restore {}", LAUNCH_POST.title))?;
        seen.pictures(&page, "page-trash")?;
        ask_for_trash_again(&alice, &page)?;
        page.click("button", &format!("Restore {}", LAUNCH_POST.title))?;
        page.wait_gone("button", &format!("Restore {}", LAUNCH_POST.title))?;
        page.wait_for("document.activeElement !== document.body")?;
        wait::until("an empty trash", || {
            ensure!(page.text()?.contains("The trash is empty"), "{}", page.text()?);
            Ok(())
        })?;
        let file = stage.folder.wait_json(&name, "the prompt", |file| {
            content_of(file, LAUNCH_POST.title) == Some(LAUNCH_POST.text)
        })?;
        ensure!(file["prompts"].as_array().context("a list")?.len() == 1, "there is a copy: {file}");
        page.close()
    })?;
    let name_bob = || {
        let mut file = stage.folder.json(&name)?;
        file["members"]["owner"] = bob.email.clone().into();
        file["members"]["editors"] = serde_json::json!([alice.email]);
        stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)
    };
    report.step("The file names another owner, and the owner of before stays it", |_| {
        name_bob()?;
        let page = alice.page("team")?;
        sync_state(&page, &["waiting"])?;
        page.click("button", "Look")?;
        page.click("button", &format!("Keep {} as the owner", alice.email))?;
        page.wait_gone("heading", "Held back")?;
        sync_state(&page, &["in-folder"])?;
        let file = stage.folder.json(&name)?;
        ensure!(file["members"]["owner"] == alice.email.as_str(), "{file}");
        page.close()
    })?;
    report.step("The file names another owner: nothing is taken over until someone decides", |seen| {
        name_bob()?;
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["waiting"])?;
        popup.find("button", "Look")?;
        seen.pictures(&popup, "popup-held-back")?;
        popup.close()?;
        let page = open_from_popup(&alice, "Look", "care/")?;
        page.find("heading", "Held back")?;
        ensure!(page.text()?.contains(&bob.email), "{}", page.text()?);
        seen.pictures(&page, "page-held-back")?;
        page.click("button", "Accept the new owner")?;
        page.wait_gone("heading", "Held back")?;
        sync_state(&page, &["in-folder"])?;
        page.close()
    })?;
    report.step("She is an editor now, and her edits get into the file", |_| {
        let popup = team_popup(&alice)?;
        add_prompt(&popup, super::steps::Draft { title: "By an editor", text: "Still here." })?;
        sync_state(&popup, &["in-folder"])?;
        let file = stage.folder.json(&name)?;
        ensure!(file["members"]["owner"] == bob.email.as_str(), "{file}");
        ensure!(content_of(&file, "By an editor").is_some(), "{file}");
        popup.close()
    })
}

/// Asked for once more, the same tab comes to the front.
fn ask_for_trash_again(alice: &Member, page: &Page) -> Result<()> {
    let other = alice.page("mine")?;
    page.wait_for("document.hidden")?;
    team_popup(alice)?.click("button", "Trash")?;
    page.wait_for("!document.hidden")?;
    other.close()
}

/// More deletions at once than anyone makes are held until someone has looked at them.
pub fn mass_deletion(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    report.step("Bob deletes more at once than anyone does; Alice looks at it and puts it back", |seen| {
        let page = bob.page("team")?;
        sync_state(&page, &["in-folder"])?;
        let engine = Engine::start(&page, &team_id(&stage.folder.json(&name)?)?)?;
        let titles: Vec<String> = (1..=MANY).map(|number| format!("Prompt number {number}")).collect();
        for title in &titles {
            engine.add(&title.replace(' ', "-"), title, "One of many.")?;
        }
        engine.sync()?;
        let popup = team_popup(&alice)?;
        wait_shown(&popup, "Prompt number 1")?;
        popup.close()?;
        for prompt in engine.seen()?.prompts.iter().filter(|prompt| titles.contains(&prompt.title)) {
            engine.delete(prompt)?;
        }
        engine.sync()?;
        page.close()?;
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["waiting"])?;
        popup.close()?;
        let page = open_from_popup(&alice, "Look", "care/")?;
        page.find("heading", "Held back")?;
        seen.pictures(&page, "page-mass-deletion")?;
        page.click("button", "Put them back")?;
        page.wait_gone("heading", "Held back")?;
        stage.folder.wait_json(&name, "all of them", |file| {
            titles.iter().all(|title| content_of(file, title).is_some())
        })?;
        page.close()
    })
}

/// Someone is removed while they write: they keep that, and see nothing of the team until they are a member again.
pub fn removed(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    let popup = report.step("Bob writes, and is removed meanwhile", |seen| {
        let popup = team_popup(&bob)?;
        sync_state(&popup, &["in-folder"])?;
        popup.click("button", "Add prompt")?;
        popup.fill("textbox", "Title", "Half a thought")?;
        popup.fill("textbox", "Prompt text", "It was about")?;
        let page = alice.page("team")?;
        page.click("button", "Manage")?;
        page.click("button", &format!("Remove {}…", bob.email))?;
        page.click("button", &format!("Remove {}", bob.email))?;
        stage
            .folder
            .wait_json(&name, "him gone", |file| !file["members"].to_string().contains(&bob.email))?;
        page.close()?;
        popup.find("button", "Copy to My Prompts")?;
        seen.note(popup.text()?);
        seen.pictures(&popup, "popup-writing")?;
        popup.click("button", "Copy to My Prompts")?;
        popup.find("heading", "You are not a member")?;
        seen.pictures(&popup, "popup-removed")?;
        let text = popup.text()?;
        ensure!(!text.contains(LAUNCH_POST.title) && !text.contains("Up to date"), "{text}");
        for button in ["Trash", "View", "Add prompt"] {
            ensure!(popup.find_all("button", Some(button))?.is_empty(), "he has “{button}”");
        }
        Ok(popup)
    })?;
    report.step("He is added again, and all is back", |_| {
        let page = alice.page("team")?;
        page.click("button", "Manage")?;
        add_members(&page, &bob.email, "Editor")?;
        stage
            .folder
            .wait_json(&name, "him there", |file| file["members"].to_string().contains(&bob.email))?;
        page.close()?;
        wait_shown(&popup, LAUNCH_POST.title)?;
        sync_state(&popup, &["in-folder"])?;
        ensure!(popup.find_all("alert", None)?.is_empty(), "{}", popup.text()?);
        popup.click("tab", "My Prompts")?;
        wait_shown(&popup, "Half a thought")?;
        popup.close()
    })?;
    let popup = report.step(
        "Alice deletes the library for everyone while Bob writes, and he is told so",
        |seen| {
            let popup = team_popup(&bob)?;
            popup.click("button", "Add prompt")?;
            popup.fill("textbox", "Title", "Too late")?;
            popup.fill("textbox", "Prompt text", "For a file that is gone.")?;
            let page = alice.page("team")?;
            page.set_viewport(1000, 700)?;
            page.click("button", "Manage")?;
            page.click("button", "Delete this library…")?;
            page.fill("textbox", &format!("Type “{TEAM}” to delete it"), TEAM)?;
            seen.pictures(&page, "page-delete-library")?;
            page.click("button", "Delete for everyone")?;
            wait_shown(&page, "Library deleted")?;
            page.close()?;
            let (_, said) = sync_state(&popup, &["offline"])?;
            ensure!(said.contains("alice@company.com deleted this library"), "it says “{said}”");
            Ok(popup)
        },
    )?;
    report.step(
        "What Bob wrote is in no file, and he can write no more; he leaves with a copy of it",
        |seen| {
            popup.click("button", "Save")?;
            card(&popup, "Too late")?;
            wait_shown(&popup, "Saved on this device only: the library was deleted for everyone")?;
            popup.find("button", "Leave it…")?;
            seen.pictures(&popup, "popup-deleted-library")?;
            for button in ["Add prompt", "Edit", "Delete"] {
                ensure!(popup.find_all("button", Some(button))?.is_empty(), "“{button}” is still offered");
            }
            popup.click("button", "Leave it…")?;
            let asks = popup.find("dialog", "Leave this team?")?;
            popup.wait_text("dialog", "1 edit that is not in the team’s file")?;
            seen.pictures(&popup, "popup-leave")?;
            asks.find("button", "Copy the prompts to My Prompts first")?.click()?;
            wait_shown(&popup, "1 prompt copied to My Prompts")?;
            popup.wait_gone("button", "Leave and lose them")?;
            ensure!(!popup.text()?.contains("lost if you leave"), "{}", popup.text()?);
            asks.find("button", "Leave")?.click()?;
            wait_shown(&popup, &format!("Left {TEAM}"))?;
            popup.click("tab", "My Prompts")?;
            wait_shown(&popup, "Too late")?;
            popup.close()
        },
    )
}
