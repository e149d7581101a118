//! Runs the engine itself for several members over a faulty world, many times, and looks whether any edit is lost.
//!
//! ```text
//!   seed ─draw─▶ Schedule ─run─▶ World: people ─▶ engine ─▶ replica ◀─▶ service ◀─▶ replica ◀─ engine ◀─ people
//!                   ▲              │                                                       
//!                   └──shrink───── findings ◀── oracle: what was promised, in tokens
//! ```
//!
//! All that happens in a world is drawn from one seed, in one thread, without clocks and without an executor: an
//! operation goes on only when the world polls it, so it can stop, meet others, or crash at each of its awaits.
//!
//! What people write are tokens (`t17`), each by one edit only. The oracle knows which were acknowledged, shown and
//! given up; that is all it knows, so it can't share a mistake with the engine. At the end the service delivers all
//! that it has, everyone syncs until nothing changes, and these laws are checked:
//!
//! - a token that was acknowledged, or that anyone was shown, is in a view, unless someone whose own view had it
//!   took it out or deleted its prompt;
//! - all members see the same, and their files are the same, byte by byte;
//! - two more rounds of syncs write nothing;
//! - a deleted prompt is not back, unless someone changed it who didn't know;
//! - a token that stands in any file of the folder is in a view, unless it was given up;
//! - who acts in turn with the others is never asked to decide between values;
//! - the owner is who it was; fields of other writers are there; a file that can't be read changed no view.
//!
//! That nothing breaks says little unless something would. `simulate --gate` therefore breaks the rules of the core
//! (`prompt_commons::rule`) one by one, by its feature `mutants`, and asks for a schedule that notices; a few rules
//! are missed by a test of the core instead ([`law`] names it).
//!
//! `subject` is the one module that knows how the engine's views and commands look.

#![allow(
    clippy::indexing_slicing,
    reason = "places of clients and replicas are checked where a step picks them"
)]

mod act;
mod campaign;
mod closing;
mod copies;
mod device;
mod draw;
mod finding;
mod folder;
mod gate;
mod hand;
mod oracle;
mod play;
mod report;
mod run;
mod schedule;
mod service;
mod shrink;
mod start;
mod step;
mod store;
mod subject;
mod task;
mod token;
mod world;

pub use campaign::{Tally, campaign};
pub use copies::Style;
pub use draw::{Fault, benign, faulty, faulty_by};
pub use finding::{Finding, Kind};
pub use gate::{Noticed, gate, law, notice, options};
pub use report::{story, summary};
pub use run::{Outcome, run, tell};
pub use schedule::{Schedule, Seat};
pub use service::Losing;
pub use shrink::shrink;
pub use step::{Act, Deed, FolderFault, HandChange, Step, Until};
pub use token::{Token, Tokens};
