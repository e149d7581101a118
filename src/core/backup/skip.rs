use crate::access::Denied;
use crate::format::MAX_TITLE_CHARS;
use crate::phrase;
use crate::phrase::{Phrase, Say};

/// Why something of a backup is not imported, as a sentence for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skip {
    /// The library has the same.
    Same,
    /// The library has it with another text; that one stays.
    ChangedHere,
    /// There is something else of that name.
    SameName,
    /// It stands in the backup before.
    Twice,
    /// Neither title nor text.
    Empty,
    /// Something that needs a name or a text has none: the id of what it is called.
    Nameless(&'static str),
    /// A title or name of more than [`MAX_TITLE_CHARS`]: the id of what it is called.
    TooLong(&'static str),
    /// A field is missing or of the wrong type.
    Field {
        /// Where in the backup, such as `prompts[2].title`.
        path: String,
        /// The id of the sentence that says what belongs there.
        expected: &'static str,
    },
    /// A row of a table has more cells than the table has columns. Mostly it is a text with commas and no quotation marks.
    Cells {
        /// The row's first line, counted from 1.
        line: usize,
    },
    /// What it is about is not in the library and does not come in either.
    Orphan,
    /// A comment that someone else wrote: it would come in under the importing person's name.
    OthersComment,
    /// The member's role doesn't allow it.
    Denied(Denied),
    /// The library is of a newer major version.
    ReadOnly(String),
}

impl From<Denied> for Skip {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl Say for Skip {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Same => phrase!("skip-same"),
            Self::ChangedHere => phrase!("skip-changed-here"),
            Self::SameName => phrase!("skip-same-name"),
            Self::Twice => phrase!("skip-twice"),
            Self::Empty => phrase!("skip-empty"),
            Self::Nameless(what) => phrase!("skip-nameless", what = &phrase!(what)),
            Self::TooLong(what) => {
                phrase!("skip-too-long", what = &phrase!(what), most = MAX_TITLE_CHARS)
            }
            Self::Field { path, expected } => {
                // The entry itself is named already.
                match path.rsplit_once("].") {
                    Some((_, field)) => phrase!("skip-field", path = field, expected = &phrase!(expected)),
                    None => phrase!("skip-entry", expected = &phrase!(expected)),
                }
            }
            Self::Cells { line } => phrase!("skip-cells", line = *line),
            Self::Orphan => phrase!("skip-orphan"),
            Self::OthersComment => phrase!("skip-others-comment"),
            Self::Denied(denied) => denied.phrase(),
            Self::ReadOnly(version) => phrase!("command-read-only", version = version),
        }
    }
}
