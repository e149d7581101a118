//! Conflicts as values: what people changed at once and has to be decided by one of them.

use serde_json::Value;

use super::record::QUIET;
use super::{Dot, shown};
use crate::model::{Email, Library, Prompt, PromptId};

/// A field of a prompt of which several values survive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which prompt.
    pub prompt: PromptId,
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

impl Conflict {
    /// Returns the edits of the versions that are shown beside the first.
    pub fn beside(&self) -> impl Iterator<Item = Dot> {
        self.values.iter().skip(1).flat_map(|version| version.of.iter().copied())
    }

    /// Tells it from other conflicts, those included that come of other versions of the same field.
    pub fn key(&self) -> String {
        let mut key = format!("{}/{}", self.prompt, self.field);
        for dot in self.values.iter().flat_map(|one| &one.of) {
            key.push(' ');
            key.push_str(&dot.to_string());
        }
        key
    }
}

/// Lists what has to be decided in a library.
pub fn conflicts(library: &Library) -> Vec<Conflict> {
    library.prompts().iter().flat_map(|prompt| of_prompt(library, prompt)).collect()
}

/// Lists what has to be decided in one prompt.
pub fn of_prompt(library: &Library, prompt: &Prompt) -> Vec<Conflict> {
    let history = library.causality.history.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
    let fields = prompt.marks.siblings.iter().filter(|(name, _)| !name.starts_with(QUIET));
    fields
        .filter_map(|(name, siblings)| {
            let shown = shown::of(prompt, name, history)?;
            let open: Vec<_> = siblings.iter().rev().filter(|one| !shown.of.contains(&one.dot)).collect();
            let alternative = |of: Vec<Dot>, value: Value| {
                let by = of.iter().max().and_then(|dot| library.causality.authors.get(&dot.replica));
                Alternative { by: by.cloned(), of, value }
            };
            let mut values = vec![alternative(shown.of, shown.value)];
            values.extend(open.into_iter().map(|one| alternative(vec![one.dot], one.value.clone())));
            (values.len() > 1).then(|| Conflict { prompt: prompt.id.clone(), field: name.clone(), values })
        })
        .collect()
}

impl Alternative {
    /// Returns the value as a text; none where it is nothing.
    pub fn text(&self) -> &str {
        self.value.as_str().unwrap_or_default()
    }
}
