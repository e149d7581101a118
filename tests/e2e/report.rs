//! Tells step by step what was done and seen, keeps the pictures, and knows in the end how it went.
#![expect(clippy::print_stdout, reason = "printing is what this module is for")]

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use crate::axe;
use crate::page::{Page, Scheme};

/// The story of one run.
#[derive(Debug)]
pub struct Report {
    pictures: PathBuf,
    started: Instant,
    steps: usize,
    failures: Vec<String>,
}

/// What one step saw; printed beneath it.
#[derive(Debug)]
pub struct Seen<'a> {
    pictures: &'a Path,
    lines: Vec<String>,
}

impl Report {
    /// Begins a report that saves its pictures in this folder.
    pub fn new(pictures: &Path) -> Self {
        Self { pictures: pictures.to_owned(), started: Instant::now(), steps: 0, failures: Vec::new() }
    }

    /// Prints a heading.
    pub fn chapter(&self, title: &str) {
        println!("\n{title}");
    }

    /// Does one step and prints how it went. A failure is kept and given back, because what follows in the
    /// same story would only fail for the same reason.
    pub fn step<T>(&mut self, what: &str, act: impl FnOnce(&mut Seen<'_>) -> Result<T>) -> Result<T> {
        self.steps += 1;
        let mut seen = Seen { pictures: &self.pictures, lines: Vec::new() };
        let begun = Instant::now();
        let outcome = act(&mut seen);
        let took = begun.elapsed().as_millis();
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        println!("step {:>2}  {what} … {verdict} ({took} ms)", self.steps);
        for line in &seen.lines {
            println!("         {line}");
        }
        outcome.inspect_err(|error| {
            let text = format!("{error:#}").replace('\n', "\n         ");
            println!("         {text}");
            self.failures.push(format!("step {}  {what}: {text}", self.steps));
        })
    }

    /// What went wrong so far.
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// How long it has taken so far.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Prints the closing lines, and gives whether every step went well.
    pub fn finish(&self) -> bool {
        let seconds = self.elapsed().as_secs_f32();
        println!("\n{} steps in {seconds:.1} s, {} failed", self.steps, self.failures.len());
        for failure in &self.failures {
            println!("FAILED {failure}");
        }
        println!("pictures: {}", self.pictures.display());
        self.failures.is_empty()
    }
}

impl Seen<'_> {
    /// Notes what was seen; several lines are kept apart.
    pub fn note(&mut self, text: impl AsRef<str>) {
        self.lines.extend(text.as_ref().lines().map(str::to_owned));
    }

    /// Saves a picture of the page under this name.
    pub fn picture(&mut self, page: &Page, name: &str) -> Result<()> {
        let file = self.pictures.join(format!("{name}.png"));
        page.screenshot(&file)?;
        self.lines.push(format!("picture {name}.png"));
        Ok(())
    }

    /// Saves a picture in light and one in dark, and leaves the page in light. What is shown of ours has to be accessible in
    /// both.
    pub fn pictures(&mut self, page: &Page, name: &str) -> Result<()> {
        for scheme in [Scheme::Dark, Scheme::Light] {
            page.set_scheme(scheme)?;
            self.picture(page, &format!("{name}-{}", scheme.name()))?;
            axe::check(page).with_context(|| format!("{name}, {}", scheme.name()))?;
        }
        Ok(())
    }
}
