//! Files that can't be opened: a sentence for each, and not a byte of them changed.

use anyhow::{Result, ensure};
use serde_json::json;

use super::steps::{begin_join, offers, team_file};
use crate::{report::Report, stage::Stage, wait};

const FILE: &str = "team-prompts.json";

/// Bad files are refused on joining; those that go bad later are among the [`super::file_errors`].
pub fn bad_files(stage: &Stage, report: &mut Report) -> Result<()> {
    let bob = stage.member("Bob")?;
    for (what, bytes) in bad() {
        report.step(&format!("Joining is refused: {what}"), |seen| {
            stage.folder.write(FILE, &bytes)?;
            let page = begin_join(&bob, stage.folder.path())?;
            let sentence = wait::until("an alert", || {
                let alert = page.find_all("alert", None)?.pop();
                let text = alert.map(|alert| alert.text()).transpose()?.unwrap_or_default();
                ensure!(!text.trim().is_empty(), "the page shows “{}”", page.text()?);
                Ok(text)
            })?;
            seen.note(sentence);
            ensure!(
                !offers(&page.find_all("button", Some("Join Team"))?)?,
                "joining is offered all the same"
            );
            page.close()?;
            ensure!(stage.folder.read(FILE)? == bytes, "the file was changed");
            Ok(())
        })?;
    }
    Ok(())
}

/// One of each kind; the core's own tests have them all.
fn bad() -> Vec<(&'static str, Vec<u8>)> {
    let changed = |change: fn(&mut serde_json::Value)| {
        let mut file = team_file();
        change(&mut file);
        file.to_string().into_bytes()
    };
    let mut half = team_file().to_string().into_bytes();
    half.truncate(half.len() / 2);
    vec![
        ("zero bytes", Vec::new()),
        ("a file that breaks off", half),
        ("no JSON", b"Dear team,\n".to_vec()),
        ("JSON of something else", br#"{"name":"my-site","version":"1.0.0"}"#.to_vec()),
        ("a wrong type", changed(|file| file["prompts"][0]["title"] = json!(7))),
        (
            "an id that stands twice",
            changed(|file| {
                let twin = file["prompts"][0].clone();
                if let Some(prompts) = file["prompts"].as_array_mut() {
                    prompts.push(twin);
                }
            }),
        ),
        ("a category that is not there", changed(|file| file["prompts"][0]["categoryId"] = json!("cat-9"))),
    ]
}
