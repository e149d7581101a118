//! What only the full page draws, behind pointers: whatever no pointer leads to is not in the popup's module.

use web_sys::Node;

use super::library::Wish;
use super::{create, join, manage, reader, shelves};
use crate::dom::El;
use crate::session::Session;

/// The views that need a native dialog, or space.
pub(crate) struct Wide {
    pub(super) create: fn(Session) -> Node,
    pub(super) join: fn(Session) -> Node,
    pub(super) manage: fn(Session) -> Node,
    /// Beside the list: the prompt that was chosen.
    pub(super) reader: fn(Session) -> Node,
    /// Beside the list: the categories.
    pub(super) shelves: fn(Session, Wish) -> El,
}

/// All of them. Only the full page may name this.
pub(crate) static WIDE: Wide = Wide {
    create: create::create,
    join: join::join,
    manage: manage::manage,
    reader: reader::reader,
    shelves: shelves::shelves,
};
