use super::Brake;
use crate::phrase;
use crate::phrase::{Phrase, Say};
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
        /// For the person.
        reason: Phrase,
    },
    /// The folder or file isn't there.
    Offline {
        /// For the person.
        reason: Phrase,
    },
    /// One click gives the permission back.
    NeedsPermission,
}

impl SyncState {
    pub(super) fn waiting(reason: &impl Say) -> Self {
        Self::Waiting { reason: reason.phrase() }
    }

    pub(super) fn held(brake: &Brake) -> Self {
        let reason = match (&brake.owner, brake.removed.len()) {
            (None, count) => match brake.by.as_slice() {
                [by] => phrase!("brake-deleted-by", by = &by.to_string(), count = count),
                _ => phrase!("brake-deleted", count = count),
            },
            (Some(owner), 0) => phrase!("brake-owner", owner = &owner.to_string()),
            (Some(owner), count) => {
                phrase!("brake-owner-and-deleted", owner = &owner.to_string(), count = count)
            }
        };
        Self::Waiting { reason }
    }

    /// Returns the state of a library whose file is not in its folder.
    pub fn missing() -> Self {
        Self::Offline { reason: phrase!("sync-missing") }
    }

    /// Returns the state of a library that `by` has deleted for everyone.
    pub fn deleted(by: &str) -> Self {
        Self::Offline { reason: phrase!("sync-deleted", by = by) }
    }

    /// Tells whether its owner has deleted the library for everyone.
    pub fn is_deleted(&self) -> bool {
        matches!(self, Self::Offline { reason } if reason.id() == "sync-deleted")
    }

    pub(super) fn foreign(name: &str) -> Self {
        Self::Waiting { reason: phrase!("sync-foreign", name = name) }
    }

    /// Returns the state that an error of the folder leaves; `edits`: whether any still have to be written.
    pub fn of_folder(error: &FolderError, edits: bool) -> Self {
        match error {
            FolderError::NoPermission | FolderError::Blocked => Self::NeedsPermission,
            FolderError::FolderGone => Self::Offline { reason: error.phrase() },
            _ if edits => Self::Waiting { reason: phrase!("sync-will-retry", reason = &error.phrase()) },
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

impl Say for SyncState {
    fn phrase(&self) -> Phrase {
        match self {
            Self::InFolder => phrase!("sync-in-folder"),
            Self::SavedHere => phrase!("sync-saved-here"),
            Self::Waiting { reason } => reason.clone(),
            Self::Offline { reason } if self.is_deleted() => reason.clone(),
            Self::Offline { reason } => phrase!("sync-offline", reason = reason),
            Self::NeedsPermission => phrase!("folder-no-permission"),
        }
    }
}
