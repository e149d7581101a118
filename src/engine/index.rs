use std::collections::HashMap;

use prompt_commons::model::LibraryId;
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::search;
use prompt_commons::search::{Fields, Index};

use crate::{Device, content, view};

/// Prompts that are read one by one.
const FEW: usize = 100;

/// An index is stored again when more than one prompt in so many had to be read: less is read again as quickly as it is written.
const WORTH: usize = 32;

/// Returns the index of a library whose [print](search::print) is `print`, or of the library as it is now, if that is another.
/// `held`: one of it that is at hand.
pub async fn index<D: Device>(
    device: &D,
    id: &LibraryId,
    print: u64,
    held: Option<Index>,
) -> Result<Index, StoreError> {
    let mut index = if let Some(held) = held {
        held
    } else {
        let stored = device.store().get(Table::Indexes, id.as_str()).await?;
        stored.and_then(|text| Index::from_text(&text)).unwrap_or_default()
    };
    if index.print() == print {
        return Ok(index);
    }
    let read = if let Some(read) = renewed(device, id, &mut index).await? {
        read
    } else {
        let content = content::all(device, id, None).await?;
        let fields = content.as_ref().map(|content| search::fields(&content.library)).unwrap_or_default();
        index.renew(&fields)
    };
    if read > index.len() / WORTH {
        let text = index.to_text();
        view::exclusive(device, id, keep(device, id, text)).await?;
    }
    Ok(index)
}

/// Has an index read what is new in a library, and returns how much that was; `None` where it is as quick to read all of it.
async fn renewed<D: Device>(
    device: &D,
    id: &LibraryId,
    index: &mut Index,
) -> Result<Option<usize>, StoreError> {
    let Some((head, prints)) = content::outlined(device, id).await? else { return Ok(None) };
    let places = index.unknown(&prints);
    if places.len() > FEW {
        return Ok(None);
    }
    let Some(library) = content::at(device, id, head, &places).await? else { return Ok(None) };
    let new: HashMap<usize, Fields<'_>> = places.into_iter().zip(search::fields(&library)).collect();
    let read = index.renew_with(&prints, |place| new.get(&place));
    if read.is_none() {
        *index = Index::default();
    }
    Ok(read)
}

/// Stores an index, unless its library has been forgotten meanwhile.
async fn keep<D: Device>(device: &D, id: &LibraryId, text: String) -> Result<(), StoreError> {
    if device.store().get(Table::Beside, id.as_str()).await?.is_none() {
        return Ok(());
    }
    device.store().commit(&[Change::Put(Table::Indexes, id.to_string(), text)]).await
}
