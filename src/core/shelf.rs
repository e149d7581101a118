//! What the selector knows of a library: compact, ready to show, and cheap to read.
//!
//! The selector opens inside other people's pages and has to be small and quick. So it doesn't decode files or
//! apply outboxes; whoever changes a library leaves this form of it in the device's store: [rows](crate::row) of texts, of which an
//! edit writes two.

use std::collections::HashMap;

use crate::compact;
use crate::model::{CategoryId, Library, LibraryId, Prompt};
use crate::order::sorted;
use crate::project::Project;

mod rows;

pub use rows::{Rows, key};

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
        Self {
            library: Some(library.id().clone()),
            name: library.name().to_owned(),
            personal: library.id().is_personal(),
            offline,
            color: color.map(str::to_owned),
            projects: Project::all_of(library),
            categories: library.categories().iter().map(|category| category.name().to_owned()).collect(),
            items: items(library),
            digits: compact::digits(library.prompts().len()),
            print: searched,
        }
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

/// Returns what the selector shows of each prompt of a library.
fn items(library: &Library) -> Vec<Item> {
    let places: HashMap<&CategoryId, usize> =
        library.categories().iter().enumerate().map(|(place, category)| (category.id(), place)).collect();
    let item = |prompt: &Prompt| Item {
        id: prompt.id().to_string(),
        title: prompt.title().to_owned(),
        begins: beginning(prompt.content()),
        turns: 1 + prompt.draft().turns.len(),
        category: prompt.category().and_then(|id| places.get(id).copied()),
    };
    library.prompts().iter().map(item).collect()
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
