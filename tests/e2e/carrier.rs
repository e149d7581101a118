//! A dumb file sync service between real folders: it moves whole files, and knows nothing of what is in them.
//!
//! ```text
//!   folder of Alice ──take──▶ on its way ──arrive──▶ the service ──deliver──▶ folder of Bob
//! ```
//!
//! Each folder knows which revision of a file it stands on. Who uploads from another one than the newest has lost a
//! race, and one of the two versions is set aside or gone. Nothing keeps a browser from writing while the service works,
//! as nothing does on people's machines.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::copies::Style;

/// What a service does about two versions of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losing {
    /// The version of this machine is set aside under such a name.
    CopyMine(Style),
    /// The version of the others is.
    CopyTheirs(Style),
    /// The version of this machine is gone without a word.
    HideMine,
    /// The version of the others is.
    HideTheirs,
}

impl Losing {
    /// One of them.
    pub fn any(random: &mut fastrand::Rng) -> Self {
        let style = Style::ALL[random.usize(..Style::ALL.len())];
        match random.u8(..6) {
            0 | 1 => Self::CopyMine(style),
            2 | 3 => Self::CopyTheirs(style),
            4 => Self::HideMine,
            _ => Self::HideTheirs,
        }
    }
}

/// How often the service did what.
#[derive(Debug, Clone, Default)]
pub struct Deeds {
    /// Versions that were delivered.
    pub delivered: usize,
    /// Versions that another one overtook on its way.
    pub overtaken: usize,
    /// Copies that were set aside, by their kind of name.
    pub aside: BTreeMap<Style, usize>,
    /// Versions that lost a race and are gone.
    pub hidden: usize,
    /// Old versions that came back.
    pub replayed: usize,
    /// Files that were there in part for a while.
    pub torn: usize,
}

/// The service.
#[derive(Debug)]
pub struct Carrier {
    /// What it did.
    pub deeds: Deeds,
    folders: Vec<Folder>,
    remote: BTreeMap<String, Remote>,
    flights: Vec<Flight>,
}

type Bytes = Option<Vec<u8>>;

#[derive(Debug)]
struct Folder {
    who: String,
    path: PathBuf,
    files: BTreeMap<String, Local>,
}

/// What the service knows of a file in a folder.
#[derive(Debug, Clone, Default)]
struct Local {
    /// What it last took from there or put there.
    known: Bytes,
    /// The revision that this was.
    revision: u32,
    /// It put only a part of it there yet.
    torn: bool,
}

/// A file as the service has it.
#[derive(Debug, Default)]
struct Remote {
    bytes: Bytes,
    revision: u32,
    past: Vec<Vec<u8>>,
}

impl Remote {
    fn set(&mut self, bytes: Bytes) {
        self.past.extend(std::mem::replace(&mut self.bytes, bytes));
        self.revision += 1;
    }

    /// Tells a folder that its version `bytes` is the newest now; `more`: it has sent a later one already.
    fn accepted(&self, local: &mut Local, bytes: &Bytes, more: bool) {
        // Else it was given another version meanwhile, and is behind.
        if local.known == *bytes || more {
            local.revision = self.revision;
        }
    }
}

/// A version of a file on its way to the service.
#[derive(Debug)]
struct Flight {
    folder: usize,
    name: String,
    bytes: Bytes,
}

impl Carrier {
    /// A service between the folders of these people.
    pub fn between(folders: &[(&str, &Path)]) -> Self {
        let folder = |(who, path): &(&str, &Path)| Folder {
            who: (*who).to_owned(),
            path: (*path).to_owned(),
            files: BTreeMap::new(),
        };
        Self {
            deeds: Deeds::default(),
            folders: folders.iter().map(folder).collect(),
            remote: BTreeMap::new(),
            flights: Vec::new(),
        }
    }

    /// Takes what changed in a folder; it is on its way until it [arrives](Self::arrive). Gives how many files that are.
    pub fn take(&mut self, at: usize) -> Result<usize> {
        let folder = &mut self.folders[at];
        let mut names = folder.names()?;
        names.extend(folder.files.keys().cloned());
        names.sort_unstable();
        names.dedup();
        let before = self.flights.len();
        for name in names {
            let bytes = folder.read(&name)?;
            let local = folder.files.entry(name.clone()).or_default();
            if bytes != local.known {
                local.known.clone_from(&bytes);
                local.torn = false;
                self.flights.push(Flight { folder: at, name, bytes });
            }
        }
        Ok(self.flights.len() - before)
    }

    /// Lets one version arrive that is on its way, in any order. Gives whether one was.
    pub fn arrive(&mut self, pick: usize, losing: Losing) -> Result<bool> {
        if self.flights.is_empty() {
            return Ok(false);
        }
        let at = pick % self.flights.len();
        self.deeds.overtaken += usize::from(at > 0);
        let Flight { folder, name, bytes } = self.flights.remove(at);
        let more = self.flights.iter().any(|other| other.folder == folder && other.name == name);
        let remote = self.remote.entry(name.clone()).or_default();
        let local = self.folders[folder].files.entry(name.clone()).or_default();
        if remote.bytes == bytes || remote.revision == local.revision || remote.bytes.is_none() {
            if remote.bytes != bytes {
                remote.set(bytes.clone());
            }
            remote.accepted(local, &bytes, more);
            return Ok(true);
        }
        // A folder whose version loses is given the other one by the next delivery.
        let loser = match losing {
            Losing::CopyTheirs(_) | Losing::HideTheirs if bytes.is_some() => {
                let theirs = remote.bytes.clone();
                remote.set(bytes.clone());
                remote.accepted(local, &bytes, more);
                theirs
            }
            _ => bytes,
        };
        self.lose(folder, &name, loser, losing.style())?;
        Ok(true)
    }

    /// Brings newer versions to a folder: of all files, or of the one that `only` picks. Gives how many it brought.
    pub fn deliver(&mut self, at: usize, only: Option<usize>, losing: Losing) -> Result<usize> {
        let files = self.remote.len().max(1);
        let picked = self.remote.keys().enumerate();
        let picked = picked.filter(|(place, _)| only.is_none_or(|pick| pick % files == *place));
        let names: Vec<String> = picked.map(|(_, name)| name.clone()).collect();
        let mut brought = 0;
        for name in names {
            let Some(remote) = self.remote.get(&name) else { continue };
            let (bytes, revision) = (remote.bytes.clone(), remote.revision);
            let folder = &mut self.folders[at];
            let here = folder.read(&name)?;
            let local = folder.files.entry(name.clone()).or_default();
            if local.revision == revision && !local.torn {
                continue;
            }
            let mine = here.clone().filter(|_| here != local.known && here != bytes);
            if mine.is_some() && matches!(losing, Losing::CopyTheirs(_) | Losing::HideTheirs) {
                continue;
            }
            *local = Local { known: bytes.clone(), revision, torn: false };
            if here != bytes {
                folder.put(&name, bytes.as_deref())?;
                brought += 1;
            }
            if mine.is_some() {
                self.lose(at, &name, mine, losing.style())?;
            }
        }
        self.deeds.delivered += brought;
        Ok(brought)
    }

    /// Brings only the beginning of the newest version to a folder, in place, as some services do; the next delivery
    /// brings the rest. `kept`: how many 256ths.
    pub fn tear(&mut self, at: usize, name: &str, kept: u8) -> Result<bool> {
        let Some(whole) = self.remote.get(name).and_then(|remote| remote.bytes.clone()) else {
            return Ok(false);
        };
        let folder = &mut self.folders[at];
        let here = folder.read(name)?;
        let local = folder.files.entry(name.to_owned()).or_default();
        if here != local.known || here.is_none() {
            return Ok(false);
        }
        let part = whole.get(..whole.len() * usize::from(kept) / 256).unwrap_or_default().to_vec();
        fs::write(folder.path.join(name), &part)?;
        local.known = Some(part);
        local.torn = true;
        self.deeds.torn += 1;
        Ok(true)
    }

    /// Whether a file is in a folder only in part.
    pub fn is_torn(&self, at: usize) -> bool {
        self.folders[at].files.values().any(|local| local.torn)
    }

    /// Makes an old version of a file the newest, as a machine does that wakes up and uploads its own.
    pub fn replay(&mut self, name: &str, pick: usize) -> bool {
        let Some(remote) = self.remote.get_mut(name).filter(|remote| !remote.past.is_empty()) else {
            return false;
        };
        let old = remote.past[pick % remote.past.len()].clone();
        remote.set(Some(old));
        self.deeds.replayed += 1;
        true
    }

    /// Delivers everything to everyone, without faults. Gives how many files moved.
    pub fn settle(&mut self) -> Result<usize> {
        let mut moved = 0;
        loop {
            let before = moved;
            for at in 0..self.folders.len() {
                moved += self.take(at)?;
                while self.arrive(0, Losing::CopyMine(Style::Dropbox))? {}
            }
            for at in 0..self.folders.len() {
                moved += self.deliver(at, None, Losing::CopyMine(Style::Dropbox))?;
            }
            if moved == before {
                return Ok(moved);
            }
        }
    }

    /// Sets the version that lost aside, beside the file and at the service, or lets it go.
    fn lose(&mut self, at: usize, name: &str, bytes: Bytes, style: Option<Style>) -> Result<()> {
        // Services set files aside that people see, not what lies in folders of programs.
        let (Some(style), Some(bytes)) = (style.filter(|_| !name.contains('/')), bytes) else {
            self.deeds.hidden += 1;
            return Ok(());
        };
        let folder = &mut self.folders[at];
        let free = |copy: &String| !self.remote.contains_key(copy) && !folder.path.join(copy).exists();
        let copy = (0..usize::MAX).map(|number| style.name(name, &folder.who, number)).find(free);
        let copy = copy.unwrap_or_default();
        folder.put(&copy, Some(&bytes))?;
        let remote = self.remote.entry(copy.clone()).or_default();
        remote.set(Some(bytes.clone()));
        let local = Local { known: Some(bytes), revision: remote.revision, torn: false };
        folder.files.insert(copy, local);
        *self.deeds.aside.entry(style).or_default() += 1;
        Ok(())
    }
}

impl Losing {
    fn style(self) -> Option<Style> {
        match self {
            Self::CopyMine(style) | Self::CopyTheirs(style) => Some(style),
            Self::HideMine | Self::HideTheirs => None,
        }
    }
}

impl Folder {
    /// The files in it and in its folders; those that a browser or the service still writes are left alone.
    fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for (name, is_folder) in entries(&self.path)? {
            if is_folder {
                let inside = entries(&self.path.join(&name))?;
                names.extend(inside.into_iter().map(|(file, _)| format!("{name}/{file}")));
            } else {
                names.push(name);
            }
        }
        names.retain(|name| Path::new(name).extension().is_none_or(|last| last != "crswap" && last != "tmp"));
        Ok(names)
    }

    fn read(&self, name: &str) -> Result<Bytes> {
        match fs::read(self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Replaces a file in one step, or removes it.
    fn put(&self, name: &str, bytes: Option<&[u8]>) -> Result<()> {
        let file = self.path.join(name);
        let Some(bytes) = bytes else {
            return match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(()),
            };
        };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let temporary = self.path.join(".syncthing.arriving.tmp");
        fs::write(&temporary, bytes)?;
        Ok(fs::rename(temporary, file)?)
    }
}

fn entries(folder: &Path) -> Result<Vec<(String, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        entries.push((entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()));
    }
    Ok(entries)
}
