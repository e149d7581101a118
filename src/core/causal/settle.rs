//! What has to be true of a library as a whole, whatever its parts were joined from.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::mem::take;

use serde_json::Value;

use super::fields::{renamed, write};
use super::record::{Deletion, Record, Sibling};
use super::records::{Listed, Stock, head_of, members_of, set_head, set_members};
use super::{Absent, Dot, Marks, trash};
use crate::model::{Category, CategoryId, Item, Library, Prompt};
use crate::order::sorted;
use crate::rule::{Rule, kept};

/// The field of a prompt that says in which category it is.
const CATEGORY: &str = "categoryId";

/// Restores what has to be true of a library as a whole.
pub(super) fn settle(library: &mut Library) {
    bury::<Prompt>(library, &|_| false);
    bury::<Item>(library, &|_| false);
    let filed = filed(library);
    bury::<Category>(library, &|category| filed.contains(&category.id) && kept(Rule::Categories));
    revive_categories(library);
    for category in &library.categories {
        library.causality.absent.categories.remove(category.id.as_str());
    }
    trash::empty(library);
    in_order(library.prompts.as_mut());
    in_order(&mut library.categories);
    in_order(&mut library.items);
    // The sort keeps the order within a kind.
    library.items.sort_by_key(Item::kind);
    let mut members = members_of(library);
    in_order(&mut members);
    set_members(library, members);
    let mut head = head_of(library);
    head.sort();
    set_head(library, head);
    miss_absent(library);
}

/// Takes note of the edits of which something is not there. That one added several records and some are still there is no
/// reason to ask about all of them: whoever has the others knows of it.
pub(crate) fn miss_absent(library: &mut Library) {
    let Absent { members, categories, items, prompts } = &library.causality.absent;
    let absent = || [members, categories, items, prompts].into_iter().flat_map(BTreeMap::values);
    let mut missing: BTreeSet<Dot> = absent().flat_map(Marks::written).collect();
    if missing.is_empty() {
        return;
    }
    let prompts = library.prompts.iter().map(|prompt| &prompt.marks);
    let categories = library.categories.iter().map(|category| &category.marks);
    let items = library.items.iter().map(|item| &item.marks);
    let there = prompts.chain(categories).chain(items).chain(library.causality.members.values());
    for dot in there.flat_map(Marks::written) {
        missing.remove(&dot);
    }
    missing.extend(absent().flat_map(Marks::changed));
    for dot in missing {
        library.causality.clock.miss(dot);
    }
}

/// Puts the records of a kind into the trash that are deleted, and nobody `needs`; and takes out of it what is there again.
fn bury<R: Listed>(library: &mut Library, needs: &dyn Fn(&R) -> bool) {
    let Stock { records, dead, .. } = R::stock(library);
    for record in records.iter_mut() {
        let stone = dead.remove(record.id().as_ref()).map(|stone| Box::new(Deletion::of(&stone)));
        // Writing to it would take a copy of its own.
        if stone.is_none() && record.marks().deletion.is_none() {
            continue;
        }
        for deletion in [record.marks_mut().deletion.take(), stone].into_iter().flatten() {
            record.note(*deletion);
        }
    }
    if !records.iter().any(|record| record.marks().deletion.is_some()) {
        return;
    }
    let (gone, stay) = take(records).into_iter().partition(|record| record.is_deleted() && !needs(record));
    *records = stay;
    let gone: Vec<R> = gone;
    for record in gone {
        let id = record.id().into_owned();
        dead.extend(Deletion::stone(record).map(|stone| (id, stone)));
    }
}

/// Returns the categories that prompts are in; none where no category was deleted, as nobody needs to know then.
fn filed(library: &Library) -> HashSet<CategoryId> {
    let Library { categories, causality, prompts, .. } = library;
    let deleted = categories.iter().any(|category| category.marks.deletion.is_some());
    if !deleted && causality.dead.categories.is_empty() {
        return HashSet::new();
    }
    prompts.iter().filter_map(|prompt| prompt.draft.category.clone()).collect()
}

/// Brings back the categories that someone filed a prompt into while another one deleted them.
fn revive_categories(library: &mut Library) {
    while let Some(id) = missing_category(library) {
        let stone = library.causality.dead.categories.remove(id.as_str());
        if let Some(stone) = stone.filter(|_| kept(Rule::Categories)) {
            library.categories.push(Deletion::in_record(stone));
        } else {
            // Nobody knows it any more; a file with a category that isn't there could not be opened.
            forget_category(library, &id);
        }
    }
}

/// Finds a category that a prompt is in, and the library has not.
fn missing_category(library: &Library) -> Option<CategoryId> {
    let there: BTreeSet<&str> = library.categories.iter().map(|category| category.id.as_str()).collect();
    let filed = library.prompts.iter().filter_map(|prompt| prompt.draft.category.as_ref());
    filed.filter(|id| !there.contains(id.as_str())).min().cloned()
}

/// Takes prompts out of a category that nobody knows. Where no other value is left, that is an edit whose name depends on what
/// it replaces, so that it is the same for everyone.
fn forget_category(library: &mut Library, id: &CategoryId) {
    let Library { prompts, causality, .. } = library;
    for prompt in prompts.iter_mut().filter(|prompt| prompt.draft.category.as_ref() == Some(id)) {
        let entries = prompt.entries(CATEGORY);
        let mut left: Vec<Sibling> = entries.iter().filter(|one| one.value != id.as_str()).cloned().collect();
        if left.is_empty() {
            let none = entries.last().map(|last| renamed(&Sibling { dot: last.dot, value: Value::Null }));
            if let Some(none) = none {
                causality.clock.see(none.dot);
                left.push(none);
            }
        }
        write(prompt, CATEGORY, &left, &[]);
    }
}

/// Brings a list into the order of its ranks; the id decides where two put something in the same place.
fn in_order<R: Record>(list: &mut Vec<R>) {
    list.iter_mut().for_each(R::sort);
    if !kept(Rule::RankTies) {
        list.sort_by(|a, b| a.marks().rank.cmp(&b.marks().rank));
        return;
    }
    let key = |record: &R| (record.marks().rank.clone(), record.id().into_owned());
    if !list.is_sorted_by(|a, b| (&a.marks().rank, a.id()) <= (&b.marks().rank, b.id())) {
        *list = sorted(take(list), |record| {
            let (rank, id) = key(record);
            // Ranks are digits and letters, so a space ends them before any other rank goes on.
            (0, format!("{rank} {id}"))
        });
    }
}
