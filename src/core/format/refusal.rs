use super::{MAX_FILE_BYTES, MAX_TITLE_CHARS, MEGABYTE};
use crate::phrase;
use crate::phrase::{Phrase, Say};

/// Why a file is not opened. Whatever the reason, nothing is written over it.
///
/// `path` says where in the file, such as `prompts[2].title`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Zero bytes, or white space alone.
    Empty,
    /// It ends in the middle of the JSON.
    Truncated {
        /// The last line that is there, counted from 1.
        line: usize,
    },
    /// The bytes are not UTF-8.
    NotUtf8,
    /// UTF-8, but not JSON.
    NotJson {
        /// Line of the first mistake, counted from 1.
        line: usize,
        /// Column of the first mistake, counted from 1.
        column: usize,
    },
    /// Objects or lists inside each other beyond 127 levels, or beyond [`super::MAX_LEVELS`] in one field.
    TooDeep,
    /// Beyond [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// JSON, but something else.
    NotLibrary,
    /// A newer major version that can't even be shown.
    Newer {
        /// The file's version.
        version: String,
    },
    /// A field is missing or of the wrong type.
    Field {
        /// Where.
        path: String,
        /// The id of the sentence that says what belongs there.
        expected: &'static str,
    },
    /// A title or name of more than [`MAX_TITLE_CHARS`].
    TooLong {
        /// Where.
        path: String,
    },
    /// Two things of one kind share an id.
    Duplicate {
        /// Where the second one is.
        path: String,
        /// The id.
        id: String,
    },
    /// An id that nothing has.
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

impl Say for Refusal {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Empty => phrase!("file-empty"),
            Self::Truncated { line } => phrase!("file-truncated", line = *line),
            Self::NotUtf8 => phrase!("file-not-utf8"),
            Self::NotJson { line, column } => phrase!("file-not-json", line = *line, column = *column),
            Self::TooDeep => phrase!("file-too-deep"),
            Self::TooLarge { bytes } => too_large(*bytes),
            Self::NotLibrary => phrase!("file-not-library"),
            Self::Newer { version } => phrase!("file-newer", version = version),
            Self::Field { path, expected } => {
                phrase!("file-field", path = path, expected = &phrase!(expected))
            }
            Self::TooLong { path } => phrase!("file-too-long", path = path, most = MAX_TITLE_CHARS),
            Self::Duplicate { path, id } => phrase!("file-duplicate", path = path, id = id),
            Self::Dangling { path, id } => phrase!("file-dangling", path = path, id = id),
        }
    }
}

/// Says that a library's file has more than [`MAX_FILE_BYTES`].
pub(crate) fn too_large(bytes: u64) -> Phrase {
    phrase!("file-too-large", size = bytes / MEGABYTE, most = MAX_FILE_BYTES / MEGABYTE)
}
