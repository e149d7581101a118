//! What another program's backup comes to, entry by entry.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::ids::Ids;
use super::{Backup, Skip, Source, Thing, Unreadable};
use crate::causal::Marks;
use crate::command::tags_of;
use crate::format::MAX_TITLE_CHARS;
use crate::model::{
    Category, CategoryId, Draft, Email, Library, LibraryId, Parts, PromptId, Rest, Timestamp,
};

/// Paths of fields that are listed as left out: more would tell nobody more.
const MOST_LEFT_OUT: usize = 100;

/// A backup that is being read.
pub(super) struct Collect {
    source: Source,
    ids: Ids,
    library: Library,
    categories: HashMap<String, CategoryId>,
    prompts: HashSet<PromptId>,
    unreadable: Vec<Unreadable>,
    left_out: BTreeSet<String>,
    used: Vec<(PromptId, Timestamp)>,
}

/// A prompt of another program.
#[derive(Default)]
pub(super) struct Found {
    /// Its id there, or nothing.
    pub(super) id: String,
    /// What it is called where it is listed: its title, or its place in the file.
    pub(super) name: String,
    pub(super) draft: Draft,
    pub(super) created_at: Option<Timestamp>,
    pub(super) modified_at: Option<Timestamp>,
    /// When it was last copied or inserted.
    pub(super) used_at: Option<Timestamp>,
}

impl Collect {
    pub(super) fn new(source: Source) -> Self {
        // It is shown and planned from, and never becomes a library itself.
        let library = Library::new(LibraryId::from(Uuid::nil()), "", Email::me(), Timestamp::from_millis(0));
        Self {
            source,
            ids: Ids::of(source.name()),
            library,
            categories: HashMap::new(),
            prompts: HashSet::new(),
            unreadable: Vec::new(),
            left_out: BTreeSet::new(),
            used: Vec::new(),
        }
    }

    /// Returns the category of a name; the first that says a colour gives it. None for a blank name, or one that is no name.
    pub(super) fn category(&mut self, name: &str, color: Option<&str>) -> Option<CategoryId> {
        let key = folded(name);
        let id = self.ids.category(&CategoryId::parse(&key)?);
        if name.trim().chars().count() > MAX_TITLE_CHARS {
            if self.categories.insert(key, id.clone()).is_none() {
                self.skip(Thing::Category, &short(name), Skip::TooLong("needed-name"));
            }
            return None;
        }
        if self.categories.insert(key, id.clone()).is_none() {
            let color = color.map(str::to_owned);
            let (name, icon) = (name.trim().to_owned(), None);
            let (rest, marks) = (Rest::default(), Marks::default());
            self.library.categories.push(Category { id: id.clone(), name, color, icon, rest, marks });
        }
        Some(id)
    }

    /// Takes a prompt.
    pub(super) fn prompt(&mut self, found: Found) {
        let Found { id, name, mut draft, created_at, modified_at, used_at } = found;
        draft.tags = tags_of(draft.tags);
        if draft.title.trim().is_empty() && draft.content.trim().is_empty() {
            return self.skip(Thing::Prompt, &name, Skip::Empty);
        }
        if draft.title.chars().count() > MAX_TITLE_CHARS {
            return self.skip(Thing::Prompt, &name, Skip::TooLong("needed-title"));
        }
        let Some(id) = self.ids.text(&id, &draft).map(PromptId::from) else { return };
        if !self.prompts.insert(id.clone()) {
            return self.skip(Thing::Prompt, &name, Skip::Twice);
        }
        self.used.extend(used_at.map(|at| (id.clone(), at)));
        let parts = Parts {
            id,
            draft,
            created_by: None,
            created_at,
            modified_by: None,
            modified_at,
            sets: Vec::new(),
            rest: Rest::default(),
            marks: Marks::default(),
        };
        self.library.prompts.push(parts.into());
    }

    /// Notes an entry that can't be imported.
    pub(super) fn skip(&mut self, thing: Thing, name: &str, why: Skip) {
        self.unreadable.push(Unreadable { thing, name: name.to_owned(), why });
    }

    /// Notes a field that is not imported.
    pub(super) fn leave_out(&mut self, path: &str) {
        leave_out(&mut self.left_out, path);
    }

    pub(super) fn done(self) -> Backup {
        let Self { source, library, unreadable, left_out, used, .. } = self;
        Backup { source, library, of: None, unreadable, left_out, mended: 0, used }
    }
}

/// Notes a field that is not imported among those of a backup.
pub(super) fn leave_out(left_out: &mut BTreeSet<String>, path: &str) {
    if left_out.len() < MOST_LEFT_OUT {
        left_out.insert(short(path));
    }
}

/// Names an entry of a backup's list of prompts, counted from 0.
pub(super) fn place(at: usize) -> String {
    format!("prompts[{at}]")
}

/// Returns which entry of a backup's list it is that is called by its place, counted from 1.
pub fn entry(name: &str) -> Option<usize> {
    let (list, rest) = name.split_once('[')?;
    let (at, _) = rest.split_once(']').filter(|_| ["prompts", "categories", "folders"].contains(&list))?;
    at.parse::<usize>().ok()?.checked_add(1)
}

/// Returns the text by which names are the same: case and space around them don't count.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Returns the beginning of a text, to name something by.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 80;
    let mut short: String = text.trim().chars().take(MOST).collect();
    if short.len() < text.trim().len() {
        short.push('…');
    }
    short
}
