//! Bringing order into a library.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn prompts_have_tags() -> Result<()> {
    story("tags", scenario::tags)
}

#[test]
fn prompts_are_in_sets() -> Result<()> {
    story("sets", scenario::sets)
}

#[test]
fn pages_have_projects_with_context() -> Result<()> {
    story("projects", scenario::projects)
}

#[test]
fn prompts_have_versions_and_comments() -> Result<()> {
    story("reading", scenario::reading)
}

#[test]
fn backups_come_in_once_and_go_out_whole() -> Result<()> {
    story("backups", scenario::backups)
}

#[test]
fn the_owner_manages_categories() -> Result<()> {
    story("categories", scenario::categories)
}

#[test]
fn ones_own_library_is_put_in_order() -> Result<()> {
    story("handling", scenario::handling)
}

#[test]
fn long_lists_hold_what_is_in_sight() -> Result<()> {
    story("long", scenario::long)
}

#[test]
fn a_large_library_has_few_elements() -> Result<()> {
    story("large", scenario::large)
}
