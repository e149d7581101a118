use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::finding::Kind;
use crate::run::run;
use crate::schedule::Schedule;

/// What came of many runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many schedules ran.
    pub schedules: u64,
    /// How many of them broke no law.
    pub clean: u64,
    /// How many broke each law.
    pub broken: BTreeMap<Kind, u64>,
    /// Seeds of the first schedules that broke each law, as many as were asked for.
    pub seeds: BTreeMap<Kind, Vec<u64>>,
}

/// Runs `schedules` schedules on `threads` threads. `draw` makes each of its seed, `progress` hears how many ran, and what
/// the last of them broke, with its seed.
///
/// The same seed gives the same tally on every machine, however many threads there are.
pub fn campaign(
    schedules: u64,
    seed: u64,
    threads: usize,
    keep: usize,
    draw: impl Fn(u64) -> Schedule + Sync,
    progress: impl Fn(u64, &[Kind], u64) + Sync,
) -> Tally {
    let next = AtomicU64::new(0);
    let broken: Mutex<Vec<(u64, Kind)>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= schedules {
                        break;
                    }
                    let one = scatter(seed, index);
                    let outcome = run(&draw(one));
                    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| outcome.has(*kind)).collect();
                    progress(index + 1, &kinds, one);
                    if let Ok(mut broken) = broken.lock() {
                        broken.extend(kinds.into_iter().map(|kind| (index, kind)));
                    }
                }
            });
        }
    });
    let mut broken = broken.into_inner().unwrap_or_default();
    broken.sort_unstable();
    let mut tally = Tally { schedules, ..Tally::default() };
    let mut failed: Vec<u64> = broken.iter().map(|(index, _)| *index).collect();
    failed.dedup();
    tally.clean = schedules - failed.len() as u64;
    for (index, kind) in broken {
        *tally.broken.entry(kind).or_default() += 1;
        let seeds = tally.seeds.entry(kind).or_default();
        if seeds.len() < keep {
            seeds.push(scatter(seed, index));
        }
    }
    tally
}

/// Makes the seed of one schedule from that of the campaign (`SplitMix64`).
pub(crate) fn scatter(seed: u64, index: u64) -> u64 {
    let mut mixed = seed.wrapping_add(index.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
