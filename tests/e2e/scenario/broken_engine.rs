//! An extension of which a part is missing, as a disk error or an eager virus scanner leaves it.

use anyhow::{Result, ensure};

use super::steps::LAUNCH_POST;
use crate::{report::Report, stage::Stage, wait};

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
