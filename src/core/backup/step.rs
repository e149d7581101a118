use std::collections::BTreeSet;

use super::Skip;
use crate::command::Command;
use crate::model::{Kind, PromptId};

/// What an import would do, entry by entry, in the order in which it does it: the dry run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What becomes of each category, prompt and item of the backup. One that a person unticks can be taken out: what
    /// refers to it then does without.
    pub steps: Vec<Step>,
    /// The paths of the backup's fields that are not imported: [`super::Backup::left_out`], and of what is added the authors
    /// that are other people, and fields that this program doesn't know.
    pub left_out: BTreeSet<String>,
    /// Those prompts that come in and were used where they come from, the last used last.
    pub used: Vec<PromptId>,
}

/// What becomes of one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is.
    pub thing: Thing,
    /// Its title or name; where it has none, its place in the backup.
    pub name: String,
    /// What is done with it.
    pub fate: Fate,
    /// What is otherwise than in the backup.
    pub notes: Vec<Note>,
    pub(super) commands: Vec<Command>,
}

/// What an entry of a backup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A category, or a folder of Open Prompt Manager.
    Category,
    /// A prompt.
    Prompt,
    /// A set, a comment, a project or a context block.
    Item(Kind),
}

/// What is done with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The library gets it.
    Added,
    /// The library has it and it becomes otherwise: a set gets further prompts.
    Changed,
    /// Nothing, for a reason.
    Skipped(Skip),
}

/// What is otherwise in the library than in the backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It had no title; it got the first line of its text.
    TitleFromText,
    /// Its category of this name does not come in, so it is in none.
    Unfiled(String),
}

/// How many entries of a kind meet which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries that are added.
    pub added: usize,
    /// Entries that change what is there.
    pub changed: usize,
    /// Entries that are skipped.
    pub skipped: usize,
}

impl Plan {
    /// Counts the entries of one kind.
    pub fn counts(&self, thing: Thing) -> Counts {
        let mut counts = Counts::default();
        for step in self.steps.iter().filter(|step| step.thing == thing) {
            match step.fate {
                Fate::Added => counts.added += 1,
                Fate::Changed => counts.changed += 1,
                Fate::Skipped(_) => counts.skipped += 1,
            }
        }
        counts
    }

    /// Returns the commands that carry it out, to be given in this order. Giving them again changes nothing more.
    ///
    /// A command has no authors or unknown fields: what comes in by it is its giver's. Prompts keep their dates.
    pub fn commands(&self) -> Vec<Command> {
        self.steps.iter().flat_map(|step| step.commands.iter().cloned()).collect()
    }
}
