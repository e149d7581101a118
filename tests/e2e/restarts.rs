//! Restarts, withdrawn access and kills.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn one_click_connects_again_after_a_restart() -> Result<()> {
    story("reconnect", scenario::reconnect)
}

#[test]
fn nothing_shown_as_saved_is_lost_by_a_kill() -> Result<()> {
    story("kills", scenario::kills)
}

#[test]
fn nothing_is_lost_by_a_kill_after_any_step_of_the_main_job() -> Result<()> {
    story("kills_between_steps", scenario::kills_between_steps)
}

#[test]
fn what_is_being_written_survives_a_kill_until_it_is_saved_or_given_up() -> Result<()> {
    story("drafts", scenario::drafts)
}
