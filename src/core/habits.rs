//! What one person marks and uses, on one device only: kept as a [row](crate::row), which the selector reads as it opens.

use crate::row::{Reader, Writer};

/// Prompts of a library that count as used recently.
pub const RECENT: usize = 20;

/// Uses that are remembered, of all libraries together.
const MOST_USED: usize = 200;

/// All of it. Losing it costs nobody any work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// The favourites.
    favourites: Vec<Mark>,
    /// What was copied or inserted, the last first, each prompt once.
    used: Vec<Mark>,
    /// The order of lists, by its name.
    pub order: String,
    /// The conversation that was inserted from last, unless all of it was.
    begun: Option<Begun>,
    /// The library that the selector lists; empty for all.
    pub listed: String,
    /// Whether the selector searches all libraries although it lists one.
    pub everywhere: bool,
    /// The context blocks that are put before prompts.
    ticked: Vec<Mark>,
}

/// A prompt or a context block of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    library: String,
    id: String,
}

/// A conversation that is being inserted turn by turn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Begun {
    of: Mark,
    next: usize,
}

impl Habits {
    /// Makes a prompt a favourite, or no favourite any more. Here and below: by the ids of the library, and of what is in it.
    pub fn toggle(&mut self, library: &str, prompt: &str) {
        flip(&mut self.favourites, Mark::of(library, prompt));
    }

    /// Takes note that a prompt was used.
    pub fn use_of(&mut self, library: &str, prompt: &str) {
        let mark = Mark::of(library, prompt);
        self.used.retain(|one| *one != mark);
        self.used.insert(0, mark);
        self.used.truncate(MOST_USED);
    }

    /// Takes note of the turn of a conversation that comes next, counted from 0; at 0 it begins anew.
    pub fn go_on(&mut self, library: &str, prompt: &str, next: usize) {
        self.begun = (next > 0).then(|| Begun { of: Mark::of(library, prompt), next });
    }

    /// Returns the turn of a prompt that comes next.
    pub fn next_turn(&self, library: &str, prompt: &str) -> usize {
        self.begun.as_ref().filter(|begun| begun.of.is(library, prompt)).map_or(0, |begun| begun.next)
    }

    /// Returns the favourites of a library, by their ids.
    pub fn favourites(&self, library: &str) -> Vec<String> {
        within(&self.favourites, library)
    }

    /// Returns what was used of a library, by its ids, the last first.
    pub fn used(&self, library: &str) -> Vec<String> {
        within(&self.used, library)
    }

    /// Returns the places of what was used recently in a library, the last first. `place`: finds that of an id.
    pub fn recent(&self, library: &str, place: impl Fn(&str) -> Option<usize>) -> Vec<u32> {
        let places = self.used(library).into_iter().take(RECENT).filter_map(|id| place(&id));
        places.filter_map(|place| u32::try_from(place).ok()).collect()
    }

    /// Returns what was used of all libraries, the last first: the ids of the library and the prompt.
    pub fn all_used(&self) -> impl Iterator<Item = (&str, &str)> {
        self.used.iter().map(|mark| (mark.library.as_str(), mark.id.as_str()))
    }

    /// Puts a context block before prompts, or no more.
    pub fn tick(&mut self, library: &str, block: &str) {
        flip(&mut self.ticked, Mark::of(library, block));
    }

    /// Tells whether a context block is put before prompts.
    pub fn is_ticked(&self, library: &str, block: &str) -> bool {
        self.ticked.iter().any(|mark| mark.is(library, block))
    }

    /// Returns the form that is kept.
    pub fn to_text(&self) -> String {
        let mut row = Writer::default();
        let marks = |row: &mut Writer, marks: &[Mark]| row.list(marks, |row, mark| mark.write(row));
        marks(&mut row, &self.favourites);
        marks(&mut row, &self.used);
        row.text(&self.order);
        row.list(self.begun.as_slice(), |row, begun| {
            begun.of.write(row);
            row.text(&begun.next.to_string());
        });
        row.text(&self.listed);
        row.text(if self.everywhere { "everywhere" } else { "" });
        marks(&mut row, &self.ticked);
        row.finish()
    }

    /// Reads the form that is kept; `None` if it is of another version of this program.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut row = Reader::of(text);
        Some(Self {
            favourites: row.list(Mark::read)?,
            used: row.list(Mark::read)?,
            order: row.text()?.to_owned(),
            begun: row
                .list(|row| Some(Begun { of: Mark::read(row)?, next: row.text()?.parse().ok()? }))?
                .pop(),
            listed: row.text()?.to_owned(),
            everywhere: row.text()? == "everywhere",
            ticked: row.list(Mark::read)?,
        })
    }
}

impl Mark {
    fn of(library: &str, id: &str) -> Self {
        Self { library: library.to_owned(), id: id.to_owned() }
    }

    fn is(&self, library: &str, id: &str) -> bool {
        self.library == library && self.id == id
    }

    fn write(&self, row: &mut Writer) {
        row.text(&self.library);
        row.text(&self.id);
    }

    fn read(row: &mut Reader<'_>) -> Option<Self> {
        Some(Self { library: row.text()?.to_owned(), id: row.text()?.to_owned() })
    }
}

fn flip(marks: &mut Vec<Mark>, mark: Mark) {
    let before = marks.len();
    marks.retain(|one| *one != mark);
    if marks.len() == before {
        marks.push(mark);
    }
}

fn within(marks: &[Mark], library: &str) -> Vec<String> {
    marks.iter().filter(|mark| mark.library == library).map(|mark| mark.id.clone()).collect()
}
