//! Prompts with variables, filled in over the page.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn a_form_asks_for_variables() -> Result<()> {
    story("variables", scenario::variables)
}
