use prompt_commons::causal::Dot;
use prompt_commons::causal::conflict::{Alternative, conflicts};
use prompt_commons::changes::author;
use prompt_commons::model::{Email, Library, PromptId};
use prompt_commons::stored;
use prompt_commons::stored::Form;

/// A field of a prompt of which several values survive: someone has to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which prompt.
    pub prompt: PromptId,
    /// Which field, by its name in the file.
    pub field: String,
    /// The values, that which is shown first.
    pub values: Vec<Version>,
}

/// One of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The edits that it holds: several where texts merged by themselves.
    pub of: Vec<Dot>,
    /// What it wrote; null: nothing.
    pub value: Form,
    /// Who wrote it, if the file tells.
    pub by: Option<Email>,
}

stored!(struct Question { prompt, field, values });
stored!(struct Version { of, value, by });

impl Question {
    /// Tells it from other questions, those included that come of other versions of the same field.
    pub fn key(&self) -> String {
        let mut key = format!("{}/{}", self.prompt, self.field);
        for dot in self.values.iter().flat_map(|one| &one.of) {
            key.push(' ');
            key.push_str(&dot.to_string());
        }
        key
    }
}

impl Version {
    /// Returns the value as a text; none where it is nothing.
    pub fn text(&self) -> &str {
        self.value.as_str().unwrap_or_default()
    }
}

/// Lists what has to be decided in a library.
pub(crate) fn all(library: &Library) -> Vec<Question> {
    let version = |Alternative { of, value }: Alternative| {
        let by = author(library, &of).cloned();
        Version { of, value, by }
    };
    let question = |one: prompt_commons::causal::conflict::Conflict| Question {
        prompt: one.prompt,
        field: one.field,
        values: one.values.into_iter().map(version).collect(),
    };
    conflicts(library).into_iter().map(question).collect()
}
