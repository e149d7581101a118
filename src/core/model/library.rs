use super::{
    CategoryId, Draft, Email, Item, ItemId, Kind, LibraryId, Prompt, PromptId, Prompts, Rest, Timestamp,
};
use crate::access::Role;
use crate::causal::{Causality, Marks};
use crate::format;
use crate::order::sorted;

/// A prompt library, personal or of a team: the content of one `team-prompts.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// `version` as its writer put it, such as "1.0"; a minor number we don't know stays.
    pub(crate) version: String,
    pub(crate) id: LibraryId,
    pub(crate) name: String,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) last_modified: Option<Timestamp>,
    pub(crate) last_modified_by: Option<Email>,
    pub(crate) members: Members,
    pub(crate) categories: Vec<Category>,
    pub(crate) prompts: Prompts,
    /// By kind, and by place among their kind.
    pub(crate) items: Vec<Item>,
    pub(crate) rest: Rest,
    pub(crate) causality: Causality,
}

/// Who belongs to a library: always exactly one owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    pub(crate) owner: Email,
    pub(crate) editors: Vec<Email>,
    pub(crate) viewers: Vec<Email>,
    pub(crate) rest: Rest,
}

/// A shelf of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    pub(crate) id: CategoryId,
    pub(crate) name: String,
    /// A colour's name or `#rrggbb`, as its writer put it.
    pub(crate) color: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) rest: Rest,
    pub(crate) marks: Marks,
}

impl Library {
    /// Starts an empty library of `owner`.
    pub fn new(id: LibraryId, name: &str, owner: Email, created_at: Timestamp) -> Self {
        Self {
            version: "1.0".to_owned(),
            id,
            name: name.trim().to_owned(),
            last_modified: Some(created_at.clone()),
            created_at: Some(created_at),
            last_modified_by: Some(owner.clone()),
            members: Members { owner, editors: Vec::new(), viewers: Vec::new(), rest: Rest::default() },
            categories: Vec::new(),
            prompts: Prompts::default(),
            items: Vec::new(),
            rest: Rest::default(),
            causality: Causality::default(),
        }
    }

    /// Returns the id that its file carries as `teamId`.
    pub fn id(&self) -> &LibraryId {
        &self.id
    }

    /// Tells whether the file is of a newer major version: shown, but never written.
    pub fn is_read_only(&self) -> bool {
        format::major(&self.version).is_none_or(|major| major > format::MAJOR)
    }

    /// Returns the version that its writer put, such as "1.0".
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the team's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the members by role.
    pub fn members(&self) -> &Members {
        &self.members
    }

    /// Returns the categories in the file's order.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// Finds a category.
    pub fn category(&self, id: &CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == *id)
    }

    /// Returns the prompts in the file's order.
    pub fn prompts(&self) -> &[Prompt] {
        &self.prompts
    }

    /// Returns what a prompt in the trash was when it was deleted.
    pub fn deleted(&self, id: &PromptId) -> Option<&Draft> {
        self.causality.dead.prompts.get(id.as_str()).map(|stone| &stone.record.draft)
    }

    /// Returns the place of a prompt among [`Self::prompts`], as quickly as [`Self::prompt`].
    pub fn place(&self, id: &PromptId) -> Option<usize> {
        self.prompts.place(id)
    }

    /// Finds a prompt. However many there are, that takes a moment; only the first time they are all looked at.
    pub fn prompt(&self, id: &PromptId) -> Option<&Prompt> {
        self.prompts.find(id)
    }

    /// Returns the items of a kind in their order.
    pub fn items(&self, kind: Kind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// Finds an item.
    pub fn item(&self, kind: Kind, id: &ItemId) -> Option<&Item> {
        self.items(kind).find(|item| item.id == *id)
    }

    /// Returns the prompts of a set in its order.
    pub fn in_set(&self, set: &ItemId) -> Vec<&Prompt> {
        self.places_in_set(set).into_iter().filter_map(|place| self.prompts.get(place as usize)).collect()
    }

    /// Returns the places of the prompts of a set among [`Self::prompts`], in the order of the set.
    pub fn places_in_set(&self, set: &ItemId) -> Vec<u32> {
        let key = |prompt: &Prompt| Some(format!("{} {}", prompt.place_in(set)?, prompt.id));
        let all =
            (0..).zip(&self.prompts).filter_map(|(place, prompt)| Some((place, key(prompt)?))).collect();
        sorted(all, |(_, key): &(u32, String)| (0, key.clone())).into_iter().map(|(place, _)| place).collect()
    }

    /// Returns who wrote the file last, where its writer said so.
    pub fn last_modified_by(&self) -> Option<&Email> {
        self.last_modified_by.as_ref()
    }

    /// Returns what is shown of it with other prompts.
    pub(crate) fn with_prompts(&self, prompts: Vec<Prompt>) -> Self {
        let mut library = self.to_shown();
        library.prompts = prompts.into();
        library
    }

    /// Returns it as [`format::shown`] reads it: without what its edits have seen of each other.
    #[must_use]
    pub fn to_shown(&self) -> Self {
        Self {
            version: self.version.clone(),
            id: self.id.clone(),
            name: self.name.clone(),
            created_at: self.created_at.clone(),
            last_modified: self.last_modified.clone(),
            last_modified_by: self.last_modified_by.clone(),
            members: self.members.clone(),
            categories: self.categories.clone(),
            prompts: self.prompts.clone(),
            items: self.items.clone(),
            rest: self.rest.clone(),
            causality: Causality::default(),
        }
    }

    /// Returns which edits this state has seen.
    pub fn causality(&self) -> &Causality {
        &self.causality
    }

    /// Returns the fields of the file that this version doesn't know.
    pub fn rest(&self) -> &Rest {
        &self.rest
    }
}

impl Members {
    /// Returns the role of `email`; `None` for someone who is no member.
    pub fn role(&self, email: &Email) -> Option<Role> {
        if self.owner.is(email) {
            Some(Role::Owner)
        } else if self.editors.iter().any(|editor| editor.is(email)) {
            Some(Role::Editor)
        } else if self.viewers.iter().any(|viewer| viewer.is(email)) {
            Some(Role::Viewer)
        } else {
            None
        }
    }

    /// Returns everyone with their role: the owner, then editors, then viewers.
    pub fn iter(&self) -> impl Iterator<Item = (&Email, Role)> {
        std::iter::once((&self.owner, Role::Owner))
            .chain(self.editors.iter().map(|email| (email, Role::Editor)))
            .chain(self.viewers.iter().map(|email| (email, Role::Viewer)))
    }

    /// Returns how many people belong to the library, the owner included.
    pub fn count(&self) -> usize {
        self.iter().count()
    }

    /// Returns the owner.
    pub fn owner(&self) -> &Email {
        &self.owner
    }
}

impl Category {
    /// Returns its id.
    pub fn id(&self) -> &CategoryId {
        &self.id
    }

    /// Returns its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns its colour, a name or `#rrggbb`.
    pub fn color(&self) -> Option<&str> {
        self.color.as_deref()
    }

    /// Returns its icon's name, if it has one.
    pub fn icon(&self) -> Option<&str> {
        self.icon.as_deref()
    }
}
