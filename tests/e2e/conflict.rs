//! Edits that meet.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn two_texts_are_kept_until_someone_decides() -> Result<()> {
    story("conflict", scenario::conflict)
}
