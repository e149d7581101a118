use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::object::object;
use crate::promise::promise;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, the same in windows and workers (Web Locks API).
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = locks)]
    static LOCKS: LockManager;

    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, callback: &Function) -> Promise;

    #[wasm_bindgen(method, js_name = request)]
    fn request_with(this: &LockManager, name: &str, options: &JsValue, callback: &Function) -> Promise;
}

/// Takes a lock if nobody has it, for as long as this context lives. Returns whether it was free.
pub(crate) async fn take(name: &str) -> bool {
    // The lock lasts as long as what its callback returns: for ever, or not at all.
    try_lock(name, promise().0.into()).await
}

/// Tells whether nobody has a lock.
pub(crate) async fn is_free(name: &str) -> bool {
    try_lock(name, JsValue::UNDEFINED).await
}

async fn try_lock(name: &str, until: JsValue) -> bool {
    let (answered, answer) = promise();
    let callback = Closure::once_into_js(move |lock: JsValue| {
        let is_free = !lock.is_null();
        let _ = answer.call1(&JsValue::UNDEFINED, &is_free.into());
        if is_free { until } else { JsValue::UNDEFINED }
    });
    let options = object(&[("ifAvailable", true.into())]);
    let _ = LOCKS.with(|locks| locks.request_with(name, &options, callback.unchecked_ref()));
    JsFuture::from(answered).await.is_ok_and(|is_free| is_free == true)
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
