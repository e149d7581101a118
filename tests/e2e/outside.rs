//! What others do in the folder.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn an_open_popup_follows_the_folder() -> Result<()> {
    story("outside", scenario::outside)
}
