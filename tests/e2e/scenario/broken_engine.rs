//! An extension of which a part is missing, as a disk error or an eager virus scanner leaves it.

use anyhow::{Result, ensure};

use super::{site::open_selector, steps::LAUNCH_POST};
use crate::{input::Key, page::Scheme, report::Report, stage::Stage, wait};

/// What can't be saved is not shown as saved: a sentence says so, and what was typed stays.
pub fn broken_engine(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    report.step("A prompt is written, and the engine can't be loaded", |seen| {
        let popup = alice.popup()?;
        popup.click("button", "Write my own")?;
        popup.fill("textbox", "Title", LAUNCH_POST.title)?;
        popup.fill("textbox", "Prompt text", LAUNCH_POST.text)?;
        popup.click("button", "Save")?;
        let sentence = wait::until("a sentence that says so", || {
            let shown = popup.text()?;
            ensure!(shown.contains("stopped"), "the popup shows “{shown}”");
            Ok(shown)
        })?;
        seen.note(sentence.lines().find(|line| line.contains("stopped")).unwrap_or_default());
        seen.pictures(&popup, "popup-broken-engine")?;
        let text = popup.eval("document.querySelector('textarea').value")?;
        ensure!(text == LAUNCH_POST.text, "the editor holds {text}");
        Ok(())
    })
}

/// Without the search everything is still listed, a sentence says what is wrong, and Enter inserts nothing that wasn't looked for.
pub fn broken_search(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    report.step("A prompt is written, and the search can't be loaded", |seen| {
        let popup = alice.popup()?;
        popup.click("button", "Write my own")?;
        popup.fill("textbox", "Title", LAUNCH_POST.title)?;
        popup.fill("textbox", "Prompt text", LAUNCH_POST.text)?;
        popup.click("button", "Save")?;
        popup.fill("searchbox", "Search prompts", "nothing of that kind")?;
        wait::until("a sentence that says so", || {
            let shown = popup.text()?;
            ensure!(shown.contains("The search stopped"), "the popup shows “{shown}”");
            ensure!(shown.contains(LAUNCH_POST.title), "the prompt is gone: “{shown}”");
            Ok(())
        })?;
        seen.pictures(&popup, "popup-broken-search")
    })?;
    report.step("The selector says so, too, and Enter inserts nothing", |seen| {
        let site = alice.site("chatgpt.com")?;
        let frame = open_selector(&alice, &site, Scheme::Light)?;
        frame.fill("searchbox", "Search prompts", "la")?;
        frame.press(Key::Enter)?;
        wait::until("a sentence that says so", || {
            let shown = frame.text()?;
            ensure!(shown.contains("The search stopped"), "the selector shows “{shown}”");
            ensure!(shown.contains(LAUNCH_POST.title), "the prompt is gone: “{shown}”");
            Ok(())
        })?;
        seen.picture(&site, "selector-broken-search")?;
        let model = site.eval("replica.model()")?;
        ensure!(model == "", "the composer holds {model}");
        Ok(())
    })
}
