//! What has to be true of a library as a whole, whatever its parts were joined from.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::mem::take;

use super::record::{Deletion, Record};
use super::records::{Listed, Stock, head_of, members_of, set_head, set_members};
use super::{Absent, Dot, Marks, trash};
use crate::model::{Category, CategoryId, Item, Library, Prompt};
use crate::order::sorted;
use crate::rule::{Rule, kept};

/// Restores what has to be true of a library as a whole.
pub(super) fn settle(library: &mut Library) {
    bury::<Prompt>(library, &|_| false);
    bury::<Item>(library, &|_| false);
    let filed: HashSet<CategoryId> =
        library.prompts.iter().filter_map(|prompt| prompt.draft.category.clone()).collect();
    bury::<Category>(library, &|category| filed.contains(&category.id) && kept(Rule::Categories));
    revive_categories(library);
    for category in &library.categories {
        library.causality.absent.categories.remove(category.id.as_str());
    }
    trash::empty(library);
    in_order(&mut library.prompts);
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

/// Brings back the categories that someone filed a prompt into while another one deleted them.
fn revive_categories(library: &mut Library) {
    let missing: Vec<CategoryId> = {
        let there: HashSet<&CategoryId> = library.categories.iter().map(|category| &category.id).collect();
        let mut missing: Vec<CategoryId> = library
            .prompts
            .iter()
            .filter_map(|prompt| prompt.draft.category.as_ref())
            .filter(|id| !there.contains(id))
            .cloned()
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    };
    for id in missing {
        let stone = library.causality.dead.categories.remove(id.as_str());
        if let Some(stone) = stone.filter(|_| kept(Rule::Categories)) {
            library.categories.push(Deletion::in_record(stone));
            continue;
        }
        // Nobody knows it any more; a file with a category that isn't there could not be opened.
        for prompt in library.prompts.iter_mut().filter(|prompt| prompt.draft.category.as_ref() == Some(&id))
        {
            prompt.draft.category = None;
        }
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
