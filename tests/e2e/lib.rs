//! Drives the built extension in a real Chromium, on real files, behind the real host names.
//!
//! From the ground up: [`cdp`] speaks the browser's debugging protocol, [`chromium`] runs a browser on a [`profile`],
//! [`page`] and [`element`] act as a person would, [`folder`] is the shared folder on disk, on a [`disk`] that may be full, [`carrier`] the
//! service that brings it to others under the names of [`copies`], [`server`] plays the AI sites. [`engine`] edits quicker than a
//! person, and [`ledger`] knows what was promised to people. [`member`] puts a person's browser together with the extension, [`stage`] puts the people
//! together, and [`scenario`] tells the stories that the demo and the tests share, step by step through
//! [`report`].
//!
//! Nothing sleeps for a guessed time: everything that takes time goes through [`wait`], which ends as soon
//! as the condition holds and otherwise says what it last saw.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON values, where what is missing reads as null, and lists whose length is known; a test says so"
)]

pub mod axe;
pub mod carrier;
pub mod cdp;
pub mod chromium;
pub mod copies;
pub mod disk;
pub mod element;
pub mod engine;
pub mod extension;
pub mod folder;
pub mod input;
pub mod ledger;
pub mod member;
pub mod page;
pub mod profile;
pub mod report;
pub mod scenario;
pub mod scratch;
pub mod server;
pub mod stage;
pub mod wait;
pub mod words;

pub use anyhow::Result;
pub use stage::story;
