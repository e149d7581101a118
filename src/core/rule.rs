//! The rules by which nothing is lost, by name, so that the simulator can show that it would notice their absence.
//!
//! In what is shipped, [`kept`] is a constant and nothing of this is left. With the feature `mutants`, which only the
//! simulator asks for, [`break_rule`] switches one of them off in the calling thread.

/// Names the rules, and says of each what it keeps.
macro_rules! rules {
    ($($rule:ident: $keeps:literal,)*) => {
        /// A rule of join, of adoption or of sync.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $keeps] $rule,)*
        }

        impl Rule {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$rule,)*];

            /// Finds one by its name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|rule| format!("{rule:?}") == name)
            }

            /// Returns what it keeps, as a sentence.
            pub fn keeps(self) -> &'static str {
                match self {
                    $(Self::$rule => $keeps,)*
                }
            }
        }
    };
}

rules! {
    Siblings: "Of several values that nobody replaced, all stay.",
    SeenIsReplaced: "A value that the other side saw and has no more was replaced.",
    SeenIsDeleted: "A record that the other side saw and has no more was deleted.",
    WholeRecord: "A record that an edit keeps has all that was in it when it was deleted.",
    MoveIsNoEdit: "What was moved in its list while someone deleted it stays deleted.",
    Strangers: "Two records that came to one id apart are two.",
    MutualReplacement: "Of values that each side says it replaced, all stay.",
    EditBeatsDelete: "An edit that the deleting person had not seen keeps the record.",
    MergeIsShown: "A merge of texts is only shown, and is no edit.",
    OnlyShownIsReplaced: "An edit replaces the values that its author was shown, and no others.",
    FollowRekeyed: "A record that had to take another id is known by it everywhere.",
    RankTies: "The id decides between two records in the same place.",
    Categories: "A category that someone filed a prompt into comes back.",
    Apart: "Of two devices under one name, neither has seen what the other one wrote because its own edits are later.",
    Nonces: "Two devices under one name give no two edits one name.",
    Renewal: "A device whose name another one writes under takes a new one.",
    Absence: "What is not in a file that was changed by hand is not deleted.",
    Checks: "Checks tell what was changed by hand in a file of ours.",
    PastIsNoEdit: "An old value in a plain file is an old file, not an edit.",
    ReadBefore: "A plain file that was read before has nothing new in it.",
    SeenByHand: "An edit by hand replaces only what the file held when it was looked at.",
    Trash: "What stands in a file as it was when it was deleted is an old file.",
    NotNow: "A file that can't be understood is left alone, and never empty.",
    ReadBack: "What was written is in the folder once it was read back.",
    Copies: "Conflicted copies beside the file are joined.",
    Roles: "What the file's roles refuse waits on its author's device.",
    Settled: "An edit leaves the outbox once a library that is kept holds it.",
    Learnt: "What was learnt is kept when the file can't be written.",
    Brake: "More deletions than people make, or an owner whom the last one did not name, wait for a decision.",
}

#[cfg(feature = "mutants")]
mod broken {
    use std::cell::Cell;

    use super::Rule;

    thread_local! {
        static BROKEN: Cell<Option<Rule>> = Cell::new(named());
    }

    /// Returns the rule that the environment names: for tests that know nothing of rules.
    fn named() -> Option<Rule> {
        Rule::named(&std::env::var("BROKEN_RULE").ok()?)
    }

    /// Switches a rule off in this thread, or none. Returns the one that was off until now.
    pub fn break_rule(rule: Option<Rule>) -> Option<Rule> {
        BROKEN.replace(rule)
    }

    /// Tells whether a rule is to be kept.
    pub(crate) fn kept(rule: Rule) -> bool {
        BROKEN.get() != Some(rule)
    }
}

#[cfg(feature = "mutants")]
pub use broken::break_rule;
#[cfg(feature = "mutants")]
pub(crate) use broken::kept;

/// Tells whether a rule is to be kept: always.
#[cfg(not(feature = "mutants"))]
#[inline]
pub(crate) const fn kept(_: Rule) -> bool {
    true
}
