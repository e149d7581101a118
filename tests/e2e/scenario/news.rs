//! What others change: told without getting in the way, looked at, taken back, and read.

use anyhow::{Context, Result, ensure};

use super::steps::{
    Draft, LAUNCH_POST, add_prompt, badge, card, click_in_card, content_of, delete_prompt, offers, share,
    sync_state, team_popup, until_focused, wait_badge, wait_shown,
};
use crate::{
    input::Key,
    member::Member,
    page::Page,
    report::{Report, Seen},
    stage::Stage,
    wait,
};

const TITLE: &str = "Team Library Updated Externally";

/// Changes that nobody reads one by one.
const MANY: usize = 500;

/// Makes `timed`: milliseconds from an act until what it does is there and painted.
const TIMED: &str = "globalThis.timed = async (act, done) => {
    const began = performance.now();
    act();
    do { await new Promise(requestAnimationFrame); } while (!done());
    return performance.now() - began;
  }; true";

const WEEKLY: Draft = Draft { title: "Weekly report", text: "Sum up the week in three points." };
const SUBJECT: Draft = Draft { title: "Subject lines", text: "Ten subject lines for this mail." };

/// A quiet line and a number on the icon say what others changed; it can be looked at, taken back, and marked as read.
pub fn news(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    report.step("Bob adds two prompts and changes hers", |_| {
        let popup = team_popup(&bob)?;
        ensure!(badge(&bob)?.is_empty(), "joining is no news");
        add_prompt(&popup, WEEKLY)?;
        add_prompt(&popup, SUBJECT)?;
        rewrite(&popup, LAUNCH_POST.title, "Write it shorter")?;
        sync_state(&popup, &["in-folder"])?;
        ensure!(popup.find_all("button", Some("View"))?.is_empty(), "his own work is no news to him");
        popup.close()
    })?;
    report.step("Alice's popup says so in one line, and leaves her the keyboard", |seen| {
        let popup = alice.popup()?;
        seen.note(popup.wait_text("status", "Merged 3 changes from bob")?);
        wait_badge(&alice, "3")?;
        let told = popup.find("tab", "Team Library")?.attribute("aria-description")?;
        ensure!(told.as_deref() == Some("3 unread changes"), "the tab says {told:?}");
        ensure!(popup.find_all("dialog", None)?.is_empty(), "a dialog opened for what merged by itself");
        until_focused(&popup, "Search prompts")?;
        card(&popup, WEEKLY.title)?;
        seen.pictures(&popup, "popup-quiet-line")
    })?;
    report.step("The number is back after a restart, before anything is opened", |_| {
        alice.close()?;
        alice.start()?;
        wait_badge(&alice, "3")
    })?;
    report.step("She looks at the changes with the keyboard alone, and closes them undecided", |seen| {
        let popup = team_popup(&alice)?;
        popup.find("button", "View")?.click()?;
        let dialog = popup.find("dialog", TITLE)?;
        seen.pictures(&popup, "popup-changes")?;
        popup.press(Key::Tab)?;
        until_focused(&popup, "Close")?;
        popup.press(Key::Tab)?;
        popup.press(Key::Tab)?;
        until_expanded(&popup, LAUNCH_POST.title)?;
        popup.press(Key::Down)?;
        until_expanded(&popup, WEEKLY.title)?;
        ensure!(dialog.text()?.contains(WEEKLY.text), "its text is not shown: {}", dialog.text()?);
        popup.press(Key::Escape)?;
        popup.wait_gone("dialog", TITLE)?;
        popup.find("button", "View")?;
        wait_badge(&alice, "3")?;
        popup.close()
    })?;
    report.step("In the page she takes one back and keeps the others", |seen| {
        let page = alice.page("team")?;
        page.click("button", "View")?;
        let dialog = page.find("dialog", TITLE)?;
        seen.note(dialog.text()?.lines().take(3).collect::<Vec<_>>().join("\n"));
        seen.pictures(&page, "page-changes")?;
        page.click("checkbox", &format!("Keep the change of “{}”", LAUNCH_POST.title))?;
        page.wait_text("status", "1 change will be undone")?;
        page.click("button", "Apply")?;
        page.wait_gone("dialog", TITLE)?;
        wait_badge(&alice, "")?;
        page.wait_gone("button", "View")?;
        until_focused(&page, "Search prompts")?;
        sync_state(&page, &["in-folder"])?;
        let file = stage.folder.json(&name)?;
        ensure!(content_of(&file, LAUNCH_POST.title) == Some(LAUNCH_POST.text), "{file}");
        ensure!(content_of(&file, WEEKLY.title) == Some(WEEKLY.text), "{file}");
        page.close()
    })?;
    report.step("Bob reads that it was taken back, and marks it as read", |_| {
        let popup = team_popup(&bob)?;
        popup.wait_text("status", "Merged 1 change from alice")?;
        wait_badge(&bob, "1")?;
        ensure!(offers(&popup.find_all("button", Some("Undo"))?)?, "an editor may edit it back");
        popup.click("button", "Mark as read")?;
        popup.wait_gone("button", "View")?;
        wait_badge(&bob, "")?;
        popup.close()
    })?;
    report.step("Alice deletes one of Bob's; he brings it back with Undo", |_| {
        let popup = team_popup(&alice)?;
        delete_prompt(&popup, WEEKLY.title)?;
        sync_state(&popup, &["in-folder"])?;
        stage.folder.wait_json(&name, "the deletion", |file| content_of(file, WEEKLY.title).is_none())?;
        popup.close()?;
        let popup = team_popup(&bob)?;
        popup.wait_text("status", "Merged 1 change from alice")?;
        popup.click("button", "Undo")?;
        card(&popup, WEEKLY.title)?;
        stage
            .folder
            .wait_json(&name, "it is back", |file| content_of(file, WEEKLY.title) == Some(WEEKLY.text))?;
        wait_badge(&bob, "")
    })
}

/// An open editor tells of a newer version, shows the difference, and takes it over under what was written.
pub fn newer(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    let page = report.step("Bob writes on its first line in the page", |_| {
        let page = bob.page("team")?;
        click_in_card(&page, LAUNCH_POST.title, "Edit")?;
        let mine = LAUNCH_POST.text.replacen("our newsletter", "our weekly newsletter", 1);
        page.fill("textbox", "Prompt text", &mine)?;
        Ok(page)
    })?;
    report.step("Alice changes the last line, and Bob's editor says so", |seen| {
        let popup = team_popup(&alice)?;
        rewrite(&popup, LAUNCH_POST.title, &LAUNCH_POST.text.replace("Ende gut", "Alles gut"))?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        learn(&bob)?;
        seen.note(page.wait_text("status", "A newer version by alice is available")?);
        ensure!(page.find("textbox", "Prompt text")?.text()?.contains("weekly"), "his text was touched");
        seen.pictures(&page, "page-newer")
    })?;
    report.step("He sees the difference, and merges it with his own change", |seen| {
        page.click("button", "See the difference")?;
        let dialog = page.find("dialog", "The newer version and yours")?;
        seen.pictures(&page, "page-newer-difference")?;
        dialog.find("button", "Merge with mine")?.click()?;
        page.wait_gone("dialog", "The newer version and yours")?;
        page.wait_gone("button", "See the difference")?;
        let text = page.find("textbox", "Prompt text")?.text()?;
        ensure!(text.contains("weekly newsletter") && text.contains("Alles gut"), "{text}");
        page.click("button", "Save")?;
        page.wait_gone("button", "Save")?;
        stage.folder.wait_json(&name, "both changes", |file| {
            content_of(file, LAUNCH_POST.title) == Some(text.as_str())
        })?;
        Ok(())
    })?;
    report.step("Of two changes to one line he keeps his own", |seen| {
        click_in_card(&page, LAUNCH_POST.title, "Edit")?;
        page.fill("textbox", "Prompt text", "Of Bob")?;
        let popup = team_popup(&alice)?;
        wait::until("Alice to have his last change", || {
            ensure!(popup.text()?.contains("weekly"), "she has “{}”", popup.text()?);
            Ok(())
        })?;
        rewrite(&popup, LAUNCH_POST.title, "Of Alice")?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        let popup = learn(&bob)?;
        seen.pictures(&popup, "popup-behind-editor")?;
        page.wait_text("status", "A newer version by alice is available")?;
        page.click("button", "Keep mine")?;
        page.wait_gone("button", "Keep mine")?;
        page.click("button", "Save")?;
        page.wait_gone("button", "Save")?;
        let file = stage
            .folder
            .wait_json(&name, "Bob's text", |file| content_of(file, LAUNCH_POST.title) == Some("Of Bob"))?;
        ensure!(file["prompts"].as_array().context("a list")?.len() == 1, "there is a copy: {file}");
        Ok(())
    })?;
    report.step("Two changes to one line meet, and only what collides is there twice", |seen| {
        meet(&alice, &bob, &page, seen)
    })
}

/// Both change the first line, in other words and then in the same.
fn meet(alice: &Member, bob: &Member, page: &Page, seen: &mut Seen<'_>) -> Result<()> {
    for (before, mine, theirs, merged, is_twice) in [
        ("Of Bob", "Two big words.\nLast.", "Two words here.\nLast.", "Two big words here.\nLast.", false),
        (
            "Two big words here.",
            "Two small words.\nLast.",
            "Two long words.\nLast!",
            "Two long words.\nTwo small words.\nLast!",
            true,
        ),
    ] {
        let popup = team_popup(alice)?;
        wait_shown(&popup, before)?;
        rewrite(&popup, LAUNCH_POST.title, "Two words.\nLast.")?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        learn(bob)?.close()?;
        wait_shown(page, "Two words.")?;
        click_in_card(page, LAUNCH_POST.title, "Edit")?;
        page.fill("textbox", "Prompt text", mine)?;
        let popup = team_popup(alice)?;
        rewrite(&popup, LAUNCH_POST.title, theirs)?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        learn(bob)?.close()?;
        page.click("button", "Merge with mine")?;
        wait::until("both changes", || {
            let text = page.find_now("textbox", "Prompt text")?.text()?;
            ensure!(text == merged, "it is {text:?}");
            Ok(())
        })?;
        let said = page.text()?.contains("You both changed the same words");
        ensure!(said == is_twice, "that words collide is said: {said}");
        if is_twice {
            seen.pictures(page, "page-newer-twice")?;
            page.click("button", "Close message")?;
            page.wait_gone("button", "Close message")?;
        }
        page.click("button", "Save")?;
        page.wait_gone("button", "Save")?;
    }
    Ok(())
}

/// The popup's editor does the same: what is written comes along when it starts over to compare.
pub fn newer_in_popup(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    let popup = report.step("Alice changes a prompt that Bob's popup only looks at", |seen| {
        let popup = team_popup(&bob)?;
        click_in_card(&popup, LAUNCH_POST.title, "Edit")?;
        change(&alice, "Ende gut", "Alles gut")?;
        popup.wait_text("status", "A newer version by alice is available")?;
        seen.pictures(&popup, "popup-newer-unchanged")?;
        popup.click("button", "Show it")?;
        popup.wait_gone("button", "Show it")?;
        ensure!(popup.find("textbox", "Prompt text")?.text()?.contains("Alles gut"), "the old one is there");
        Ok(popup)
    })?;
    report.step("She changes it again while he writes; he compares and merges, all in the popup", |seen| {
        let mine = popup.find("textbox", "Prompt text")?.text()?.replacen("our news", "our weekly news", 1);
        popup.fill("textbox", "Prompt text", &mine)?;
        change(&alice, "Alles gut", "Alles neu")?;
        popup.click("button", "See the difference")?;
        let dialog = popup.find("dialog", "The newer version and yours")?;
        seen.pictures(&popup, "popup-newer-difference")?;
        dialog.find("button", "Merge with mine")?.click()?;
        popup.wait_gone("dialog", "The newer version and yours")?;
        let text = popup.find("textbox", "Prompt text")?.text()?;
        ensure!(text.contains("weekly news") && text.contains("Alles neu"), "{text}");
        popup.click("button", "Save")?;
        popup.wait_gone("button", "Save")?;
        stage.folder.wait_json(&name, "both changes", |file| {
            content_of(file, LAUNCH_POST.title) == Some(text.as_str())
        })?;
        Ok(())
    })
}

/// Has someone change a word of the shared prompt in their popup, once it has what others did.
fn change(member: &Member, from: &str, to: &str) -> Result<()> {
    let popup = team_popup(member)?;
    sync_state(&popup, &["in-folder"])?;
    click_in_card(&popup, LAUNCH_POST.title, "Edit")?;
    let text = popup.find("textbox", "Prompt text")?.text()?.replace(from, to);
    popup.fill("textbox", "Prompt text", &text)?;
    popup.click("button", "Save")?;
    popup.wait_gone("button", "Save")?;
    sync_state(&popup, &["in-folder"])?;
    popup.close()
}

/// Five hundred changes at once: the list opens quickly, and goes from line to line quickly.
pub fn many(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share a prompt", |_| share(&alice, &bob, stage))?;
    report.step("Five hundred prompts come into the file by another program", |_| {
        let mut file = stage.folder.json(&name)?;
        let prompts = file["prompts"].as_array_mut().context("a list")?;
        let first = prompts.first().cloned().context("a prompt")?;
        for number in 0..MANY {
            let mut new = first.clone();
            new["id"] = format!("many-{number}").into();
            new["title"] = format!("Prompt number {number}").into();
            prompts.push(new);
        }
        stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)
    })?;
    report.step("Bob's page lists them all, and the keyboard goes through them", |seen| {
        let page = bob.page("team")?;
        page.wait_text("status", &format!("Merged {MANY} changes"))?;
        wait_badge(&bob, "99+")?;
        page.eval(TIMED)?;
        page.find("button", "View")?.call("function () { this.focus(); }")?;
        let opened = page.eval(
            "timed(() => document.activeElement.click(),
               () => document.querySelectorAll('.items li').length)",
        )?;
        let step = page.eval(
            "timed(() => document.querySelector('[aria-expanded=true]').dispatchEvent(new KeyboardEvent(
               'keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })), () => true)",
        )?;
        until_expanded(&page, "Prompt number 1")?;
        let [opened, step] = [opened, step].map(|time| time.as_f64().unwrap_or(f64::NAN));
        seen.note(format!("opened in {opened:.0} ms, a step takes {step:.0} ms"));
        seen.pictures(&page, "page-many")?;
        let listed = page.eval("document.querySelectorAll('.items li').length")?;
        ensure!(listed == MANY, "{listed} of {MANY} are listed");
        Ok(())
    })
}

/// Has someone's device look at the folder: the popup does as it opens, and tells the tabs.
fn learn(member: &Member) -> Result<Page> {
    let popup = team_popup(member)?;
    sync_state(&popup, &["in-folder"])?;
    Ok(popup)
}

fn rewrite(page: &Page, title: &str, text: &str) -> Result<()> {
    click_in_card(page, title, "Edit")?;
    page.fill("textbox", "Prompt text", text)?;
    page.click("button", "Save")?;
    page.wait_gone("button", "Save")
}

/// Waits until the line with the keyboard is one of this title, and open.
fn until_expanded(page: &Page, title: &str) -> Result<()> {
    wait::until(&format!("the line “{title}” to be open"), || {
        let seen = page.eval("[document.activeElement.innerText, document.activeElement.ariaExpanded]")?;
        ensure!(seen[1] == "true" && seen[0].as_str().unwrap_or_default().contains(title), "{seen}");
        Ok(())
    })
}
