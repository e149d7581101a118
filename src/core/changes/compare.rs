use super::matching::matches;
use super::who::{Credit, Who};
use super::{Change, Changes, Deed, What};
use crate::access::Role;
use crate::causal::record::RANK;
use crate::model::{Category, Email, Item, Kind, Library, Prompt};

/// Compares two states of a library.
///
/// Takes an earlier state and one that came of it; of any others, what is in `before` only counts as deleted, by
/// nobody known. Returns nothing for two states that look the same.
pub fn changes(before: &Library, after: &Library) -> Changes {
    let mut found = Vec::new();
    let who = Who::new(before, after);
    prompts(before, after, &who, &mut found);
    categories(before, after, &who, &mut found);
    for kind in Kind::ALL {
        items(kind, before, after, &who, &mut found);
    }
    members(before, after, &who, &mut found);
    head(before, after, &who, &mut found);
    Changes(found)
}

fn change(what: What, (by, at): Credit) -> Change {
    let by = by.filter(|by| !by.as_str().trim().is_empty());
    Change { what, by, at }
}

fn prompts(before: &Library, after: &Library, who: &Who<'_>, found: &mut Vec<Change>) {
    let what = |prompt: &Prompt, deed| What::Prompt {
        id: prompt.id.clone(),
        title: prompt.draft.title.clone(),
        deed,
    };
    for one in matches(&prompt_ids(before), &prompt_ids(after)) {
        let old = one.before.and_then(|at| before.prompts.get(at));
        let new = one.after.and_then(|at| after.prompts.get(at));
        found.extend(match (old, new) {
            (None, Some(new)) => {
                let deed = if who.is_back(new) { Deed::Restored } else { Deed::Added };
                Some(change(what(new, deed), who.added(new)))
            }
            (Some(old), Some(new)) if !same_prompt(old, new) => {
                Some(change(what(new, Deed::Edited), who.edited(old, new)))
            }
            (Some(_), Some(new)) if one.moved => {
                Some(change(what(new, Deed::Moved), who.wrote(&new.marks, RANK)))
            }
            (Some(old), None) => {
                let stone = after.causality.dead.prompts.get(old.id.as_str());
                Some(change(what(old, Deed::Deleted), who.deleted(stone)))
            }
            _ => None,
        });
    }
}

fn prompt_ids(library: &Library) -> Vec<&str> {
    library.prompts.iter().map(|prompt| prompt.id.as_str()).collect()
}

/// Tells whether two states of a prompt show the same, and ask the same.
fn same_prompt(old: &Prompt, new: &Prompt) -> bool {
    (&old.draft, &old.sets, &old.rest) == (&new.draft, &new.sets, &new.rest)
        && old.marks.open().eq(new.marks.open())
}

fn categories(before: &Library, after: &Library, who: &Who<'_>, found: &mut Vec<Change>) {
    let what = |one: &Category, deed| What::Category { id: one.id.clone(), name: one.name.clone(), deed };
    for one in matches(&category_ids(before), &category_ids(after)) {
        let old = one.before.and_then(|at| before.categories.get(at));
        let new = one.after.and_then(|at| after.categories.get(at));
        found.extend(match (old, new) {
            (None, Some(new)) => {
                Some(change(what(new, Deed::Added), who.wrote_any(new.marks.dots().collect())))
            }
            (Some(old), Some(new)) if !same_category(old, new) => {
                Some(change(what(new, Deed::Edited), who.wrote_any(new.marks.dots().collect())))
            }
            (Some(_), Some(new)) if one.moved => {
                Some(change(what(new, Deed::Moved), who.wrote(&new.marks, RANK)))
            }
            (Some(old), None) => {
                let stone = after.causality.dead.categories.get(old.id.as_str());
                Some(change(what(old, Deed::Deleted), who.deleted(stone)))
            }
            _ => None,
        });
    }
}

fn category_ids(library: &Library) -> Vec<&str> {
    library.categories.iter().map(|category| category.id.as_str()).collect()
}

fn same_category(old: &Category, new: &Category) -> bool {
    (&old.name, &old.color, &old.icon, &old.rest) == (&new.name, &new.color, &new.icon, &new.rest)
        && old.marks.open().eq(new.marks.open())
}

fn items(kind: Kind, before: &Library, after: &Library, who: &Who<'_>, found: &mut Vec<Change>) {
    let what = |one: &Item, deed| What::Item { kind, id: one.id.clone(), name: one.name().to_owned(), deed };
    let (olds, news): (Vec<&Item>, Vec<&Item>) = (before.items(kind).collect(), after.items(kind).collect());
    for one in matches(&item_ids(&olds), &item_ids(&news)) {
        let old = one.before.and_then(|at| olds.get(at));
        let new = one.after.and_then(|at| news.get(at));
        found.extend(match (old, new) {
            (None, Some(new)) => {
                Some(change(what(new, Deed::Added), who.wrote_any(new.marks.dots().collect())))
            }
            (Some(old), Some(new)) if !same_item(old, new) => {
                Some(change(what(new, Deed::Edited), who.wrote_any(new.marks.dots().collect())))
            }
            (Some(_), Some(new)) if one.moved => {
                Some(change(what(new, Deed::Moved), who.wrote(&new.marks, RANK)))
            }
            (Some(old), None) => Some(change(
                what(old, Deed::Deleted),
                who.deleted(after.causality.dead.items.get(&old.key())),
            )),
            _ => None,
        });
    }
}

fn item_ids<'a>(items: &[&'a Item]) -> Vec<&'a str> {
    items.iter().map(|item| item.id.as_str()).collect()
}

/// Tells whether two states of an item show the same, and ask the same.
fn same_item(old: &Item, new: &Item) -> bool {
    old.fields == new.fields && old.marks.open().eq(new.marks.open())
}

fn members(before: &Library, after: &Library, who: &Who<'_>, found: &mut Vec<Change>) {
    let what = |email: &Email, before, after| What::Member { email: email.clone(), before, after };
    for (email, role) in after.members.iter() {
        let old = before.members.role(email);
        // The change of owner says both.
        let handed_on = role == Role::Owner || old == Some(Role::Owner);
        if old != Some(role) && !handed_on {
            let marks = after.causality.members.get(&email.key());
            let credit = marks.map_or((None, None), |marks| who.wrote(marks, "role"));
            found.push(change(what(email, old, Some(role)), credit));
        }
    }
    for (email, role) in before.members.iter().filter(|(email, _)| after.members.role(email).is_none()) {
        found.push(change(what(email, Some(role), None), who.removed()));
    }
}

fn head(before: &Library, after: &Library, who: &Who<'_>, found: &mut Vec<Change>) {
    let marks = &after.causality.head;
    let (old, new) = (&before.members.owner, &after.members.owner);
    if !old.is(new) {
        found
            .push(change(What::Owner { before: old.clone(), after: new.clone() }, who.wrote(marks, "owner")));
    }
    let (old, new) = (&before.name, &after.name);
    if old != new {
        found.push(change(What::Name { before: old.clone(), after: new.clone() }, who.wrote(marks, "name")));
    }
}
