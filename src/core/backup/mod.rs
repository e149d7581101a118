//! Backups: what is taken out of a library as a file of its own, and what comes into one out of such a file, be it ours,
//! another prompt manager's, or a table.
//!
//! ```text
//!   Library ──export──▶ bytes ──read──▶ Backup ──plan, with the library and who asks──▶ Plan ──commands──▶ Command …
//!                                                  the dry run: added, changed, skipped and why
//! ```
//!
//! [`read`] goes by what a file holds, never by its name, and is strict about the file and lenient about one entry: one bad
//! prompt is listed with its reason, the others come in. A file in our own form is read by the one decoder of that form, which
//! says where its mistake is.
//!
//! **A backup can be imported any number of times.** What is added gets an id that is worked out from where it comes from and what
//! it says, so a second import finds it, also when it was edited here since; an import never writes over
//! a text that is here. What was deleted here since is planned anew: who imports a backup after a deletion mostly wants back
//! what is gone, and the dry run shows it first. It then is the same prompt, with its versions. A prompt that was edited
//! *there* since comes in as one more, beside the first. Two members who import the same before either's import has reached the folder
//! add it twice: whoever plans one has the library synced first, which leaves that to the same moment.
//!
//! Architecture invariant: a plan is made of commands, so it can't do what its author's role doesn't allow.

mod collect;
mod export;
mod ids;
mod json;
mod peers;
mod plan;
mod refusal;
mod skip;
mod step;
mod table;
mod text;

use std::collections::BTreeSet;

use serde_json::Value;

pub use collect::entry;
pub use export::{Choice, export};
pub use plan::plan;
pub use refusal::NotBackup;
pub use skip::Skip;
pub use step::{Counts, Fate, Note, Plan, Step, Thing};

use crate::format;
use crate::model::{Library, LibraryId, PromptId, Timestamp};

/// The field in which a backup names the library that it was taken of.
///
/// Its own `teamId` is another: a file of a library's `teamId` that lies in the library's folder is joined with it
/// (docs/format.md), and an old backup must not be.
const BACKUP_OF: &str = "backupOf";

/// What wrote a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// This program: [`export`], or a library's own file.
    PromptCommons,
    /// My Prompt Manager: `{version: "1.0", exportDate, prompts, categories}`.
    MyPromptManager,
    /// Open Prompt Manager: `{version: 2, prompts, folders, meta}`, or the list of prompts alone.
    OpenPromptManager,
    /// A table of comma-separated values (RFC 4180), or with semicolons or tabs, as spreadsheets write it.
    Table,
}

impl Source {
    /// Returns how people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PromptCommons => "Prompt Commons",
            Self::MyPromptManager => "My Prompt Manager",
            Self::OpenPromptManager => "Open Prompt Manager",
            Self::Table => "CSV",
        }
    }
}

/// What a file holds that can be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    source: Source,
    library: Library,
    /// The library that the ids are from; `None` where they are derived already.
    of: Option<LibraryId>,
    unreadable: Vec<Unreadable>,
    left_out: BTreeSet<String>,
    mended: usize,
    /// When prompts were last used there.
    used: Vec<(PromptId, Timestamp)>,
}

/// An entry of a backup that makes no prompt or category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    thing: Thing,
    name: String,
    why: Skip,
}

impl Backup {
    /// Returns what wrote it.
    pub fn source(&self) -> Source {
        self.source
    }

    /// Returns what it holds, to look at before anything is imported: with authors, dates and unknown fields.
    ///
    /// For other sources than our own it has no name, and an owner who is nobody.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Returns the paths of fields that nothing here corresponds to, such as `prompts[].usageCount`; in their order as texts, at
    /// most 100.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.left_out.iter().map(String::as_str)
    }

    /// Returns how many halves of characters were replaced by U+FFFD. JavaScript writes them where it cut a text in the middle
    /// of an emoji.
    pub fn mended(&self) -> usize {
        self.mended
    }
}

/// Reads a backup from the bytes of a file: one of ours, a library's own file, My Prompt Manager's, Open Prompt Manager's, or
/// a table.
///
/// Takes UTF-8 with or without a byte order mark, and UTF-16 with one, which Excel writes as "Unicode text". Up to
/// [`format::MAX_FILE_BYTES`].
pub fn read(bytes: &[u8]) -> Result<Backup, NotBackup> {
    let text = text::text(bytes)?;
    if !text.trim_start().starts_with(['{', '[']) {
        return table::read(&text);
    }
    let json::Parsed { value, text, mended } = json::parse(&text)?;
    let backup = if value.get("teamId").is_some() { own(&text)? } else { peers::read(value)? };
    Ok(Backup { mended, ..backup })
}

/// Reads a file of our own form.
fn own(text: &str) -> Result<Backup, NotBackup> {
    let library = format::shown(text.as_bytes())?;
    Ok(Backup {
        source: Source::PromptCommons,
        of: Some(backup_of(&library).unwrap_or_else(|| library.id.clone())),
        library,
        unreadable: Vec::new(),
        left_out: BTreeSet::new(),
        mended: 0,
        used: Vec::new(),
    })
}

/// Returns the library that a backup was taken of.
fn backup_of(library: &Library) -> Option<LibraryId> {
    library.rest.get(BACKUP_OF).and_then(Value::as_str).and_then(LibraryId::parse)
}
