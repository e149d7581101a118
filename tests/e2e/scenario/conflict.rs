//! Two people change the same words of prompts, neither knowing of the other.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::steps::{
    Draft, add_members, add_prompt, click_in_card, content_of, create_team, join_team, kept_draft,
    sync_state, team_popup,
};
use crate::{
    input::Key,
    member::Member,
    page::Page,
    profile::FileAccess,
    report::{Report, Seen},
    stage::Stage,
};

const TITLE: &str = "Team Library Updated Externally";

const POST: Draft = Draft { title: "Launch post", text: "Write it like a friend" };
const MAIL: Draft = Draft { title: "Mail to the press", text: "Be brief.\nBe kind." };
const TALK: Draft = Draft { title: "Talk outline", text: "Three parts" };

/// All texts are kept, in the file and on both devices, until someone decides: both, theirs, or one by hand.
pub fn conflict(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut alice = stage.member("Alice")?;
    let mut bob = stage.member("Bob")?;
    let name = report.step("Alice and Bob share prompts, and Bob loses his access", |_| {
        let page = create_team(&alice, &stage.folder)?;
        page.click("button", "Add Members")?;
        add_members(&page, &bob.email, "Editor")?;
        let popup = team_popup(&alice)?;
        for draft in [POST, MAIL, TALK] {
            add_prompt(&popup, draft)?;
        }
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        join_team(&bob, &stage.folder, "Editor")?;
        bob.close()?;
        bob.set_file_access(FileAccess::Asked)?;
        bob.start()?;
        stage.folder.team_file()
    })?;
    let popup = report.step("Both rewrite them, Bob without the folder", |_| {
        let popup = team_popup(&bob)?;
        // Saying so moves the list down.
        sync_state(&popup, &["needs-permission"])?;
        rewrite_all(&popup, "Bob")?;
        sync_state(&popup, &["needs-permission"])?;
        let page = team_popup(&alice)?;
        rewrite_all(&page, "Alice")?;
        sync_state(&page, &["in-folder"])?;
        page.close()?;
        ensure!(content_of(&stage.folder.json(&name)?, POST.title) == Some("Write it like Alice"));
        Ok(popup)
    })?;
    report.step("Bob connects again and is asked; the popup has room for it", |seen| {
        popup.click("button", "Reconnect")?;
        let dialog = popup.find("dialog", TITLE)?;
        seen.note(dialog.text()?);
        seen.pictures(&popup, "popup-asked")?;
        dialog.find("button", "View Changes")?.click()?;
        popup.find("radio", "Keep theirs")?;
        seen.pictures(&popup, "popup-review")?;
        popup.press(Key::Escape)?;
        popup.wait_gone("dialog", TITLE)?;
        sync_state(&popup, &["in-folder"])?;
        popup.wait_text("status", "3 decisions wait for you")?;
        ensure!(popup.find_all("button", Some("View"))?.is_empty(), "what waits is said to have merged");
        seen.pictures(&popup, "popup-put-off")?;
        let file = stage.folder.json(&name)?.to_string();
        for whose in ["Alice", "Bob"] {
            ensure!(file.contains(&format!("Write it like {whose}")), "{whose}'s is gone: {file}");
        }
        popup.close()
    })?;
    report.step("What he put off doesn't come up by itself again", |_| {
        let popup = team_popup(&bob)?;
        popup.find("button", "Decide")?;
        ensure!(popup.find_all("dialog", None)?.is_empty(), "he is asked again");
        popup.close()
    })?;
    report.step("What he decided is still there after his popup closed", |seen| {
        let popup = team_popup(&bob)?;
        popup.click("button", "Decide")?;
        popup.wait_text("dialog", "1 of 3")?;
        popup.click("radio", "Edit by hand")?;
        popup.fill("textbox", "Merged text", "By hand, in a popup")?;
        popup.wait_text("status", "1 of 3 decided")?;
        popup.wait_for(&kept_draft("By hand, in a popup"))?;
        popup.close()?;
        let popup = team_popup(&bob)?;
        popup.click("button", "Decide")?;
        popup.wait_text("status", "1 of 3 decided")?;
        let text = popup.find("textbox", "Merged text")?.call("function () { return this.value; }")?;
        ensure!(text == "By hand, in a popup", "{text}");
        seen.pictures(&popup, "popup-decisions-kept")?;
        popup.press(Key::Escape)?;
        popup.click("button", "Discard")?;
        popup.wait_gone("dialog", TITLE)?;
        popup.click("button", "Decide")?;
        popup.wait_text("status", "0 of 3 decided")?;
        // What would cost him his own words is asked first.
        popup.click("button", "Accept All")?;
        popup.find("button", "Take theirs")?;
        seen.pictures(&popup, "popup-accept-all")?;
        popup.click("button", "Back")?;
        popup.press(Key::Escape)?;
        popup.wait_gone("dialog", TITLE)?;
        popup.wait_for("document.activeElement !== document.body")?;
        popup.close()
    })?;
    report.step("Alice decides in the page, one after the other", |seen| {
        alice.close()?;
        alice.start()?;
        decide(&alice, stage, &name, seen)
    })?;
    report.step("Bob has the same, and no question", |_| {
        bob.close()?;
        bob.set_file_access(FileAccess::Granted)?;
        bob.start()?;
        let popup = team_popup(&bob)?;
        popup.wait_gone("button", "Decide")?;
        ensure!(popup.find_all("dialog", None)?.is_empty(), "he is asked");
        Ok(())
    })
}

/// Decides about all three with the keyboard, in one of two tabs that ask.
fn decide(alice: &Member, stage: &Stage, name: &str, seen: &mut Seen<'_>) -> Result<()> {
    let other = alice.page("team")?;
    other.find("dialog", TITLE)?;
    let page = alice.page("team")?;
    page.find("dialog", TITLE)?;
    seen.pictures(&page, "page-asked")?;
    page.find("button", "Review One")?.call("function () { this.focus(); }")?;
    page.press(Key::Enter)?;
    let is_open = "document.activeElement.ariaExpanded === 'true'";
    page.wait_for(is_open)?;
    page.press(Key::Down)?;
    page.wait_text("dialog", "2 of 3")?;
    page.wait_for(is_open)?;
    page.press(Key::Up)?;
    for (place, way) in ["Keep both", "Keep theirs", "Edit by hand"].into_iter().enumerate() {
        page.wait_text("dialog", &format!("{} of 3", place + 1))?;
        page.click("radio", way)?;
        page.wait_text("status", &format!("{} of 3 decided", place + 1))?;
        seen.pictures(&page, &format!("page-decide-{}", place + 1))?;
        if place < 2 {
            page.click("button", "Next")?;
        }
    }
    page.fill("textbox", "Merged text", "By both")?;
    page.press(Key::Escape)?;
    page.find("button", "Discard")?;
    seen.pictures(&page, "page-leaving")?;
    page.click("button", "Keep deciding")?;
    page.wait_text("status", "3 of 3 decided")?;
    other.activate()?;
    other.click("button", "Review One")?;
    other.click("radio", "Edit by hand")?;
    other.fill("textbox", "Merged text", "Typed where others were quicker")?;
    page.activate()?;
    page.click("button", "Apply")?;
    page.wait_gone("dialog", TITLE)?;
    page.wait_gone("button", "Decide")?;
    sync_state(&page, &["in-folder"])?;
    let file = stage.folder.wait_json(name, "what was decided", |file| contents(file).len() == 4)?;
    let wanted = ["Be clear.\nBe Bob.", "By both", "Write it like Alice", "Write it like Bob"];
    ensure!(contents(&file) == wanted, "{:?}", contents(&file));
    // What asked the same question asks no more, and gives back what was typed for it.
    other.activate()?;
    other.wait_text("dialog", "Your text is still here")?;
    seen.pictures(&other, "page-typed-in-vain")?;
    ensure!(other.find_all("radio", None)?.is_empty(), "it still asks");
    other.click("button", "Copy to My Prompts")?;
    other.wait_gone("dialog", TITLE)?;
    let mine = alice.page("mine")?;
    mine.wait_text("article", "Typed where others were quicker")?;
    mine.close()?;
    other.close()?;
    page.close()
}

/// A team in which everything met at once: its name, a category, a set, a comment, a context block, and where a prompt is.
const ALL: &str = include_str!("../../golden/good/sync-asked.json");

/// Whatever can meet is asked about in words, and decided.
pub fn conflict_of_everything(stage: &Stage, report: &mut Report) -> Result<()> {
    stage.folder.write("team-prompts.json", ALL)?;
    let alice = stage.member("Alice")?;
    let page = report.step("Alice joins, and is asked about all of it", |seen| {
        join_team(&alice, &stage.folder, "Owner")?.0.close()?;
        let page = alice.page("team")?;
        let dialog = page.find("dialog", TITLE)?;
        seen.note(dialog.text()?);
        seen.pictures(&page, "everything-asked")?;
        Ok(page)
    })?;
    report.step("One after the other she keeps the second", |seen| {
        page.click("button", "Review One")?;
        for place in 1..=9 {
            let dialog = page.wait_text("dialog", &format!("{place} of 9"))?;
            seen.note(
                dialog.lines().filter(|line| line.starts_with("Decide")).collect::<Vec<_>>().join(", "),
            );
            let radios = page.find("dialog", TITLE)?.find_all("radio", None)?;
            ensure!(radios.len() >= 2, "there is nothing to choose in question {place}");
            radios.get(1).context("no second version")?.click()?;
            page.wait_text("status", &format!("{place} of 9 decided"))?;
            seen.pictures(&page, &format!("everything-{place}"))?;
            if place < 9 {
                page.click("button", "Next")?;
            }
        }
        page.click("button", "Apply")?;
        page.wait_gone("dialog", TITLE)
    })?;
    report.step("The file has one answer to each, and nobody is asked again", |_| {
        page.wait_gone("button", "Decide")?;
        sync_state(&page, &["in-folder"])?;
        let asked: Value = serde_json::from_str(ALL)?;
        let file = stage.folder.json("team-prompts.json")?;
        // Those of which both versions are by one person, of which the second is the one that was not shown.
        for at in ["/name", "/categories/0/name", "/categories/0/color", "/comments/0/text"] {
            ensure!(
                file.pointer(at).is_some_and(|value| Some(value) != asked.pointer(at)),
                "{at} is as it was"
            );
        }
        for (at, theirs) in [
            ("/sets/0/name", "Easter"),
            ("/sets/0/description", "What goes out before Easter"),
            ("/blocks/0/text", "Warm and short, never loud."),
            ("/prompts/2/categoryId", "cat-2"),
            ("/prompts/2/turns/0", "Shorter, please."),
        ] {
            ensure!(file.pointer(at).is_some_and(|value| value == theirs), "{at} is {:?}", file.pointer(at));
        }
        Ok(())
    })
}

fn rewrite_all(popup: &Page, whose: &str) -> Result<()> {
    rewrite(popup, POST.title, &format!("Write it like {whose}"))?;
    rewrite(popup, MAIL.title, &format!("Be clear.\nBe {whose}."))?;
    rewrite(popup, TALK.title, &format!("Parts of {whose}"))
}

fn rewrite(popup: &Page, title: &str, text: &str) -> Result<()> {
    click_in_card(popup, title, "Edit")?;
    popup.fill("textbox", "Prompt text", text)?;
    popup.click("button", "Save")?;
    popup.wait_gone("button", "Save")
}

/// All texts of a team's file, in their order as texts.
fn contents(file: &Value) -> Vec<&str> {
    let prompts = file["prompts"].as_array().into_iter().flatten();
    let mut texts: Vec<&str> = prompts.filter_map(|prompt| prompt["content"].as_str()).collect();
    texts.sort_unstable();
    texts
}
