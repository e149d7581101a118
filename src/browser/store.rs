use std::rc::Rc;

use js_sys::Uint8Array;
use prompt_commons::model::LibraryId;
use prompt_commons::ports::{Change, Store, StoreError, Table};
use rexie::{KeyRange, ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{of_rexie, of_store};
use crate::{Handle, durable};

/// The database's name; its version goes up when a table is added.
pub(crate) const DATABASE: &str = "prompt-commons";
const VERSION: u32 = 7;

/// Handles can't be text, so they have a table beside the port's.
const HANDLES: &str = "handles";

/// The device's storage in IndexedDB: rexie opens and reads it, `durable.rs` commits to it.
#[derive(Clone, Debug)]
pub struct IndexedStore(Rc<Rexie>);

impl IndexedStore {
    /// Opens the extension's database, creating it on first use.
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(DATABASE).await
    }

    /// Opens another database of the same form; the contract suite has one of its own.
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        let mut builder = Rexie::builder(name).version(VERSION);
        for table in Table::ALL.map(Table::name).into_iter().chain([HANDLES]) {
            builder = builder.add_object_store(ObjectStore::new(table));
        }
        builder.build().await.map(Rc::new).map(Self).map_err(of_rexie)
    }

    /// Closes the database, if nothing else in this surface uses it, and returns its name.
    pub fn close(self) -> String {
        let name = self.0.name();
        if let Ok(database) = Rc::try_unwrap(self.0) {
            database.close();
        }
        name
    }

    pub(crate) async fn handle(&self, library: &LibraryId) -> Result<Option<Handle>, StoreError> {
        Ok(self.fetch(HANDLES, library.as_str()).await?.and_then(Handle::from_js))
    }

    pub(crate) async fn handles(&self) -> Result<Vec<Handle>, StoreError> {
        let store = self.0.transaction(&[HANDLES], TransactionMode::ReadOnly);
        let store = store.and_then(|begun| begun.store(HANDLES)).map_err(of_rexie)?;
        let all = store.get_all(None, None).await.map_err(of_rexie)?;
        Ok(all.into_iter().filter_map(Handle::from_js).collect())
    }

    pub(crate) async fn keep(&self, library: &LibraryId, handle: Option<&Handle>) -> Result<(), StoreError> {
        let row = (HANDLES, library.as_str(), handle.map(|handle| handle.as_js().clone()));
        self.change(&[HANDLES], &[row]).await
    }

    async fn fetch(&self, table: &str, key: &str) -> Result<Option<JsValue>, StoreError> {
        let store =
            self.0.transaction(&[table], TransactionMode::ReadOnly).and_then(|begun| begun.store(table));
        store.map_err(of_rexie)?.get(key.into()).await.map_err(of_rexie)
    }

    async fn change(&self, tables: &[&str], rows: &[durable::Row<'_>]) -> Result<(), StoreError> {
        durable::commit(&self.0.name(), tables, rows).await.map_err(|error| of_store(&error))
    }
}

impl Store for IndexedStore {
    async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.fetch(table.name(), key).await?.and_then(text))
    }

    async fn scan(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let read = async {
            let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadOnly)?;
            let store = transaction.store(table.name())?;
            let range = range(prefix)?;
            // One transaction, so both are of one state of the table and in one order.
            let keys = store.get_all_keys(range.clone(), None).await?;
            let values = store.get_all(range, None).await?;
            Ok(keys.into_iter().zip(values))
        };
        let rows = read.await.map_err(of_rexie)?;
        let rows = rows.filter_map(|(key, value)| Some((key.as_string()?, text(value)?)));
        // The range is a little too wide where the order of UTF-16 units is not that of characters.
        Ok(rows.filter(|(key, _)| key.starts_with(prefix)).collect())
    }

    async fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        if changes.is_empty() {
            // A transaction of no table is an error.
            return Ok(());
        }
        let rows: Vec<_> = changes
            .iter()
            .map(|change| match change {
                Change::Put(table, key, text) => (table.name(), key.as_str(), Some(bytes(text))),
                Change::Delete(table, key) => (table.name(), key.as_str(), None),
            })
            .collect();
        let mut tables = Vec::new();
        for (table, ..) in &rows {
            if !tables.contains(table) {
                tables.push(*table);
            }
        }
        self.change(&tables, &rows).await
    }
}

/// Returns what stands for a text in the database: its UTF-8, which comes back several times as fast as a string does.
fn bytes(text: &str) -> JsValue {
    Uint8Array::from(text.as_bytes()).into()
}

pub(crate) fn text(value: JsValue) -> Option<String> {
    String::from_utf8(value.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
}

/// Returns the range of all keys that start with `prefix`, and some more; `None` for all keys there are.
fn range(prefix: &str) -> rexie::Result<Option<KeyRange>> {
    match (prefix, after(prefix)) {
        ("", _) => Ok(None),
        (_, Some(after)) => {
            Ok(Some(KeyRange::bound(&prefix.into(), &after.into(), Some(false), Some(true))?))
        }
        (_, None) => Ok(Some(KeyRange::lower_bound(&prefix.into(), Some(false))?)),
    }
}

/// Returns a text behind all those that start with `prefix`; `None` where there is none.
fn after(prefix: &str) -> Option<String> {
    let last = prefix.chars().next_back()?;
    let next = (last..=char::MAX).nth(1)?;
    Some(format!("{}{next}", prefix.strip_suffix(last)?))
}
