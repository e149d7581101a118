//! What must survive: restarts, withdrawn access, and being killed at any moment.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{
    cast::{Cast, Who},
    main_job::{Saved, job},
    steps::{
        Draft, LAUNCH_POST, TEAM, add_prompt, card, click_in_card, content_of, create_team, delete_prompt,
        kept_draft, sync_state, team_popup,
    },
};
use crate::{page::Page, profile::FileAccess, report::Report, stage::Stage, wait};

/// After a restart without standing access, one click in the popup connects again.
pub fn reconnect(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut alice = stage.member("Alice")?;
    report.step("A team exists, and the browser is restarted without access to its folder", |_| {
        create_team(&alice, &stage.folder)?;
        let popup = team_popup(&alice)?;
        add_prompt(&popup, LAUNCH_POST)?;
        sync_state(&popup, &["in-folder"])?;
        alice.close()?;
        alice.set_file_access(FileAccess::Asked)?;
        alice.start()
    })?;
    let kept = Draft { title: "Written meanwhile", text: "Kept\non this device" };
    let name = stage.folder.team_file()?;
    let popup = report.step("The popup shows what it knows and keeps what is written", |seen| {
        let popup = team_popup(&alice)?;
        card(&popup, LAUNCH_POST.title)?;
        seen.note(format!("{:?}", sync_state(&popup, &["needs-permission"])?));
        add_prompt(&popup, kept)?;
        ensure!(content_of(&stage.folder.json(&name)?, kept.title).is_none(), "written without access");
        seen.pictures(&popup, "popup-reconnect")?;
        Ok(popup)
    })?;
    report.step("One click connects again, and what was kept is written", |seen| {
        popup.click("button", "Reconnect")?;
        seen.note(format!("{:?}", sync_state(&popup, &["in-folder"])?));
        let file = stage.folder.json(&name)?;
        ensure!(content_of(&file, kept.title) == Some(kept.text), "{file}");
        Ok(())
    })
}

/// Killed after anything was shown as saved, the browser still has it after the next start.
pub fn kills(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut alice = stage.member("Alice")?;
    report.step("Killed as soon as the team is shown as created", |seen| {
        create_team(&alice, &stage.folder)?;
        alice.kill();
        alice.start()?;
        let popup = team_popup(&alice)?;
        seen.note(format!("{:?}", sync_state(&popup, &["in-folder"])?));
        Ok(())
    })?;
    let name = stage.folder.team_file()?;
    report.step("Killed as soon as a prompt is shown as saved", |seen| {
        let popup = team_popup(&alice)?;
        add_prompt(&popup, LAUNCH_POST)?;
        let (shown, _) = sync_state(&popup, &["saved-here", "in-folder"])?;
        alice.kill();
        let file = stage.folder.json(&name)?;
        let there = content_of(&file, LAUNCH_POST.title).is_some();
        seen.note(format!(
            "killed at “{shown}”; in the file: {there}; the folder: {:?}",
            stage.folder.names()?
        ));
        ensure!(there || shown != "in-folder", "it said that it was in the folder");
        alice.start()?;
        let popup = team_popup(&alice)?;
        card(&popup, LAUNCH_POST.title)?;
        sync_state(&popup, &["in-folder"])?;
        let file = stage.folder.json(&name)?;
        ensure!(content_of(&file, LAUNCH_POST.title) == Some(LAUNCH_POST.text), "{file}");
        Ok(())
    })?;
    report.step("Killed as soon as an edit is shown as saved", |_| {
        let popup = team_popup(&alice)?;
        click_in_card(&popup, LAUNCH_POST.title, "Edit")?;
        popup.fill("textbox", "Prompt text", "Shorter.\n")?;
        popup.click("button", "Save")?;
        popup.wait_gone("button", "Save")?;
        sync_state(&popup, &["in-folder"])?;
        alice.kill();
        let file = stage.folder.json(&name)?;
        ensure!(content_of(&file, LAUNCH_POST.title) == Some("Shorter.\n"), "{file}");
        alice.start()
    })?;
    report.step("Killed as soon as a prompt of one's own is shown", |_| {
        let own = Draft { title: "Mine alone", text: "A\n\tB" };
        let popup = alice.popup()?;
        popup.click("tab", "My Prompts")?;
        add_prompt(&popup, own)?;
        alice.kill();
        alice.start()?;
        let popup = alice.popup()?;
        popup.click("tab", "My Prompts")?;
        card(&popup, own.title)?;
        Ok(())
    })?;
    report.step("Killed as soon as a deletion is shown as saved", |_| {
        let popup = team_popup(&alice)?;
        delete_prompt(&popup, LAUNCH_POST.title)?;
        wait::until("the prompt to be deleted", || {
            let there = content_of(&stage.folder.json(&name)?, LAUNCH_POST.title).is_some();
            ensure!(!there, "it is still in the file");
            Ok(())
        })?;
        sync_state(&popup, &["in-folder"])?;
        alice.kill();
        alice.start()?;
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["in-folder"])?;
        ensure!(popup.find_all("heading", Some(LAUNCH_POST.title))?.is_empty(), "it has come back");
        Ok(())
    })
}

/// What is written and not saved survives that the popup closes, and a kill; what was saved or given up is gone.
pub fn drafts(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut alice = stage.member("Alice")?;
    create_team(&alice, &stage.folder)?;
    report.step("Killed while a prompt is being written", |_| {
        let popup = team_popup(&alice)?;
        popup.click("button", "Add prompt")?;
        popup.fill("textbox", "Title", "Half")?;
        popup.fill("textbox", "Prompt text", "Not yet\nwhole")?;
        popup.wait_for(&kept_draft("Not yet"))?;
        popup.close()?;
        let half = |popup: &Page| {
            ensure!(popup.find("textbox", "Title")?.text()? == "Half", "another title");
            ensure!(popup.find("textbox", "Prompt text")?.text()? == "Not yet\nwhole", "another text");
            Ok(())
        };
        half(&team_popup(&alice)?)?;
        alice.kill();
        alice.start()?;
        let popup = team_popup(&alice)?;
        half(&popup)
    })?;
    report.step("Killed after it was given up and another one saved", |_| {
        let popup = team_popup(&alice)?;
        popup.click("button", "Cancel")?;
        popup.click("button", "Discard")?;
        add_prompt(&popup, Draft { title: "Whole", text: "Whole" })?;
        alice.kill();
        alice.start()?;
        let popup = team_popup(&alice)?;
        card(&popup, "Whole")?;
        ensure!(popup.find_all("textbox", Some("Title"))?.is_empty(), "an editor has come back");
        popup.close()
    })?;
    report.step("Killed while two tabs are written in, and something else is saved in the first", |_| {
        let (first, second) = (alice.page("team")?, alice.page("team")?);
        let begin = |page: &Page, title: &str| {
            page.activate()?;
            page.click("button", "Add prompt")?;
            page.fill("textbox", "Title", title)
        };
        begin(&first, "In the first tab")?;
        begin(&second, "In the second tab")?;
        second.wait_for(&kept_draft("In the second tab"))?;
        second.reload()?;
        wait_title(&second, "In the second tab")?;
        first.activate()?;
        first.fill("textbox", "Prompt text", "Saved")?;
        first.click("button", "Save")?;
        card(&first, "In the first tab")?;
        alice.kill();
        alice.start()?;
        // One tab is enough to find what was written in the other.
        wait_title(&alice.page("team")?, "In the second tab")
    })
}

fn wait_title(page: &Page, title: &str) -> Result<()> {
    wait::until("what was being written", || {
        let now = page.find_now("textbox", "Title")?.text()?;
        ensure!(now == title, "it is {now:?}");
        Ok(())
    })
}

/// Killed after any step of the main job, the browser of whoever did it still has all that was shown as saved
/// until then, and the job goes on.
pub fn kills_between_steps(stage: &Stage, report: &mut Report) -> Result<()> {
    let (mut cast, mut saved) = (Cast::default(), Vec::new());
    for step in job() {
        step.act(stage, &mut cast, report)?;
        saved.extend(step.saves);
        report.step(&format!("{:?} is killed there and starts again", step.who), |seen| {
            cast.kill(step.who)?;
            seen.note(format!("to be there: {saved:?}"));
            on_disk(stage, &saved)?;
            on_device(&cast, step.who, &saved)?;
            // What comes back must not write anything over, either.
            on_disk(stage, &saved)?;
            let complaints = cast.member(step.who)?.complaints();
            ensure!(complaints.is_empty(), "after the restart: {complaints:?}");
            Ok(())
        })?;
    }
    Ok(())
}

/// What the team's file has to hold.
fn on_disk(stage: &Stage, saved: &[Saved]) -> Result<()> {
    if saved.is_empty() {
        ensure!(stage.folder.names()?.is_empty(), "the folder holds {:?}", stage.folder.names()?);
        return Ok(());
    }
    let file = stage.folder.json(&stage.folder.team_file()?)?;
    for saved in saved {
        let there = match saved {
            Saved::Team => file["name"] == TEAM && file["members"]["owner"] == "alice@company.com",
            Saved::Membership => file["members"]["editors"] == json!(["bob@company.com"]),
            Saved::Prompt => content_of(&file, LAUNCH_POST.title) == Some(LAUNCH_POST.text),
            Saved::Joined => true,
        };
        ensure!(there, "{saved:?} is not in {file}");
    }
    Ok(())
}

/// What someone's popup has to show.
fn on_device(cast: &Cast, who: Who, saved: &[Saved]) -> Result<()> {
    let popup = team_popup(cast.member(who)?)?;
    let team = if who == Who::Alice { Saved::Team } else { Saved::Joined };
    if saved.contains(&team) {
        popup.find("heading", TEAM)?;
        sync_state(&popup, &["in-folder"])?;
        if saved.contains(&Saved::Prompt) {
            card(&popup, LAUNCH_POST.title)?;
        }
    } else {
        popup.find("button", "Create Team")?;
    }
    popup.close()
}
