//! Exact insertion into each kind of editor.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn each_editor_holds_exactly_what_was_inserted() -> Result<()> {
    story("insertion", scenario::insertion)
}
