//! What goes wrong outside of the extension, one thing after the other: a sentence for each, nothing is lost by it, and
//! it goes on once the cause is gone.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::steps::{add, card, content_of, create_team, offers, sync_state, team_file, team_popup};
use crate::{
    disk::{Disk, protect},
    folder::TeamFolder,
    input::Key,
    page::Page,
    profile::FileAccess,
    report::{Report, Seen},
    scratch::Scratch,
    stage::Stage,
    wait,
};

const FILE: &str = "team-prompts.json";

/// Something that goes wrong while the popup is open.
#[derive(Clone, Copy)]
struct Trouble<'a> {
    what: &'a str,
    /// What the popup then says.
    state: &'a str,
    sentence: &'a str,
    begin: &'a dyn Fn() -> Result<()>,
    end: &'a dyn Fn() -> Result<()>,
    goes_on: GoesOn,
}

/// What it takes to go on once the cause is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GoesOn {
    /// Nothing: the folder is heard.
    ByItself,
    /// A click, as nothing can be heard of it.
    TryAgain,
}

impl Trouble<'_> {
    /// Lets it happen, writes a prompt meanwhile, and sees it in the folder in the end.
    fn play(&self, folder: &TeamFolder, popup: &Page, seen: &mut Seen<'_>) -> Result<()> {
        (self.begin)().context("how it begins")?;
        let there = fs::read(folder.file(FILE)).ok();
        write(popup, self.what, "Written meanwhile\n")?;
        seen.note(self.says(popup)?);
        seen.pictures(popup, &self.what.to_lowercase().replace([' ', ','], "-"))?;
        card(popup, self.what)?;
        ensure!(fs::read(folder.file(FILE)).ok() == there, "the file was changed");
        (self.end)().context("how it ends")?;
        if self.goes_on == GoesOn::TryAgain {
            popup.click("button", "Try again")?;
        }
        sync_state(popup, &["in-folder"])?;
        let file = folder.json(FILE)?;
        ensure!(content_of(&file, self.what) == Some("Written meanwhile\n"), "it is not in {file}");
        let swaps: Vec<_> = folder.names()?.into_iter().filter(|name| name.ends_with(".crswap")).collect();
        ensure!(swaps.is_empty(), "{swaps:?} is left");
        Ok(())
    }

    /// Waits for the sentence: what is tried again has another one until then.
    fn says(&self, popup: &Page) -> Result<String> {
        wait::until(&format!("“{}”", self.sentence), || {
            let (_, sentence) = sync_state(popup, &[self.state])?;
            ensure!(sentence.contains(self.sentence), "it says “{sentence}”");
            Ok(sentence)
        })
    }
}

/// Where the team's file goes while something else is in its place.
struct Aside<'a> {
    folder: &'a TeamFolder,
    place: Scratch,
}

impl Aside<'_> {
    fn take(&self) -> Result<()> {
        Ok(fs::rename(self.folder.file(FILE), self.place.path().join(FILE))?)
    }

    fn put_back(&self) -> Result<()> {
        Ok(fs::rename(self.place.path().join(FILE), self.folder.file(FILE))?)
    }

    /// Puts something in its place that is made of it.
    fn instead(&self, make: impl Fn(&[u8]) -> Result<Vec<u8>>) -> Result<()> {
        let good = self.folder.read(FILE)?;
        fs::write(self.place.path().join(FILE), &good)?;
        self.folder.write(FILE, make(&good)?)
    }
}

fn of_another_team(_: &[u8]) -> Result<Vec<u8>> {
    let mut file = team_file();
    file["name"] = json!("Sales Prompts");
    Ok(serde_json::to_vec(&file)?)
}

fn of_a_newer_version(good: &[u8]) -> Result<Vec<u8>> {
    let mut file: Value = serde_json::from_slice(good)?;
    file["version"] = json!("2.0");
    Ok(serde_json::to_vec(&file)?)
}

/// The team's file, or its folder, is missing or not what it was.
pub fn file_errors(stage: &Stage, report: &mut Report) -> Result<()> {
    let folder = &stage.folder;
    let alice = stage.member("Alice")?;
    let popup = report.step("Alice has her team's library open", |_| {
        create_team(&alice, folder)?.close()?;
        let popup = team_popup(&alice)?;
        add(&popup, "Before", "Written before\n")?;
        sync_state(&popup, &["in-folder"])?;
        Ok(popup)
    })?;
    let aside = Aside { folder, place: Scratch::new("Aside-")? };
    let renamed = aside.place.path().join("Renamed");
    let missing = Trouble {
        what: "The file is missing",
        state: "offline",
        sentence: "The team file is not in its folder. It may have been moved or not arrived yet",
        begin: &|| aside.take(),
        end: &|| aside.put_back(),
        goes_on: GoesOn::ByItself,
    };
    let renamed = Trouble {
        what: "The folder has another name",
        sentence: "The team folder can't be found. Is it still there, and its drive connected?",
        begin: &|| Ok(fs::rename(folder.path(), &renamed)?),
        end: &|| Ok(fs::rename(&renamed, folder.path())?),
        goes_on: GoesOn::TryAgain,
        ..missing
    };
    let empty = Trouble {
        what: "The file is empty",
        state: "waiting",
        sentence: "The file is empty. It may still be on its way from the sync service; it was left as it is",
        begin: &|| aside.instead(|_| Ok(Vec::new())),
        ..missing
    };
    let torn = Trouble {
        what: "The file breaks off",
        sentence: ". It may still be on its way from the sync service; it was left as it is",
        begin: &|| aside.instead(|good| Ok(good.get(..good.len() / 2).unwrap_or_default().to_vec())),
        ..empty
    };
    let foreign = Trouble {
        what: "The file is of another team",
        sentence: "The file in this folder now belongs to another library, “Sales Prompts”",
        begin: &|| aside.instead(of_another_team),
        ..empty
    };
    // As a service does that is set up anew.
    let replaced = Trouble {
        what: "The folder is gone, and comes back as another one",
        begin: &|| {
            aside.take()?;
            Ok(fs::remove_dir_all(folder.path())?)
        },
        end: &|| {
            fs::create_dir(folder.path())?;
            aside.put_back()
        },
        ..renamed
    };
    // A folder that was away is heard again: what comes behind those two goes on by itself.
    for trouble in [missing, renamed, replaced, empty, torn, foreign] {
        report.step(trouble.what, |seen| trouble.play(folder, &popup, seen))?;
    }
    newer_version(&aside, &popup, report)?;
    popup.close()?;
    report.step("The file is gone for good, and Alice's device writes it again", |seen| {
        let page = alice.page("team")?;
        fs::remove_file(folder.file(FILE))?;
        sync_state(&page, &["offline"])?;
        page.click("button", "Write it again…")?;
        seen.pictures(&page, "page-gone")?;
        page.click("button", "Write the file")?;
        sync_state(&page, &["in-folder"])?;
        let file = folder.json(FILE)?;
        ensure!(content_of(&file, "Before") == Some("Written before\n"), "it is not in {file}");
        page.close()
    })
}

/// A file of a newer version can be read; what was written before it came waits until it can be written again.
fn newer_version(aside: &Aside<'_>, popup: &Page, report: &mut Report) -> Result<()> {
    let waiting = "Written before it came";
    report.step("The file is of a newer version, and can only be read", |seen| {
        aside.instead(of_a_newer_version)?;
        let (_, sentence) = sync_state(popup, &["read-only"])?;
        seen.note(&sentence);
        let wanted = "Read-only: written by a newer version (2.0). Update Prompt Commons to change it";
        ensure!(sentence == wanted, "it says “{sentence}”");
        ensure!(!offers(&popup.find_all("button", Some("Add prompt"))?)?, "adding is offered");
        card(popup, "Before")?;
        aside.put_back()?;
        sync_state(popup, &["in-folder"])?;
        Ok(())
    })?;
    report.step("It comes while something waits to be written, which is kept", |seen| {
        aside.instead(|_| Ok(Vec::new()))?;
        write(popup, waiting, "Kept\n")?;
        sync_state(popup, &["waiting"])?;
        let good = fs::read(aside.place.path().join(FILE))?;
        let newer = of_a_newer_version(&good)?;
        aside.folder.write(FILE, &newer)?;
        sync_state(popup, &["read-only"])?;
        let held = popup.find("group", "An edit that was not taken")?.text()?;
        seen.note(&held);
        ensure!(
            held.contains(waiting) && held.contains("written by a newer version (2.0)"),
            "it says “{held}”"
        );
        ensure!(aside.folder.read(FILE)? == newer, "it was written over");
        aside.put_back()?;
        sync_state(popup, &["in-folder"])?;
        popup.wait_gone("group", "An edit that was not taken")?;
        let file = aside.folder.json(FILE)?;
        ensure!(content_of(&file, waiting) == Some("Kept\n"), "it is not in {file}");
        Ok(())
    })
}

/// Adds a prompt with the keyboard: what is said above the list changes meanwhile, and moves what a mouse would click.
fn write(popup: &Page, title: &str, text: &str) -> Result<()> {
    let press = |button: &str| {
        wait::until(&format!("the keyboard on “{button}”"), || {
            let button = popup.find_now("button", button)?;
            button.call("function () { this.focus(); }")?;
            ensure!(button.is_focused()?, "it has not");
            Ok(())
        })?;
        popup.press(Key::Enter)
    };
    press("Add prompt")?;
    popup.fill("textbox", "Title", title)?;
    popup.fill("textbox", "Prompt text", text)?;
    press("Save")?;
    popup.wait_gone("button", "Save")
}

/// The disk is full, or it, the folder, or the file is write-protected.
pub fn disk_errors(stage: &Stage, report: &mut Report) -> Result<()> {
    let folder = &stage.folder;
    let disk = Disk::over(folder.path())?;
    let alice = stage.member("Alice")?;
    let popup = report.step("Alice has her team's library open", |_| {
        create_team(&alice, folder)?.close()?;
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["in-folder"])?;
        Ok(popup)
    })?;
    let file = folder.file(FILE);
    let protected = Trouble {
        what: "The file is write-protected",
        state: "waiting",
        sentence: "Saved on this device; will retry. The team file is write-protected",
        begin: &|| protect(&file, true),
        end: &|| protect(&file, false),
        goes_on: GoesOn::TryAgain,
    };
    report.step(protected.what, |seen| protected.play(folder, &popup, seen))?;
    let protected = Trouble {
        what: "The folder is write-protected",
        begin: &|| protect(folder.path(), true),
        end: &|| protect(folder.path(), false),
        ..protected
    };
    report.step(protected.what, |seen| protected.play(folder, &popup, seen))?;
    let Some(disk) = disk else {
        return report.step("Only root may mount a disk, which could be full or protected", |_| Ok(()));
    };
    let protected = Trouble {
        what: "The disk is write-protected",
        begin: &|| disk.protect(true),
        end: &|| disk.protect(false),
        ..protected
    };
    report.step(protected.what, |seen| protected.play(folder, &popup, seen))?;
    let full = Trouble {
        what: "The disk is full",
        sentence: "Saved on this device; will retry. The disk is full",
        begin: &|| disk.fill(),
        end: &|| disk.free(),
        goes_on: GoesOn::ByItself,
        ..protected
    };
    report.step(full.what, |seen| full.play(folder, &popup, seen))
}

/// The permission to the folder ends with the last tab, is refused, and is given again.
pub fn permission_errors(stage: &Stage, report: &mut Report) -> Result<()> {
    let folder = &stage.folder;
    let mut alice = stage.member("Alice")?;
    report.step("Alice has a team, and a browser that asks before it gives access", |_| {
        create_team(&alice, folder)?.close()?;
        alice.close()?;
        alice.set_file_access(FileAccess::Asked)?;
        alice.start()
    })?;
    report.step("One click gives the access, for as long as a tab is open", |seen| {
        let page = alice.page("team")?;
        let popup = alice.popup()?;
        popup.click("button", "Reconnect")?;
        sync_state(&popup, &["in-folder"])?;
        add(&popup, "With access", "Written with access\n")?;
        sync_state(&popup, &["in-folder"])?;
        popup.close()?;
        page.close()?;
        seen.note(format!("{}", alice.in_worker(ASK)?));
        wait::until("the access to end", || {
            let now = alice.in_worker(ASK)?;
            ensure!(now == "prompt", "it is {now}");
            Ok(())
        })
    })?;
    let without = "Without access";
    let popup = report.step("Without it the popup says so, and keeps what is written", |seen| {
        let popup = team_popup(&alice)?;
        seen.note(format!("{:?}", sync_state(&popup, &["needs-permission"])?));
        write(&popup, without, "Written without access\n")?;
        sync_state(&popup, &["needs-permission"])?;
        let file = folder.json(FILE)?;
        ensure!(content_of(&file, without).is_none() && content_of(&file, "With access").is_some(), "{file}");
        Ok(popup)
    })?;
    report.step("A click gives it again, and what was kept is written", |_| {
        popup.click("button", "Reconnect")?;
        sync_state(&popup, &["in-folder"])?;
        ensure!(content_of(&folder.json(FILE)?, without).is_some(), "it is not in the file");
        Ok(())
    })?;
    report.step("Where the browser's settings forbid it, the popup says what to do", |seen| {
        alice.close()?;
        alice.set_file_access(FileAccess::Denied)?;
        alice.start()?;
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["needs-permission"])?;
        write(&popup, "While forbidden", "Written while forbidden\n")?;
        popup.click("button", "Reconnect")?;
        seen.note(popup.wait_text("alert", "Please grant folder access and try again")?);
        sync_state(&popup, &["needs-permission"])?;
        card(&popup, "While forbidden")?;
        ensure!(content_of(&folder.json(FILE)?, "While forbidden").is_none(), "written without access");
        alice.close()?;
        alice.set_file_access(FileAccess::Granted)?;
        alice.start()?;
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["in-folder"])?;
        let file = folder.json(FILE)?;
        ensure!(content_of(&file, "While forbidden") == Some("Written while forbidden\n"), "{file}");
        Ok(())
    })
}

/// Asks the browser what it would allow with the folder that the device keeps, without asking the person.
const ASK: &str = r"new Promise((resolve, fail) => {
    const opening = indexedDB.open('prompt-commons');
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
        const reading = opening.result.transaction('handles').objectStore('handles').getAll();
        opening.result.close();
        reading.onerror = () => fail(reading.error);
        reading.onsuccess = () => resolve(reading.result[0].queryPermission({ mode: 'readwrite' }));
    };
})";
