//! The core of Prompt Commons: what a library is, how its file looks, who may do what, and how an edit
//! gets from a person into a file that several people write.
//!
//! ```text
//!   bytes ──format::decode──▶ Library ──command::apply──▶ Library ──format::encode──▶ bytes
//!                               │  ▲                                                   │
//!                       search, access::can          sync::Sync decides when to read ──┘
//! ```
//!
//! Architecture invariant: nothing here knows a browser, a clock, randomness or a file system. What it needs
//! of them comes in as values (a [`command::Stamp`], an [`sync::Event`]) or is declared in [`ports`].

pub mod access;
pub mod backup;
pub mod causal;
pub mod changes;
pub mod command;
pub mod compact;
pub mod diff;
pub mod filing;
pub mod format;
pub mod habits;
pub mod merge;
pub mod message;
pub mod model;
pub mod near;
pub mod order;
pub mod phrase;
pub mod ports;
pub mod project;
mod row;
pub mod rule;
pub mod search;
pub mod shelf;
pub mod site;
pub mod statistics;
pub mod stored;
pub mod sync;
pub mod template;
