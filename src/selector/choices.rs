//! What the list shows and which row is chosen: plain data, changed by keys and typing.

use std::ops::Range;

use prompt_commons::search::Query;
use prompt_commons::shelf::{Item, Shelf};

/// Most rows that are shown at once; whoever looks for more types a letter.
const MOST_ROWS: usize = 100;

/// What stands above a group of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The names of their library and category, or of one of them.
    Named(String),
    /// They are in no category, and no library has to be named.
    Unfiled,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The heading above it, if it starts a group.
    pub heading: Option<Heading>,
    /// The prompt's title.
    pub title: String,
    /// Byte ranges of the title that the query found.
    pub marks: Vec<Range<usize>>,
    /// The text that would be inserted.
    pub text: String,
    /// The team's name, for prompts of a team.
    pub team: Option<String>,
}

/// The selector's state.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    shelves: Vec<Shelf>,
    /// Which shelf is searched; `None`: all.
    scope: Option<usize>,
    query: String,
    rows: Vec<Row>,
    found: usize,
    chosen: usize,
}

impl Choices {
    /// Starts with all libraries and nothing typed.
    pub fn new(shelves: Vec<Shelf>) -> Self {
        let mut choices = Self { shelves, ..Self::default() };
        choices.find();
        choices
    }

    /// Takes the libraries as they are now. What was typed, the library that is searched and the chosen prompt stay, if
    /// they are still there.
    pub fn renew(&mut self, shelves: Vec<Shelf>) {
        let scope = self.scope.and_then(|index| self.shelves.get(index));
        let scope = scope.and_then(|scope| {
            let is_it = |shelf: &Shelf| (shelf.personal, &shelf.name) == (scope.personal, &scope.name);
            shelves.iter().position(is_it)
        });
        let chosen = self.chosen().map(|(_, row)| row.clone());
        (self.shelves, self.scope) = (shelves, scope);
        self.find();
        let is_it = |row: &Row, same_text: bool| {
            chosen.as_ref().is_some_and(|chosen| {
                (&row.team, &row.title) == (&chosen.team, &chosen.title)
                    && (!same_text || row.text == chosen.text)
            })
        };
        let place = |same_text| self.rows.iter().position(|row| is_it(row, same_text));
        self.chosen = place(true).or_else(|| place(false)).unwrap_or_default();
    }

    /// Takes what was typed.
    pub fn type_query(&mut self, query: &str) {
        if self.query != query {
            query.clone_into(&mut self.query);
            self.find();
        }
    }

    /// Searches one library by its index, or all.
    pub fn narrow(&mut self, scope: Option<usize>) {
        self.scope = scope.filter(|index| *index < self.shelves.len());
        self.find();
    }

    /// Moves the choice by `by` rows, round the ends.
    pub fn step(&mut self, by: isize) {
        let rows = self.rows.len();
        if rows > 0 {
            let step = by.rem_euclid(isize::try_from(rows).unwrap_or(isize::MAX)).unsigned_abs();
            self.chosen = (self.chosen + step) % rows;
        }
    }

    /// Chooses a row by its index.
    pub fn choose(&mut self, row: usize) {
        if row < self.rows.len() {
            self.chosen = row;
        }
    }

    /// Returns the rows in their order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns how many prompts were found, of which [`Self::rows`] are the first.
    pub fn found(&self) -> usize {
        self.found
    }

    /// Returns the chosen row and its index.
    pub fn chosen(&self) -> Option<(usize, &Row)> {
        self.rows.get(self.chosen).map(|row| (self.chosen, row))
    }

    /// Returns the index of the library that is searched; `None`: all are.
    pub fn scope(&self) -> Option<usize> {
        self.scope
    }

    /// Returns the libraries.
    pub fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    /// Tells whether a library being searched was out of reach at its last sync.
    pub fn is_offline(&self) -> bool {
        self.searched().any(|shelf| shelf.offline)
    }

    fn searched(&self) -> impl Iterator<Item = &Shelf> {
        let scope = self.scope;
        self.shelves
            .iter()
            .enumerate()
            .filter(move |(index, _)| scope.is_none_or(|only| only == *index))
            .map(|it| it.1)
    }

    fn find(&mut self) {
        let query = Query::parse(&self.query);
        let several = self.searched().count() > 1;
        let mut rows = Vec::new();
        let mut found = 0;
        for shelf in self.searched() {
            let hits = shelf.search(&query);
            found += hits.len();
            let mut last = None;
            for item in hits.into_iter().take(MOST_ROWS.saturating_sub(rows.len())) {
                let heading = heading(shelf, item, &query, several);
                let starts = last.as_ref() != Some(&heading);
                rows.push(Row {
                    heading: heading.clone().filter(|_| starts),
                    title: item.title.clone(),
                    marks: query.marks(&item.title),
                    text: item.content.clone(),
                    team: (!shelf.personal).then(|| shelf.name.clone()),
                });
                last = Some(heading);
            }
        }
        self.rows = rows;
        self.found = found;
        self.chosen = 0;
    }
}

/// Returns what stands above a group: the category, and the library where several are listed.
fn heading(shelf: &Shelf, item: &Item, query: &Query, several: bool) -> Option<Heading> {
    let library = several.then_some(shelf.name.as_str());
    // Hits stand by rank, so a category would come and go; the library still parts them.
    let category = if query.is_empty() { shelf.category(item) } else { None };
    match (library, category) {
        (Some(library), Some(category)) => Some(Heading::Named(format!("{library} · {category}"))),
        // Behind the categories, those in none need a line of their own.
        (None, None) if query.is_empty() && !shelf.categories.is_empty() => Some(Heading::Unfiled),
        (library, category) => library.or(category).map(|name| Heading::Named(name.to_owned())),
    }
}
