//! Who may do what: one function, [`can`], which every path asks.

use crate::model::{Email, Prompt};
use crate::phrase;
use crate::phrase::{Phrase, Say};

/// What a member is in one library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Reads, copies, inserts and comments.
    Viewer,
    /// Writes prompts, too.
    Editor,
    /// Decides about members and categories, too. There is exactly one.
    Owner,
}

impl Role {
    /// All roles, the one with the most rights first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Editor, Self::Viewer];

    /// Returns the id of the sentence that names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "role-owner",
            Self::Editor => "role-editor",
            Self::Viewer => "role-viewer",
        }
    }
}

/// Something that a person does to a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Reads a prompt.
    View,
    /// Puts a prompt's text on the clipboard.
    Copy,
    /// Puts a prompt's text into an AI page.
    Insert,
    /// Takes a copy of a prompt to My Prompts.
    CopyToPersonal,
    /// Comments on a prompt.
    Comment,
    /// Adds a prompt.
    AddPrompt,
    /// Changes a prompt.
    EditPrompt,
    /// Deletes a prompt.
    DeletePrompt,
    /// Creates or changes a set.
    EditSet,
    /// Deletes a set.
    DeleteSet,
    /// Deletes or changes a comment.
    DeleteComment,
    /// Creates, renames or merges tags.
    EditTags,
    /// Renames the team.
    RenameLibrary,
    /// Adds, changes, orders or deletes categories.
    ManageCategories,
    /// Adds or removes members, or changes their roles.
    ManageMembers,
    /// Deletes the library.
    DeleteLibrary,
    /// Makes another member the owner.
    TransferOwnership,
}

/// Whose thing the action is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The library itself, or something that has no author.
    Library,
    /// Something that the acting member created.
    Own,
    /// Something that another member created.
    Others,
}

impl Target {
    /// Tells whose `prompt` is from the point of view of `actor`. One without an author is nobody's own.
    pub fn prompt(prompt: &Prompt, actor: &Email) -> Self {
        Self::of(prompt.created_by(), actor)
    }

    /// Tells whose something is that `author` added.
    pub fn of(author: Option<&Email>, actor: &Email) -> Self {
        if author.is_some_and(|author| author.is(actor)) { Self::Own } else { Self::Others }
    }
}

/// Why an action is refused, as a sentence for the person who tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The email is not among the members.
    NotMember,
    /// Viewers don't change anything.
    ViewOnly,
    /// Editors delete only what they created.
    OwnOnly,
    /// Only the owner may.
    OwnerOnly,
    /// The library was deleted for everyone: what is here can be read.
    Deleted,
}

impl Say for Denied {
    fn phrase(&self) -> Phrase {
        match self {
            Self::NotMember => phrase!("denied-not-member"),
            Self::ViewOnly => phrase!("denied-view-only"),
            Self::OwnOnly => phrase!("denied-own-only"),
            Self::OwnerOnly => phrase!("denied-owner-only"),
            Self::Deleted => phrase!("denied-deleted"),
        }
    }
}

/// Decides whether someone of `role` (`None`: no member) may do `action` to `target`.
pub fn can(role: Option<Role>, action: Action, target: Target) -> Result<(), Denied> {
    let Some(role) = role else { return Err(Denied::NotMember) };
    match action {
        Action::View | Action::Copy | Action::Insert | Action::CopyToPersonal | Action::Comment => Ok(()),
        Action::AddPrompt | Action::EditPrompt | Action::EditSet | Action::EditTags => {
            if role == Role::Viewer { Err(Denied::ViewOnly) } else { Ok(()) }
        }
        Action::DeleteComment => match (role, target) {
            (_, Target::Own) | (Role::Owner, _) => Ok(()),
            _ => Err(Denied::OwnOnly),
        },
        Action::DeletePrompt | Action::DeleteSet => match (role, target) {
            (Role::Owner, _) | (Role::Editor, Target::Own) => Ok(()),
            (Role::Editor, Target::Others | Target::Library) => Err(Denied::OwnOnly),
            (Role::Viewer, _) => Err(Denied::ViewOnly),
        },
        Action::RenameLibrary
        | Action::ManageCategories
        | Action::ManageMembers
        | Action::DeleteLibrary
        | Action::TransferOwnership => match role {
            Role::Owner => Ok(()),
            Role::Editor => Err(Denied::OwnerOnly),
            Role::Viewer => Err(Denied::ViewOnly),
        },
    }
}
