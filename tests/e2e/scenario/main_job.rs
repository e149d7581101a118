//! The main job: a team made, joined, filled, and its prompt used in two AI pages.
//!
//! It is a list of steps. What one leaves open the next goes on with, or opens again, so that a browser may go away
//! between any two.

use std::fmt;

use anyhow::{Result, ensure};

use super::{
    cast::{Cast, Who},
    site,
    steps::{
        LAUNCH_POST, TEAM, add_members, add_prompt, begin_team, card, content_of, join_team, open_from_popup,
        sync_state, team_popup, wait_shown,
    },
};
use crate::{
    report::{Report, Seen},
    stage::Stage,
};

/// A step of the job.
pub(super) struct Step {
    /// The heading that it stands under.
    pub(super) chapter: &'static str,
    pub(super) what: String,
    /// Whose browser does it.
    pub(super) who: Who,
    /// What is shown as saved when it is done.
    pub(super) saves: Option<Saved>,
    act: Box<Act>,
}

type Act = dyn Fn(&Stage, &mut Cast, &mut Seen<'_>) -> Result<()>;

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// What the job saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saved {
    /// The team's file, and the team on Alice's device.
    Team,
    /// Bob among its members.
    Membership,
    /// The team on Bob's device.
    Joined,
    /// The prompt.
    Prompt,
}

impl Step {
    pub(super) fn new(
        chapter: &'static str,
        who: Who,
        what: impl Into<String>,
        act: impl Fn(&Stage, &mut Cast, &mut Seen<'_>) -> Result<()> + 'static,
    ) -> Self {
        Self { chapter, what: what.into(), who, saves: None, act: Box::new(act) }
    }

    fn saves(self, what: Saved) -> Self {
        Self { saves: Some(what), ..self }
    }

    /// Does it.
    pub(super) fn act(&self, stage: &Stage, cast: &mut Cast, report: &mut Report) -> Result<()> {
        report.step(&self.what, |seen| (self.act)(stage, cast, seen))
    }
}

/// Plays the main job and gives the people with their browsers still open.
pub fn main_job(stage: &Stage, report: &mut Report) -> Result<Cast> {
    let (mut cast, mut chapter) = (Cast::default(), "");
    for step in job() {
        if step.chapter != chapter {
            chapter = step.chapter;
            report.chapter(chapter);
        }
        step.act(stage, &mut cast, report)?;
    }
    Ok(cast)
}

/// Returns the steps in their order.
pub(super) fn job() -> Vec<Step> {
    use Who::{Alice, Bob};
    const TEAM: &str = "A team in a shared folder";
    const PROMPT: &str = "A prompt in the team's library";
    const PAGES: &str = "The prompt in AI pages";
    let mut steps = vec![
        Step::new(TEAM, Alice, "Alice starts Chromium with the extension", |stage, cast, _| {
            cast.enter(stage, Alice)
        }),
        Step::new(TEAM, Alice, "Alice opens the popup for the first time", first_popup),
        Step::new(TEAM, Alice, "Alice names the team and chooses the folder", choose_folder),
        Step::new(TEAM, Alice, "Alice creates the team", create).saves(Saved::Team),
        Step::new(TEAM, Alice, "Alice adds Bob as an editor", add_bob).saves(Saved::Membership),
        Step::new(TEAM, Bob, "Bob starts a Chromium of his own", |stage, cast, _| cast.enter(stage, Bob)),
        Step::new(TEAM, Bob, "Bob joins the team from the same folder", join).saves(Saved::Joined),
        Step::new(PROMPT, Alice, "Alice adds a prompt in the popup", write).saves(Saved::Prompt),
        Step::new(PROMPT, Bob, "Bob sees Alice's prompt in his popup", read),
    ];
    for host in ["chatgpt.com", "claude.ai"] {
        steps.extend(site::steps(PAGES, host));
    }
    steps.push(Step::new(PAGES, Bob, "No page has logged an error", quiet));
    steps
}

fn first_popup(_: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    let popup = cast.member(Who::Alice)?.popup()?;
    popup.click("tab", "Team Library")?;
    popup.find("button", "Create Team")?;
    popup.find("button", "Join Team")?;
    popup.wait_for("innerWidth === 400 && innerHeight === 600")?;
    seen.pictures(&popup, "popup-first")?;
    popup.close()
}

fn choose_folder(stage: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    seen.note(format!("the folder before: {:?}", stage.folder.names()?));
    ensure!(stage.folder.names()?.is_empty(), "the folder should be empty");
    let page = begin_team(cast.member(Who::Alice)?, stage.folder.path())?;
    let shown = wait_shown(&page, "(will be created)")?;
    seen.note(shown.lines().filter(|line| line.contains(": ")).collect::<Vec<_>>().join("\n"));
    seen.pictures(&page, "page-create")?;
    ensure!(stage.folder.names()?.is_empty(), "nothing may be written before she says so");
    cast.page = Some(page);
    Ok(())
}

fn create(stage: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    let page = match cast.page.take() {
        Some(page) => page,
        None => begin_team(cast.member(Who::Alice)?, stage.folder.path())?,
    };
    page.click("button", "Create Team")?;
    page.find("heading", "Team Created!")?;
    let name = stage.folder.team_file()?;
    let file = stage.folder.json(&name)?;
    ensure!(file["version"] == "1.0" && file["name"] == TEAM, "{file}");
    ensure!(file["members"]["owner"] == "alice@company.com", "{file}");
    seen.note(format!("{name} after:\n{}", String::from_utf8(stage.folder.read(&name)?)?));
    seen.pictures(&page, "page-created")?;
    cast.page = Some(page);
    Ok(())
}

fn add_bob(stage: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    let page = match cast.page.take() {
        Some(page) => {
            page.click("button", "Add Members")?;
            page
        }
        // As one does who comes back to it.
        None => open_from_popup(cast.member(Who::Alice)?, "Manage", "manage/")?,
    };
    add_members(&page, "bob@company.com", "Editor")?;
    let name = stage.folder.team_file()?;
    let file = stage.folder.wait_json(&name, "Bob among the editors", |file| {
        file["members"]["editors"].as_array().is_some_and(|all| all.iter().any(|e| e == "bob@company.com"))
    })?;
    seen.note(format!("{name}: members {}", file["members"]));
    seen.pictures(&page, "page-members")
}

fn join(stage: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    let (page, summary) = join_team(cast.member(Who::Bob)?, &stage.folder, "Editor")?;
    seen.note(summary);
    seen.pictures(&page, "page-library")
}

fn write(stage: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    let popup = team_popup(cast.member(Who::Alice)?)?;
    popup.click("button", "Add prompt")?;
    popup.fill("textbox", "Title", LAUNCH_POST.title)?;
    popup.fill("textbox", "Prompt text", LAUNCH_POST.text)?;
    seen.pictures(&popup, "popup-add")?;
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
    seen.pictures(&popup, "popup-as-owner")?;
    popup.close()
}

fn read(_: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    let popup = team_popup(cast.member(Who::Bob)?)?;
    seen.note(card(&popup, LAUNCH_POST.title)?.text()?);
    seen.note(format!("{:?}", sync_state(&popup, &["in-folder"])?));
    seen.pictures(&popup, "popup-as-editor")?;
    popup.close()
}

fn quiet(_: &Stage, cast: &mut Cast, seen: &mut Seen<'_>) -> Result<()> {
    let complaints = [cast.member(Who::Alice)?.complaints(), cast.member(Who::Bob)?.complaints()].concat();
    seen.note(complaints.join("\n"));
    ensure!(complaints.is_empty(), "{} errors were logged", complaints.len());
    Ok(())
}
