use std::collections::{BTreeMap, HashMap};

use super::record::{RANK, Record, Sibling};
use super::records::{head_of, members_of, set_head, set_members};
use super::{Dot, Replica, Tombstone, Version, first_of, settle};
use crate::model::Library;

/// Returns the number from which on another device has written under this device's replica: `theirs` has an edit of
/// it that `ours` doesn't know, or knows as another one. `None`: no one has.
pub fn fork(ours: &Library, theirs: &Library, replica: Replica) -> Option<u64> {
    let none = Vec::new();
    let tips = |library: &Library| library.causality.tips.get(&replica).unwrap_or(&none).clone();
    let (mine, theirs) = (tips(ours), tips(theirs));
    let from = first_of(&mine).max(first_of(&theirs));
    let news = theirs.iter().find(|tip| tip.0 >= from && !mine.contains(tip))?.0;
    // Older tips are forgotten: where theirs begin after all of ours, the fork may be anywhere among ours.
    let unknown = mine.last().is_some_and(|(last, _)| *last < first_of(&theirs));
    // Who wrote that has not seen what only this device wrote before it, either.
    let ours = mine.iter().find(|tip| tip.0 >= from && !theirs.contains(tip)).map_or(news, |tip| tip.0);
    Some(if unknown { first_of(&mine) } else { news.min(ours) })
}

/// Continues a library under a new replica, because another device writes under the old one, too: a profile that was
/// copied, or brought back from a backup.
///
/// What was written under `old` from the number `fork` on and `theirs` doesn't hold counts as written under `new`, whatever `theirs` claims to
/// have seen: it can't be known which of the two devices it saw. What it has of `old` is news here.
pub fn renew(library: &mut Library, theirs: &Library, fork: u64, old: Replica, new: Replica, nonce: u32) {
    let of_fork = |dot: Dot| dot.replica == old && dot.number >= fork;
    let mut last = None;
    let mut moved = |dot: &mut Dot| {
        dot.replica = new;
        last = last.max(Some(dot.number));
    };

    let mut head = head_of(library);
    again(&mut head, Some(&head_of(theirs)), &of_fork, &mut moved);
    let (mut members, their_members) = (members_of(library), members_of(theirs));
    all(&mut members, &their_members, &of_fork, &mut moved);
    all(&mut library.categories, &theirs.categories, &of_fork, &mut moved);
    all(&mut library.items, &theirs.items, &of_fork, &mut moved);
    all(&mut library.prompts, &theirs.prompts, &of_fork, &mut moved);
    set_members(library, members);
    set_head(library, head);
    let dead = &mut library.causality.dead;
    stones(&mut dead.categories, &theirs.causality.dead.categories, &theirs.categories, &of_fork, &mut moved);
    stones(&mut dead.prompts, &theirs.causality.dead.prompts, &theirs.prompts, &of_fork, &mut moved);
    let absent = &mut library.causality.absent;
    for marks in [&mut absent.prompts, &mut absent.categories, &mut absent.members] {
        // What a file only named is news again once someone holds it.
        marks.retain(|_, marks| !marks.dots().any(&of_fork));
    }
    for (id, versions) in &mut library.causality.history {
        let known = theirs.causality.history.get(id).map_or(&[][..], Vec::as_slice);
        again_versions(versions, known, &of_fork, new);
    }
    library.causality.clock.lower(old, fork.saturating_sub(1));
    let known = theirs.causality.tips.get(&old).map_or(&[][..], Vec::as_slice);
    let tips = library.causality.tips.remove(&old).unwrap_or_default();
    let (kept, of_fork): (Vec<_>, Vec<_>) = tips.into_iter().partition(|(number, _)| *number < fork);
    if !kept.is_empty() {
        library.causality.tips.insert(old, kept);
    }
    // By its nonce an edit is known again wherever it still goes by its old name.
    let moved: Vec<(u64, u32)> = of_fork.into_iter().filter(|tip| !known.contains(tip)).collect();
    for (number, nonce) in &moved {
        library.causality.see(Dot { number: *number, replica: new }, *nonce);
    }
    let moved = moved.last().map(|(number, _)| *number);
    if let Some(number) = last.max(moved) {
        if moved < last {
            library.causality.see(Dot { number, replica: new }, nonce);
        }
        let author = library.causality.authors.get(&old).cloned();
        library.causality.authors.extend(author.map(|author| (new, author)));
    }
    settle::settle(library);
}

fn all<R: Record>(
    ours: &mut [R],
    theirs: &[R],
    of_fork: &dyn Fn(Dot) -> bool,
    moved: &mut dyn FnMut(&mut Dot),
) {
    let known: HashMap<String, &R> = theirs.iter().map(|record| (record.id().into_owned(), record)).collect();
    for record in ours {
        let id = record.id().into_owned();
        again(record, known.get(&id).copied(), of_fork, moved);
    }
}

/// What was deleted comes back as it was, so its edits need their new names, too.
fn stones<R: Record>(
    ours: &mut BTreeMap<String, Tombstone<R>>,
    theirs: &BTreeMap<String, Tombstone<R>>,
    living: &[R],
    of_fork: &dyn Fn(Dot) -> bool,
    moved: &mut dyn FnMut(&mut Dot),
) {
    for (id, stone) in ours {
        let dead = theirs.get(id).map(|stone| &stone.record);
        let known = dead.or_else(|| living.iter().find(|record| *record.id() == **id));
        again(&mut stone.record, known, of_fork, moved);
    }
}

fn again<R: Record>(
    ours: &mut R,
    theirs: Option<&R>,
    of_fork: &dyn Fn(Dot) -> bool,
    moved: &mut dyn FnMut(&mut Dot),
) {
    for name in ours.names() {
        let held = theirs.map(|theirs| theirs.entries(&name)).unwrap_or_default();
        let mut entries = ours.entries(&name);
        let news = |entry: &Sibling| of_fork(entry.dot) && !held.contains(entry);
        if !entries.iter().any(news) {
            continue;
        }
        for entry in entries.iter_mut().filter(|entry| news(entry)) {
            moved(&mut entry.dot);
        }
        entries.sort_by_key(|entry| entry.dot);
        ours.mark(&name, &entries);
    }
    let born = ours.marks().born;
    let same = theirs
        .is_some_and(|theirs| theirs.marks().born == born && theirs.entries(RANK) == ours.entries(RANK));
    if of_fork(born) && !same {
        moved(&mut ours.marks_mut().born);
    }
}

/// Gives versions that `known` has otherwise, or not, the new name.
fn again_versions(versions: &mut [Version], known: &[Version], of_fork: &dyn Fn(Dot) -> bool, new: Replica) {
    let same = |version: &Version| {
        known.iter().any(|known| {
            let drafts = known.draft.is_none() || version.draft.is_none() || known.draft == version.draft;
            known.dot == version.dot && known.base == version.base && known.at == version.at && drafts
        })
    };
    let news: Vec<Dot> =
        versions.iter().filter(|one| of_fork(one.dot) && !same(one)).map(|one| one.dot).collect();
    for version in versions {
        for dot in [Some(&mut version.dot), version.base.as_mut()].into_iter().flatten() {
            if news.contains(dot) {
                dot.replica = new;
            }
        }
    }
}
