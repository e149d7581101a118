//! Joining two states of a library.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::mem::take;

use super::clocks::Clocks;
use super::fields::both;
use super::lists::{Side, lists};
use super::record::{RANK, Record};
use super::records::{head_of, members_of, set_head, set_members};
use super::settle::settle;
use super::{Absent, Causality, Clock, Dead, history};
use crate::model::Library;

/// Brings two states of one library together. The result is the same whichever is named first, and holds every
/// value that either has and the other one didn't replace.
pub fn join(ours: Library, theirs: Library) -> Library {
    let (mut ours, mut theirs) = (ours, theirs);
    if ours == theirs {
        return ours;
    }
    let clocks = Clocks::of(&ours.causality, &theirs.causality);
    let histories = (take(&mut ours.causality.history), take(&mut theirs.causality.history));
    let history = history::join(histories.0, histories.1);

    let heads = (head_of(&ours), head_of(&theirs));
    let members = (members_of(&ours), members_of(&theirs));
    let (mut our_past, mut their_past) = (take(&mut ours.causality), take(&mut theirs.causality));
    let members = lists(
        Side { records: members.0, absent: take(&mut our_past.absent.members), dead: BTreeMap::new() },
        Side { records: members.1, absent: take(&mut their_past.absent.members), dead: BTreeMap::new() },
        &clocks,
        &BTreeMap::new(),
    );
    let categories = lists(
        Side {
            records: take(&mut ours.categories),
            absent: take(&mut our_past.absent.categories),
            dead: take(&mut our_past.dead.categories),
        },
        Side {
            records: take(&mut theirs.categories),
            absent: take(&mut their_past.absent.categories),
            dead: take(&mut their_past.dead.categories),
        },
        &clocks,
        &BTreeMap::new(),
    );
    let items = lists(
        Side {
            records: take(&mut ours.items),
            absent: take(&mut our_past.absent.items),
            dead: take(&mut our_past.dead.items),
        },
        Side {
            records: take(&mut theirs.items),
            absent: take(&mut their_past.absent.items),
            dead: take(&mut their_past.dead.items),
        },
        &clocks,
        &BTreeMap::new(),
    );
    let prompts = lists(
        Side {
            records: take(&mut ours.prompts),
            absent: take(&mut our_past.absent.prompts),
            dead: take(&mut our_past.dead.prompts),
        },
        Side {
            records: take(&mut theirs.prompts),
            absent: take(&mut their_past.absent.prompts),
            dead: take(&mut their_past.dead.prompts),
        },
        &clocks,
        &history,
    );

    (ours.causality, theirs.causality) = (our_past, their_past);
    let mut joined = summary(ours, theirs, &clocks);
    set_head(&mut joined, both(heads.0, heads.1, &clocks, &[]));
    set_members(&mut joined, members.records);
    (joined.categories, joined.prompts, joined.items) = (categories.records, prompts.records, items.records);
    joined.causality.history = history;
    joined.causality.absent = Absent {
        members: members.absent,
        categories: categories.absent,
        prompts: prompts.absent,
        items: items.absent,
    };
    joined.causality.dead = Dead { categories: categories.dead, prompts: prompts.dead, items: items.dead };
    if clocks.forked {
        see_twins(&mut joined);
    }
    settle(&mut joined);
    joined
}

/// Tells whether `ours` has every value that `theirs` has, whoever wrote it.
pub(crate) fn holds(ours: &Library, theirs: &Library) -> bool {
    fn all<R: Record>(ours: &[R], theirs: &[R]) -> bool {
        let ours: HashMap<Cow<'_, str>, &R> = ours.iter().map(|record| (record.id(), record)).collect();
        theirs.iter().all(|record| {
            ours.get(&record.id()).is_some_and(|other| {
                record.names().iter().filter(|name| *name != RANK).all(|name| {
                    let held = other.entries(name);
                    record.entries(name).iter().all(|one| held.iter().any(|held| held.value == one.value))
                })
            })
        })
    }
    all(&ours.prompts, &theirs.prompts)
        && all(&ours.categories, &theirs.categories)
        && all(&ours.items, &theirs.items)
        && all(&members_of(ours), &members_of(theirs))
}

/// Takes note of the edits that are in records.
fn see<'a, R: Record + 'a>(clock: &mut Clock, records: impl IntoIterator<Item = &'a R>) {
    for dot in records.into_iter().flat_map(|record| record.marks().dots()) {
        clock.see(dot);
    }
}

/// Takes note of the names that twins got here.
fn see_twins(library: &mut Library) {
    let (heads, members) = ([head_of(library)], members_of(library));
    let Causality { clock, dead, .. } = &mut library.causality;
    see(clock, &heads);
    see(clock, &members);
    see(clock, library.categories.iter().chain(dead.categories.values().map(|stone| &stone.record)));
    see(clock, library.items.iter().chain(dead.items.values().map(|stone| &stone.record)));
    see(clock, library.prompts.iter().chain(dead.prompts.values().map(|stone| &stone.record)));
}

/// Takes the side whose words about the file as a whole are the later ones.
fn summary(ours: Library, theirs: Library, clocks: &Clocks) -> Library {
    let words = |library: &Library| {
        (library.last_modified.clone().map(String::from), library.last_modified_by.clone().map(String::from))
    };
    let ahead = (clocks.ours.covers(&clocks.theirs), clocks.theirs.covers(&clocks.ours));
    let ours_first = match ahead {
        (true, false) => true,
        (false, true) => false,
        _ => words(&ours) >= words(&theirs),
    };
    let (mut first, second) = if ours_first { (ours, theirs) } else { (theirs, ours) };
    first.causality.clock.join(&second.causality.clock);
    for (replica, author) in second.causality.authors {
        // One device, two addresses: someone changed theirs. The same one everywhere, whichever.
        let known = first.causality.authors.entry(replica).or_insert_with(|| author.clone());
        if known.as_str() < author.as_str() {
            *known = author;
        }
    }
    for (replica, tips) in second.causality.tips {
        let known = first.causality.tips.entry(replica).or_default();
        known.extend(tips);
        super::bound_tips(known);
    }
    let number = |library: &str| crate::format::numbers(library);
    if number(&first.version) < number(&second.version) {
        first.version = second.version;
    }
    first
}
