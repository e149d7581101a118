//! What a run does beside the library's file, once it is over with that: it takes copies away whose content the file
//! holds, or keeps what the file could not be given in a file of the device's own.

use std::collections::VecDeque;

use super::copies::hash;
use super::{Effect, Event, Report, names};
use crate::format::decode;
use crate::model::LibraryId;

/// What is done beside the file. None of it changes what the run came to.
#[derive(Debug)]
pub(super) struct Beside {
    report: Box<Report>,
    task: Task,
}

#[derive(Debug)]
enum Task {
    TakeAway { copies: Copies, at: At },
    Keep { name: String, bytes: Vec<u8>, read: bool },
}

/// Copies that may be taken away.
#[derive(Debug)]
struct Copies {
    library: LibraryId,
    file: String,
    today: String,
    names: VecDeque<String>,
}

/// How far the taking away of a copy has come.
#[derive(Debug)]
enum At {
    Read(String),
    Saved(String, Vec<u8>),
    Removed,
}

impl Beside {
    /// Takes away those of the files of these names that are conflicted copies of `file`, or what devices keep for it.
    /// The file holds all that was read of them, read back.
    pub(super) fn take_away(
        report: Box<Report>,
        library: LibraryId,
        (file, today): (&str, &str),
        listed: &[String],
    ) -> (Self, Effect) {
        let may_go =
            |name: &&String| names::is_conflicted_copy(name, file) || names::is_of_device(name, file);
        let names = listed.iter().filter(may_go).cloned().collect();
        let copies = Copies { library, file: file.to_owned(), today: today.to_owned(), names };
        let mut beside = Self { report, task: Task::TakeAway { copies, at: At::Removed } };
        let effect = beside.step(Event::Waited);
        (beside, effect)
    }

    /// Keeps `bytes` in the device's file of this name.
    pub(super) fn keep(report: Box<Report>, name: String, bytes: Vec<u8>) -> (Self, Effect) {
        let effect = Effect::Read(name.clone());
        (Self { report, task: Task::Keep { name, bytes, read: false } }, effect)
    }

    /// Takes what happened and returns what to do next. What fails here is tried again by the next run.
    pub(super) fn step(&mut self, event: Event) -> Effect {
        let next = match (&mut self.task, event) {
            (Task::Keep { name, bytes, read }, Event::Read(Ok(seen)))
                if !*read && seen.as_ref() != Some(bytes) =>
            {
                *read = true;
                Some(Effect::Write { name: name.clone(), bytes: std::mem::take(bytes), seen })
            }
            (Task::Keep { .. }, _) => None,
            (Task::TakeAway { copies, at }, event) => match (std::mem::replace(at, At::Removed), event) {
                (At::Read(name), Event::Read(Ok(Some(bytes)))) if copies.is_joined(&bytes, &self.report) => {
                    if names::is_of_device(&name, &copies.file) {
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
        next.unwrap_or_else(|| Effect::Done(self.report.clone()))
    }
}

impl Copies {
    /// Tells whether a file's content is part of what the run came to.
    fn is_joined(&self, bytes: &[u8], report: &Report) -> bool {
        let is_ours = |bytes| decode(bytes).is_ok_and(|copy| copy.id == self.library && !copy.is_read_only());
        report.copies.contains(&hash(bytes)) && is_ours(bytes)
    }
}
