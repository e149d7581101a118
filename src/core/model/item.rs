use serde_json::Value;

use super::{Email, ItemId, PromptId, Rest, Timestamp};
use crate::causal::Marks;

/// What a library holds besides prompts and categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Prompts that belong together, in an order: `name`, `description`, `color`. Which prompts is said by the prompts.
    Set,
    /// What someone says about a prompt: `promptId`, `text`.
    Comment,
    /// Work that goes together: `name`, `addresses` of pages, `sets`, `blocks`.
    Project,
    /// Context that is put before a prompt: `name`, `text`.
    Block,
}

impl Kind {
    /// All kinds, in the order of the file.
    pub const ALL: [Self; 4] = [Self::Set, Self::Comment, Self::Project, Self::Block];

    /// Returns the name of the list that they are in.
    pub fn list(self) -> &'static str {
        match self {
            Self::Set => "sets",
            Self::Comment => "comments",
            Self::Project => "projects",
            Self::Block => "blocks",
        }
    }

    /// Returns the id of the sentence that names one.
    pub fn word(self) -> &'static str {
        match self {
            Self::Set => "kind-set",
            Self::Comment => "kind-comment",
            Self::Project => "kind-project",
            Self::Block => "kind-block",
        }
    }

    /// Returns the names of texts without which one means nothing, that which names it first.
    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Set | Self::Project => &["name"],
            Self::Comment => &["text", "promptId"],
            Self::Block => &["name", "text"],
        }
    }

    /// Returns the names of its lists of texts, whose entries merge one by one.
    pub fn lists(self) -> &'static [&'static str] {
        match self {
            Self::Project => &["addresses", "sets", "blocks"],
            Self::Set | Self::Comment | Self::Block => &[],
        }
    }

    /// Tells whether a field can have a value; null is none.
    pub(crate) fn fits(self, field: &str, value: &Value) -> bool {
        if self.required().contains(&field) {
            return value.is_null() || value.is_string();
        }
        let texts = |value: &Value| value.as_array().is_some_and(|all| all.iter().all(Value::is_string));
        !self.lists().contains(&field) || value.is_null() || texts(value)
    }
}

/// Fields of an [`Item`] that are for display and never merge.
pub(crate) const DISPLAYED: [&str; 5] = ["id", "createdBy", "createdAt", "modifiedBy", "modifiedAt"];

/// A set, a comment, a project or a context block: an object of named values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub(crate) kind: Kind,
    pub(crate) id: ItemId,
    pub(crate) fields: Rest,
    pub(crate) created_by: Option<Email>,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) modified_by: Option<Email>,
    pub(crate) modified_at: Option<Timestamp>,
    pub(crate) marks: Marks,
}

impl Item {
    /// Returns what it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns its id, unique among its kind.
    pub fn id(&self) -> &ItemId {
        &self.id
    }

    /// Returns the name by which it is told from all other items of its library.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.kind.list(), self.id)
    }

    /// Returns one of its texts; "" where it has none of that name.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// Returns one of its lists of texts.
    pub fn list(&self, field: &str) -> impl Iterator<Item = &str> {
        self.fields.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }

    /// Returns the name of a set, project or block, or the words of a comment.
    pub fn name(&self) -> &str {
        self.kind.required().first().map_or("", |field| self.text(field))
    }

    /// Returns the prompt that a comment is about.
    pub fn prompt(&self) -> Option<PromptId> {
        PromptId::parse(self.text("promptId"))
    }

    /// Returns who added it.
    pub fn created_by(&self) -> Option<&Email> {
        self.created_by.as_ref()
    }

    /// Returns when it was added.
    pub fn created_at(&self) -> Option<&Timestamp> {
        self.created_at.as_ref()
    }
}
