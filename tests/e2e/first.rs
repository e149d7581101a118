//! Someone's first hours, without a team.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn a_first_visit_is_useful() -> Result<()> {
    story("welcome", scenario::welcome)
}

#[test]
fn writing_is_helped() -> Result<()> {
    story("writing", scenario::writing)
}

#[test]
fn settings_hold() -> Result<()> {
    story("settings", scenario::settings)
}
