//! Who gets in and what they may do there.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn those_who_do_not_get_in_are_told_why() -> Result<()> {
    story("join_errors", scenario::join_errors)
}

#[test]
fn surfaces_offer_what_the_role_allows() -> Result<()> {
    story("roles", scenario::roles)
}

#[test]
fn a_team_has_an_owner_whoever_goes() -> Result<()> {
    story("owning", scenario::owning)
}

#[test]
fn each_role_is_offered_its_row_of_the_matrix() -> Result<()> {
    story("matrix", scenario::matrix)
}
