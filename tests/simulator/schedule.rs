use crate::copies::Style;
use crate::step::Step;

/// A world at its start, and what happens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// What it was drawn from; ids are drawn from it, too.
    pub seed: u64,
    /// Who takes part, the owner first.
    pub seats: Vec<Seat>,
    /// How the sync service names conflicted copies.
    pub style: Style,
    /// In so many first rounds of the closing phase all sync at once, before anything is delivered.
    pub together: usize,
    /// Whether nobody does anything before they have seen all that the others did.
    pub in_turn: bool,
    /// What happens, in this order.
    pub steps: Vec<Step>,
    /// A fault that is none of the world's: devices say that they journalled an edit, and didn't. For tests of
    /// the simulator itself.
    pub forgetful: bool,
}

/// A client at the start.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    /// Whether the person may edit at first; the owner may.
    pub editor: bool,
    /// Whether they have joined already. Those who haven't are machines that a profile may be copied to.
    pub joined: bool,
    /// Whose replica of the folder this client uses: its own, or that of another on the same machine.
    pub replica: usize,
    /// How far its clock is ahead.
    pub minutes: i64,
}
