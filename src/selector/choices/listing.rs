//! The rows of the list, of everything or of what was found.

use prompt_commons::search::Found;
use prompt_commons::shelf::{Item, Shelf, beginning};

use super::{Choices, Heading, Part, Row, Team};
use crate::row::{At, heading};

/// Most rows that are shown at once; whoever looks for more types a letter.
const MOST_ROWS: usize = 100;

/// Most prompts that stand as recent ones.
const MOST_RECENT: usize = 5;

impl Choices {
    /// The turns of a conversation, one a row.
    pub(super) fn turns(&self, library: usize, id: &str) -> Option<(Vec<Row>, usize)> {
        let (_, item) = self.item(library, id)?;
        let turns = self.texts(library, id)?.iter().enumerate();
        let row = |(turn, text): (usize, &String)| {
            let row = self.row(library, item, (turn == 0).then(|| Heading::Named(item.title.clone())), false);
            Row {
                title: String::new(),
                begins: beginning(text),
                part: Part::Turn(turn),
                at: At { turn, ..row.at },
                ..row
            }
        };
        let rows: Vec<Row> = turns.map(row).collect();
        let count = rows.len();
        Some((rows, count))
    }

    pub(super) fn prompts(&self, found: Option<&[Found]>) -> (Vec<Row>, usize) {
        let several = self.searched().count() > 1;
        let mut rows = if found.is_none() { self.first(several) } else { Vec::new() };
        let (first, mut count) = (rows.len(), 0);
        for (at, (index, shelf)) in self.searched().enumerate() {
            let found = found.map(|found| found.get(at));
            let hits: Vec<&Item> = match found {
                Some(found) => {
                    let places = found.map_or([].as_slice(), |found| &found.places);
                    places.iter().filter_map(|place| shelf.items.get(*place as usize)).collect()
                }
                None => shelf.listed(),
            };
            count += hits.len();
            let mut last = None;
            for item in hits.into_iter().take((first + MOST_ROWS).saturating_sub(rows.len())) {
                let heading = heading(shelf, item, found.is_none(), several);
                let starts = last.as_ref() != Some(&heading);
                let shown = heading.clone().filter(|_| starts);
                let marks = found.flatten().map(|found| found.marks(&item.title)).unwrap_or_default();
                rows.push(Row { marks, ..self.row(index, item, shown, false) });
                last = Some(heading);
            }
        }
        (rows, count)
    }

    /// What stands before all else while nothing is typed: the sets of the page's projects, and what was used last.
    fn first(&self, several: bool) -> Vec<Row> {
        let mut rows = Vec::new();
        for (index, shelf) in self.searched() {
            let projects = shelf.projects.iter().filter(|project| project.is_at(&self.address));
            for set in projects.flat_map(|project| &project.sets) {
                let name = if several { format!("{} · {}", shelf.name, set.name) } else { set.name.clone() };
                let mut heading = Some(Heading::Named(name));
                for (_, item) in set.prompts.iter().filter_map(|id| self.item(index, id)) {
                    rows.push(self.row(index, item, heading.take(), true));
                }
            }
        }
        let mut heading = Some(Heading::Recent);
        let recent = self.habits.all_used().filter_map(|(library, prompt)| {
            let (index, _) = self.searched().find(|(_, shelf)| shelf.id() == library)?;
            Some((index, self.item(index, prompt)?.1))
        });
        for (index, item) in recent.take(MOST_RECENT) {
            rows.push(self.row(index, item, heading.take(), true));
        }
        rows
    }

    fn row(&self, index: usize, item: &Item, heading: Option<Heading>, first: bool) -> Row {
        let library = self.shelves.get(index);
        let team = |shelf: &Shelf| Team { name: shelf.name.clone(), color: shelf.color.clone() };
        let next = library.map_or(0, |library| self.habits.next_turn(library.id(), &item.id));
        Row {
            heading,
            offline: library.is_some_and(|library| library.offline),
            title: item.title.clone(),
            marks: Vec::new(),
            begins: item.begins.clone(),
            team: library.filter(|library| !library.personal).map(team),
            part: match item.turns {
                0 | 1 => Part::Whole,
                of => Part::Turns { of, next: next % of },
            },
            at: At { shelf: index, id: item.id.clone(), turn: 0, first },
        }
    }
}
