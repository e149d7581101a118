//! What each of two sides has seen, by which a join tells news from what was replaced.

use super::{Causality, Clock};
use crate::rule::{Rule, kept};

/// What each of two sides has seen.
pub(super) struct Clocks {
    pub(super) ours: Clock,
    pub(super) theirs: Clock,
    /// Whether two devices wrote under one name.
    pub(super) forked: bool,
}

impl Clocks {
    /// Returns what each side has seen, as far as that means the same to both: of two devices that write under one
    /// name, neither has seen what the other one calls by the same number.
    pub(super) fn of(ours: &Causality, theirs: &Causality) -> Self {
        let mut clocks = Self { ours: ours.clock.clone(), theirs: theirs.clock.clone(), forked: false };
        for (replica, tips) in &ours.tips {
            let Some(others) = theirs.tips.get(replica).filter(|others| *others != tips && kept(Rule::Tips))
            else {
                continue;
            };
            for (clock, tips, others) in
                [(&mut clocks.ours, tips, others), (&mut clocks.theirs, others, tips)]
            {
                let first = super::first_of(tips);
                let seen = clock.of(*replica);
                let other = |tip: &&(u64, u32)| (first..=seen).contains(&tip.0) && !tips.contains(tip);
                if let Some((number, _)) = others.iter().find(other) {
                    clock.lower(*replica, number.saturating_sub(1));
                    clocks.forked = true;
                }
            }
        }
        clocks
    }

    pub(super) fn swapped(&self) -> (&Clock, &Clock) {
        (&self.theirs, &self.ours)
    }
}
