use std::hash::{Hash, Hasher};

use fnv::FnvHasher;
use prompt_commons::access::{Action, Denied, Role, Target, can};
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::format::{encode_plain, shown};
use prompt_commons::model::{Draft, Library, LibraryId};
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::shelf::Shelf;
use prompt_commons::stored;
use prompt_commons::stored::Stored;
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
    /// What has to be known beside it.
    pub beside: Beside,
    /// A hash of what it was made of.
    print: u64,
}

/// What is shown beside a library's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// How many edits the file doesn't hold yet.
    pub unsaved: u32,
    /// Those among them that the library's rules refuse.
    pub held: Vec<Held>,
    /// What has to be decided, as the file was last read.
    pub conflicts: Vec<Conflict>,
}

/// An edit that the library's rules refuse, kept until its author decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its key in the outbox.
    pub key: String,
    /// What it would do.
    pub what: String,
    /// What its author wrote in it.
    pub draft: Option<Draft>,
    /// Why it is refused.
    pub reason: String,
}

stored!(struct Beside { unsaved, held, conflicts });
stored!(struct Held { key, what, draft, reason });

impl PartialEq for View {
    /// Compares what they were made of: a large library would take longer.
    fn eq(&self, other: &Self) -> bool {
        (&self.record, self.print) == (&other.record, other.print)
    }
}

impl Eq for View {}

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
            (_, SyncState::InFolder) if self.beside.unsaved > 0 => SyncState::SavedHere,
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
    rows.into_iter().map(|(key, text)| Ok((key, record::from_text(&text)?))).collect()
}

/// Reads what [`refresh`] left.
pub(crate) async fn load<D: Device>(device: &D, id: &LibraryId) -> Result<View, StoreError> {
    let beside = device.store().get(Table::Beside, id.as_str()).await?;
    let content = device.store().get(Table::Views, id.as_str()).await?;
    let record = found(record::one(device, id).await?)?;
    let mut print = FnvHasher::default();
    (&beside, &content).hash(&mut print);
    let library = match content {
        Some(text) => shown(text.as_bytes()).map_err(|refusal| StoreError(refusal.to_string()))?,
        None if id.is_personal() => record::empty_personal(device),
        None => return Err(StoreError("this library's view is missing".to_owned())),
    };
    let beside = beside.map_or(Ok(Beside::default()), |text| record::from_text(&text))?;
    Ok(View { record, library, beside, print: print.finish() })
}

fn found(record: Option<Record>) -> Result<Record, StoreError> {
    record.ok_or_else(|| StoreError("this library is not on this device any more".to_owned()))
}

/// Works out what a member sees: the snapshot with the outbox applied.
pub(crate) async fn work_out<D: Device>(
    device: &D,
    id: &LibraryId,
) -> Result<(Record, Library, Beside), StoreError> {
    // The outbox first: a sync that ends between the two reads then leaves an edit in both, which is harmless,
    // and never in neither.
    let outbox = outbox(device, id).await?;
    let snapshot = device.store().get(Table::Snapshots, id.as_str()).await?;
    let record = found(record::one(device, id).await?)?;
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
            let (what, draft) = (edit.command.describe(&library), edit.command.draft().cloned());
            held.push(Held { key, what, draft, reason: reason.to_string() });
        }
    }
    let unsaved = u32::try_from(unsaved).unwrap_or(u32::MAX);
    Ok((record, library, Beside { unsaved, held, conflicts }))
}

/// Brings what surfaces and the selector read up to what the member sees, if it isn't.
pub(crate) async fn refresh<D: Device>(device: &D, id: &LibraryId) -> Result<(), StoreError> {
    // One after the other, each reading what is there then: the last one has seen every edit.
    device.exclusive(&format!("view:{id}"), update(device, id)).await
}

async fn update<D: Device>(device: &D, id: &LibraryId) -> Result<(), StoreError> {
    let (record, library, beside) = work_out(device, id).await?;
    let offline = matches!(record.state, SyncState::Offline { .. } | SyncState::NeedsPermission);
    let content = String::from_utf8(encode_plain(&library)).map_err(|error| StoreError(error.to_string()))?;
    let rows = [
        (Table::Views, content),
        (Table::Beside, beside.to_text()),
        (Table::Shelves, Shelf::of(&library, offline && !id.is_personal()).to_text()),
    ];
    let mut changes = Vec::new();
    for (table, text) in rows {
        if device.store().get(table, id.as_str()).await?.as_deref() != Some(text.as_str()) {
            changes.push(Change::Put(table, id.to_string(), text));
        }
    }
    if changes.is_empty() { Ok(()) } else { device.store().commit(&changes).await }
}
