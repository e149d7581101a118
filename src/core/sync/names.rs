//! The names of the files beside a library's.

use super::copies::hash;
use crate::causal::Replica;
use crate::ports::{BACKUP, BESIDE, SWAP};

/// Names the file in which a device keeps what it could not get into the library's `file`. Nothing else writes it, so no
/// service has cause to make a conflict of it.
pub(super) fn of_device(file: &str, replica: Replica) -> String {
    format!("{}{BESIDE}/{replica}.json", stem(file))
}

/// Names the backup of a copy by the day, `YYYY-MM-DD`, and the hash of its bytes: the same name is the same copy.
pub(super) fn of_backup(file: &str, today: &str, hash: u64, copy: &str) -> String {
    format!("{}{BACKUP}/{today} {hash:016x} {copy}", stem(file))
}

/// Names the backup of a library's file itself. `today`: `YYYY-MM-DD`.
pub fn of_file(file: &str, today: &str, bytes: &[u8]) -> String {
    of_backup(file, today, hash(bytes), file)
}

/// Names the file that says who deleted the library of `file`. It lies among the backups.
pub fn of_deletion(file: &str) -> String {
    format!("{}{BACKUP}/deleted.json", stem(file))
}

/// Tells whether a file of this name is one of the devices' own.
pub(super) fn is_of_device(name: &str, file: &str) -> bool {
    let own = name.rsplit_once('/').and_then(|(_, own)| own.strip_suffix(".json"));
    is_within(name, file, BESIDE) && own.is_some_and(|own| Replica::parse(own).is_some())
}

/// Tells whether a file is in the folder beside `file` of this ending.
fn is_within(name: &str, file: &str, folder: &str) -> bool {
    let rest = name.strip_prefix(stem(file)).and_then(|rest| rest.strip_prefix(folder));
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Tells whether the browser gives this name to what it writes before it takes the place of `file`, of a device's own, or of a backup. It is
/// left behind by a browser that was killed: Chromium writes beside the file, and finds another name if that one is taken.
pub(super) fn is_swap(name: &str, file: &str) -> bool {
    let Some(name) = name.strip_suffix(SWAP) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let name = name.rsplit_once('.').filter(|(_, last)| is_number(last)).map_or(name, |(name, _)| name);
    name == file || is_of_device(name, file) || is_within(name, file, BACKUP)
}

/// Tells whether a sync service gives this name to a copy of `file` that it sets aside, and nobody else does. Names like
/// "team-prompts old.json" may be someone's own.
///
/// The forms are those that services document, or that their users have reported: Dropbox (also in other languages),
/// OneDrive, Google Drive, iCloud, Syncthing, Nextcloud. Resilio's `name.Conflict.json` is none: it deletes the file
/// itself together with that one.
pub(super) fn is_conflicted_copy(name: &str, file: &str) -> bool {
    let Some(rest) = name.strip_prefix(stem(file)).and_then(|rest| rest.strip_suffix(".json")) else {
        return false;
    };
    let lower = rest.to_lowercase();
    let said = [
        "conflicted copy",
        "copie en conflit",
        "in konflikt stehende kopie",
        "copia conflictiva",
        "case conflict",
        "[conflict]",
        "(conflict ",
    ];
    said.iter().any(|words| lower.contains(words))
        || lower.starts_with(".sync-conflict-")
        || lower.starts_with("_conflict-")
        || is_number(rest)
        || rest.strip_prefix('-').is_some_and(is_computer)
}

/// ` 2`, ` (2)`
fn is_number(rest: &str) -> bool {
    let number =
        rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')')).or_else(|| rest.strip_prefix(' '));
    number.is_some_and(|number| {
        (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// `DESKTOP-1A2B3C4`, and ` (1)` behind it. Windows knows computers by names that have up to 15 characters and no small
/// letters.
fn is_computer(rest: &str) -> bool {
    let (computer, number) = rest.find(' ').map_or((rest, ""), |at| rest.split_at(at));
    (3..=15).contains(&computer.len())
        && computer.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        && computer.bytes().any(|byte| byte.is_ascii_uppercase())
        && (number.is_empty() || is_number(number))
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".json").unwrap_or(file)
}
