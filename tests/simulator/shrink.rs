//! Makes a schedule that breaks a law as small as it can, by leaving out what isn't needed.

use crate::finding::Kind;
use crate::run::run;
use crate::schedule::Schedule;
use crate::service::Losing;
use crate::step::{Act, Deed, Until};

/// Returns a part of `schedule` that still breaks the law and from which nothing more can be taken.
pub fn shrink(schedule: &Schedule, kind: Kind) -> Schedule {
    let mut least = schedule.clone();
    loop {
        let before = least.clone();
        fewer_steps(&mut least, kind);
        plainer_steps(&mut least, kind);
        plainer_world(&mut least, kind);
        if least == before {
            return least;
        }
    }
}

fn take(least: &mut Schedule, candidate: Schedule, kind: Kind) -> bool {
    let fails = candidate != *least && run(&candidate).has(kind);
    if fails {
        *least = candidate;
    }
    fails
}

/// Leaves out runs of steps, long ones first.
fn fewer_steps(least: &mut Schedule, kind: Kind) {
    let mut length = least.steps.len().div_ceil(2);
    while length > 0 {
        let mut from = least.steps.len();
        while from > 0 {
            let start = from.saturating_sub(length);
            let mut candidate = least.clone();
            candidate.steps.drain(start..from);
            take(least, candidate, kind);
            from = start.min(least.steps.len());
        }
        length /= 2;
    }
}

/// Puts something simpler in the place of each step.
fn plainer_steps(least: &mut Schedule, kind: Kind) {
    for place in 0..least.steps.len() {
        for deed in plainer(&least.steps[place].deed) {
            let mut candidate = least.clone();
            candidate.steps[place].deed = deed;
            if take(least, candidate, kind) {
                break;
            }
        }
    }
}

fn plainer(deed: &Deed) -> Vec<Deed> {
    match deed.clone() {
        Deed::Act { client, mut act, crash } => {
            let without = crash.is_some().then(|| Deed::Act { client, act: act.clone(), crash: None });
            match &mut act {
                Act::AddLine { draft, .. } | Act::ReplaceLine { draft, .. } | Act::Retitle { draft, .. } => {
                    *draft = false;
                }
                _ => {}
            }
            without.into_iter().chain([Deed::Act { client, act, crash }]).collect()
        }
        Deed::Sync { client, .. } => vec![Deed::Sync { client, until: Until::End }],
        Deed::Resume { client, .. } => vec![Deed::Resume { client, until: Until::End }],
        Deed::Exchange { replica, losing } => {
            let losing = if losing == Losing::CopyTheirs { Losing::CopyMine } else { losing };
            vec![
                Deed::Deliver { replica, only: None, losing: Losing::CopyMine },
                Deed::Exchange { replica, losing: Losing::CopyMine },
                Deed::Exchange { replica, losing },
            ]
        }
        Deed::Deliver { replica, only, .. } => vec![
            Deed::Deliver { replica, only: None, losing: Losing::CopyMine },
            Deed::Deliver { replica, only, losing: Losing::CopyMine },
        ],
        Deed::HandSave { replica, change, .. } => vec![Deed::HandSave { replica, change, unaware: false }],
        _ => Vec::new(),
    }
}

/// Takes clients, wrong clocks and missing roles away.
fn plainer_world(least: &mut Schedule, kind: Kind) {
    let mut candidate = least.clone();
    candidate.together = 0;
    take(least, candidate, kind);
    for place in 0..least.seats.len() {
        let mut candidate = least.clone();
        candidate.seats[place].minutes = 0;
        take(least, candidate, kind);
        let mut candidate = least.clone();
        candidate.seats[place].editor = true;
        take(least, candidate, kind);
    }
    while least.seats.len() > 2 {
        let mut candidate = least.clone();
        candidate.seats.pop();
        if !take(least, candidate, kind) {
            break;
        }
    }
    for place in 1..least.seats.len() {
        let mut candidate = least.clone();
        candidate.seats[place].joined = false;
        take(least, candidate, kind);
    }
}
