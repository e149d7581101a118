use std::collections::HashMap;

use prompt_commons::access::{Denied, Role};
use prompt_commons::causal::{self, Replica};
use prompt_commons::command::{Command, CommandError, Stamp, apply};
use prompt_commons::format::{Refusal, encode, open};
use prompt_commons::model::{Email, Library, LibraryId};
use prompt_commons::order::sorted;
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say};
use prompt_commons::ports::{Clock, Folder, FolderError, Ids, Store, StoreError, Table};
use prompt_commons::stored;
use prompt_commons::sync::SyncState;

use crate::record::{self, Place, Record};
use crate::{Device, sync, view};

/// Most files of a folder that are looked into for a library.
const MOST_FILES: usize = 200;

/// Characters that no file's name is longer than: 255 on Windows, macOS and Linux.
const LONGEST_NAME: usize = 256;

/// A team library that a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file's name.
    pub file: String,
    /// Which library it is.
    pub id: LibraryId,
    /// The team's name.
    pub name: String,
    /// Everyone in it.
    pub members: Vec<Person>,
}

/// Someone in a library that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub email: Email,
    /// What they may do.
    pub role: Role,
}

stored!(struct Found { file, id, name, members });
stored!(struct Person { email, role });

impl Found {
    fn of(file: String, library: &Library) -> Self {
        let person = |(email, role): (&Email, Role)| Person { email: email.clone(), role };
        Self {
            file,
            id: library.id().clone(),
            name: library.name().to_owned(),
            members: library.members().iter().map(person).collect(),
        }
    }

    /// Returns the role of `email` in it.
    pub fn role(&self, email: &Email) -> Option<Role> {
        self.members.iter().find(|person| person.email.is(email)).map(|person| person.role)
    }
}

/// Why a team could not be created or joined. Nothing was written over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupError {
    /// The folder or the file could not be used.
    Folder(FolderError),
    /// The file is no library that can be opened.
    Refused(Refusal),
    /// There is none in the folder.
    NoLibrary,
    /// The folder holds a team library already.
    Occupied(Box<Found>),
    /// A file of that name is there, and is something else.
    NameTaken(String),
    /// Not a name for a team.
    Name(CommandError),
    /// Not a name for a file that this can be.
    BadName,
    /// The email is not among the members.
    Denied(Denied),
    /// Leaving would lose more than the person has agreed to.
    Losing,
    /// This device could not keep it.
    Store(StoreError),
}

/// Makes errors of others errors of setting up.
macro_rules! from {
    ($($error:ident => $variant:ident),* $(,)?) => { $(
        impl From<$error> for SetupError {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        }
    )* };
}

from! {
    FolderError => Folder,
    Refusal => Refused,
    CommandError => Name,
    Denied => Denied,
    StoreError => Store,
}

impl Say for SetupError {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Folder(error) => error.phrase(),
            Self::Refused(refusal) => refusal.phrase(),
            Self::NoLibrary => phrase!("setup-no-library"),
            Self::Occupied(found) => phrase!("setup-occupied", name = &found.name),
            Self::NameTaken(file) => phrase!("setup-name-taken", file = file),
            Self::Name(error) => error.phrase(),
            Self::BadName => phrase!("setup-bad-name"),
            Self::Denied(denied) => denied.phrase(),
            Self::Losing => phrase!("setup-losing"),
            Self::Store(error) => error.phrase(),
        }
    }
}

impl SetupError {
    /// Tells whether all that is wrong is that there is no library.
    pub fn is_no_library(&self) -> bool {
        matches!(self, Self::Refused(Refusal::NotLibrary) | Self::NoLibrary)
    }
}

/// Finds the team libraries in a folder, one for each team, the plainest file name where copies lie beside it.
///
/// An error is returned only if there is none: the first file's reason, or that there is no library.
pub async fn inspect<F: Folder>(folder: &F) -> Result<Vec<Found>, SetupError> {
    let names =
        folder.list().await?.into_iter().filter(|name| is_json(name) && !name.starts_with('.')).collect();
    // Those first that are called as teams' files are, of these the shortest: a copy's name is longer.
    let place = |name: &str| name.chars().count() + if is_teams(name) { 0 } else { LONGEST_NAME };
    let names = sorted(names, |name: &String| (place(name), name.clone()));
    let is_only = names.len() == 1;
    let mut teams: HashMap<LibraryId, Found> = HashMap::new();
    let mut reason = None;
    for file in names.into_iter().take(MOST_FILES) {
        let read = folder.read(&file).await.map_err(SetupError::from);
        match read.and_then(|bytes| Ok(bytes.map(|bytes| open(&bytes)).transpose()?)) {
            // A team of this id would take the place of My Prompts.
            Ok(Some(library)) if library.id().is_personal() => {
                reason.get_or_insert(SetupError::Refused(Refusal::NotLibrary));
            }
            Ok(Some(library)) => {
                teams.entry(library.id().clone()).or_insert_with(|| Found::of(file, &library));
            }
            Ok(None) => {}
            // Any folder may hold files of something else.
            Err(SetupError::Refused(Refusal::NotLibrary)) if !is_only && !is_teams(&file) => {}
            Err(error) => {
                reason.get_or_insert(error);
            }
        }
    }
    if teams.is_empty() {
        return Err(reason.unwrap_or(SetupError::NoLibrary));
    }
    Ok(sorted(teams.into_values().collect(), |found: &Found| (0, found.file.clone())))
}

/// Tells whether a file is called as teams' files are.
fn is_teams(name: &str) -> bool {
    name.to_lowercase().starts_with("team")
}

fn is_json(name: &str) -> bool {
    name.len() > 5 && name.to_lowercase().ends_with(".json")
}

/// Creates a library in a folder and joins it as its owner.
///
/// `name`: the team's name, not empty; `folder_name` is shown to the person later; `file`: the file's name.
pub async fn create_team<D: Device>(
    device: &D,
    name: &str,
    email: Email,
    handle: &D::Handle,
    folder_name: &str,
    file: &str,
) -> Result<LibraryId, SetupError> {
    let file = file.trim();
    if !is_json(file) || file.contains(['/', '\\']) || file.starts_with('.') {
        return Err(SetupError::BadName);
    }
    let folder = device.open(handle);
    if let Ok(found) = inspect(&folder).await
        && let Some(found) = found.into_iter().next()
    {
        return Err(SetupError::Occupied(Box::new(found)));
    }
    let id = LibraryId::from(device.ids().mint());
    let at = device.clock().now();
    let device_name = record::mint(device);
    let mut library = Library::new(id.clone(), "", email.clone(), at.clone());
    // Named as it would be renamed, so that the same names are refused.
    apply(
        &mut library,
        &Command::RenameLibrary { name: name.to_owned() },
        &Stamp { actor: email.clone(), at, replica: device_name.0, nonce: device_name.1 },
    )?;
    let bytes = encode(&library);
    match folder.write(file, &bytes, None).await {
        Err(FolderError::Changed) => return Err(SetupError::NameTaken(file.to_owned())),
        other => other?,
    }
    if folder.read(file).await?.as_deref() != Some(bytes.as_slice()) {
        return Err(FolderError::Changed.into());
    }
    let place = Place::Folder { folder: folder_name.to_owned(), file: file.to_owned() };
    keep(device, library, email, place, handle, device_name.0).await?;
    Ok(id)
}

/// Joins a library that [`inspect`] found.
pub async fn join_team<D: Device>(
    device: &D,
    found: &Found,
    email: Email,
    handle: &D::Handle,
    place: Place,
) -> Result<LibraryId, SetupError> {
    let folder = device.open(handle);
    // As it is now, and not as it was when it was found.
    let bytes = folder.read(&found.file).await?.ok_or(Refusal::NotLibrary)?;
    let library = open(&bytes)?;
    if library.id().is_personal() || *library.id() != found.id {
        return Err(Refusal::NotLibrary.into());
    }
    // As the team spells it, so that everyone is shown in one way.
    let listed = library.members().iter().map(|(listed, _)| listed).find(|listed| listed.is(&email));
    let email = listed.cloned().ok_or(Denied::NotMember)?;
    let (replica, nonce) = record::mint(device);
    let stamp = Stamp { actor: email.clone(), at: device.clock().now(), replica, nonce };
    let library = enter(&folder, &found.file, &bytes, library, &stamp).await;
    keep(device, library, email, place, handle, replica).await?;
    Ok(found.id.clone())
}

/// Has a library's file tell that its member has joined. Where it can't be written, that is told by what they write later.
async fn enter<F: Folder>(folder: &F, file: &str, bytes: &[u8], library: Library, stamp: &Stamp) -> Library {
    if library.is_read_only() || causal::joined(&library).iter().any(|known| known.is(&stamp.actor)) {
        return library;
    }
    let mut entered = library.clone();
    causal::enter(&mut entered, stamp);
    match folder.write(file, &encode(&entered), Some(bytes)).await {
        Ok(()) => entered,
        Err(_) => library,
    }
}

async fn keep<D: Device>(
    device: &D,
    library: Library,
    email: Email,
    place: Place,
    handle: &D::Handle,
    replica: Replica,
) -> Result<(), SetupError> {
    let id = library.id().clone();
    let new = Record {
        id: id.clone(),
        name: library.name().to_owned(),
        email,
        place,
        state: SyncState::InFolder,
        replica,
        seen: library.causality().clock().clone(),
        waiting: false,
        copies: None,
        brake: None,
        size: None,
        color: None,
    };
    let work = async {
        // The handle first: a record without one would be a library that nothing can reach.
        device.keep(&id, Some(handle)).await?;
        let (record, library) = match known(device, &id).await? {
            // What only this device has goes into the file with the next sync.
            Some((old, known)) => (again(old, new, &known), known),
            None => (new, library),
        };
        let [snapshot, conflicts] = record::snapshot(&library, None)?;
        Ok::<(), SetupError>(
            view::commit(device, &id, vec![snapshot, conflicts, record.put()], Some(&library)).await?,
        )
    };
    // A sync that is under way ends first, with the place that it began with.
    device.exclusive(&sync::lock(&id), work).await?;
    device.announce(&id);
    Ok(())
}

/// Returns what this device has of a library already; nothing if it can't be read any more.
async fn known<D: Device>(device: &D, id: &LibraryId) -> Result<Option<(Record, Library)>, StoreError> {
    let snapshot = device.store().get(Table::Snapshots, id.as_str()).await?;
    let library = snapshot.and_then(|text| open(text.as_bytes()).ok());
    Ok(record::one(device, id).await.ok().flatten().zip(library))
}

/// Returns the record of a team that is joined once more, perhaps in another folder.
fn again(old: Record, new: Record, known: &Library) -> Record {
    // Someone else writes under a name of their own.
    let replica = if old.email.is(&new.email) { old.replica } else { new.replica };
    let waiting = new.seen.lacks(known.causality().clock(), old.replica);
    Record { name: old.name, color: old.color, replica, waiting, ..new }
}
