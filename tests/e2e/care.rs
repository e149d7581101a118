//! What needs someone's decision and is no conflict.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn what_no_role_allows_what_is_held_back_and_what_was_deleted_is_decided_about() -> Result<()> {
    story("care", scenario::care)
}

#[test]
fn who_is_removed_reads_nothing_more_and_keeps_what_they_are_writing() -> Result<()> {
    story("removed", scenario::removed)
}

#[test]
fn more_deletions_at_once_than_anyone_makes_are_looked_at_and_put_back() -> Result<()> {
    story("mass-deletion", scenario::mass_deletion)
}
