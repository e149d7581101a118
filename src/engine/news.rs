//! News: what others changed in a library and the person on this device has not seen yet.
//!
//! A sync that takes in something of others adds it in the very commit that shows it; whoever has seen it forgets it.
//! Of one prompt that changed twice there is one piece of news, from what the person saw last to what it is now.

use std::collections::HashMap;

use prompt_commons::causal::Replica;
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::changes::{self, Deed, What, changes, toward};
use prompt_commons::command::{Command, Field, Seen};
use prompt_commons::model::{Draft, Email, Library, LibraryId, Prompt, PromptId};
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::stored;
use prompt_commons::stored::Stored;

use crate::{Device, Told, view};

/// Pieces of news that are kept of a library; the oldest go first. Nobody reads more of them one by one.
const MOST: usize = 500;

/// Bytes of news that are kept whole in a library. What those before changed can't be compared or undone.
const MOST_BYTES: usize = 1_000_000;

/// Something that others changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Goes up from one to the next.
    pub number: u64,
    /// What, by whom, when.
    pub change: changes::Change,
    /// What there was to see before, if it was there.
    pub before: Option<Shown>,
    /// What there is to see since, if it is there.
    pub after: Option<Shown>,
    /// What takes it back, one after the other; nothing where nothing can.
    pub undo: Vec<Command>,
}

/// What people see of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A prompt.
    Prompt {
        /// All that is written in it.
        draft: Draft,
    },
    /// Anything else.
    Fields {
        /// All of its fields.
        fields: Vec<Field>,
    },
}

stored!(struct Unread { number, change, before, after, undo });
stored!(enum Shown {
    "prompt" = Prompt { draft },
    "fields" = Fields { fields },
});

impl Unread {
    /// Returns the prompt before and since, if it is about one.
    pub fn drafts(&self) -> (Option<&Draft>, Option<&Draft>) {
        (self.before.as_ref().and_then(Shown::draft), self.after.as_ref().and_then(Shown::draft))
    }
}

impl Shown {
    /// Returns what a library shows of what changed; `None` if it is not there. `prompts`: those of the library.
    pub(crate) fn of(library: &Library, prompts: &HashMap<&PromptId, &Prompt>, what: &What) -> Option<Self> {
        let one = |name: &str, value: &str| {
            Some(vec![Field { name: name.to_owned(), value: value.to_owned().into() }])
        };
        let fields = match what {
            What::Prompt { id, .. } => {
                return prompts.get(id).map(|prompt| Self::Prompt { draft: prompt.draft().clone() });
            }
            What::Category { id, .. } => library.category(id).map(|one| Seen::category(library, one).fields),
            What::Item { kind, id, .. } => {
                library.items(*kind).find(|item| item.id() == id).map(|item| Seen::item(library, item).fields)
            }
            What::Member { email, .. } => {
                library.members().role(email).and_then(|role| one("role", role.name()))
            }
            What::Owner { .. } => one("owner", library.members().owner().as_str()),
            What::Name { .. } => one("name", library.name()),
        };
        fields.map(|fields| Self::Fields { fields })
    }

    fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Prompt { draft } => Some(draft),
            Self::Fields { .. } => None,
        }
    }
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
    let (old, new) = (before.prompts_by_id(), after.prompts_by_id());
    let unread = |change: &changes::Change| {
        let what = &change.what;
        let (was, is) = (Shown::of(before, &old, what), Shown::of(after, &new, what));
        // What people don't see of a thing, such as a field of another program, is not theirs to take back.
        let is_seen = was != is || what.is_moved();
        let undo = toward(after, before, what).filter(|_| is_seen);
        Unread { number: 0, change: change.clone(), before: was, after: is, undo: undo.into_iter().collect() }
    };
    // What someone did on another device of theirs is no news to them.
    let is_news = |change: &&changes::Change| change.by.as_ref().is_none_or(|by| !by.is(me));
    let news: Vec<&changes::Change> = changes.list().iter().filter(is_news).collect();
    news.iter().skip(news.len().saturating_sub(MOST)).copied().map(unread).collect()
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
fn follow(mut old: Unread, mut new: Unread) -> Option<Unread> {
    if old.after != new.before {
        // Whoever edited it in between has seen it.
        return Some(new);
    }
    match (&old.change.what, &mut new.change.what) {
        (What::Prompt { deed: was, .. }, What::Prompt { deed, .. })
        | (What::Category { deed: was, .. }, What::Category { deed, .. })
        | (What::Item { deed: was, .. }, What::Item { deed, .. }) => {
            *deed = both(*was, *deed)?;
        }
        (What::Member { before: was, .. }, What::Member { before, .. }) => *before = *was,
        (What::Owner { before: was, .. }, What::Owner { before, .. }) => before.clone_from(was),
        (What::Name { before: was, .. }, What::Name { before, .. }) => before.clone_from(was),
        _ => {}
    }
    new.before = old.before;
    new.undo.append(&mut old.undo);
    (new.before != new.after || new.change.what.is_moved()).then_some(new)
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
        bytes += one.to_text().len();
        if bytes > MOST_BYTES {
            (one.before, one.after, one.undo) = (None, None, Vec::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(id: &str, deed: Deed, before: Option<&str>, after: Option<&str>) -> Unread {
        let shown =
            |text: &str| Shown::Prompt { draft: Draft { content: text.to_owned(), ..Draft::default() } };
        let what = What::Prompt { id: PromptId::parse(id).unwrap(), title: id.to_owned(), deed };
        let change = changes::Change { what, by: None, at: None };
        Unread { number: 0, change, before: before.map(shown), after: after.map(shown), undo: Vec::new() }
    }

    /// What adding one by one comes to: the deed, from what, to what.
    fn come_to(all: &[Unread]) -> Vec<(Deed, Option<String>, Option<String>)> {
        let all = all.iter().fold(Vec::new(), |all, one| add(all, vec![one.clone()]));
        let text = |draft: Option<&Draft>| draft.map(|draft| draft.content.clone());
        let line = |one: &Unread| match (&one.change.what, one.drafts()) {
            (What::Prompt { deed, .. }, (before, after)) => Some((*deed, text(before), text(after))),
            _ => None,
        };
        all.iter().filter_map(line).collect()
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
        let large = "x".repeat(MOST_BYTES - 1000);
        let all = ["p", "q"].map(|id| news(id, Deed::Added, None, Some(&large)));
        let kept: Vec<bool> = add(Vec::new(), all.to_vec()).iter().map(|one| one.after.is_some()).collect();
        assert_eq!(kept, [false, true]);
    }
}
