//! What is kept of a library for surfaces to read: in pieces, so that one reads what it needs, and an edit writes what it changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use prompt_commons::compact::{Gathering, Head, PRINTS, Packed, Pieces, print};
use prompt_commons::filing::Filing;
use prompt_commons::model::{Library, LibraryId};
use prompt_commons::phrase;
use prompt_commons::ports::{Change, Store, StoreError, Table, prefix};
use prompt_commons::shelf::{self, Rows};

use crate::Device;
use crate::view::hash;

/// Prompts that are read as soon as some of them.
const AT_ONCE: usize = 1000;

/// Prompts that are put in order before a surface does something else: a few milliseconds of work.
const SLICE: usize = 4096;

/// What was read of it.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) library: Arc<Library>,
    /// Where its prompts are filed.
    pub(crate) filing: Arc<Filing>,
    /// The [print](search::print) of what is searched of it.
    pub(crate) searched: u64,
    /// Its prompts as they were read.
    pub(crate) pieces: Pieces,
    /// A hash of what stood in front of them.
    pub(crate) head: u64,
}

/// Reads what is shown of a library; `None` if there is nothing. `known`: what was read of it before.
///
/// It is read in parts, so that a surface can do something else between them, and only those that `known` has otherwise. If someone
/// wrote meanwhile, it is read again, and at once.
pub(crate) async fn all<D: Device>(
    device: &D,
    id: &LibraryId,
    known: Option<&Content>,
) -> Result<Option<Content>, StoreError> {
    let (store, key) = (device.store(), prefix(id));
    let Some(text) = store.get(Table::Views, &key).await? else { return Ok(None) };
    let print = hash(&text);
    if let Some(known) = known.filter(|known| known.head == print) {
        return Ok(Some(known.clone()));
    }
    let mut head = Head::read(&text);
    if let (Some(head), Some(known)) = (&mut head, known) {
        head.take_known(&known.pieces);
    }
    let missing = head.as_ref().map(Head::missing).unwrap_or_default();
    for group in missing {
        let rows = store.scan(Table::Views, &format!("{key}{group}")).await?;
        head = head.and_then(|head| taken(head, &key, &rows));
    }
    let parts = in_order(device, head, print).await;
    if parts.is_some() {
        return Ok(parts);
    }
    let rows = store.scan(Table::Views, &key).await?;
    let Some((_, head)) = rows.first().filter(|(first, _)| *first == key) else { return Ok(None) };
    let whole = Head::read(head).and_then(|read| taken(read, &key, &rows));
    let whole = in_order(device, whole, hash(head)).await;
    whole.map(Some).ok_or_else(|| StoreError(phrase!("store-view-unreadable")))
}

/// Reads only some prompts, in this order, and how many that leaves; `None` where all of them are read as soon, or none of these is there.
pub(crate) async fn some<D: Device>(
    device: &D,
    id: &LibraryId,
    prompts: &[&str],
) -> Result<Option<(Content, usize)>, StoreError> {
    let (store, key) = (device.store(), prefix(id));
    let head = store.get(Table::Views, &key).await?.and_then(|head| Head::read(&head));
    let Some(mut head) = head.filter(|head| head.count() > AT_ONCE) else { return Ok(None) };
    let names = head.holding(prompts);
    // What someone wrote meanwhile is read with the rest.
    take(device, id, &mut head, names).await?;
    let (count, searched) = (head.count(), head.searched);
    let library = head.only(prompts);
    let left = count.saturating_sub(library.prompts().len());
    let is_any = !library.prompts().is_empty();
    let content = || Content {
        filing: Arc::new(Filing::of(&library)),
        library: Arc::new(library),
        searched,
        pieces: Pieces::default(),
        head: 0,
    };
    Ok(is_any.then(|| (content(), left)))
}

/// Reads what stands in front of a library's prompts, and what tells each of them from others; `None` if there is none of this form.
pub(crate) async fn outlined<D: Device>(
    device: &D,
    id: &LibraryId,
) -> Result<Option<(Head, Vec<u64>)>, StoreError> {
    let (store, key) = (device.store(), prefix(id));
    let head = store.get(Table::Views, &key).await?.and_then(|head| Head::read(&head));
    let prints = store.get(Table::Views, &format!("{key}{PRINTS}")).await?;
    Ok(head.zip(prints).and_then(|(head, prints)| {
        let prints = head.prints(&prints)?;
        Some((head, prints))
    }))
}

/// Reads the pieces of some names; one that someone wrote meanwhile is left out.
pub(crate) async fn take<D: Device>(
    device: &D,
    id: &LibraryId,
    head: &mut Head,
    names: Vec<String>,
) -> Result<(), StoreError> {
    let key = prefix(id);
    for name in names {
        let piece = device.store().get(Table::Views, &format!("{key}{name}")).await?;
        piece.and_then(|piece| head.take(&name, &piece));
    }
    Ok(())
}

/// Reads the prompts at some places alone, which rise; `None` if someone wrote meanwhile.
pub(crate) async fn at<D: Device>(
    device: &D,
    id: &LibraryId,
    head: Head,
    places: &[usize],
) -> Result<Option<Library>, StoreError> {
    let mut head = head;
    let names = head.names_at(places);
    take(device, id, &mut head, names).await?;
    Ok(head.at(places))
}

fn taken(mut head: Head, key: &str, rows: &[(String, String)]) -> Option<Head> {
    for (name, piece) in rows {
        head.take(name.strip_prefix(key)?, piece)?;
    }
    Some(head)
}

/// Puts the prompts in order; `None` if one is missing. `print`: a hash of the head's text.
async fn in_order<D: Device>(device: &D, head: Option<Head>, print: u64) -> Option<Content> {
    let head = head?;
    let (searched, is_large) = (head.searched, head.count() > SLICE);
    let mut gathering = Gathering::of(head)?;
    while gathering.step(SLICE)? {
        device.wait(0).await;
    }
    if is_large {
        // What is done with it is work enough.
        device.wait(0).await;
    }
    let (library, filing, pieces) = gathering.done();
    Some(Content { library: Arc::new(library), filing: Arc::new(filing), searched, pieces, head: print })
}

/// Returns the changes that make what is kept of a library that which surfaces read. `is_ours`: whether this version of the program
/// made it.
pub(crate) async fn repacked<D: Device>(
    device: &D,
    id: &LibraryId,
    packed: Packed,
    is_ours: bool,
) -> Result<Vec<Change>, StoreError> {
    let key = prefix(id);
    let before = device.store().get(Table::Views, &key).await?;
    if is_ours && before.as_ref() == Some(&packed.head) {
        return Ok(Vec::new());
    }
    let known = before.and_then(|head| Head::read(&head));
    let searched = known.as_ref().map(|known| known.searched);
    let known: BTreeMap<&str, &str> = known.iter().flat_map(Head::pieces).collect();
    let gone = known.keys().filter(|name| !packed.pieces.contains_key(**name));
    let mut changes: Vec<Change> =
        gone.map(|name| Change::Delete(Table::Views, format!("{key}{name}"))).collect();
    for (name, piece) in packed.pieces {
        if !is_ours || known.get(name.as_str()).copied() != print(&piece) {
            changes.push(Change::Put(Table::Views, format!("{key}{name}"), piece));
        }
    }
    if !is_ours || searched != Some(packed.searched) {
        changes.push(Change::Put(Table::Views, format!("{key}{PRINTS}"), packed.prints));
    }
    changes.push(Change::Put(Table::Views, key, packed.head));
    Ok(changes)
}

/// Returns the changes that make what is kept of a library that which the selector reads. `is_ours`: as in [`repacked`].
pub(crate) async fn reshelved<D: Device>(
    device: &D,
    id: &LibraryId,
    shelf: &Rows,
    is_ours: bool,
) -> Result<Vec<Change>, StoreError> {
    let (store, key) = (device.store(), prefix(id));
    let before = if is_ours { store.get(Table::Shelves, &key).await? } else { None };
    let before = before.and_then(|head| Rows::read(&head));
    let mut changes = Vec::new();
    if before.is_none() {
        let rows = store.scan(Table::Shelves, &key).await?;
        changes.extend(rows.into_iter().map(|(key, _)| Change::Delete(Table::Shelves, key)));
        // Earlier versions had it in one row.
        changes.push(Change::Delete(Table::Shelves, id.to_string()));
    }
    let name = |part| format!("{key}{}", shelf::key(part));
    for part in 0..shelf.count() {
        let is_there = before.as_ref().is_some_and(|before| shelf.is_same(part, before));
        if let Some(text) = shelf.part(part).filter(|_| !is_there) {
            changes.push(Change::Put(Table::Shelves, name(part), text.to_owned()));
        }
    }
    let gone = shelf.count()..before.as_ref().map_or(0, Rows::count);
    changes.extend(gone.map(|part| Change::Delete(Table::Shelves, name(part))));
    changes.push(Change::Put(Table::Shelves, key, shelf.head()));
    Ok(changes)
}
