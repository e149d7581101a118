use std::hash::{Hash, Hasher};

use fnv::FnvHasher;
use prompt_commons::access::{Action, Denied, Role, Target, can};
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::command::CommandError;
use prompt_commons::format::shown;
use prompt_commons::model::{Library, LibraryId};
use prompt_commons::ports::{Store, StoreError, Table};
use prompt_commons::sync::{Keyed, SyncState};

use crate::record::{self, Record};
use crate::{Device, Place};

/// A library as its member sees it: the file as last read, with the member's own edits.
#[derive(Clone, Debug)]
pub struct View {
    /// What the device knows of it.
    pub record: Record,
    /// Its content.
    pub library: Library,
    /// What has to be decided in it, as the file was last read.
    pub conflicts: Vec<Conflict>,
    /// Edits that the file doesn't hold yet.
    pub unsaved: usize,
    /// Those among them that the library's rules refuse.
    pub held: Vec<Held>,
    /// A hash of what it was made of.
    print: u64,
}

impl PartialEq for View {
    /// Compares what they were made of: a large library would take longer.
    fn eq(&self, other: &Self) -> bool {
        (&self.record, self.print) == (&other.record, other.print)
    }
}

impl Eq for View {}

/// An edit that the library's rules refuse, kept until its author decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub(crate) key: String,
    pub(crate) library: LibraryId,
    /// The edit.
    pub edit: prompt_commons::sync::Entry,
    /// Why it is refused.
    pub reason: CommandError,
}

impl View {
    /// Returns the member's role; `None` when the owner has removed them.
    pub fn role(&self) -> Option<Role> {
        self.library.members().role(&self.record.email)
    }

    /// Decides whether the member may do `action` to `target` here, a newer file's read-only state included.
    pub fn can(&self, action: Action, target: Target) -> Result<(), Denied> {
        if self.library.is_read_only() && can(Some(Role::Viewer), action, target).is_err() {
            return Err(Denied::ViewOnly);
        }
        can(self.role(), action, target)
    }

    /// Returns where the member's edits are.
    pub fn state(&self) -> SyncState {
        match (&self.record.place, &self.record.state) {
            (Place::Device, _) => SyncState::InFolder,
            (_, SyncState::InFolder) if self.unsaved > 0 => SyncState::SavedHere,
            (_, state) => state.clone(),
        }
    }
}

/// Returns what a library's outbox keys start with. The length keeps "team" apart from "team/x": ids of other
/// writers may hold any character.
pub(crate) fn prefix(id: &LibraryId) -> String {
    format!("{}:{id}/", id.as_str().len())
}

pub(crate) async fn outbox<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Keyed>, StoreError> {
    let rows = device.store().scan(Table::Outbox, &prefix(id)).await?;
    entries(rows)
}

fn entries(rows: Vec<(String, String)>) -> Result<Vec<Keyed>, StoreError> {
    rows.into_iter().map(|(key, text)| Ok((key, record::from_text(&text)?))).collect()
}

pub(crate) async fn load<D: Device>(device: &D, id: &LibraryId) -> Result<View, StoreError> {
    // The outbox first: a sync that ends between the two reads then leaves an edit in both, which is harmless,
    // and never in neither.
    let outbox = device.store().scan(Table::Outbox, &prefix(id)).await?;
    let snapshot = device.store().get(Table::Snapshots, id.as_str()).await?;
    let record = record::one(device, id).await?;
    let record =
        record.ok_or_else(|| StoreError("this library is not on this device any more".to_owned()))?;
    let mut print = FnvHasher::default();
    (&outbox, &snapshot).hash(&mut print);
    let outbox = entries(outbox)?;
    let mut library = match snapshot {
        Some(text) => shown(text.as_bytes()).map_err(|refusal| StoreError(refusal.to_string()))?,
        None if id.is_personal() => record::empty_personal(device),
        None => return Err(StoreError("this library's snapshot is missing".to_owned())),
    };
    let conflicts = device.store().get(Table::Conflicts, id.as_str()).await?;
    let conflicts = conflicts.map_or(Ok(Vec::new()), |text| record::from_text(&text))?;
    let unsaved = outbox.len() + usize::from(record.waiting);
    let mut held = Vec::new();
    for (key, edit) in outbox {
        if let Err(reason) = edit.preview(&mut library) {
            held.push(Held { key, library: id.clone(), edit, reason });
        }
    }
    Ok(View { record, library, conflicts, unsaved, held, print: print.finish() })
}
