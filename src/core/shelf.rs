//! What the selector knows of a library: compact, ready to show, and cheap to read.
//!
//! The selector opens inside other people's pages and has to be small and quick. So it doesn't decode files or
//! apply outboxes; whoever changes a library leaves this form of it in the device's store: a [row](crate::row) of texts.

use std::collections::HashMap;

use crate::compact;
use crate::model::{CategoryId, Library, LibraryId};
use crate::order::sorted;
use crate::project::Project;
use crate::row::{Reader, Writer};
use crate::search;

/// Characters of a prompt's text that stand on the shelf.
const BEGINS: usize = 120;

/// A library as the selector shows it. The texts of its prompts are read when one is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// The library.
    pub library: Option<LibraryId>,
    /// Its name.
    pub name: String,
    /// Whether it is My Prompts; prompts of teams carry a badge.
    pub personal: bool,
    /// Whether its folder could not be reached at the last sync.
    pub offline: bool,
    /// The colour that this person knows the team by.
    pub color: Option<String>,
    /// Its projects that are tied to pages.
    pub projects: Vec<Project>,
    /// The names of its categories in their order.
    pub categories: Vec<String>,
    /// Its prompts, in the library's order.
    pub items: Vec<Item>,
    /// How many digits the names of the [pieces](crate::compact) have that its texts are in.
    pub digits: usize,
    /// A hash of all that is searched of them: what was found in a library of the same print is found in this one.
    pub print: u64,
}

/// A prompt on a shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How its text begins, on one line.
    pub begins: String,
    /// How many turns it has: more than one is a conversation.
    pub turns: usize,
    /// Its place in [`Shelf::categories`].
    pub category: Option<usize>,
}

impl Shelf {
    /// Takes from a library what the selector shows of it. `searched`: its [print](search::print). `color`: that which this person
    /// knows it by.
    pub fn of(library: &Library, searched: u64, offline: bool, color: Option<&str>) -> Self {
        let places: HashMap<&CategoryId, usize> =
            library.categories().iter().enumerate().map(|(place, category)| (category.id(), place)).collect();
        let item = |prompt: &crate::model::Prompt| Item {
            id: prompt.id().to_string(),
            title: prompt.title().to_owned(),
            begins: beginning(prompt.content()),
            turns: 1 + prompt.draft().turns.len(),
            category: prompt.category().and_then(|id| places.get(id).copied()),
        };
        Self {
            library: Some(library.id().clone()),
            name: library.name().to_owned(),
            personal: library.id().is_personal(),
            offline,
            color: color.map(str::to_owned),
            projects: Project::all_of(library),
            categories: library.categories().iter().map(|category| category.name().to_owned()).collect(),
            items: library.prompts().iter().map(item).collect(),
            digits: compact::digits(library.prompts().len()),
            print: searched,
        }
    }

    /// Returns the form that is stored.
    pub fn to_text(&self) -> String {
        let mut row = Writer::default();
        row.text(self.id());
        row.text(&self.name);
        row.text(if self.personal { "personal" } else { "" });
        row.text(if self.offline { "offline" } else { "" });
        row.text(&self.digits.to_string());
        row.text(&self.print.to_string());
        row.optional(self.color.as_deref());
        row.list(&self.projects, |row, project| project.write(row));
        row.list(&self.categories, |row, name| row.text(name));
        for item in &self.items {
            row.text(&item.id);
            row.text(&item.title);
            row.text(&item.begins);
            row.text(&item.turns.to_string());
            row.text(&item.category.map_or_else(String::new, |place| place.to_string()));
        }
        row.finish()
    }

    /// Reads the form that is stored; `None` if it is of another version of this program.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut row = Reader::of(text);
        let mut shelf = Self {
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
        while !row.is_empty() {
            shelf.items.push(Item {
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
        Some(shelf)
    }

    /// Reads the libraries of a device: My Prompts first, then teams by name. One of an older version of this program is written
    /// anew at the library's next sync.
    pub fn all<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let shelves = texts.filter_map(Self::from_text).collect();
        sorted(shelves, |shelf: &Self| (usize::from(!shelf.personal), search::fold(&shelf.name)))
    }

    /// Returns the library's id.
    pub fn id(&self) -> &str {
        self.library.as_ref().map_or("", LibraryId::as_str)
    }

    /// Returns the name of an item's category.
    pub fn category(&self, item: &Item) -> Option<&str> {
        self.categories.get(item.category?).map(String::as_str)
    }

    /// Returns the items as they stand below each other: category by category, those in none last.
    pub fn listed(&self) -> Vec<&Item> {
        sorted(self.items.iter().collect(), |item: &&Item| {
            (item.category.unwrap_or(usize::MAX), String::new())
        })
    }
}

/// Returns how a text begins, on one line.
pub fn beginning(text: &str) -> String {
    let mut line = String::new();
    // Words are cut from the beginning only: a text may be long.
    for word in text.split_whitespace().take(BEGINS / 2) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().take(BEGINS));
        if line.len() > 4 * BEGINS {
            break;
        }
    }
    line.chars().take(BEGINS).collect()
}
