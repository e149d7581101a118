//! What a page could do to the extension that is open over it.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn a_hostile_page_gets_nothing_and_breaks_nothing() -> Result<()> {
    story("hostile", scenario::hostile)
}
