//! The sentences that more than one view says.

use prompt_commons::command::Outcome;
use prompt_commons::message::InsertOutcome;
use prompt_commons::phrase::Phrase;
use prompt_commons::sync::SyncState;
use prompt_commons_browser::words;
use prompt_commons_engine::{Place, View};

use crate::icon::Icon;

/// Says a sentence of `extension/locales` in the person's language: `say!("members-added", count = added)`.
macro_rules! say {
    ($($phrase:tt)+) => { $crate::words::sentence(&prompt_commons::phrase!($($phrase)+)) };
}

pub(crate) use say;

/// Says a sentence in the person's language.
pub(crate) fn sentence(phrase: &Phrase) -> String {
    words::say(phrase)
}

/// Where a library's edits are: the name for styles and tests, the icon, the sentence.
pub(crate) fn sync_state(view: &View) -> (&'static str, Icon, String) {
    if view.library.is_read_only() {
        let version = view.library.version();
        return (
            "read-only",
            Icon::Lock,
            format!("Read-only: written by a newer version ({version}). Update Prompt Commons to change it"),
        );
    }
    if view.record.place == Place::Device {
        return ("saved-here", Icon::Device, "Saved on this device".to_owned());
    }
    let state = view.state();
    if !view.beside.held.is_empty() && matches!(state, SyncState::Waiting { .. }) {
        // Each of them says its reason itself.
        let edits = count(view.beside.held.len(), "edit was", "edits were");
        return (state.name(), Icon::Clock, format!("{edits} not taken by the team's file"));
    }
    let icon = match state {
        SyncState::InFolder => Icon::Check,
        SyncState::SavedHere => Icon::Device,
        SyncState::Waiting { .. } => Icon::Clock,
        SyncState::Offline { .. } => Icon::Offline,
        SyncState::NeedsPermission => Icon::Key,
    };
    let words = match (&state, &view.record.place) {
        (SyncState::InFolder, Place::File { .. }) => "Up to date with the team's file".to_owned(),
        (SyncState::NeedsPermission | SyncState::Offline { .. } | SyncState::Waiting { .. }, _)
            if view.beside.unsaved > 0 =>
        {
            let edits = usize::try_from(view.beside.unsaved).unwrap_or(usize::MAX);
            let state = state.to_string();
            let end = if state.ends_with(['.', '?', '!']) { "" } else { "." };
            format!("{state}{end} {} safe on this device", count(edits, "edit is", "edits are"))
        }
        _ => state.to_string(),
    };
    (state.name(), icon, words)
}

/// Where a library's file is, as far as the browser tells.
pub(crate) fn place(place: &Place) -> String {
    match place {
        Place::Device => "On this device only".to_owned(),
        Place::Folder { folder, file } => format!("{folder} / {file}"),
        Place::File { file } => file.clone(),
    }
}

/// What to say when an edit met another one; nothing if it simply worked.
pub(crate) fn met(outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Done | Outcome::Nothing => None,
        Outcome::KeptBoth { .. } => {
            Some("Someone changed this prompt meanwhile. Both versions are kept, side by side")
        }
        Outcome::Revived => Some("This prompt had been deleted meanwhile. Your edit brought it back"),
        Outcome::Spared => Some("Someone changed this prompt meanwhile, so it was not deleted"),
    }
}

/// How an insertion went; an error is one that the person has to act on.
pub(crate) fn inserted(outcome: InsertOutcome) -> Result<&'static str, &'static str> {
    match outcome {
        InsertOutcome::Inserted => Ok("Inserted into the page"),
        InsertOutcome::Unverified => Ok("Inserted; this page doesn't let it be checked"),
        InsertOutcome::Copied => Ok("This page would not take it. It is on the clipboard: paste it"),
        InsertOutcome::Failed => Err("This page would not take the prompt. Copy it and paste it there"),
    }
}

/// "1 prompt", "2 prompts".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Shortens a text to so many characters.
pub(crate) fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most).collect();
    short.push('…');
    short
}
