//! The shared folder on disk, and how a test puts it into the hands of a page.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{page::Page, scratch::Scratch, wait};

/// A folder that the team shares; here simply one on this disk.
#[derive(Debug)]
pub struct TeamFolder {
    dir: Scratch,
}

impl TeamFolder {
    /// Makes an empty one.
    pub fn new() -> Result<Self> {
        Ok(Self { dir: Scratch::new("Team-")? })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Where a file in it is.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// The names in it, sorted.
    pub fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.path())? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// The bytes of a file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>> {
        fs::read(self.file(name)).with_context(|| format!("{name} in the team folder"))
    }

    /// Writes a file as a sync service or another program would.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<()> {
        Ok(fs::write(self.file(name), bytes)?)
    }

    /// The name of the team file: the only JSON file beside what the browser writes for a moment.
    pub fn team_file(&self) -> Result<String> {
        let mut names = self.names()?;
        names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "json"));
        ensure!(names.len() == 1, "the folder holds {names:?}");
        names.pop().context("counted above")
    }

    /// The content of a JSON file.
    pub fn json(&self, name: &str) -> Result<Value> {
        Ok(serde_json::from_slice(&self.read(name)?)?)
    }

    /// Waits until a JSON file fulfils a condition, and gives its content.
    pub fn wait_json(&self, name: &str, what: &str, holds: impl Fn(&Value) -> bool) -> Result<Value> {
        wait::until(&format!("{name} on disk: {what}"), || {
            let content = self.json(name)?;
            ensure!(holds(&content), "{content}");
            Ok(content)
        })
    }
}

/// Answers the page's next `showDirectoryPicker()` or `showOpenFilePicker()` with a file or folder of this
/// disk, as if its user had chosen it in the native dialog.
///
/// A file dropped onto a page comes as a real handle with all its permissions, so a drop onto an element that
/// exists only for that moment yields what the dialog, out of reach of any driver, would have yielded.
pub fn hand_over(page: &Page, path: &Path) -> Result<()> {
    page.eval(CATCH)?;
    let data = json!({ "items": [], "files": [path], "dragOperationsMask": 1 });
    for kind in ["dragEnter", "dragOver", "drop"] {
        let event = json!({ "type": kind, "x": 10, "y": 10, "data": data });
        page.input().call("Input.dispatchDragEvent", event)?;
    }
    page.eval("window.__handedOver").with_context(|| format!("handing over {}", path.display()))?;
    Ok(())
}

/// Lays an element over the whole page, takes one drop with it, and lets the next picker give the result.
const CATCH: &str = r"(() => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647';
    const pickers = { showDirectoryPicker: window.showDirectoryPicker, showOpenFilePicker: window.showOpenFilePicker };
    let handle;
    window.__handedOver = new Promise((resolve, reject) => {
        cover.addEventListener('dragover', (event) => event.preventDefault());
        cover.addEventListener('drop', (event) => {
            event.preventDefault();
            event.stopPropagation();
            cover.remove();
            event.dataTransfer.items[0].getAsFileSystemHandle().then((dropped) => {
                handle = dropped;
                resolve(dropped.kind);
            }, reject);
        });
    });
    const answer = (wrap) => async () => {
        Object.assign(window, pickers);
        return wrap(handle);
    };
    window.showDirectoryPicker = answer((chosen) => chosen);
    window.showOpenFilePicker = answer((chosen) => [chosen]);
    document.documentElement.append(cover);
})()";
