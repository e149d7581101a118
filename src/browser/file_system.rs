use js_sys::{IteratorNext, Uint8Array};
use prompt_commons::format::MAX_FILE_BYTES;
use prompt_commons::ports::{Folder, FolderError};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemHandle,
    FileSystemWritableFileStream,
};

use crate::Handle;
use crate::error::{name, of_folder};
use crate::handle::Kind;

/// A picked folder, or a lone file that stands for a folder with nothing else in it.
#[derive(Debug)]
pub struct BrowserFolder(Handle);

impl BrowserFolder {
    /// Opens what a handle leads to. No permission is asked for.
    pub fn new(handle: Handle) -> Self {
        Self(handle)
    }

    /// Finds a file; `None` if it isn't there.
    async fn find(&self, file: &str) -> Result<Option<FileSystemFileHandle>, FolderError> {
        check(file)?;
        match self.0.kind() {
            Kind::File(handle) => Ok((handle.name() == file).then_some(handle)),
            Kind::Folder(folder) => match JsFuture::from(folder.get_file_handle(file)).await {
                Ok(handle) => Ok(Some(handle.unchecked_into())),
                // The same name for a missing file and a missing folder; listing tells them apart.
                Err(error) if name(&error) == "NotFoundError" => names(&folder).await.map(|_| None),
                Err(error) => Err(of_folder(&error)),
            },
        }
    }

    async fn create(&self, file: &str) -> Result<FileSystemFileHandle, FolderError> {
        let Kind::Folder(folder) = self.0.kind() else { return Err(FolderError::FolderGone) };
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle = JsFuture::from(folder.get_file_handle_with_options(file, &options)).await;
        handle.map(JsCast::unchecked_into).map_err(|error| of_folder(&error))
    }
}

impl Folder for BrowserFolder {
    async fn list(&self) -> Result<Vec<String>, FolderError> {
        match self.0.kind() {
            Kind::File(handle) => Ok(vec![handle.name()]),
            Kind::Folder(folder) => names(&folder).await,
        }
    }

    async fn read(&self, file: &str) -> Result<Option<Vec<u8>>, FolderError> {
        match self.find(file).await? {
            Some(handle) => bytes(&handle).await,
            None => Ok(None),
        }
    }

    async fn write(&self, file: &str, new: &[u8], seen: Option<&[u8]>) -> Result<(), FolderError> {
        let handle = match (self.find(file).await?, seen) {
            (Some(handle), Some(_)) => handle,
            (None, None) => self.create(file).await?,
            (Some(_), None) | (None, Some(_)) => return Err(FolderError::Changed),
        };
        // Chromium writes into a swap file beside it, which close() renames over it.
        let stream = JsFuture::from(handle.create_writable()).await.map_err(|error| of_folder(&error))?;
        let stream: FileSystemWritableFileStream = stream.unchecked_into();
        let written = fill(&stream, new).await;
        // close() overwrites whatever is there by now without a word, so this is the last look.
        let current = bytes(&handle).await;
        let same = match (&current, seen) {
            (Ok(Some(now)), Some(seen)) => now == seen,
            (Ok(Some(now)), None) => now.is_empty(),
            _ => false,
        };
        if let (Ok(()), true) = (&written, same) {
            return JsFuture::from(stream.close()).await.map(|_| ()).map_err(|error| of_folder(&error));
        }
        // An abort that fails leaves a swap file behind and the file itself as it was.
        let _ = JsFuture::from(stream.abort()).await;
        written?;
        current?;
        Err(FolderError::Changed)
    }
}

/// Refuses what would name something else than a file right in the folder.
fn check(file: &str) -> Result<(), FolderError> {
    if file.is_empty() || file == "." || file == ".." || file.contains(['/', '\\', '\0']) {
        return Err(FolderError::Other(format!("“{file}” is not the name of a file")));
    }
    Ok(())
}

async fn fill(stream: &FileSystemWritableFileStream, bytes: &[u8]) -> Result<(), FolderError> {
    // A copy in the browser's memory: the stream reads it after this call, when wasm's memory may have moved.
    let array = Uint8Array::from(bytes);
    let write = stream.write_with_js_u8_array(&array).map_err(|error| of_folder(&error))?;
    JsFuture::from(write).await.map(|_| ()).map_err(|error| of_folder(&error))
}

/// Reads a file; `None` if it went away since its handle was made.
async fn bytes(handle: &FileSystemFileHandle) -> Result<Option<Vec<u8>>, FolderError> {
    let file: File = match JsFuture::from(handle.get_file()).await {
        Ok(file) => file.unchecked_into(),
        Err(error) if name(&error) == "NotFoundError" => return Ok(None),
        Err(error) => return Err(of_folder(&error)),
    };
    // Sizes are whole numbers below 2^53.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = file.size() as u64;
    if size > MAX_FILE_BYTES {
        return Err(FolderError::TooLarge(size));
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(Some(Uint8Array::new(&buffer).to_vec())),
        Err(error) if name(&error) == "NotFoundError" => Ok(None),
        Err(error) => Err(of_folder(&error)),
    }
}

async fn names(folder: &FileSystemDirectoryHandle) -> Result<Vec<String>, FolderError> {
    let entries = folder.values();
    let mut names = Vec::new();
    loop {
        let next = entries.next_iterator().map_err(|error| of_folder(&error))?;
        let next: IteratorNext =
            JsFuture::from(next).await.map_err(|error| of_folder(&error))?.unchecked_into();
        if next.done() {
            return Ok(names);
        }
        let entry: FileSystemHandle = next.value().unchecked_into();
        if entry.kind() == web_sys::FileSystemHandleKind::File {
            names.push(entry.name());
        }
    }
}
