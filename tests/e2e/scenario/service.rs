//! Two members, each with a folder of their own, and a service between the folders that delays, reorders, tears,
//! replays, and sets copies aside.

use std::{collections::BTreeMap, fs, path::PathBuf, time::SystemTime};

use anyhow::{Context, Result, bail, ensure};
use fastrand::Rng;

use super::steps::{
    add_members, create_team, fill_and_save, join_team, sync_state, team_id, try_click_in_card,
};
use crate::{
    carrier::{Carrier, Losing},
    engine::{Engine, Prompt, Seen},
    folder::TeamFolder,
    ledger::Ledger,
    member::Member,
    page::Page,
    report::Report,
    stage::Stage,
    wait,
};

/// Edits in all, of both.
const EDITS: usize = 500;

/// One in so many is made on the page, as a person does; all of them would take ten minutes.
const BY_HAND: u8 = 6;

/// Rounds of deliveries and syncs within which all has to be quiet.
const ROUNDS: usize = 16;

const FILE: &str = "team-prompts.json";

/// Someone at work.
struct Desk<'a> {
    member: Member,
    folder: &'a TeamFolder,
    page: Page,
    engine: Engine,
}

/// All of it while it goes on.
struct Work<'a> {
    desks: [Desk<'a>; 2],
    carrier: Carrier,
    ledger: Ledger,
    random: Rng,
    /// What was done, for failures.
    said: Vec<Said>,
    by_hand: usize,
}

/// Something that was done.
struct Said {
    prompt: String,
    what: String,
}

/// What someone means to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Add,
    Rewrite,
    Retitle,
    Delete,
}

/// No edit that was shown as saved is lost, both folders come to the same file, and then nothing is written any more.
pub fn service(stage: &Stage, report: &mut Report, seed: u64) -> Result<()> {
    report.chapter(&format!("PROMPT_COMMONS_SEED={seed}"));
    let other = TeamFolder::new()?;
    let mut work = report.step("Alice's team reaches Bob's folder, and he joins", |_| {
        let alice = stage.member("Alice")?;
        let bob = stage.member("Bob")?;
        let page = create_team(&alice, &stage.folder)?;
        page.click("button", "Add Members")?;
        add_members(&page, &bob.email, "Editor")?;
        stage.folder.wait_json(FILE, "Bob", |file| file["members"]["editors"][0] == bob.email)?;
        page.close()?;
        let mut carrier = Carrier::between(&[(&alice.name, stage.folder.path()), (&bob.name, other.path())]);
        carrier.settle()?;
        join_team(&bob, &other, "Editor")?.0.close()?;
        let desks = [Desk::new(alice, &stage.folder)?, Desk::new(bob, &other)?];
        let random = Rng::with_seed(seed);
        Ok(Work { desks, carrier, ledger: Ledger::default(), random, said: Vec::new(), by_hand: 0 })
    })?;
    report.step(&format!("Both make {EDITS} edits while the service does its worst"), |seen| {
        for _ in 0..EDITS {
            work.edit()?;
            work.weather()?;
        }
        seen.note(format!("{} by hand, {} texts promised", work.by_hand, work.ledger.len()));
        seen.note(format!("{:?}", work.carrier.deeds));
        Ok(())
    })?;
    report.step("The service delivers everything, and both sync until nothing moves", |seen| {
        let rounds = work.until_quiet()?;
        seen.note(format!("{rounds} rounds"));
        seen.note(format!("{:?}", work.carrier.deeds));
        Ok(())
    })?;
    report.step("Nothing that was shown as saved is lost, and both have the same", |seen| {
        seen.note(work.judge()?);
        Ok(())
    })?;
    report.step("Nothing is written any more, whoever looks", |_| work.stays_quiet())
}

impl<'a> Desk<'a> {
    fn new(member: Member, folder: &'a TeamFolder) -> Result<Self> {
        let page = member.page("team")?;
        sync_state(&page, &["in-folder"])?;
        let engine = Engine::start(&page, &team_id(&folder.json(FILE)?)?)?;
        Ok(Self { member, folder, page, engine })
    }

    /// Does something on the page; a question that comes up in front of it is put off.
    fn undisturbed(&self, what: &str, mut act: impl FnMut(&Page) -> Result<()>) -> Result<()> {
        const QUESTION: Option<&str> = Some("Team Library Updated Externally");
        wait::until(what, || {
            if let Some(dialog) = self.page.find_all("dialog", QUESTION)?.pop() {
                let close = dialog.find_all("button", Some("Close"))?.pop();
                close.context("a question that can't be put off")?.try_click()?;
                bail!("there was a question");
            }
            act(&self.page)
        })
    }

    /// Finds a prompt by its title and clicks a button on its card.
    fn click_in_card(&self, title: &str, button: &str) -> Result<()> {
        self.undisturbed("the search", |page| page.find_now("searchbox", "Search prompts")?.try_fill(title))?;
        self.undisturbed(&format!("{button} of “{title}”"), |page| try_click_in_card(page, title, button))
    }
}

impl Work<'_> {
    /// Has someone do something to a prompt that they see.
    fn edit(&mut self) -> Result<()> {
        let at = self.random.usize(..2);
        let torn = self.carrier.is_torn(at);
        let by_hand = self.random.u8(..BY_HAND) == 0 && !torn;
        if by_hand {
            // What comes while a person clicks would have them look for the prompt again.
            self.desks[at].engine.sync()?;
        }
        let Seen { prompts: seen, alternatives, .. } = self.desks[at].engine.seen()?;
        let deed = match self.random.u8(..100) {
            0..40 => Deed::Add,
            40..75 => Deed::Rewrite,
            75..91 => Deed::Retitle,
            _ => Deed::Delete,
        };
        let can = |prompt: &&Prompt| {
            // An editor deletes what they added; by hand, only what can be told from all others by its title.
            let is_own = at == 0 || prompt.author == self.desks[at].member.email;
            let alone = || seen.iter().filter(|other| other.title == prompt.title).count() == 1;
            (deed != Deed::Delete || is_own) && (!by_hand || alone())
        };
        let choice: Vec<&Prompt> = seen.iter().filter(can).collect();
        let prompt = choice.get(self.random.usize(..choice.len().max(1))).copied().cloned();
        let (deed, prompt) = match prompt {
            Some(prompt) if deed != Deed::Add => (deed, prompt),
            _ => {
                let id = format!("{:032x}", self.random.u128(..));
                let (title, content) = (String::new(), String::new());
                (Deed::Add, Prompt { id, title, content, author: String::new(), beside: Vec::new() })
            }
        };
        let id = prompt.id.clone();
        if deed == Deed::Delete {
            // Who deletes a prompt that something is to be decided in has read what it may be.
            let open = alternatives.iter().filter(|(of, _)| *of == id);
            open.for_each(|(_, text)| self.ledger.perhaps(text, ""));
        }
        let said = if by_hand {
            self.by_hand += 1;
            self.do_by_hand(at, deed, prompt)?
        } else {
            self.ask(at, deed, &prompt)?
        };
        let what = format!("{:>3} {} {said}", self.said.len(), self.desks[at].member.name);
        self.said.push(Said { prompt: id, what });
        if !torn && self.random.bool() {
            self.desks[at].engine.sync()?;
        }
        Ok(())
    }

    /// Has the engine do what it does for the page.
    fn ask(&mut self, at: usize, deed: Deed, prompt: &Prompt) -> Result<String> {
        let (title, content) = self.written(deed, prompt);
        let engine = &self.desks[at].engine;
        let outcome = match deed {
            Deed::Add => engine.add(&prompt.id, &title, &content)?,
            Deed::Rewrite | Deed::Retitle => engine.rewrite(prompt, &title, &content)?,
            Deed::Delete => engine.delete(prompt)?,
        };
        if deed != Deed::Delete || outcome == "done" {
            self.ledger.saved(&text(&prompt.title, &prompt.content), &text(&title, &content));
        }
        Ok(format!("{deed:?} {outcome}: {prompt:?} ▶ {title:?} {content:?}"))
    }

    /// Does it on the page.
    fn do_by_hand(&mut self, at: usize, deed: Deed, mut prompt: Prompt) -> Result<String> {
        let desk = &self.desks[at];
        let mut written = (String::new(), String::new());
        match deed {
            Deed::Add => {
                written = self.written(deed, &prompt);
                let desk = &self.desks[at];
                desk.undisturbed("“Add prompt”", |page| {
                    page.find_now("button", "Add prompt")?.try_click()
                })?;
                fill_and_save(&desk.page, &written.0, &written.1)?;
            }
            Deed::Rewrite | Deed::Retitle => {
                desk.click_in_card(&prompt.title, "Edit")?;
                prompt.title = desk.page.find("textbox", "Title")?.text()?;
                prompt.content = desk.page.find("textbox", "Prompt text")?.text()?;
                written = self.written(deed, &prompt);
                fill_and_save(&self.desks[at].page, &written.0, &written.1)?;
            }
            Deed::Delete => {
                desk.click_in_card(&prompt.title, "Delete")?;
                let question = format!("Delete “{}”?", prompt.title);
                desk.undisturbed(&question, |page| {
                    let asked = page.find_now("dialog", &question);
                    if asked.is_err() {
                        // What was found or what others did has moved another card below the pointer; a question names it.
                        if let Some(keep) = page.find_all("button", Some("Keep"))?.pop() {
                            keep.try_click()?;
                        }
                        try_click_in_card(page, &prompt.title, "Delete")?;
                    }
                    asked?.find("button", "Delete")?.try_click()
                })?;
                // Of what changed since the card was drawn, the page says that it was spared.
                let spared = wait::until(&format!("an answer to “{question}”"), || {
                    let gone = desk.engine.seen()?.prompts.iter().all(|other| other.id != prompt.id);
                    let spared = !gone && desk.page.text()?.contains("so it was not deleted");
                    ensure!(gone || spared, "it is still there");
                    Ok(spared)
                })?;
                if spared {
                    return Ok(format!("{deed:?} by hand, spared: {prompt:?}"));
                }
            }
        }
        self.ledger.saved(&text(&prompt.title, &prompt.content), &text(&written.0, &written.1));
        Ok(format!("{deed:?} by hand: {prompt:?} ▶ {written:?}"))
    }

    /// What the prompt is to say.
    fn written(&mut self, deed: Deed, prompt: &Prompt) -> (String, String) {
        let token = self.ledger.mint();
        match deed {
            Deed::Add => {
                let title = format!("Prompt {token}");
                (title, format!("{} is the first line\nThe second\nThe third\n", self.ledger.mint()))
            }
            Deed::Retitle => (format!("Prompt {token}"), prompt.content.clone()),
            Deed::Rewrite => {
                let mut lines: Vec<&str> = prompt.content.lines().collect();
                let line = format!("{token} is a line");
                let place = self.random.usize(..=lines.len());
                if place < lines.len() && self.random.bool() {
                    lines[place] = &line;
                } else {
                    lines.insert(place, &line);
                }
                (prompt.title.clone(), lines.join("\n") + "\n")
            }
            Deed::Delete => (String::new(), String::new()),
        }
    }

    /// Lets the service do some of what it does.
    fn weather(&mut self) -> Result<()> {
        for _ in 0..3 {
            let (at, pick) = (self.random.usize(..2), self.random.usize(..1000));
            let losing = Losing::any(&mut self.random);
            match self.random.u8(..100) {
                0..35 => drop(self.carrier.take(at)?),
                35..72 => drop(self.carrier.arrive(pick, losing)?),
                72..97 => {
                    let only = Some(pick).filter(|_| self.random.bool());
                    self.carrier.deliver(at, only, losing)?;
                }
                97..99 => drop(self.carrier.replay(FILE, pick)),
                _ => {
                    let kept = [0, self.random.u8(..)][self.random.usize(..2)];
                    self.carrier.tear(at, FILE, kept)?;
                }
            }
        }
        Ok(())
    }

    /// Gives the number of rounds that it took.
    fn until_quiet(&mut self) -> Result<usize> {
        for round in 1..=ROUNDS {
            let moved = self.carrier.settle()?;
            let before = self.files()?;
            for desk in &self.desks {
                desk.engine.sync()?;
            }
            if moved == 0 && self.files()? == before {
                return Ok(round);
            }
        }
        bail!("files still change after {ROUNDS} rounds of deliveries and syncs");
    }

    /// All that is in both folders, with the time of the last change.
    fn files(&self) -> Result<BTreeMap<PathBuf, (SystemTime, Vec<u8>)>> {
        let mut files = BTreeMap::new();
        let mut folders: Vec<PathBuf> = self.desks.iter().map(|desk| desk.folder.path().to_owned()).collect();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let (Ok(about), Ok(bytes)) = (fs::metadata(&path), fs::read(&path)) {
                    // One that has gone meanwhile is none that is there.
                    files.insert(path, (about.modified()?, bytes));
                }
            }
        }
        Ok(files)
    }

    /// Holds what there is in the end against what was promised.
    fn judge(&self) -> Result<String> {
        let files = [self.desks[0].folder.read(FILE)?, self.desks[1].folder.read(FILE)?];
        ensure!(files[0] == files[1], "the two files differ");
        let file = self.desks[0].folder.json(FILE)?;
        let prompts = file["prompts"].as_array().context("no prompts")?;
        let mut shown = Vec::new();
        for desk in &self.desks {
            let name = &desk.member.name;
            let seen = desk.engine.seen()?;
            ensure!(seen.held == 0, "{} edits of {name} were refused", seen.held);
            let open = seen.alternatives.iter().map(|(_, text)| text.as_str());
            let texts = prompts.iter().flat_map(|prompt| [&prompt["title"], &prompt["content"]]);
            let missing = self.ledger.missing(texts.filter_map(|text| text.as_str()).chain(open));
            ensure!(missing.is_empty(), "{name} lacks {missing:?}:\n{}", self.about(&missing));
            let left: Vec<_> = desk.folder.names()?.into_iter().filter(|name| !may_stay(name)).collect();
            ensure!(left.is_empty(), "{left:?} is left in the folder of {name}");
            let complaints = desk.member.complaints();
            ensure!(complaints.is_empty(), "{name}'s pages say {complaints:?}");
            shown.push((seen.prompts, seen.alternatives));
        }
        ensure!(shown[0] == shown[1], "they see different things");
        let open = shown[0].1.len();
        Ok(format!("{} prompts, {} kB, {open} values to decide among", prompts.len(), files[0].len() / 1024))
    }

    /// All that was done to the prompts that some texts were written into.
    fn about(&self, tokens: &[String]) -> String {
        let of = |said: &&Said| tokens.iter().any(|token| said.what.contains(token));
        let prompts: Vec<&str> = self.said.iter().filter(of).map(|said| said.prompt.as_str()).collect();
        let about = self.said.iter().filter(|said| prompts.contains(&said.prompt.as_str()));
        about.map(|said| said.what.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Has everything look at the folders that does, and finds each file as it was.
    fn stays_quiet(&mut self) -> Result<()> {
        let before = self.files()?;
        for desk in &self.desks {
            desk.page.reload()?;
            sync_state(&desk.page, &["in-folder"])?;
            let popup = desk.member.popup()?;
            sync_state(&popup, &["in-folder"])?;
            // One behind the other: when this one is done, those of the page and of the popup are.
            Engine::start(&popup, &team_id(&desk.folder.json(FILE)?)?)?.sync()?;
            popup.close()?;
        }
        ensure!(self.carrier.settle()? == 0, "the service found something to move");
        let after = self.files()?;
        let changed: Vec<_> =
            after.keys().chain(before.keys()).filter(|file| after.get(*file) != before.get(*file)).collect();
        ensure!(changed.is_empty(), "{changed:?} changed");
        Ok(())
    }
}

/// What may be in a folder in the end: the file, what was put away, and what only its service may delete.
fn may_stay(name: &str) -> bool {
    name == FILE || name == "team-prompts.backup" || name == "team-prompts.d" || name.contains(".Conflict")
}

fn text(title: &str, content: &str) -> String {
    format!("{title}\n{content}")
}
