//! One piece of news of two about the same thing.

use prompt_commons::changes::{Deed, What};

use crate::Unread;

/// Makes one piece of news of two that follow each other; `None` if they come to nothing.
pub(crate) fn follow(old: Unread, mut new: Unread) -> Option<Unread> {
    if old.after != new.before {
        // Whoever edited it in between has seen it.
        return Some(new);
    }
    // One command takes back a move, or what was written: not both.
    let [was_moved, is_moved] = [&old, &new].map(|one| one.change.what.is_moved());
    let was_new = old.before.is_none() && old.after.is_some();
    new.back = old.back.filter(|_| was_moved && is_moved);
    new.whole &= was_moved == is_moved || (was_new && is_moved);
    match (&old.change.what, &mut new.change.what) {
        (What::Prompt { deed: was, .. }, What::Prompt { deed, .. })
        | (What::Category { deed: was, .. }, What::Category { deed, .. })
        | (What::Item { deed: was, .. }, What::Item { deed, .. }) => {
            *deed = both(*was, *deed)?;
            if matches!(deed, Deed::Added | Deed::Restored) {
                // Who made it is who is named, whatever others wrote in it since.
                new.change.by.clone_from(&old.change.by);
            }
        }
        (What::Member { before: was, .. }, What::Member { before, .. }) => *before = *was,
        (What::Owner { before: was, .. }, What::Owner { before, .. }) => before.clone_from(was),
        (What::Name { before: was, .. }, What::Name { before, .. }) => before.clone_from(was),
        _ => {}
    }
    let is_gone = new.after.is_none() && old.before != new.before;
    new.whole &= old.whole && !is_gone;
    new.before = old.before;
    (new.before != new.after || new.change.what.is_moved()).then_some(new)
}

/// Returns what two deeds come to; `None`: nothing.
fn both(was: Deed, is: Deed) -> Option<Deed> {
    match (was, is) {
        (Deed::Added | Deed::Restored, Deed::Deleted) => None,
        (Deed::Added | Deed::Restored, _) => Some(was),
        (Deed::Deleted, Deed::Added | Deed::Restored) | (Deed::Edited, Deed::Moved) => Some(Deed::Edited),
        _ => Some(is),
    }
}
