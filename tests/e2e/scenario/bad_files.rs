//! Files that can't be opened: a sentence for each, and not a byte of them changed.

use anyhow::{Result, ensure};
use serde_json::{json, to_string_pretty};

use super::steps::{
    Draft, add_prompt, begin_join, content_of, join_team, offers, sync_state, team_file, team_popup,
};
use crate::{report::Report, stage::Stage, wait};

const FILE: &str = "team-prompts.json";

/// Bad files are refused on joining, and a file that goes bad later is not written over.
pub fn bad_files(stage: &Stage, report: &mut Report) -> Result<()> {
    let bob = stage.member("Bob")?;
    let good = to_string_pretty(&team_file())?;
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
    report.step("A library that breaks later is left alone, and edits wait", |seen| {
        stage.folder.write(FILE, &good)?;
        join_team(&bob, &stage.folder, "Editor")?;
        let popup = team_popup(&bob)?;
        sync_state(&popup, &["in-folder"])?;
        // As a sync service leaves it while a file is still on its way.
        let half: String = good.chars().take(good.chars().count() / 2).collect();
        stage.folder.write(FILE, &half)?;
        let kept = Draft { title: "Written meanwhile", text: "Kept" };
        add_prompt(&popup, kept)?;
        seen.note(format!("{:?}", sync_state(&popup, &["saved-here", "waiting"])?));
        seen.pictures(&popup, "popup-waiting")?;
        ensure!(stage.folder.read(FILE)? == half.as_bytes(), "the file was changed");
        popup.close()?;

        stage.folder.write(FILE, &good)?;
        let popup = team_popup(&bob)?;
        seen.note(format!("{:?}", sync_state(&popup, &["in-folder"])?));
        let file = stage.folder.json(FILE)?;
        ensure!(content_of(&file, kept.title) == Some(kept.text), "{file}");
        Ok(())
    })
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
