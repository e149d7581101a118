use std::fmt;

use super::Brake;
use crate::ports::FolderError;

/// Where a library's edits are, as every surface shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncState {
    /// The file holds everything; read back.
    InFolder,
    /// Edits are on this device and about to be written.
    SavedHere,
    /// Something is in the way; what can be retried is.
    Waiting {
        /// One sentence for the person.
        reason: String,
    },
    /// The folder or file isn't there.
    Offline {
        /// One sentence for the person.
        reason: String,
    },
    /// One click gives the permission back.
    NeedsPermission,
}

impl SyncState {
    pub(super) fn waiting(reason: &impl fmt::Display) -> Self {
        Self::Waiting { reason: reason.to_string() }
    }

    pub(super) fn held(brake: &Brake) -> Self {
        let reason = match (&brake.owner, brake.removed.len()) {
            (None, count) => match brake.by.as_slice() {
                [by] => format!("{by} deleted {count} prompts from the team's file at once"),
                _ => format!("{count} prompts were deleted in the team's file at once"),
            },
            (Some(owner), 0) => format!("The team's file names another owner, {owner}"),
            (Some(owner), count) => {
                format!(
                    "The team's file names another owner, {owner}, and {count} prompts were deleted in it"
                )
            }
        };
        Self::Waiting { reason: format!("{reason}. Nothing is taken over here until you decide") }
    }

    /// Returns the state of a library whose file is not in its folder.
    pub fn missing() -> Self {
        Self::Offline {
            reason: "The team file is not in its folder. It may have been moved or not arrived yet"
                .to_owned(),
        }
    }

    pub(super) fn foreign(name: &str) -> Self {
        Self::Waiting {
            reason: format!("The file in this folder now belongs to another library, “{name}”")
        }
    }

    /// Returns the state that an error of the folder leaves; `edits`: whether any still have to be written.
    pub fn of_folder(error: &FolderError, edits: bool) -> Self {
        match error {
            FolderError::NoPermission | FolderError::Blocked => Self::NeedsPermission,
            FolderError::FolderGone => Self::Offline { reason: error.to_string() },
            _ if edits => Self::Waiting { reason: format!("Saved on this device; will retry. {error}") },
            _ => Self::waiting(error),
        }
    }

    /// Returns the state's name for styles and tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::InFolder => "in-folder",
            Self::SavedHere => "saved-here",
            Self::Waiting { .. } => "waiting",
            Self::Offline { .. } => "offline",
            Self::NeedsPermission => "needs-permission",
        }
    }
}

impl fmt::Display for SyncState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InFolder => f.write_str("Up to date with the folder"),
            Self::SavedHere => f.write_str("Saved on this device"),
            Self::Waiting { reason } => f.write_str(reason),
            Self::Offline { reason } => write!(f, "Offline: {reason}"),
            Self::NeedsPermission => f.write_str("Please grant folder access and try again"),
        }
    }
}
