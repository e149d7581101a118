use std::rc::Rc;

use prompt_commons::model::LibraryId;
use prompt_commons::ports::{Change, Store, StoreError, Table};
use rexie::{KeyRange, ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::JsValue;

use crate::Handle;
use crate::error::of_store;

/// The database's name; its version goes up when a table is added.
const DATABASE: &str = "prompt-commons";
const VERSION: u32 = 1;

/// Handles can't be text, so they have a table beside the port's.
const HANDLES: &str = "handles";

/// The device's storage in IndexedDB.
#[derive(Clone, Debug)]
pub struct IndexedStore(Rc<Rexie>);

impl IndexedStore {
    /// Opens the extension's database, creating it on first use.
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(DATABASE).await
    }

    /// Opens another database of the same form; the contract suite has one of its own.
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        let mut builder = Rexie::builder(name).version(VERSION).add_object_store(ObjectStore::new(HANDLES));
        for table in Table::ALL {
            builder = builder.add_object_store(ObjectStore::new(table.name()));
        }
        Ok(Self(Rc::new(builder.build().await.map_err(|error| of_store(&error))?)))
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

    pub(crate) async fn keep(&self, library: &LibraryId, handle: Option<&Handle>) -> Result<(), StoreError> {
        let key = JsValue::from(library.as_str());
        self.change(&[HANDLES], async |transaction| {
            let store = transaction.store(HANDLES)?;
            match handle {
                Some(handle) => store.put(handle.as_js(), Some(&key)).await.map(|_| ()),
                None => store.delete(key).await,
            }
        })
        .await
    }

    async fn fetch(&self, table: &str, key: &str) -> Result<Option<JsValue>, StoreError> {
        let read = async {
            let transaction = self.0.transaction(&[table], TransactionMode::ReadOnly)?;
            transaction.store(table)?.get(key.into()).await
        };
        read.await.map_err(|error| of_store(&error))
    }

    async fn change(
        &self,
        tables: &[&str],
        work: impl AsyncFnOnce(&rexie::Transaction) -> rexie::Result<()>,
    ) -> Result<(), StoreError> {
        let done = async {
            let transaction = self.0.transaction(tables, TransactionMode::ReadWrite)?;
            match work(&transaction).await {
                Ok(()) => transaction.done().await.map(|_| ()),
                Err(error) => {
                    // All or none, also where only a later request failed.
                    transaction.abort().await?;
                    Err(error)
                }
            }
        };
        done.await.map_err(|error| of_store(&error))
    }
}

impl Store for IndexedStore {
    async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.fetch(table.name(), key).await?.and_then(|value| value.as_string()))
    }

    async fn scan(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let read = async {
            let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadOnly)?;
            let store = transaction.store(table.name())?;
            let range = match (prefix, after(prefix)) {
                ("", _) => None,
                (_, Some(after)) => {
                    Some(KeyRange::bound(&prefix.into(), &after.into(), Some(false), Some(true))?)
                }
                (_, None) => Some(KeyRange::lower_bound(&prefix.into(), Some(false))?),
            };
            store.scan(range, None, None, None).await
        };
        let rows = read.await.map_err(|error| of_store(&error))?;
        let rows = rows.into_iter().filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)));
        // The range is a little too wide where the order of UTF-16 units is not that of characters.
        Ok(rows.filter(|(key, _)| key.starts_with(prefix)).collect())
    }

    async fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        let names = Table::ALL.map(Table::name);
        self.change(&names, async |transaction| {
            for change in changes {
                match change {
                    Change::Put(table, key, text) => {
                        let key = JsValue::from(key.as_str());
                        transaction.store(table.name())?.put(&text.as_str().into(), Some(&key)).await?;
                    }
                    Change::Delete(table, key) => {
                        transaction.store(table.name())?.delete(key.as_str().into()).await?;
                    }
                }
            }
            Ok(())
        })
        .await
    }
}

/// Returns a text behind all those that start with `prefix`; `None` where there is none.
fn after(prefix: &str) -> Option<String> {
    let last = prefix.chars().next_back()?;
    let next = (last..=char::MAX).nth(1)?;
    Some(format!("{}{next}", prefix.strip_suffix(last)?))
}
