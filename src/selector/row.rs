//! The rows of the list, and what comes of them.

use std::ops::Range;

use prompt_commons::model::LibraryId;
use prompt_commons::shelf::{Item, Shelf};

/// What stands above a group of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The names of their library and of their category or set, or of one of them.
    Named(String),
    /// They are in no category, and no library has to be named.
    Unfiled,
    /// They were used last.
    Recent,
}

/// What choosing a row leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The text of a prompt.
    Whole,
    /// The turns of a conversation.
    Turns {
        /// How many there are.
        of: usize,
        /// The one that comes next, counted from 0: another than the first once it was begun.
        next: usize,
    },
    /// One turn, counted from 0.
    Turn(usize),
}

/// The team that a prompt is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// The colour that this person knows it by.
    pub color: Option<String>,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The heading above it, if it starts a group.
    pub heading: Option<Heading>,
    /// Whether its library was out of reach at its last sync.
    pub offline: bool,
    /// The prompt's title.
    pub title: String,
    /// Byte ranges of the title that the query found.
    pub marks: Vec<Range<usize>>,
    /// How its text begins, on one line.
    pub begins: String,
    /// Its team; none for one's own prompts.
    pub team: Option<Team>,
    /// What choosing it leads to.
    pub part: Part,
    pub(crate) at: At,
}

/// Where a row comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At {
    /// The place of its library.
    pub(crate) shelf: usize,
    /// The prompt's id.
    pub(crate) id: String,
    /// The turn of it.
    pub(crate) turn: usize,
    /// Whether it stands among those that come first, and below once more.
    pub(crate) first: bool,
}

/// Where the texts of a prompt are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its library.
    pub library: LibraryId,
    /// The prompt's id.
    pub prompt: String,
    /// The name of the [piece](prompt_commons::compact) that it is in.
    pub piece: String,
}

/// A text that someone chose to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The library's id.
    pub library: String,
    /// The prompt's id.
    pub prompt: String,
    /// The prompt's title.
    pub title: String,
    /// The turn that follows it, counted from 0: the first one behind the last.
    pub next: usize,
    /// The exact text, before its variables are filled in.
    pub text: String,
}

/// Why there is nothing to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No library has a prompt.
    Prompts,
    /// The one that is listed has none.
    Here,
    /// Nothing was found, in all libraries or only in one of them.
    Hits {
        /// Whether others could be searched as well.
        elsewhere: bool,
    },
}

/// Returns what stands above a group: the category, and the library where several are listed.
pub(crate) fn heading(shelf: &Shelf, item: &Item, all: bool, several: bool) -> Option<Heading> {
    let library = several.then_some(shelf.name.as_str());
    // Hits stand by rank, so a category would come and go; the library still parts them.
    let category = if all { shelf.category(item) } else { None };
    match (library, category) {
        (Some(library), Some(category)) => Some(Heading::Named(format!("{library} · {category}"))),
        // Behind the categories, those in none need a line of their own.
        (None, None) if all && !shelf.categories.is_empty() => Some(Heading::Unfiled),
        (library, category) => library.or(category).map(|name| Heading::Named(name.to_owned())),
    }
}
