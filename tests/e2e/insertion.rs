//! Exact insertion into each kind of editor.

use prompt_commons_e2e::{Result, scenario::insertion, story};

#[test]
fn each_editor_holds_exactly_what_was_inserted() -> Result<()> {
    story("insertion", insertion::texts)
}

#[test]
fn it_is_inserted_wherever_the_caret_is() -> Result<()> {
    story("insertion_carets", insertion::carets)
}

#[test]
fn no_policy_of_a_page_stands_in_the_way() -> Result<()> {
    story("insertion_policies", insertion::policies)
}

#[test]
fn a_text_may_be_long() -> Result<()> {
    story("insertion_long", insertion::long)
}

#[test]
fn what_a_page_will_not_take_is_on_the_clipboard() -> Result<()> {
    story("insertion_refused", insertion::refused)
}

#[test]
fn the_selector_gives_the_caret_back() -> Result<()> {
    story("insertion_from_selector", insertion::selector)
}

#[test]
fn a_composer_may_be_in_a_shadow_root_or_a_frame() -> Result<()> {
    story("insertion_within", insertion::within)
}
