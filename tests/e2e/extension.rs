//! The built extension on disk and the id that Chromium gives it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use ring::digest::{SHA256, digest};
use serde_json::Value;

/// An unpacked extension.
#[derive(Debug, Clone)]
pub struct Extension {
    /// Its folder.
    pub folder: PathBuf,
    /// Its id, which the manifest's `key` decides.
    pub id: String,
}

impl Extension {
    /// Reads the manifest in a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let file = folder.join("manifest.json");
        let text = fs::read(&file)
            .with_context(|| format!("no built extension at {}; run ./build.sh first", file.display()))?;
        let manifest: Value = serde_json::from_slice(&text).context("manifest.json")?;
        let key = manifest["key"].as_str().context("the manifest has no key, so its id would vary")?;
        let hash = digest(&SHA256, &BASE64_STANDARD.decode(key)?);
        // The first 16 bytes in hexadecimal, with a to p as digits.
        let letters = hash.as_ref().iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
        let id = letters.map(|digit| char::from(b'a' + digit)).collect();
        Ok(Self { folder: folder.canonicalize()?, id })
    }

    /// An address inside the extension.
    pub fn url(&self, path: &str) -> String {
        format!("chrome-extension://{}/{path}", self.id)
    }
}
