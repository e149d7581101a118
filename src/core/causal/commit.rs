use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::Hasher;
use std::mem::take;
use std::ops::BitOr;

use fnv::FnvHasher;

use super::lists::ids;
use super::record::{Deletion, RANK, Record, Sibling};
use super::records::{Listed, Member, Stock, head_of, members_of, set_head, set_members};
use super::{Dot, Version, fields, history, rank, settle, shown};
use crate::command::Stamp;
use crate::model::{Category, Email, Item, Library, Prompt};
use crate::order::{places, rising, sorted};
use crate::rule::{Rule, kept};

/// Marks what `after` has otherwise than `before` as one edit. Returns whether there is anything.
///
/// The edit replaces what the library showed, and leaves alone the values that wait for a decision.
pub(crate) fn commit(before: &Library, after: &mut Library, stamp: &Stamp) -> bool {
    let Stamp { actor: by, at, replica, .. } = stamp;
    let dot = dot_of(before, after, stamp);
    let mut changed = false;

    let head = [head_of(before)];
    let mut heads = vec![head_of(after)];
    list(&head, &mut heads, dot, |_| Past::default());
    changed |= head.first() != heads.first();
    for head in heads {
        set_head(after, head);
    }

    let known = members_of(before);
    let mut members = members_of(after);
    let gone = list(&known, &mut members, dot, |_| Past::default());
    rerank_members(&mut members, &after.members.owner, &|| dot);
    changed |= !gone.is_empty() || known != members;
    set_members(after, members);

    let history = take(&mut after.causality.history);
    let history = versions(before, after, history, stamp, dot);
    let past = |id: &str| Past {
        before: before.causality.history.get(id).map_or(&[], Vec::as_slice),
        after: history.get(id).map_or(&[], Vec::as_slice),
    };
    changed |= kind::<Category>(before, after, stamp, dot, |_| Past::default());
    changed |= kind::<Item>(before, after, stamp, dot, |_| Past::default());
    changed |= kind::<Prompt>(before, after, stamp, dot, past);
    after.causality.history = history;
    if !changed {
        return false;
    }
    after.causality.clock.see(dot);
    after.causality.authors.insert(*replica, by.clone());
    after.causality.days.see(by, at);
    settle::settle(after);
    true
}

/// Returns the name of the edit that makes `after` of `before`.
pub(super) fn dot_of(before: &Library, after: &Library, stamp: &Stamp) -> Dot {
    let nonce = u64::from(stamp.nonce) ^ written(before, after);
    Dot { number: after.causality.clock.next(stamp.replica, nonce), replica: stamp.replica }
}

/// The versions of a record that has any.
#[derive(Clone, Copy, Default)]
struct Past<'h> {
    before: &'h [Version],
    /// With the one that the edit makes.
    after: &'h [Version],
}

/// Adds those versions of prompts to a library's `history` that an edit makes.
fn versions(
    before: &Library,
    after: &Library,
    mut history: BTreeMap<String, Vec<Version>>,
    stamp: &Stamp,
    dot: Dot,
) -> BTreeMap<String, Vec<Version>> {
    let known = places(&ids(&after.prompts), &ids(&before.prompts));
    for (prompt, known) in after.prompts.iter().zip(known) {
        let before = known.and_then(|at| before.prompts.get(at)).filter(|before| *before != prompt);
        if let Some(before) = before.filter(|before| before.draft != prompt.draft) {
            let versions = history.entry(prompt.id.to_string()).or_default();
            let base = history::current(before, versions);
            history::note(versions, before, (dot, base), &stamp.actor, &stamp.at);
        }
    }
    history
}

/// Returns a hash of what `after` has otherwise than `before`.
///
/// A profile may be copied with an edit that waits in it. Two devices then make it of what may be two states: it is the
/// same edit where it comes to the same, and has the same name only there.
fn written(before: &Library, after: &Library) -> u64 {
    fn each<R: Record>(before: &[R], after: &[R], hasher: &mut FnvHasher) {
        let known = places(&ids(after), &ids(before));
        for (record, known) in after.iter().zip(known) {
            let old = known.and_then(|at| before.get(at));
            if old == Some(record) {
                continue;
            }
            record.each(&mut |name, held| {
                let text = held.text();
                if old.is_none_or(|old| old.get(name) != held.to_value()) {
                    hasher.write(format!("{}\n{name}\n{text}\n", record.id()).as_bytes());
                }
            });
        }
    }
    let mut hasher = FnvHasher::default();
    each(&[head_of(before)], &[head_of(after)], &mut hasher);
    each(&members_of(before), &members_of(after), &mut hasher);
    each(&before.categories, &after.categories, &mut hasher);
    each(&before.items, &after.items, &mut hasher);
    each(&before.prompts, &after.prompts, &mut hasher);
    let hash = hasher.finish();
    hash ^ (hash >> 32)
}

/// Marks what differs in the records of one kind, and puts what is gone into the trash. Returns whether there is
/// anything.
fn kind<'h, R: Listed>(
    before: &Library,
    after: &mut Library,
    stamp: &Stamp,
    dot: Dot,
    past: impl Fn(&str) -> Past<'h>,
) -> bool {
    let at = before.causality.days.deleted(&stamp.at);
    let Stock { records, dead, .. } = R::stock(after);
    // Added under the id of something in the trash, it is that, edited as a whole: two of one id would be strangers.
    for record in records.iter_mut().filter(|record| record.marks().born == Dot::default()) {
        if let Some(stone) = dead.get(record.id().as_ref()) {
            record.marks_mut().born = stone.record.marks().born;
        }
    }
    let gone = list(R::of(before), records, dot, past);
    rerank_kind(records, &|| dot);
    let changed = !gone.is_empty() || R::of(before) != records.as_slice();
    for record in gone.into_iter().filter(|record| record.fits_in_trash()) {
        let mut record = record.clone();
        record.note(Deletion { by: stamp.actor.clone(), at: at.clone(), edits: record.edits() });
        let id = record.id().into_owned();
        dead.extend(Deletion::stone(record).map(|stone| (id, stone)));
    }
    changed
}

/// Marks what differs between two lists of one kind, and returns what is in the first only.
fn list<'a, 'h, R: Record>(
    before: &'a [R],
    after: &mut [R],
    dot: Dot,
    past: impl Fn(&str) -> Past<'h>,
) -> Vec<&'a R> {
    let found = places(&ids(after), &ids(before));
    let mut known: Vec<Option<&R>> = before.iter().map(Some).collect();
    for (record, place) in after.iter_mut().zip(found) {
        match place.and_then(|at| known.get_mut(at)?.take()) {
            Some(old) if old == record => {}
            Some(old) => mark(old, record, dot, past(&old.id())),
            // Brought back from the trash.
            None if record.marks().born != Dot::default() => {
                for name in record.names() {
                    let value = record.get(&name);
                    record.mark(&name, &[Sibling { dot, value }]);
                }
            }
            None => record.marks_mut().born = dot,
        }
    }
    let mut gone: Vec<&R> = known.into_iter().flatten().collect();
    gone.sort_by_key(|record| record.id().into_owned());
    gone
}

/// Marks the fields of a record that an edit changed. One whose other values still wait shows what they come to with the new
/// one: texts that were two may merge now.
fn mark<R: Record>(old: &R, new: &mut R, dot: Dot, past: Past<'_>) {
    for name in [old.names(), new.names()].concat() {
        let value = new.get(&name);
        let entries = old.entries(&name);
        if name == RANK || value == old.get(&name) || entries.iter().any(|entry| entry.dot == dot) {
            continue;
        }
        let seen = shown::of(old, &name, past.before).map(|shown| shown.of);
        let mut entries: Vec<Sibling> = entries
            .into_iter()
            .filter(|entry| seen.as_ref().is_some_and(|seen| !seen.contains(&entry.dot)))
            .filter(|_| kept(Rule::OnlyShownIsReplaced))
            .collect();
        entries.push(Sibling { dot, value });
        fields::write(new, &name, &entries, past.after);
    }
}

/// Gives a place to what has none, and a new one to what was moved: to as few records as it takes.
/// Returns whether there are any.
fn rerank<R: Record>(list: &mut [R], dot: &dyn Fn() -> Dot) -> bool {
    let count = list.len();
    if stands(list) {
        return false;
    }
    if list.iter().all(|record| record.marks().rank.is_empty()) {
        for (at, record) in list.iter_mut().enumerate() {
            place(record, rank::of_place(at, count), dot());
        }
        return true;
    }
    let has_place = |record: &R| !record.marks().rank.is_empty();
    // Mostly something was added, and all others stand where they stood.
    let mut stays = if list.iter().filter(|record| has_place(record)).is_sorted_by(|a, b| rises(*a, *b)) {
        list.iter().map(has_place).collect()
    } else {
        rising_keys(&keys(list))
    };
    let (mut moved, mut at, mut next) = (false, 0, 0);
    while at < count {
        let is_placed = |at: usize| stays.get(at) == Some(&true);
        if is_placed(at) {
            at += 1;
            continue;
        }
        next = (next.max(at)..count).find(|at| is_placed(*at)).unwrap_or(count);
        let rank_of = |at: usize| list.get(at).map(|record| record.marks().rank.as_str());
        let before = at.checked_sub(1).and_then(rank_of).unwrap_or_default();
        let Some(new) = rank::between(before, rank_of(next)) else {
            // No room in front of that one: it moves, too.
            match stays.get_mut(next) {
                Some(stays) => *stays = false,
                None => return moved,
            }
            continue;
        };
        if let (Some(record), Some(stays)) = (list.get_mut(at), stays.get_mut(at)) {
            moved |= record.marks().rank != new;
            place(record, new, dot());
            *stays = true;
        }
    }
    moved
}

/// Returns what the places of records are compared by; an empty text where one has none.
fn keys<R: Record>(list: &[R]) -> Vec<String> {
    let key = |(at, record): (usize, &R)| match (record.marks().rank.as_str(), record.id()) {
        ("", _) => String::new(),
        (rank, _) if !kept(Rule::RankTies) => format!("{rank} {at:9}"),
        (rank, id) => format!("{rank} {id}"),
    };
    list.iter().enumerate().map(key).collect()
}

/// Gives places to members: editors and viewers are a list each.
fn rerank_members(members: &mut [Member], owner: &Email, dot: &dyn Fn() -> Dot) -> bool {
    let lists = members.chunk_by_mut(|a, b| a.role == b.role && !a.email.is(owner) && !b.email.is(owner));
    lists.map(|list| rerank(list, dot)).fold(false, BitOr::bitor)
}

/// Gives places to the records of a kind: each of its lists has an order of its own.
fn rerank_kind<R: Listed>(records: &mut [R], dot: &dyn Fn() -> Dot) -> bool {
    records.chunk_by_mut(R::is_beside).map(|list| rerank(list, dot)).fold(false, BitOr::bitor)
}

/// Tells whether each record of a list has a place, and stands there; of two in the same one, the id says which is first.
fn stands<R: Record>(list: &[R]) -> bool {
    list.iter().all(|record| !record.marks().rank.is_empty()) && list.is_sorted_by(rises)
}

/// Tells whether two records stand in the order of their places.
fn rises<R: Record>(a: &R, b: &R) -> bool {
    match a.marks().rank.cmp(&b.marks().rank) {
        Ordering::Equal => !kept(Rule::RankTies) || a.id() <= b.id(),
        order => order.is_lt(),
    }
}

/// Gives places to all records of a library, whose members are taken out. Returns whether there are any to give.
pub(super) fn rerank_all(library: &mut Library, members: &mut [Member], dot: &dyn Fn() -> Dot) -> bool {
    let moved = [
        rerank_members(members, &library.members.owner, dot),
        rerank_kind(&mut library.categories, dot),
        rerank_kind(&mut library.items, dot),
        rerank_kind(library.prompts.as_mut(), dot),
    ];
    moved.contains(&true)
}

fn place<R: Record>(record: &mut R, rank: String, dot: Dot) {
    record.marks_mut().rank = rank;
    let value = record.get(RANK);
    record.mark(RANK, &[Sibling { dot, value }]);
}

/// Tells which of the keys are part of the longest row of them that rises; an empty one never is.
fn rising_keys(keys: &[String]) -> Vec<bool> {
    let order = sorted((0..keys.len()).collect(), |at| (0, keys.get(*at).cloned().unwrap_or_default()));
    let mut places = vec![0; keys.len()];
    for (place, at) in order.into_iter().enumerate() {
        if let Some(of_key) = places.get_mut(at) {
            *of_key = place;
        }
    }
    let there = || keys.iter().map(|key| !key.is_empty());
    let places: Vec<usize> =
        places.into_iter().zip(there()).filter(|(_, there)| *there).map(|(at, _)| at).collect();
    let mut stays = rising(&places).into_iter();
    there().map(|there| there && stays.next().unwrap_or(true)).collect()
}
