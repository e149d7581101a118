use js_sys::{IteratorNext, Uint8Array};
use prompt_commons::format::MAX_FILE_BYTES;
use prompt_commons::phrase;
use prompt_commons::ports::{BACKUP, BESIDE, Folder, FolderError, is_listed, is_same};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemHandle, FileSystemHandleKind, FileSystemWritableFileStream,
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
    async fn find(&self, path: &Path<'_>) -> Result<Option<FileSystemFileHandle>, FolderError> {
        let folder = match self.0.kind() {
            Kind::File(handle) => return Ok((path.is(&handle.name())).then_some(handle)),
            Kind::Folder(folder) => folder,
        };
        let Some(within) = path.open(&folder).await? else { return Ok(None) };
        match JsFuture::from(within.get_file_handle(path.file)).await {
            Ok(handle) => Ok(Some(handle.unchecked_into())),
            // The same name for a missing file and a missing folder; listing tells them apart.
            Err(error) if name(&error) == "NotFoundError" => entries(&folder).await.map(|_| None),
            Err(error) => Err(of_folder(&error)),
        }
    }

    async fn create(&self, path: &Path<'_>) -> Result<FileSystemFileHandle, FolderError> {
        let Kind::Folder(mut folder) = self.0.kind() else { return Err(FolderError::FolderGone) };
        if let Some(within) = path.folder {
            let options = FileSystemGetDirectoryOptions::new();
            options.set_create(true);
            let made = JsFuture::from(folder.get_directory_handle_with_options(within, &options)).await;
            folder = made.map_err(|error| of_folder(&error))?.unchecked_into();
        }
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle = JsFuture::from(folder.get_file_handle_with_options(path.file, &options)).await;
        handle.map(JsCast::unchecked_into).map_err(|error| of_folder(&error))
    }
}

/// Where in the folder a file is.
struct Path<'a> {
    folder: Option<&'a str>,
    file: &'a str,
}

impl<'a> Path<'a> {
    /// Refuses what would name something else than a file in the folder or in one of its folders.
    fn parse(path: &'a str) -> Result<Self, FolderError> {
        let (folder, file) = path.split_once('/').map_or((None, path), |(folder, file)| (Some(folder), file));
        let is_name =
            |name: &str| !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', '\0']);
        if is_name(file) && folder.is_none_or(is_name) {
            Ok(Self { folder, file })
        } else {
            Err(FolderError::Other(phrase!("folder-not-a-file", path = path)))
        }
    }

    fn is(&self, file: &str) -> bool {
        self.folder.is_none() && self.file == file
    }

    /// Opens the folder that the file is in; `None` if it isn't there.
    async fn open(
        &self,
        folder: &FileSystemDirectoryHandle,
    ) -> Result<Option<FileSystemDirectoryHandle>, FolderError> {
        let Some(within) = self.folder else { return Ok(Some(folder.clone())) };
        match JsFuture::from(folder.get_directory_handle(within)).await {
            Ok(handle) => Ok(Some(handle.unchecked_into())),
            Err(error) if name(&error) == "NotFoundError" => entries(folder).await.map(|_| None),
            Err(error) => Err(of_folder(&error)),
        }
    }
}

impl Folder for BrowserFolder {
    async fn list(&self) -> Result<Vec<String>, FolderError> {
        match self.0.kind() {
            Kind::File(handle) => Ok(vec![handle.name()]),
            Kind::Folder(folder) => {
                let (mut files, folders) = entries(&folder).await?;
                let is_beside = |name: &str| name.ends_with(BESIDE) || name.ends_with(BACKUP);
                for within in folders.into_iter().filter(|folder| is_beside(&folder.name())) {
                    let (inside, _) = entries(&within).await?;
                    files.extend(inside.into_iter().map(|file| format!("{}/{file}", within.name())));
                }
                files.retain(|name| is_listed(name));
                Ok(files)
            }
        }
    }

    async fn read(&self, file: &str) -> Result<Option<Vec<u8>>, FolderError> {
        match self.find(&Path::parse(file)?).await? {
            Some(handle) => bytes(&handle).await,
            None => Ok(None),
        }
    }

    async fn write(&self, file: &str, new: &[u8], seen: Option<&[u8]>) -> Result<(), FolderError> {
        let path = Path::parse(file)?;
        let handle = match (self.find(&path).await?, seen) {
            (Some(handle), Some(_)) => handle,
            (None, None) => self.create(&path).await?,
            (Some(_), None) | (None, Some(_)) => return Err(FolderError::Changed),
        };
        // Chromium writes into a swap file beside it, which close() renames over it.
        let stream = JsFuture::from(handle.create_writable()).await.map_err(|error| of_folder(&error))?;
        let stream: FileSystemWritableFileStream = stream.unchecked_into();
        let written = fill(&stream, new).await;
        // close() overwrites whatever is there by now without a word, so this is the last look.
        let current = bytes(&handle).await;
        let same = match (&current, seen) {
            (Ok(Some(now)), Some(seen)) => is_same(now, seen),
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

    async fn remove(&self, file: &str, seen: &[u8]) -> Result<(), FolderError> {
        let path = Path::parse(file)?;
        let (Some(handle), Kind::Folder(folder)) = (self.find(&path).await?, self.0.kind()) else {
            return Ok(());
        };
        match (bytes(&handle).await?, path.open(&folder).await?) {
            (Some(now), _) if now != seen => Err(FolderError::Changed),
            (Some(_), Some(within)) => match JsFuture::from(within.remove_entry(path.file)).await {
                Err(error) if name(&error) != "NotFoundError" => Err(of_folder(&error)),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }
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

/// Lists the names of the files in a folder, and the folders.
async fn entries(
    folder: &FileSystemDirectoryHandle,
) -> Result<(Vec<String>, Vec<FileSystemDirectoryHandle>), FolderError> {
    let entries = folder.values();
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    loop {
        let next = entries.next_iterator().map_err(|error| of_folder(&error))?;
        let next: IteratorNext =
            JsFuture::from(next).await.map_err(|error| of_folder(&error))?.unchecked_into();
        if next.done() {
            return Ok((files, folders));
        }
        let entry: FileSystemHandle = next.value().unchecked_into();
        match entry.kind() {
            FileSystemHandleKind::File => files.push(entry.name()),
            FileSystemHandleKind::Directory => folders.push(entry.unchecked_into()),
            _ => {}
        }
    }
}
