use std::borrow::Cow;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use fnv::FnvHashMap;

use super::{CategoryId, Email, ItemId, PromptId, Rest, Timestamp};
use crate::causal::Marks;
use crate::order::sorted;

/// One prompt and who wrote it. Copies are one in memory until one of them is changed: a library has thousands, and most
/// are the same on both sides of a join, before and after an edit.
#[derive(Clone, Debug)]
pub struct Prompt(Arc<Parts>);

/// What a prompt is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    pub(crate) id: PromptId,
    pub(crate) draft: Draft,
    pub(crate) created_by: Option<Email>,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) modified_by: Option<Email>,
    pub(crate) modified_at: Option<Timestamp>,
    /// The sets that it is in, with its place in each, by the set's id.
    pub(crate) sets: Vec<(ItemId, String)>,
    pub(crate) rest: Rest,
    pub(crate) marks: Marks,
}

impl From<Parts> for Prompt {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for Prompt {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Prompt {
    fn deref_mut(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.0)
    }
}

impl PartialEq for Prompt {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Eq for Prompt {}

/// What a person edits of a prompt: the content of the editor's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// One line that names it.
    pub title: String,
    /// The text that is inserted, exactly.
    pub content: String,
    /// Where it is filed, if anywhere.
    pub category: Option<CategoryId>,
    /// Its tags, each once, in their order as texts.
    pub tags: Vec<String>,
    /// The turns of a conversation after the first, which is `content`; none for a plain prompt.
    pub turns: Vec<String>,
}

impl Draft {
    /// Returns one of its turns, counted from 0: `content`, then each of `turns`.
    pub fn turn(&self, at: usize) -> Option<&String> {
        if at == 0 { Some(&self.content) } else { self.turns.get(at - 1) }
    }

    /// Returns all that it says, a blank line between its turns.
    pub fn whole(&self) -> Cow<'_, str> {
        let mut whole = Cow::from(&self.content);
        for turn in &self.turns {
            whole += "\n\n";
            whole += turn.as_str();
        }
        whole
    }
}

impl Prompt {
    /// Returns it with another draft.
    pub(crate) fn with(&self, draft: Draft) -> Self {
        let mut prompt = self.clone();
        prompt.draft = draft;
        prompt
    }

    /// Returns its id.
    pub fn id(&self) -> &PromptId {
        &self.id
    }

    /// Returns its title.
    pub fn title(&self) -> &str {
        &self.draft.title
    }

    /// Returns the text that is inserted.
    pub fn content(&self) -> &str {
        &self.draft.content
    }

    /// Returns where it is filed.
    pub fn category(&self) -> Option<&CategoryId> {
        self.draft.category.as_ref()
    }

    /// Returns its tags.
    pub fn tags(&self) -> &[String] {
        &self.draft.tags
    }

    /// Tells whether it has several turns.
    pub fn is_conversation(&self) -> bool {
        !self.draft.turns.is_empty()
    }

    /// Returns the sets that it is in.
    pub fn sets(&self) -> impl Iterator<Item = &ItemId> {
        self.sets.iter().map(|(id, _)| id)
    }

    /// Returns its place in a set, if it is in it.
    pub fn place_in(&self, set: &ItemId) -> Option<&str> {
        self.sets.iter().find(|(id, _)| id == set).map(|(_, place)| place.as_str())
    }

    /// Returns what an editor opens with, and later hands back as the state that it was shown.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Returns who added it.
    pub fn created_by(&self) -> Option<&Email> {
        self.created_by.as_ref()
    }

    /// Returns who changed it last.
    pub fn modified_by(&self) -> Option<&Email> {
        self.modified_by.as_ref()
    }

    /// Returns when it was added.
    pub fn created_at(&self) -> Option<&Timestamp> {
        self.created_at.as_ref()
    }

    /// Returns when it was changed last.
    pub fn modified_at(&self) -> Option<&Timestamp> {
        self.modified_at.as_ref()
    }
}

/// Counts how many prompts have each tag.
#[derive(Debug, Default)]
pub struct TagCounts(FnvHashMap<String, usize>);

impl TagCounts {
    /// Counts a prompt's.
    pub fn add(&mut self, prompt: &Prompt) {
        for tag in prompt.tags() {
            match self.0.get_mut(tag) {
                Some(count) => *count += 1,
                None => drop(self.0.insert(tag.clone(), 1)),
            }
        }
    }

    /// Returns the tags with their numbers, in their order as texts.
    pub fn done(self) -> Vec<(String, usize)> {
        sorted(self.0.into_iter().collect(), |(tag, _): &(String, usize)| (0, tag.clone()))
    }
}
