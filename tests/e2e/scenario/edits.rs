//! How long an edit of a large library takes to its folder.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::steps::{create_team, sync_state, team_id, team_popup};
use crate::{engine::Engine, member::Member, stage::Stage};

/// Prompts in the library.
const PROMPTS: usize = 10_000;

/// Edits of which the middle one counts.
const EDITS: usize = 20;

/// Milliseconds from an edit to its being on disk and read back: the middle one of 20.
#[derive(Debug)]
pub struct Edits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Until the edit is safe on the device, which is when a surface shows it as saved.
    pub saved: f64,
    /// Until it is in the folder, read back.
    pub in_folder: f64,
    /// What it takes to write the same bytes over the file and read them again, without anything else.
    pub bare: f64,
}

/// A line of what large libraries say.
pub(super) const TEXT: &str =
    "Write about this in the words that our readers use, and say what follows from it.\n";

/// Gives someone a team with a library of 10,000 prompts in the shared folder. Returns the file's name and the team's id.
pub(super) fn large_library(stage: &Stage, member: &Member) -> Result<(String, String)> {
    let team = empty_team(stage, member)?;
    Ok((library_of(stage, PROMPTS, &TEXT.repeat(8))?, team))
}

/// Gives someone a team without prompts in the shared folder. Returns its id.
pub(super) fn empty_team(stage: &Stage, member: &Member) -> Result<String> {
    create_team(member, &stage.folder)?.close()?;
    team_id(&stage.folder.json(&stage.folder.team_file()?)?)
}

/// Puts so many prompts into the team's file, as someone else might. Returns its name.
pub(super) fn library_of(stage: &Stage, prompts: usize, text: &str) -> Result<String> {
    let name = stage.folder.team_file()?;
    let mut file = stage.folder.json(&name)?;
    let prompt = |number: usize| json!({ "id": format!("prompt-{number}"), "title": format!("Prompt {number}"), "content": text });
    file["prompts"] = (0..prompts).map(prompt).collect();
    stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)?;
    Ok(name)
}

/// Has a member's browser take in what stands in the folder.
pub(super) fn take_in(member: &Member) -> Result<()> {
    let popup = team_popup(member)?;
    popup.wait_for("document.querySelector('article')")?;
    sync_state(&popup, &["in-folder"])?;
    popup.close()
}

/// Edits a library of 10,000 prompts in a browser that has it open.
pub fn edits(stage: &Stage) -> Result<Edits> {
    let alice = stage.member("Alice")?;
    let (name, team) = large_library(stage, &alice)?;
    let popup = team_popup(&alice)?;
    sync_state(&popup, &["in-folder"])?;
    let engine = Engine::start(&popup, &team)?;
    engine.sync()?;
    let seen = engine.seen()?.prompts;
    ensure!(seen.len() == PROMPTS, "{} prompts are there", seen.len());

    let (mut saved, mut in_folder, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for (number, prompt) in seen.iter().step_by(PROMPTS / EDITS).enumerate() {
        let content = format!("{}Edit {number}.\n", prompt.content);
        let [to_device, to_folder] = engine.edit_to_folder(prompt, &content)?;
        let file = String::from_utf8(stage.folder.read(&name)?)?;
        ensure!(file.contains(&format!("Edit {number}.\\n")), "edit {number} is not in the file");
        saved.push(to_device);
        in_folder.push(to_folder);
        let took = popup.eval(&format!("{BARE}({})", json!(name)))?;
        bare.push(took.as_f64().context("no number")?);
    }
    let bytes = stage.folder.read(&name)?.len();
    Ok(Edits { bytes, saved: middle(saved), in_folder: middle(in_folder), bare: middle(bare) })
}

pub(super) fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Writes a file anew as it is, by the handle that the extension has of its folder.
const BARE: &str = r"(async (name) => {
    const soon = (request) => new Promise((resolve, fail) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => fail(request.error);
    });
    const database = await soon(indexedDB.open('prompt-commons'));
    const [folder] = await soon(database.transaction('handles').objectStore('handles').getAll());
    database.close();
    const file = await folder.getFileHandle(name);
    const bytes = await (await file.getFile()).arrayBuffer();
    const began = performance.now();
    const stream = await file.createWritable();
    await stream.write(bytes);
    await stream.close();
    await (await file.getFile()).arrayBuffer();
    return performance.now() - began;
})";
