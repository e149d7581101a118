//! Where the prompts of a library are filed, worked out once for all that is listed and counted of it.

use crate::model::{CategoryId, ItemId, Kind, Library, Prompt, TagCounts};

/// Which prompts are in each category, and how many in each set and with each tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filing {
    /// The places of prompts among those of the library: by category, and then what is in none.
    categories: Vec<Vec<u32>>,
    sets: Vec<usize>,
    tags: Vec<(String, usize)>,
}

impl Filing {
    /// Files all prompts of a library.
    pub fn of(library: &Library) -> Self {
        let mut clerk = Clerk::of(library);
        library.prompts().iter().for_each(|prompt| clerk.file(prompt));
        clerk.done()
    }

    /// Returns the places of the prompts in the category at a place among those of the library, or behind them all of those in none.
    pub fn category(&self, at: usize) -> &[u32] {
        self.categories.get(at).map_or(&[], Vec::as_slice)
    }

    /// Returns how many prompts are in the set at a place among those of the library.
    pub fn set(&self, at: usize) -> usize {
        self.sets.get(at).copied().unwrap_or_default()
    }

    /// Returns all tags with the number of prompts that have each, in their order as texts.
    pub fn tags(&self) -> &[(String, usize)] {
        &self.tags
    }
}

/// Files prompts one after the other.
#[derive(Debug)]
pub(crate) struct Clerk {
    categories: Vec<CategoryId>,
    sets: Vec<ItemId>,
    tags: TagCounts,
    /// How many were filed.
    count: u32,
    filing: Filing,
}

impl Clerk {
    /// Begins with the shelves of a library.
    pub(crate) fn of(library: &Library) -> Self {
        let categories: Vec<CategoryId> =
            library.categories().iter().map(|category| category.id().clone()).collect();
        let sets: Vec<ItemId> = library.items(Kind::Set).map(|set| set.id().clone()).collect();
        let filing = Filing {
            categories: vec![Vec::new(); categories.len() + 1],
            sets: vec![0; sets.len()],
            tags: Vec::new(),
        };
        Self { categories, sets, tags: TagCounts::default(), count: 0, filing }
    }

    /// Files the next prompt.
    pub(crate) fn file(&mut self, prompt: &Prompt) {
        let place = prompt.category().and_then(|id| place_of(&self.categories, id));
        let place = place.unwrap_or(self.categories.len());
        if let Some(inside) = self.filing.categories.get_mut(place) {
            inside.push(self.count);
        }
        for set in prompt.sets() {
            let place = place_of(&self.sets, set);
            if let Some(count) = place.and_then(|place| self.filing.sets.get_mut(place)) {
                *count += 1;
            }
        }
        self.tags.add(prompt);
        self.count += 1;
    }

    /// Ends.
    pub(crate) fn done(self) -> Filing {
        Filing { tags: self.tags.done(), ..self.filing }
    }
}

fn place_of<T: PartialEq>(ids: &[T], id: &T) -> Option<usize> {
    // They are few: shorter to look through than to find by a hash.
    ids.iter().position(|one| one == id)
}
