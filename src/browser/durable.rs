//! The one thing that rexie can't do: a commit that waits for the disk.
//!
//! Chromium calls a transaction complete once the operating system has its data, unless the transaction was begun
//! with [`durability: "strict"`][durability]. rexie 0.6.2 can't say so: its [`transaction`][rexie] takes tables and a
//! mode, as does the one of [`idb`][idb] below it, and the `IDBDatabase` that could be asked is private. So each commit
//! has a connection of its own. To open one more takes half a millisecond, and as it ends with its transaction there is
//! none to keep, to close, or to stand in the way of a newer version.
//!
//! [durability]: https://developer.mozilla.org/docs/Web/API/IDBDatabase/transaction#durability
//! [rexie]: https://docs.rs/rexie/0.6.2/rexie/struct.Rexie.html#method.transaction
//! [idb]: https://docs.rs/idb/0.6.5/idb/struct.Database.html#method.transaction

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, IdbDatabase, IdbFactory, IdbTransaction};

use crate::object::object;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    static FACTORY: IdbFactory;

    /// `IDBDatabase` with the options of a transaction, which web-sys holds back as unstable.
    #[wasm_bindgen(extends = IdbDatabase)]
    type Database;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Database,
        tables: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// A table, a key in it, and the value to set there; none to remove what is there.
pub(crate) type Row<'a> = (&'a str, &'a str, Option<JsValue>);

/// Makes all changes or none in the database of that name, which has to be there. When it returns, they are on the
/// disk.
pub(crate) async fn commit(name: &str, tables: &[&str], rows: &[Row<'_>]) -> Result<(), JsValue> {
    let request = FACTORY.with(|factory| factory.open(name))?;
    if first(&request, "success", "error").await.is_err() {
        return Err(request.error()?.into());
    }
    let database: Database = request.result()?.unchecked_into();
    let ended = write(&database, tables, rows);
    // Closing waits for the transaction, and nothing else will be asked of this connection.
    database.close();
    let (transaction, ended) = ended?;
    ended.await.map(drop).map_err(|_| transaction.error().into())
}

/// Asks for all changes; the future waits for the end of the transaction.
fn write(
    database: &Database,
    tables: &[&str],
    rows: &[Row<'_>],
) -> Result<(IdbTransaction, JsFuture), JsValue> {
    let tables: Array = tables.iter().copied().map(JsString::from).collect();
    let options = object(&[("durability", "strict".into())]);
    let transaction = database.transaction(&tables, "readwrite", &options)?;
    // A request that fails aborts its transaction by itself.
    let ended = first(&transaction, "complete", "abort");
    for (table, key, value) in rows {
        let asked = transaction.object_store(table).and_then(|store| match value {
            Some(value) => store.put_with_key(value, &(*key).into()),
            None => store.delete(&(*key).into()),
        });
        if let Err(error) = asked {
            // Else those before it would be committed. One that can't be aborted has ended.
            let _ = transaction.abort();
            return Err(error);
        }
    }
    Ok((transaction, ended))
}

/// Waits for the first of two events: the one is success, the other failure. They are heard from this call on.
fn first(target: &EventTarget, good: &str, bad: &str) -> JsFuture {
    let promise = Promise::new(&mut |resolve, reject| {
        for (event, heard) in [(good, resolve), (bad, reject)] {
            // Only an event without a name is refused.
            let _ = target.add_event_listener_with_callback(event, &heard);
        }
    });
    JsFuture::from(promise)
}
