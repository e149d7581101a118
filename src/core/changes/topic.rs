use super::{Deed, What};
use crate::model::Kind;
use crate::stored;

/// What kind of news something is, for those who don't want to hear of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Prompts that are new, or back.
    Added,
    /// Prompts that were changed or moved.
    Edited,
    /// Prompts that are gone.
    Deleted,
    /// Comments.
    Comments,
    /// Categories, sets, projects and context blocks.
    Order,
    /// Members, the owner, the team's name.
    Team,
}

stored!(enum Topic {
    "added" = Added,
    "edited" = Edited,
    "deleted" = Deleted,
    "comments" = Comments,
    "order" = Order,
    "team" = Team,
});

impl Topic {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Added, Self::Edited, Self::Deleted, Self::Comments, Self::Order, Self::Team];
}

impl What {
    /// Returns what kind of news it is.
    pub fn topic(&self) -> Topic {
        match self {
            Self::Prompt { deed: Deed::Added | Deed::Restored, .. } => Topic::Added,
            Self::Prompt { deed: Deed::Edited | Deed::Moved, .. } => Topic::Edited,
            Self::Prompt { deed: Deed::Deleted, .. } => Topic::Deleted,
            Self::Item { kind: Kind::Comment, .. } => Topic::Comments,
            Self::Item { .. } | Self::Category { .. } => Topic::Order,
            Self::Member { .. } | Self::Owner { .. } | Self::Name { .. } => Topic::Team,
        }
    }
}
