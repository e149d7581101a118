//! Files that can't be opened.

use prompt_commons_e2e::{Result, scenario, story};

#[test]
fn bad_files_are_refused_and_left_as_they_are() -> Result<()> {
    story("bad_files", scenario::bad_files)
}
