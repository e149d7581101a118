use std::hash::BuildHasher as _;
use std::ops::Deref;
use std::sync::OnceLock;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::{Prompt, PromptId};

/// The prompts of a library in the file's order, found by their ids however many there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prompts {
    list: Vec<Prompt>,
    /// Where each one is, from the first time that one is looked for until the order changes.
    places: OnceLock<HashTable<usize>>,
    hasher: DefaultHashBuilder,
}

impl Prompts {
    /// Returns the place of a prompt.
    pub(crate) fn place(&self, id: &PromptId) -> Option<usize> {
        let is = |at: &usize| self.list.get(*at).is_some_and(|prompt| prompt.id == *id);
        self.places().find(self.hasher.hash_one(id), is).copied()
    }

    /// Finds a prompt.
    pub(crate) fn find(&self, id: &PromptId) -> Option<&Prompt> {
        self.list.get(self.place(id)?)
    }

    /// Finds a prompt, whose id is to stay.
    pub(crate) fn find_mut(&mut self, id: &PromptId) -> Option<&mut Prompt> {
        let at = self.place(id)?;
        self.list.get_mut(at)
    }

    /// Returns all of them, whose ids and order are to stay.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Prompt> {
        self.list.iter_mut()
    }

    /// Adds a prompt at the end.
    pub(crate) fn push(&mut self, prompt: Prompt) {
        self.list.push(prompt);
        let (list, hasher, at) = (&self.list, &self.hasher, self.list.len() - 1);
        if let Some(places) = self.places.get_mut() {
            places.insert_unique(hash_at(list, hasher, at), at, |at| hash_at(list, hasher, *at));
        }
    }

    fn places(&self) -> &HashTable<usize> {
        self.places.get_or_init(|| {
            let (list, hasher) = (&self.list, &self.hasher);
            let mut places = HashTable::with_capacity(list.len());
            // Of several with one id, which only a library in the making can have, the first one counts.
            for at in (0..list.len()).rev() {
                places.insert_unique(hash_at(list, hasher, at), at, |at| hash_at(list, hasher, *at));
            }
            places
        })
    }
}

fn hash_at(list: &[Prompt], hasher: &DefaultHashBuilder, at: usize) -> u64 {
    list.get(at).map_or(0, |prompt| hasher.hash_one(&prompt.id))
}

impl Deref for Prompts {
    type Target = [Prompt];

    fn deref(&self) -> &[Prompt] {
        &self.list
    }
}

impl AsMut<Vec<Prompt>> for Prompts {
    /// Returns the list, of which anything may change.
    fn as_mut(&mut self) -> &mut Vec<Prompt> {
        self.places.take();
        &mut self.list
    }
}

impl PartialEq for Prompts {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Eq for Prompts {}

impl From<Vec<Prompt>> for Prompts {
    fn from(list: Vec<Prompt>) -> Self {
        Self { list, ..Self::default() }
    }
}

impl<'a> IntoIterator for &'a Prompts {
    type Item = &'a Prompt;
    type IntoIter = std::slice::Iter<'a, Prompt>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
