//! Keys pressed around the selector: before it is there, while it is open, and as it goes.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn keys_around_the_selector_are_neither_lost_nor_heard_by_the_page() -> Result<()> {
    story("keys", scenario::keys)
}

#[test]
fn hasty_hands_and_greedy_pages_change_nothing() -> Result<()> {
    story("hasty", scenario::hasty)
}
