//! Telling old files from wishes: what was deleted since, and what an edit by hand replaced.

use std::collections::{BTreeMap, HashMap};

use crate::causal::lists::strangers;
use crate::causal::record::{RANK, Record, Sibling};
use crate::causal::{Clock, Dot, Tombstone, history};
use crate::model::{Library, Prompt};
use crate::rule::{Rule, kept};

/// Takes out of a file what is only there because it is old, as someone can tell who knows what was deleted.
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
    file.categories.retain(|one| !is_dead(one, &dead.categories, &[], clock));
    file.items.retain(|item| !is_dead(item, &dead.items, &[], clock));
    file.prompts.retain(|prompt| {
        let versions = known.causality.history.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
        let past = |was: &Prompt| {
            versions.iter().filter_map(|version| Some(was.with(version.draft.clone()?))).collect()
        };
        let past: Vec<Prompt> =
            dead.prompts.get(prompt.id.as_str()).map(|stone| past(&stone.record)).unwrap_or_default();
        !is_dead(prompt, &dead.prompts, &past, clock)
    });
    note_replaced(file, known);
}

/// Tells whether a record is in the trash just so, or older. `past` has what it was before, as far as it is known:
/// what stands so in a plain file is not someone's edit, but a file of then.
fn is_dead<R: Record>(record: &R, dead: &BTreeMap<String, Tombstone<R>>, past: &[R], clock: &Clock) -> bool {
    let Some(was) = dead.get(record.id().as_ref()).map(|stone| &stone.record) else { return false };
    if strangers(was, record) {
        // Someone went on writing what was deleted: that is another one under the same id.
        return false;
    }
    let old = |name: &str, entry: &Sibling| {
        entry.dot.replica.is_of_file()
            && (was.entries(name).iter().any(|old| old.value == entry.value)
                || past.iter().any(|past| past.get(name) == entry.value))
    };
    let known = |name: &String, entry: &Sibling| name == RANK || clock.has(entry.dot) || old(name, entry);
    record.names().iter().all(|name| record.entries(name).iter().all(|entry| known(name, entry)))
}

/// Keeps what an edit by hand in a file of ours replaced, as far as this device knows it: the file says only which
/// version it was.
fn note_replaced(file: &mut Library, known: &Library) {
    let clock = &known.causality.clock;
    let known: HashMap<&str, &Prompt> =
        known.prompts.iter().map(|prompt| (prompt.id.as_str(), prompt)).collect();
    for prompt in &file.prompts {
        let Some(versions) = file.causality.history.get_mut(prompt.id.as_str()) else { continue };
        // What is no news here was noted when it was.
        let by_hand =
            versions.iter().filter(|version| version.dot.replica.is_of_file() && !clock.has(version.dot));
        let bases: Vec<Dot> = by_hand.filter_map(|version| version.base).collect();
        let Some(known) = known.get(prompt.id.as_str()).filter(|_| !bases.is_empty()) else { continue };
        if history::held(known).iter().any(|(dot, _)| bases.contains(dot)) {
            history::keep(versions, known);
            history::bound(versions);
        }
    }
}
