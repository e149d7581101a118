//! With nothing open: what happens in the folder comes in all the same, where the access to it lasts.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::steps::{LAUNCH_POST, add_prompt, create_team, sync_state, team_popup, wait_badge};
use crate::{member::Member, profile::FileAccess, report::Report, stage::Stage, wait};

/// A change in the folder gets to the selector of a page and to the icon, with nothing of the extension open; without
/// lasting access nothing runs.
pub fn background(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut alice = stage.member("Alice")?;
    let name = report.step("Alice has a team, and closes her browser", |_| {
        create_team(&alice, &stage.folder)?.close()?;
        let popup = team_popup(&alice)?;
        add_prompt(&popup, LAUNCH_POST)?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        alice.close()?;
        stage.folder.team_file()
    })?;
    report.step("As it starts again, the folder is watched", |_| {
        alice.start()?;
        until_watched(&alice, true)
    })?;
    report.step("A selector that is open gets what a script writes into the file", |seen| {
        let site = alice.site("chatgpt.com")?;
        site.wait_for("window.replica")?;
        let frame = alice.open_selector(&site)?;
        frame.wait_text("option", LAUNCH_POST.title)?;
        let mut times = Vec::new();
        for title in ["First of a script", "Second of a script", "Third of a script"] {
            let mut file = stage.folder.json(&name)?;
            let prompts = file["prompts"].as_array_mut().context("a list")?;
            prompts.push(json!({ "id": title.replace(' ', "-"), "title": title, "content": "Text." }));
            let begun = Instant::now();
            stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)?;
            frame.wait_text("option", title)?;
            times.push(begun.elapsed().as_millis());
        }
        seen.note(format!("in the selector after {times:?} ms"));
        wait_badge(&alice, "3")
    })?;
    report.step("Without lasting access nothing runs; the full page offers it", |seen| {
        alice.close()?;
        alice.set_file_access(FileAccess::Asked)?;
        alice.start()?;
        // By the time that the popup has been opened and looked at, the worker has looked, too.
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["needs-permission"])?;
        alice.in_worker("chrome.alarms.get('look').then((alarm) => alarm.periodInMinutes)")?;
        until_watched(&alice, false)?;
        seen.pictures(&popup, "popup-allow")?;
        popup.close()?;
        let page = alice.page("team")?;
        sync_state(&page, &["needs-permission"])?;
        ensure!(page.text()?.contains("Allow on every visit"), "{}", page.text()?);
        seen.pictures(&page, "page-allow")?;
        page.close()
    })
}

/// Waits until the worker has looked whether a folder can be read, and found that it is so.
fn until_watched(member: &Member, wanted: bool) -> Result<()> {
    wait::until("the offscreen document", || {
        // A minute passes. As the browser starts, its first look may come before the access to folders is back.
        member.in_worker("chrome.alarms.onAlarm.dispatch({ name: 'look' }) ?? true")?;
        let is_open = member.in_worker("chrome.offscreen.hasDocument()")?;
        ensure!(is_open == wanted, "it is open: {is_open}");
        Ok(())
    })
}
