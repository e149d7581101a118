use super::{Field, Seen};
use crate::causal::conflict::{self, Conflict, Subject};
use crate::causal::record::Record;
use crate::model::{Category, Item, Library};
use crate::order::sorted;

impl Seen {
    /// Returns what a person is shown of a category.
    pub fn category(library: &Library, category: &Category) -> Self {
        Self::of(category, &conflict::of_category(library, category))
    }

    /// Returns what a person is shown of a set, a comment, a project or a context block.
    pub fn item(library: &Library, item: &Item) -> Self {
        Self::of(item, &conflict::of_item(library, item))
    }

    fn of<R: Record>(record: &R, conflicts: &[Conflict]) -> Self {
        let mut fields = Vec::new();
        record.each(&mut |name, held| fields.push(Field { name: name.to_owned(), value: held.to_value() }));
        // In one order, whichever the record has them in.
        let fields = sorted(fields, |field| (0, field.name.clone()));
        Self { fields, beside: conflicts.iter().flat_map(Conflict::beside).collect() }
    }

    /// Adds the values that are shown beside, of which a library that is only shown knows nothing itself.
    #[must_use]
    pub fn beside(mut self, about: &Subject, conflicts: &[Conflict]) -> Self {
        self.beside.extend(conflicts.iter().filter(|one| one.about == *about).flat_map(Conflict::beside));
        self
    }

    /// Tells whether whoever was shown this has seen all of `now`.
    pub(super) fn covers(&self, now: &Self) -> bool {
        self.fields == now.fields && now.beside.iter().all(|dot| self.beside.contains(dot))
    }
}
