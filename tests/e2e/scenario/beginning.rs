//! How a team begins, in either language, with nothing to go by but what is on the screen.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::steps::{card, click_in_card, content_of, sync_state, wait_shown};
use crate::{
    folder::hand_over, member::Member, page::Page, report::Report, stage::Stage, wait, words::Words,
};

/// The most interactions from the first popup to a team, and to having joined one. A native dialog is one.
const CREATE: usize = 6;
const JOIN: usize = 4;

/// Counts what someone has to do.
#[derive(Default)]
struct Interactions(usize);

impl Interactions {
    fn click(&mut self, page: &Page, role: &str, name: &str) -> Result<()> {
        self.0 += 1;
        page.click(role, name)
    }

    fn fill(&mut self, page: &Page, name: &str, text: &str) -> Result<()> {
        self.0 += 1;
        page.fill("textbox", name, text)
    }

    /// Presses what opens the browser's own dialog, and chooses the folder there: one interaction.
    fn pick(&mut self, page: &Page, name: &str, folder: &Path) -> Result<()> {
        self.0 += 1;
        hand_over(page, folder)?;
        page.click("button", name)
    }
}

struct Prompt {
    title: &'static str,
    text: &'static str,
    category: &'static str,
}

struct Team {
    name: &'static str,
    prompts: [Prompt; 3],
    edited: &'static str,
}

const ENGLISH: Team = Team {
    name: "Field Notes",
    prompts: [
        Prompt {
            title: "Launch post",
            text: "Write a launch post.\n\n\t• warm, never loud",
            category: "Social",
        },
        Prompt { title: "Thread", text: "Turn this into a thread of five.", category: "Social" },
        Prompt { title: "Cold mail", text: "Write to someone who has never heard of us.", category: "Email" },
    ],
    edited: "Turn this into a thread of four, and keep the numbers.",
};

const RUSSIAN: Team = Team {
    name: "Полевые заметки",
    prompts: [
        Prompt {
            title: "Пост о запуске",
            text: "Напиши пост о запуске.\n\n\t• тепло, без крика",
            category: "Соцсети",
        },
        Prompt {
            title: "Тред", text: "Сделай из этого тред из пяти сообщений.", category: "Соцсети"
        },
        Prompt {
            title: "Первое письмо", text: "Напиши тому, кто о нас ещё не слышал.", category: "Почта"
        },
    ],
    edited: "Сделай из этого тред из четырёх сообщений, сохрани числа.",
};

/// Alice creates a team, adds two members and three prompts in two categories; Bob joins and edits one.
pub fn beginning(stage: &Stage, report: &mut Report, language: &'static str) -> Result<()> {
    let words = Words::of(language)?;
    let team = if language == "ru" { &RUSSIAN } else { &ENGLISH };
    let alice = stage.member_speaking("Alice", language)?;
    let page = report.step("Alice creates a team from the popup that greets her", |seen| {
        let (page, interactions) =
            create(stage, &alice, team, &words, |page, name| seen.pictures(page, name))?;
        seen.note(format!("{interactions} interactions"));
        ensure!(interactions <= CREATE, "it took {interactions} interactions");
        Ok(page)
    })?;
    report.step("She adds two members", |seen| {
        page.click("button", &words.say("create-add-members")?)?;
        page.fill("textbox", &words.say("members-emails")?, "bob@company.com, carol.company.com")?;
        page.find("combobox", &words.say("members-role")?)?.choose(&words.say("role-editor")?)?;
        page.click("button", &words.say("members-add")?)?;
        // One of them is mistyped, stays in the field, and is put right.
        page.wait_text("alert", "carol.company.com")?;
        let emails = page.find("textbox", &words.say("members-emails")?)?;
        ensure!(
            emails.text()? == "carol.company.com" && emails.is_focused()?,
            "it is not there to be put right"
        );
        seen.pictures(&page, "3-mistyped")?;
        page.fill("textbox", &words.say("members-emails")?, "bob@company.com, carol@company.com")?;
        ensure!(page.find_all("alert", None)?.is_empty(), "it says that of what is right");
        page.find("combobox", &words.say("members-role")?)?.choose(&words.say("role-editor")?)?;
        page.click("button", &words.say("members-add")?)?;
        // Bob is a member already.
        page.wait_text("alert", "bob@company.com")?;
        page.find("combobox", &words.say_of("members-role-of", &[("email", "carol@company.com")])?)?;
        seen.pictures(&page, "3-members")?;
        page.click("button", &words.say("manage-back")?)
    })?;
    report.step("She adds three prompts in two categories", |seen| {
        for (at, prompt) in team.prompts.iter().enumerate() {
            page.click("button", &words.say("list-add")?)?;
            page.fill("textbox", &words.say("editor-title")?, prompt.title)?;
            page.fill("textbox", &words.say("editor-text")?, prompt.text)?;
            file(&page, prompt.category, &words)?;
            seen.pictures(&page, &format!("4-prompt-{}", at + 1))?;
            page.click("button", &words.say("word-save")?)?;
            page.wait_gone("button", &words.say("word-save")?)?;
            card(&page, prompt.title)?;
        }
        sync_state(&page, &["in-folder"])?;
        seen.pictures(&page, "5-library")?;
        let file = stage.folder.json(&stage.folder.team_file()?)?;
        ensure!(
            file["name"] == team.name && file["members"]["editors"].as_array().map(Vec::len) == Some(2),
            "{file}"
        );
        for prompt in &team.prompts {
            ensure!(content_of(&file, prompt.title) == Some(prompt.text), "{file}");
            ensure!(category_of(&file, prompt.title) == Some(prompt.category), "{file}");
        }
        Ok(())
    })?;
    let bob = stage.member_speaking("Bob", language)?;
    let his = report.step("Bob joins from the popup that greets him", |seen| {
        let (page, interactions) = join(stage, &bob, team, &words, |page, name| seen.pictures(page, name))?;
        seen.note(format!("{interactions} interactions"));
        ensure!(interactions <= JOIN, "it took {interactions} interactions");
        Ok(page)
    })?;
    report.step("He edits a prompt of hers, and she sees it", |seen| {
        let thread = &team.prompts[1];
        click_in_card(&his, thread.title, &words.say("card-edit")?)?;
        his.fill("textbox", &words.say("editor-text")?, team.edited)?;
        seen.pictures(&his, "8-editing")?;
        his.click("button", &words.say("word-save")?)?;
        wait_shown(&his, &words.say_of("saved-version", &[("number", "2")])?)?;
        seen.pictures(&his, "9-edited")?;
        stage.folder.wait_json(&stage.folder.team_file()?, "his words in the file", |file| {
            content_of(file, thread.title) == Some(team.edited)
        })?;
        page.activate()?;
        wait::until("his words on her screen", || {
            let shown = card(&page, thread.title)?.text()?;
            // A card shows the beginning.
            let start: String = team.edited.chars().take(20).collect();
            ensure!(shown.contains(&start), "{shown}");
            Ok(())
        })?;
        seen.pictures(&page, "10-news")
    })
}

/// Goes from the first popup to the team that was created. Gives the page and the number of interactions.
fn create(
    stage: &Stage,
    alice: &Member,
    team: &Team,
    words: &Words,
    mut picture: impl FnMut(&Page, &str) -> Result<()>,
) -> Result<(Page, usize)> {
    let mut hand = Interactions::default();
    let popup = alice.popup()?;
    popup.find("heading", &words.say("welcome-heading")?)?;
    picture(&popup, "1-popup")?;
    hand.click(&popup, "button", &words.say("team-create")?)?;
    let page = opened(alice, "create")?;
    page.set_viewport(1280, 800)?;
    hand.fill(&page, &words.say("team-name")?, team.name)?;
    hand.fill(&page, &words.say("join-email")?, &alice.email)?;
    picture(&page, "2-create")?;
    hand.pick(&page, &words.say("create-next")?, stage.folder.path())?;
    page.find("button", &words.say("team-create")?)?;
    picture(&page, "2-folder")?;
    hand.click(&page, "button", &words.say("team-create")?)?;
    page.find("heading", &words.say("create-done")?)?;
    picture(&page, "2-created")?;
    Ok((page, hand.0))
}

/// Goes from the first popup to the library of the team that was joined. Gives the same.
fn join(
    stage: &Stage,
    bob: &Member,
    team: &Team,
    words: &Words,
    mut picture: impl FnMut(&Page, &str) -> Result<()>,
) -> Result<(Page, usize)> {
    let mut hand = Interactions::default();
    let popup = bob.popup()?;
    hand.click(&popup, "button", &words.say("team-join")?)?;
    let page = opened(bob, "join")?;
    page.set_viewport(1280, 800)?;
    hand.fill(&page, &words.say("join-email")?, &bob.email)?;
    hand.pick(&page, &words.say("join-pick-folder")?, stage.folder.path())?;
    wait_shown(&page, &words.say_of("join-found", &[("name", team.name)])?)?;
    wait_shown(&page, &words.say_of("join-members", &[("count", "3")])?)?;
    picture(&page, "6-join")?;
    hand.click(&page, "button", &words.say("team-join")?)?;
    for prompt in &team.prompts {
        card(&page, prompt.title)?;
    }
    page.wait_for("document.activeElement !== document.body")?;
    picture(&page, "7-joined")?;
    Ok((page, hand.0))
}

/// The page that the popup opened.
fn opened(member: &Member, route: &str) -> Result<Page> {
    let browser = member.browser()?;
    Page::attach(browser.cdp(), &browser.target("page", &member.url(&format!("page.html#{route}")))?)
}

/// Files what is in the editor in a category, and begins that if there is none of its name.
fn file(page: &Page, category: &str, words: &Words) -> Result<()> {
    let select = page.find("combobox", &words.say("editor-category")?)?;
    if select.text()?.contains(category) {
        return select.choose(category);
    }
    select.choose(&words.say("editor-category-new")?)?;
    page.fill("textbox", &words.say("editor-category-name")?, category)
}

fn category_of<'a>(file: &'a Value, title: &str) -> Option<&'a str> {
    let prompt = file["prompts"].as_array()?.iter().find(|prompt| prompt["title"] == title)?;
    let category = file["categories"].as_array()?.iter().find(|one| one["id"] == prompt["categoryId"])?;
    category["name"].as_str()
}
