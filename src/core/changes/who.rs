use crate::causal::{Dot, Marks, Tombstone};
use crate::model::{Email, Library, Prompt, Timestamp};

/// Who did something and when, as far as it is known.
pub(super) type Credit = (Option<Email>, Option<Timestamp>);

/// Knows who wrote what is new in a library.
pub(super) struct Who<'a> {
    before: &'a Library,
    after: &'a Library,
    /// Who wrote all that is new, if it was one person.
    only: Option<Email>,
}

impl<'a> Who<'a> {
    pub(super) fn new(before: &'a Library, after: &'a Library) -> Self {
        Self { before, after, only: only_author(before, after) }
    }

    /// Returns who wrote the newest of a record's edits, if any is new.
    pub(super) fn wrote_any(&self, edits: Vec<Dot>) -> Credit {
        let newest = edits.into_iter().filter(|dot| !self.before.causality.clock.has(*dot)).max();
        let by = match newest {
            Some(dot) => self.after.causality.authors.get(&dot.replica).cloned(),
            None => self.only.clone(),
        };
        (by, None)
    }

    /// Returns who wrote one field of a record.
    pub(super) fn wrote(&self, marks: &Marks, field: &str) -> Credit {
        let siblings = marks.siblings.iter().filter(|(name, _)| name == field);
        let siblings = siblings.flat_map(|(_, all)| all.iter().map(|one| one.dot));
        let alone = marks.fields.iter().filter(|(name, _)| name == field).map(|(_, dot)| *dot);
        let edits: Vec<Dot> = siblings.chain(alone).collect();
        self.wrote_any(if edits.is_empty() { vec![marks.born] } else { edits })
    }

    /// Tells whether a prompt that was not there before is an old one.
    pub(super) fn is_back(&self, prompt: &Prompt) -> bool {
        let known = &self.before.causality;
        // A plain file has no edits; the default stands for none.
        let was_known = prompt.marks.born != Dot::default() && known.clock.has(prompt.marks.born);
        was_known || known.dead.prompts.contains_key(prompt.id.as_str())
    }

    /// Returns who added a prompt, or brought it back.
    pub(super) fn added(&self, prompt: &Prompt) -> Credit {
        match &prompt.created_by {
            Some(author) if !self.is_back(prompt) => (Some(author.clone()), prompt.created_at.clone()),
            // Who wrote it once need not be who brought it back.
            _ => self.wrote_any(prompt.marks.dots().collect()),
        }
    }

    /// Returns who made a prompt what it is. Someone who edits by hand may leave the name that stood there: a name
    /// that is not new is no signature.
    pub(super) fn edited(&self, old: &Prompt, new: &Prompt) -> Credit {
        let is_signed = (&new.modified_by, &new.modified_at) != (&old.modified_by, &old.modified_at);
        match &new.modified_by {
            Some(author) if is_signed => (Some(author.clone()), new.modified_at.clone()),
            _ => self.wrote_any(new.marks.dots().collect()),
        }
    }

    /// Returns who deleted something.
    pub(super) fn deleted<T>(&self, stone: Option<&Tombstone<T>>) -> Credit {
        match stone {
            Some(stone) => (Some(stone.by.clone()), Some(stone.at.clone())),
            None => self.removed(),
        }
    }

    /// Returns who removed something that leaves no tombstone.
    pub(super) fn removed(&self) -> Credit {
        (self.only.clone(), None)
    }
}

/// Returns the author of all edits that `after` has beyond `before`, if it was one person. Then also what leaves no
/// trace of its own, such as removing a member, was theirs.
fn only_author(before: &Library, after: &Library) -> Option<Email> {
    let (before, after) = (&before.causality, &after.causality);
    if !after.clock.covers(&before.clock) {
        return None;
    }
    let news = after.clock.replicas().filter(|replica| before.clock.is_behind(&after.clock, *replica));
    let mut authors = news.map(|replica| after.authors.get(&replica));
    let first = authors.next()??;
    authors.all(|author| author.is_some_and(|author| author.is(first))).then(|| first.clone())
}
