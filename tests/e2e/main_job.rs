//! The demo's own story.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn a_team_is_made_joined_filled_and_used_on_two_sites() -> Result<()> {
    story("main_job", |stage, report| scenario::main_job(stage, report).map(drop))
}
