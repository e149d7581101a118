//! The sites that the extension is on.

use prompt_commons_e2e::{Result, scenario::sites, story};

#[test]
fn every_site_of_the_table_has_the_icon_and_takes_a_text() -> Result<()> {
    story("sites_table", sites::table)
}

#[test]
fn a_site_is_switched_off_and_on() -> Result<()> {
    story("sites_switched", sites::switched)
}

#[test]
fn a_person_adds_a_site_of_their_own() -> Result<()> {
    story("sites_own", sites::own)
}

#[test]
fn an_extension_that_is_loaded_anew_or_removed_leaves_no_trace() -> Result<()> {
    story("sites_renewed", sites::renewed_extension)
}
