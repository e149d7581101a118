//! What each role may do, row by row, as the full page offers it.

use anyhow::{Result, ensure};
use serde_json::{json, to_vec_pretty};

use super::steps::{card, join_team, wait_cards, wait_shown};
use crate::{page::Page, report::Report, stage::Stage, wait};

const FILE: &str = "team-prompts.json";

const ALICES: &str = "By the owner";
const BOBS: &str = "By the editor";

/// Where something is offered.
#[derive(Clone, Copy)]
enum Place {
    /// Somewhere on the page.
    Page,
    /// On the card of the prompt with this title.
    Card(&'static str),
    /// Beside the list, where this set is shown.
    Set(&'static str),
    /// Beside the list, where this tag is chosen.
    Tag(&'static str),
    /// Beside the prompt with this title.
    Reader(&'static str),
}

/// An action, the button or field that does it, and whether owner, editor and viewer may.
type Line = (&'static str, Place, &'static str, [bool; 3]);

const MATRIX: [Line; 15] = [
    ("copy a prompt", Place::Card(ALICES), "Copy", [true, true, true]),
    ("copy it to another library", Place::Reader(ALICES), "Copy or move…", [true, true, true]),
    ("comment", Place::Reader(ALICES), "Your comment", [true, true, true]),
    ("add a prompt", Place::Page, "Add prompt", [true, true, false]),
    ("edit any prompt", Place::Card(ALICES), "Edit", [true, true, false]),
    ("edit any prompt", Place::Card(BOBS), "Edit", [true, true, false]),
    ("delete what the owner added", Place::Card(ALICES), "Delete", [true, false, false]),
    ("delete what the editor added", Place::Card(BOBS), "Delete", [true, true, false]),
    ("create a set", Place::Page, "New set", [true, true, false]),
    ("edit a set", Place::Set("Set of the owner"), "Edit set", [true, true, false]),
    ("fill a set", Place::Set("Set of the owner"), "Choose prompts…", [true, true, false]),
    ("delete the owner's set", Place::Set("Set of the owner"), "Delete set", [true, false, false]),
    ("delete the editor's set", Place::Set("Set of the editor"), "Delete set", [true, true, false]),
    ("rename a tag", Place::Tag("weekly"), "Rename tag", [true, true, false]),
    ("manage the team", Place::Page, "Manage", [true, false, false]),
];

/// Each role is offered what it may, and nothing else.
pub fn matrix(stage: &Stage, report: &mut Report) -> Result<()> {
    stage.folder.write(FILE, to_vec_pretty(&team())?)?;
    for (column, (name, role)) in
        [("Alice", "Owner"), ("Bob", "Editor"), ("Dave", "Viewer")].into_iter().enumerate()
    {
        report.step(&format!("{name}: {role}"), |seen| {
            let member = stage.member(name)?;
            let (page, _) = join_team(&member, &stage.folder, role)?;
            page.set_viewport(1280, 900)?;
            wait_cards(&page, &[ALICES, BOBS])?;
            for (what, place, button, may) in MATRIX {
                wait::until(&format!("{role}: to {what} is offered: {}", may[column]), || {
                    let offered = is_offered(&page, place, button)?;
                    ensure!(offered == may[column], "it is not so");
                    Ok(())
                })?;
            }
            let views = page.text()?.matches("view-only").count();
            ensure!((views > 0) == (role == "Viewer"), "“view-only” stands there {views} times");
            seen.pictures(&page, &format!("page-{}", role.to_lowercase()))?;
            // An address is no way round it.
            let manage = member.page("manage/team-1")?;
            if role == "Owner" {
                manage.find("heading", "Members")?;
                manage.find("heading", "Delete this library")?;
            } else {
                let reason = if role == "Editor" {
                    "Only the library's owner can do this"
                } else {
                    "You are view-only"
                };
                wait_shown(&manage, reason)?;
                ensure!(manage.find_all("heading", Some("Members"))?.is_empty(), "members can be managed");
            }
            seen.pictures(&manage, &format!("manage-{}", role.to_lowercase()))
        })?;
    }
    Ok(())
}

fn is_offered(page: &Page, place: Place, button: &str) -> Result<bool> {
    let all = match place {
        Place::Page => {
            choose(page, "All prompts")?;
            page.find_all("button", Some(button))?
        }
        Place::Card(title) => {
            choose(page, "All prompts")?;
            card(page, title)?.find_all("button", Some(button))?
        }
        Place::Set(name) => {
            choose(page, name)?;
            page.find_all("button", Some(button))?
        }
        Place::Tag(name) => {
            choose(page, "All prompts")?;
            let tag = page.find("navigation", "Categories, sets and tags")?.find("button", name)?;
            if tag.attribute("aria-pressed")?.as_deref() != Some("true") {
                tag.click()?;
            }
            let found = page.find_all("button", Some(button))?;
            page.find("navigation", "Categories, sets and tags")?.find("button", name)?.click()?;
            found
        }
        Place::Reader(title) => {
            choose(page, "All prompts")?;
            let title = card(page, title)?.find("button", title)?;
            if title.attribute("aria-expanded")?.as_deref() != Some("true") {
                title.click()?;
            }
            page.find("textbox", "Private note")?;
            let mut all = page.find_all("button", Some(button))?;
            all.extend(page.find_all("textbox", Some(button))?);
            all
        }
    };
    for one in all {
        if one.is_enabled()? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Shows a shelf.
fn choose(page: &Page, name: &str) -> Result<()> {
    let shelves = page.find("navigation", "Categories, sets and tags")?;
    let all = shelves.find_all("button", None)?;
    let mut seen = Vec::new();
    for one in all {
        seen.push(one.call("function () { return this.innerText; }")?.to_string());
        if seen.last().is_some_and(|text| text.contains(name)) {
            return if one.attribute("aria-current")?.as_deref() == Some("true") {
                Ok(())
            } else {
                one.click()
            };
        }
    }
    anyhow::bail!("there is no shelf “{name}” among {seen:?}")
}

/// A team of three, each of whom could have written it with the extension.
fn team() -> serde_json::Value {
    let prompt = |id: &str, title: &str, by: &str| {
        json!({
            "id": id,
            "title": title,
            "content": "Sum up the week in three points.",
            "tags": ["weekly"],
            "sets": { "set-a": "a", "set-b": "a" },
            "createdBy": by,
            "createdAt": "2025-01-16T09:00:00Z",
        })
    };
    let set = |id: &str, name: &str, by: &str| json!({ "id": id, "name": name, "createdBy": by, "createdAt": "2025-01-16T09:00:00Z" });
    json!({
        "version": "1.0",
        "teamId": "team-1",
        "name": "Roles",
        "members": {
            "owner": "alice@company.com",
            "editors": ["bob@company.com"],
            "viewers": ["dave@company.com"],
        },
        "categories": [],
        "prompts": [prompt("p-a", ALICES, "alice@company.com"), prompt("p-b", BOBS, "bob@company.com")],
        "sets": [
            set("set-a", "Set of the owner", "alice@company.com"),
            set("set-b", "Set of the editor", "bob@company.com"),
        ],
    })
}
