//! The wire form: version 1.0 of `team-prompts.json`, apart from the model.
//!
//! [`decode`] checks everything before it returns a library, so that nothing half understood is ever written
//! back; [`encode`] is deterministic: two-space indent, known fields in one order, then the fields that this
//! version doesn't know: in the order they came, and by name once the file carries causality ([`crate::causal`]).

mod decode;
mod encode;
mod fields;
mod node;
mod refusal;
mod sync;

pub use decode::{decode, open, shown};
pub use encode::{encode, encode_plain};
pub use refusal::Refusal;
pub(crate) use refusal::too_large;

/// The file's name where the owner doesn't pick another.
pub const DEFAULT_FILE_NAME: &str = "team-prompts.json";

/// Bytes of what people call a megabyte of a file.
pub const MEGABYTE: u64 = 1024 * 1024;

/// Bytes of the largest file that is opened.
pub const MAX_FILE_BYTES: u64 = 100 * MEGABYTE;

/// Tells whether a file of so many bytes is so large that each change of it takes a while to write, and to reach the others.
pub fn is_large(bytes: u64) -> bool {
    bytes > 8 * MEGABYTE
}

/// Characters of the longest title or name; text beyond that is content in the wrong place.
pub const MAX_TITLE_CHARS: usize = 1000;

/// Characters of the longest text that someone writes here. A file may hold longer ones.
pub const MAX_TEXT_CHARS: usize = 1_000_000;

/// Lists and objects inside each other in the deepest field that is kept without being known. The parser takes 127
/// in a file; a field of a prompt that is deleted goes eleven levels down, into the trash, and has to be read there.
pub const MAX_LEVELS: usize = 100;

/// The major version that this code reads and writes.
pub const MAJOR: u32 = 1;

/// The `kind` of a prompt that has `turns`.
pub(crate) const CONVERSATION: &str = "conversation";

/// Returns the major number of a version such as "1.0".
pub(crate) fn major(version: &str) -> Option<u32> {
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    minor.parse::<u32>().ok()?;
    major.parse().ok()
}

/// Returns both numbers of a version, to compare it with another.
pub(crate) fn numbers(version: &str) -> (u32, u32) {
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    (major.parse().unwrap_or_default(), minor.parse().unwrap_or_default())
}
