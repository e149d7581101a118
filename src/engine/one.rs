//! An edit of one prompt: of a library of any size, what is read and written is what holds the prompt.
//!
//! What surfaces read is the snapshot with the outbox applied. So what it is with one more edit follows from it alone, where nothing
//! else is at stake: no decision, no trash, no copy kept beside it. Everything else is worked out of the snapshot.

use prompt_commons::causal::conflict::Conflict;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::compact::{PRINTS, Part, Repacked};
use prompt_commons::model::{Library, LibraryId, PromptId};
use prompt_commons::ports::{Change, Clock as _, Store, StoreError, Table, prefix};
use prompt_commons::shelf::{self, Rows};
use prompt_commons::stored::Stored;

use crate::record::{self, Record};
use crate::view::{Beside, Made, found};
use crate::{Device, content, edit, news};

/// What is read of a library to edit one prompt.
struct One {
    record: Record,
    part: Part,
    beside: Beside,
    /// The row of what others changed, if some of it is about the prompt.
    news: Option<String>,
}

/// Journals an edit, and `more` together with it. `None` where more is at stake than one prompt; then nothing was done.
pub(crate) async fn journalled<D: Device>(
    device: &D,
    id: &LibraryId,
    command: &Command,
    more: &[Change],
) -> Result<Option<Outcome>, StoreError> {
    let Some(One { record, part, beside, news }) = read(device, id, command).await? else { return Ok(None) };
    let mut library = part.library();
    if is_in_sets(&library, command) {
        return Ok(None);
    }
    let entry = edit::entry(device, &record, command.clone(), device.clock().now());
    if entry.preview(&mut library) != Ok(Outcome::Done) {
        return Ok(None);
    }
    let Some(packed) = part.repacked(&library) else { return Ok(None) };
    let Some((shelf, part)) = shelved(device, id, &library, &packed).await? else { return Ok(None) };
    let retold = news.and_then(|news| news::retold(&news, &library, &record.email, &beside.conflicts));
    let number = edit::next_number(device, id).await?;
    let unsaved = beside.unsaved.saturating_add(1);
    let beside = Beside { unsaved, made: Made::of(&packed.head, &shelf), ..beside };

    let key = prefix(id);
    let piece = format!("{key}{}", packed.name);
    let mut changes = more.to_vec();
    changes.extend([
        edit::journal_entry(device, id, number, &entry),
        packed.piece.map_or(Change::Delete(Table::Views, piece.clone()), |text| {
            Change::Put(Table::Views, piece, text)
        }),
        Change::Put(Table::Views, format!("{key}{PRINTS}"), packed.prints),
        Change::Put(Table::Views, key.clone(), packed.head),
        part,
        Change::Put(Table::Shelves, key, shelf),
        Change::Put(Table::Beside, id.to_string(), beside.to_text()),
    ]);
    changes.extend(retold.map(|news| Change::Put(Table::News, id.to_string(), news)));
    device.store().commit(&changes).await?;
    Ok(Some(Outcome::Done))
}

async fn read<D: Device>(device: &D, id: &LibraryId, command: &Command) -> Result<Option<One>, StoreError> {
    // Of My Prompts the bytes are counted, all of them.
    let Some(prompt) = alone(command).filter(|_| !id.is_personal()) else { return Ok(None) };
    let store = device.store();
    let beside = store.get(Table::Beside, id.as_str()).await?.and_then(|text| Beside::from_text(&text));
    let Some(beside) = beside.filter(|beside| beside.made.is_ours()) else { return Ok(None) };
    let open = store.get(Table::Conflicts, id.as_str()).await?;
    let open: Vec<Conflict> = open.map_or(Ok(Vec::new()), |text| record::from_text(&text))?;
    let is_asked = |open: &Conflict| command.about().is_some_and(|about| about == open.about);
    if open.iter().chain(&beside.conflicts).any(is_asked) {
        return Ok(None);
    }
    let news = store.get(Table::News, id.as_str()).await?;
    // Of anything else there is to say what there was.
    let news = news.filter(|news| news::may_name(news, prompt));
    let told = news.as_deref().map(news::prompts).unwrap_or_default();
    let Some((mut head, prints)) = content::outlined(device, id).await? else { return Ok(None) };
    let prompts: Vec<&str> = std::iter::once(prompt).chain(&told).map(PromptId::as_str).collect();
    let names = head.holding(&prompts);
    content::take(device, id, &mut head, names).await?;
    let record = found(record::one(device, id).await?)?;
    Ok(Some(One { record, part: Part::new(head, prints), beside, news }))
}

/// Returns the prompt that a command is about, if it may be about nothing else.
fn alone(command: &Command) -> Option<&PromptId> {
    match command {
        Command::AddPrompt { id, .. } | Command::EditPrompt { id, .. } | Command::DeletePrompt { id, .. } => {
            Some(id)
        }
        _ => None,
    }
}

/// Tells whether it deletes something that stands in other lists, too.
fn is_in_sets(library: &Library, command: &Command) -> bool {
    let Command::DeletePrompt { id, .. } = command else { return false };
    library.prompt(id).is_some_and(|prompt| prompt.sets().next().is_some())
}

/// Returns the head of what the selector reads once a prompt has changed, and the change of the part that holds it; `None` if other parts
/// change, too.
async fn shelved<D: Device>(
    device: &D,
    id: &LibraryId,
    library: &Library,
    packed: &Repacked,
) -> Result<Option<(String, Change)>, StoreError> {
    let (store, key) = (device.store(), prefix(id));
    let name = |part| format!("{key}{}", shelf::key(part));
    let Some(mut rows) = store.get(Table::Shelves, &key).await?.and_then(|head| Rows::read(&head)) else {
        return Ok(None);
    };
    let text = match rows.holding(&packed.difference) {
        Some(part) => store.get(Table::Shelves, &name(part)).await?,
        None => None,
    };
    let changed = rows.change(&packed.difference, text.as_deref(), library, packed.searched);
    let text = changed.and_then(|part| Some((part, rows.part(part)?.to_owned())));
    Ok(text.map(|(part, text)| (rows.head(), Change::Put(Table::Shelves, name(part), text))))
}
