use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::promise::promise;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, the same in windows and workers (Web Locks API).
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = locks)]
    static LOCKS: LockManager;

    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, callback: &Function) -> Promise;
}

/// Lets go of a lock when dropped, also when the work under it was given up.
struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving a promise can't fail.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Runs `work` while no other context of the extension holds the lock `name`.
pub(crate) async fn exclusive<T>(name: &str, work: impl Future<Output = T>) -> T {
    let (granted, grant) = promise();
    let (released, release) = promise();
    let held = Held(release);
    // The lock lasts as long as the promise that its callback returns.
    let callback = Closure::once_into_js(move || {
        let _ = grant.call0(&JsValue::UNDEFINED);
        released
    });
    // What the browser answers is the callback's own promise again.
    let _ = LOCKS.with(|locks| locks.request(name, callback.unchecked_ref()));
    // A promise of ours that is never rejected.
    let _ = JsFuture::from(granted).await;
    let result = work.await;
    drop(held);
    result
}
