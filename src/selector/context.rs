//! The context blocks of the projects that a page belongs to.

use prompt_commons::habits::Habits;
use prompt_commons::shelf::Shelf;

/// A text that can be put before a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The id of its library.
    pub library: String,
    /// Its own.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The text.
    pub text: String,
    /// Whether it is put before what is inserted.
    pub ticked: bool,
}

impl Context {
    /// Returns those of the projects that are tied to a page, of all libraries, each once.
    pub(crate) fn of(shelves: &[Shelf], address: &str, habits: &Habits) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for shelf in shelves {
            let projects = shelf.projects.iter().filter(|project| project.is_at(address));
            for block in projects.flat_map(|project| &project.blocks) {
                if all.iter().all(|one| (one.library.as_str(), &one.id) != (shelf.id(), &block.id)) {
                    all.push(Self {
                        library: shelf.id().to_owned(),
                        id: block.id.clone(),
                        name: block.name.clone(),
                        text: block.text.clone(),
                        ticked: habits.is_ticked(shelf.id(), &block.id),
                    });
                }
            }
        }
        all
    }

    /// Returns what those that are ticked put before a prompt, a blank line behind each.
    pub(crate) fn text(all: &[Self]) -> String {
        let mut text = String::new();
        for one in all.iter().filter(|one| one.ticked) {
            text.push_str(one.text.trim_end_matches('\n'));
            text.push_str("\n\n");
        }
        text
    }
}
