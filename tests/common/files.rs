//! Files of the repository, and files with something changed in them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Returns where something of the repository is.
pub(crate) fn path(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// Returns where the golden files are that are `good` or `bad`.
pub(crate) fn golden(folder: &str) -> PathBuf {
    path("tests/golden").join(folder)
}

/// Returns a golden file's bytes.
pub(crate) fn read(folder: &str, name: &str) -> Vec<u8> {
    fs::read(golden(folder).join(name)).unwrap_or_else(|error| panic!("{folder}/{name}: {error}"))
}

/// Returns the names of a folder's golden files, in order.
pub(crate) fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(golden(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "json"));
    names.sort();
    names
}

/// Returns a file's bytes once its JSON is changed.
pub(crate) fn changed(bytes: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut file = serde_json::from_slice(bytes).unwrap();
    change(&mut file);
    serde_json::to_vec(&file).unwrap()
}
