//! The extension with its engine damaged.

use std::{fs, path::Path};

use prompt_commons_e2e::{
    Result, scenario,
    scratch::Scratch,
    stage::{Options, story_on},
};

#[test]
fn what_can_not_be_saved_is_not_shown_as_saved() -> Result<()> {
    let damaged = Scratch::new("damaged")?;
    copy(&Options::default().dist, damaged.path())?;
    fs::write(damaged.path().join("sync_glue_bg.wasm"), "")?;
    let options = Options { dist: damaged.path().to_owned(), ..Options::default() };
    story_on(&options, "broken_engine", scenario::broken_engine)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let there = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &there)?;
        } else {
            fs::copy(entry.path(), there)?;
        }
    }
    Ok(())
}
