//! A browser profile on disk, and what is written into it before a launch.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::scratch::Scratch;

/// What the browser answers when the extension asks for access to files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileAccess {
    /// Yes, without asking: what "Allow on every visit" leaves.
    Granted,
    /// It asks its user, as in a new profile. In a tab that question can't be answered without a screen; in the
    /// popup a click is enough.
    Asked,
    /// No, without asking: what "Block" in the site's settings leaves.
    Denied,
}

/// A profile folder that lives as long as this value, through any number of launches.
#[derive(Debug)]
pub struct Profile {
    dir: Scratch,
}

impl Profile {
    /// Makes an empty profile.
    pub fn new() -> Result<Self> {
        Ok(Self { dir: Scratch::new("prompt-commons-profile-")? })
    }

    /// The folder to give as `--user-data-dir`.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Turns on what an unpacked extension needs to survive its own reload.
    pub fn allow_unpacked(&self) -> Result<()> {
        self.change(&["extensions", "ui", "developer_mode"], json!(true))
    }

    /// Sets what an extension may do with files that its user once picked. Takes effect at the next launch.
    pub fn set_file_access(&self, extension_id: &str, access: FileAccess) -> Result<()> {
        let site = format!("chrome-extension://{extension_id}/,*");
        let exceptions = match access {
            FileAccess::Granted => json!({ site: { "setting": 1 } }),
            FileAccess::Denied => json!({ site: { "setting": 2 } }),
            FileAccess::Asked => json!({}),
        };
        for guard in ["file_system_read_guard", "file_system_write_guard"] {
            self.change(&["profile", "content_settings", "exceptions", guard], exceptions.clone())?;
        }
        Ok(())
    }

    /// Lets an extension that has run on this profile onto a site, as its user's yes to its wish leaves it: the question itself
    /// can't be answered without a screen. Takes effect at the next launch.
    pub fn allow_site(&self, extension_id: &str, pattern: &str) -> Result<()> {
        let places = ["active_permissions", "granted_permissions", "runtime_granted_permissions"];
        self.allow(extension_id, &places, "explicit_host", pattern)
    }

    /// Has the browser say yes without a question when an extension that has run on this profile asks for a permission, as where
    /// its user said so before. Takes effect at the next launch.
    pub fn allow_when_asked(&self, extension_id: &str, permission: &str) -> Result<()> {
        self.allow(extension_id, &["granted_permissions", "runtime_granted_permissions"], "api", permission)
    }

    fn allow(&self, extension_id: &str, places: &[&str], kind: &str, what: &str) -> Result<()> {
        let preferences = self.read()?;
        for place in places {
            let keys = ["extensions", "settings", extension_id, place, kind];
            let known = keys.iter().try_fold(&preferences, |place, key| place.get(key));
            let mut known = known.and_then(Value::as_array).cloned().unwrap_or_default();
            known.push(what.into());
            self.change(&keys, known.into())?;
        }
        Ok(())
    }

    /// Sets one preference and keeps all others.
    fn change(&self, keys: &[&str], value: Value) -> Result<()> {
        let file = self.preferences();
        let mut preferences = self.read()?;
        let mut place = &mut preferences;
        for key in keys {
            place = &mut place[*key];
        }
        *place = value;
        fs::create_dir_all(file.parent().context("a profile has a folder")?)?;
        fs::write(&file, preferences.to_string())?;
        Ok(())
    }

    fn read(&self) -> Result<Value> {
        match fs::read(self.preferences()) {
            Ok(bytes) => serde_json::from_slice(&bytes).context("the profile's Preferences"),
            Err(_) => Ok(json!({})),
        }
    }

    fn preferences(&self) -> PathBuf {
        self.path().join("Default").join("Preferences")
    }
}
