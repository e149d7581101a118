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

#[test]
fn an_editor_in_the_popup_tells_of_a_newer_version() -> Result<()> {
    story("newer-popup", scenario::newer_in_popup)
}

#[test]
fn many_changes_are_listed_quickly() -> Result<()> {
    story("news-many", scenario::many)
}
