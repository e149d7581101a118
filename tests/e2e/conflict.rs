//! Edits that meet.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn two_texts_are_kept_until_someone_decides() -> Result<()> {
    story("conflict", scenario::conflict)
}

#[test]
fn whatever_can_meet_is_asked_about() -> Result<()> {
    story("conflict_of_everything", scenario::conflict_of_everything)
}
