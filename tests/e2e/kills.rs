//! Kills at random moments, where `restarts` has those right behind what was shown.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn nothing_shown_as_saved_is_lost_by_fifty_kills_at_any_moment() -> Result<()> {
    story("killed", |stage, report| scenario::killed(stage, report, 2026))
}
