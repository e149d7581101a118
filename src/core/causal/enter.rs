//! Who has joined a library, other than by being listed in it.

use super::Dot;
use crate::command::Stamp;
use crate::model::{Email, Library};

/// Has a library know that someone writes it: an edit that changes nothing else.
pub fn enter(library: &mut Library, stamp: &Stamp) {
    let causality = &mut library.causality;
    let number = causality.clock.next(stamp.replica, u64::from(stamp.nonce));
    causality.clock.see(Dot { number, replica: stamp.replica });
    causality.authors.insert(stamp.replica, stamp.actor.clone());
}

/// Lists those of whom there is a trace in a library: the owner, and whoever writes it or has written something in it.
pub fn joined(library: &Library) -> Vec<Email> {
    let prompts = library.prompts.iter().flat_map(|prompt| [prompt.created_by(), prompt.modified_by()]);
    let items = library.items.iter().map(|item| item.created_by());
    let traces = [Some(&library.members.owner)].into_iter().chain(prompts).chain(items).flatten();
    let mut joined: Vec<Email> = Vec::new();
    for email in library.causality.authors.values().chain(traces) {
        if !joined.iter().any(|known| known.is(email)) {
            joined.push(email.clone());
        }
    }
    joined
}
