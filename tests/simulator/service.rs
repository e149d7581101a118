//! A dumb file sync service: it moves whole files between the replicas of a folder, and knows nothing of them.
//!
//! Each replica knows which revision of a file it stands on. Who uploads from another one than the newest has
//! lost a race; what becomes of the loser is up to the service ([`Losing`]).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::copies::{FILE, NAMES, Style};
use crate::folder::{Bytes, Local, Replica};

/// What a service does about two versions of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Losing {
    /// The version of this machine is set aside as a conflicted copy.
    CopyMine,
    /// The version of the others is set aside as a conflicted copy.
    CopyTheirs,
    /// The version of this machine is gone without a word.
    HideMine,
    /// The version of the others is gone without a word.
    HideTheirs,
}

pub(crate) type Replicas = Vec<Rc<RefCell<Replica>>>;

#[derive(Clone, Debug)]
pub(crate) struct Service {
    style: Style,
    remote: BTreeMap<String, Remote>,
    flights: Vec<Flight>,
}

/// A file as the service has it.
#[derive(Clone, Debug, Default)]
struct Remote {
    bytes: Option<Bytes>,
    revision: u32,
    past: Vec<Bytes>,
}

impl Remote {
    fn set(&mut self, bytes: Option<Bytes>) {
        self.past.extend(std::mem::replace(&mut self.bytes, bytes));
        self.revision += 1;
    }

    /// Tells a replica that its version is the newest now; `more`: it has sent a later one already.
    fn accepted(&self, local: &mut Local, more: bool) {
        if local.bytes == self.bytes && !local.torn {
            *local = self.as_local();
        } else if more || local.is_changed() {
            local.revision = self.revision;
        }
        // Else it was given another version meanwhile, and is behind.
    }

    fn as_local(&self) -> Local {
        Local { bytes: self.bytes.clone(), synced: self.bytes.clone(), revision: self.revision, torn: false }
    }
}

/// A version of a file on its way from a replica to the service.
#[derive(Clone, Debug)]
struct Flight {
    replica: usize,
    name: String,
    bytes: Option<Bytes>,
}

impl Service {
    pub(crate) fn new(style: Style) -> Self {
        Self { style, remote: BTreeMap::new(), flights: Vec::new() }
    }

    /// Takes over the files that another service has.
    pub(crate) fn adopt(&mut self, other: &Self) {
        self.remote.clone_from(&other.remote);
    }

    /// Takes what changed in a replica; it is on its way until it [arrives](Self::arrive).
    pub(crate) fn take(&mut self, replicas: &Replicas, replica: usize) -> usize {
        let before = self.flights.len();
        for (name, local) in &mut replicas[replica].borrow_mut().files {
            if local.is_changed() {
                local.synced = local.bytes.clone();
                self.flights.push(Flight { replica, name: name.clone(), bytes: local.bytes.clone() });
            }
        }
        self.flights.len() - before
    }

    /// Lets one version arrive that is on its way, in any order; `None`: none is.
    pub(crate) fn arrive(&mut self, replicas: &Replicas, pick: usize, losing: Losing) -> Option<String> {
        if self.flights.is_empty() {
            return None;
        }
        let flight = self.flights.remove(pick % self.flights.len());
        let Flight { replica, name, bytes } = flight;
        let who = NAMES.get(replica).unwrap_or(&"Zoe");
        let more = self.flights.iter().any(|other| other.replica == replica && other.name == name);
        let remote = self.remote.entry(name.clone()).or_default();
        let mut here = replicas[replica].borrow_mut();
        let local = here.files.entry(name.clone()).or_default();
        let untouched = local.bytes == bytes && !local.torn;
        if remote.bytes == bytes {
            if untouched {
                *local = remote.as_local();
            }
            return Some(format!("{name} of {who}: nothing new"));
        }
        if remote.revision == local.revision || remote.bytes.is_none() {
            remote.set(bytes);
            remote.accepted(local, more);
            return Some(format!("{name} of {who}: is the newest now"));
        }
        let (said, copy) = match (losing, bytes) {
            (Losing::CopyTheirs, Some(bytes)) => {
                let loser = remote.bytes.clone();
                remote.set(Some(bytes));
                remote.accepted(local, more);
                ("wins a race; the loser is set aside", loser)
            }
            (Losing::HideTheirs, Some(bytes)) => {
                remote.set(Some(bytes));
                remote.accepted(local, more);
                ("wins a race; the loser is hidden", None)
            }
            (_, bytes) => {
                if untouched {
                    *local = remote.as_local();
                }
                match losing {
                    Losing::CopyMine => ("loses a race and is set aside", bytes),
                    _ => ("loses a race and is hidden", None),
                }
            }
        };
        let copy = copy.map(|copy| self.set_aside(&mut here, replica, &name, copy));
        Some(format!("{name} of {who}: {said}{}", copy.map_or(String::new(), |copy| format!(" as “{copy}”"))))
    }

    /// Lays a conflicted copy beside a file, here and at the service.
    fn set_aside(&mut self, here: &mut Replica, replica: usize, name: &str, bytes: Bytes) -> String {
        let names = (0..).map(|number| self.style.name(name, replica, number));
        let free = |copy: &String| !self.remote.contains_key(copy) && !here.files.contains_key(copy);
        let copy = names.into_iter().find(free).unwrap_or_default();
        let remote = self.remote.entry(copy.clone()).or_default();
        remote.set(Some(bytes));
        here.files.insert(copy.clone(), remote.as_local());
        copy
    }

    /// Brings newer versions to a replica: all of them, or the file that `only` picks. Returns what it brought.
    pub(crate) fn deliver(
        &mut self,
        replicas: &Replicas,
        replica: usize,
        only: Option<usize>,
        losing: Losing,
    ) -> Vec<String> {
        let mut here = replicas[replica].borrow_mut();
        let files = self.remote.len().max(1);
        let news = self.remote.iter().enumerate().filter(|(place, (name, remote))| {
            let local = here.files.get(*name);
            only.is_none_or(|pick| pick % files == *place)
                && local.is_none_or(|local| local.torn || local.revision != remote.revision)
        });
        let names: Vec<String> = news.map(|(_, (name, _))| name.clone()).collect();
        let mut said = Vec::new();
        for name in names {
            let Some(remote) = self.remote.get(&name) else { continue };
            let local = here.files.entry(name.clone()).or_default();
            let mine = local.bytes.clone().filter(|_| local.is_changed() && local.bytes != remote.bytes);
            if mine.is_some() && matches!(losing, Losing::CopyTheirs | Losing::HideTheirs) {
                continue;
            }
            *local = remote.as_local();
            let copy = mine.filter(|_| losing == Losing::CopyMine);
            let copy = copy.map(|mine| self.set_aside(&mut here, replica, &name, mine));
            said.push(format!("{name}{}", copy.map_or(String::new(), |copy| format!(", aside: “{copy}”"))));
        }
        said
    }

    /// Makes an old version of the team's file the newest, as a machine does that wakes up and uploads its own.
    pub(crate) fn replay(&mut self, pick: usize) -> bool {
        let Some(remote) = self.remote.get_mut(FILE).filter(|remote| !remote.past.is_empty()) else {
            return false;
        };
        let old = Rc::clone(&remote.past[pick % remote.past.len()]);
        remote.set(Some(old));
        true
    }

    /// Puts an old version of the team's file into one replica; a later delivery repairs it.
    pub(crate) fn replay_at(&self, replicas: &Replicas, replica: usize, pick: usize) -> bool {
        let Some(remote) = self.remote.get(FILE).filter(|remote| !remote.past.is_empty()) else {
            return false;
        };
        let old = Rc::clone(&remote.past[pick % remote.past.len()]);
        let local = Local { bytes: Some(Rc::clone(&old)), synced: Some(old), revision: 0, torn: false };
        replicas[replica].borrow_mut().files.insert(FILE.to_owned(), local);
        true
    }

    /// Delivers everything to everyone, without faults. Returns what came in.
    pub(crate) fn settle(&mut self, replicas: &Replicas) -> Vec<String> {
        let mut news = Vec::new();
        loop {
            let before = news.len();
            for replica in 0..replicas.len() {
                self.take(replicas, replica);
                news.extend(std::iter::from_fn(|| self.arrive(replicas, 0, Losing::CopyMine)));
            }
            let mut more = news.len() > before;
            for replica in 0..replicas.len() {
                more |= !self.deliver(replicas, replica, None, Losing::CopyMine).is_empty();
            }
            if !more {
                return news;
            }
        }
    }
}

/// Leaves the team's file on a machine in part only, `kept` 256ths of it, or takes it away; a delivery repairs it.
pub(crate) fn tear(here: &mut Replica, kept: Option<u8>) -> bool {
    let Some(local) = here.files.get_mut(FILE) else { return false };
    let Some(whole) = local.bytes.take() else { return false };
    local.bytes = kept.and_then(|kept| whole.get(..whole.len() * usize::from(kept) / 256)).map(Into::into);
    local.torn = true;
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn losing(rng: &mut fastrand::Rng) -> Losing {
        let all = [Losing::CopyMine, Losing::CopyTheirs, Losing::HideMine, Losing::HideTheirs];
        all[rng.usize(..all.len())]
    }

    /// Lets members write whole files while the service works, and at last delivers everything.
    fn disorder(seed: u64) -> Replicas {
        let mut rng = fastrand::Rng::with_seed(seed);
        let replicas: Replicas = (0..3).map(|_| Rc::default()).collect();
        let mut service = Service::new(Style::ALL[rng.usize(..Style::ALL.len())]);
        replicas[0].borrow_mut().put(FILE, b"0".as_slice().into());
        service.settle(&replicas);
        for write in 0..40 {
            let replica = rng.usize(..3);
            match rng.u8(..4) {
                0 => {
                    replicas[replica].borrow_mut().put(FILE, write.to_string().into_bytes().into());
                    service.take(&replicas, replica);
                }
                1 | 2 => drop(service.arrive(&replicas, 0, losing(&mut rng))),
                _ => drop(service.deliver(&replicas, replica, None, losing(&mut rng))),
            }
        }
        service.settle(&replicas);
        assert!(service.settle(&replicas).is_empty());
        replicas
    }

    #[test]
    fn in_the_end_all_replicas_are_the_same() {
        for seed in 0..200 {
            let replicas = disorder(seed);
            let files = |replica: usize| -> Vec<_> {
                let replica = replicas[replica].borrow();
                replica.files.iter().map(|(name, local)| (name.clone(), local.bytes.clone())).collect()
            };
            assert_eq!(files(0), files(1), "{seed}");
            assert_eq!(files(0), files(2), "{seed}");
        }
    }
}
