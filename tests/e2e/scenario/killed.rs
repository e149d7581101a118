//! Killed at any moment, again and again, while someone edits without a pause.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use anyhow::{Result, bail, ensure};
use fastrand::Rng;

use super::steps::{add, create_team, sync_state, team_id, team_popup};
use crate::{
    engine::Engine,
    ledger::Ledger,
    member::Member,
    page::Page,
    report::Report,
    stage::Stage,
    wait::{self, PATIENCE},
};

const KILLS: usize = 50;
const FILE: &str = "team-prompts.json";

/// When the browser is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// As soon as so many edits more are shown as saved.
    Saved(usize),
    /// In the middle of a write: the browser's swap file is there.
    Writing,
    /// After so many looks at the folder, wherever the work is by then.
    Looks(usize),
}

/// What the one who edits and the one who kills both know.
#[derive(Debug, Default)]
struct Told {
    promises: Mutex<Promises>,
    saved: AtomicUsize,
    killed: AtomicBool,
}

#[derive(Debug, Default)]
struct Promises {
    /// All that was shown as saved.
    saved: Ledger,
    /// What it was when all of it was last said to be in the folder.
    in_folder: Ledger,
    /// The prompts that were shown as deleted.
    deleted: Vec<String>,
}

/// Someone who edits until their browser is gone.
struct Editor<'a> {
    popup: &'a Page,
    engine: &'a Engine,
    told: &'a Told,
    random: Rng,
}

/// Whenever the browser is killed, all that was shown as saved is there after the next start, and goes to the folder.
pub fn killed(stage: &Stage, report: &mut Report, seed: u64) -> Result<()> {
    report.chapter(&format!("seed {seed}"));
    let mut random = Rng::with_seed(seed);
    let mut alice = stage.member("Alice")?;
    let told = Told::default();
    let team = report.step("Alice has a team", |_| {
        create_team(&alice, &stage.folder)?.close()?;
        team_id(&stage.folder.json(FILE)?)
    })?;
    let began = Instant::now();
    for kill in 1..=KILLS {
        let by_hand = random.bool();
        let moment = match random.u8(..4) {
            0 if by_hand => Moment::Saved(random.usize(1..=2)),
            0 => Moment::Saved(random.usize(1..=12)),
            1 => Moment::Writing,
            // What a person does takes longer, and there as well the kill is to come behind some of it.
            _ => Moment::Looks(random.usize(..if by_hand { 200_000 } else { 40_000 })),
        };
        let way = if by_hand { "by hand" } else { "by the engine" };
        report.step(&format!("Kill {kill} of {KILLS}, {moment:?}, editing {way}"), |seen| {
            let popup = team_popup(&alice)?;
            sync_state(&popup, &["in-folder"])?;
            let engine = Engine::start(&popup, &team)?;
            let before = told.saved.load(Ordering::SeqCst);
            told.killed.store(false, Ordering::SeqCst);
            let editor = Editor {
                popup: &popup,
                engine: &engine,
                told: &told,
                random: Rng::with_seed(random.u64(..)),
            };
            thread::scope(|scope| {
                let edits = scope.spawn(move || editor.edit(by_hand));
                let come = until_it_comes(moment, &told, stage, || edits.is_finished())
                    .or_else(|error| bail!("{error}; the popup shows {:?}", popup.text()));
                told.killed.store(true, Ordering::SeqCst);
                alice.kill();
                let ended = edits.join().unwrap_or_else(|_| bail!("the editor panicked"));
                ended.and(come)
            })?;
            let saved = told.saved.load(Ordering::SeqCst) - before;
            let swaps = stage.folder.names()?.iter().filter(|name| is_swap(name)).count();
            seen.note(format!("{saved} edits shown as saved until then; {swaps} swap files left so far"));
            comes_back(&mut alice, stage, &told, &team)
        })?;
    }
    report.step("What the writes left that were killed is cleared up", |_| {
        let popup = team_popup(&alice)?;
        sync_state(&popup, &["in-folder"])?;
        let engine = Engine::start(&popup, &team)?;
        wait::until("no swap files in the folder", || {
            engine.sync()?;
            let swaps: Vec<String> = stage.folder.names()?.into_iter().filter(|name| is_swap(name)).collect();
            ensure!(swaps.is_empty(), "{swaps:?}");
            Ok(())
        })
    })?;
    report.step("What it took", |seen| {
        let each = began.elapsed().as_millis() / u128::try_from(KILLS)?;
        seen.note(format!("{each} ms a kill, {} texts promised", told.promises().saved.len()));
        Ok(())
    })
}

impl Told {
    fn promises(&self) -> MutexGuard<'_, Promises> {
        self.promises.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Editor<'_> {
    /// Ends well only when the browser was killed.
    fn edit(mut self, by_hand: bool) -> Result<()> {
        loop {
            let done = if by_hand { self.by_hand() } else { self.by_engine() };
            match done {
                Err(_) if self.told.killed.load(Ordering::SeqCst) => return Ok(()),
                done => done?,
            }
        }
    }

    fn by_hand(&mut self) -> Result<()> {
        let (title, content) = self.mint();
        add(self.popup, &title, &content)?;
        self.saved("", &format!("{title}\n{content}"));
        if self.random.bool() {
            sync_state(self.popup, &["in-folder"])?;
            let mut promises = self.told.promises();
            promises.in_folder = promises.saved.clone();
        }
        Ok(())
    }

    fn by_engine(&mut self) -> Result<()> {
        let (title, content) = self.mint();
        let prompts = self.engine.seen()?.prompts;
        let prompt = prompts.get(self.random.usize(..prompts.len().max(1)));
        match (self.random.u8(..10), prompt) {
            (0..5, _) | (_, None) => {
                let id = format!("{:032x}", self.random.u128(..));
                self.engine.add(&id, &title, &content)?;
                self.saved("", &format!("{title}\n{content}"));
            }
            (5..8, Some(prompt)) => {
                self.told.promises().saved.perhaps(&prompt.content, &content);
                self.engine.rewrite(prompt, &prompt.title, &content)?;
                self.saved(&prompt.content, &content);
            }
            (_, Some(prompt)) => {
                self.told.promises().saved.perhaps(&format!("{}\n{}", prompt.title, prompt.content), "");
                self.engine.delete(prompt)?;
                self.told.promises().deleted.push(prompt.id.clone());
                self.told.saved.fetch_add(1, Ordering::SeqCst);
            }
        }
        if self.random.bool() { self.engine.sync() } else { Ok(()) }
    }

    fn mint(&self) -> (String, String) {
        let mut promises = self.told.promises();
        let (title, content) = (promises.saved.mint(), promises.saved.mint());
        (format!("Prompt {title}"), format!("{content}\nand more\n"))
    }

    fn saved(&self, seen: &str, written: &str) {
        self.told.promises().saved.saved(seen, written);
        self.told.saved.fetch_add(1, Ordering::SeqCst);
    }
}

/// Looks without a pause, unlike [`crate::wait`]: a swap file is there for milliseconds.
fn until_it_comes(moment: Moment, told: &Told, stage: &Stage, ended: impl Fn() -> bool) -> Result<()> {
    let (begun, before) = (Instant::now(), told.saved.load(Ordering::SeqCst));
    // Kills leave some behind, which nobody writes any more and the next runs clear up.
    let mut old: Vec<String> = stage.folder.names()?;
    for looks in 0_usize.. {
        let names = stage.folder.names()?;
        old.retain(|name| names.contains(name));
        let come = match moment {
            Moment::Saved(edits) => told.saved.load(Ordering::SeqCst) >= before + edits,
            Moment::Writing => names.iter().any(|name| is_swap(name) && !old.contains(name)),
            Moment::Looks(wanted) => looks >= wanted,
        };
        if come || ended() {
            // Whoever has ended by now says why.
            return Ok(());
        }
        ensure!(begun.elapsed() < PATIENCE, "{moment:?} has not come; there are {names:?}");
    }
    Ok(())
}

/// Starts the browser again, and holds what is there against what was promised.
fn comes_back(member: &mut Member, stage: &Stage, told: &Told, team: &str) -> Result<()> {
    // Right after the kill, before anything could mend it.
    let mut missing = missing(stage, &told.promises().saved)?;
    missing.retain(|token| told.promises().in_folder.has(token));
    ensure!(missing.is_empty(), "said to be in the folder, and is not: {missing:?}");
    member.start()?;
    let popup = team_popup(member)?;
    sync_state(&popup, &["in-folder"])?;
    let missing = self::missing(stage, &told.promises().saved)?;
    ensure!(missing.is_empty(), "shown as saved, and gone: {missing:?}");
    let seen = Engine::start(&popup, team)?.seen()?;
    let file = stage.folder.json(FILE)?;
    if let Some(editor) = popup.find_all("textbox", Some("Title"))?.pop() {
        // What was being written is still that, or saved, and never both.
        let title = editor.text()?;
        let both = !title.is_empty() && seen.prompts.iter().any(|prompt| prompt.title == title);
        ensure!(!both, "“{title}” is saved, and still being written");
        popup.click("button", "Cancel")?;
        if !title.is_empty() {
            popup.click("button", "Discard")?;
        }
        popup.wait_gone("button", "Save")?;
    }
    let back = told.promises().deleted.clone();
    let back: Vec<_> = seen.prompts.iter().filter(|prompt| back.contains(&prompt.id)).collect();
    ensure!(back.is_empty(), "shown as deleted, and back: {back:?}");
    let listed = file["prompts"].as_array().map_or(0, Vec::len);
    ensure!(
        listed == seen.prompts.len(),
        "{listed} prompts in the file, {} on the device",
        seen.prompts.len()
    );
    let complaints = member.complaints();
    ensure!(complaints.is_empty(), "after the restart: {complaints:?}");
    popup.close()
}

fn missing(stage: &Stage, ledger: &Ledger) -> Result<Vec<String>> {
    let file = stage.folder.json(FILE)?;
    let prompts = file["prompts"].as_array().into_iter().flatten();
    let texts = prompts.flat_map(|prompt| [&prompt["title"], &prompt["content"]]);
    Ok(ledger.missing(texts.filter_map(|text| text.as_str())))
}

fn is_swap(name: &str) -> bool {
    name.ends_with(".crswap")
}
