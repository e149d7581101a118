//! Two people change the same words of a prompt, neither knowing of the other.

use anyhow::{Result, ensure};

use super::steps::{
    LAUNCH_POST, add_members, add_prompt, card, click_in_card, content_of, create_team, join_team,
    sync_state, team_popup,
};
use crate::{page::Page, profile::FileAccess, report::Report, stage::Stage};

const OF_ALICE: &str = "Write it like Alice";
const OF_BOB: &str = "Write it like Bob";

/// Both texts are kept, in the file and on both devices, until one of the two decides.
pub fn conflict(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut alice = stage.member("Alice")?;
    let mut bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt, and Bob loses his access", |_| {
        let page = create_team(&alice, &stage.folder)?;
        page.click("button", "Add Members")?;
        add_members(&page, &bob.email, "Editor")?;
        let popup = team_popup(&alice)?;
        add_prompt(&popup, LAUNCH_POST)?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        join_team(&bob, &stage.folder, "Editor")?;
        bob.close()?;
        bob.set_file_access(FileAccess::Asked)?;
        bob.start()?;
        stage.folder.team_file()
    })?;
    let popup = report.step("Both rewrite it, Bob without the folder", |_| {
        let popup = team_popup(&bob)?;
        rewrite(&popup, OF_BOB)?;
        sync_state(&popup, &["needs-permission"])?;
        let page = team_popup(&alice)?;
        rewrite(&page, OF_ALICE)?;
        sync_state(&page, &["in-folder"])?;
        page.close()?;
        ensure!(content_of(&stage.folder.json(&name)?, LAUNCH_POST.title) == Some(OF_ALICE));
        Ok(popup)
    })?;
    report.step("Bob connects again and is asked", |seen| {
        popup.click("button", "Reconnect")?;
        sync_state(&popup, &["in-folder"])?;
        let question = popup.find("group", "A decision to make")?;
        ensure!(
            question.find_all("button", Some("Keep this one"))?.len() == 2,
            "two versions to choose from"
        );
        let file = stage.folder.json(&name)?.to_string();
        ensure!(file.contains(OF_ALICE) && file.contains(OF_BOB), "both are in the file: {file}");
        seen.pictures(&popup, "popup-conflict")?;
        Ok(())
    })?;
    report.step("Alice is asked the same, and keeps both", |seen| {
        alice.close()?;
        alice.start()?;
        let asked = team_popup(&alice)?;
        asked.find("group", "A decision to make")?;
        seen.pictures(&asked, "popup-conflict-of-owner")?;
        asked.click("button", "Keep both, as two prompts")?;
        asked.wait_gone("group", "A decision to make")?;
        sync_state(&asked, &["in-folder"])?;
        let file = stage.folder.json(&name)?;
        let mut texts: Vec<&str> = file["prompts"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|prompt| prompt["content"].as_str())
            .collect();
        texts.sort_unstable();
        ensure!(texts == [OF_ALICE, OF_BOB], "{texts:?}");
        Ok(())
    })?;
    report.step("Bob sees both, and no question", |_| {
        bob.close()?;
        bob.set_file_access(FileAccess::Granted)?;
        bob.start()?;
        let popup = team_popup(&bob)?;
        card(&popup, LAUNCH_POST.title)?;
        popup.wait_gone("group", "A decision to make")?;
        Ok(())
    })
}

fn rewrite(popup: &Page, text: &'static str) -> Result<()> {
    click_in_card(popup, LAUNCH_POST.title, "Edit")?;
    popup.fill("textbox", "Prompt text", text)?;
    popup.click("button", "Save")?;
    popup.wait_gone("button", "Save")
}
