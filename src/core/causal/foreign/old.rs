//! Telling old files from wishes: what was deleted since, and what an edit by hand replaced.

use std::collections::BTreeMap;

use crate::causal::lists::strangers;
use crate::causal::record::{Deletion, RANK, Record, Sibling};
use crate::causal::{Base, Causality, Clock, Dot, Tombstone, history};
use crate::model::Library;
use crate::rule::{Rule, kept};

/// Marks as deleted what is only in a file because it is old, as someone can tell who knows what was deleted.
///
/// A file that is changed by hand twice says only that it differs from its last header, not what was new the second
/// time. But what stands there by hand as it was when it was deleted is nobody's wish to have it back. What a device
/// wrote is: someone took it out of the trash.
pub(crate) fn recognise(file: &mut Library, known: &Library) {
    if !kept(Rule::Trash) {
        return;
    }
    let dead = &known.causality.dead;
    let clock = &known.causality.clock;
    for category in &mut file.categories {
        bury(category, &dead.categories, clock, &|_| Vec::new());
    }
    for item in &mut file.items {
        bury(item, &dead.items, clock, &|_| Vec::new());
    }
    for prompt in file.prompts.iter_mut() {
        let versions = known.causality.history.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
        bury(prompt, &dead.prompts, clock, &|was| {
            versions.iter().filter_map(|version| Some(was.with(version.draft.clone()?))).collect()
        });
    }
    note_replaced(file, known);
}

/// Marks a record as deleted that is in the trash just so, or older. `past` returns what it was before, as far as that is
/// known: what stands so in a plain file is not someone's edit, but a file of then.
fn bury<R: Record>(
    record: &mut R,
    dead: &BTreeMap<String, Tombstone<R>>,
    clock: &Clock,
    past: &dyn Fn(&R) -> Vec<R>,
) {
    let Some(stone) = dead.get(record.id().as_ref()) else { return };
    let was = &stone.record;
    if strangers(was, record) {
        // Someone went on writing what was deleted: that is another one under the same id.
        return;
    }
    let past = past(was);
    let old = |name: &str, entry: &Sibling| {
        entry.dot.replica.is_of_file()
            && (was.entries(name).iter().any(|old| old.value == entry.value)
                || past.iter().any(|past| past.get(name) == entry.value))
    };
    let known = |name: &String, entry: &Sibling| name == RANK || clock.has(entry.dot) || old(name, entry);
    if record.names().iter().all(|name| record.entries(name).iter().all(|entry| known(name, entry))) {
        let edits = record.edits();
        record.note(Deletion { edits, ..Deletion::of(stone) });
    }
}

/// Keeps what an edit by hand in a file of ours replaced, as far as this device knows it: the file says only which
/// version it was.
fn note_replaced(file: &mut Library, known: &Library) {
    let Causality { clock, history: noted, .. } = &known.causality;
    for prompt in &file.prompts {
        let Some(versions) = file.causality.history.get_mut(prompt.id.as_str()) else { continue };
        // What is no news here was noted when it was.
        let by_hand =
            versions.iter().filter(|version| version.dot.replica.is_of_file() && !clock.has(version.dot));
        let bases: Vec<Dot> =
            by_hand.filter_map(|version| version.base.as_ref()).flat_map(Base::dots).collect();
        let Some(known) = known.prompt(&prompt.id).filter(|_| !bases.is_empty()) else { continue };
        // What was noted when it was replaced is as it was then; what is there now may have another title since.
        let noted = noted.get(prompt.id.as_str()).into_iter().flatten();
        versions.extend(noted.filter(|version| bases.contains(&version.dot)).cloned());
        if history::held(known).iter().any(|(dot, _)| bases.contains(dot)) {
            history::keep(versions, known);
        }
        history::bound(versions);
    }
}
