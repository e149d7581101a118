use prompt_commons::order::sorted;
use prompt_commons::ports::{Store, StoreError, Table};
use prompt_commons::search::fold;
use prompt_commons::shelf::Shelf;

use crate::Device;

/// Returns all libraries as the selector shows them: My Prompts first, then teams by name.
pub async fn shelves<D: Device>(device: &D) -> Result<Vec<Shelf>, StoreError> {
    let rows = device.store().scan(Table::Shelves, "").await?;
    // One of an older version is written anew at the library's next sync.
    let shelves = rows.iter().filter_map(|(_, text)| Shelf::from_text(text)).collect();
    Ok(sorted(shelves, |shelf: &Shelf| (usize::from(!shelf.personal), fold(&shelf.name))))
}
