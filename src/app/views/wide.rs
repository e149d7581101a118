//! What only the full page draws, and the popup when there is something to review, behind pointers: whatever no pointer
//! leads to is not in the popup's own module.

use prompt_commons::model::Draft;
use web_sys::Node;

use super::library::Wish;
use super::{care, create, join, manage, newer, reader, review, shelves};
use crate::dom::El;
use crate::session::Session;
use crate::surface::Reviewing;

/// The views that need a native dialog, or space, or to compare texts.
pub(crate) struct Wide {
    pub(super) create: fn(Session) -> Node,
    pub(super) join: fn(Session) -> Node,
    pub(super) manage: fn(Session) -> Node,
    pub(super) care: fn(Session) -> Node,
    /// Beside the list: the prompt that was chosen.
    pub(super) reader: fn(Session) -> Node,
    /// Beside the list: the categories.
    pub(super) shelves: fn(Session, Wish) -> El,
    /// What others changed, and what has to be decided.
    pub(super) review: fn(Session, Reviewing) -> Node,
    /// A newer version of the prompt that is being edited.
    pub(super) newer: fn(Session, Draft) -> Node,
    /// Puts what is being written on top of a newer version.
    pub(super) take_over: fn(Session, &Draft),
}

/// All of them. Only the full page's module may name this.
pub(crate) static WIDE: Wide = Wide {
    create: create::create,
    join: join::join,
    manage: manage::manage,
    care: care::care,
    reader: reader::reader,
    shelves: shelves::shelves,
    review: review::review,
    newer: newer::difference,
    take_over: newer::take_over,
};
