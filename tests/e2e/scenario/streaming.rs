//! What the extension costs a page that streams an answer while nobody uses it.

use std::{collections::HashMap, fs};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::edits::middle;
use crate::{chromium::Chromium, page::Page, stage::Stage};

/// The same page: on a site of the table, and on one that the extension is not on.
const WITH: &str = "https://chatgpt.com/textarea";
const WITHOUT: &str = "https://chat.example.com/textarea";

/// Times that each of them streams; the middle ones count.
const ROUNDS: usize = 7;

/// What a page took, with the extension and without.
#[derive(Debug)]
pub struct Streaming {
    /// Milliseconds of its main thread.
    pub work: [Taken; 2],
    /// Milliseconds of scripts.
    pub scripts: [Taken; 2],
    /// Kilobytes of the heap of scripts, after garbage was collected.
    pub heap: [Taken; 2],
    /// By how many kilobytes that grew while it streamed.
    pub grown: [Taken; 2],
    /// Kilobytes of memory that the page's process shares with no other and with no file, once it has streamed.
    pub memory: [Taken; 2],
}

/// What several rounds took: how far they lie apart is what chance makes of the same.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// The one in the middle.
    pub middle: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

impl Taken {
    fn of(rounds: Vec<f64>) -> Self {
        let least = rounds.iter().copied().fold(f64::INFINITY, f64::min);
        let most = rounds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { middle: middle(rounds), least, most }
    }
}

/// Has both pages stream for ten seconds, in turns.
pub fn streaming(stage: &Stage) -> Result<Streaming> {
    let alice = stage.member("Alice")?;
    let browser = alice.browser()?;
    let mut taken: [[Vec<f64>; 2]; 5] = Default::default();
    for _ in 0..ROUNDS {
        for (side, url) in [WITH, WITHOUT].into_iter().enumerate() {
            let page = browser.open(url)?;
            page.wait_for("window.replica")?;
            if url == WITH {
                // A look at the accessibility tree would have the browser keep one, in this page only.
                page.wait_for("document.querySelector('prompt-commons')")?;
            }
            for (all, value) in taken.iter_mut().zip(stream(browser, &page)?) {
                all.get_mut(side).context("there are two")?.push(value);
            }
            page.close()?;
        }
    }
    let [work, scripts, heap, grown, memory] = taken.map(|sides| sides.map(Taken::of));
    Ok(Streaming { work, scripts, heap, grown, memory })
}

/// Streams, and gives what it took.
fn stream(browser: &Chromium, page: &Page) -> Result<[f64; 5]> {
    let spent = renderers(browser)?;
    page.session().call("Performance.enable", json!({}))?;
    let before = metrics(page)?;
    let tokens = page.eval(STREAM)?;
    ensure!(tokens.as_u64().is_some_and(|tokens| tokens > 500), "only {tokens} tokens came");
    let after = metrics(page)?;
    let [work, scripts, _] = std::array::from_fn(|at| (after[at] - before[at]) * 1000.0);
    let memory = memory(busiest(&spent, &renderers(browser)?)?)?;
    Ok([work, scripts, after[2] / 1024.0, (after[2] - before[2]) / 1024.0, memory])
}

/// Seconds of a processor that each renderer has taken, by its process.
fn renderers(browser: &Chromium) -> Result<HashMap<u64, f64>> {
    let processes = browser.cdp().browser().call("SystemInfo.getProcessInfo", json!({}))?;
    let processes = processes["processInfo"].as_array().context("there are no processes")?;
    let renderers = processes.iter().filter(|process| process["type"] == "renderer");
    Ok(renderers
        .filter_map(|process| Some((process["id"].as_u64()?, process["cpuTime"].as_f64()?)))
        .collect())
}

/// The process that took most since `before`: of a page that streams, its own.
fn busiest(before: &HashMap<u64, f64>, after: &HashMap<u64, f64>) -> Result<u64> {
    let spent = |process: &u64| after[process] - before.get(process).unwrap_or(&0.0);
    after.keys().copied().max_by(|a, b| spent(a).total_cmp(&spent(b))).context("there are no renderers")
}

/// What Chromium calls a process's private footprint, in kilobytes (`RssAnon` and `VmSwap` of proc(5)).
fn memory(process: u64) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    ["RssAnon:", "VmSwap:"].into_iter().try_fold(0.0, |sum, name| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes: f64 =
            line.and_then(|line| line.trim().strip_suffix(" kB")).context("no such line")?.parse()?;
        Ok(sum + kilobytes)
    })
}

fn metrics(page: &Page) -> Result<[f64; 3]> {
    page.session().call("HeapProfiler.collectGarbage", json!({}))?;
    let metrics = page.session().call("Performance.getMetrics", json!({}))?;
    let metrics = metrics["metrics"].as_array().context("no metrics")?;
    let mut values = [0.0; 3];
    for (value, name) in values.iter_mut().zip(["TaskDuration", "ScriptDuration", "JSHeapUsedSize"]) {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        *value = metric.and_then(|metric| metric["value"].as_f64()).context("no such metric")?;
    }
    Ok(values)
}

/// Ten seconds of an answer, a token each ten milliseconds, as chat pages draw it: the last paragraph grows, a new one comes now and then,
/// and what stands round the composer is drawn anew with it.
const STREAM: &str = r"(async () => {
    const SECONDS = 10, PAUSE = 10, PARAGRAPH = 40;
    const main = document.querySelector('main');
    let tools = document.querySelector('.toolbar button');
    const ends = performance.now() + SECONDS * 1000;
    let tokens = 0, paragraph;
    while (performance.now() < ends) {
        if (tokens % PARAGRAPH === 0) {
            paragraph = document.createElement('article');
            main.append(paragraph);
            const fresh = tools.cloneNode(true);
            tools.replaceWith(fresh);
            tools = fresh;
        }
        paragraph.append('token ');
        main.scrollTop = main.scrollHeight;
        tokens += 1;
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return tokens;
})()";
