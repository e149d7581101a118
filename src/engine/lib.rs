//! The engine: what one device does with its libraries.
//!
//! ```text
//!   edit ─▶ journal (outbox, durable) ─▶ shown as "saved on this device"
//!                 │
//!   sync ─▶ [lock] outbox ─▶ core::sync decides, this carries out ─▶ snapshot + outbox in one commit ─▶ shown
//! ```
//!
//! Each library is three things in the store: its record, the snapshot (its file as last read), and the outbox
//! (edits that the file doesn't hold yet). What people see is the snapshot with the outbox applied, so an edit
//! shows before any folder was reached, and survives everything but the loss of the device.
//!
//! Everything here goes through the [`Device`] trait, so it runs natively against memory as well.

mod ahead;
mod breach;
mod content;
mod delete;
mod device;
mod draft;
mod edit;
mod follow;
mod index;
mod leave;
mod news;
mod one;
mod quiet;
mod record;
mod setup;
mod sync;
mod told;
mod undo;
mod view;

pub use breach::Breach;
pub use delete::DeleteError;
pub use device::Device;
pub use edit::EditError;
pub use index::index;
pub use leave::{Losses, forget_team, leave_team, losses, rescue};
pub use news::{Shown, Unread};
pub use record::{Place, Record};
pub use setup::{Found, Person, SetupError, create_team, inspect, join_team};
pub use told::{Told, UndoError};
pub use view::{Beside, Held, View};

use prompt_commons::causal::{self, Save, Trashed};
use prompt_commons::changes::Topic;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::format::open;
use prompt_commons::merge;
use prompt_commons::message::Verdict;
use prompt_commons::model::{Email, LibraryId, PromptId};
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::{Store, StoreError, Table};
use prompt_commons::sync::{Brake, SyncState};

/// Lists the libraries of this device: My Prompts first, then teams by name.
pub async fn records<D: Device>(device: &D) -> Result<Vec<Record>, StoreError> {
    record::all(device).await
}

/// Returns a library as its member sees it, without touching its folder.
pub async fn view<D: Device>(device: &D, id: &LibraryId) -> Result<View, StoreError> {
    view::load(device, id, None).await
}

/// Returns of a large library only some prompts, by their ids and in this order: what can be shown until the rest is read. `None` where
/// all of it comes as soon, or none of them is there.
pub async fn view_begun<D: Device>(
    device: &D,
    id: &LibraryId,
    prompts: &[&str],
) -> Result<Option<View>, StoreError> {
    view::begin(device, id, prompts).await
}

/// Returns it where it was seen before: of what is as it was nothing is read again.
pub async fn view_after<D: Device>(device: &D, id: &LibraryId, known: &View) -> Result<View, StoreError> {
    view::load(device, id, Some(known)).await
}

/// Journals an edit. When it returns, the edit is safe on this device; [`sync`] takes it to the folder.
pub async fn edit<D: Device>(device: &D, id: &LibraryId, command: Command) -> Result<Outcome, EditError> {
    edit::journal(device, id, command, Vec::new()).await
}

/// Journals an edit that was written in an editor, and forgets the editor's draft in the same step: it never comes back
/// as something still to be saved. `editor`: its name, as of [`keep_draft`].
pub async fn save<D: Device>(
    device: &D,
    id: &LibraryId,
    command: Command,
    editor: &str,
) -> Result<Outcome, EditError> {
    edit::journal(device, id, command, vec![draft::change(id, editor, None)]).await
}

/// Journals many edits in one step: all of them or none.
pub async fn edit_all<D: Device>(
    device: &D,
    id: &LibraryId,
    commands: Vec<Command>,
) -> Result<(), EditError> {
    edit::journal_all(device, id, commands, |_| true, Vec::new()).await
}

/// Returns what is written in an editor and not saved yet.
pub async fn draft<D: Device>(
    device: &D,
    id: &LibraryId,
    editor: &str,
) -> Result<Option<String>, StoreError> {
    draft::load(device, id, editor).await
}

/// Keeps what is written in an editor, in case its surface closes; nothing to forget it. `editor`: a name that no
/// other editor of the library has on this device.
pub async fn keep_draft<D: Device>(
    device: &D,
    id: &LibraryId,
    editor: &str,
    text: Option<String>,
) -> Result<(), StoreError> {
    draft::keep(device, id, editor, text).await
}

/// Gives up an edit that the folder's rules refused, after its author said so. `key`: that of the [`Held`].
pub async fn discard<D: Device>(device: &D, id: &LibraryId, key: &str) -> Result<(), StoreError> {
    edit::discard(device, id, key).await
}

/// Brings a library and its file up to date with each other. Never fails: the state says how it went.
pub async fn sync<D: Device>(device: &D, id: &LibraryId) -> Result<SyncState, StoreError> {
    sync::run(device, id, sync::Decided::Open).await
}

/// Brings a library and its file up to date with each other, taking over what the brake held: someone said that it
/// was meant.
pub async fn sync_allowed<D: Device>(device: &D, id: &LibraryId) -> Result<SyncState, StoreError> {
    let decided = held(device, id).await?.map_or(sync::Decided::Open, sync::Decided::TakenOver);
    sync::run(device, id, decided).await
}

/// Puts back what the brake held: the prompts that would have gone, and the owner. Where the file names another owner, only
/// for the owner of before; it stays held for anyone else.
pub async fn put_back<D: Device>(device: &D, id: &LibraryId) -> Result<SyncState, StoreError> {
    let decided = held(device, id).await?.map_or(sync::Decided::Open, sync::Decided::PutBack);
    sync::run(device, id, decided).await
}

/// Writes a library's file anew from what this device has, where there is none in its folder; someone said so. Does no more than
/// [`sync`] where there is one.
pub async fn recreate<D: Device>(device: &D, id: &LibraryId) -> Result<SyncState, StoreError> {
    sync::run(device, id, sync::Decided::Recreate).await
}

/// Returns what the brake holds, as surfaces show it.
async fn held<D: Device>(device: &D, id: &LibraryId) -> Result<Option<Brake>, StoreError> {
    Ok(record::one(device, id).await?.and_then(|record| record.brake))
}

/// Lists what others changed in a library and their roles don't allow, until its owner decides.
pub async fn breaches<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Breach>, StoreError> {
    breach::load(device, id).await
}

/// Decides about one of [`breaches`], by its number.
pub async fn decide<D: Device>(
    device: &D,
    id: &LibraryId,
    number: u64,
    verdict: Verdict,
) -> Result<(), EditError> {
    breach::decide(device, id, number, verdict).await
}

/// Lists the prompts of a library that can be brought back, what was deleted last first.
pub async fn trash<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Trashed>, StoreError> {
    let Some(text) = device.store().get(Table::Snapshots, id.as_str()).await? else { return Ok(Vec::new()) };
    let library = open(text.as_bytes()).map_err(|refusal| StoreError(refusal.phrase()))?;
    Ok(causal::trash(&library))
}

/// Lists the last versions of a prompt, the newest first; edits that are not in the file yet are among them.
pub async fn versions<D: Device>(
    device: &D,
    id: &LibraryId,
    prompt: &PromptId,
) -> Result<Vec<Save>, StoreError> {
    Ok(causal::saves(&view::whole(device, id).await?.library, prompt))
}

/// Lists who has joined a library, as far as it tells.
pub async fn joined<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Email>, StoreError> {
    Ok(causal::joined(&view::whole(device, id).await?.library))
}

/// Returns the private note of this device on a prompt.
pub async fn note<D: Device>(
    device: &D,
    id: &LibraryId,
    prompt: &PromptId,
) -> Result<Option<String>, StoreError> {
    draft::load(device, id, &draft::note(prompt)).await
}

/// Keeps a private note on a prompt; an empty one is forgotten. Returns what it is now: where another surface has made something
/// else of `seen`, the text has what both wrote. To be called by one surface at a time.
pub async fn keep_note<D: Device>(
    device: &D,
    id: &LibraryId,
    prompt: &PromptId,
    seen: &str,
    text: &str,
) -> Result<String, StoreError> {
    let theirs = note(device, id, prompt).await?.unwrap_or_default();
    let (both, _) = merge::both(seen, text, &theirs);
    let kept = Some(both.clone()).filter(|both| !both.trim().is_empty());
    draft::keep(device, id, &draft::note(prompt), kept).await?;
    Ok(both)
}

/// Returns how many changes of others wait for the person, library by library; those without any are left out. What nobody
/// but they can decide counts, too.
pub async fn unread<D: Device>(device: &D) -> Result<Vec<(LibraryId, u32)>, StoreError> {
    let mut waits = news::counts(device).await?;
    waits.extend(view::asks(device).await?);
    let of = |record: Record| {
        let counts = waits.iter().filter(|(id, _)| *id == record.id).map(|(_, count)| *count);
        let count = counts.fold(u32::from(record.brake.is_some()), u32::saturating_add);
        (record.id, count)
    };
    Ok(records(device).await?.into_iter().map(of).filter(|(_, count)| *count > 0).collect())
}

/// Gives a team the colour that this person knows it by, on this device: a name of the palette; none, for it to have none.
pub async fn set_color<D: Device>(
    device: &D,
    id: &LibraryId,
    color: Option<String>,
) -> Result<(), StoreError> {
    let work = async {
        let Some(record) = record::one(device, id).await? else { return Ok(()) };
        view::commit(device, id, vec![Record { color, ..record }.put()], None).await
    };
    // A sync that is under way ends first; else it would write the record as it was.
    device.exclusive(&sync::lock(id), work).await?;
    device.announce(id);
    Ok(())
}

/// Deletes a library for everyone, as its owner only may: its file goes to a dated backup beside it, and this device forgets it.
/// Returns the backup's name.
pub async fn delete_team<D: Device>(device: &D, id: &LibraryId) -> Result<String, DeleteError> {
    delete::delete_team(device, id).await
}

/// Returns the kinds of news that the person on this device doesn't want to hear of.
pub async fn quiet<D: Device>(device: &D) -> Result<Vec<Topic>, StoreError> {
    quiet::load(device).await
}

/// Has this device add no news of these kinds from now on. What there is to decide is told all the same.
pub async fn set_quiet<D: Device>(device: &D, topics: &[Topic]) -> Result<(), StoreError> {
    quiet::save(device, topics).await
}

/// Returns what others changed in a library and the person has not seen yet, the oldest first.
pub async fn news<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Unread>, StoreError> {
    news::load(device, id).await
}

/// Says of each piece of news what takes it back, or why this member can't.
pub fn undo(view: &View, news: &[Unread]) -> Vec<Result<Command, Phrase>> {
    news.iter().map(|one| undo::undo(&view.library, &view.record.email, one)).collect()
}

/// Takes back all news of a library up to `last`, the number of the newest that the person was told of.
pub async fn undo_all<D: Device>(device: &D, id: &LibraryId, last: u64) -> Result<(), UndoError> {
    news::undo_all(device, id, last).await
}

/// Forgets the news of a library up to `last`, the number of the newest that the person has seen.
pub async fn mark_read<D: Device>(device: &D, id: &LibraryId, last: u64) -> Result<(), StoreError> {
    news::mark_read(device, id, last).await
}
