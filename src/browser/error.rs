use prompt_commons::phrase;
use prompt_commons::phrase::Phrase;
use prompt_commons::ports::{FolderError, StoreError};
use wasm_bindgen::{JsCast, JsValue};

/// Returns the name of a `DOMException`, or "" for anything else.
pub(crate) fn name(error: &JsValue) -> String {
    error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name).unwrap_or_default()
}

/// Returns what the browser says about an error.
pub(crate) fn message(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => error
            .dyn_ref::<web_sys::DomException>()
            .map_or_else(|| format!("{error:?}"), web_sys::DomException::message),
    }
}

/// Sorts an error of the File System Access API by its name in the specification.
pub(crate) fn of_folder(error: &JsValue) -> FolderError {
    match name(error).as_str() {
        "NotAllowedError" | "SecurityError" => FolderError::NoPermission,
        "NotFoundError" => FolderError::FolderGone,
        "NoModificationAllowedError" | "InvalidStateError" => FolderError::ReadOnly,
        "QuotaExceededError" => FolderError::DiskFull,
        "NotReadableError" => FolderError::Busy,
        _ => FolderError::Other(Phrase::verbatim(&message(error))),
    }
}

/// Takes what IndexedDB says: the name and the words of its `DOMException`, as either alone may say nothing.
pub(crate) fn of_store(error: &JsValue) -> StoreError {
    let (name, message) = (name(error), message(error));
    let words = if name.is_empty() { message } else { format!("{name}: {message}") };
    StoreError(Phrase::verbatim(&words))
}

/// Takes what the browser says out of an error of rexie. Its own words are "idb error", and those of its sources bring
/// 5 kB into each surface.
pub(crate) fn of_rexie(error: rexie::Error) -> StoreError {
    match error {
        rexie::Error::IdbError(idb::Error::DomException(error)) => of_store(&error),
        rexie::Error::IdbError(
            idb::Error::IndexedDbOpenFailed(error) | idb::Error::TransactionOpenFailed(error),
        ) => of_store(&error),
        _ => StoreError(phrase!("store-unreadable")),
    }
}
