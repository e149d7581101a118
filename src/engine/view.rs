use std::hash::{Hash, Hasher};

use fnv::FnvHasher;
use prompt_commons::access::{Action, Denied, Role, Target, can};
use prompt_commons::causal::conflict::{Conflict, conflicts};
use prompt_commons::command::{Command, CommandError, Outcome};
use prompt_commons::compact;
use prompt_commons::format::{open, shown};
use prompt_commons::model::{Draft, Email, Library, LibraryId, PromptId};
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::shelf::Shelf;
use prompt_commons::stored;
use prompt_commons::stored::Stored;
use prompt_commons::sync::{Entry, Keyed, SyncState};

use crate::record::{self, Record};
use crate::{Device, Place, Told, breach, news};

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A library as its member sees it: the file as last read, with the member's own edits.
#[derive(Clone, Debug)]
pub struct View {
    /// What the device knows of it.
    pub record: Record,
    /// Its content.
    pub library: Library,
    /// What has to be known beside it.
    pub beside: Beside,
    /// What there is to say of what others changed and the person has not seen yet.
    pub told: Told,
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
    /// How many changes of others wait for the owner because no role allows them.
    pub breaches: u32,
    /// How much waits for the person besides news: questions that none of these tells of, and breaches.
    asks: u32,
    /// What is kept of the library for surfaces to read.
    made: Made,
}

/// The part of [`Beside`] that counts.
struct Asks {
    asks: u32,
}

stored!(struct Asks { asks });

/// What is kept of a library for surfaces and the selector to read: by which version of this program, and hashes of it. A
/// large library takes longer to read and compare than to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Made {
    by: String,
    view: u64,
    shelf: u64,
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

stored!(struct Beside { unsaved, held, conflicts, breaches, asks, made });
stored!(struct Made { by, view, shelf });
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
        may(&self.library, &self.record.email, action, target)
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

/// Decides whether `who` may do `action` to `target` in a library as it is now.
pub(crate) fn may(library: &Library, who: &Email, action: Action, target: Target) -> Result<(), Denied> {
    if library.is_read_only() && can(Some(Role::Viewer), action, target).is_err() {
        return Err(Denied::ViewOnly);
    }
    can(library.members().role(who), action, target)
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

/// Reads what [`commit`] left.
pub(crate) async fn load<D: Device>(device: &D, id: &LibraryId) -> Result<View, StoreError> {
    let beside = device.store().get(Table::Beside, id.as_str()).await?;
    let content = device.store().get(Table::Views, id.as_str()).await?;
    let unread = device.store().get(Table::News, id.as_str()).await?;
    let record = found(record::one(device, id).await?)?;
    // What stands beside it has a hash of the content.
    let print = hash(&(&beside, &unread));
    let library = match content {
        Some(text) => compact::from_text(&text)
            .ok_or_else(|| StoreError("this library's view can't be read".to_owned()))?,
        None if id.is_personal() => record::empty_personal(device),
        None => return Err(StoreError("this library's view is missing".to_owned())),
    };
    let beside = beside.map_or(Ok(Beside::default()), |text| record::from_text(&text))?;
    let told = news::told_of(unread.as_deref());
    Ok(View { record, library, beside, told, print })
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = FnvHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

fn found(record: Option<Record>) -> Result<Record, StoreError> {
    record.ok_or_else(|| StoreError("this library is not on this device any more".to_owned()))
}

/// The store as it will be once some changes are committed.
struct Ahead<'a, D: Device> {
    device: &'a D,
    changes: &'a [Change],
    /// What the changes make of the snapshot, where that is known already.
    snapshot: Option<&'a Library>,
}

impl<D: Device> Ahead<'_, D> {
    async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
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
            Some(text) => read(text.as_bytes()).map_err(|refusal| StoreError(refusal.to_string())),
            None if id.is_personal() => Ok(record::empty_personal(self.device)),
            None => Err(StoreError("this library's snapshot is missing".to_owned())),
        }
    }

    /// Works out what a member sees: the snapshot with the outbox applied. `next`: what will be done to it then.
    /// `least`: how much of it is needed anyway.
    async fn work_out(&self, id: &LibraryId, next: &[Command], least: Depth) -> Result<Seen, StoreError> {
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
                seen.beside.held.push(Held { key, what, draft, reason: reason.to_string() });
            }
        }
        Ok(seen)
    }
}

/// How much of a library is read to show edits in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
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
    fn conflicts(&self) -> Vec<Conflict> {
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

/// Does something under the lock under which what a member sees changes: one after the other, each reading what is there
/// then, so that the last one has seen every edit.
pub(crate) async fn exclusive<D: Device, T>(device: &D, id: &LibraryId, work: impl Future<Output = T>) -> T {
    device.exclusive(&format!("view:{id}"), Box::pin(work)).await
}

/// Works out what a member sees: the snapshot with the outbox applied. `next`: what will be done to it then.
pub(crate) async fn work_out<D: Device>(
    device: &D,
    id: &LibraryId,
    next: &[Command],
) -> Result<Seen, StoreError> {
    Ahead { device, changes: &[], snapshot: None }.work_out(id, next, Depth::Shown).await
}

/// Works it out with all that the library knows of its past.
pub(crate) async fn whole<D: Device>(device: &D, id: &LibraryId) -> Result<Seen, StoreError> {
    Ahead { device, changes: &[], snapshot: None }.work_out(id, &[], Depth::Whole).await
}

/// Commits changes of a library, and in the same step what surfaces and the selector read of it: an edit that is kept
/// is also shown, wherever the device stops. `snapshot`: what the library's snapshot is then, where that is known.
pub(crate) async fn commit<D: Device>(
    device: &D,
    id: &LibraryId,
    changes: Vec<Change>,
    snapshot: Option<&Library>,
) -> Result<(), StoreError> {
    let work = async {
        let seen = Ahead { device, changes: &changes, snapshot }.work_out(id, &[], Depth::Shown).await?;
        write(device, id, &seen, changes).await
    };
    exclusive(device, id, work).await
}

/// Does the same where it is known already what a member sees then. To be called under the lock of [`exclusive`].
pub(crate) async fn write<D: Device>(
    device: &D,
    id: &LibraryId,
    seen: &Seen,
    mut changes: Vec<Change>,
) -> Result<(), StoreError> {
    let Seen { record, library, .. } = seen;
    let beside = Beside { conflicts: seen.conflicts(), ..seen.beside.clone() };
    let ahead = Ahead { device, changes: &changes, snapshot: None };
    let news = ahead.get(Table::News, id.as_str()).await?;
    let breaches = breach::parse(ahead.get(Table::Breaches, id.as_str()).await?.as_deref()).len();
    let retold = news.as_ref().and_then(|news| news::retold(news, library, &record.email, &beside.conflicts));
    let offline = matches!(record.state, SyncState::Offline { .. } | SyncState::NeedsPermission);
    let content = compact::to_text(library);
    let shelf = Shelf::of(library, offline && !id.is_personal()).to_text();
    let made = Made { by: VERSION.to_owned(), view: hash(&content), shelf: hash(&shelf) };
    let before = device.store().get(Table::Beside, id.as_str()).await?;
    let known = made_of(before.as_deref()).filter(|known| known.by == made.by).unwrap_or_default();
    let is_new = [known.view != made.view, known.shelf != made.shelf];
    let decides = library.members().role(&record.email) > Some(Role::Viewer);
    let asked = if decides { beside.conflicts.as_slice() } else { &[] };
    let asks = breaches + news::untold(retold.as_deref().or(news.as_deref()), asked);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let beside = Beside { breaches: count(breaches), asks: count(asks), made, ..beside };
    let beside = beside.to_text();
    let rows = [
        (Table::Views, content, is_new[0]),
        (Table::Shelves, shelf, is_new[1]),
        (Table::Beside, beside.clone(), before.as_ref() != Some(&beside)),
    ];
    if let Some(news) = retold {
        changes.retain(|change| !matches!(change, Change::Put(Table::News, ..)));
        changes.push(Change::Put(Table::News, id.to_string(), news));
    }
    let rows = rows.into_iter().filter(|(_, _, is_new)| *is_new);
    changes.extend(rows.map(|(table, text, _)| Change::Put(table, id.to_string(), text)));
    if changes.is_empty() { Ok(()) } else { device.store().commit(&changes).await }
}

/// Returns how much waits for the person in each library besides news.
pub(crate) async fn asks<D: Device>(device: &D) -> Result<Vec<(LibraryId, u32)>, StoreError> {
    let rows = device.store().scan(Table::Beside, "").await?;
    let asks = |(id, text): (String, String)| Some((LibraryId::parse(&id)?, Asks::from_text(&text)?.asks));
    Ok(rows.into_iter().filter_map(asks).collect())
}

/// Tells whether what surfaces and the selector read of a library is there, in the form of this version.
pub(crate) async fn is_there<D: Device>(device: &D, id: &LibraryId) -> Result<bool, StoreError> {
    let row = device.store().get(Table::Beside, id.as_str()).await?;
    Ok(made_of(row.as_deref()).is_some_and(|made| made.by == VERSION))
}

/// Returns what was kept of a library, as what stands beside it tells.
fn made_of(row: Option<&str>) -> Option<Made> {
    Some(Beside::from_text(row?)?.made)
}
