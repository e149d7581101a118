//! Commands: the only way a library changes.
//!
//! A command says what a person meant, not what the file should look like. The same command can therefore be
//! applied again to a newer state of the file: that is how an edit made on this device meets the edits that
//! others saved meanwhile. Applying one a second time changes nothing.

mod apply;
mod decide;
mod describe;
mod error;
mod items;
mod prompts;
mod seen;

pub(crate) use apply::permitted;
pub use apply::{Outcome, apply, check, preview};
pub use error::CommandError;
pub(crate) use items::list;
pub use items::tags_of;

use serde_json::Value;

use crate::access::Role;
use crate::causal::conflict::Subject;
use crate::causal::{Dot, Replica};
use crate::model::{CategoryId, Draft, Email, ItemId, Kind, Prompt, PromptId, Timestamp};

/// One thing that a person did. Ids are minted by the caller, so that applying it twice is harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Adds a prompt at the end.
    AddPrompt {
        /// Its new id.
        id: PromptId,
        /// Its content.
        draft: Draft,
        /// When it was written and changed where it comes from; `None` for one that is written now.
        dates: Option<Dates>,
    },
    /// Changes a prompt from what its author was shown to what they made of it.
    EditPrompt {
        /// Which.
        id: PromptId,
        /// The state that the editor opened with.
        seen: Draft,
        /// The state that was saved.
        draft: Draft,
    },
    /// Deletes a prompt, unless someone changed it since it was shown.
    DeletePrompt {
        /// Which.
        id: PromptId,
        /// The state that the person saw when deleting.
        seen: Draft,
        /// The edits of the versions that they were shown beside it, where several survive.
        beside: Vec<Dot>,
    },
    /// Puts a prompt into another place of the list.
    MovePrompt {
        /// Which.
        id: PromptId,
        /// The prompt that it goes in front of; `None`: to the end.
        before: Option<PromptId>,
    },
    /// Brings a deleted prompt back from the trash.
    RestorePrompt {
        /// Which.
        id: PromptId,
    },
    /// Decides between the values of a field that survived because their authors had not seen each other's: one of
    /// them, or a text typed by hand.
    Decide {
        /// What it is a field of.
        about: Subject,
        /// Which field, by its name in the file.
        field: String,
        /// The edits whose values the person was shown; one that came since stays.
        saw: Vec<Dot>,
        /// What the field is to be; null: nothing.
        value: Value,
    },
    /// Changes fields of a category.
    EditCategory {
        /// Which.
        id: CategoryId,
        /// Those that are to be otherwise.
        fields: Vec<Field>,
    },
    /// Deletes a category, unless someone changed it since it was shown.
    DeleteCategory {
        /// Which.
        id: CategoryId,
        /// What the person saw when deleting.
        seen: Seen,
        /// Where its prompts go; `None`: into no category.
        prompts_to: Option<CategoryId>,
    },
    /// Puts a category into another place of the list.
    MoveCategory {
        /// Which.
        id: CategoryId,
        /// The category that it goes in front of; `None`: to the end.
        before: Option<CategoryId>,
    },
    /// Makes a member the owner; who was it becomes an editor.
    TransferOwnership {
        /// The next owner; a member.
        to: Email,
    },
    /// Adds a category at the end.
    AddCategory {
        /// Its new id.
        id: CategoryId,
        /// Its name.
        name: String,
        /// Its colour: a name or `#rrggbb`.
        color: Option<String>,
        /// Its icon's name.
        icon: Option<String>,
    },
    /// Adds a member or changes their role; never to or from owner.
    SetMember {
        /// Who.
        email: Email,
        /// What they become.
        role: Role,
    },
    /// Removes a member. What they wrote stays.
    RemoveMember {
        /// Who.
        email: Email,
    },
    /// Gives a tag another name in all prompts that have it. If there is a tag of that name already, the two become one.
    RenameTag {
        /// The tag.
        from: String,
        /// What it becomes.
        to: String,
    },
    /// Adds a set, a comment, a project or a context block.
    AddItem {
        /// What it is.
        kind: Kind,
        /// Its new id.
        id: ItemId,
        /// Its content.
        fields: Vec<Field>,
    },
    /// Changes fields of one.
    EditItem {
        /// What it is.
        kind: Kind,
        /// Which.
        id: ItemId,
        /// Those that are to be otherwise.
        fields: Vec<Field>,
    },
    /// Deletes one, unless someone changed it since it was shown. The prompts of a set stay.
    DeleteItem {
        /// What it is.
        kind: Kind,
        /// Which.
        id: ItemId,
        /// What the person saw when deleting.
        seen: Seen,
    },
    /// Puts one into another place among its kind.
    MoveItem {
        /// What it is.
        kind: Kind,
        /// Which.
        id: ItemId,
        /// The one that it goes in front of; `None`: to the end.
        before: Option<ItemId>,
    },
    /// Puts a prompt into a set, or into another place in it.
    PutInSet {
        /// The set.
        set: ItemId,
        /// Which prompt.
        prompt: PromptId,
        /// The prompt that it goes in front of; `None`: to the end.
        before: Option<PromptId>,
    },
    /// Takes a prompt out of a set.
    TakeFromSet {
        /// The set.
        set: ItemId,
        /// Which prompt.
        prompt: PromptId,
    },
    /// Renames the team.
    RenameLibrary {
        /// The new name.
        name: String,
    },
}

/// What a person has seen of a category or an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The fields that have a value.
    pub fields: Vec<Field>,
    /// The edits of the values that are shown beside them, where several survive.
    pub beside: Vec<Dot>,
}

/// When a prompt was written and last changed, before it came into a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// When it was written, if that is known.
    pub created_at: Option<Timestamp>,
    /// When it was last changed, if that is known.
    pub modified_at: Option<Timestamp>,
}

impl Dates {
    /// Returns those of a prompt, if it has any.
    pub(crate) fn of(prompt: &Prompt) -> Option<Self> {
        let dates =
            Self { created_at: prompt.created_at().cloned(), modified_at: prompt.modified_at().cloned() };
        (dates.created_at.is_some() || dates.modified_at.is_some()).then_some(dates)
    }

    /// Returns when it was written and changed as a library has it in which it has been since `now`: neither is later, one that
    /// is not known is the other, and nothing is changed before it is written.
    pub(crate) fn until<'a>(&'a self, now: &'a Timestamp) -> (&'a Timestamp, &'a Timestamp) {
        let not_later = |date: &'a Timestamp| if date.millis() > now.millis() { now } else { date };
        let created = self.created_at.as_ref().or(self.modified_at.as_ref()).map_or(now, not_later);
        let modified = self.modified_at.as_ref().map_or(created, not_later);
        (created, if modified.millis() < created.millis() { created } else { modified })
    }
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field's name in the file.
    pub name: String,
    /// A text, a list of texts, or null for nothing.
    pub value: Value,
}

/// Who gave a command, and when their clock said that it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The acting member.
    pub actor: Email,
    /// For display.
    pub at: Timestamp,
    /// Under which name this device writes the library.
    pub replica: Replica,
    /// A random number, which tells the edit from one that a copied profile makes under the same name and number.
    pub nonce: u32,
}
