//! The mutation gate: each rule of the core is broken in turn, and the simulator has to notice.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use prompt_commons::rule::{Rule, break_rule};

use crate::campaign::scatter;
use crate::finding::Kind;
use crate::run::{Outcome, run};
use crate::schedule::Schedule;

/// How it came out that a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// How many schedules it took.
    pub schedules: u64,
    /// The law that the last of them broke, and doesn't break when all rules hold.
    pub kind: Kind,
    /// The seed of that one.
    pub seed: u64,
}

/// Breaks each of `rules` in turn and looks for the first of `limit` schedules that notices it. `told` hears of each
/// rule as soon as it is done; `None`: nothing noticed.
///
/// The same seed gives the same answers on every machine, however many threads there are.
pub fn gate(
    rules: &[Rule],
    limit: u64,
    seed: u64,
    threads: usize,
    draw: impl Fn(u64) -> Schedule + Sync,
    told: impl Fn(Rule, Option<Noticed>) + Sync,
) -> Vec<(Rule, Option<Noticed>)> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while let Some(rule) = rules.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let noticed = notice(*rule, limit, seed, &draw);
                    told(*rule, noticed);
                    if let Ok(mut found) = found.lock() {
                        found.push((*rule, noticed));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(rule, _)| *rule);
    found
}

/// Looks for the first of `limit` schedules that notices that a rule is broken.
pub fn notice(rule: Rule, limit: u64, seed: u64, draw: impl Fn(u64) -> Schedule) -> Option<Noticed> {
    (0..limit).find_map(|index| {
        let seed = scatter(seed, index);
        let schedule = draw(seed);
        let broken = run_without(rule, &schedule);
        let kinds = Kind::ALL.into_iter().filter(|kind| broken.has(*kind));
        let whole = if broken.findings.is_empty() { None } else { Some(run(&schedule)) };
        // What also happens when all rules hold says nothing of this one.
        let kind = kinds.into_iter().find(|kind| whole.as_ref().is_some_and(|whole| !whole.has(*kind)))?;
        Some(Noticed { schedules: index + 1, kind, seed })
    })
}

fn run_without(rule: Rule, schedule: &Schedule) -> Outcome {
    break_rule(Some(rule));
    let outcome = run(schedule);
    break_rule(None);
    outcome
}
