use js_sys::{Array, JsString, Promise};
use prompt_commons::model::LibraryId;
use prompt_commons::ports::{Change, Store, StoreError, Table};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, IdbDatabase, IdbFactory, IdbKeyRange, IdbRequest, IdbTransaction};

use crate::Handle;
use crate::error::of_store;
use crate::object::object;

/// The database's name; its version goes up when a table is added.
const DATABASE: &str = "prompt-commons";
const VERSION: u32 = 1;

/// Handles can't be text, so they have a table beside the port's.
const HANDLES: &str = "handles";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    static FACTORY: IdbFactory;

    /// `IDBDatabase` with the options of a transaction, which web-sys holds back as unstable.
    #[wasm_bindgen(extends = IdbDatabase)]
    #[derive(Clone, Debug)]
    type Database;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Database,
        tables: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// The device's storage in IndexedDB.
#[derive(Clone, Debug)]
pub struct IndexedStore(Database);

impl IndexedStore {
    /// Opens the extension's database, creating it on first use.
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(DATABASE).await
    }

    /// Opens another database of the same form; the contract suite has one of its own.
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        connect(name).await.map(Self).map_err(|error| of_store(&error))
    }

    /// Closes the database and returns its name.
    pub fn close(self) -> String {
        self.0.close();
        self.0.name()
    }

    pub(crate) async fn handle(&self, library: &LibraryId) -> Result<Option<Handle>, StoreError> {
        let value = self.fetch(HANDLES, library.as_str()).await.map_err(|error| of_store(&error))?;
        Ok(Handle::from_js(value))
    }

    pub(crate) async fn keep(&self, library: &LibraryId, handle: Option<&Handle>) -> Result<(), StoreError> {
        let change = (HANDLES, library.as_str(), handle.map(|handle| handle.as_js().clone()));
        self.change(&[HANDLES], &[change]).await.map_err(|error| of_store(&error))
    }

    /// Begins a transaction. It ends by itself when its requests are done and no more were made.
    fn begin(&self, tables: &[&str], mode: &str) -> Result<IdbTransaction, JsValue> {
        let tables: Array = tables.iter().copied().map(JsString::from).collect();
        // What is shown as saved is on the disk, not on its way there.
        let options = object(&[("durability", "strict".into())]);
        self.0.transaction(&tables, mode, &options)
    }

    /// Returns the value under a key, or `undefined`.
    async fn fetch(&self, table: &str, key: &str) -> Result<JsValue, JsValue> {
        let store = self.begin(&[table], "readonly")?.object_store(table)?;
        answer(&store.get(&key.into())?).await
    }

    /// Returns the keys that start with `prefix`, and their values.
    async fn rows(&self, table: &str, prefix: &str) -> Result<(Array, Array), JsValue> {
        let store = self.begin(&[table], "readonly")?.object_store(table)?;
        let range = range(prefix)?;
        // Both before the first answer, of one state of the table and in one order.
        let keys = answer(&store.get_all_keys_with_key(&range)?);
        let values = answer(&store.get_all_with_key(&range)?);
        Ok((Array::from(&keys.await?), Array::from(&values.await?)))
    }

    /// Sets or removes values, all or none.
    async fn change(
        &self,
        tables: &[&str],
        changes: &[(&str, &str, Option<JsValue>)],
    ) -> Result<(), JsValue> {
        let transaction = self.begin(tables, "readwrite")?;
        // A request that fails aborts its transaction by itself.
        let ended = first(&transaction, "complete", "abort");
        let request = |(table, key, value): &(&str, &str, Option<JsValue>)| {
            let (store, key) = (transaction.object_store(table)?, JsValue::from(*key));
            match value {
                Some(value) => store.put_with_key(value, &key),
                None => store.delete(&key),
            }
        };
        if let Err(error) = changes.iter().try_for_each(|change| request(change).map(drop)) {
            // Else those before it would be committed. One that can't be aborted has ended.
            let _ = transaction.abort();
            return Err(error);
        }
        ended.await.map(drop).map_err(|_| transaction.error().into())
    }
}

impl Store for IndexedStore {
    async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        let value = self.fetch(table.name(), key).await.map_err(|error| of_store(&error))?;
        Ok(value.as_string())
    }

    async fn scan(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let (keys, texts) = self.rows(table.name(), prefix).await.map_err(|error| of_store(&error))?;
        let rows = keys.iter().zip(texts.iter());
        let rows = rows.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?)));
        // The range is a little too wide where the order of UTF-16 units is not that of characters.
        Ok(rows.filter(|(key, _)| key.starts_with(prefix)).collect())
    }

    async fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        let changes: Vec<_> = changes
            .iter()
            .map(|change| match change {
                Change::Put(table, key, text) => (table.name(), key.as_str(), Some(text.into())),
                Change::Delete(table, key) => (table.name(), key.as_str(), None),
            })
            .collect();
        self.change(&Table::ALL.map(Table::name), &changes).await.map_err(|error| of_store(&error))
    }
}

async fn connect(name: &str) -> Result<Database, JsValue> {
    let request = FACTORY.with(|factory| factory.open_with_u32(name, VERSION))?;
    let asked = request.clone();
    let upgrade = Closure::<dyn FnMut()>::new(move || {
        if let Ok(database) = asked.result() {
            create_tables(database.unchecked_ref());
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Ok(answer(&request).await?.unchecked_into())
}

/// Creates the tables that an older version did not have.
fn create_tables(database: &IdbDatabase) {
    let there = database.object_store_names();
    for name in Table::ALL.map(Table::name).into_iter().chain([HANDLES]) {
        if !there.contains(name) {
            // A table that can't be created is missed by the first who asks for it.
            let _ = database.create_object_store(name);
        }
    }
}

/// Waits for a request's answer. The request is heard from this call on, before the first poll.
fn answer(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let (request, ended) = (request.clone(), first(request, "success", "error"));
    async move {
        match ended.await {
            Ok(_) => request.result(),
            Err(_) => Err(request.error()?.into()),
        }
    }
}

/// Waits for the first of two events: the one is success, the other failure.
fn first(target: &EventTarget, good: &str, bad: &str) -> JsFuture {
    let promise = Promise::new(&mut |resolve, reject| {
        for (event, heard) in [(good, resolve), (bad, reject)] {
            // Only an event without a name is refused.
            let _ = target.add_event_listener_with_callback(event, &heard);
        }
    });
    JsFuture::from(promise)
}

/// Returns the range of all keys that start with `prefix`; what stands for all keys if that is empty.
fn range(prefix: &str) -> Result<JsValue, JsValue> {
    match (prefix, after(prefix)) {
        ("", _) => Ok(JsValue::UNDEFINED),
        (_, Some(after)) => {
            IdbKeyRange::bound_with_lower_open_and_upper_open(&prefix.into(), &after.into(), false, true)
                .map(JsValue::from)
        }
        (_, None) => IdbKeyRange::lower_bound(&prefix.into()).map(JsValue::from),
    }
}

/// Returns a text behind all those that start with `prefix`; `None` where there is none.
fn after(prefix: &str) -> Option<String> {
    let last = prefix.chars().next_back()?;
    let next = (last..=char::MAX).nth(1)?;
    Some(format!("{}{next}", prefix.strip_suffix(last)?))
}
