//! The contract of [`prompt_commons::ports`], as one suite that every implementation passes: the ones in memory
//! natively, the browser's in Chromium.
//!
//! A suite is plain async code that needs no runtime, thread or clock, and it returns what it found instead of
//! panicking, so that a page can show the list:
//!
//! ```
//! use futures::executor::block_on;
//! use prompt_commons_contract::{MemoryFolders, failures, folder};
//!
//! let report = block_on(folder(&MemoryFolders));
//! assert_eq!(failures(&report), Vec::<String>::new());
//! ```

mod check;
mod device;
mod folder;
mod memory;
pub mod sample;
mod store;

pub use device::{clock, ids};
pub use folder::{FolderFixture, folder};
pub use memory::{Call, MemoryFolder, MemoryFolders, MemoryStore, MemoryStores};
pub use store::{StoreFixture, store};

/// One case: what is claimed, and why it doesn't hold, if so.
pub type Case = (&'static str, Result<(), String>);

/// Returns a line for each case that failed.
pub fn failures(report: &[Case]) -> Vec<String> {
    let failed = report.iter().filter_map(|(name, result)| Some((name, result.as_ref().err()?)));
    failed.map(|(name, reason)| format!("{name}: {reason}")).collect()
}
