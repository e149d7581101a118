//! The selector's list over an AI page.

use prompt_commons_e2e::{Result, scenario::selector, story};

#[test]
fn a_prompt_is_found_seen_and_inserted() -> Result<()> {
    story("selector", selector::list)
}

#[test]
fn where_there_is_nothing_to_choose_there_is_a_way_on() -> Result<()> {
    story("selector_empty", selector::empty)
}
