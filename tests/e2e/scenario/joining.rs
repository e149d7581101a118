//! Who gets in and what they may do there.

use anyhow::{Context, Result, ensure};
use serde_json::to_vec_pretty;

use super::steps::{
    Draft, add_prompt, begin_join, card, join_team, offers, open_from_popup, sync_state, team_file,
    team_popup,
};
use crate::{profile::FileAccess, report::Report, stage::Stage};

const FILE: &str = "team-prompts.json";
const TITLE: &str = "LinkedIn Post Generator";

/// The three sentences for those who don't get in.
pub fn join_errors(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut eve = stage.member("Eve")?;
    let bytes = to_vec_pretty(&team_file())?;
    report.step("The popup opens a tab for what needs one", |_| {
        for (button, route, heading) in
            [("Create Team", "create", "Create Team Library"), ("Join Team", "join", "Join Team Library")]
        {
            let page = open_from_popup(&eve, button, route)?;
            page.find("heading", heading)?;
            page.close()?;
        }
        Ok(())
    })?;
    stage.folder.write(FILE, &bytes)?;
    report.step("Someone who is not in the file is sent to its owner", |seen| {
        let page = begin_join(&eve, stage.folder.path())?;
        let said = page.wait_text("alert", "Contact team owner to add you")?;
        ensure!(said.contains("eve@company.com is not among the members"), "it says “{said}”");
        seen.note(said);
        ensure!(!offers(&page.find_all("button", Some("Join Team"))?)?, "joining is offered all the same");
        seen.pictures(&page, "join-not-member")
    })?;
    report.step("A folder without a library is said to have none", |_| {
        std::fs::rename(stage.folder.path().join(FILE), stage.folder.path().join("kept.txt"))?;
        stage.folder.write("package.json", r#"{"name":"my-site","version":"1.0.0"}"#)?;
        stage.folder.write("tsconfig.json", "{}")?;
        let page = begin_join(&eve, stage.folder.path())?;
        page.wait_text("alert", "There is no team library in this folder")?;
        page.close()
    })?;
    report.step("A file of something else is not taken for a library", |seen| {
        stage.folder.write(FILE, r#"{"name":"my-site","version":"1.0.0","scripts":{}}"#)?;
        let page = begin_join(&eve, stage.folder.path())?;
        seen.note(page.wait_text("alert", "This doesn't appear to be a team library file")?);
        seen.pictures(&page, "join-no-library")
    })?;
    report.step("Without access to the folder it asks for that", |seen| {
        stage.folder.write(FILE, &bytes)?;
        eve.close()?;
        eve.set_file_access(FileAccess::Denied)?;
        eve.start()?;
        eve.email = "bob@company.com".into();
        let page = begin_join(&eve, stage.folder.path())?;
        seen.note(page.wait_text("alert", "Please grant folder access and try again")?);
        seen.pictures(&page, "join-no-access")
    })?;
    ensure!(stage.folder.read(FILE)? == bytes, "joining must not change the file");
    Ok(())
}

/// A viewer reads, an editor deletes only what is theirs.
pub fn roles(stage: &Stage, report: &mut Report) -> Result<()> {
    let bytes = to_vec_pretty(&team_file())?;
    stage.folder.write(FILE, &bytes)?;
    report.step("A viewer is offered copying and inserting, and nothing that writes", |seen| {
        let dave = stage.member("Dave")?;
        let (_, summary) = join_team(&dave, &stage.folder, "Viewer")?;
        seen.note(summary);
        // Inserting is offered where there is a page to insert into.
        dave.site("chatgpt.com")?;
        let popup = team_popup(&dave)?;
        let prompt = card(&popup, TITLE)?;
        seen.note(prompt.text()?);
        for (name, wanted) in [("Copy", true), ("Insert", true), ("Edit", false), ("Delete", false)] {
            let offered = offers(&prompt.find_all("button", Some(name))?)?;
            ensure!(offered == wanted, "{name} is offered: {offered}");
        }
        ensure!(!offers(&popup.find_all("button", Some("Add prompt"))?)?, "adding is offered");
        seen.note(format!("{:?}", sync_state(&popup, &["in-folder", "read-only"])?));
        seen.pictures(&popup, "popup-viewer")?;
        // But that they have joined.
        let mut file = stage.folder.json(FILE)?;
        ensure!(file["sync"].to_string().contains("dave@company.com"), "{file}");
        file.as_object_mut().context("an object")?.remove("sync");
        ensure!(file == team_file(), "a viewer must not change the file: {file}");
        Ok(())
    })?;
    report.step("An editor edits all prompts and deletes their own", |seen| {
        let carol = stage.member("Carol")?;
        join_team(&carol, &stage.folder, "Editor")?;
        let popup = team_popup(&carol)?;
        let theirs = card(&popup, TITLE)?;
        ensure!(offers(&theirs.find_all("button", Some("Edit"))?)?, "editing Bob's prompt is not offered");
        ensure!(!offers(&theirs.find_all("button", Some("Delete"))?)?, "deleting Bob's prompt is offered");
        let own = Draft { title: "Carol's own", text: "One\n\ttwo" };
        add_prompt(&popup, own)?;
        sync_state(&popup, &["in-folder"])?;
        let own = card(&popup, own.title)?;
        ensure!(offers(&own.find_all("button", Some("Delete"))?)?, "deleting one's own is not offered");
        seen.note(own.text()?);
        seen.pictures(&popup, "popup-own")
    })
}
