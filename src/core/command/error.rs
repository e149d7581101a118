use crate::access::Denied;
use crate::format::MAX_TITLE_CHARS;
use crate::phrase;
use crate::phrase::{Phrase, Say};

/// Why a command was refused; the library is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// The member's role doesn't allow it.
    Denied(Denied),
    /// The library is of a newer major version.
    ReadOnly(String),
    /// A title or name has no visible character: the id of what it is called.
    Nameless(&'static str),
    /// A title or name of more than [`MAX_TITLE_CHARS`]: the id of what it is called.
    TooLong(&'static str),
    /// Ownership goes to a member.
    NotMember(String),
    /// A field that an item of this kind doesn't have in that form.
    NoField {
        /// The id of the sentence that names the kind.
        kind: &'static str,
        /// The field's name.
        field: String,
    },
    /// The role of owner is handed over, not given or taken.
    Ownership,
}

impl From<Denied> for CommandError {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl Say for CommandError {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Denied(denied) => denied.phrase(),
            Self::ReadOnly(version) => phrase!("command-read-only", version = version),
            Self::Nameless(what) => phrase!("command-nameless", what = &phrase!(what)),
            Self::TooLong(what) => {
                phrase!("command-too-long", what = &phrase!(what), most = MAX_TITLE_CHARS)
            }
            Self::NotMember(email) => phrase!("command-not-member", email = email),
            Self::NoField { kind, field } => {
                phrase!("command-no-field", kind = &phrase!(kind), field = field)
            }
            Self::Ownership => phrase!("command-ownership"),
        }
    }
}
