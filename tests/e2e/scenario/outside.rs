//! What others do in the folder while a surface is open.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::steps::{LAUNCH_POST, add_prompt, card, create_team, sync_state, team_popup};
use crate::{report::Report, stage::Stage, wait};

const COPY: &str = "team-prompts (Bob's conflicted copy 2026-01-05).json";

/// An open popup follows the folder, long before it would look at it by itself, and clears up what a service left.
pub fn outside(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let name = report.step("Alice has her team's library open", |_| {
        create_team(&alice, &stage.folder)?;
        stage.folder.team_file()
    })?;
    let popup = team_popup(&alice)?;
    add_prompt(&popup, LAUNCH_POST)?;
    sync_state(&popup, &["in-folder"])?;
    let before = stage.folder.json(&name)?;
    report.step("A script adds a prompt to the file", |seen| {
        stage.folder.write(&name, with_prompt(before.clone(), "From a script")?)?;
        let begun = Instant::now();
        card(&popup, "From a script")?;
        seen.note(format!("in the popup after {} ms", begun.elapsed().as_millis()));
        Ok(())
    })?;
    report.step("A sync service sets a copy aside that has news", |seen| {
        stage.folder.write(COPY, with_prompt(before, "From a copy")?)?;
        card(&popup, "From a copy")?;
        card(&popup, "From a script")?;
        wait::until("the copy to be put away", || {
            let names = stage.folder.names()?;
            ensure!(!names.iter().any(|name| name == COPY), "{names:?}");
            Ok(())
        })?;
        let backups = std::fs::read_dir(stage.folder.file("team-prompts.backup"))?;
        let backups: Vec<_> =
            backups.map(|entry| entry.map(|entry| entry.file_name())).collect::<std::io::Result<_>>()?;
        seen.note(format!("{backups:?}"));
        ensure!(backups.len() == 1, "one backup");
        let titles = stage.folder.json(&name)?["prompts"].to_string();
        ensure!(titles.contains("From a copy") && titles.contains("From a script"), "{titles}");
        Ok(())
    })?;
    report.step("Nothing goes on being written", |_| {
        sync_state(&popup, &["in-folder"])?;
        let settled = stage.folder.read(&name)?;
        stage.folder.write("notes.txt", "A change that is none of ours.")?;
        // By the time that a later change has been taken in, that one has been looked at.
        let mut file = stage.folder.json(&name)?;
        file["name"] = json!("Renamed by hand");
        ensure!(stage.folder.read(&name)? == settled, "the file was written again");
        stage.folder.write(&name, serde_json::to_vec(&file)?)?;
        popup.find("heading", "Renamed by hand")?;
        Ok(())
    })
}

/// The file with a prompt more, as a script writes it that knows nothing of `sync`.
fn with_prompt(mut file: Value, title: &str) -> Result<Vec<u8>> {
    let prompts = file["prompts"].as_array_mut().context("no prompts")?;
    prompts.push(json!({ "id": title.to_lowercase().replace(' ', "-"), "title": title, "content": "Text." }));
    Ok(serde_json::to_vec_pretty(&file)?)
}
