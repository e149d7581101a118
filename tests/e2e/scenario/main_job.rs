//! The main job: a team made, joined, filled, and its prompt used in two AI pages.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::steps::{
    LAUNCH_POST, TEAM, add_members, add_prompt, begin_team, card, click_in_card, content_of, join_team,
    sync_state, team_popup, wait_shown,
};
use crate::{
    input::Key,
    member::Member,
    page::{Page, Scheme},
    report::Report,
    stage::Stage,
    wait,
};

/// Who takes part.
#[derive(Debug)]
pub struct Cast {
    /// Owns the team.
    pub alice: Member,
    /// Joins as an editor.
    pub bob: Member,
}

/// What is in the composer already; the prompt goes behind its first line.
const DRAFT: &str = "Hello! \nThanks";
const CARET: usize = 7;

/// Plays the main job and gives the people with their browsers still open.
pub fn main_job(stage: &Stage, report: &mut Report) -> Result<Cast> {
    report.chapter("A team in a shared folder");
    let alice = report.step("Alice starts Chromium with the extension", |_| stage.member("Alice"))?;
    let page = create(stage, report, &alice)?;
    report.step("Alice adds Bob as an editor", |seen| {
        add_members(&page, "bob@company.com", "Editor")?;
        let name = stage.folder.team_file()?;
        let file = stage.folder.wait_json(&name, "Bob among the editors", |file| {
            file["members"]["editors"]
                .as_array()
                .is_some_and(|all| all.iter().any(|e| e == "bob@company.com"))
        })?;
        seen.note(format!("{name}: members {}", file["members"]));
        seen.pictures(&page, "page-members")
    })?;

    let bob = report.step("Bob starts a Chromium of his own", |_| stage.member("Bob"))?;
    report.step("Bob joins the team from the same folder", |seen| {
        let (page, summary) = join_team(&bob, &stage.folder, "Editor")?;
        seen.note(summary);
        seen.pictures(&page, "page-library")
    })?;

    report.chapter("A prompt in the team's library");
    write(stage, report, &alice)?;
    report.step("Bob sees Alice's prompt in his popup", |seen| {
        let popup = team_popup(&bob)?;
        seen.note(card(&popup, LAUNCH_POST.title)?.text()?);
        seen.note(format!("{:?}", sync_state(&popup, &["in-folder"])?));
        seen.pictures(&popup, "popup-editor")?;
        popup.close()
    })?;

    report.chapter("The prompt in AI pages");
    use_on(report, &bob, "chatgpt.com")?;
    use_on(report, &bob, "claude.ai")?;
    report.step("No page has logged an error", |seen| {
        let complaints = [alice.complaints(), bob.complaints()].concat();
        seen.note(complaints.join("\n"));
        ensure!(complaints.is_empty(), "{} errors were logged", complaints.len());
        Ok(())
    })?;
    Ok(Cast { alice, bob })
}

fn create(stage: &Stage, report: &mut Report, alice: &Member) -> Result<Page> {
    report.step("Alice opens the popup for the first time", |seen| {
        let popup = alice.popup()?;
        popup.click("tab", "Team Library")?;
        popup.find("button", "Create Team")?;
        popup.find("button", "Join Team")?;
        popup.wait_for("innerWidth === 400 && innerHeight === 600")?;
        seen.pictures(&popup, "popup-first")?;
        popup.close()
    })?;
    let page = report.step("Alice names the team and chooses the folder", |seen| {
        seen.note(format!("the folder before: {:?}", stage.folder.names()?));
        ensure!(stage.folder.names()?.is_empty(), "the folder should be empty");
        let page = begin_team(alice, stage.folder.path())?;
        let shown = wait_shown(&page, "(will be created)")?;
        seen.note(shown.lines().filter(|line| line.contains(": ")).collect::<Vec<_>>().join("\n"));
        seen.pictures(&page, "page-create")?;
        ensure!(stage.folder.names()?.is_empty(), "nothing may be written before she says so");
        Ok(page)
    })?;
    report.step("Alice creates the team", |seen| {
        page.click("button", "Create Team")?;
        page.find("heading", "Team Created!")?;
        let name = stage.folder.team_file()?;
        let file = stage.folder.json(&name)?;
        ensure!(file["version"] == "1.0" && file["name"] == TEAM, "{file}");
        ensure!(file["members"]["owner"] == "alice@company.com", "{file}");
        seen.note(format!("{name} after:\n{}", String::from_utf8(stage.folder.read(&name)?)?));
        seen.pictures(&page, "page-created")?;
        Ok(page)
    })
}

fn write(stage: &Stage, report: &mut Report, alice: &Member) -> Result<()> {
    report.step("Alice adds a prompt in the popup", |seen| {
        let popup = team_popup(alice)?;
        popup.click("button", "Add prompt")?;
        popup.fill("textbox", "Title", LAUNCH_POST.title)?;
        popup.fill("textbox", "Prompt text", LAUNCH_POST.text)?;
        seen.pictures(&popup, "popup-edit")?;
        // What was typed is never thrown away without a question.
        popup.click("button", "Cancel")?;
        popup.click("button", "Discard")?;
        add_prompt(&popup, LAUNCH_POST)?;
        seen.note(format!("{:?}", sync_state(&popup, &["in-folder"])?));
        let name = stage.folder.team_file()?;
        // Shown as in the folder, so it has to be there now, without waiting.
        let file = stage.folder.json(&name)?;
        ensure!(content_of(&file, LAUNCH_POST.title) == Some(LAUNCH_POST.text), "{file}");
        seen.note(format!("{name} now:\n{}", String::from_utf8(stage.folder.read(&name)?)?));
        seen.pictures(&popup, "popup-owner")?;
        popup.close()
    })
}

fn use_on(report: &mut Report, member: &Member, host: &str) -> Result<()> {
    let place = host.split('.').next().unwrap_or(host);
    let site = report.step(&format!("{} opens {host} and begins a message", member.name), |seen| {
        let site = member.site(host)?;
        site.wait_for("window.replica")?;
        site.eval(&format!("replica.setText({}), replica.setCaret({CARET})", Value::from(DRAFT)))?;
        seen.note(format!("model: {}", model(&site)?));
        Ok(site)
    })?;
    report.step("The icon opens the selector, which takes the keyboard; Esc closes it", |seen| {
        for scheme in [Scheme::Dark, Scheme::Light] {
            site.set_scheme(scheme)?;
            let frame = open_selector(member, &site, scheme)?;
            seen.picture(&frame, &format!("selector-{place}-{}", scheme.name()))?;
            frame.press(Key::Escape)?;
            selector_gone(&site)?;
        }
        ensure!(model(&site)? == DRAFT, "the draft is untouched");
        Ok(())
    })?;
    report.step("Search, arrows and Enter insert the prompt at the caret", |seen| {
        let frame = open_selector(member, &site, Scheme::Light)?;
        frame.type_keys("launch")?;
        let options = wait::until("one entry", || {
            let options = frame.find_all("option", None)?;
            let mut names = Vec::new();
            for option in &options {
                names.push(option.text()?);
            }
            names.retain(|name| name.contains(LAUNCH_POST.title));
            ensure!(names.len() == 1, "{names:?} of {}", options.len());
            Ok(names)
        })?;
        seen.note(format!("found: {}", options.join(", ").replace('\n', " · ")));
        for key in [Key::Down, Key::Up, Key::Enter] {
            frame.press(key)?;
        }
        wait_model(&site, &expected())?;
        seen.note(format!("model:\n{}", model(&site)?));
        selector_gone(&site)?;
        let caret = site.eval("replica.caret()")?;
        let wanted = CARET + LAUNCH_POST.text.encode_utf16().count();
        ensure!(caret == wanted, "the caret is at {caret}, not behind the text at {wanted}");
        ensure!(site.eval("replica.sent.length")? == 0, "something was sent");
        seen.pictures(&site, &format!("inserted-{place}"))
    })?;
    report.step("The caret is back in the composer, and one Ctrl+Z undoes it", |seen| {
        site.press(Key::Ctrl('Z'))?;
        wait_model(&site, DRAFT)?;
        seen.note(format!("model: {}", model(&site)?));
        Ok(())
    })?;
    report.step("The popup's Insert puts it at the caret, too", |seen| {
        let popup = team_popup(member)?;
        click_in_card(&popup, LAUNCH_POST.title, "Insert")?;
        wait_model(&site, &expected())?;
        ensure!(site.eval("replica.sent.length")? == 0, "something was sent");
        seen.note(format!("model:\n{}", model(&site)?));
        Ok(())
    })
}

/// The draft with the prompt at the caret.
fn expected() -> String {
    let (before, after) = DRAFT.split_at(CARET);
    format!("{before}{}{after}", LAUNCH_POST.text)
}

fn wait_model(site: &Page, expected: &str) -> Result<()> {
    wait::until("the page's own model to hold the text exactly", || {
        let model = model(site)?;
        ensure!(model == expected, "{model:?} instead of {expected:?}");
        Ok(())
    })
}

fn open_selector(member: &Member, site: &Page, scheme: Scheme) -> Result<Page> {
    let frame = member.open_selector(site)?;
    frame.set_scheme(scheme)?;
    let search = frame.find("searchbox", "Search prompts")?;
    wait::until("the selector to take the keyboard", || {
        ensure!(search.is_focused()?, "it has not");
        Ok(())
    })?;
    wait::until("the team's prompts in the selector", || {
        ensure!(!frame.find_all("option", None)?.is_empty(), "none");
        Ok(())
    })?;
    Ok(frame)
}

fn selector_gone(site: &Page) -> Result<()> {
    wait::until("the selector to close", || {
        let frames = site.frames()?;
        ensure!(frames.is_empty(), "{frames:?}");
        Ok(())
    })
}

fn model(site: &Page) -> Result<String> {
    Ok(site.eval("replica.model()")?.as_str().context("the replica has no model")?.to_owned())
}
