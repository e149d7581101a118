use std::collections::HashMap;

use super::record::{RANK, Record, Sibling};
use super::records::{head_of, members_of, set_head, set_members};
use super::{Dot, Replica, Version, join};
use crate::model::Library;

/// Tells whether another device writes under this device's replica: `theirs` has an edit of it that `ours` doesn't
/// know, or knows as another one.
pub fn is_shared(ours: &Library, theirs: &Library, replica: Replica) -> bool {
    let (mine, seen) = (ours.causality.clock.of(replica), theirs.causality.clock.of(replica));
    if seen > mine {
        return true;
    }
    let none = Vec::new();
    let known = ours.causality.tips.get(&replica).unwrap_or(&none);
    let first = known.first().map_or(0, |(number, _)| *number);
    let theirs = theirs.causality.tips.get(&replica).unwrap_or(&none);
    theirs.iter().any(|tip| tip.0 >= first && !known.contains(tip))
}

/// Continues a library under a new replica, because another device writes under the old one, too: a profile that was
/// copied, or brought back from a backup.
///
/// What was written under `old` and `theirs` doesn't hold counts as written under `new`, whatever `theirs` claims to
/// have seen: it can't be known which of the two devices it saw. What it has of `old` is news here.
pub fn renew(library: &mut Library, theirs: &Library, old: Replica, new: Replica, nonce: u32) {
    let mut last = None;
    let mut moved = |dot: &mut Dot| {
        dot.replica = new;
        last = last.max(Some(dot.number));
    };

    let mut head = head_of(library);
    again(&mut head, Some(&head_of(theirs)), old, &mut moved);
    let (mut members, their_members) = (members_of(library), members_of(theirs));
    all(&mut members, &their_members, old, &mut moved);
    all(&mut library.categories, &theirs.categories, old, &mut moved);
    all(&mut library.prompts, &theirs.prompts, old, &mut moved);
    set_members(library, members);
    set_head(library, head);
    for (id, versions) in &mut library.causality.history {
        let known = theirs.causality.history.get(id).map_or(&[][..], Vec::as_slice);
        again_versions(versions, known, old, new);
    }
    library.causality.clock.forget(old);
    library.causality.tips.remove(&old);
    if let Some(number) = last {
        library.causality.see(Dot { number, replica: new }, nonce);
        let author = library.causality.authors.get(&old).cloned();
        library.causality.authors.extend(author.map(|author| (new, author)));
    }
    join::settle(library);
}

fn all<R: Record>(ours: &mut [R], theirs: &[R], old: Replica, moved: &mut dyn FnMut(&mut Dot)) {
    let known: HashMap<String, &R> = theirs.iter().map(|record| (record.id().into_owned(), record)).collect();
    for record in ours {
        let id = record.id().into_owned();
        again(record, known.get(&id).copied(), old, moved);
    }
}

fn again<R: Record>(ours: &mut R, theirs: Option<&R>, old: Replica, moved: &mut dyn FnMut(&mut Dot)) {
    for name in ours.names() {
        let held = theirs.map(|theirs| theirs.entries(&name)).unwrap_or_default();
        let mut entries = ours.entries(&name);
        let news = |entry: &Sibling| entry.dot.replica == old && !held.contains(entry);
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
    let same = theirs.is_some_and(|theirs| theirs.marks().born == born && theirs.entries(RANK) == ours.entries(RANK));
    if born.replica == old && !same {
        moved(&mut ours.marks_mut().born);
    }
}

/// Gives versions that `known` has otherwise, or not, the new name.
fn again_versions(versions: &mut [Version], known: &[Version], old: Replica, new: Replica) {
    let same = |version: &Version| {
        known.iter().any(|known| {
            let drafts = known.draft.is_none() || version.draft.is_none() || known.draft == version.draft;
            known.dot == version.dot && known.base == version.base && known.at == version.at && drafts
        })
    };
    let news: Vec<Dot> =
        versions.iter().filter(|one| one.dot.replica == old && !same(one)).map(|one| one.dot).collect();
    for version in versions {
        for dot in [Some(&mut version.dot), version.base.as_mut()].into_iter().flatten() {
            if news.contains(dot) {
                dot.replica = new;
            }
        }
    }
}
