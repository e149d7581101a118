//! Two devices under one name: a profile that was copied, or brought back from a backup.

use super::foreign::all_marks;
use super::records::Listed;
use super::{Clock, Dot, Replica};
use crate::model::{Category, Item, Library, Prompt};

/// Continues a library under a new name, because `theirs` shows that another device writes under the old one, too.
///
/// An edit's number tells it from the other device's, so what was written stays as it is. But if the other device has
/// written much since, `theirs` has only a number up to which it knows all that was written under that name. What is
/// below it and nobody is known to have `seen` gets the new name, under which it is news.
pub fn renew(library: &mut Library, theirs: &Library, seen: &Clock, old: Replica, new: Replica) {
    let unknown = library.causality.clock.taken_for_seen(&theirs.causality.clock, old);
    let unknown: Vec<Dot> = unknown.filter(|dot| !seen.has(*dot)).collect();
    for dot in unknown {
        let renamed = Dot { replica: new, ..dot };
        for (_, marks) in all_marks(library) {
            marks.rename(dot, renamed);
        }
        stones::<Prompt>(library, dot, renamed);
        stones::<Category>(library, dot, renamed);
        stones::<Item>(library, dot, renamed);
        for version in library.causality.history.values_mut().flatten() {
            version.dot = if version.dot == dot { renamed } else { version.dot };
            if let Some(base) = &mut version.base {
                base.rename(dot, renamed);
            }
        }
        library.causality.clock.rename(dot, renamed);
        let author = library.causality.authors.get(&old).cloned();
        library.causality.authors.extend(author.map(|author| (new, author)));
    }
}

/// What was deleted comes back as it was, so its edits need their new names, too.
fn stones<R: Listed>(library: &mut Library, old: Dot, new: Dot) {
    for stone in R::stock(library).dead.values_mut() {
        stone.record.marks_mut().rename(old, new);
    }
}
