//! What goes on with nothing open.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn with_nothing_open_changes_come_in_where_the_access_lasts() -> Result<()> {
    story("background", scenario::background)
}
