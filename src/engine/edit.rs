use prompt_commons::command::{Command, CommandError, Outcome, Stamp, preview};
use prompt_commons::format::{MAX_FILE_BYTES, Refusal, encode_plain};
use prompt_commons::model::{LibraryId, PromptId};
use prompt_commons::ports::{Change, Clock, Ids, Store, StoreError, Table};
use prompt_commons::stored::Stored;
use prompt_commons::sync::Entry;

use crate::{Device, view};

/// Bytes of what My Prompts may show: the other half of a file is for its causality and its trash.
const MOST_OWN_BYTES: u64 = MAX_FILE_BYTES / 2;

/// Why an edit was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The library's rules refuse it.
    #[error(transparent)]
    Refused(#[from] CommandError),
    /// My Prompts would become too large to be opened again.
    #[error(transparent)]
    TooLarge(#[from] Refusal),
    /// It could not be saved on this device, so it isn't shown as saved.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Journals an edit. `beside`: what is committed together with it.
pub(crate) async fn journal<D: Device>(
    device: &D,
    id: &LibraryId,
    command: Command,
    mut beside: Vec<Change>,
) -> Result<Outcome, EditError> {
    let (record, mut library, _) = view::work_out(device, id).await?;
    let (_, nonce) = crate::record::mint(device);
    let stamp = Stamp { actor: record.email, at: device.clock().now(), replica: record.replica, nonce };
    let mut outcome = preview(&mut library, &command, &stamp)?;
    let mut command = command;
    if let (Outcome::Nothing, Command::AddPrompt { id, draft }) = (&outcome, &command)
        && library.prompt(id).is_some_and(|prompt| prompt.draft() != draft)
    {
        // A draft that was saved before, came back and was written on: what it says now is not there yet.
        let copy = PromptId::from(device.ids().mint());
        command = Command::AddPrompt { id: copy.clone(), draft: draft.clone() };
        preview(&mut library, &command, &stamp)?;
        outcome = Outcome::KeptBoth { copy };
    }
    if !outcome.changed() {
        if !beside.is_empty() {
            view::commit(device, id, beside, None).await?;
        }
        return Ok(outcome);
    }
    let bytes = if id.is_personal() { encode_plain(&library).len() as u64 } else { 0 };
    if bytes > MOST_OWN_BYTES {
        // A team's edit waits in its outbox for the file to shrink; here it would lock all the others in.
        return Err(Refusal::TooLarge { bytes }.into());
    }
    let key = next_key(device, id).await?;
    let entry = Entry { command, stamp }.to_text();
    beside.push(Change::Put(Table::Outbox, key, entry));
    view::commit(device, id, beside, None).await?;
    device.announce(id);
    Ok(outcome)
}

/// Returns a key behind all others of the library. Two surfaces that ask at once get two keys.
async fn next_key<D: Device>(device: &D, id: &LibraryId) -> Result<String, StoreError> {
    let prefix = view::prefix(id);
    let rows = device.store().scan(Table::Outbox, &prefix).await?;
    let last =
        rows.last().and_then(|(key, _)| key.strip_prefix(&prefix)?.split_once('-')?.0.parse::<u64>().ok());
    let next = last.map_or(0, |last| last.saturating_add(1));
    Ok(format!("{prefix}{next:012}-{}", device.ids().mint()))
}

pub(crate) async fn discard<D: Device>(device: &D, id: &LibraryId, key: &str) -> Result<(), StoreError> {
    if !key.starts_with(&view::prefix(id)) {
        return Err(StoreError("this edit is not of this library".to_owned()));
    }
    view::commit(device, id, vec![Change::Delete(Table::Outbox, key.to_owned())], None).await?;
    device.announce(id);
    Ok(())
}
