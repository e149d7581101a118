//! Backups: of other prompt managers, and of our own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::steps::{TEAM, share, sync_state, team_popup};
use crate::{
    element::Element, member::Member, page::Page, report::Report, scratch::Scratch, stage::Stage, wait,
};

/// What others wrote comes in fully, and a second time not at all; what is exported comes back whole.
pub fn backups(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let page = alice.page("settings")?;
    page.set_viewport(1000, 900)?;
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../golden/backup").canonicalize()?;
    for (file, from) in [
        ("my-prompt-manager.json", "My Prompt Manager"),
        ("open-prompt-manager.json", "Open Prompt Manager"),
        ("comma.csv", "CSV"),
    ] {
        report.step(&format!("A backup of {from} comes in, and only once"), |seen| {
            let before = titles(&alice)?;
            let first = give(&page, &golden.join(file), from)?;
            seen.note(&first);
            let named = field(&page)?.call("function () { return this.files[0]?.name; }")?;
            ensure!(named == file, "the field names {named}");
            seen.pictures(&page, &format!("page-{}", file.replace('.', "-")))?;
            let wanted = number(&first, "to add")?;
            ensure!(wanted > 0, "nothing would come in: {first}");
            page.click("button", "Import")?;
            page.wait_gone("button", "Import")?;
            wait::until("all of it", || {
                let now = titles(&alice)?.len() - before.len();
                ensure!(now == wanted, "{now} of {wanted}");
                Ok(())
            })?;
            let again = give(&page, &golden.join(file), from)?;
            ensure!(number(&again, "to add")? == 0, "the second time: {again}");
            page.click("button", "Cancel")
        })?;
    }
    report.step("All of it goes out, and comes into an empty library", |_| {
        let downloads = Scratch::new("Downloads-")?;
        let behavior = json!({ "behavior": "allow", "downloadPath": downloads.path() });
        page.session().call("Browser.setDownloadBehavior", behavior)?;
        page.click("button", "Export")?;
        let file: PathBuf = wait::until("the download", || {
            let mut all = fs::read_dir(downloads.path())?.filter_map(|entry| Some(entry.ok()?.path()));
            all.find(|path| path.extension().is_some_and(|kind| kind == "json")).context("there is none yet")
        })?;
        let json: Value = serde_json::from_slice(&fs::read(&file)?)?;
        let exported = json["prompts"].as_array().map_or(0, Vec::len);
        ensure!(exported == titles(&alice)?.len(), "{exported} prompts were exported");
        let bob = stage.member("Bob")?;
        let page = bob.page("settings")?;
        let words = give(&page, &file, "Prompt Commons")?;
        ensure!(number(&words, "to add")? == exported, "{words}");
        page.click("button", "Import")?;
        page.wait_gone("button", "Import")?;
        let (mine, theirs) = (titles(&alice)?, titles(&bob)?);
        ensure!(mine == theirs, "{mine:?} became {theirs:?}");
        page.close()
    })?;
    report.step("What another member has imported is here already", |_| shared(stage, &golden))?;
    report.step("What is no backup is refused in a sentence", |seen| {
        let folder = Scratch::new("Bad-")?;
        let bad = folder.path().join("bad.json");
        fs::write(&bad, "{\"prompts\": [")?;
        field(&page)?.give_file(&bad)?;
        let said = wait::until("a sentence", || {
            let mut all = page.find_all("alert", None)?;
            all.pop().context("there is none")?.text()
        })?;
        seen.note(said);
        page.close()
    })
}

/// Two members import one backup, the second of whom looks at settings that were open before.
fn shared(stage: &Stage, golden: &Path) -> Result<()> {
    let (carol, dave) = (stage.member("Carol")?, stage.member("Dave")?);
    share(&carol, &dave, stage)?;
    let settings = |member: &Member| {
        let page = member.page("settings")?;
        page.find("combobox", "Library")?.choose(TEAM)?;
        Ok::<_, anyhow::Error>(page)
    };
    let (first, second) = (settings(&carol)?, settings(&dave)?);
    let file = golden.join("my-prompt-manager.json");
    first.activate()?;
    let words = give(&first, &file, "My Prompt Manager")?;
    ensure!(number(&words, "to add")? > 0, "{words}");
    first.click("button", "Import")?;
    first.wait_gone("button", "Import")?;
    let popup = team_popup(&carol)?;
    sync_state(&popup, &["in-folder"])?;
    popup.close()?;
    second.activate()?;
    let words = give(&second, &file, "My Prompt Manager")?;
    ensure!(number(&words, "to add")? == 0, "{words}");
    first.close()?;
    second.close()
}

/// Finds the field for a file. To what it is called the browser adds which file was chosen.
fn field(page: &Page) -> Result<Element> {
    wait::until("the field for a file", || {
        let all = page.find_all("button", None)?;
        let field = all.into_iter().find(|one| one.description().contains("Backup to import"));
        field.context("there is none")
    })
}

/// Gives the page a backup, and returns what it says of it.
fn give(page: &Page, file: &Path, from: &str) -> Result<String> {
    field(page)?.give_file(file)?;
    page.wait_text("status", &format!("in this {from} backup"))
}

/// Finds the number before a word.
fn number(words: &str, before: &str) -> Result<usize> {
    let head = words.split(before).next().context("nothing")?.trim();
    let number = head.rsplit([' ', ':']).next().context("no number")?;
    number.parse().with_context(|| format!("no number before “{before}” in “{words}”"))
}

/// The titles in My Prompts, in their order as texts.
fn titles(member: &Member) -> Result<Vec<String>> {
    let page = member.page("mine")?;
    // A list has only what is visible in the page.
    page.set_viewport(1280, 30_000)?;
    page.wait_for(
        "document.querySelector('main[aria-busy=false] .library')
            && [...document.querySelectorAll('.cards > .space')].every((space) => space.offsetHeight === 0)",
    )?;
    let all =
        page.eval("[...document.querySelectorAll('article h3')].map((title) => title.textContent).sort()")?;
    page.close()?;
    Ok(all.as_array().into_iter().flatten().filter_map(|one| Some(one.as_str()?.to_owned())).collect())
}
