//! What the selector knows of a library: compact, ready to show, and cheap to read.
//!
//! The selector opens inside other people's pages and has to be small and quick. So it doesn't decode files or
//! apply outboxes; whoever changes a library leaves this form of it in the device's store: a [row](crate::row) of texts.

use std::collections::HashMap;

use crate::model::{CategoryId, Library};
use crate::order::sorted;
use crate::row::{Reader, Writer};
use crate::search::{self, Fields, Query, search_by};

/// A library as the selector shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// The library's name.
    pub name: String,
    /// Whether it is My Prompts; prompts of teams carry a badge.
    pub personal: bool,
    /// Whether its folder could not be reached at the last sync.
    pub offline: bool,
    /// The names of its categories in their order.
    pub categories: Vec<String>,
    /// Its prompts, category by category, those in none last.
    pub items: Vec<Item>,
}

/// A prompt on a shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its title.
    pub title: String,
    /// The text that is inserted.
    pub content: String,
    /// Its place in [`Shelf::categories`].
    pub category: Option<usize>,
    /// The short name of who wrote it, or nothing.
    pub author: String,
    /// Its tags, [as one text](search::tags).
    pub tags: String,
}

impl Shelf {
    /// Takes from a library what the selector shows of it.
    pub fn of(library: &Library, offline: bool) -> Self {
        let places: HashMap<&CategoryId, usize> =
            library.categories().iter().enumerate().map(|(place, category)| (category.id(), place)).collect();
        let item = |prompt: &crate::model::Prompt| Item {
            title: prompt.title().to_owned(),
            content: prompt.content().to_owned(),
            category: prompt.category().and_then(|id| places.get(id).copied()),
            author: prompt.created_by().map_or_else(String::new, |email| email.short().to_owned()),
            tags: search::tags(prompt.tags()),
        };
        let items = library.prompts().iter().map(item).collect();
        Self {
            name: library.name().to_owned(),
            personal: library.id().is_personal(),
            offline,
            categories: library.categories().iter().map(|category| category.name().to_owned()).collect(),
            items: sorted(items, |item| (item.category.unwrap_or(usize::MAX), String::new())),
        }
    }

    /// Returns the form that is stored.
    pub fn to_text(&self) -> String {
        let mut row = Writer::default();
        row.text(&self.name);
        row.text(if self.personal { "personal" } else { "" });
        row.text(if self.offline { "offline" } else { "" });
        row.list(&self.categories, |row, name| row.text(name));
        for item in &self.items {
            row.text(&item.title);
            row.text(&item.content);
            row.text(&item.category.map_or_else(String::new, |place| place.to_string()));
            row.text(&item.author);
            row.text(&item.tags);
        }
        row.finish()
    }

    /// Reads the form that is stored; `None` if it is of another version of this program.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut row = Reader::of(text);
        let mut shelf = Self {
            name: row.text()?.to_owned(),
            personal: row.text()? == "personal",
            offline: row.text()? == "offline",
            categories: row.list(|row| row.text().map(str::to_owned))?,
            items: Vec::new(),
        };
        while !row.is_empty() {
            shelf.items.push(Item {
                title: row.text()?.to_owned(),
                content: row.text()?.to_owned(),
                category: match row.text()? {
                    "" => None,
                    place => Some(place.parse().ok()?),
                },
                author: row.text()?.to_owned(),
                tags: row.text()?.to_owned(),
            });
        }
        Some(shelf)
    }

    /// Returns the name of an item's category.
    pub fn category(&self, item: &Item) -> Option<&str> {
        self.categories.get(item.category?).map(String::as_str)
    }

    /// Returns the items that `query` finds, the best first; all, in their order, for an empty query.
    pub fn search(&self, query: &Query) -> Vec<&Item> {
        search_by(&self.items, query, |item| Fields {
            title: &item.title,
            content: &item.content,
            category: self.category(item).unwrap_or_default(),
            author: &item.author,
            tags: item.tags.as_str().into(),
        })
    }
}
