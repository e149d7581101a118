//! Joining two states of a library.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::mem::take;

use super::fields::both;
use super::lists::{Side, lists};
use super::record::{RANK, Record};
use super::records::{head_of, members_of, set_head, set_members};
use super::settle::settle;
use super::{Clock, Dot, history};
use crate::model::{Category, Item, Library, Prompt};

/// What each of two sides has seen, by which a join tells news from what was replaced.
pub(super) struct Clocks {
    pub(super) ours: Clock,
    pub(super) theirs: Clock,
    /// Edits that got a name of their own in this join.
    pub(super) named: RefCell<Vec<Dot>>,
}

/// Brings two states of one library together. The result is the same whichever is named first, and holds every
/// value that either has and the other one didn't replace.
pub fn join(ours: Library, theirs: Library) -> Library {
    let (mut ours, mut theirs) = (ours, theirs);
    if ours == theirs {
        return ours;
    }
    let clocks = Clocks {
        ours: ours.causality.clock.clone(),
        theirs: theirs.causality.clock.clone(),
        named: RefCell::default(),
    };
    let histories = (take(&mut ours.causality.history), take(&mut theirs.causality.history));
    let history = history::join(histories.0, histories.1);
    let none = BTreeMap::new();

    let head = both(head_of(&ours), head_of(&theirs), &clocks, &[]);
    let members = lists(Side::members(&mut ours), Side::members(&mut theirs), &clocks, &none);
    let categories = lists(Side::<Category>::take(&mut ours), Side::take(&mut theirs), &clocks, &none);
    let items = lists(Side::<Item>::take(&mut ours), Side::take(&mut theirs), &clocks, &none);
    let prompts = lists(Side::<Prompt>::take(&mut ours), Side::take(&mut theirs), &clocks, &history);

    let mut joined = summary(ours, theirs);
    set_head(&mut joined, head);
    set_members(&mut joined, members.records);
    joined.causality.absent.members = members.absent;
    categories.put(&mut joined);
    items.put(&mut joined);
    prompts.put(&mut joined);
    joined.causality.history = history;
    clocks.named.into_inner().into_iter().for_each(|dot| joined.causality.clock.see(dot));
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

/// Takes the words about the file as a whole of the side that has seen the last edit.
fn summary(ours: Library, theirs: Library) -> Library {
    let words = |library: &Library| {
        let (at, by) = (library.last_modified.clone(), library.last_modified_by.clone());
        (library.causality.clock.last(), at.map(String::from), by.map(String::from))
    };
    let (mut first, second) = if words(&ours) >= words(&theirs) { (ours, theirs) } else { (theirs, ours) };
    first.causality.clock.join(&second.causality.clock);
    for (replica, author) in second.causality.authors {
        // One device, two addresses: someone changed theirs. The same one everywhere, whichever.
        let known = first.causality.authors.entry(replica).or_insert_with(|| author.clone());
        if known.as_str() < author.as_str() {
            *known = author;
        }
    }
    first.causality.days.join(second.causality.days);
    let number = |library: &str| crate::format::numbers(library);
    if number(&first.version) < number(&second.version) {
        first.version = second.version;
    }
    first
}
