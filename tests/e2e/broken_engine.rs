//! The extension with one of its parts damaged.

use std::{fs, path::Path};

use prompt_commons_e2e::{
    Result, scenario,
    scratch::Scratch,
    stage::{Options, story_on},
};

#[test]
fn what_can_not_be_saved_is_not_shown_as_saved() -> Result<()> {
    let (damaged, options) = without("sync_glue_bg.wasm")?;
    story_on(&options, "broken_engine", scenario::broken_engine)?;
    drop(damaged);
    Ok(())
}

#[test]
fn what_can_not_be_searched_stays_in_sight() -> Result<()> {
    let (damaged, options) = without("search_glue_bg.wasm")?;
    story_on(&options, "broken_search", scenario::broken_search)?;
    drop(damaged);
    Ok(())
}

/// A copy of the extension with one file empty.
fn without(file: &str) -> Result<(Scratch, Options)> {
    let damaged = Scratch::new("damaged")?;
    copy(&Options::default().dist, damaged.path())?;
    fs::write(damaged.path().join(file), "")?;
    let options = Options { dist: damaged.path().to_owned(), ..Options::default() };
    Ok((damaged, options))
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
