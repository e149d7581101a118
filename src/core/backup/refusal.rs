use crate::format::{MAX_FILE_BYTES, MEGABYTE, Refusal};
use crate::phrase;
use crate::phrase::{Phrase, Say};

/// Why nothing can be imported from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotBackup {
    /// Zero bytes, or white space alone.
    Empty,
    /// It ends in the middle of the JSON.
    Truncated {
        /// The last line that is there, counted from 1.
        line: usize,
    },
    /// The bytes are neither UTF-8 nor UTF-16 with a byte order mark.
    NotUtf8,
    /// It begins like JSON, and isn't.
    NotJson {
        /// Line of the first mistake, counted from 1.
        line: usize,
        /// Column of the first mistake, counted from 1.
        column: usize,
    },
    /// Objects or lists inside each other beyond 127 levels.
    TooDeep,
    /// Beyond [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A quotation mark opens a cell of a table, and none closes it: the rest of the table would become one prompt.
    OpenQuote {
        /// Where the row begins that it is in, counted from 1.
        line: usize,
    },
    /// Nothing that is known.
    Unknown,
    /// It is of our own form, and has a mistake or is too new.
    Library(Refusal),
}

impl From<Refusal> for NotBackup {
    fn from(refusal: Refusal) -> Self {
        Self::Library(refusal)
    }
}

impl Say for NotBackup {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Empty => phrase!("backup-file-empty"),
            Self::Truncated { line } => phrase!("backup-file-truncated", line = *line),
            Self::NotUtf8 => phrase!("backup-file-not-utf8"),
            Self::NotJson { line, column } => phrase!("file-not-json", line = *line, column = *column),
            Self::TooDeep => phrase!("backup-file-too-deep"),
            Self::TooLarge { bytes } => {
                let (size, most) = (bytes / MEGABYTE, MAX_FILE_BYTES / MEGABYTE);
                phrase!("backup-file-too-large", size = size, most = most)
            }
            Self::OpenQuote { line } => phrase!("backup-file-open-quote", line = *line),
            Self::Unknown => phrase!("backup-file-unknown"),
            Self::Library(refusal) => refusal.phrase(),
        }
    }
}
