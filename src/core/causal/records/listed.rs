//! Prompts, categories and items: what stands in the file in a list of its kind, under an id that was minted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::{each_rest, name, optional, others, text, unknown};
use crate::causal::record::{Held, Marks, QUIET, Record};
use crate::causal::{Causality, Tombstone};
use crate::command::list;
use crate::format::{CONVERSATION, MAX_TITLE_CHARS};
use crate::model::{
    Category, CategoryId, DISPLAYED, Email, Item, ItemId, Library, Prompt, PromptId, Rest, Timestamp,
};

/// Starts the fields that say which tags a prompt has.
const TAG: &str = "#tags/";

/// Starts the fields that say which sets a prompt is in, and where.
const SET: &str = "#sets/";

/// Where a library keeps the records of one kind.
pub(crate) struct Stock<'a, R> {
    pub(crate) records: &'a mut Vec<R>,
    /// Marks of those that a file names and doesn't hold, by id.
    pub(crate) absent: &'a mut BTreeMap<String, Marks>,
    pub(crate) dead: &'a mut BTreeMap<String, Tombstone<R>>,
}

/// A record of a kind that has a list in the library, and a place in its trash.
pub(crate) trait Listed: Record {
    /// Returns the records of its kind.
    fn of(library: &Library) -> &[Self];
    /// Returns those that were deleted, by id.
    fn dead_of(library: &Library) -> &BTreeMap<String, Tombstone<Self>>;
    /// Returns all that a library keeps of its kind, to change it.
    fn stock(library: &mut Library) -> Stock<'_, Self>;

    /// Tells whether two of its kind that stand side by side are in one order.
    fn is_beside(&self, _: &Self) -> bool {
        true
    }

    /// Tells whether the trash takes it.
    fn fits_in_trash(&self) -> bool {
        true
    }
}

/// Says in which fields a kind's lists are.
macro_rules! listed {
    ($kind:ty, $list:ident, $($own:tt)*) => {
        impl Listed for $kind {
            fn of(library: &Library) -> &[Self] {
                &library.$list
            }

            fn dead_of(library: &Library) -> &BTreeMap<String, Tombstone<Self>> {
                &library.causality.dead.$list
            }

            fn stock(library: &mut Library) -> Stock<'_, Self> {
                let Causality { absent, dead, .. } = &mut library.causality;
                Stock { records: library.$list.as_mut(), absent: &mut absent.$list, dead: &mut dead.$list }
            }

            $($own)*
        }
    };
}

/// Bytes of the longest text that the trash takes: else deleting what makes a file too large would not help.
const LARGEST_IN_TRASH: usize = 1_000_000;

listed! {
    Prompt, prompts,
    fn fits_in_trash(&self) -> bool {
        self.draft.content.len() <= LARGEST_IN_TRASH
    }
}
listed! { Category, categories, }
listed! {
    Item, items,
    fn is_beside(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// Says what is the same of all records whose ids are minted.
macro_rules! minted {
    ($id:ident) => {
        const MINTED: bool = true;

        fn rename(&mut self, id: &str) {
            if let Some(id) = $id::parse(id) {
                self.id = id;
            }
        }

        marked!();
    };
}

impl Record for Prompt {
    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.id.as_str())
    }

    minted!(PromptId);

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("title", Held::Text(&self.draft.title));
        f("content", Held::Text(&self.draft.content));
        if let Some(category) = &self.draft.category {
            f("categoryId", Held::Text(category.as_str()));
        }
        if !self.draft.turns.is_empty() {
            f("turns", Held::Json(&self.draft.turns.iter().cloned().map(Value::String).collect()));
        }
        for tag in &self.draft.tags {
            f(&format!("{TAG}{tag}"), Held::Text(""));
        }
        for (set, place) in &self.sets {
            f(&format!("{SET}{set}"), Held::Text(place));
        }
        each_rest(&self.rest, f);
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        const KNOWN: [&str; 10] = [
            "id",
            "title",
            "content",
            "categoryId",
            "tags",
            "sets",
            "createdBy",
            "createdAt",
            "modifiedBy",
            "modifiedAt",
        ];
        if let Some(tag) = field.strip_prefix(TAG) {
            return entry(&mut self.draft.tags, tag, value);
        }
        if let Some(set) = field.strip_prefix(SET).and_then(ItemId::parse) {
            return self.put_in(set, value);
        }
        match field {
            "turns" => {
                let text = |turn: &Value| turn.as_str().map(str::to_owned);
                let turns = match value {
                    Value::Null => Some(Vec::new()),
                    Value::Array(turns) => turns.iter().map(text).collect(),
                    _ => None,
                };
                let fits = turns.is_some();
                self.draft.turns = turns.unwrap_or_else(|| std::mem::take(&mut self.draft.turns));
                fits
            }
            // Said by the turns.
            "kind" if value.as_str() == Some(CONVERSATION) => false,
            "title" => name(&mut self.draft.title, value),
            "content" => text(&mut self.draft.content, value),
            "categoryId" => {
                let category = value.as_str().and_then(CategoryId::parse);
                let fits = value.is_null() || category.is_some();
                if fits {
                    self.draft.category = category;
                }
                fits
            }
            _ => unknown(&mut self.rest, &KNOWN, field, value),
        }
    }

    fn display(&self) -> String {
        displayed(
            [self.modified_by.as_ref(), self.created_by.as_ref()],
            [self.modified_at.as_ref(), self.created_at.as_ref()],
            &self.rest,
        )
    }

    fn sort(&mut self) {
        // Writing to it would take a copy of its own.
        if !self.rest.is_sorted() {
            self.rest.sort();
        }
    }
}

impl Prompt {
    /// Puts it into a set at a place, or takes it out where that is null.
    fn put_in(&mut self, set: ItemId, value: &Value) -> bool {
        let place = value.as_str();
        if place.is_none() && !value.is_null() {
            return false;
        }
        self.sets.retain(|(id, _)| *id != set);
        let at = self.sets.partition_point(|(id, _)| *id < set);
        if let Some(place) = place {
            self.sets.insert(at, (set, place.to_owned()));
        }
        true
    }
}

impl Record for Item {
    fn id(&self) -> Cow<'_, str> {
        Cow::Owned(self.key())
    }

    minted!(ItemId);

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        let lists = self.kind.lists();
        each_rest(&self.fields, &mut |name, held| {
            if !lists.contains(&name) {
                f(name, held);
            }
        });
        for name in lists {
            for entry in self.list(name) {
                f(&format!("{QUIET}{name}/{entry}"), Held::Text(""));
            }
        }
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        if let Some((name, entry)) = field.strip_prefix(QUIET).and_then(|field| field.split_once('/')) {
            if !self.kind.lists().contains(&name) || !(value.is_null() || value == "") {
                return false;
            }
            let others = self.list(name).filter(|other| *other != entry).map(Value::from);
            let all = others.chain((!value.is_null()).then(|| Value::from(entry))).collect();
            self.fields.set(name, &list(all));
            return true;
        }
        let known = DISPLAYED.iter().chain(self.kind.lists()).any(|known| *known == field);
        if known || field.starts_with(QUIET) || !self.kind.fits(field, value) {
            return false;
        }
        let long =
            field == "name" && value.as_str().is_some_and(|name| name.chars().count() > MAX_TITLE_CHARS);
        if !long {
            self.fields.set(field, value);
        }
        !long
    }

    fn display(&self) -> String {
        displayed(
            [self.modified_by.as_ref(), self.created_by.as_ref()],
            [self.modified_at.as_ref(), self.created_at.as_ref()],
            &self.fields,
        )
    }

    fn sort(&mut self) {
        self.fields.sort();
    }
}

impl Record for Category {
    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.id.as_str())
    }

    minted!(CategoryId);

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("name", Held::Text(&self.name));
        if let Some(color) = &self.color {
            f("color", Held::Text(color));
        }
        if let Some(icon) = &self.icon {
            f("icon", Held::Text(icon));
        }
        each_rest(&self.rest, f);
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        match field {
            "name" => name(&mut self.name, value),
            "color" => optional(&mut self.color, value),
            "icon" => optional(&mut self.icon, value),
            _ => unknown(&mut self.rest, &["id"], field, value),
        }
    }

    fn display(&self) -> String {
        others(&self.rest)
    }

    fn sort(&mut self) {
        if !self.rest.is_sorted() {
            self.rest.sort();
        }
    }
}

/// Sets whether a list has an entry: "" is there, null is not.
fn entry(list: &mut Vec<String>, entry: &str, value: &Value) -> bool {
    let fits = value.is_null() || value == "";
    if fits {
        list.retain(|other| other != entry);
        if !value.is_null() {
            let at = list.partition_point(|other| other.as_str() < entry);
            list.insert(at, entry.to_owned());
        }
    }
    fits
}

/// Returns who wrote something and when, the last first, to choose between two accounts of it.
fn displayed(authors: [Option<&Email>; 2], times: [Option<&Timestamp>; 2], rest: &Rest) -> String {
    let authors = authors.map(|email| email.map_or("", Email::as_str));
    let times = times.map(|at| at.map_or("", Timestamp::as_str));
    [times, authors].as_flattened().join("\n") + &others(rest)
}
