//! The browser behind the core's ports: the only member besides the entry points that knows `JsValue`.
//!
//! Nothing is decided here. Each module is one API of Chromium in the core's terms, and each error of the
//! browser becomes one of [`prompt_commons::ports`].

pub mod announcements;
pub mod badge;
mod chrome;
pub mod clipboard;
mod clock;
pub mod commands;
mod device;
pub mod dom;
mod durable;
mod engine;
pub mod erase;
mod error;
mod file_system;
pub mod files;
pub mod first;
pub mod glance;
pub mod habits;
mod handle;
mod locks;
pub mod messages;
mod object;
mod observer;
pub mod offscreen;
pub mod pickers;
pub mod preferences;
mod promise;
pub mod search;
pub mod side_panel;
pub mod sites;
pub mod statistics;
mod store;
pub mod tabs;
pub mod visible;
pub mod words;
mod worker;

pub use clock::{BrowserClock, RandomIds};
pub use device::Browser;
pub use engine::Engine;
pub use file_system::BrowserFolder;
pub use handle::Handle;
pub use observer::Watch;
pub use store::IndexedStore;

/// Returns after `millis` milliseconds.
pub async fn sleep(millis: u32) {
    gloo_timers::future::sleep(std::time::Duration::from_millis(millis.into())).await;
}
