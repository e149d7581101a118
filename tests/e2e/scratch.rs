//! Folders and browsers that must not outlive the run, even when it is interrupted.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::{Mutex, MutexGuard, Once, PoisonError},
    thread,
    time::Duration,
};

use anyhow::Result;
use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

static HELD: Mutex<Held> = Mutex::new(Held { groups: Vec::new(), folders: Vec::new() });

#[derive(Debug)]
struct Held {
    groups: Vec<Pid>,
    folders: Vec<PathBuf>,
}

/// A temporary folder that is removed when it is dropped, and when the run is interrupted.
#[derive(Debug)]
pub struct Scratch(TempDir);

impl Scratch {
    /// Makes an empty folder.
    pub fn new(prefix: &str) -> Result<Self> {
        clean_up_on_interrupt();
        let dir = tempfile::Builder::new().prefix(prefix).tempdir()?;
        held().folders.push(dir.path().to_owned());
        Ok(Self(dir))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        remove(self.path());
        held().folders.retain(|folder| folder != self.path());
    }
}

/// Remembers a process group of ours until [`release`].
pub(crate) fn hold(group: Pid) {
    clean_up_on_interrupt();
    held().groups.push(group);
}

/// Forgets a group whose leader has ended: the number may belong to another from now on.
pub(crate) fn release(group: Pid) {
    held().groups.retain(|each| *each != group);
}

fn clean_up_on_interrupt() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without it, Ctrl+C would leave browsers behind; that is no reason not to run.
        let _ = ctrlc::set_handler(|| {
            let held = held();
            for group in &held.groups {
                let _ = kill_process_group(*group, Signal::KILL);
            }
            for folder in &held.folders {
                remove(folder);
            }
            process::exit(130);
        });
    });
}

/// Removes a folder in which killed processes may still finish a write.
fn remove(folder: &Path) {
    for _ in 0..20 {
        if fs::remove_dir_all(folder).is_ok() || !folder.exists() {
            return;
        }
        thread::sleep(Duration::from_millis(25));
    }
}

fn held() -> MutexGuard<'static, Held> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}
