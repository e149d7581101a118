//! What was last filled in, by the variable's key. On this device only, in the storage that settings erase.

use gloo_storage::{LocalStorage, Storage as _};

fn name(key: &str) -> String {
    format!("value:{key}")
}

/// Returns what was last filled in for a variable.
pub(crate) fn value(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(&name(key)).ok()?
}

/// Keeps what was filled in for a variable.
pub(crate) fn keep(key: &str, value: &str) {
    // A storage that is full, or closed, remembers no more.
    let _ = LocalStorage::raw().set_item(&name(key), value);
}
