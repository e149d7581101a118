//! How edits get into the file, driven against a folder in memory.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod bad_files;
mod brake;
mod by_hand;
mod copies;
mod device;
mod failures;
mod others;
mod plain;
mod profiles;
mod roles;
#[path = "../common/words.rs"]
mod words;
