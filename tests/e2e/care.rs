//! What needs someone's decision and is no conflict.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn what_no_role_allows_what_is_held_back_and_what_was_deleted_is_decided_about() -> Result<()> {
    story("care", scenario::care)
}
