//! The browser's side of the contract: real folders below one that was picked, and databases of their own.
//!
//! `contract.html` is added to a copy of `dist/`, so that everything has the rights and limits of the extension.
//! Native builds have nothing to run here.
#![cfg(target_arch = "wasm32")]

use prompt_commons_browser::{BrowserClock, BrowserFolder, Handle, IndexedStore, RandomIds};
use prompt_commons_contract::{Case, FolderFixture, StoreFixture, clock, folder, ids, store};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemDirectoryHandle, FileSystemGetDirectoryOptions};

/// Runs all suites below the folder `root`; returns `[[suite, case, null or why not], …]` as JSON.
#[wasm_bindgen]
pub async fn run(root: FileSystemDirectoryHandle) -> String {
    let suites: [(&str, Vec<Case>); 4] = [
        ("folder", folder(&Folders(root)).await),
        ("store", store(&Stores).await),
        ("clock", clock(&BrowserClock)),
        ("ids", ids(&RandomIds)),
    ];
    let cases: serde_json::Value = suites
        .into_iter()
        .flat_map(|(suite, cases)| {
            cases.into_iter().map(move |(case, result)| serde_json::json!([suite, case, result.err()]))
        })
        .collect();
    cases.to_string()
}

struct Folders(FileSystemDirectoryHandle);

impl FolderFixture for Folders {
    type Folder = BrowserFolder;

    async fn empty(&self) -> Result<BrowserFolder, String> {
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(true);
        let made = self.0.get_directory_handle_with_options(&Uuid::new_v4().to_string(), &options);
        let made = JsFuture::from(made).await.map_err(|error| format!("{error:?}"))?;
        Handle::from_js(made).map(BrowserFolder::new).ok_or_else(|| "not a handle".to_owned())
    }
}

struct Stores;

impl StoreFixture for Stores {
    type Store = IndexedStore;

    async fn empty(&self) -> Result<IndexedStore, String> {
        IndexedStore::open_named(&format!("contract-{}", Uuid::new_v4()))
            .await
            .map_err(|error| format!("{error:?}"))
    }

    async fn reopen(&self, store: IndexedStore) -> Result<IndexedStore, String> {
        let name = store.close();
        IndexedStore::open_named(&name).await.map_err(|error| format!("{error:?}"))
    }
}
