//! What is drawn. Each view is a function from the session to a node of the page.

mod arrange;
mod backups;
mod card;
mod care;
mod categories;
mod choose;
mod compare;
mod create;
mod editor;
mod emblem;
mod empty;
mod header;
mod held;
mod join;
mod library;
mod list;
mod manage;
mod members;
mod newer;
mod news;
mod parts;
mod reader;
mod recreate;
mod review;
mod sets;
mod settings;
mod shell;
mod shelves;
mod swatches;
mod tabs;
mod tags;
mod teams;
mod wide;

pub(crate) use news::asked;
pub(crate) use shell::{app, broken};
pub(crate) use wide::{WIDE, Wide};
