//! A large library, texts and queries, and what is done with them. The pages take the time of each call.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a program for whoever works on this"
)]

#[path = "../corpus.rs"]
mod corpus;
pub mod diff;
#[path = "../library.rs"]
mod library;
#[path = "../plain.rs"]
mod plain;
mod search;
#[path = "../texts.rs"]
mod texts;
pub mod work;
