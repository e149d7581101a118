use std::slice;

use prompt_commons::command::{Command, CommandError, Outcome, Stamp};
use prompt_commons::format::{MAX_FILE_BYTES, Refusal, encode_plain};
use prompt_commons::model::{Library, LibraryId, PromptId, Timestamp};
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say};
use prompt_commons::ports;
use prompt_commons::ports::{Change, Clock, Ids, Store, StoreError, Table};
use prompt_commons::stored::Stored;
use prompt_commons::sync::Entry;

use crate::record::Record;
use crate::{Device, one, view};

/// Bytes of what My Prompts may show: the other half of a file is for its causality and its trash.
const MOST_OWN_BYTES: u64 = MAX_FILE_BYTES / 2;

/// Why an edit was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The library's rules refuse it.
    Refused(CommandError),
    /// My Prompts would become too large to be opened again.
    TooLarge(Refusal),
    /// It would not do what it is meant to, because of what someone did since.
    Changed,
    /// It could not be saved on this device, so it isn't shown as saved.
    Store(StoreError),
}

impl From<CommandError> for EditError {
    fn from(error: CommandError) -> Self {
        Self::Refused(error)
    }
}

impl From<Refusal> for EditError {
    fn from(refusal: Refusal) -> Self {
        Self::TooLarge(refusal)
    }
}

impl From<StoreError> for EditError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Say for EditError {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Refused(error) => error.phrase(),
            Self::TooLarge(refusal) => refusal.phrase(),
            Self::Changed => phrase!("undo-changed"),
            Self::Store(error) => error.phrase(),
        }
    }
}

/// Journals an edit. `beside`: what is committed together with it.
pub(crate) async fn journal<D: Device>(
    device: &D,
    id: &LibraryId,
    command: Command,
    beside: Vec<Change>,
) -> Result<Outcome, EditError> {
    let outcome = view::exclusive(device, id, journalled(device, id, command, beside)).await?;
    if outcome.changed() {
        device.announce(id);
    }
    Ok(outcome)
}

async fn journalled<D: Device>(
    device: &D,
    id: &LibraryId,
    command: Command,
    mut beside: Vec<Change>,
) -> Result<Outcome, EditError> {
    if let Some(outcome) = one::journalled(device, id, &command, &beside).await? {
        return Ok(outcome);
    }
    let mut seen = view::work_out(device, id, slice::from_ref(&command)).await?;
    let mut entry = entry(device, &seen.record, command, device.clock().now());
    let mut outcome = seen.take(&entry)?;
    if let (Outcome::Nothing, Command::AddPrompt { id, draft, dates }) = (&outcome, &entry.command)
        && seen.library.prompt(id).is_some_and(|prompt| prompt.draft() != draft)
    {
        // A draft that was saved before, came back and was written on: what it says now is not there yet.
        let copy = PromptId::from(device.ids().mint());
        entry.command = Command::AddPrompt { id: copy.clone(), draft: draft.clone(), dates: dates.clone() };
        seen.take(&entry)?;
        outcome = Outcome::KeptBoth { copy };
    }
    if outcome.changed() {
        let bytes = if id.is_personal() { encode_plain(&seen.library).len() as u64 } else { 0 };
        if bytes > MOST_OWN_BYTES {
            // A team's edit waits in its outbox for the file to shrink; here it would lock all the others in.
            return Err(Refusal::TooLarge { bytes }.into());
        }
        let number = next_number(device, id).await?;
        beside.push(journal_entry(device, id, number, &entry));
        seen.beside.unsaved = seen.beside.unsaved.saturating_add(1);
    }
    if !beside.is_empty() {
        // What is seen now is what the snapshot and the outbox come to with this edit.
        view::write(device, id, &seen, beside).await?;
    }
    Ok(outcome)
}

/// Journals edits that are meant together: all of them or, if one can't do what it is meant to, none. `is_meant` says
/// whether they come to what is meant, `beside` what is committed together with them.
pub(crate) async fn journal_all<D: Device>(
    device: &D,
    id: &LibraryId,
    commands: Vec<Command>,
    is_meant: impl FnOnce(&Library) -> bool,
    beside: Vec<Change>,
) -> Result<(), EditError> {
    view::exclusive(device, id, journalled_all(device, id, commands, is_meant, beside)).await?;
    device.announce(id);
    Ok(())
}

async fn journalled_all<D: Device>(
    device: &D,
    id: &LibraryId,
    commands: Vec<Command>,
    is_meant: impl FnOnce(&Library) -> bool,
    mut beside: Vec<Change>,
) -> Result<(), EditError> {
    let mut seen = view::work_out(device, id, &commands).await?;
    let at = device.clock().now();
    let mut made = Vec::new();
    for command in commands {
        let entry = entry(device, &seen.record, command, at.clone());
        match seen.take(&entry)? {
            Outcome::Done => made.push(entry),
            Outcome::Nothing => {}
            Outcome::KeptBoth { .. } | Outcome::Revived | Outcome::Spared => return Err(EditError::Changed),
        }
    }
    if !is_meant(&seen.library) {
        return Err(EditError::Changed);
    }
    let first = next_number(device, id).await?;
    seen.beside.unsaved = seen.beside.unsaved.saturating_add(u32::try_from(made.len()).unwrap_or(u32::MAX));
    beside.extend((first..).zip(&made).map(|(number, made)| journal_entry(device, id, number, made)));
    Ok(view::write(device, id, &seen, beside).await?)
}

/// Journals several edits with whatever they are committed with, without a look at what they meet.
pub(crate) async fn entries<D: Device>(
    device: &D,
    record: &Record,
    commands: Vec<Command>,
) -> Result<Vec<Change>, StoreError> {
    let first = next_number(device, &record.id).await?;
    let at = device.clock().now();
    let made = |(number, command): (u64, Command)| {
        journal_entry(device, &record.id, number, &entry(device, record, command, at.clone()))
    };
    Ok((first..).zip(commands).map(made).collect())
}

/// Returns an edit that the member makes at a time.
pub(crate) fn entry<D: Device>(device: &D, record: &Record, command: Command, at: Timestamp) -> Entry {
    let (_, nonce) = crate::record::mint(device);
    Entry { command, stamp: Stamp { actor: record.email.clone(), at, replica: record.replica, nonce } }
}

/// Journals an edit under a number. Two surfaces that come to the same one at once get two keys.
pub(crate) fn journal_entry<D: Device>(device: &D, id: &LibraryId, number: u64, entry: &Entry) -> Change {
    let key = format!("{}{number:012}-{}", ports::prefix(id), device.ids().mint());
    Change::Put(Table::Outbox, key, entry.to_text())
}

/// Returns a number behind those of all edits that wait in the library's outbox.
pub(crate) async fn next_number<D: Device>(device: &D, id: &LibraryId) -> Result<u64, StoreError> {
    let prefix = ports::prefix(id);
    let rows = device.store().scan(Table::Outbox, &prefix).await?;
    let last =
        rows.last().and_then(|(key, _)| key.strip_prefix(&prefix)?.split_once('-')?.0.parse::<u64>().ok());
    Ok(last.map_or(0, |last| last.saturating_add(1)))
}

pub(crate) async fn discard<D: Device>(device: &D, id: &LibraryId, key: &str) -> Result<(), StoreError> {
    if !key.starts_with(&ports::prefix(id)) {
        return Err(StoreError(phrase!("store-edit-elsewhere")));
    }
    view::commit(device, id, vec![Change::Delete(Table::Outbox, key.to_owned())], None).await?;
    device.announce(id);
    Ok(())
}
