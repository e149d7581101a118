use std::collections::HashSet;

use prompt_commons::model::Timestamp;
use prompt_commons::ports::{Clock, Ids};

use crate::Case;
use crate::check::{Checked, same, that};

/// 2025-01-01T00:00:00Z in milliseconds: this program did not exist before.
const START_OF_2025: i64 = 1_735_689_600_000;

/// Runs the contract of [`Clock`].
pub fn clock(clock: &impl Clock) -> Vec<Case> {
    vec![
        ("the time is a date and time of RFC 3339", parses(clock)),
        ("the time is not before 2025", is_recent(clock)),
    ]
}

/// Runs the contract of [`Ids`].
pub fn ids(ids: &impl Ids) -> Vec<Case> {
    vec![("ids are all different", differ(ids)), ("ids are random UUIDs, version 4", is_random(ids))]
}

fn parses(clock: &impl Clock) -> Checked {
    let now = clock.now();
    that(Timestamp::parse(now.as_str()).as_ref() == Ok(&now), || format!("{now} is none"))
}

fn is_recent(clock: &impl Clock) -> Checked {
    let now = clock.now();
    that(now.millis() >= START_OF_2025, || format!("it is {now}"))
}

fn differ(ids: &impl Ids) -> Checked {
    let minted: HashSet<_> = (0..1000).map(|_| ids.mint()).collect();
    same("the number of different ids out of 1000", &minted.len(), &1000)
}

fn is_random(ids: &impl Ids) -> Checked {
    let id = ids.mint();
    same(&format!("the version of {id}"), &id.get_version_num(), &4)
}
