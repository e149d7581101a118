use std::fmt;

/// Which law was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An edit that was acknowledged is in nobody's view any more, and nobody who saw it took it out.
    Lost,
    /// The same for what was shown without having been acknowledged: edits by hand, edits before a crash.
    Vanished,
    /// Two members see different things, or their files differ, after everything was delivered.
    Diverged,
    /// Someone is asked to decide between values though nobody wrote any without having seen the others.
    Asked,
    /// Clients go on writing though nobody does anything.
    Restless,
    /// A deleted prompt is back, though nobody changed it without knowing of the deletion.
    CameBack,
    /// The library has another owner.
    Owner,
    /// Fields of other writers are gone.
    Fields,
    /// A file that can't be read changed a view.
    Unreadable,
    /// An operation failed, hung or panicked where nothing was in its way.
    Broke,
}

impl Kind {
    /// All of them, the worst first.
    pub const ALL: [Self; 10] = [
        Self::Lost,
        Self::Vanished,
        Self::Diverged,
        Self::Asked,
        Self::Restless,
        Self::CameBack,
        Self::Owner,
        Self::Fields,
        Self::Unreadable,
        Self::Broke,
    ];

    /// Returns how a summary counts it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Vanished => "vanished",
            Self::Diverged => "diverged",
            Self::Asked => "asked",
            Self::Restless => "restless",
            Self::CameBack => "came back",
            Self::Owner => "owner changed",
            Self::Fields => "fields dropped",
            Self::Unreadable => "misread",
            Self::Broke => "broke",
        }
    }
}

/// A broken law in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub kind: Kind,
    /// What happened, as a sentence.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.what)
    }
}
