//! What kinds of news the person on this device doesn't want to hear of.

use prompt_commons::changes::Topic;
use prompt_commons::ports::{Change, Store, StoreError, Table};
use prompt_commons::stored::Stored;

use crate::Device;

const KEY: &str = "quiet";

/// Returns them. What can't be read keeps nobody from hearing of everything.
pub(crate) async fn load<D: Device>(device: &D) -> Result<Vec<Topic>, StoreError> {
    let text = device.store().get(Table::Settings, KEY).await?;
    Ok(text.as_deref().and_then(Stored::from_text).unwrap_or_default())
}

/// Keeps them, for the news that come from now on.
pub(crate) async fn save<D: Device>(device: &D, topics: &[Topic]) -> Result<(), StoreError> {
    let text = topics.to_vec().to_text();
    device.store().commit(&[Change::Put(Table::Settings, KEY.to_owned(), text)]).await
}
