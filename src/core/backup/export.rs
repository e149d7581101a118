use std::collections::HashSet;

use serde_json::Value;
use uuid::Uuid;

use super::BACKUP_OF;
use crate::format::encode_plain;
use crate::model::{CategoryId, Email, ItemId, Kind, Library, LibraryId, Members, PromptId, Rest};

/// What goes into a backup.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'a> {
    /// All that the library shows, its members included.
    Everything,
    /// These prompts, with the categories and sets that they are in. Of the members nothing but what prompts say themselves.
    Prompts(&'a [PromptId]),
    /// A set and its prompts, with the categories that they are in. Of the members nothing but what prompts say themselves.
    Set(&'a ItemId),
}

/// Returns the bytes of a backup: a library file of form 1.0 (docs/format.md), with a `teamId` of its own and the library's in
/// `backupOf`.
///
/// It has authors, dates and unknown fields; it has neither versions nor trash, and of several values that wait for a decision
/// the one that is shown.
pub fn export(library: &Library, choice: Choice<'_>) -> Vec<u8> {
    let mut backup = library.to_shown();
    backup.id =
        LibraryId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("backup of {}", library.id).as_bytes()));
    match choice {
        Choice::Everything => {}
        Choice::Prompts(ids) => {
            let ids: HashSet<&PromptId> = ids.iter().collect();
            backup.prompts.as_mut().retain(|prompt| ids.contains(prompt.id()));
            some(&mut backup, |_| true);
        }
        Choice::Set(set) => {
            backup.prompts.as_mut().retain(|prompt| prompt.place_in(set).is_some());
            for prompt in backup.prompts.iter_mut() {
                prompt.sets.retain(|(id, _)| id == set);
            }
            some(&mut backup, |id| id == set);
        }
    }
    // Left over of a damaged one; a backup has none.
    backup.rest.take("sync");
    backup.rest.set(BACKUP_OF, &Value::String(library.id.to_string()));
    encode_plain(&backup)
}

/// Leaves of a library what belongs to its prompts, and of the sets those that are meant.
fn some(backup: &mut Library, is_meant: impl Fn(&ItemId) -> bool) {
    let Library { prompts, categories, items, .. } = backup;
    let used: HashSet<&CategoryId> = prompts.iter().filter_map(|prompt| prompt.category()).collect();
    categories.retain(|category| used.contains(category.id()));
    let sets: HashSet<&ItemId> =
        prompts.iter().flat_map(|prompt| prompt.sets.iter().map(|(id, _)| id)).collect();
    items.retain(|item| item.kind == Kind::Set && is_meant(&item.id) && (sets.contains(&item.id)));
    // The form needs an owner.
    backup.members =
        Members { owner: Email::me(), editors: Vec::new(), viewers: Vec::new(), rest: Rest::default() };
    backup.last_modified_by = None;
    backup.rest = Rest::default();
}
