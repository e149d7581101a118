use super::record::{Record, Sibling};
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
    let tips = |library: &Library| library.causality.tips.get(&replica).unwrap_or(&none).clone();
    let known = tips(ours);
    let first = known.first().map_or(0, |(number, _)| *number);
    tips(theirs).iter().any(|tip| tip.0 >= first && !known.contains(tip))
}

/// Continues a library under a new replica, because another device writes under the old one, too: a profile that was
/// copied, or brought back from a backup.
///
/// What was written under `old` and `theirs` doesn't hold is said anew under `new`, whatever `theirs` claims to have
/// seen: it can't be known which of the two devices it saw. What it has of `old` is news here.
pub fn renew(library: &mut Library, theirs: &Library, old: Replica, new: Replica, nonce: u32) {
    let dot = Dot { number: library.causality.clock.next().max(theirs.causality.clock.next()), replica: new };
    let mut said = false;

    let mut head = head_of(library);
    said |= again(&mut head, Some(&head_of(theirs)), old, dot, &[]);
    let (mut members, their_members) = (members_of(library), members_of(theirs));
    said |= all(&mut members, &their_members, old, dot, |_| &[]);
    said |= all(&mut library.categories, &theirs.categories, old, dot, |_| &[]);
    let versions = |id: &str| theirs.causality.history.get(id).map_or(&[][..], Vec::as_slice);
    said |= all(&mut library.prompts, &theirs.prompts, old, dot, versions);
    set_members(library, members);
    set_head(library, head);
    library.causality.clock.forget(old);
    if said {
        library.causality.see(dot, nonce);
    }
    join::settle(library);
}

fn all<'h, R: Record>(
    ours: &mut [R],
    theirs: &[R],
    old: Replica,
    dot: Dot,
    history: impl Fn(&str) -> &'h [Version],
) -> bool {
    let known: std::collections::HashMap<String, &R> =
        theirs.iter().map(|record| (record.id().into_owned(), record)).collect();
    let mut said = false;
    for record in ours {
        let id = record.id().into_owned();
        said |= again(record, known.get(&id).copied(), old, dot, history(&id));
    }
    said
}

fn again<R: Record>(
    ours: &mut R,
    theirs: Option<&R>,
    old: Replica,
    dot: Dot,
    history: &[Version],
) -> bool {
    let mut said = false;
    for name in ours.names() {
        let held = theirs.map(|theirs| theirs.entries(&name)).unwrap_or_default();
        let mut entries = ours.entries(&name);
        let mut changed = false;
        for entry in &mut entries {
            let known = held.contains(entry) || history.iter().any(|version| version.dot == entry.dot);
            if entry.dot.replica == old && !known {
                entry.dot = dot;
                changed = true;
            }
        }
        if changed {
            entries.sort_by_key(|entry: &Sibling| entry.dot);
            ours.mark(&name, &entries);
            said = true;
        }
    }
    let born = ours.marks().born;
    if theirs.is_none() && born.replica == old {
        // Fields that it was born with are all said anew above.
        ours.marks_mut().born = dot;
    }
    said
}
