//! Files that a person hands over, and files that they take along.

use js_sys::{Array, Uint8Array};
use prompt_commons::format::MAX_FILE_BYTES;
use prompt_commons::ports::FolderError;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, HtmlAnchorElement, HtmlInputElement, Url};

use crate::error;

/// Reads the file that was chosen in a field of type `file`, given the event that says so. `None` if none was.
pub async fn chosen(event: Event) -> Option<Result<Vec<u8>, FolderError>> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    let size = file.size();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
    let size = size as u64;
    if size > MAX_FILE_BYTES {
        return Some(Err(FolderError::TooLarge(size)));
    }
    let read = JsFuture::from(file.array_buffer()).await;
    Some(read.map(|bytes| Uint8Array::new(&bytes).to_vec()).map_err(|error| error::of_folder(&error)))
}

/// Has the browser save a file among the downloads. Returns whether it could.
pub fn download(name: &str, bytes: &[u8]) -> bool {
    let save = || {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let kind = BlobPropertyBag::new();
        kind.set_type("application/json");
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let document = web_sys::window()?.document()?;
        let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&url);
        link.set_download(name);
        link.click();
        // The download has taken the bytes by then.
        Url::revoke_object_url(&url).ok()
    };
    save().is_some()
}
