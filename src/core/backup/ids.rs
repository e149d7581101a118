//! The ids of what is imported, worked out so that a second import finds what the first one added.

use uuid::Uuid;

use super::backup_of;
use crate::model::{CategoryId, Draft, ItemId, Kind, Library, LibraryId, PromptId};

/// Where ids are from, and so what they become in a library.
pub(super) enum Ids {
    /// They are the library's own, or derived already.
    Same,
    /// Others may have the same ids for something else, so they are derived anew.
    Of(Uuid),
}

impl Ids {
    /// Takes the ids of the library `of` to `into`; `None` where they are derived already.
    pub(super) fn of_library(of: Option<&LibraryId>, into: &Library) -> Self {
        match of {
            // A backup opens as a library of its own; that has the ids of the library that it was taken of.
            Some(of) if *of != into.id && Some(of) != backup_of(into).as_ref() => {
                Self::of(&format!("library/{of}"))
            }
            _ => Self::Same,
        }
    }

    /// Takes the ids that some program gives.
    pub(super) fn of(source: &str) -> Self {
        Self::Of(Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("prompt-commons/backup/{source}").as_bytes()))
    }

    pub(super) fn category(&self, id: &CategoryId) -> CategoryId {
        self.derived("categories", id.as_str()).map_or_else(|| id.clone(), CategoryId::from)
    }

    pub(super) fn item(&self, kind: Kind, id: &ItemId) -> ItemId {
        self.derived(kind.list(), id.as_str()).map_or_else(|| id.clone(), ItemId::from)
    }

    /// With its text: programs that count their prompts give everyone the same ids.
    pub(super) fn prompt(&self, id: &PromptId, draft: &Draft) -> PromptId {
        self.text(id.as_str(), draft).map_or_else(|| id.clone(), PromptId::from)
    }

    /// Derives the id of a prompt from its id there, "" where it has none, and its text.
    pub(super) fn text(&self, id: &str, draft: &Draft) -> Option<Uuid> {
        let space = self.derived("prompts", id)?;
        let texts = [&draft.title, &draft.content].into_iter().chain(&draft.turns);
        // With their lengths, so that no two rows of texts look the same one behind the other.
        let text: Vec<String> = texts.map(|text| format!("{} {text}", text.len())).collect();
        Some(Uuid::new_v5(&space, text.concat().as_bytes()))
    }

    fn derived(&self, list: &str, id: &str) -> Option<Uuid> {
        let Self::Of(space) = self else { return None };
        Some(Uuid::new_v5(&Uuid::new_v5(space, list.as_bytes()), id.as_bytes()))
    }
}
