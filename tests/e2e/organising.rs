//! Bringing order into a library.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn prompts_have_tags() -> Result<()> {
    story("tags", scenario::tags)
}
