use crate::format::{MAX_FILE_BYTES, Refusal};

/// Why nothing can be imported from a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotBackup {
    /// Zero bytes, or white space alone.
    #[error("The file is empty")]
    Empty,
    /// It ends in the middle of the JSON.
    #[error("The file breaks off at line {line}. Please export or copy it again")]
    Truncated {
        /// The last line that is there, counted from 1.
        line: usize,
    },
    /// The bytes are neither UTF-8 nor UTF-16 with a byte order mark.
    #[error("The file is not UTF-8 text. Save it as UTF-8 and try again; in Excel, that is “CSV UTF-8”")]
    NotUtf8,
    /// It begins like JSON, and isn't.
    #[error("The file is not valid JSON: see line {line}, column {column}")]
    NotJson {
        /// Line of the first mistake, counted from 1.
        line: usize,
        /// Column of the first mistake, counted from 1.
        column: usize,
    },
    /// Objects or lists inside each other beyond 127 levels.
    #[error("The file is nested too deeply to be a backup of prompts")]
    TooDeep,
    /// Beyond [`MAX_FILE_BYTES`].
    #[error("The file is {} MB large; backups can have up to {} MB", bytes / 1024 / 1024, MAX_FILE_BYTES / 1024 / 1024)]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A quotation mark opens a cell of a table, and none closes it: the rest of the table would become one prompt.
    #[error("A quotation mark in the table is never closed; the cell that it opens begins at line {line}")]
    OpenQuote {
        /// Where the row begins that it is in, counted from 1.
        line: usize,
    },
    /// Nothing that is known.
    #[error(
        "This doesn't appear to be a backup of prompts. Prompt Commons, My Prompt Manager and Open Prompt Manager write JSON; a \
         CSV file needs a first line that names its columns, with “title” and “content” among them"
    )]
    Unknown,
    /// It is of our own form, and has a mistake or is too new.
    #[error(transparent)]
    Library(#[from] Refusal),
}
