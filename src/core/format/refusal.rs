use super::{MAX_FILE_BYTES, MAX_TITLE_CHARS};

/// Why a file is not opened. Whatever the reason, nothing is written over it.
///
/// `path` says where in the file, such as `prompts[2].title`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Zero bytes, or white space alone.
    #[error("The file is empty. It may still be on its way from the sync service; it was left as it is")]
    Empty,
    /// It ends in the middle of the JSON.
    #[error(
        "The file breaks off at line {line}. It may still be on its way from the sync service; it was left as it is"
    )]
    Truncated {
        /// The last line that is there, counted from 1.
        line: usize,
    },
    /// The bytes are not UTF-8.
    #[error("The file is not UTF-8 text. Save it as UTF-8 and try again")]
    NotUtf8,
    /// UTF-8, but not JSON.
    #[error("The file is not valid JSON: see line {line}, column {column}")]
    NotJson {
        /// Line of the first mistake, counted from 1.
        line: usize,
        /// Column of the first mistake, counted from 1.
        column: usize,
    },
    /// Objects or lists inside each other beyond 127 levels, or beyond [`super::MAX_LEVELS`] in one field.
    #[error("The file is nested too deeply to be a team library")]
    TooDeep,
    /// Beyond [`MAX_FILE_BYTES`].
    #[error("The file is {} MB large; libraries can have up to {} MB", bytes / 1024 / 1024, MAX_FILE_BYTES / 1024 / 1024)]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// JSON, but something else.
    #[error("This doesn't appear to be a team library file")]
    NotLibrary,
    /// A newer major version that can't even be shown.
    #[error("This library was written by a newer version ({version}). Update Prompt Commons to open it")]
    Newer {
        /// The file's version.
        version: String,
    },
    /// A field is missing or of the wrong type.
    #[error("This library file has a mistake: “{path}” should be {expected}")]
    Field {
        /// Where.
        path: String,
        /// What belongs there.
        expected: &'static str,
    },
    /// A title or name of more than [`MAX_TITLE_CHARS`].
    #[error("This library file has a mistake: “{path}” is longer than {MAX_TITLE_CHARS} characters")]
    TooLong {
        /// Where.
        path: String,
    },
    /// Two things of one kind share an id.
    #[error("This library file has a mistake: the id “{id}” stands twice, the second time at “{path}”")]
    Duplicate {
        /// Where the second one is.
        path: String,
        /// The id.
        id: String,
    },
    /// An id that nothing has.
    #[error("This library file has a mistake: “{path}” names “{id}”, which is not in the file")]
    Dangling {
        /// Where.
        path: String,
        /// The id.
        id: String,
    },
}

impl Refusal {
    /// Tells whether the file may well be right a moment later: a sync service or an editor is still writing.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Empty | Self::Truncated { .. })
    }
}
