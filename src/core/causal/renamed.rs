//! Edits that one side knows under the name that their device has taken since.
//!
//! A device takes a new name where another one writes under its old one ([`super::renew`]), and what it had written
//! goes by the new name from then on. But files of before are still about, such as a copy that a service set aside.
//! An edit's number and nonce stay the same, so it is told by them, and gets its new name there, too: else what was
//! deleted under the new name would be news under the old one.

use super::fields::write;
use super::record::Record;
use super::records::{Listed, Stock, head_of, members_of, set_head, set_members};
use super::{Causality, Dot, Replica, Version, first_of, history};
use crate::model::{Category, Item, Library, Prompt};
use crate::rule::{Rule, kept};

/// An edit's old name and its new one.
type Names = Vec<(Dot, Dot)>;

/// Gives the edits of each side the names by which the other one knows them.
pub(super) fn follow(ours: &mut Library, theirs: &mut Library) {
    take_names(ours, &theirs.causality);
    take_names(theirs, &ours.causality);
}

fn take_names(library: &mut Library, known: &Causality) {
    let names = names(&library.causality, known);
    if !names.is_empty() && kept(Rule::Renamed) {
        rename(library, &names);
    }
}

/// Returns the edits of `old` that `new` knows under another name.
fn names(old: &Causality, new: &Causality) -> Names {
    let mut names = Names::new();
    for (replica, tips) in &old.tips {
        // Who took a new name has met another device under the old one.
        let Some(others) = new.tips.get(replica) else { continue };
        let first = first_of(tips).max(first_of(others));
        let lacks = |tips: &[(u64, u32)], tip: &(u64, u32)| tip.0 >= first && !tips.contains(tip);
        if !others.iter().any(|tip| lacks(tips, tip)) {
            continue;
        }
        for tip in tips.iter().filter(|tip| lacks(others, tip)) {
            let is_one = tips.iter().filter(|other| other.0 == tip.0).count() == 1;
            let knows = |(other, of): &(&Replica, &Vec<(u64, u32)>)| {
                *other != replica
                    && of.contains(tip)
                    && old.tips.get(*other).is_none_or(|of| !of.contains(tip))
            };
            if let Some((name, _)) = new.tips.iter().find(knows).filter(|_| is_one) {
                let named = |replica| Dot { number: tip.0, replica };
                names.push((named(*replica), named(*name)));
            }
        }
    }
    names
}

fn rename(library: &mut Library, names: &Names) {
    for versions in library.causality.history.values_mut() {
        for version in versions.iter_mut() {
            for dot in [Some(&mut version.dot), version.base.as_mut()].into_iter().flatten() {
                *dot = new_name(*dot, names);
            }
        }
        history::bound(versions);
    }
    let mut head = head_of(library);
    one(&mut head, names, &[]);
    set_head(library, head);
    let mut members = members_of(library);
    members.iter_mut().for_each(|member| one(member, names, &[]));
    set_members(library, members);
    kind::<Category>(library, names);
    kind::<Item>(library, names);
    kind::<Prompt>(library, names);
    let causality = &mut library.causality;
    for marks in causality.absent.members.values_mut() {
        names.iter().for_each(|(old, new)| marks.rename(*old, *new));
    }
    for (old, new) in names {
        let is_missing = !causality.clock.has(*old);
        let tips = causality.tips.entry(old.replica).or_default();
        if let Some(at) = tips.iter().position(|tip| tip.0 == old.number) {
            let (_, nonce) = tips.remove(at);
            causality.see(*new, nonce);
        }
        if is_missing {
            causality.clock.miss(*new);
        }
        if let Some(author) = causality.authors.get(&old.replica).cloned() {
            causality.authors.entry(new.replica).or_insert(author);
        }
    }
    // The first come last: what was seen under the old name is what came before them all, unless others are left.
    for (old, _) in names.iter().rev() {
        let last = causality.tips.get(&old.replica).and_then(|tips| tips.last()).map_or(0, |tip| tip.0);
        if last < old.number {
            causality.clock.lower(old.replica, old.number - 1);
        }
    }
    causality.tips.retain(|_, tips| !tips.is_empty());
}

fn kind<R: Listed>(library: &mut Library, names: &Names) {
    let history = std::mem::take(&mut library.causality.history);
    let Stock { records, absent, dead } = R::stock(library);
    for record in records.iter_mut().chain(dead.values_mut().map(|stone| &mut stone.record)) {
        let versions = history.get(record.id().as_ref()).map_or(&[][..], Vec::as_slice);
        one(record, names, versions);
    }
    for marks in absent.values_mut() {
        names.iter().for_each(|(old, new)| marks.rename(*old, *new));
    }
    library.causality.history = history;
}

/// Renames the edits of a record, which may then be in another order.
fn one<R: Record>(record: &mut R, names: &Names, history: &[Version]) {
    if record.marks().dots().all(|dot| new_name(dot, names) == dot) {
        return;
    }
    names.iter().for_each(|(old, new)| record.marks_mut().rename(*old, *new));
    for (name, entries) in record.marks().siblings.clone() {
        write(record, &name, &entries, history);
    }
}

fn new_name(dot: Dot, names: &Names) -> Dot {
    names.iter().find(|(old, _)| *old == dot).map_or(dot, |(_, new)| *new)
}
