//! Joining one record: of each of its fields, the values that stay.

use std::hash::Hasher;

use fnv::FnvHasher;

use super::join::Clocks;
use super::record::{RANK, Record, Sibling};
use super::shown::shown;
use super::{Clock, Dot, Replica, Version};
use crate::order::sorted;
use crate::rule::{Rule, kept};

/// Joins two copies of one record, field by field.
pub(super) fn both<R: Record>(ours: R, theirs: R, clocks: &Clocks, history: &[Version]) -> R {
    let names = {
        let mut names = ours.names();
        let more: Vec<String> = theirs.names().into_iter().filter(|name| !names.contains(name)).collect();
        names.extend(more);
        sorted(names, |name| (0, name.clone()))
    };
    let born = if ours.marks().born == theirs.marks().born { None } else { Some(()) };
    // The last edit that stays, and who has it.
    let mut newest = (None, false, false);
    let fields: Vec<(String, Vec<Sibling>)> = names
        .into_iter()
        .map(|name| {
            let (a, b) = (ours.entries(&name), theirs.entries(&name));
            let has = |all: &[Sibling], dot: Option<Dot>| all.iter().any(|one| Some(one.dot) == dot);
            let entries = if name == RANK { last(&a, &b) } else { survivors(&a, &b, clocks) };
            let dot = entries.iter().map(|one| one.dot).max();
            if dot >= newest.0 {
                let before = if dot == newest.0 { newest } else { (dot, false, false) };
                newest = (dot, before.1 || has(&a, dot), before.2 || has(&b, dot));
            }
            (name, entries)
        })
        .collect();
    // What is only for display comes from whoever has that.
    let ahead = (newest.1, ours.display()) >= (newest.2, theirs.display());
    let (mut joined, other) = if ahead { (ours, theirs) } else { (theirs, ours) };
    if born.is_some() {
        let dot = joined.marks().born.max(other.marks().born);
        joined.marks_mut().born = dot;
    }
    for (name, entries) in fields {
        write(&mut joined, &name, &entries, history);
    }
    let deletions = [joined.marks_mut().deletion.take(), other.marks().deletion.clone()];
    for deletion in deletions.into_iter().flatten() {
        joined.note(*deletion);
    }
    joined
}

/// Gives a field the entries that survive, and shows what they show.
pub(super) fn write<R: Record>(record: &mut R, name: &str, entries: &[Sibling], history: &[Version]) {
    match entries {
        [] => {
            record.put(name, &serde_json::Value::Null);
        }
        [one] => {
            record.put(name, &one.value);
        }
        several => {
            let mut probe = record.clone();
            if let Some(shown) = shown(name, several, history, &mut |value| probe.put(name, value)) {
                record.put(name, &shown.value);
            }
        }
    }
    match entries {
        [.., last, top] if !kept(Rule::MergeIsShown) && last.dot != top.dot => {
            let value = record.get(name);
            record.mark(name, &[Sibling { dot: top.dot, value }]);
        }
        _ => record.mark(name, entries),
    }
}

/// Returns the last of several places: no one is asked which of them it is. Who replaced one had seen it, and an edit's
/// number is higher than all that its author had seen.
fn last(ours: &[Sibling], theirs: &[Sibling]) -> Vec<Sibling> {
    in_order([ours, theirs].concat()).pop().into_iter().collect()
}

/// Returns the values of a field that both sides have or one has news of.
fn survivors(ours: &[Sibling], theirs: &[Sibling], clocks: &Clocks) -> Vec<Sibling> {
    let stays = |one: &Sibling, others: &[Sibling], seen: &Clock| {
        !seen.has(one.dot) || others.iter().any(|other| other.dot == one.dot) || !kept(Rule::SeenIsReplaced)
    };
    let mut all: Vec<Sibling> =
        ours.iter().filter(|one| stays(one, theirs, &clocks.theirs)).cloned().collect();
    let news = theirs.iter().filter(|one| stays(one, ours, &clocks.ours) && !ours.contains(one));
    all.extend(news.cloned());
    if all.is_empty() && !ours.is_empty() && !theirs.is_empty() && kept(Rule::MutualReplacement) {
        // Each side says that it replaced what the other one has: then no one did. Under their own names they would be
        // gone as soon as this state meets either side again.
        all.extend(ours.iter().chain(theirs).map(renamed));
        clocks.named.borrow_mut().extend(all.iter().map(|one| one.dot));
    }
    if all.is_empty() {
        return all;
    }
    let mut all = in_order(all);
    if !kept(Rule::Siblings) {
        return all.pop().into_iter().collect();
    }
    // What a hand edit left as it was is no second value.
    let said = |one: &Sibling, all: &[Sibling]| {
        one.dot.replica.is_of_file()
            && all.iter().any(|other| {
                other.value == one.value && (other.dot > one.dot || !other.dot.replica.is_of_file())
            })
    };
    let kept: Vec<Sibling> = all.iter().filter(|one| !said(one, &all)).cloned().collect();
    kept
}

/// Returns a value as if someone had put it into a file by hand.
pub(super) fn renamed(one: &Sibling) -> Sibling {
    let mut hasher = FnvHasher::default();
    hasher.write(format!("{}\n{}", one.dot, one.value).as_bytes());
    // Every state has seen a number of 0.
    let dot = Dot { number: one.dot.number.max(1), replica: Replica::of_file(hasher.finish()) };
    Sibling { dot, value: one.value.clone() }
}

fn in_order(entries: Vec<Sibling>) -> Vec<Sibling> {
    let mut entries = entries;
    Sibling::sort(&mut entries);
    entries
}
