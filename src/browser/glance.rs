//! One look into a table of the device's storage, for who has to be small: the selector reads rows, and never writes. `store.rs` does the rest, through rexie, which with all that it brings is a fifth of that module.

use js_sys::{Array, Promise};
use prompt_commons::ports::{StoreError, Table};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    EventTarget, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use crate::error::of_store;
use crate::store::{DATABASE, text};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    static FACTORY: IdbFactory;
}

/// Returns the texts of a table in the order of their keys; none where nothing was ever stored.
///
/// # Errors
///
/// What the browser says.
pub async fn texts(table: Table) -> Result<Vec<String>, StoreError> {
    Texts::of(table).read().await
}

/// The texts of a table that are on their way while something else is done.
#[derive(Debug)]
pub struct Texts(Promise);

impl Texts {
    /// Begins to read them.
    pub fn of(table: Table) -> Self {
        Self(future_to_promise(read(table, IdbObjectStore::get_all)))
    }

    /// Waits for them, as [`texts`] does.
    ///
    /// # Errors
    ///
    /// What the browser says.
    pub async fn read(self) -> Result<Vec<String>, StoreError> {
        let rows = JsFuture::from(self.0).await.map_err(|error| of_store(&error))?;
        let rows = rows.dyn_ref::<Array>().map(Array::to_vec).unwrap_or_default();
        Ok(rows.into_iter().filter_map(text).collect())
    }
}

/// Returns the text under a key of a table; none where there is none.
///
/// # Errors
///
/// What the browser says.
pub async fn text_of(table: Table, key: &str) -> Result<Option<String>, StoreError> {
    let key = JsValue::from(key);
    read(table, move |rows| rows.get(&key)).await.map(text).map_err(|error| of_store(&error))
}

async fn read(
    table: Table,
    ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<JsValue, JsValue> {
    let request = FACTORY.with(|factory| factory.open(DATABASE))?;
    if !opened(&request).await {
        // Whoever stores something first makes it.
        return Ok(JsValue::UNDEFINED);
    }
    let database: IdbDatabase = request.result()?.unchecked_into();
    let rows = |begun: IdbTransaction| begun.object_store(table.name());
    let asked = database.transaction_with_str(table.name()).and_then(rows).and_then(|rows| ask(&rows));
    // Closing waits for the transaction, and never stands in the way of a newer version.
    database.close();
    let asked = asked?;
    settled(&asked).await.map_err(|_| asked.error().map_or_else(|error| error, JsValue::from))?;
    asked.result()
}

/// Waits until the database is open; a database that is not there is not made.
async fn opened(request: &IdbOpenDbRequest) -> bool {
    let asked = request.clone();
    let leave = Closure::once(move |_: JsValue| {
        if let Some(made) = asked.transaction() {
            let _ = made.abort();
        }
    });
    request.set_onupgradeneeded(Some(leave.as_ref().unchecked_ref()));
    settled(request).await.is_ok()
}

fn settled(request: &EventTarget) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        for (event, heard) in [("success", resolve), ("error", reject)] {
            // Only an event without a name is refused.
            let _ = request.add_event_listener_with_callback(event, &heard);
        }
    }))
}
