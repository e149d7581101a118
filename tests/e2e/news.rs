//! What others change, and how one hears of it.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn news_are_told_looked_at_and_read() -> Result<()> {
    story("news", scenario::news)
}

#[test]
fn an_open_editor_tells_of_a_newer_version() -> Result<()> {
    story("newer", scenario::newer)
}
