//! The browser's own dialogs for folders and files. They belong into the full page: a popup closes under its
//! dialog before the answer arrives.

use js_sys::Array;
use prompt_commons::ports::FolderError;
use wasm_bindgen::prelude::*;

use crate::object::object;
use crate::{Handle, error};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = window, js_name = showDirectoryPicker)]
    async fn show_directory_picker(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = window, js_name = showOpenFilePicker)]
    async fn show_open_file_picker(options: &JsValue) -> Result<JsValue, JsValue>;
}

/// Lets the person pick a folder to read and write; `None` if they cancelled. To be called from a click.
pub async fn folder() -> Result<Option<Handle>, FolderError> {
    let options = object(&[("id", "team-folder".into()), ("mode", "readwrite".into())]);
    answer(show_directory_picker(&options).await)
}

/// Lets the person pick one JSON file; `None` if they cancelled. To be called from a click.
///
/// The browser grants reading; writing is asked for right after, under the same click.
pub async fn file() -> Result<Option<Handle>, FolderError> {
    let accept = object(&[("application/json", Array::of1(&".json".into()).into())]);
    let kind = object(&[("accept", accept)]);
    let options = object(&[("id", "team-folder".into()), ("types", Array::of1(&kind).into())]);
    let files = show_open_file_picker(&options).await;
    let handle = answer(files.map(|files| Array::from(&files).get(0)))?;
    if let Some(handle) = &handle {
        // Reading is enough to join; a refusal shows later as the library's sync state.
        let _ = handle.request().await;
    }
    Ok(handle)
}

fn answer(picked: Result<JsValue, JsValue>) -> Result<Option<Handle>, FolderError> {
    match picked {
        Ok(value) => Ok(Handle::from_js(value)),
        Err(reason) if error::name(&reason) == "AbortError" => Ok(None),
        Err(reason) => Err(error::of_folder(&reason)),
    }
}
