//! What others changed and their roles do not allow. A file has no guard, so it is found on reading, and waits here for
//! the owner: it stands, or is taken back by an edit like any other.

use prompt_commons::causal::Replica;
use prompt_commons::changes::{self, Change as Changed};
use prompt_commons::command::Command;
use prompt_commons::message::Verdict;
use prompt_commons::model::{Library, LibraryId};
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::stored;
use prompt_commons::stored::Stored;

use crate::{Device, EditError, edit, view};

/// Breaches that are kept of a library; the oldest go first. Whoever has more needs another team.
const MOST: usize = 500;

/// A change that its author's role does not allow.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// Goes up from one to the next.
    pub number: u64,
    /// What, by whom, when.
    pub change: Changed,
    /// What takes it back, one after the other.
    pub undo: Vec<Command>,
}

stored!(struct Breach { number, change, undo });

/// How they are kept of a library.
#[derive(Debug, Default)]
struct Row {
    /// The number of the last one there was: none is ever given twice, as a surface may show what was there before.
    last: u64,
    list: Vec<Breach>,
}

stored!(struct Row { last, list });

/// Reads what the owner has not decided about yet, the oldest first.
pub(crate) async fn load<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Breach>, StoreError> {
    Ok(row(device, id).await?.list)
}

/// Reads the row. One of another version of this program is no reason not to show a library.
async fn row<D: Device>(device: &D, id: &LibraryId) -> Result<Row, StoreError> {
    let text = device.store().get(Table::Breaches, id.as_str()).await?;
    Ok(text.as_deref().and_then(Row::from_text).unwrap_or_default())
}

/// Reads them from the text of a row.
pub(crate) fn parse(row: Option<&str>) -> Vec<Breach> {
    row.and_then(Row::from_text).unwrap_or_default().list
}

/// Returns what adds to the row what a sync found, `after` being what others made of `before`; `None`: nothing. `own`: the
/// name under which this device writes.
pub(crate) async fn found<D: Device>(
    device: &D,
    before: &Library,
    after: &Library,
    own: Replica,
) -> Result<Option<Change>, StoreError> {
    let new = changes::audit(before, after, own);
    if new.is_empty() {
        return Ok(None);
    }
    let mut all = row(device, after.id()).await?;
    for changes::Breach { change, mut undo } in new {
        // Of one thing that was changed twice, the owner decides once: about what it was before.
        let known = all.list.iter().position(|old| old.change.what.is_about_same(&change.what));
        if let Some(mut old) = known.map(|at| all.list.remove(at)) {
            undo.append(&mut old.undo);
        }
        all.last += 1;
        all.list.push(Breach { number: all.last, change, undo });
    }
    all.list.drain(..all.list.len().saturating_sub(MOST));
    Ok(Some(put(after.id(), &all)))
}

fn put(id: &LibraryId, all: &Row) -> Change {
    Change::Put(Table::Breaches, id.to_string(), all.to_text())
}

/// Carries out what the owner decided. Where it can't be taken back, it still waits.
pub(crate) async fn decide<D: Device>(
    device: &D,
    id: &LibraryId,
    number: u64,
    verdict: Verdict,
) -> Result<(), EditError> {
    // A sync that adds to the row has this lock, too.
    device.exclusive(&crate::sync::lock(id), Box::pin(decided(device, id, number, verdict))).await
}

async fn decided<D: Device>(
    device: &D,
    id: &LibraryId,
    number: u64,
    verdict: Verdict,
) -> Result<(), EditError> {
    let mut all = row(device, id).await?;
    let Some(at) = all.list.iter().position(|one| one.number == number) else { return Ok(()) };
    let breach = all.list.remove(at);
    let left = vec![put(id, &all)];
    match verdict {
        Verdict::Keep => view::commit(device, id, left, None).await?,
        Verdict::TakeBack => edit::journal_all(device, id, breach.undo, |_| true, left).await?,
    }
    device.announce(id);
    Ok(())
}
