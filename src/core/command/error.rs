use crate::access::Denied;
use crate::format::MAX_TITLE_CHARS;

/// Why a command was refused; the library is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The member's role doesn't allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The library is of a newer major version.
    #[error("This library was written by a newer version ({0}) and is read-only here")]
    ReadOnly(String),
    /// A title or name has no visible character.
    #[error("Please enter a {0}")]
    Nameless(&'static str),
    /// A title or name of more than [`MAX_TITLE_CHARS`].
    #[error("The {0} is longer than {MAX_TITLE_CHARS} characters")]
    TooLong(&'static str),
    /// Ownership goes to a member.
    #[error("{0} is not a member; add them first")]
    NotMember(String),
    /// A field that an item of this kind doesn't have in that form.
    #[error("A {kind} has no such field “{field}”")]
    NoField {
        /// The kind's name.
        kind: &'static str,
        /// The field's name.
        field: String,
    },
    /// The role of owner is handed over, not given or taken.
    #[error("The owner's role changes only by transferring ownership")]
    Ownership,
}
