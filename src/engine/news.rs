//! News: what others changed in a library and the person on this device has not seen yet.
//!
//! A sync that takes in something of others adds it in the very commit that shows it; whoever has seen it forgets it.
//! Of one prompt that changed twice there is one piece of news, from what the person saw last to what it is now.

use std::collections::HashMap;

use prompt_commons::causal::Replica;
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::changes::{self, Deed, What, changes};
use prompt_commons::model::{Draft, Email, Library, LibraryId, Prompt, PromptId};
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::stored;
use prompt_commons::stored::Stored;

use crate::{Device, Told, view};

/// Pieces of news that are kept of a library; the oldest go first. Nobody reads more of them one by one.
const MOST: usize = 500;

/// Bytes of prompts that are kept with the news of a library. Without them they can't be compared or undone.
const MOST_BYTES: usize = 1_000_000;

/// Something that others changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Goes up from one to the next.
    pub number: u64,
    /// What, by whom, when.
    pub change: changes::Change,
    /// Of a prompt: what it was before, if it was.
    pub before: Option<Draft>,
    /// Of a prompt: what it is since, if it is.
    pub after: Option<Draft>,
}

stored!(struct Unread { number, change, before, after });

impl Unread {
    /// Returns the prompt that it is about, if it is about one that is there.
    pub(crate) fn prompt<'a>(&self, prompts: &HashMap<&PromptId, &'a Prompt>) -> Option<&'a Prompt> {
        prompt_of(&self.change.what, prompts)
    }
}

fn prompt_of<'a>(what: &What, prompts: &HashMap<&PromptId, &'a Prompt>) -> Option<&'a Prompt> {
    prompts.get(what.prompt()?).copied()
}

/// How the news of a library are kept. Surfaces read only the first part until someone wants to look closer.
#[derive(Debug, Default)]
struct Row {
    told: Told,
    list: Vec<Unread>,
}

struct Head {
    told: Told,
}

stored!(struct Row { told, list });
stored!(struct Head { told });

/// Tells whether `after` has edits beyond `before` that were not made on this device, under the name `own`.
pub(crate) fn has_others(before: &Library, after: &Library, own: Replica) -> bool {
    let (before, after) = (before.causality().clock(), after.causality().clock());
    after.replicas().any(|replica| replica != own && before.lacks(after, replica))
}

/// Lists what others made of `before`.
pub(crate) fn of_others(before: &Library, after: &Library, me: &Email) -> Vec<Unread> {
    let changes = changes(before, after);
    let (before, after) = (before.prompts_by_id(), after.prompts_by_id());
    let draft = |prompts: &HashMap<&PromptId, &Prompt>, what: &What| {
        prompt_of(what, prompts).map(|prompt| prompt.draft().clone())
    };
    let unread = |change: &changes::Change| Unread {
        number: 0,
        before: draft(&before, &change.what),
        after: draft(&after, &change.what),
        change: change.clone(),
    };
    changes
        .list()
        .iter()
        // What someone did on another device of theirs is no news to them.
        .filter(|change| change.by.as_ref() != Some(me))
        .map(unread)
        .collect()
}

/// Commits what a sync came to, with the news in it. `snapshot`: what it made of the library's snapshot, if it did.
pub(crate) async fn commit<D: Device>(
    device: &D,
    id: &LibraryId,
    learnt: Vec<Unread>,
    mut changes: Vec<Change>,
    snapshot: Option<&Library>,
) -> Result<(), StoreError> {
    if learnt.is_empty() {
        return view::commit(device, id, changes, snapshot).await;
    }
    let work = async {
        changes.push(put(id, add(load(device, id).await?, learnt)));
        view::commit(device, id, changes, snapshot).await
    };
    device.exclusive(&lock(id), work).await
}

/// Forgets the news up to the one of number `last`.
pub(crate) async fn mark_read<D: Device>(device: &D, id: &LibraryId, last: u64) -> Result<(), StoreError> {
    let work = async {
        let all = load(device, id).await?;
        let left: Vec<Unread> = all.iter().filter(|one| one.number > last).cloned().collect();
        if left.len() < all.len() {
            view::commit(device, id, vec![put(id, left)], None).await?;
            device.announce(id);
        }
        Ok(())
    };
    device.exclusive(&lock(id), work).await
}

pub(crate) async fn counts<D: Device>(device: &D) -> Result<Vec<(LibraryId, u32)>, StoreError> {
    let rows = device.store().scan(Table::News, "").await?;
    let count = |(id, text): (String, String)| {
        let count = told_of(Some(&text)).count;
        LibraryId::parse(&id).filter(|_| count > 0).map(|id| (id, count))
    };
    Ok(rows.into_iter().filter_map(count).collect())
}

/// Reads what there is to say. News of another version of this program are no reason not to show a library.
pub(crate) fn told_of(text: Option<&str>) -> Told {
    text.and_then(Head::from_text).map(|head| head.told).unwrap_or_default()
}

/// Reads the news one by one.
pub(crate) async fn load<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Unread>, StoreError> {
    let text = device.store().get(Table::News, id.as_str()).await?;
    Ok(text.as_deref().and_then(Row::from_text).unwrap_or_default().list)
}

/// Says anew what there is to say, which depends on what the library has become since. Returns the row if it is another.
pub(crate) fn retold(text: &str, library: &Library, me: &Email, conflicts: &[Conflict]) -> Option<String> {
    let row = Row::from_text(text)?;
    let told = Told::of(&row.list, library, me, conflicts);
    (told != row.told).then(|| Row { told, ..row }.to_text())
}

fn put(id: &LibraryId, list: Vec<Unread>) -> Change {
    if list.is_empty() {
        Change::Delete(Table::News, id.to_string())
    } else {
        // What there is to say follows as it is committed.
        Change::Put(Table::News, id.to_string(), Row { told: Told::default(), list }.to_text())
    }
}

/// Names the lock under which the news of a library change.
fn lock(id: &LibraryId) -> String {
    format!("news:{id}")
}

/// Adds what is new to what was not read yet.
fn add(mut all: Vec<Unread>, learnt: Vec<Unread>) -> Vec<Unread> {
    let first = all.last().map_or(0, |last| last.number) + 1;
    for (number, new) in (first..).zip(learnt) {
        let known = all.iter().position(|old| is_same(&old.change.what, &new.change.what));
        let one = match known.map(|at| all.remove(at)) {
            Some(old) => follow(old, new),
            None => Some(new),
        };
        all.extend(one.map(|one| Unread { number, ..one }));
    }
    bound(&mut all);
    all
}

/// Tells whether two changes are about the same thing.
fn is_same(one: &What, other: &What) -> bool {
    match (one, other) {
        (What::Prompt { id, .. }, What::Prompt { id: other, .. }) => id == other,
        (What::Category { id, .. }, What::Category { id: other, .. }) => id == other,
        (What::Item { kind, id, .. }, What::Item { kind: of, id: other, .. }) => (kind, id) == (of, other),
        (What::Member { email, .. }, What::Member { email: other, .. }) => email.is(other),
        (What::Owner { .. }, What::Owner { .. }) | (What::Name { .. }, What::Name { .. }) => true,
        _ => false,
    }
}

/// Makes one piece of news of two that follow each other; `None` if they come to nothing.
fn follow(old: Unread, mut new: Unread) -> Option<Unread> {
    // Whoever edited it in between has seen it.
    let was_seen = old.after != new.before;
    match (&old.change.what, &mut new.change.what) {
        (What::Prompt { deed: was, .. }, What::Prompt { deed, .. }) => {
            if !was_seen {
                *deed = both(*was, *deed)?;
                new.before = old.before;
            }
            (*deed != Deed::Edited || was_seen || new.before != new.after).then_some(new)
        }
        (What::Category { deed: was, .. }, What::Category { deed, .. })
        | (What::Item { deed: was, .. }, What::Item { deed, .. }) => {
            *deed = both(*was, *deed)?;
            Some(new)
        }
        (What::Member { before: was, .. }, What::Member { before, after, .. }) => {
            *before = *was;
            (before != after).then_some(new)
        }
        (What::Owner { before: was, .. }, What::Owner { before, after }) => {
            before.clone_from(was);
            (before != after).then_some(new)
        }
        (What::Name { before: was, .. }, What::Name { before, after }) => {
            before.clone_from(was);
            (before != after).then_some(new)
        }
        _ => Some(new),
    }
}

/// Returns what two deeds come to; `None`: nothing.
fn both(was: Deed, is: Deed) -> Option<Deed> {
    match (was, is) {
        (Deed::Added, Deed::Deleted) => None,
        (Deed::Added, _) => Some(Deed::Added),
        (Deed::Deleted, Deed::Added) | (Deed::Edited, Deed::Moved) => Some(Deed::Edited),
        _ => Some(is),
    }
}

/// Keeps the newest.
fn bound(all: &mut Vec<Unread>) {
    all.drain(..all.len().saturating_sub(MOST));
    let mut bytes = 0;
    for one in all.iter_mut().rev() {
        let drafts = one.before.iter().chain(&one.after);
        bytes += drafts.map(|draft| draft.title.len() + draft.content.len()).sum::<usize>();
        if bytes > MOST_BYTES {
            (one.before, one.after) = (None, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(id: &str, deed: Deed, before: Option<&str>, after: Option<&str>) -> Unread {
        let draft = |text: &str| Draft { content: text.to_owned(), ..Draft::default() };
        let what = What::Prompt { id: PromptId::parse(id).unwrap(), title: id.to_owned(), deed };
        let change = changes::Change { what, by: None, at: None };
        Unread { number: 0, change, before: before.map(draft), after: after.map(draft) }
    }

    /// What adding one by one comes to: the deed, from what, to what.
    fn come_to(all: &[Unread]) -> Vec<(Deed, Option<String>, Option<String>)> {
        let all = all.iter().fold(Vec::new(), |all, one| add(all, vec![one.clone()]));
        let text = |draft: Option<Draft>| draft.map(|draft| draft.content);
        let line = |one: Unread| match one.change.what {
            What::Prompt { deed, .. } => Some((deed, text(one.before), text(one.after))),
            _ => None,
        };
        all.into_iter().filter_map(line).collect()
    }

    #[test]
    fn of_one_prompt_there_is_one_piece_of_news() {
        use Deed::{Added, Deleted, Edited, Moved};
        let (a, b, c) = (Some("a"), Some("b"), Some("c"));
        let is = |deed, before: Option<&str>, after: Option<&str>| {
            vec![(deed, before.map(str::to_owned), after.map(str::to_owned))]
        };
        let two = |first: Unread, second: Unread| come_to(&[first, second]);
        let edit = |from, to| news("p", Edited, from, to);
        assert_eq!(two(edit(a, b), edit(b, c)), is(Edited, a, c));
        assert_eq!(two(edit(a, b), edit(b, a)), []);
        assert_eq!(two(news("p", Added, None, a), edit(a, b)), is(Added, None, b));
        assert_eq!(two(news("p", Added, None, a), news("p", Deleted, a, None)), []);
        assert_eq!(two(edit(a, b), news("p", Deleted, b, None)), is(Deleted, a, None));
        assert_eq!(two(news("p", Deleted, a, None), news("p", Added, None, b)), is(Edited, a, b));
        assert_eq!(two(edit(a, b), news("p", Moved, b, b)), is(Edited, a, b));
        // In between, someone here made "b" of it.
        assert_eq!(two(edit(a, a), edit(b, c)), is(Edited, b, c));
    }

    #[test]
    fn numbers_go_up_and_the_oldest_go() {
        let ids: Vec<String> = (0..MOST + 3).map(|id| id.to_string()).collect();
        let all = add(Vec::new(), ids.iter().map(|id| news(id, Deed::Added, None, Some("x"))).collect());
        assert_eq!((all.len(), all[0].number, all[MOST - 1].number), (MOST, 4, MOST as u64 + 3));
    }

    #[test]
    fn large_prompts_are_not_kept_for_long() {
        let large = "x".repeat(MOST_BYTES - 1);
        let all = ["p", "q"].map(|id| news(id, Deed::Added, None, Some(&large)));
        let kept: Vec<bool> = add(Vec::new(), all.to_vec()).iter().map(|one| one.after.is_some()).collect();
        assert_eq!(kept, [false, true]);
    }
}
