//! Who owns a team: someone else by its owner's will, and someone else before its owner leaves.

use anyhow::{Result, ensure};

use super::steps::{
    LAUNCH_POST, TEAM, add_members, add_prompt, card, click_in_card, create_team, join_team, sync_state,
    team_popup, wait_shown,
};
use crate::{member::Member, page::Page, report::Report, stage::Stage, wait};

/// The owner sees who has not joined, makes another member the owner, and that one finds the next before they leave.
pub fn owning(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let bob = stage.member("Bob")?;
    let page = report.step("Alice's team has nobody else: leaving says what that means", |seen| {
        let page = create_team(&alice, &stage.folder)?;
        let settings = alice.page("settings")?;
        settings.click("button", "Leave")?;
        wait_shown(&settings, "You are its only member")?;
        seen.pictures(&settings, "page-leave-alone")?;
        settings.click("button", "Stay")?;
        settings.close()?;
        page.activate()?;
        Ok(page)
    })?;
    report.step("She adds Bob as a viewer, and Carol; both are pending until they join", |seen| {
        page.click("button", "Add Members")?;
        page.wait_for("document.activeElement?.matches('main textarea')")?;
        page.find("heading", &format!("Manage {TEAM}"))?;
        add_members(&page, &bob.email, "Viewer")?;
        wait_pending(&page, &[&bob.email])?;
        add_members(&page, "carol@company.com", "Editor")?;
        wait_pending(&page, &[&bob.email, "carol@company.com"])?;
        seen.pictures(&page, "page-pending")?;
        join_team(&bob, &stage.folder, "Viewer")?.0.close()?;
        page.activate()?;
        wait_pending(&page, &["carol@company.com"])?;
        // Whoever never joined would be no owner: she is asked about them, and offered the others first.
        page.click("button", "Make owner: carol@company.com…")?;
        wait_shown(&page, "They have not joined yet")?;
        page.click("button", "Cancel")?;
        let settings = alice.page("settings")?;
        settings.click("button", "Leave")?;
        let next = settings.find("combobox", "Who is the owner next?")?;
        let offered =
            next.call("function () { return [this.value, ...[...this.options].map((one) => one.text)]; }")?;
        let wanted = [&bob.email, &bob.email, "carol@company.com (pending)"];
        ensure!(offered == serde_json::json!(wanted), "it offers {offered}");
        settings.close()?;
        page.activate()
    })?;
    let name = stage.folder.team_file()?;
    report.step("She makes Bob the owner, and her page follows", |seen| {
        page.click("button", &format!("Make owner: {}…", bob.email))?;
        let question = page.find("dialog", &format!("Make {} the owner?", bob.email))?;
        seen.pictures(&page, "page-owner-question")?;
        question.find("button", "Make owner")?.click()?;
        wait_shown(&page, "Role: Editor")?;
        page.wait_gone("button", "Manage")?;
        stage.folder.wait_json(&name, "Bob as the owner, and Alice an editor", |file| {
            file["members"]["owner"] == bob.email.as_str()
                && file["members"]["editors"].to_string().contains(&alice.email)
        })?;
        seen.pictures(&page, "page-editor-now")?;
        page.close()
    })?;
    report
        .step("Bob hears of it, at any width and in both languages, and manages", |seen| hears(&bob, seen))?;
    report.step(
        "Cards in the popup lead to copying, and so does a prompt in full to all that a card does",
        |seen| carrying(&bob, seen),
    )?;
    report.step("Bob leaves; before that he says who is the owner next, and the file says so", |seen| {
        let page = bob.page("settings")?;
        page.set_viewport(1000, 800)?;
        page.click("button", "Leave")?;
        wait::until("Alice to be chosen", || {
            page.find_now("combobox", "Who is the owner next?")?.choose(&alice.email)
        })?;
        seen.pictures(&page, "page-next-owner")?;
        page.click("button", "Make owner")?;
        let question = page.find("dialog", "Leave this team?")?;
        let file = stage.folder.json(&name)?;
        ensure!(file["members"]["owner"] == alice.email.as_str(), "{}", file["members"]);
        question.find("button", "Leave")?.click()?;
        wait_shown(&page, &format!("Left {TEAM}"))?;
        page.close()
    })
}

/// Looks at what Bob is told: it is no question, and no column of letters where there is little room.
fn hears(bob: &Member, seen: &mut crate::report::Seen<'_>) -> Result<()> {
    let page = bob.page("team")?;
    sync_state(&page, &["in-folder"])?;
    for (tag, language, said) in [
        ("ru", "Русский", "alice передаёт вам команду: теперь владелец — вы"),
        ("en", "English", "alice made you the owner"),
    ] {
        page.set_viewport(1000, 800)?;
        page.eval("location.hash = 'settings'")?;
        page.click("radio", language)?;
        page.eval("location.hash = 'team'")?;
        for width in [320, 360, 400] {
            page.set_viewport(width, 640)?;
            page.wait_text("status", said)?;
            // What an owner may do is offered where there is nothing yet.
            page.wait_for("document.querySelector('.empty .lead')")?;
            page.wait_for(
                "document.querySelector('.notice.news .grow').getBoundingClientRect().width > 150
                    && document.documentElement.scrollWidth <= innerWidth",
            )?;
            seen.pictures(&page, &format!("page-owner-told-{tag}-{width}"))?;
        }
    }
    page.set_viewport(1000, 800)?;
    page.find("button", "Manage")?;
    page.close()
}

/// Goes through what the popup offers of one prompt.
fn carrying(bob: &Member, seen: &mut crate::report::Seen<'_>) -> Result<()> {
    let popup = team_popup(bob)?;
    add_prompt(&popup, LAUNCH_POST)?;
    click_in_card(&popup, LAUNCH_POST.title, "Copy or move…")?;
    let dialog = popup.find("dialog", "Copy or move to another library")?;
    seen.pictures(&popup, "popup-transfer")?;
    dialog.find("button", "Copy")?.click()?;
    wait_shown(&popup, "Copied to My Prompts")?;
    popup.close()?;
    let popup = team_popup(bob)?;
    click_in_card(&popup, LAUNCH_POST.title, "Details")?;
    popup.find("button", "Back to the list")?;
    for button in ["Copy", "Favourite", "Edit", "Delete", "Copy or move…"] {
        popup.find("button", button)?;
    }
    seen.pictures(&popup, "popup-details")?;
    let wide = popup.eval("document.querySelector('.reader').scrollWidth <= innerWidth")?;
    ensure!(wide == true, "it scrolls sideways");
    popup.click("button", "Edit")?;
    popup.find("textbox", "Prompt text")?;
    popup.click("button", "Cancel")?;
    popup.wait_gone("textbox", "Prompt text")?;
    card(&popup, LAUNCH_POST.title)?;
    popup.close()
}

/// Waits until just these members are said not to have joined.
fn wait_pending(page: &Page, wanted: &[&str]) -> Result<()> {
    wait::until(&format!("{wanted:?} pending"), || {
        let seen = page.eval(
            "[...document.querySelectorAll('.member')].filter((one) => one.innerText.includes('pending'))
                .map((one) => one.querySelector('.name').innerText).sort()",
        )?;
        ensure!(seen == serde_json::json!(wanted), "they are {seen}");
        Ok(())
    })
}
