//! What a run does beside the library's file, once it is over with that: it takes copies away whose content the file
//! holds, or keeps what the file could not be given in a file of the device's own.

use std::collections::VecDeque;

use super::copies::hash;
use super::{Effect, Event, Report, names};
use crate::format::decode;
use crate::model::LibraryId;

/// What is done beside the file, once what the run came to is kept. None of it changes that.
#[derive(Debug)]
pub(super) enum Beside {
    TakeAway { copies: Copies, at: At },
    Keep { name: String, bytes: Vec<u8> },
}

/// Copies that may be taken away.
#[derive(Debug)]
pub(super) struct Copies {
    library: LibraryId,
    /// Hashes of those that the library holds,
    joined: Vec<u64>,
    /// and of those that were there already when the run before this one looked.
    before: Vec<u64>,
    file: String,
    today: String,
    names: VecDeque<String>,
}

/// How far the taking away of a copy has come.
#[derive(Debug)]
pub(super) enum At {
    Read(String),
    Saved(String, Vec<u8>),
    Removed,
}

impl Beside {
    /// Takes away those of the files of these names that are conflicted copies of `file`, or what devices keep for it: the file
    /// holds all that was read of them, read back. And what a write left that never ended: it is as it was a run ago.
    pub(super) fn take_away(
        report: &Report,
        library: LibraryId,
        (file, today): (&str, &str),
        (before, listed): (&[u64], &[String]),
    ) -> Self {
        let may_go = |name: &&String| {
            names::is_conflicted_copy(name, file)
                || names::is_of_device(name, file)
                || names::is_swap(name, file)
        };
        let names = listed.iter().filter(may_go).cloned().collect();
        let (joined, before) = (report.copies.clone(), before.to_vec());
        let copies =
            Copies { library, joined, before, file: file.to_owned(), today: today.to_owned(), names };
        Self::TakeAway { copies, at: At::Removed }
    }

    /// Keeps `bytes` in the device's file of this name.
    pub(super) fn keep(name: String, bytes: Vec<u8>) -> Self {
        Self::Keep { name, bytes }
    }

    /// Takes what happened and returns what to do next. What fails here is tried again by the next run.
    pub(super) fn step(&mut self, event: Event) -> Effect {
        let next = match (self, event) {
            (Self::Keep { name, .. }, Event::Kept) => Some(Effect::Read(name.clone())),
            (Self::Keep { name, bytes }, Event::Read(Ok(seen))) if seen.as_ref() != Some(bytes) => {
                Some(Effect::Write { name: name.clone(), bytes: std::mem::take(bytes), seen })
            }
            (Self::Keep { .. }, _) => None,
            (Self::TakeAway { copies, at }, event) => match (std::mem::replace(at, At::Removed), event) {
                (At::Read(name), Event::Read(Ok(Some(bytes)))) if copies.may_go(&name, &bytes) => {
                    if copies.is_own(&name) {
                        Some(Effect::Remove { name, seen: bytes })
                    } else {
                        let backup = names::of_backup(&copies.file, &copies.today, hash(&bytes), &name);
                        *at = At::Saved(name, bytes.clone());
                        Some(Effect::Write { name: backup, bytes, seen: None })
                    }
                }
                // One of that name is the same copy.
                (At::Saved(name, seen), Event::Written(Ok(()) | Err(crate::ports::FolderError::Changed))) => {
                    Some(Effect::Remove { name, seen })
                }
                _ => copies.names.pop_front().map(|name| {
                    *at = At::Read(name.clone());
                    Effect::Read(name)
                }),
            },
        };
        next.unwrap_or(Effect::Done)
    }
}

impl Copies {
    /// Tells whether a file was written by this program or the browser, and not set aside by a service: then it needs no
    /// backup.
    fn is_own(&self, name: &str) -> bool {
        names::is_of_device(name, &self.file) || names::is_swap(name, &self.file)
    }

    /// Tells whether nothing is lost and nobody is disturbed if a file goes.
    fn may_go(&self, name: &str, bytes: &[u8]) -> bool {
        if names::is_swap(name, &self.file) {
            return self.before.contains(&hash(bytes));
        }
        let is_ours = |bytes| decode(bytes).is_ok_and(|copy| copy.id == self.library && !copy.is_read_only());
        self.joined.contains(&hash(bytes)) && is_ours(bytes)
    }
}
