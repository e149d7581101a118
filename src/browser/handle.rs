use prompt_commons::ports::FolderError;
use wasm_bindgen::prelude::*;
use web_sys::{FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemHandle, FileSystemHandleKind};

use crate::error;
use crate::object::object;

#[wasm_bindgen]
extern "C" {
    /// `FileSystemHandle` with the two methods that only Chromium has.
    #[wasm_bindgen(extends = FileSystemHandle)]
    type Permitted;

    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    async fn query(this: &Permitted, mode: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    async fn request(this: &Permitted, mode: &JsValue) -> Result<JsValue, JsValue>;
}

/// What the browser keeps of a picked folder or file: the permission to it, not its path.
#[derive(Clone, Debug)]
pub struct Handle(FileSystemHandle);

/// What a handle leads to.
pub(crate) enum Kind {
    Folder(FileSystemDirectoryHandle),
    File(FileSystemFileHandle),
}

impl Handle {
    /// Takes a value that came from a picker, a drop or IndexedDB; `None` if it isn't a handle.
    pub fn from_js(value: JsValue) -> Option<Self> {
        value.dyn_into::<FileSystemHandle>().ok().map(Self)
    }

    /// Returns the folder's or file's own name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Tells whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.0.kind() == FileSystemHandleKind::Directory
    }

    pub(crate) fn kind(&self) -> Kind {
        if self.is_folder() {
            Kind::Folder(self.0.clone().unchecked_into())
        } else {
            Kind::File(self.0.clone().unchecked_into())
        }
    }

    pub(crate) fn as_js(&self) -> &JsValue {
        self.0.as_ref()
    }

    /// Tells whether reading is allowed at this moment.
    pub(crate) async fn is_readable(&self) -> Result<bool, FolderError> {
        let state = self
            .permitted()
            .query(&object(&[("mode", "read".into())]))
            .await
            .map_err(|error| error::of_folder(&error))?;
        Ok(state == "granted")
    }

    /// Asks for reading and writing. The browser wants a click for this. Whoever only waves its question away is asked again the
    /// next time.
    pub(crate) async fn request(&self) -> Result<(), FolderError> {
        let state = self
            .permitted()
            .request(&object(&[("mode", "readwrite".into())]))
            .await
            .map_err(|error| error::of_folder(&error))?;
        match state.as_string().as_deref() {
            Some("granted") => Ok(()),
            Some("denied") => Err(FolderError::Blocked),
            _ => Err(FolderError::NoPermission),
        }
    }

    fn permitted(&self) -> &Permitted {
        self.0.unchecked_ref()
    }
}
