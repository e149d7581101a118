//! The rows that a shelf is stored in: a head, and its prompts in parts.
//!
//! A part begins with each prompt whose id has a hash of a kind that one in some hundreds has. So the parts of a list are the same
//! however it came about, and what is added, changed or taken out somewhere leaves all others as they are.

use std::hash::Hasher;

use fnv::FnvHasher;

use super::{Item, Shelf, items};
use crate::compact::Difference;
use crate::model::{Library, LibraryId, Prompt};
use crate::order::sorted;
use crate::project::Project;
use crate::row::{Reader, Writer};
use crate::search;

/// One prompt in so many begins a part. Chromium keeps values of more than 64 KiB beside its database, and reads these several
/// times as fast as smaller ones: a row of 55 kB takes as long as one of 220.
const PART: u64 = 1024;

/// What is stored of a shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// All but its prompts.
    shelf: Shelf,
    /// How many prompts are in each part, and what tells it from others.
    parts: Vec<(usize, u64)>,
    /// The parts' texts, as far as they are at hand.
    texts: Vec<Option<String>>,
}

/// Returns the key of a part behind what the keys of its library [start with](crate::ports::prefix).
pub fn key(part: usize) -> String {
    format!("{part:06}")
}

impl Rows {
    /// Returns what is stored of a shelf.
    pub fn of(shelf: Shelf) -> Self {
        let mut shelf = shelf;
        let items = std::mem::take(&mut shelf.items);
        let mut rows = Self { shelf, parts: Vec::new(), texts: Vec::new() };
        for part in items.chunk_by(|_, next| !begins_part(&next.id)) {
            rows.put(rows.parts.len(), part);
        }
        rows
    }

    /// Reads the head, without any part; `None` if it is of another version of this program.
    pub fn read(head: &str) -> Option<Self> {
        let mut row = Reader::of(head);
        let shelf = Shelf {
            library: LibraryId::parse(row.text()?),
            name: row.text()?.to_owned(),
            personal: row.text()? == "personal",
            offline: row.text()? == "offline",
            digits: row.text()?.parse().ok()?,
            print: row.text()?.parse().ok()?,
            color: row.optional()?.map(str::to_owned),
            projects: row.list(Project::read)?,
            categories: row.list(|row| row.text().map(str::to_owned))?,
            items: Vec::new(),
        };
        let parts = row.list(|row| Some((row.text()?.parse().ok()?, row.text()?.parse().ok()?)))?;
        let texts = vec![None; parts.len()];
        row.is_empty().then_some(Self { shelf, parts, texts })
    }

    /// Returns the head.
    pub fn head(&self) -> String {
        let mut row = Writer::default();
        row.text(self.shelf.id());
        row.text(&self.shelf.name);
        row.text(if self.shelf.personal { "personal" } else { "" });
        row.text(if self.shelf.offline { "offline" } else { "" });
        row.text(&self.shelf.digits.to_string());
        row.text(&self.shelf.print.to_string());
        row.optional(self.shelf.color.as_deref());
        row.list(&self.shelf.projects, |row, project| project.write(row));
        row.list(&self.shelf.categories, |row, name| row.text(name));
        row.list(&self.parts, |row, (count, print)| {
            row.text(&count.to_string());
            row.text(&print.to_string());
        });
        row.finish()
    }

    /// Returns how many parts there are.
    pub fn count(&self) -> usize {
        self.parts.len()
    }

    /// Returns the text of a part, if it is at hand.
    pub fn part(&self, part: usize) -> Option<&str> {
        self.texts.get(part)?.as_deref()
    }

    /// Tells whether a part is the same in another one.
    pub fn is_same(&self, part: usize, other: &Self) -> bool {
        self.parts.get(part).is_some_and(|known| other.parts.get(part) == Some(known))
    }

    /// Returns which part a change is in; `None`: none that is there.
    pub fn holding(&self, difference: &Difference) -> Option<usize> {
        self.place(difference).map(|(part, _)| part).filter(|part| *part < self.parts.len())
    }

    /// Returns the part that a change is in, and its place there.
    fn place(&self, difference: &Difference) -> Option<(usize, usize)> {
        let mut at = match difference {
            Difference::Added(prompt) if begins_part(prompt.id().as_str()) => {
                return Some((self.parts.len(), 0));
            }
            Difference::Added(_) => {
                let last = self.parts.len().saturating_sub(1);
                return Some((last, self.parts.last().map_or(0, |(count, _)| *count)));
            }
            Difference::Changed(at, _) | Difference::Removed(at) => *at,
        };
        for (part, (count, _)) in self.parts.iter().enumerate() {
            if at < *count {
                return Some((part, at));
            }
            at -= count;
        }
        None
    }

    /// Takes over what happened to a prompt. `text`: the part that [holds](Self::holding) it, if there is one. `library`: what the
    /// prompt is in; `print`: that of all that is searched now. `None` if other parts are to be written, too.
    pub fn change(
        &mut self,
        difference: &Difference,
        text: Option<&str>,
        library: &Library,
        print: u64,
    ) -> Option<usize> {
        let (part, at) = self.place(difference)?;
        let mut all = text.map_or(Some(Vec::new()), read)?;
        if self.parts.get(part).map_or(0, |(count, _)| *count) != all.len() {
            return None;
        }
        let item = |prompt: &Prompt| items(&library.with_prompts(vec![prompt.clone()])).pop();
        match difference {
            Difference::Added(prompt) => all.push(item(prompt)?),
            Difference::Changed(_, prompt) => *all.get_mut(at)? = item(prompt)?,
            // What it began goes on in the part before, or there is nothing left of it.
            Difference::Removed(_) if at == 0 => return None,
            Difference::Removed(_) => drop(all.remove(at)),
        }
        self.shelf.print = print;
        self.put(part, &all);
        Some(part)
    }

    fn put(&mut self, part: usize, items: &[Item]) {
        let text = written(items);
        let mut hasher = FnvHasher::default();
        hasher.write(text.as_bytes());
        let known = (items.len(), hasher.finish());
        if let (Some(of), Some(at)) = (self.parts.get_mut(part), self.texts.get_mut(part)) {
            (*of, *at) = (known, Some(text));
        } else {
            self.parts.push(known);
            self.texts.push(Some(text));
        }
    }
}

impl Shelf {
    /// Reads a shelf out of its head and the parts behind that; `None` if they are of another version of this program.
    pub fn from_rows<'a>(head: &str, parts: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        let Rows { mut shelf, parts: counts, .. } = Rows::read(head)?;
        for _ in counts {
            shelf.items.extend(read(parts.next()?)?);
        }
        Some(shelf)
    }

    /// Reads the libraries of a device: My Prompts first, then teams by name. One of an older version of this program is written
    /// anew at the library's next sync. `rows`: all that are stored, in the order of their keys.
    pub fn all<'a>(rows: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let mut rows = rows;
        let mut shelves = Vec::new();
        while let Some(head) = rows.next() {
            shelves.extend(Self::from_rows(head, &mut rows));
        }
        sorted(shelves, |shelf: &Self| (usize::from(!shelf.personal), search::fold(&shelf.name)))
    }
}

fn begins_part(id: &str) -> bool {
    let mut hasher = FnvHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish() % PART == 0
}

fn written(items: &[Item]) -> String {
    let mut row = Writer::default();
    for item in items {
        row.text(&item.id);
        row.text(&item.title);
        row.text(&item.begins);
        row.text(&item.turns.to_string());
        row.text(&item.category.map_or_else(String::new, |place| place.to_string()));
    }
    row.finish()
}

fn read(part: &str) -> Option<Vec<Item>> {
    let mut row = Reader::of(part);
    let mut items = Vec::new();
    while !row.is_empty() {
        items.push(Item {
            id: row.text()?.to_owned(),
            title: row.text()?.to_owned(),
            begins: row.text()?.to_owned(),
            turns: row.text()?.parse().ok()?,
            category: match row.text()? {
                "" => None,
                place => Some(place.parse().ok()?),
            },
        });
    }
    Some(items)
}
