//! Conflicts as values: what people changed at once and has to be decided by one of them.

use std::fmt;

use serde_json::Value;

use super::record::Record;
use super::records::head_of;
use super::{Dot, Version, shown};
use crate::model::{Category, CategoryId, Email, Item, ItemId, Kind, Library, Prompt, PromptId};

/// What a conflict is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The library itself.
    Library,
    /// A category.
    Category {
        /// Which.
        id: CategoryId,
    },
    /// A prompt.
    Prompt {
        /// Which.
        id: PromptId,
    },
    /// A set, a comment, a project or a context block.
    Item {
        /// What it is.
        kind: Kind,
        /// Which.
        id: ItemId,
    },
}

/// A field of which several values survive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is a field of.
    pub about: Subject,
    /// Which field, by its name in the file.
    pub field: String,
    /// The values, that which is shown first.
    pub values: Vec<Alternative>,
}

/// One of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The edits that it holds: several where texts merged by themselves.
    pub of: Vec<Dot>,
    /// What it wrote; null: nothing.
    pub value: Value,
    /// Who wrote the newest of it, if the file tells.
    pub by: Option<Email>,
}

impl Subject {
    /// Returns what people call it: a name, a title, or the words of a comment. `None` if it isn't there.
    pub fn name<'a>(&self, library: &'a Library) -> Option<&'a str> {
        match self {
            Self::Library => Some(library.name()),
            Self::Category { id } => library.category(id).map(Category::name),
            Self::Prompt { id } => library.prompt(id).map(Prompt::title),
            Self::Item { kind, id } => library.item(*kind, id).map(Item::name),
        }
    }
}

/// By the name of its list and its id.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (list, id) = match self {
            Self::Library => ("", ""),
            Self::Category { id } => ("categories", id.as_str()),
            Self::Prompt { id } => ("prompts", id.as_str()),
            Self::Item { kind, id } => (kind.list(), id.as_str()),
        };
        write!(f, "{list}/{id}")
    }
}

impl Conflict {
    /// Returns the edits of the versions that are shown beside the first.
    pub fn beside(&self) -> impl Iterator<Item = Dot> {
        self.values.iter().skip(1).flat_map(|version| version.of.iter().copied())
    }

    /// Tells it from other conflicts, those included that come of other versions of the same field.
    pub fn key(&self) -> String {
        let mut key = format!("{}/{}", self.about, self.field);
        for dot in self.values.iter().flat_map(|one| &one.of) {
            key.push(' ');
            key.push_str(&dot.to_string());
        }
        key
    }

    /// Returns the edits whose values whoever is asked is shown.
    pub fn saw(&self) -> Vec<Dot> {
        self.values.iter().flat_map(|one| one.of.iter().copied()).collect()
    }
}

/// Lists what has to be decided in a library. Who owns it and who is in it is not: roles have rules of their own.
pub fn conflicts(library: &Library) -> Vec<Conflict> {
    let mut found = Vec::new();
    if !library.causality.head.siblings.is_empty() {
        found.extend(of(library, &Subject::Library, &head_of(library), &[]));
        found.retain(|one| one.field == "name");
    }
    for one in &library.categories {
        found.extend(of_category(library, one));
    }
    for one in &library.prompts {
        found.extend(of_prompt(library, one));
    }
    for one in &library.items {
        found.extend(of_item(library, one));
    }
    found
}

/// Lists what has to be decided in one prompt.
pub(crate) fn of_prompt(library: &Library, prompt: &Prompt) -> Vec<Conflict> {
    let versions = library.causality.history.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
    of(library, &Subject::Prompt { id: prompt.id.clone() }, prompt, versions)
}

/// Lists what has to be decided in one category.
pub(crate) fn of_category(library: &Library, category: &Category) -> Vec<Conflict> {
    of(library, &Subject::Category { id: category.id.clone() }, category, &[])
}

/// Lists what has to be decided in one item.
pub(crate) fn of_item(library: &Library, item: &Item) -> Vec<Conflict> {
    of(library, &Subject::Item { kind: item.kind, id: item.id.clone() }, item, &[])
}

/// Lists what has to be decided in one record.
fn of<R: Record>(library: &Library, about: &Subject, record: &R, history: &[Version]) -> Vec<Conflict> {
    let fields = record.marks().open();
    fields
        .filter_map(|(name, siblings)| {
            let shown = shown::of(record, name, history)?;
            let open: Vec<_> = siblings.iter().rev().filter(|one| !shown.of.contains(&one.dot)).collect();
            let alternative = |of: Vec<Dot>, value: Value| {
                let by = of.iter().max().and_then(|dot| library.causality.authors.get(&dot.replica));
                Alternative { by: by.cloned(), of, value }
            };
            let mut values = vec![alternative(shown.of, shown.value)];
            values.extend(open.into_iter().map(|one| alternative(vec![one.dot], one.value.clone())));
            (values.len() > 1).then(|| Conflict { about: about.clone(), field: name.clone(), values })
        })
        .collect()
}

impl Alternative {
    /// Returns the value as a text; none where it is nothing.
    pub fn text(&self) -> &str {
        self.value.as_str().unwrap_or_default()
    }
}
