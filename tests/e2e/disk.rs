//! A disk of a test's own, which can be full or write-protected.

use std::{
    fs::{self, File, Permissions},
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use nix::{
    mount::{MntFlags, MsFlags, mount, umount2},
    sched::{CloneFlags, unshare},
};
use rustix::{
    fs::{IFlags, ioctl_getflags, ioctl_setflags},
    process::getuid,
};

/// Bytes on it.
const SIZE: &str = "size=1m";

/// What takes the space.
const FILLER: &str = "holiday.mov";

/// A small disk in memory that lies over a folder: for this thread and what it starts, such as browsers. Nobody else
/// sees it, and whatever becomes of the test, it ends with the last of them.
#[derive(Debug)]
pub struct Disk(PathBuf);

impl Disk {
    /// Lays one over a folder. `None`: this user may not, as only root may.
    pub fn over(folder: &Path) -> Result<Option<Self>> {
        if !getuid().is_root() || unshare(CloneFlags::CLONE_NEWNS).is_err() {
            return Ok(None);
        }
        let none: Option<&str> = None;
        mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none).context("a view of one's own")?;
        mount(Some("tmpfs"), folder, Some("tmpfs"), MsFlags::empty(), Some(SIZE))
            .context("a disk in memory")?;
        Ok(Some(Self(folder.to_owned())))
    }

    /// Takes all the space that there is.
    pub fn fill(&self) -> Result<()> {
        let mut file = File::create(self.0.join(FILLER))?;
        for piece in [4096, 1] {
            loop {
                match file.write_all(&vec![0; piece]) {
                    Ok(()) => {}
                    Err(error) if error.kind() == io::ErrorKind::StorageFull => break,
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }

    /// Gives it back.
    pub fn free(&self) -> Result<()> {
        Ok(fs::remove_file(self.0.join(FILLER))?)
    }

    /// Forbids or allows writing on the whole of it, as a switch on a card does.
    pub fn protect(&self, protected: bool) -> Result<()> {
        let none: Option<&str> = None;
        let protected = if protected { MsFlags::MS_RDONLY } else { MsFlags::empty() };
        Ok(mount(none, &self.0, none, MsFlags::MS_REMOUNT | protected, Some(SIZE))?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // At the latest the end of the last process that sees it takes it away.
        let _ = umount2(&self.0, MntFlags::MNT_DETACH);
    }
}

/// Forbids or allows writing to one file, or changing what is in a folder, for whoever this is: root is above
/// permissions, and only heeds that a file is immutable.
pub fn protect(path: &Path, protected: bool) -> Result<()> {
    if !getuid().is_root() {
        let usual = if path.is_dir() { 0o755 } else { 0o644 };
        let mode = if protected { usual & !0o222 } else { usual };
        return Ok(fs::set_permissions(path, Permissions::from_mode(mode))?);
    }
    let file = File::open(path)?;
    let mut flags = ioctl_getflags(&file)?;
    flags.set(IFlags::IMMUTABLE, protected);
    Ok(ioctl_setflags(&file, flags)?)
}
