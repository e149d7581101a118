//! News: what others changed in a library and the person on this device has not seen yet.
//!
//! A sync that takes in something of others adds it in the very commit that shows it; whoever has seen it forgets it.
//! Of one prompt that changed twice there is one piece of news, from what the person saw last to what it is now.

use prompt_commons::causal::Replica;
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::changes::{self, What, changes, toward};
use prompt_commons::command::{Command, Field, Seen};
use prompt_commons::model::{Draft, Email, Library, LibraryId, PromptId};
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::stored;
use prompt_commons::stored::Stored;

use crate::follow::follow;
use crate::told::is_asked;
use crate::{Device, EditError, Told, UndoError, edit, quiet, undo, view};

mod row;

use row::Row;
pub(crate) use row::told_of;

/// Pieces of news that are kept of a library; the oldest go first. Nobody reads more of them one by one.
pub(crate) const MOST: usize = 500;

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
    /// Whether nothing else about it changed: then it can be taken back.
    pub whole: bool,
    /// What takes it back, where it is not to be seen in the thing itself: where it was moved to.
    pub back: Option<Command>,
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

stored!(struct Unread { number, change, before, after, whole, back });
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
    /// Returns what a library shows of what changed; `None` if it is not there.
    pub(crate) fn of(library: &Library, what: &What) -> Option<Self> {
        let one = |name: &str, value: &str| {
            Some(vec![Field { name: name.to_owned(), value: value.to_owned().into() }])
        };
        let fields = match what {
            What::Prompt { id, .. } => {
                return library.prompt(id).map(|prompt| Self::Prompt { draft: prompt.draft().clone() });
            }
            What::Category { id, .. } => library.category(id).map(|one| Seen::category(library, one).fields),
            What::Item { kind, id, .. } => {
                library.items(*kind).find(|item| item.id() == id).map(|item| Seen::item(library, item).fields)
            }
            What::Member { email, .. } => library
                .members()
                .role(email)
                .map(|role| vec![Field { name: "role".to_owned(), value: role.to_value() }]),
            What::Owner { .. } => one("owner", library.members().owner().as_str()),
            What::Name { .. } => one("name", library.name()),
        };
        fields.map(|fields| Self::Fields { fields })
    }

    /// Returns what a prompt was when it was deleted.
    fn of_trash(library: &Library, id: &PromptId) -> Option<Self> {
        library.deleted(id).map(|draft| Self::Prompt { draft: draft.clone() })
    }

    fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Prompt { draft } => Some(draft),
            Self::Fields { .. } => None,
        }
    }
}

/// Tells whether `after` has edits beyond `before` that were not made on this device, under the name `own`.
pub(crate) fn has_others(before: &Library, after: &Library, own: Replica) -> bool {
    let (before, after) = (before.causality().clock(), after.causality().clock());
    after.replicas().any(|replica| replica != own && before.lacks(after, replica))
}

/// Lists what others made of `before`.
pub(crate) fn of_others(before: &Library, after: &Library, me: &Email) -> Vec<Unread> {
    let changes = changes(before, after);
    let unread = |change: &changes::Change| {
        let what = &change.what;
        let (was, is) = (Shown::of(before, what), Shown::of(after, what));
        let mut toward = toward(after, before, what);
        let whole = match toward.as_slice() {
            // What others wrote in it before they deleted it would come back, too.
            [Command::RestorePrompt { id }] => was == Shown::of_trash(after, id),
            [
                Command::EditPrompt { .. }
                | Command::DeletePrompt { .. }
                | Command::EditCategory { .. }
                | Command::EditItem { .. }
                | Command::DeleteItem { .. }
                | Command::SetMember { .. }
                | Command::RemoveMember { .. }
                | Command::RenameLibrary { .. }
                | Command::MovePrompt { .. }
                | Command::MoveCategory { .. }
                | Command::MoveItem { .. },
            ] => true,
            _ => false,
        };
        let is_move = |command: &Command| {
            use Command::{MoveCategory, MoveItem, MovePrompt};
            matches!(command, MovePrompt { .. } | MoveCategory { .. } | MoveItem { .. })
        };
        let back = toward.pop().filter(is_move);
        Unread { number: 0, change: change.clone(), before: was, after: is, whole, back }
    };
    // What someone did on another device of theirs is no news to them.
    let is_news = |change: &&changes::Change| change.by.as_ref().is_none_or(|by| !by.is(me));
    let news: Vec<&changes::Change> = changes.list().iter().filter(is_news).collect();
    news.iter().skip(news.len().saturating_sub(MOST)).copied().map(unread).collect()
}

/// Commits what a sync came to, with the news in it for `me`. `snapshot`: what it made of the library's snapshot, if it did.
pub(crate) async fn commit<D: Device>(
    device: &D,
    id: &LibraryId,
    me: &Email,
    mut learnt: Vec<Unread>,
    mut changes: Vec<Change>,
    snapshot: Option<&Library>,
) -> Result<(), StoreError> {
    if !learnt.is_empty() {
        let quiet = quiet::load(device).await?;
        learnt.retain(|one| !quiet.contains(&one.change.what.topic()));
    }
    // Nothing of it is for someone who is no member any more.
    let is_member = snapshot.is_none_or(|library| library.members().role(me).is_some());
    if learnt.is_empty() && is_member {
        return view::commit(device, id, changes, snapshot).await;
    }
    let work = async {
        let Row { last, list, .. } = row(device, id).await?;
        let row = if is_member { add(last, list, learnt) } else { Row { last, list: Vec::new() } };
        changes.push(put(id, &row));
        view::commit(device, id, changes, snapshot).await
    };
    device.exclusive(&lock(id), work).await
}

/// Forgets the news up to the one of number `last`.
pub(crate) async fn mark_read<D: Device>(device: &D, id: &LibraryId, last: u64) -> Result<(), StoreError> {
    let work = async {
        let mut all = row(device, id).await?;
        if all.forget(last) {
            view::commit(device, id, vec![put(id, &all)], None).await?;
            device.announce(id);
        }
        Ok(())
    };
    device.exclusive(&lock(id), work).await
}

/// Takes back all news up to the one of number `last` that merged by themselves: all of them or none.
pub(crate) async fn undo_all<D: Device>(device: &D, id: &LibraryId, last: u64) -> Result<(), UndoError> {
    let work = async {
        let view = view::load(device, id, None).await.map_err(EditError::from)?;
        let mut all = row(device, id).await.map_err(EditError::from)?;
        let is_merged = |one: &&Unread| one.number <= last && !is_asked(one, &view.beside.conflicts);
        let merged: Vec<Unread> = all.list.iter().filter(is_merged).cloned().collect();
        let library = &view.library;
        let undo = |one: &Unread| undo::undo(library, &view.record.email, one).map_err(UndoError::Refused);
        let commands = merged.iter().map(undo).collect::<Result<Vec<Command>, _>>()?;
        all.forget(last);
        // The trash may hold something else by now, or nothing.
        let is_back = |library: &Library| {
            let gone = merged.iter().filter(|one| one.after.is_none() && one.before.is_some());
            gone.into_iter().all(|one| Shown::of(library, &one.change.what) == one.before)
        };
        Ok(edit::journal_all(device, id, commands, is_back, vec![put(id, &all)]).await?)
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

/// Reads the news one by one.
pub(crate) async fn load<D: Device>(device: &D, id: &LibraryId) -> Result<Vec<Unread>, StoreError> {
    Ok(row(device, id).await?.list)
}

async fn row<D: Device>(device: &D, id: &LibraryId) -> Result<Row, StoreError> {
    let text = device.store().get(Table::News, id.as_str()).await?;
    Ok(text.as_deref().and_then(Row::read).unwrap_or_default())
}

/// Says anew what there is to say, which depends on what the library has become since. Returns the row if it is another.
pub(crate) fn retold(text: &str, library: &Library, me: &Email, conflicts: &[Conflict]) -> Option<String> {
    let row = Row::read(text)?;
    let told = Told::of(&row.list, library, me, conflicts);
    (told != told_of(Some(text))).then(|| row.written(told))
}

/// Tells whether some of the news may be about a prompt; never that none is about one of which some are.
pub(crate) fn may_name(text: &str, prompt: &PromptId) -> bool {
    text.contains(serde_json::Value::from(prompt.as_str()).to_string().as_str())
}

/// Returns the prompts that the news are about, on which depends what there is to say of them.
pub(crate) fn prompts(text: &str) -> Vec<PromptId> {
    let list = Row::read(text).unwrap_or_default().list;
    let prompt = |one: Unread| match one.change.what {
        What::Prompt { id, .. } => Some(id),
        _ => None,
    };
    list.into_iter().filter_map(prompt).collect()
}

/// Returns how many of the questions no news tells of; `news`: the text of the row.
pub(crate) fn untold(news: Option<&str>, conflicts: &[Conflict]) -> usize {
    if conflicts.is_empty() {
        return 0;
    }
    let list = news.and_then(Row::read).unwrap_or_default().list;
    let told =
        |asked: &&Conflict| list.iter().any(|one| one.change.what.subject().as_ref() == Some(&asked.about));
    conflicts.iter().filter(|asked| !told(asked)).count()
}

fn put(id: &LibraryId, all: &Row) -> Change {
    // What there is to say follows as it is committed.
    Change::Put(Table::News, id.to_string(), all.written(Told::default()))
}

/// Names the lock under which the news of a library change.
fn lock(id: &LibraryId) -> String {
    format!("news:{id}")
}

/// Adds what is new to what was not read yet. `last`: the number of the last one there was.
fn add(mut last: u64, mut all: Vec<Unread>, learnt: Vec<Unread>) -> Row {
    for new in learnt {
        last += 1;
        let known = all.iter().position(|old| old.change.what.is_about_same(&new.change.what));
        let one = match known.map(|at| all.remove(at)) {
            Some(old) => follow(old, new),
            None => Some(new),
        };
        all.extend(one.map(|one| Unread { number: last, ..one }));
    }
    bound(&mut all);
    Row { last, list: all }
}

/// Keeps the newest.
fn bound(all: &mut Vec<Unread>) {
    all.drain(..all.len().saturating_sub(MOST));
    let mut bytes = 0;
    for one in all.iter_mut().rev() {
        bytes += one.to_text().len();
        if bytes > MOST_BYTES {
            (one.before, one.after, one.whole) = (None, None, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use prompt_commons::changes::Deed;

    use super::*;

    fn news(id: &str, deed: Deed, before: Option<&str>, after: Option<&str>) -> Unread {
        let shown =
            |text: &str| Shown::Prompt { draft: Draft { content: text.to_owned(), ..Draft::default() } };
        let what = What::Prompt { id: PromptId::parse(id).unwrap(), title: id.to_owned(), deed };
        let change = changes::Change { what, by: None, at: None };
        Unread {
            number: 0,
            change,
            before: before.map(shown),
            after: after.map(shown),
            whole: true,
            back: None,
        }
    }

    /// What adding one by one comes to: the deed, from what, to what.
    fn come_to(all: &[Unread]) -> Vec<(Deed, Option<String>, Option<String>)> {
        let add = |all: Row, one: &Unread| add(all.last, all.list, vec![one.clone()]);
        let all = all.iter().fold(Row::default(), add).list;
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
        let all =
            add(0, Vec::new(), ids.iter().map(|id| news(id, Deed::Added, None, Some("x"))).collect()).list;
        assert_eq!((all.len(), all[0].number, all[MOST - 1].number), (MOST, 4, MOST as u64 + 3));
    }

    #[test]
    fn large_prompts_are_not_kept_for_long() {
        let large = "x".repeat(MOST_BYTES - 1000);
        let all = ["p", "q"].map(|id| news(id, Deed::Added, None, Some(&large)));
        let kept: Vec<bool> =
            add(0, Vec::new(), all.to_vec()).list.iter().map(|one| one.after.is_some()).collect();
        assert_eq!(kept, [false, true]);
    }
}
