use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use super::{Clock, Dot, Tombstone};
use crate::model::{Email, Timestamp};
use crate::rule::{Rule, kept};

/// The field under which a record's place in its list is marked. No file can have a field of that name shown.
pub(crate) const RANK: &str = "#rank";

/// Starts the names of fields that are no one's to decide about: places in lists, and entries that are there or not.
/// Of several values the last edit's is shown. No file can have a field of such a name shown.
pub(crate) const QUIET: char = '#';

/// What is known of a record besides its values: which edits made it what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The edit that added it, and that made all fields which are not listed below.
    pub(crate) born: Dot,
    /// Its place in its list.
    pub(crate) rank: String,
    /// Edits of single fields, by name. A field that is listed and has no value was emptied by that edit.
    pub(crate) fields: Vec<(String, Dot)>,
    /// Fields of which several values survive because no one who wrote one of them had seen the others.
    pub(crate) siblings: Vec<(String, Vec<Sibling>)>,
    /// That it was deleted, by someone who had not seen all edits in it: those outlive it. Kept as long as the trash keeps
    /// things.
    pub(crate) deletion: Option<Box<Deletion>>,
}

/// What deletions took of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deletion {
    /// Who made the last one.
    pub(crate) by: Email,
    /// When, for display and for emptying the trash.
    pub(crate) at: Timestamp,
    /// The edits that they had seen, as far as they are in the record still.
    pub(crate) edits: BTreeSet<Dot>,
}

impl Deletion {
    /// Returns what a tombstone says: that all of its record was deleted.
    pub(super) fn of<R: Record>(stone: &Tombstone<R>) -> Self {
        Self { by: stone.by.clone(), at: stone.at.clone(), edits: stone.record.edits() }
    }

    /// Returns the tombstone of a record that was deleted.
    pub(super) fn stone<R: Record>(mut record: R) -> Option<Tombstone<R>> {
        let Self { by, at, .. } = *record.marks_mut().deletion.take()?;
        Some(Tombstone { record, by, at })
    }

    /// Returns the record of a tombstone, which says itself that it was deleted.
    pub(super) fn in_record<R: Record>(stone: Tombstone<R>) -> R {
        let deletion = Self::of(&stone);
        let mut record = stone.record;
        record.note(deletion);
        record
    }

    /// Brings two together.
    pub(super) fn join(self, other: Self) -> Self {
        let mut edits = self.edits;
        edits.extend(other.edits);
        let (by, at) = if (self.at.as_str(), self.by.as_str()) >= (other.at.as_str(), other.by.as_str()) {
            (self.by, self.at)
        } else {
            (other.by, other.at)
        };
        Self { by, at, edits }
    }
}

impl Marks {
    /// Returns the fields of which several values survive that someone has to decide about. Two people who wrote the same
    /// have nothing to decide.
    pub(crate) fn open(&self) -> impl Iterator<Item = &(String, Vec<Sibling>)> {
        let differ =
            |all: &[Sibling]| all.iter().zip(all.iter().skip(1)).any(|(one, next)| one.value != next.value);
        self.siblings.iter().filter(move |(name, all)| !name.starts_with(QUIET) && differ(all))
    }

    /// Returns the edits of all that survives.
    pub(crate) fn dots(&self) -> impl Iterator<Item = Dot> {
        let siblings = self.siblings.iter().flat_map(|(_, all)| all.iter().map(|one| one.dot));
        std::iter::once(self.born).chain(self.fields.iter().map(|(_, dot)| *dot)).chain(siblings)
    }

    /// Gives an edit another name.
    pub(super) fn rename(&mut self, from: Dot, to: Dot) {
        let siblings = self.siblings.iter_mut().flat_map(|(_, all)| all.iter_mut().map(|one| &mut one.dot));
        let all =
            std::iter::once(&mut self.born).chain(self.fields.iter_mut().map(|(_, dot)| dot)).chain(siblings);
        all.filter(|dot| **dot == from).for_each(|dot| *dot = to);
        let deleted = self.deletion.as_mut().map(|deletion| &mut deletion.edits);
        if let Some(edits) = deleted.filter(|edits| edits.contains(&from)) {
            edits.remove(&from);
            edits.insert(to);
        }
        self.siblings.iter_mut().for_each(|(_, all)| Sibling::sort(all));
    }

    /// Returns the names of what an edit wrote.
    pub(super) fn written_by(&self, dot: Dot) -> impl Iterator<Item = &str> {
        let born = (self.born == dot).then_some("");
        let fields = self.fields.iter().filter(move |(_, of)| *of == dot).map(|(name, _)| name.as_str());
        let siblings = self.siblings.iter().filter(move |(_, all)| all.iter().any(|one| one.dot == dot));
        born.into_iter().chain(fields).chain(siblings.map(|(name, _)| name.as_str()))
    }

    /// Returns the edits that changed it since it was added.
    pub(crate) fn changed(&self) -> impl Iterator<Item = Dot> {
        self.written().filter(|dot| *dot != self.born)
    }

    /// Returns the edits of all that was written: of all that survives, but for its place in its list.
    pub(crate) fn written(&self) -> impl Iterator<Item = Dot> {
        let fields = self.fields.iter().filter(|(name, _)| name != RANK || !kept(Rule::MoveIsNoEdit));
        let fields = fields.map(|(_, dot)| *dot);
        let siblings = self.siblings.iter().flat_map(|(_, all)| all.iter().map(|one| one.dot));
        std::iter::once(self.born).chain(fields).chain(siblings)
    }

    /// Tells whether something that was written is news to `clock`.
    pub(super) fn is_news_to(&self, clock: &Clock) -> bool {
        self.written().any(|dot| !clock.has(dot))
    }
}

/// One of several values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// The edit that wrote it.
    pub dot: Dot,
    /// What it wrote; null: nothing.
    pub value: Value,
}

impl Sibling {
    /// Puts those of one field in order: by their edits and, where two devices wrote under one name, by their values.
    pub(crate) fn sort(all: &mut [Self]) {
        let text = |one: &Self| one.value.to_string();
        all.sort_by(|a, b| a.dot.cmp(&b.dot).then_with(|| text(a).cmp(&text(b))));
    }
}

/// A field's value as a record holds it.
#[derive(Clone, Copy)]
pub(crate) enum Held<'a> {
    Text(&'a str),
    Json(&'a Value),
}

impl Held<'_> {
    pub(crate) fn to_value(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.to_owned()),
            Self::Json(value) => value.clone(),
        }
    }

    /// The text by which it is compared: its JSON, but for texts, which are themselves.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Json(Value::String(text)) => Cow::Borrowed(text),
            Self::Json(value) => Cow::Owned(value.to_string()),
        }
    }
}

/// Something whose fields merge one by one.
pub(crate) trait Record: Clone + PartialEq {
    /// Whether its id was minted, so that two that share one by accident are two, and not what the id stands for.
    const MINTED: bool = false;
    /// Names it among its kind.
    fn id(&self) -> Cow<'_, str>;
    /// Gives it another id, if ids of its kind are minted.
    fn rename(&mut self, _: &str) {}
    fn marks(&self) -> &Marks;
    fn marks_mut(&mut self) -> &mut Marks;
    /// Calls `f` with each field that has a value, always in the same order; not the id, nor what is for display.
    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>));
    /// Sets a field, or empties it. False if that is no value for it; it is as it was then.
    fn set(&mut self, field: &str, value: &Value) -> bool;
    /// Returns what is only for display, such as who changed it last, to choose between two of them.
    fn display(&self) -> String {
        String::new()
    }
    /// Brings unknown fields into one order, so that two devices don't write the same in two ways.
    fn sort(&mut self);

    /// Returns the names of its fields that have a value or had one.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        self.each(&mut |name, _| names.push(name.to_owned()));
        let marks = self.marks();
        let marked =
            marks.fields.iter().map(|(name, _)| name).chain(marks.siblings.iter().map(|(name, _)| name));
        for name in marked {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        if !names.iter().any(|name| name == RANK) {
            names.push(RANK.to_owned());
        }
        names
    }

    /// Returns a field's value; null where it has none.
    fn get(&self, field: &str) -> Value {
        if field == RANK {
            return Value::String(self.marks().rank.clone());
        }
        let mut found = Value::Null;
        self.each(&mut |name, held| {
            if name == field {
                found = held.to_value();
            }
        });
        found
    }

    /// Sets any field, its place included.
    fn put(&mut self, field: &str, value: &Value) -> bool {
        if field != RANK {
            return self.set(field, value);
        }
        let Some(rank) = value.as_str() else { return false };
        rank.clone_into(&mut self.marks_mut().rank);
        true
    }

    /// Returns all values of a field that survive, with the edits that wrote them.
    fn entries(&self, field: &str) -> Vec<Sibling> {
        let marks = self.marks();
        if let Some((_, siblings)) = marks.siblings.iter().find(|(name, _)| name == field) {
            return siblings.clone();
        }
        let value = self.get(field);
        match marks.fields.iter().find(|(name, _)| name == field) {
            Some((_, dot)) => vec![Sibling { dot: *dot, value }],
            None if value.is_null() => Vec::new(),
            None => vec![Sibling { dot: marks.born, value }],
        }
    }

    /// Marks a field as written by these edits, in order of their dots.
    fn mark(&mut self, field: &str, entries: &[Sibling]) {
        let marks = self.marks_mut();
        marks.fields.retain(|(name, _)| name != field);
        marks.siblings.retain(|(name, _)| name != field);
        match entries {
            [] => {}
            [one] if one.dot == marks.born && !one.value.is_null() => {}
            [one] => insert(&mut marks.fields, field, one.dot),
            several => insert(&mut marks.siblings, field, several.to_vec()),
        }
    }

    /// Returns the edits of its values: not those of its place, for what was moved here and deleted there is deleted.
    fn edits(&self) -> BTreeSet<Dot> {
        let names = self.names().into_iter().filter(|name| name != RANK || !kept(Rule::MoveIsNoEdit));
        names.flat_map(|name| self.entries(&name)).map(|entry| entry.dot).collect()
    }

    /// Tells whether deletions took all that is in it.
    fn is_deleted(&self) -> bool {
        let deletion = self.marks().deletion.as_ref();
        deletion.is_some_and(|deletion| self.edits().is_subset(&deletion.edits))
    }

    /// Takes note of a deletion, of which only what it took of this record counts.
    fn note(&mut self, deletion: Deletion) {
        let mut deletion = match self.marks_mut().deletion.take() {
            Some(known) => known.join(deletion),
            None => deletion,
        };
        let edits = self.edits();
        deletion.edits.retain(|dot| edits.contains(dot));
        self.marks_mut().deletion = Some(Box::new(deletion));
    }

    /// Tells whether something in it is news to `clock`.
    fn is_news_to(&self, clock: &Clock) -> bool {
        self.marks().is_news_to(clock)
    }

    /// Returns the last edit in it.
    fn last(&self) -> Dot {
        self.marks().dots().max().unwrap_or_default()
    }
}

/// Keeps a list of fields in the order of their names, so that the same marks are always the same bytes.
fn insert<T>(list: &mut Vec<(String, T)>, name: &str, value: T) {
    let at = list.partition_point(|(other, _)| other.as_str() < name);
    list.insert(at, (name.to_owned(), value));
}
