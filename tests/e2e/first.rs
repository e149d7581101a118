//! Someone's first hours.

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

#[test]
fn uses_are_counted_only_if_that_is_wanted() -> Result<()> {
    story("statistics", scenario::statistics)
}

#[test]
fn a_team_begins_in_english() -> Result<()> {
    story("beginning-en", |stage, report| scenario::beginning(stage, report, "en"))
}

#[test]
fn a_team_begins_in_russian() -> Result<()> {
    story("beginning-ru", |stage, report| scenario::beginning(stage, report, "ru"))
}
