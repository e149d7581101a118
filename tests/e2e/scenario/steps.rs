//! What people do on the product's surfaces, one function a task.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{element::Element, folder::TeamFolder, member::Member, page::Page, stage::Stage, wait};

/// A prompt as someone writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

/// The name that the stories give their team.
pub(super) const TEAM: &str = "Marketing Prompts";

/// Several lines, an empty one, tabs, an emoji of several code points, markup and quotes: whatever gets lost
/// where text is treated as something else.
pub(super) const LAUNCH_POST: Draft = Draft {
    title: "Launch post",
    text: "Write a launch post for our newsletter:\n\n\
           \t• warm, never loud 👩‍💻🎉\n\
           \t\t• keep <b>tags</b> & \"quotes\" as they stand\n\
           Ende gut — всё хорошо $& \\n",
};

/// Clicks a button of the popup that opens the full page, and gives that.
pub(super) fn open_from_popup(member: &Member, button: &str, route: &str) -> Result<Page> {
    team_popup(member)?.click("button", button)?;
    let browser = member.browser()?;
    let page =
        Page::attach(browser.cdp(), &browser.target("page", &member.url(&format!("page.html#{route}")))?)?;
    // A tab in the background gives no accessibility tree.
    page.wait_for("document.visibilityState === 'visible'")?;
    Ok(page)
}

/// Makes a team of one with these prompts, as titles and texts, and waits until its owner sees them.
pub(super) fn team_with(member: &Member, stage: &Stage, prompts: &[(&str, &str)]) -> Result<()> {
    create_team(member, &stage.folder)?.close()?;
    let name = stage.folder.team_file()?;
    let mut file = stage.folder.json(&name)?;
    let prompt = |(place, (title, content)): (usize, &(&str, &str))| json!({ "id": format!("prompt-{place}"), "title": title, "content": content });
    file["prompts"] = prompts.iter().enumerate().map(prompt).collect();
    stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)?;
    let popup = team_popup(member)?;
    sync_state(&popup, &["in-folder"])?;
    for (title, _) in prompts {
        popup.wait_text("article", title)?;
    }
    popup.close()
}

/// Goes through the first two screens of "Create Team Library", up to the chosen folder.
pub(super) fn begin_team(member: &Member, folder: &Path) -> Result<Page> {
    let page = member.page("create")?;
    page.find("heading", "Create Team Library")?;
    page.fill("textbox", "Team name", TEAM)?;
    page.fill("textbox", "Your email", &member.email)?;
    member.pick(&page, "Choose shared folder…", folder)?;
    page.find("heading", "Choose Shared Folder")?;
    Ok(page)
}

/// Creates a team in an empty folder.
pub(super) fn create_team(member: &Member, folder: &TeamFolder) -> Result<Page> {
    let page = begin_team(member, folder.path())?;
    page.click("button", "Create Team")?;
    page.find("heading", "Team Created!")?;
    Ok(page)
}

/// Adds members on the page that manages the team.
pub(super) fn add_members(page: &Page, emails: &str, role: &str) -> Result<()> {
    page.fill("textbox", "Emails", emails)?;
    page.find("combobox", "Role")?.choose(role)?;
    page.click("button", "Add")
}

/// Goes through "Join Team Library" up to the chosen folder.
pub(super) fn begin_join(member: &Member, folder: &Path) -> Result<Page> {
    let page = member.page("join")?;
    page.find("heading", "Join Team Library")?;
    page.fill("textbox", "Your email", &member.email)?;
    member.pick(&page, "Select team folder…", folder)?;
    Ok(page)
}

/// Joins the team whose file is in a folder, and gives the lines shown before the last click.
pub(super) fn join_team(member: &Member, folder: &TeamFolder, role: &str) -> Result<(Page, String)> {
    let page = begin_join(member, folder.path())?;
    let shown = wait_shown(&page, &format!("Your role: {role}"))?;
    let lines = ["Found:", "Your role:", "Members:"];
    let summary: Vec<_> =
        shown.lines().filter(|line| lines.iter().any(|start| line.starts_with(start))).collect();
    page.click("button", "Join Team")?;
    page.wait_gone("button", "Join Team")?;
    Ok((page, summary.join("\n")))
}

/// Makes a team of the two with one prompt in it, and gives its file's name.
pub(super) fn share(alice: &Member, bob: &Member, stage: &Stage) -> Result<String> {
    let page = create_team(alice, &stage.folder)?;
    page.click("button", "Add Members")?;
    add_members(&page, &bob.email, "Editor")?;
    let popup = team_popup(alice)?;
    add_prompt(&popup, LAUNCH_POST)?;
    sync_state(&popup, &["in-folder"])?;
    popup.close()?;
    page.close()?;
    let (page, _) = join_team(bob, &stage.folder, "Editor")?;
    page.close()?;
    stage.folder.team_file()
}

/// Deletes a prompt from its card, and says yes.
pub(super) fn delete_prompt(page: &Page, title: &str) -> Result<()> {
    click_in_card(page, title, "Delete")?;
    page.find("dialog", &format!("Delete “{title}”?"))?.find("button", "Delete")?.click()
}

/// The number on the icon in the toolbar.
pub(super) fn badge(member: &Member) -> Result<String> {
    let text = member.in_worker("chrome.action.getBadgeText({})")?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

pub(super) fn wait_badge(member: &Member, wanted: &str) -> Result<()> {
    wait::until(&format!("“{wanted}” on the icon"), || {
        let seen = badge(member)?;
        ensure!(seen == wanted, "it says “{seen}”");
        Ok(())
    })
}

/// The id of the team whose file this is.
pub(super) fn team_id(file: &Value) -> Result<String> {
    Ok(file["teamId"].as_str().context("a team without an id")?.to_owned())
}

/// Opens the popup at the team's library.
pub(super) fn team_popup(member: &Member) -> Result<Page> {
    let popup = member.popup()?;
    popup.click("tab", "Team Library")?;
    // What was being written there opens by itself.
    popup.wait_for("document.querySelector('main')?.ariaBusy === 'false'")?;
    Ok(popup)
}

/// Adds a prompt on the library that a surface shows.
pub(super) fn add_prompt(page: &Page, draft: Draft) -> Result<()> {
    add(page, draft.title, draft.text)?;
    card(page, draft.title)?;
    Ok(())
}

/// Does so, until it is shown as saved.
pub(super) fn add(page: &Page, title: &str, text: &str) -> Result<()> {
    page.click("button", "Add prompt")?;
    fill_and_save(page, title, text)
}

/// Writes into the open editor and saves that, until it is shown as done: the editor closes.
pub(super) fn fill_and_save(page: &Page, title: &str, text: &str) -> Result<()> {
    page.fill("textbox", "Title", title)?;
    page.fill("textbox", "Prompt text", text)?;
    page.click("button", "Save")?;
    page.wait_gone("button", "Save")
}

/// The card of a prompt.
pub(super) fn card(page: &Page, title: &str) -> Result<Element> {
    wait::until(&format!("the prompt “{title}”"), || card_now(page, title))
}

/// Waits until what is called so has the keyboard.
pub(super) fn until_focused(page: &Page, name: &str) -> Result<()> {
    wait::until(&format!("“{name}” to have the keyboard"), || {
        let seen = page.eval("document.activeElement.ariaLabel ?? document.activeElement.innerText")?;
        ensure!(seen == name, "{seen} has it");
        Ok(())
    })
}

/// Clicks a button on the card of a prompt, finding both again when they are rendered anew.
pub(super) fn click_in_card(page: &Page, title: &str, button: &str) -> Result<()> {
    wait::until(&format!("a click on “{button}” of “{title}”"), || {
        try_click_in_card(page, title, button)
    })
}

/// Does so if that is possible now.
pub(super) fn try_click_in_card(page: &Page, title: &str, button: &str) -> Result<()> {
    let found = card_now(page, title)?.find_all("button", Some(button))?.pop();
    found.context("it is not offered")?.try_click()
}

fn card_now(page: &Page, title: &str) -> Result<Element> {
    for article in page.find_all("article", None)? {
        if !article.find_all("heading", Some(title))?.is_empty() {
            return Ok(article);
        }
    }
    bail!("the page shows “{}”", page.text()?)
}

/// Whether a button of this name is there and can be used.
pub(super) fn offers(buttons: &[Element]) -> Result<bool> {
    for button in buttons {
        if button.is_enabled()? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Waits until the sync state is one of these, and gives it with its sentence.
pub(super) fn sync_state(page: &Page, wanted: &[&str]) -> Result<(String, String)> {
    let look = "(() => {
        const state = document.querySelector('[role=status].sync-state');
        return state && [state.dataset.state, state.innerText];
    })()";
    wait::until(&format!("the sync state {}", wanted.join(" or ")), || {
        let seen = page.eval(look)?;
        let state = seen[0].as_str().context("none is shown")?;
        ensure!(wanted.contains(&state), "{seen}");
        Ok((state.to_owned(), seen[1].as_str().unwrap_or_default().trim().to_owned()))
    })
}

/// Waits until the page shows a text, and gives all that it shows.
pub(super) fn wait_shown(page: &Page, text: &str) -> Result<String> {
    wait::until(&format!("the text “{text}”"), || {
        let shown = page.text()?;
        ensure!(shown.contains(text), "the page shows “{shown}”");
        Ok(shown)
    })
}

/// The contents of the prompt with this title in a team file.
pub(super) fn content_of<'a>(file: &'a Value, title: &str) -> Option<&'a str> {
    let prompts = file["prompts"].as_array()?;
    prompts.iter().find(|prompt| prompt["title"] == title)?["content"].as_str()
}

/// A team file of the 1.0 form as another program might have written it, with one prompt of Bob's.
pub(super) fn team_file() -> Value {
    json!({
        "version": "1.0",
        "teamId": "5f0c1d4e-6f0b-4a3c-9a56-3a2f6f1f7c11",
        "name": TEAM,
        "createdAt": "2025-01-15T10:00:00Z",
        "lastModified": "2025-01-20T14:30:00Z",
        "members": {
            "owner": "alice@company.com",
            "editors": ["bob@company.com", "carol@company.com"],
            "viewers": ["dave@company.com"],
        },
        "categories": [{ "id": "cat-1", "name": "Social Media", "color": "blue", "icon": "megaphone" }],
        "prompts": [{
            "id": "0b8f6f0e-0a53-4b3e-8a3c-111111111111",
            "title": "LinkedIn Post Generator",
            "content": "Write a LinkedIn post about our week.",
            "categoryId": "cat-1",
            "createdBy": "bob@company.com",
            "createdAt": "2025-01-16T09:00:00Z",
            "modifiedBy": "carol@company.com",
            "modifiedAt": "2025-01-18T11:00:00Z",
        }],
    })
}

/// Waits until the list has the cards of these titles and no others.
pub(super) fn wait_cards(page: &Page, titles: &[&str]) -> Result<()> {
    wait::until(&format!("the cards {titles:?}"), || {
        let cards = page.find_all("article", None)?;
        ensure!(cards.len() == titles.len(), "there are {}", cards.len());
        for card in cards {
            let text = card.text()?;
            ensure!(titles.iter().any(|title| text.contains(title)), "there is {text}");
        }
        Ok(())
    })
}

/// Waits until the list has the cards of these titles in this order.
pub(super) fn wait_order(page: &Page, titles: &[&str]) -> Result<()> {
    wait::until(&format!("the cards {titles:?} in this order"), || {
        let mut shown = Vec::new();
        for card in page.find_all("article", None)? {
            shown.push(card.text()?);
        }
        ensure!(shown.len() == titles.len(), "there are {}", shown.len());
        let is_so = shown.iter().zip(titles).all(|(text, title)| text.contains(title));
        ensure!(is_so, "they are {shown:?}");
        Ok(())
    })
}

/// Tells whether a draft that says this is on the disk; nothing on the screen says so.
pub(super) fn kept_draft(words: &str) -> String {
    format!(
        "new Promise((done) => {{
            indexedDB.open('prompt-commons').onsuccess = ({{ target: {{ result: store }} }}) => {{
                store.transaction('drafts').objectStore('drafts').getAll().onsuccess = ({{ target }}) => {{
                    store.close();
                    done(target.result.some((text) => new TextDecoder().decode(text).includes('{words}')));
                }};
            }};
        }})"
    )
}
