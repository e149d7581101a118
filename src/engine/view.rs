use std::hash::{Hash, Hasher};
use std::sync::Arc;

use fnv::FnvHasher;
use futures::future::{try_join, try_join3};
use prompt_commons::access::{Action, Denied, Role, Target, can};
use prompt_commons::causal::Dot;
use prompt_commons::causal::conflict::{Conflict, Subject};
use prompt_commons::command::Command;
use prompt_commons::compact::{Packed, Pieces};
use prompt_commons::filing::Filing;
use prompt_commons::model::{Draft, Email, Library, LibraryId};
use prompt_commons::phrase;
use prompt_commons::phrase::Phrase;
use prompt_commons::ports::{Change, Store, StoreError, Table, prefix};
use prompt_commons::search;
use prompt_commons::shelf::{Rows, Shelf};
use prompt_commons::stored;
use prompt_commons::stored::Stored;
use prompt_commons::sync::{Keyed, SyncState};

pub(crate) use crate::ahead::Seen;
use crate::ahead::{Ahead, Depth};
use crate::content::{self, Content};
use crate::record::{self, Record};
use crate::{Device, Place, Told, breach, news};

/// The version of this program, and of the form in which it keeps what surfaces read: what another one left is made anew.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "/3");

/// A library as its member sees it: the file as last read, with the member's own edits.
#[derive(Clone, Debug)]
pub struct View {
    /// What the device knows of it.
    pub record: Record,
    /// Its content.
    pub library: Arc<Library>,
    /// What has to be known beside it.
    pub beside: Beside,
    /// What there is to say of what others changed and the person has not seen yet.
    pub told: Told,
    /// Where its prompts are filed.
    pub filing: Arc<Filing>,
    /// Its content as it was read.
    content: Content,
    /// A hash of what it was made of.
    print: u64,
    /// How many of its prompts are not in it, as it was only begun.
    left: usize,
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
    pub(crate) asks: u32,
    /// What is kept of the library for surfaces to read.
    pub(crate) made: Made,
}

/// The part of [`Beside`] that counts.
struct Asks {
    asks: u32,
}

stored!(struct Asks { asks });

/// What is kept of a library for surfaces and the selector to read: by which version of this program, and hashes of it. A
/// large library takes longer to read and compare than to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Made {
    by: String,
    view: u64,
    shelf: u64,
}

impl Made {
    /// Returns what is kept: the head of what surfaces read, and that of what the selector does.
    pub(crate) fn of(view: &str, shelf: &str) -> Self {
        Self { by: VERSION.to_owned(), view: hash(&view), shelf: hash(&shelf) }
    }

    /// Tells whether this version of the program made it.
    pub(crate) fn is_ours(&self) -> bool {
        self.by == VERSION
    }
}

/// An edit that the library's rules refuse, kept until its author decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its key in the outbox.
    pub key: String,
    /// What it would do.
    pub what: Phrase,
    /// What its author wrote in it.
    pub draft: Option<Draft>,
    /// Why it is refused.
    pub reason: Phrase,
}

stored!(struct Beside { unsaved, held, conflicts, breaches, asks, made });
stored!(struct Made { by, view, shelf });
stored!(struct Held { key, what, draft, reason });

impl PartialEq for View {
    /// Compares what they were made of: a large library would take longer.
    fn eq(&self, other: &Self) -> bool {
        (&self.record, self.print, self.left) == (&other.record, other.print, other.left)
    }
}

impl Eq for View {}

impl View {
    /// Returns the member's role; `None` when the owner has removed them.
    pub fn role(&self) -> Option<Role> {
        self.library.members().role(&self.record.email)
    }

    /// Decides whether the member may do `action` to `target` here, a newer file's read-only state included. Of a library that
    /// was deleted for everyone, what is left can be read.
    pub fn can(&self, action: Action, target: Target) -> Result<(), Denied> {
        may(&self.library, &self.record.email, action, target)?;
        let writes = can(Some(Role::Viewer), action, target).is_err();
        if writes && self.state().is_deleted() { Err(Denied::Deleted) } else { Ok(()) }
    }

    /// Returns the edits of the values that are shown beside those of something, where several survive: what the member has
    /// seen of it besides.
    pub fn beside_of(&self, about: &Subject) -> Vec<Dot> {
        self.beside.conflicts.iter().filter(|open| open.about == *about).flat_map(Conflict::beside).collect()
    }

    /// Returns how many prompts the library has.
    pub fn count(&self) -> usize {
        self.library.prompts().len() + self.left
    }

    /// Returns the [print](Shelf::print) of what is searched of it.
    pub fn searched(&self) -> u64 {
        self.content.searched
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

pub(crate) async fn outbox<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Keyed>, StoreError> {
    let rows = device.store().scan(Table::Outbox, &prefix(id)).await?;
    rows.into_iter().map(|(key, text)| Ok((key, record::from_text(&text)?))).collect()
}

/// Reads what [`commit`] left. `known`: what was read of it before, of which nothing is read again that is as it was.
pub(crate) async fn load<D: Device>(
    device: &D,
    id: &LibraryId,
    known: Option<&View>,
) -> Result<View, StoreError> {
    let content = content::all(device, id, known.map(|known| &known.content));
    let (around, content) = try_join(around(device, id), content).await?;
    let content = match content {
        Some(content) => content,
        // Where something was kept, it is of another form, and made anew with the next sync.
        None if id.is_personal() && around.beside.is_none() => Content {
            library: Arc::new(record::empty_personal(device)),
            filing: Arc::default(),
            searched: search::print(&[]),
            pieces: Pieces::default(),
            head: 0,
        },
        None => return Err(StoreError(phrase!("store-view-missing"))),
    };
    around.view(content, 0)
}

/// Reads of a library that takes a while only some prompts, by their ids and in this order; `None` where all of it comes as soon, or
/// none of them is there.
pub(crate) async fn begin<D: Device>(
    device: &D,
    id: &LibraryId,
    prompts: &[&str],
) -> Result<Option<View>, StoreError> {
    let Some((content, left)) = content::some(device, id, prompts).await? else { return Ok(None) };
    around(device, id).await?.view(content, left).map(Some)
}

/// What is read of a library but its content.
struct Around {
    beside: Option<String>,
    unread: Option<String>,
    record: Record,
}

async fn around<D: Device>(device: &D, id: &LibraryId) -> Result<Around, StoreError> {
    let store = device.store();
    // At once: each takes as long to begin with as to read.
    let (beside, unread, record) = try_join3(
        store.get(Table::Beside, id.as_str()),
        store.get(Table::News, id.as_str()),
        record::one(device, id),
    )
    .await?;
    Ok(Around { beside, unread, record: found(record)? })
}

impl Around {
    fn view(self, content: Content, left: usize) -> Result<View, StoreError> {
        let Self { beside, unread, record } = self;
        // What stands beside it has a hash of the content.
        let print = hash(&(&beside, &unread));
        let (library, filing) = (Arc::clone(&content.library), Arc::clone(&content.filing));
        let beside = beside.map_or(Ok(Beside::default()), |text| record::from_text(&text))?;
        let told = news::told_of(unread.as_deref());
        Ok(View { record, library, beside, told, filing, content, print, left })
    }
}

pub(crate) fn hash(of: &impl Hash) -> u64 {
    let mut hasher = FnvHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

pub(crate) fn found(record: Option<Record>) -> Result<Record, StoreError> {
    record.ok_or_else(|| StoreError(phrase!("store-not-here")))
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
    let packed = Packed::of(library);
    let shelf = Shelf::of(library, packed.searched, offline && !id.is_personal(), record.color.as_deref());
    let shelf = Rows::of(shelf);
    let made = Made::of(&packed.head, &shelf.head());
    let before = device.store().get(Table::Beside, id.as_str()).await?;
    let known = made_of(before.as_deref()).filter(Made::is_ours);
    let mut content = content::repacked(device, id, packed, known.is_some()).await?;
    if known.as_ref().is_none_or(|known| known.shelf != made.shelf) {
        content.extend(content::reshelved(device, id, &shelf, known.is_some()).await?);
    }
    let decides = library.members().role(&record.email) > Some(Role::Viewer);
    let asked = if decides { beside.conflicts.as_slice() } else { &[] };
    let asks = breaches + news::untold(retold.as_deref().or(news.as_deref()), asked);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let beside = Beside { breaches: count(breaches), asks: count(asks), made, ..beside };
    let beside = beside.to_text();
    if before.as_ref() != Some(&beside) {
        changes.push(Change::Put(Table::Beside, id.to_string(), beside));
    }
    if let Some(news) = retold {
        changes.retain(|change| !matches!(change, Change::Put(Table::News, ..)));
        changes.push(Change::Put(Table::News, id.to_string(), news));
    }
    changes.extend(content);
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
    Ok(made_of(row.as_deref()).is_some_and(|made| made.is_ours()))
}

/// Returns what was kept of a library, as what stands beside it tells.
fn made_of(row: Option<&str>) -> Option<Made> {
    Some(Beside::from_text(row?)?.made)
}
