use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::finding::{Finding, Kind};
use crate::schedule::Schedule;
use crate::world::World;

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The laws that were broken, the worst first.
    pub findings: Vec<Finding>,
    /// What happened, a line a step, if that was asked for.
    pub log: Vec<String>,
}

impl Outcome {
    /// Tells whether a law was broken.
    pub fn has(&self, kind: Kind) -> bool {
        self.findings.iter().any(|finding| finding.kind == kind)
    }
}

/// Runs a schedule to its end and checks the laws.
pub fn run(schedule: &Schedule) -> Outcome {
    watch(schedule, false)
}

/// Runs a schedule and tells what happened.
pub fn tell(schedule: &Schedule) -> Outcome {
    watch(schedule, true)
}

fn watch(schedule: &Schedule, logs: bool) -> Outcome {
    let mut world = World::new(schedule, logs);
    let live = AssertUnwindSafe(|| {
        if world.start(schedule).is_some() {
            schedule.steps.iter().for_each(|step| world.play(step));
            world.close(schedule.together);
        }
    });
    if let Err(panic) = catch_unwind(live) {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("of its own kind");
        world.find(Kind::Broke, format!("a panic, {text}"));
    }
    let mut findings = std::mem::take(&mut world.findings);
    findings.sort_by_key(|finding| finding.kind);
    Outcome { findings, log: world.take_log() }
}
