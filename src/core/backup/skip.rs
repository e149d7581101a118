use crate::access::Denied;
use crate::format::MAX_TITLE_CHARS;

/// Why something of a backup is not imported, as a sentence for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Skip {
    /// The library has the same.
    #[error("Already here")]
    Same,
    /// The library has it with another text; that one stays.
    #[error("Already imported, and changed here since")]
    ChangedHere,
    /// There is something else of that name.
    #[error("There is one of this name already")]
    SameName,
    /// It stands in the backup before.
    #[error("It stands in the backup twice")]
    Twice,
    /// Neither title nor text.
    #[error("It has neither a title nor a text")]
    Empty,
    /// Something that needs a name or a text has none.
    #[error("It has no {0}")]
    Nameless(&'static str),
    /// A title or name of more than [`MAX_TITLE_CHARS`].
    #[error("Its {0} is longer than {MAX_TITLE_CHARS} characters")]
    TooLong(&'static str),
    /// A field is missing or of the wrong type.
    #[error("“{path}” should be {expected}")]
    Field {
        /// Where in the backup, such as `prompts[2].title`.
        path: String,
        /// What belongs there.
        expected: &'static str,
    },
    /// A row of a table has more cells than the table has columns. Mostly it is a text with commas and no quotation marks.
    #[error("Line {line} has more cells than the first line has columns")]
    Cells {
        /// The row's first line, counted from 1.
        line: usize,
    },
    /// What it is about is not in the library and does not come in either.
    #[error("The prompt that it is about is not imported")]
    Orphan,
    /// A comment that someone else wrote: it would come in under the importing person's name.
    #[error("Comments are imported only by who wrote them")]
    OthersComment,
    /// The member's role doesn't allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The library is of a newer major version.
    #[error("This library was written by a newer version ({0}) and is read-only here")]
    ReadOnly(String),
}
