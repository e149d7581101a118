//! Two members whose folders a sync service keeps alike, as badly as such services do.

use std::env;

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn no_edit_is_lost_between_two_folders() -> Result<()> {
    story("service", |stage, report| scenario::service(stage, report, 2026))
}

/// Another story each time; `PROMPT_COMMONS_SEED` tells one again.
#[test]
fn no_edit_is_lost_between_two_folders_in_any_order() -> Result<()> {
    let given = env::var("PROMPT_COMMONS_SEED").ok();
    let seed = given.map_or_else(|| Ok(fastrand::u64(..)), |seed| seed.parse())?;
    story("service-any", |stage, report| scenario::service(stage, report, seed))
}
