//! Leaving a team, and what of it is on this device only.

use prompt_commons::causal::owed;
use prompt_commons::command::Command;
use prompt_commons::model::{Draft, LibraryId, Prompt, PromptId};
use prompt_commons::ports;
use prompt_commons::ports::{Change, Ids, Store, StoreError, Table};
use prompt_commons::stored;

use crate::{Device, EditError, SetupError, draft, edit, record, sync, view};

/// What goes with a team that is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Edits that the team's file doesn't hold.
    pub edits: u32,
    /// Prompts that were written in them, for [`rescue`].
    pub prompts: u32,
    /// What was begun and not saved.
    pub drafts: u32,
    /// Private notes.
    pub notes: u32,
    /// A hash of all that: nothing less is agreed to.
    print: u64,
}

stored!(struct Losses { edits, prompts, drafts, notes, print });

impl Losses {
    /// Tells whether nothing would be lost.
    pub fn is_empty(&self) -> bool {
        (self.edits, self.drafts, self.notes) == (0, 0, 0)
    }
}

/// Counts what leaving a team would lose.
pub async fn losses<D: Device>(device: &D, id: &LibraryId) -> Result<Losses, StoreError> {
    let prefix = ports::prefix(id);
    let outbox = device.store().scan(Table::Outbox, &prefix).await?;
    let drafts = device.store().scan(Table::Drafts, &prefix).await?;
    let is_note = |(key, _): &&(String, String)| key.strip_prefix(&prefix).is_some_and(draft::is_note);
    let notes = drafts.iter().filter(is_note).count();
    // A library that can't be read has nothing more that leaving could lose.
    let waiting = record::one(device, id).await.ok().flatten().is_some_and(|record| record.waiting);
    let edits = outbox.len() + usize::from(waiting);
    let prompts = if edits > 0 { unsaved(device, id).await.unwrap_or_default().len() } else { 0 };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Losses {
        edits: count(edits),
        prompts: count(prompts),
        drafts: count(drafts.len() - notes),
        notes: count(notes),
        print: view::hash(&(waiting, outbox, drafts)),
    })
}

/// Forgets a team on this device; its file is not touched. Refused if more would be lost than `agreed`, as the person was
/// told of it.
pub async fn leave_team<D: Device>(device: &D, id: &LibraryId, agreed: &Losses) -> Result<(), SetupError> {
    let work = async {
        let losses = losses(device, id).await?;
        if !losses.is_empty() && losses != *agreed {
            return Err(SetupError::Losing);
        }
        forget(device, id).await
    };
    locked(device, id, work).await
}

/// Forgets a team on this device with all that is here only.
pub async fn forget_team<D: Device>(device: &D, id: &LibraryId) -> Result<(), SetupError> {
    locked(device, id, forget(device, id)).await
}

async fn locked<D: Device>(
    device: &D,
    id: &LibraryId,
    work: impl Future<Output = Result<(), SetupError>>,
) -> Result<(), SetupError> {
    // A sync that is under way ends first; else it would bring the record back. No edit is journalled meanwhile.
    device.exclusive(&sync::lock(id), view::exclusive(device, id, work)).await?;
    device.announce(id);
    Ok(())
}

/// Does so under the locks of the library's sync and view.
pub(crate) async fn forget<D: Device>(device: &D, id: &LibraryId) -> Result<(), SetupError> {
    let mut changes: Vec<Change> = Table::ALL.map(|table| Change::Delete(table, id.to_string())).into();
    changes.push(Change::Delete(Table::Snapshots, record::newer(id)));
    for table in [Table::Outbox, Table::Drafts, Table::Views, Table::Shelves] {
        let rows = device.store().scan(table, &ports::prefix(id)).await?;
        changes.extend(rows.into_iter().map(|(key, _)| Change::Delete(table, key)));
    }
    device.store().commit(&changes).await?;
    Ok(device.keep(id, None).await?)
}

/// Copies the prompts to My Prompts that were written in edits which the team's file doesn't hold.
pub async fn rescue<D: Device>(device: &D, id: &LibraryId) -> Result<(), EditError> {
    let add = |draft| Command::add(PromptId::from(device.ids().mint()), draft);
    let commands = unsaved(device, id).await?.into_iter().map(add).collect();
    edit::journal_all(device, &LibraryId::personal(), commands, |_| true, Vec::new()).await
}

/// Returns those prompts as they are seen, and what was written in edits that are refused.
async fn unsaved<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Draft>, StoreError> {
    let seen = view::whole(device, id).await?;
    let taken = owed(&seen.library, &seen.record.seen, seen.record.replica).map(Prompt::draft).cloned();
    let held = seen.beside.held.iter().filter_map(|held| held.draft.clone());
    // The categories of the team are none there.
    Ok(taken.chain(held).map(|draft| Draft { category: None, ..draft }).collect())
}
