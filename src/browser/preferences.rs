//! Small things that an extension page remembers on this device. Losing them costs nobody any work.

use gloo_storage::{LocalStorage, Storage};
use prompt_commons::model::LibraryId;
use serde::{Deserialize, Serialize};

const KEY: &str = "preferences";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// Light, dark, or as the system is.
    pub theme: Theme,
    /// The team that was shown last.
    pub library: Option<LibraryId>,
    /// The tab that was shown last.
    pub tab: Option<String>,
    /// The email that the person typed when they set up a team.
    pub email: Option<String>,
}

/// How surfaces look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

/// Returns what was saved, or the defaults.
pub fn load() -> Preferences {
    LocalStorage::get(KEY).unwrap_or_default()
}

/// Saves what is given. A full or forbidden storage is no reason to disturb anyone.
pub fn save(preferences: &Preferences) {
    let _ = LocalStorage::set(KEY, preferences);
}
