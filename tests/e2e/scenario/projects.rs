//! Projects and context blocks: made, used in the selector on a project's page, seen by others, and deleted.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{
    composer::Composer,
    selector::{groups, holds, leave, previews, shown},
    site::open_selector,
    steps::{Draft, LAUNCH_POST, add_prompt, card, share, sync_state, team_id, team_popup, wait_shown},
};
use crate::{
    input::Key,
    member::Member,
    page::{Page, Scheme},
    report::{Report, Seen},
    stage::Stage,
    wait,
};

const SITE: &str = "chatgpt.com/textarea";
const STYLE: &str = "Our style: warm, never loud.\n\t• no exclamation marks 👩‍💻\n";
const AGENDA: Draft = Draft { title: "Agenda", text: "Write an agenda." };
const PAGE: &str = "Projects and context";

/// A context block and a project are made through the page, and used where the project is.
pub fn projects(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share two prompts, one of them in a set", |_| {
        let name = share(&alice, &bob, stage)?;
        let page = alice.page("team")?;
        page.set_viewport(1280, 800)?;
        add_prompt(&page, AGENDA)?;
        page.click("button", "New set")?;
        page.fill("textbox", "Name", "Launch week")?;
        page.click("button", "Create set")?;
        page.click("button", "Choose prompts…")?;
        page.click("checkbox", LAUNCH_POST.title)?;
        stage.folder.wait_json(&name, "it in the set", |file| {
            let all = file["prompts"].as_array();
            all.is_some_and(|all| all.iter().any(|one| one["sets"].is_object()))
        })?;
        page.close()?;
        Ok(name)
    })?;
    let page = alice.page("team")?;
    page.set_viewport(1280, 800)?;
    report.step("Alice writes a context block", |seen| {
        card(&page, AGENDA.title)?;
        page.click("button", PAGE)?;
        page.find("heading", "Projects and context: Marketing Prompts")?;
        wait_shown(&page, "No projects yet")?;
        seen.pictures(&page, "page-none")?;
        block(&page, stage, &name, seen)
    })?;
    report.step("…and makes a project of it, of the set and of a page's address", |seen| {
        project(&page, stage, &name, seen)?;
        page.set_viewport(400, 700)?;
        seen.pictures(&page, "page-projects-narrow")?;
        page.click("button", "Edit the project Launch")?;
        ticked(&page, "House style", true)?;
        seen.pictures(&page, "page-project-narrow")?;
        page.find("dialog", "Edit project")?.find("button", "Cancel")?.click()?;
        page.wait_gone("dialog", "Edit project")
    })?;
    report.step("There the selector has its set first, and puts the block before the prompt", |seen| {
        in_selector(&alice, seen)
    })?;
    report
        .step("Bob reads of it in his news; as an editor he changes it, and may not delete it", |seen| {
            seen_by(&bob, stage, &name, seen)
        })?;
    report
        .step("What Bob ticked while Alice's form was open stays", |_| beside(&page, &bob, stage, &name))?;
    report.step("As a viewer he sees it, and can't change anything", |seen| {
        viewed(&alice, &bob, stage, &name, seen)
    })?;
    report.step("What is deleted is nowhere any more", |seen| deleted(&alice, &page, stage, &name, seen))?;
    report.step("My Prompts has projects of its own", |_| {
        let own = alice.page("projects/personal")?;
        own.find("heading", "Projects and context: My Prompts")?;
        own.click("button", "New context block")?;
        own.fill("textbox", "Name", "Myself")?;
        own.fill("textbox", "Text", "I am Alice.")?;
        own.click("button", "Create context block")?;
        own.wait_text("list", "Myself")?;
        own.click("button", "Back to the library")?;
        own.find("heading", "My Prompts")?;
        own.close()
    })
}

fn block(page: &Page, stage: &Stage, name: &str, seen: &mut Seen<'_>) -> Result<()> {
    page.click("button", "New context block")?;
    page.fill("textbox", "Name", "House style")?;
    page.click("button", "Create context block")?;
    page.wait_text("alert", "text")?;
    page.fill("textbox", "Text", STYLE)?;
    // One key gives up nothing.
    page.press(Key::Escape)?;
    page.find("button", "Discard")?;
    seen.pictures(page, "page-block-leaving")?;
    page.press(Key::Escape)?;
    page.wait_gone("button", "Discard")?;
    seen.pictures(page, "page-block")?;
    page.click("button", "Create context block")?;
    page.wait_text("list", "In no project yet")?;
    stage.folder.wait_json(name, "the block", |file| file["blocks"][0]["text"] == STYLE)?;
    Ok(())
}

fn project(page: &Page, stage: &Stage, name: &str, seen: &mut Seen<'_>) -> Result<()> {
    page.click("button", "New project")?;
    page.fill("textbox", "Name", "Launch")?;
    page.click("checkbox", "Launch week")?;
    page.click("checkbox", "House style")?;
    let field = page.find("textbox", "Addresses of its pages")?;
    page.fill("textbox", "Addresses of its pages", "claude.ai/project/7\nour chats")?;
    page.click("button", "Create project")?;
    page.wait_text("alert", "“our chats” is not the address of a page")?;
    wait::until("the keyboard in the field that is wrong", || {
        ensure!(field.is_focused()?, "it is elsewhere");
        Ok(())
    })?;
    seen.pictures(page, "page-project-wrong")?;
    page.fill("textbox", "Addresses of its pages", "claude.ai/project/7\nchatgpt.com")?;
    seen.pictures(page, "page-project")?;
    page.click("button", "Create project")?;
    page.wait_text("list", "1 set, 1 context block")?;
    page.wait_text("list", "In Launch")?;
    seen.pictures(page, "page-projects")?;
    stage.folder.wait_json(name, "the project", |file| {
        let project = &file["projects"][0];
        project["addresses"] == serde_json::json!(["chatgpt.com", "claude.ai/project/7"])
            && project["sets"][0] == file["sets"][0]["id"]
            && project["blocks"][0] == file["blocks"][0]["id"]
    })?;
    Ok(())
}

fn in_selector(alice: &Member, seen: &mut Seen<'_>) -> Result<()> {
    let composer = Composer::open(alice, SITE)?;
    composer.begin("Before || behind")?;
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    groups(&frame, &["Launch week"])?;
    let titles = shown(&frame)?;
    ensure!(titles.first().is_some_and(|first| first == LAUNCH_POST.title), "{titles:?}");
    let text = format!("{STYLE}\n{}", LAUNCH_POST.text);
    frame.click("checkbox", "House style")?;
    previews(&frame, &text)?;
    seen.picture(&frame, "selector")?;
    frame.find("searchbox", "Search prompts")?.click()?;
    frame.press(Key::Enter)?;
    holds(&composer, &format!("Before {text} behind"))?;
    composer.page.close()
}

/// The address of the team's projects in the full page.
fn route(stage: &Stage, name: &str) -> Result<String> {
    Ok(format!("projects/{}", team_id(&stage.folder.json(name)?)?))
}

fn seen_by(bob: &Member, stage: &Stage, name: &str, seen: &mut Seen<'_>) -> Result<()> {
    let popup = team_popup(bob)?;
    wait_shown(&popup, "1 project added")?;
    wait_shown(&popup, "1 context block added")?;
    popup.close()?;
    let page = bob.page("team")?;
    page.set_viewport(1280, 800)?;
    page.click("button", "View")?;
    wait_shown(&page, "context block House style")?;
    let line = "[...document.querySelectorAll('.items .what')].find((one) => one.innerText.includes('House style'))?.click()";
    page.eval(line)?;
    wait_shown(&page, "As it is now")?;
    seen.pictures(&page, "page-news")?;
    page.press(Key::Escape)?;
    page.close()?;

    let page = bob.page(&route(stage, name)?)?;
    page.wait_text("list", "House style")?;
    let deletes = page.find_all("button", Some("Delete the context block House style"))?;
    ensure!(deletes.is_empty(), "an editor may delete what is another's");
    page.click("button", "Edit the context block House style")?;
    page.fill("textbox", "Name", "How we write")?;
    page.click("button", "Save")?;
    page.wait_text("list", "How we write")?;
    stage.folder.wait_json(name, "its name", |file| file["blocks"][0]["name"] == "How we write")?;
    page.close()
}

/// Alice renames the project while Bob, who opened its form after her, ties it to another page and takes the set out.
fn beside(page: &Page, bob: &Member, stage: &Stage, name: &str) -> Result<()> {
    page.activate()?;
    page.click("button", "Edit the project Launch")?;
    page.fill("textbox", "Name", "Launch days")?;
    let other = bob.page(&route(stage, name)?)?;
    other.click("button", "Edit the project Launch")?;
    other.click("checkbox", "Launch week")?;
    other.fill("textbox", "Addresses of its pages", "chatgpt.com\nclaude.ai/project/7\ngrok.com")?;
    other.click("button", "Save")?;
    other.wait_gone("dialog", "Edit project")?;
    stage.folder.wait_json(name, "what Bob did", |file| addresses(file).contains(&"grok.com"))?;
    // Else his device would take it up again as a viewer's.
    sync_state(&other, &["in-folder"])?;
    other.close()?;
    page.activate()?;
    page.wait_for("[...document.querySelectorAll('.manage li .preview')].some((one) => one.innerText.includes('grok.com'))")?;
    page.click("button", "Save")?;
    page.wait_gone("dialog", "Edit project")?;
    stage.folder.wait_json(name, "what both did", |file| {
        let project = &file["projects"][0];
        project["name"] == "Launch days"
            && addresses(file) == ["chatgpt.com", "claude.ai/project/7", "grok.com"]
            && project["sets"].as_array().is_none_or(Vec::is_empty)
    })?;
    page.click("button", "Edit the project Launch days")?;
    page.click("checkbox", "Launch week")?;
    page.click("button", "Save")?;
    page.wait_text("list", "1 set, 1 context block")?;
    Ok(())
}

fn addresses(file: &Value) -> Vec<&str> {
    let all = file["projects"][0]["addresses"].as_array();
    all.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn viewed(alice: &Member, bob: &Member, stage: &Stage, name: &str, seen: &mut Seen<'_>) -> Result<()> {
    let manage = alice.page(&format!("manage/{}", team_id(&stage.folder.json(name)?)?))?;
    manage.find("combobox", &format!("Role of {}", bob.email))?.choose("Viewer")?;
    stage.folder.wait_json(name, "the role", |file| {
        file["members"]["viewers"].as_array().is_some_and(|all| !all.is_empty())
    })?;
    manage.close()?;
    let page = bob.page(&route(stage, name)?)?;
    page.set_viewport(400, 700)?;
    sync_state(&page, &["in-folder"])?;
    page.wait_text("list", "Launch days")?;
    for button in ["New project", "New context block", "Edit the project Launch days"] {
        page.wait_gone("button", button)?;
    }
    wait_shown(&page, "view")?;
    seen.pictures(&page, "page-viewer-narrow")?;
    page.close()
}

fn deleted(alice: &Member, page: &Page, stage: &Stage, name: &str, seen: &mut Seen<'_>) -> Result<()> {
    page.activate()?;
    page.set_viewport(1280, 800)?;
    page.click("button", "Back to the library")?;
    page.click("button", "Launch week 1")?;
    page.click("button", "Delete set")?;
    page.find("dialog", "Delete the set “Launch week”? Its prompts stay.")?
        .find("button", "Delete")?
        .click()?;
    page.wait_gone("heading", "Launch week")?;
    page.click("button", PAGE)?;
    let line = page.wait_text("list", "Launch days")?;
    ensure!(line.contains("1 context block") && !line.contains("set"), "it says {line}");
    page.click("button", "Delete the context block How we write")?;
    let question = page.find("dialog", "Delete the context block “How we write”?")?;
    seen.pictures(page, "page-delete-block")?;
    question.find("button", "Delete")?.click()?;
    page.wait_text("list", "No sets or context blocks yet")?;
    wait_shown(page, "No context blocks yet")?;
    page.click("button", "Edit the project Launch days")?;
    wait_shown(page, "There are no sets yet")?;
    page.find("dialog", "Edit project")?.find("button", "Cancel")?.click()?;
    page.wait_gone("dialog", "Edit project")?;

    let composer = Composer::open(alice, SITE)?;
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    ensure!(frame.find_all("checkbox", Some("How we write"))?.is_empty(), "the block is still there");
    let heads = frame.eval("document.querySelector('#list').innerText")?;
    let heads = heads.as_str().context("no list")?;
    ensure!(!heads.contains("Launch week"), "the set is still there: {heads}");
    leave(&frame, &composer)?;
    composer.page.close()?;

    page.activate()?;
    page.click("button", "Delete the project Launch days")?;
    page.find("dialog", "Delete the project “Launch days”?")?.find("button", "Delete")?.click()?;
    wait_shown(page, "No projects yet")?;
    stage.folder.wait_json(name, "none", |file| {
        ["projects", "blocks", "sets"].iter().all(|list| file[list].as_array().is_none_or(Vec::is_empty))
    })?;
    page.close()
}

/// Waits until a box is ticked, or isn't.
fn ticked(page: &Page, name: &str, is: bool) -> Result<()> {
    wait::until(&format!("the box “{name}”"), || {
        let checked = page.find_now("checkbox", name)?.call("function () { return this.checked; }")?;
        ensure!(checked == is, "it is {checked}");
        Ok(())
    })
}
