//! What a member sees, worked out of the snapshot and the outbox as they will be.

use prompt_commons::causal::conflict::{Conflict, conflicts};
use prompt_commons::command::{Command, CommandError, Outcome};
use prompt_commons::format::{open, shown};
use prompt_commons::model::{Library, LibraryId, PromptId};
use prompt_commons::phrase;
use prompt_commons::phrase::Say as _;
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::sync::{Entry, Keyed};

use crate::Device;
use crate::record::{self, Record};
use crate::view::{Beside, Held, found, outbox};

/// The store as it will be once some changes are committed.
pub(crate) struct Ahead<'a, D: Device> {
    pub(crate) device: &'a D,
    pub(crate) changes: &'a [Change],
    /// What the changes make of the snapshot, where that is known already.
    pub(crate) snapshot: Option<&'a Library>,
}

impl<D: Device> Ahead<'_, D> {
    pub(crate) async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        let change = self.changes.iter().rev().find_map(|change| match change {
            Change::Put(of, id, text) if *of == table && id == key => Some(Some(text.clone())),
            Change::Delete(of, id) if *of == table && id == key => Some(None),
            _ => None,
        });
        match change {
            Some(changed) => Ok(changed),
            None => self.device.store().get(table, key).await,
        }
    }

    async fn outbox(&self, id: &LibraryId) -> Result<Vec<Keyed>, StoreError> {
        let mut outbox = outbox(self.device, id).await?;
        for change in self.changes {
            match change {
                // A new one is the last.
                Change::Put(Table::Outbox, key, text) => outbox.push((key.clone(), record::from_text(text)?)),
                Change::Delete(Table::Outbox, gone) => outbox.retain(|(key, _)| key != gone),
                _ => {}
            }
        }
        Ok(outbox)
    }

    async fn record(&self, id: &LibraryId) -> Result<Record, StoreError> {
        if id.is_personal() {
            return Ok(Record::personal());
        }
        let text = self.get(Table::Libraries, id.as_str()).await?;
        found(text.map(|text| record::from_text(&text)).transpose()?)
    }

    /// Returns the snapshot, in full or only what is shown of it.
    async fn snapshot(&self, id: &LibraryId, depth: Depth) -> Result<Library, StoreError> {
        match (depth, self.snapshot) {
            (Depth::Shown, Some(library)) => return Ok(library.to_shown()),
            (Depth::Whole, Some(library)) => return Ok(library.clone()),
            (_, None) => {}
        }
        let read = match depth {
            Depth::Shown => shown,
            Depth::Whole => open,
        };
        let newer = self.get(Table::Snapshots, &record::newer(id)).await?;
        match newer.or(self.get(Table::Snapshots, id.as_str()).await?) {
            Some(text) => read(text.as_bytes()).map_err(|refusal| StoreError(refusal.phrase())),
            None if id.is_personal() => Ok(record::empty_personal(self.device)),
            None => Err(StoreError(phrase!("store-snapshot-missing"))),
        }
    }

    /// Works out what a member sees: the snapshot with the outbox applied. `next`: what will be done to it then.
    /// `least`: how much of it is needed anyway.
    pub(crate) async fn work_out(
        &self,
        id: &LibraryId,
        next: &[Command],
        least: Depth,
    ) -> Result<Seen, StoreError> {
        // The outbox first: a sync that ends between the two reads then leaves an edit in both, which is harmless,
        // and never in neither.
        let outbox = self.outbox(id).await?;
        let (mut depth, mut library) = (least, self.snapshot(id, least).await?);
        let record = self.record(id).await?;
        let conflicts = self.get(Table::Conflicts, id.as_str()).await?;
        let conflicts: Vec<Conflict> = conflicts.map_or(Ok(Vec::new()), |text| record::from_text(&text))?;
        let commands: Vec<&Command> = outbox.iter().map(|(_, entry)| &entry.command).chain(next).collect();
        let asked = |command: &&Command| {
            command.about().is_some_and(|about| conflicts.iter().any(|open| open.about == about))
        };
        if depth == Depth::Shown && (commands.iter().any(asked) || brings_back(&library, &commands)) {
            (depth, library) = (Depth::Whole, self.snapshot(id, Depth::Whole).await?);
        }
        let unsaved = outbox.len() + usize::from(record.waiting);
        let unsaved = u32::try_from(unsaved).unwrap_or(u32::MAX);
        // The rest is known as it is written.
        let beside = Beside { unsaved, conflicts, ..Beside::default() };
        let mut seen = Seen { record, library, beside, depth };
        for (key, edit) in outbox {
            if let Err(reason) = seen.take(&edit) {
                let (what, draft) = (edit.command.describe(&seen.library), edit.command.draft(&seen.library));
                seen.beside.held.push(Held { key, what, draft, reason: reason.phrase() });
            }
        }
        Ok(seen)
    }
}

/// How much of a library is read to show edits in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// What it shows. Of a large library that takes a small part of the time.
    Shown,
    /// All of it, so that edits are made as a sync makes them: those that bring something back, and those of what waits
    /// for a decision, come to more than what they say.
    Whole,
}

/// Tells whether one of `commands`, which come one after the other, brings a prompt back out of the trash: it comes with
/// all that was in it when it went.
fn brings_back(library: &Library, commands: &[&Command]) -> bool {
    let is_gone = |id: &PromptId, before: &[&Command]| {
        let last = before.iter().rev().find_map(|command| match command {
            Command::AddPrompt { id: added, .. } if added == id => Some(false),
            Command::DeletePrompt { id: deleted, .. } if deleted == id => Some(true),
            _ => None,
        });
        last.unwrap_or_else(|| library.prompt(id).is_none())
    };
    (0..commands.len()).filter_map(|at| commands.split_at_checked(at)).any(|(before, rest)| match rest {
        [Command::EditPrompt { id, .. } | Command::RestorePrompt { id }, ..] => is_gone(id, before),
        _ => false,
    })
}

/// What a member sees, worked out of the snapshot and the outbox.
pub(crate) struct Seen {
    pub(crate) record: Record,
    pub(crate) library: Library,
    pub(crate) beside: Beside,
    depth: Depth,
}

impl Seen {
    /// Returns what has to be decided.
    pub(crate) fn conflicts(&self) -> Vec<Conflict> {
        match self.depth {
            Depth::Shown => self.beside.conflicts.clone(),
            Depth::Whole => conflicts(&self.library),
        }
    }

    /// Shows an edit in it.
    pub(crate) fn take(&mut self, edit: &Entry) -> Result<Outcome, CommandError> {
        match self.depth {
            Depth::Shown => edit.preview(&mut self.library),
            Depth::Whole => edit.apply(&mut self.library, self.record.replica),
        }
    }
}
