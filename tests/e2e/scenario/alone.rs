//! What one person does who has no team yet.

use anyhow::{Result, ensure};

use super::steps::{
    add, card, click_in_card, create_team, fill_and_save, wait_cards, wait_order, wait_shown,
};
use crate::{input::Key, page::Page, report::Report, stage::Stage, wait};

const SAMPLES: [&str; 3] = ["Summarise a text", "Make my writing clearer", "Find what is wrong with a plan"];

/// The first popup greets, gives samples and takes them away again.
pub fn welcome(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    report.step("The first popup says what this is, in three steps", |seen| {
        let popup = alice.popup()?;
        popup.find("heading", "Welcome to Prompt Commons")?;
        for (step, heading) in
            ["Find it in a moment", "Insert it where you write", "Share it with your team"].iter().enumerate()
        {
            popup.find("heading", heading)?;
            seen.pictures(&popup, &format!("popup-welcome-{}", step + 1))?;
            if step < 2 {
                popup.click("button", "Next")?;
            }
        }
        popup.close()
    })?;
    report.step("One click gives her samples, which work like any prompt", |seen| {
        let popup = alice.popup()?;
        popup.click("button", "Try it with sample prompts")?;
        wait_order(&popup, &SAMPLES)?;
        wait_shown(&popup, "3 sample prompts to try things with.")?;
        seen.pictures(&popup, "popup-samples")?;
        click_in_card(&popup, SAMPLES[0], "Copy")?;
        wait_shown(&popup, "Copied")?;
        popup.close()
    })?;
    report.step("What she changes is hers; another click removes the rest", |seen| {
        let page = alice.page("mine")?;
        page.set_viewport(1280, 800)?;
        click_in_card(&page, SAMPLES[1], "Edit")?;
        page.fill("textbox", "Title", "My own words")?;
        page.click("button", "Save")?;
        wait_shown(&page, "2 sample prompts to try things with.")?;
        seen.pictures(&page, "page-samples")?;
        page.click("button", "Remove samples")?;
        wait_cards(&page, &["My own words"])?;
        page.wait_gone("button", "Remove samples")?;
        page.close()
    })?;
    report.step("She is not greeted again", |_| {
        let popup = alice.popup()?;
        card(&popup, "My own words")?;
        ensure!(popup.find_all("heading", Some("Welcome to Prompt Commons"))?.is_empty(), "greeted again");
        popup.close()
    })?;
    let bob = stage.member("Bob")?;
    report.step("Bob skips it all, and is not asked again", |seen| {
        let popup = bob.popup()?;
        popup.click("button", "Skip the tour")?;
        popup.wait_gone("button", "Skip the tour")?;
        seen.pictures(&popup, "popup-empty")?;
        popup.close()?;
        // The ways to begin stay until there is a prompt.
        let popup = bob.popup()?;
        popup.find("button", "Join Team")?;
        ensure!(popup.find_all("button", Some("Skip the tour"))?.is_empty(), "asked again");
        popup.click("button", "Try it with sample prompts")?;
        wait_order(&popup, &SAMPLES)?;
        popup.close()
    })?;
    report.step("He has it all beside the page, in the side panel", |_| {
        let popup = bob.popup()?;
        card(&popup, SAMPLES[0])?;
        popup.click("button", "Open in the side panel")?;
        let browser = bob.browser()?;
        let panel = Page::attach(browser.cdp(), &browser.target("page", &bob.url("panel.html"))?)?;
        wait_order(&panel, &SAMPLES)
    })
}

const REVIEW: &str =
    "Review this change as a careful colleague would, and say for each remark how sure you are of it.";

/// The editor points out what is there already, and takes several turns. In the panel, which is the app at its narrowest.
pub fn writing(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let panel = alice.browser()?.open(&alice.url("panel.html#mine"))?;
    panel.set_viewport(320, 720)?;
    report.step("The side panel has the whole app, on 320 pixels", |seen| {
        panel.click("button", "Skip the tour")?;
        panel.click("button", "Write my own")?;
        fill_and_save(&panel, "Review", REVIEW)?;
        card(&panel, "Review")?;
        let wide = panel.eval("document.documentElement.scrollWidth <= innerWidth")?;
        ensure!(wide == true, "it scrolls sideways");
        seen.pictures(&panel, "panel-list")
    })?;
    report.step("A prompt much like one that is there is pointed out", |seen| {
        panel.click("button", "Add prompt")?;
        panel.fill("textbox", "Title", "Check my change")?;
        panel.fill("textbox", "Prompt text", &REVIEW.replace("careful", "strict"))?;
        wait_shown(&panel, "Much the same is here already: “Review”")?;
        seen.pictures(&panel, "panel-near")?;
        panel.click("button", "Use that one instead")?;
        let question = panel.find("dialog", "What you wrote here is given up then.")?;
        seen.pictures(&panel, "panel-near-question")?;
        question.find("button", "Use that one instead")?.click()?;
        panel.wait_gone("button", "Save")?;
        wait_cards(&panel, &["Review"])
    })?;
    report.step("A conversation has turns", |seen| {
        panel.click("button", "Add prompt")?;
        panel.fill("textbox", "Title", "Interview")?;
        panel.fill("textbox", "Prompt text", "Ask me about my last project.")?;
        for (turn, text) in [("Turn 2", "Ask why."), ("Turn 3", "Sum it up."), ("Turn 4", "Thank me.")] {
            panel.click("button", "Add a turn")?;
            panel.fill("textbox", turn, text)?;
        }
        panel.click("button", "Remove Turn 3")?;
        seen.pictures(&panel, "panel-turns")?;
        panel.click("button", "Save")?;
        panel.wait_gone("button", "Save")?;
        click_in_card(&panel, "Interview", "Edit")?;
        wait::until("the turns that are left", || {
            let texts =
                panel.eval("[...document.querySelectorAll('.turn textarea')].map((one) => one.value)")?;
            ensure!(texts == serde_json::json!(["Ask why.", "Thank me."]), "they are {texts}");
            Ok(())
        })?;
        panel.click("button", "Cancel")?;
        panel.wait_gone("button", "Cancel")?;
        panel.wait_for("document.activeElement !== document.body")
    })?;
    report.step(
        "Copied it is all there; inserted it comes turn by turn, from one popup to the next",
        |seen| {
            let shown = card(&panel, "Interview")?.text()?;
            ensure!(shown.contains("3 turns"), "{shown}");
            click_in_card(&panel, "Interview", "Copy")?;
            wait_shown(&panel, "Copied")?;
            panel.click("button", "Add prompt")?;
            panel.click("textbox", "Prompt text")?;
            panel.press(Key::Ctrl('V'))?;
            wait::until("all turns", || {
                let text = panel.find("textbox", "Prompt text")?.text()?;
                ensure!(text == "Ask me about my last project.\n\nAsk why.\n\nThank me.", "it is {text:?}");
                Ok(())
            })?;
            panel.click("button", "Cancel")?;
            panel.click("button", "Discard")?;
            panel.wait_gone("button", "Discard")?;
            let site = alice.site("chatgpt.com")?;
            site.wait_for("window.replica")?;
            for (button, next, text) in [
                ("Insert", "Next turn 2/3", "Ask me about my last project."),
                ("Next turn 2/3", "Next turn 3/3", "Ask why."),
                ("Next turn 3/3", "Insert", "Thank me."),
            ] {
                site.eval("replica.setText(''), replica.setCaret(0)")?;
                let popup = alice.popup()?;
                click_in_card(&popup, "Interview", button)?;
                wait::until("the turn in the page", || {
                    let model = site.eval("replica.model()")?;
                    ensure!(model == text, "{model}");
                    Ok(())
                })?;
                card(&popup, "Interview")?.find("button", next)?;
                seen.pictures(&popup, &format!("popup-after-{}", text.len()))?;
                popup.close()?;
            }
            Ok(())
        },
    )
}

/// Settings are kept, speak another language, and forget everything.
pub fn settings(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let page = alice.page("settings")?;
    page.set_viewport(1280, 1400)?;
    report.step("She says who she is", |seen| {
        page.fill("textbox", "Your email", "not an address")?;
        page.click("button", "Save")?;
        wait_shown(&page, "This doesn't look like an email address")?;
        page.fill("textbox", "Your email", &alice.email)?;
        page.click("button", "Save")?;
        wait_shown(&page, "Email saved")?;
        seen.pictures(&page, "page-settings")
    })?;
    report.step("A team has a colour, and news of the kinds that she wants", |seen| {
        create_team(&alice, &stage.folder)?.close()?;
        page.activate()?;
        page.click("button", "Colour")?;
        page.click("radio", "teal")?;
        page.click("checkbox", "Comments")?;
        seen.pictures(&page, "page-settings-team")?;
        page.reload()?;
        let comments = page.find("checkbox", "Comments")?.call("function () { return this.checked; }")?;
        ensure!(comments == false, "comments are told all the same");
        page.click("button", "Open")?;
        page.wait_for("document.querySelector('h1 .dot')")?;
        seen.pictures(&page, "page-team-colour")?;
        page.click("tab", "Settings")
    })?;
    report.step("Everything speaks Russian at once, and after a restart", |seen| {
        page.find("radio", "English")?.call("function () { this.focus(); }")?;
        page.press(Key::Right)?;
        page.wait_for("document.activeElement.matches('[name=language]:checked')")?;
        page.find("heading", "Удалить все мои данные")?;
        seen.pictures(&page, "page-settings-ru")?;
        page.reload()?;
        page.find("tab", "Настройки")?;
        let popup = alice.popup()?;
        popup.click("tab", "Мои промпты")?;
        popup.find("heading", "Ваши собственные промпты")?;
        seen.pictures(&popup, "popup-ru")?;
        popup.close()?;
        page.activate()?;
        page.click("radio", "English")?;
        page.find("heading", "Delete all my data").map(|_| ())
    })?;
    let other = alice.browser()?.open(&alice.url("panel.html#mine"))?;
    report.step("What she sets in one surface holds in the others, and none takes it back", |_| {
        other.find("tab", "My Prompts")?;
        page.activate()?;
        page.click("radio", "Dark")?;
        other.wait_for("document.documentElement.dataset.theme === 'dark'")?;
        other.activate()?;
        other.click("tab", "Settings")?;
        other.find("heading", "Delete all my data")?;
        other.click("tab", "My Prompts")?;
        page.reload()?;
        page.wait_for("document.documentElement.dataset.theme === 'dark'")
    })?;
    report.step("All her data goes, after a question", |seen| {
        add(&other, "Mine", "Only mine.")?;
        card(&other, "Mine")?;
        page.activate()?;
        page.click("button", "Delete all my data…")?;
        page.find("dialog", "Delete all that is on this device?")?;
        seen.pictures(&page, "page-erase")?;
        page.click("button", "Delete everything")?;
        page.wait_gone("button", "Delete everything")?;
        wait::until("the email to be forgotten", || {
            let email = page.eval("document.querySelector('input[type=email]')?.value")?;
            ensure!(email == "", "it is {email}");
            Ok(())
        })?;
        wait_shown(&page, "Everything that was on this device is deleted")?;
        // Another surface that is open starts anew, too.
        other.activate()?;
        other.find("heading", "Welcome to Prompt Commons").map(|_| ())
    })
}
