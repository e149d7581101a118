//! The stories that the demo and the tests tell, in the words of the product's own surfaces.

mod background;
mod bad_files;
mod broken_engine;
mod care;
mod cast;
mod conflict;
mod edits;
mod errors;
mod joining;
mod killed;
mod main_job;
mod news;
mod outside;
mod restarts;
mod service;
mod sets;
mod site;
mod steps;
mod tags;

pub use background::background;
pub use bad_files::bad_files;
pub use broken_engine::broken_engine;
pub use care::{care, mass_deletion, removed};
pub use cast::Cast;
pub use conflict::{conflict, conflict_of_everything};
pub use edits::{Edits, edits};
pub use errors::{disk_errors, file_errors, permission_errors};
pub use joining::{join_errors, roles};
pub use killed::killed;
pub use main_job::main_job;
pub use news::{many, newer, newer_in_popup, news};
pub use outside::outside;
pub use restarts::{drafts, kills, kills_between_steps, reconnect};
pub use service::service;
pub use sets::{categories, sets};
pub use tags::tags;
