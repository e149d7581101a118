//! What is drawn. Each view is a function from the session to a node of the page.

mod card;
mod conflicts;
mod create;
mod editor;
mod empty;
mod header;
mod held;
mod join;
mod library;
mod list;
mod manage;
mod members;
mod parts;
mod reader;
mod settings;
mod shell;
mod shelves;
mod tabs;
mod teams;
mod wide;

pub(crate) use shell::{app, broken};
pub(crate) use wide::{WIDE, Wide};
