//! What goes wrong with files, folders, disks and permissions: what is said, and that it goes on.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn files_and_folders_that_are_not_what_they_were() -> Result<()> {
    story("errors-file", scenario::file_errors)
}

#[test]
fn disks_that_take_nothing() -> Result<()> {
    story("errors-disk", scenario::disk_errors)
}

#[test]
fn permissions_that_are_gone() -> Result<()> {
    story("errors-permission", scenario::permission_errors)
}
