//! Inputs that once broke something, and the files that fuzzing starts from: what has to hold of any bytes holds of
//! them.
//!
//! `regressions/decode` has files, `regressions/join` pairs of them with a zero byte between; `fuzz/` looks for more.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test")]

#[path = "regressions/checks.rs"]
mod checks;

use std::fs;
use std::path::{Path, PathBuf};

/// Returns what is in a folder of the tests, in order.
fn inputs(folder: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut inputs: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.sort();
    inputs
}

/// Runs a check on each input, and says which one broke it.
fn each(inputs: Vec<PathBuf>, check: fn(&[u8])) {
    assert!(!inputs.is_empty());
    for path in inputs {
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
    }
}

#[test]
fn any_file() {
    each(["golden/good", "golden/bad", "regressions/decode"].map(inputs).concat(), checks::decode);
}

#[test]
fn any_two_files() {
    each(inputs("regressions/join"), checks::join);
}
