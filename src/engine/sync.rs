use prompt_commons::access::Role;
use prompt_commons::causal::Replica;
use prompt_commons::command::{Command, Stamp};
use prompt_commons::format::{encode, is_large, open};
use prompt_commons::model::{Draft, Library, LibraryId, PromptId};
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::{Change, Clock, Folder, FolderError, Store, StoreError, Table};
use prompt_commons::sync::{Brake, Effect, Event, Keyed, Report, Start, Sync, SyncState};

use crate::record::{self, Record};
use crate::{Device, breach, delete, edit, news, view};

/// Names the lock under which a library's record, snapshot and settled edits change.
pub(crate) fn lock(id: &LibraryId) -> String {
    format!("sync:{id}")
}

/// What someone decided about what the brake holds.
pub(crate) enum Decided {
    /// Nothing yet.
    Open,
    /// This is taken over as it was shown.
    TakenOver(Brake),
    /// So is this, and then it is put back: the prompts come out of the trash, and the owner stays the owner.
    PutBack(Brake),
    /// The file is not there, and is to be written anew from what this device has.
    Recreate,
}

/// Runs one sync under the library's lock.
pub(crate) async fn run<D: Device>(
    device: &D,
    id: &LibraryId,
    decided: Decided,
) -> Result<SyncState, StoreError> {
    let state = device.exclusive(&lock(id), Box::pin(locked(device, id, decided))).await?;
    if !view::is_there(device, id).await? {
        view::commit(device, id, Vec::new(), None).await?;
    }
    Ok(state)
}

async fn locked<D: Device>(device: &D, id: &LibraryId, decided: Decided) -> Result<SyncState, StoreError> {
    if id.is_personal() {
        return personal(device).await;
    }
    let Some(record) = record::one(device, id).await? else {
        return Err(StoreError(phrase!("store-not-here")));
    };
    match (device.folder(id).await, record.place.file()) {
        (Ok(folder), Some(file)) => {
            let snapshot = device.store().get(Table::Snapshots, id.as_str()).await?;
            let snapshot = snapshot.ok_or_else(|| StoreError(phrase!("store-snapshot-missing")))?;
            let mut progress = Progress::of(device, id);
            progress.is_at(5, snapshot.len());
            let known = open(snapshot.as_bytes()).map_err(|refusal| StoreError(refusal.phrase()))?;
            let decided = match decided {
                // Else whoever the file names as the owner would decide what comes back.
                Decided::PutBack(Brake { owner: Some(_), .. })
                    if !known.members().owner().is(&record.email) =>
                {
                    Decided::Open
                }
                // Who may add nothing brings nothing back.
                Decided::PutBack(_) if known.members().role(&record.email) <= Some(Role::Viewer) => {
                    Decided::Open
                }
                decided => decided,
            };
            let before = Before { known, outbox: view::outbox(device, id).await?, decided };
            carry_out(device, &folder, file, &record, &before, snapshot, &mut progress).await
        }
        (Ok(_), None) => Ok(SyncState::InFolder),
        (Err(error), _) => failed(device, record, &error).await,
    }
}

/// Tells surfaces how far a sync is, if there is so much to do that someone may wait for it; that it is over, in any case.
struct Progress<'a, D: Device> {
    device: &'a D,
    library: &'a LibraryId,
    /// Bytes of the largest file of it that was seen.
    bytes: usize,
    percent: u8,
    is_told: bool,
}

impl<'a, D: Device> Progress<'a, D> {
    fn of(device: &'a D, library: &'a LibraryId) -> Self {
        Self { device, library, bytes: 0, percent: 0, is_told: false }
    }

    /// Takes note of what comes now, which may be something that was to be done before. `bytes`: of a file that is at hand.
    fn is_at(&mut self, percent: u8, bytes: usize) {
        (self.percent, self.bytes) = (percent.max(self.percent), bytes.max(self.bytes));
        if is_large(self.bytes as u64) {
            self.is_told = true;
            self.device.tell(self.library, Some(self.percent));
        }
    }
}

impl<D: Device> Drop for Progress<'_, D> {
    fn drop(&mut self) {
        if self.is_told {
            self.device.tell(self.library, None);
        }
    }
}

/// The library as the device had it when a sync began.
struct Before {
    known: Library,
    /// The edits that it did not hold yet.
    outbox: Vec<Keyed>,
    decided: Decided,
}

impl Before {
    /// Tells whether `after` has fewer prompts than one's own edits leave. A file can be made to say so without an edit that
    /// anyone could be named for.
    fn lost_any(&self, settled: &[String], after: &Library) -> bool {
        let own = self.outbox.iter().filter(|(key, _)| settled.contains(key));
        let (mut less, mut more) = (0, 0);
        for (_, entry) in own {
            match entry.command {
                Command::AddPrompt { .. } | Command::RestorePrompt { .. } => more += 1,
                Command::DeletePrompt { .. } => less += 1,
                _ => {}
            }
        }
        after.prompts().len() + less < self.known.prompts().len() + more
    }

    /// Returns the library with those of the member's own edits that a sync took in: what it differs from `after` in
    /// is the work of others.
    fn with_own(&self, settled: &[String], replica: Replica) -> Library {
        let mut library = self.known.clone();
        for (_, entry) in self.outbox.iter().filter(|(key, _)| settled.contains(key)) {
            // One that is refused by now was not taken in either.
            let _ = entry.apply(&mut library, replica);
        }
        library
    }
}

/// What a sync comes to whose folder could not even be opened.
async fn failed<D: Device>(device: &D, record: Record, error: &FolderError) -> Result<SyncState, StoreError> {
    let edits = record.waiting || !view::outbox(device, &record.id).await?.is_empty();
    let state = SyncState::of_folder(error, edits);
    if record.state != state {
        let record = Record { state: state.clone(), ..record };
        view::commit(device, &record.id, vec![record.put()], None).await?;
        device.announce(&record.id);
    }
    Ok(state)
}

/// Runs a sync and saves what it comes to. `snapshot`: the text that the device's library was read from.
async fn carry_out<D: Device>(
    device: &D,
    folder: &D::Folder,
    file: &str,
    record: &Record,
    before: &Before,
    snapshot: String,
    progress: &mut Progress<'_, D>,
) -> Result<SyncState, StoreError> {
    let mut state = record.state.clone();
    let (allowed, reclaim) = match &before.decided {
        Decided::Open | Decided::Recreate => (None, None),
        Decided::TakenOver(shown) => (Some(shown.clone()), None),
        Decided::PutBack(shown) if shown.owner.is_none() => (Some(shown.clone()), None),
        Decided::PutBack(shown) => {
            let (actor, at, replica) = (record.email.clone(), device.clock().now(), record.replica);
            (Some(shown.clone()), Some(Stamp { actor, at, replica, nonce: record::mint(device).1 }))
        }
    };
    let (mut sync, mut effect) = Sync::start(Start {
        library: before.known.clone(),
        bytes: snapshot.into_bytes(),
        file: file.to_owned(),
        outbox: before.outbox.clone(),
        seen: record.seen.clone(),
        copies: record.copies.iter().flatten().copied().collect(),
        email: record.email.clone(),
        replica: record.replica,
        fresh: record::mint(device).0,
        allowed,
        reclaim,
        recreate: matches!(before.decided, Decided::Recreate),
        today: device.clock().now().date().to_owned(),
    });
    loop {
        let event = match effect {
            Effect::List => {
                progress.is_at(20, 0);
                Event::Listed(folder.list().await)
            }
            Effect::Read(name) => {
                let read = folder.read(&name).await;
                let bytes = read.as_ref().ok().and_then(|read| read.as_ref().map(Vec::len));
                progress.is_at(35, bytes.unwrap_or_default());
                Event::Read(read)
            }
            Effect::Write { name, bytes, seen } => {
                progress.is_at(60, bytes.len());
                Event::Written(folder.write(&name, &bytes, seen.as_deref()).await)
            }
            Effect::Remove { name, seen } => Event::Removed(folder.remove(&name, &seen).await),
            Effect::Wait { millis } => {
                device.wait(millis).await;
                Event::Waited
            }
            Effect::Keep(mut report) => {
                if report.state == SyncState::missing() {
                    report.state = delete::state_of_missing(folder, &record.id, file).await;
                }
                progress.is_at(80, 0);
                state = save(device, record.clone(), *report, before).await?;
                Event::Kept
            }
            Effect::Done => return Ok(state),
        };
        effect = sync.step(event);
    }
}

/// Saves what a run came to in one commit, or nothing where nothing changed, so that surfaces stay quiet.
async fn save<D: Device>(
    device: &D,
    record: Record,
    report: Report,
    before: &Before,
) -> Result<SyncState, StoreError> {
    let id = record.id.clone();
    let mut changes: Vec<Change> =
        report.settled.iter().map(|key| Change::Delete(Table::Outbox, key.clone())).collect();
    let mut learnt = Vec::new();
    let mut after = Record {
        state: report.state.clone(),
        replica: report.replica,
        seen: report.seen,
        copies: Some(report.copies).filter(|copies| !copies.is_empty()),
        brake: report.brake,
        place: record.place.clone().with_file(report.file),
        ..record.clone()
    };
    changes.extend(newer(device, report.library.as_ref(), &before.known).await?);
    let library = report.library.filter(|library| {
        library.name().clone_into(&mut after.name);
        let clock = library.causality().clock();
        after.waiting = [record.replica, after.replica].iter().any(|own| after.seen.lacks(clock, *own));
        *library != before.known
    });
    if let Some(library) = &library {
        let is_newer = is_newer(library, &before.known);
        if !is_newer {
            let kept = record::snapshot(library, report.bytes)?;
            after.size = kept.iter().find_map(size_of_snapshot);
            changes.extend(kept);
        }
        if let Decided::PutBack(shown) = &before.decided {
            // In the commit that takes them away: wherever the device stops, they come back.
            let back = shown.removed.iter().filter_map(|id| put_back(&before.known, library, id));
            changes.extend(edit::entries(device, &record, back.collect()).await?);
        }
        let has_others = || news::has_others(&before.known, library, record.replica);
        if !is_newer && (before.lost_any(&report.settled, library) || has_others()) {
            let own = before.with_own(&report.settled, record.replica);
            learnt = news::of_others(&own, library, &record.email);
            changes.extend(breaches(device, &record, &own, library).await?);
        }
        if let Decided::PutBack(shown) = &before.decided {
            // What is put back in this very step is no news.
            learnt.retain(|one| one.change.what.prompt().is_none_or(|id| !shown.removed.contains(id)));
        }
    }
    if record != after {
        changes.push(after.put());
    }
    if !changes.is_empty() {
        news::commit(device, &id, &record.email, learnt, changes, library.as_ref()).await?;
        device.announce(&id);
    }
    Ok(report.state)
}

/// Returns the bytes of a snapshot that is to be kept.
fn size_of_snapshot(change: &Change) -> Option<u64> {
    match change {
        Change::Put(Table::Snapshots, _, text) => Some(text.len() as u64),
        _ => None,
    }
}

/// Tells whether it is a newer version's, of which this one only shows what it understands.
fn is_newer(library: &Library, known: &Library) -> bool {
    library.is_read_only() && !known.is_read_only()
}

/// Returns what keeps a newer version's file beside the snapshot, or forgets the one that was kept; `None`: nothing.
async fn newer<D: Device>(
    device: &D,
    library: Option<&Library>,
    known: &Library,
) -> Result<Option<Change>, StoreError> {
    let Some(library) = library else { return Ok(None) };
    let key = record::newer(library.id());
    let kept = device.store().get(Table::Snapshots, &key).await?;
    if !is_newer(library, known) {
        return Ok(kept.map(|_| Change::Delete(Table::Snapshots, key)));
    }
    let text = String::from_utf8(encode(library))
        .map_err(|error| StoreError(Phrase::verbatim(&error.to_string())))?;
    Ok((kept.as_ref() != Some(&text)).then_some(Change::Put(Table::Snapshots, key, text)))
}

/// Returns what brings a prompt back that `library` lacks: out of the trash, or from this device, where that has been emptied.
fn put_back(known: &Library, library: &Library, id: &PromptId) -> Option<Command> {
    if library.deleted(id).is_some() {
        return Some(Command::RestorePrompt { id: id.clone() });
    }
    let draft = known.prompt(id)?.draft().clone();
    // Its category may be gone as well.
    let category = draft.category.clone().filter(|category| library.category(category).is_some());
    Some(Command::add(id.clone(), Draft { category, ..draft }))
}

/// Returns what keeps for the owner what no role allowed, if there is any.
async fn breaches<D: Device>(
    device: &D,
    record: &Record,
    own: &Library,
    library: &Library,
) -> Result<Option<Change>, StoreError> {
    if own.members().role(&record.email) != Some(Role::Owner) {
        return Ok(None);
    }
    breach::found(device, own, library, record.replica).await
}

/// Takes the outbox of My Prompts into its snapshot.
async fn personal<D: Device>(device: &D) -> Result<SyncState, StoreError> {
    let id = LibraryId::personal();
    let outbox = view::outbox(device, &id).await?;
    if outbox.is_empty() {
        return Ok(SyncState::InFolder);
    }
    let snapshot = device.store().get(Table::Snapshots, id.as_str()).await?;
    let mut library = match snapshot {
        Some(text) => open(text.as_bytes()).map_err(|refusal| StoreError(refusal.phrase()))?,
        None => record::empty_personal(device),
    };
    let mut changes = Vec::new();
    for (key, entry) in outbox {
        // Whatever its owner was allowed to journal is allowed here too; anything else stays in the outbox.
        if entry.apply(&mut library, Replica::default()).is_ok() {
            changes.push(Change::Delete(Table::Outbox, key));
        }
    }
    changes.extend(record::snapshot(&library, None)?);
    view::commit(device, &id, changes, Some(&library)).await?;
    device.announce(&id);
    Ok(SyncState::InFolder)
}
