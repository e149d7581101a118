//! The file's `sync` object: what [`crate::causal`] knows of a library, beside its values.
//!
//! ```text
//! "sync": {
//!   "v": 1,
//!   "clock": {"<replica>": <number> or [<number>, <one beyond it>, …]},
//!   "missing": ["<dot>", …],
//!   "who": {"<replica>": "<email>"},
//!   "rec": {
//!     "library":    ["<dot>", "<rank>", "<checks>", {"<field>": "<dot>"}, {"<field>": [["<dot>", <value>], …]}],
//!     "members":    {"<email>": [ … the same … ]},
//!     "categories": {"<id>": [ … ]},
//!     "items":      {"<list>/<id>": [ … ]},
//!     "prompts":    {"<id>": [ … ]}
//!   },
//!   "dead": {"categories": {"<id>": {"by", "at", "rec": [ … ], "was": { … }}}, "prompts": { … }},
//!   "days": ["<day>", {"<email>": "<day>"}],
//!   "old": {"<id>": [["<dot>", "<base dot>" or null, "<by>" or null, "<at>" or null, {"title", "content", …} or null,
//!                     <number>], …]}
//! }
//! ```
//!
//! One record is one line: a file is read by people, too, and compared line by line. The last members of a record's
//! list are left out where they are empty, and so is what is missing.

mod read;
mod write;

pub(super) use read::{Found, read};
pub(super) use write::write;

/// The version of the object that this code reads and writes.
const VERSION: u64 = 1;

/// A number beyond this is no count of edits, but a mistake that would leave no number for the next one.
const MOST: u64 = 1 << 50;
