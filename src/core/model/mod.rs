//! What a library is made of.
//!
//! Fields are private to the core: from outside a library is read through accessors and changed only by
//! [`crate::command::apply`], which asks [`crate::access::can`] first.

mod email;
mod id;
mod item;
mod library;
mod prompt;
mod prompts;
mod rest;
mod timestamp;

pub use email::{Email, EmailError, is_hidden};
pub use id::{CategoryId, ItemId, LibraryId, PromptId};
pub(crate) use item::DISPLAYED;
pub use item::{Item, Kind};
pub use library::{Category, Library, Members};
pub use prompt::{Draft, Parts, Prompt, TagCounts};
pub(crate) use prompts::Prompts;
pub use rest::Rest;
pub use timestamp::{Timestamp, TimestampError};

/// The names of colours that categories and sets can have besides `#rrggbb`, in the order in which new ones get them.
pub const COLOURS: [&str; 9] = ["blue", "green", "orange", "purple", "pink", "teal", "red", "yellow", "gray"];
