//! The sentences that more than one view says.

use prompt_commons::command::Outcome;
use prompt_commons::message::InsertOutcome;
use prompt_commons::phrase::{Phrase, Say};
use prompt_commons::sync::SyncState;
use prompt_commons_browser::words;
use prompt_commons_engine::{Place, Record, View};

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

/// Says what has a sentence, such as an error.
pub(crate) fn said(what: &dyn Say) -> String {
    sentence(&what.phrase())
}

/// Names a library: My Prompts has a name in each language.
pub(crate) fn library(record: &Record) -> String {
    if record.id.is_personal() { say!("tab-mine") } else { record.name.clone() }
}

/// Where a library's edits are: the name for styles and tests, the icon, the sentence.
pub(crate) fn sync_state(view: &View) -> (&'static str, Icon, String) {
    if view.library.is_read_only() {
        return ("read-only", Icon::Lock, say!("sync-read-only", version = view.library.version()));
    }
    if view.record.place == Place::Device {
        return ("saved-here", Icon::Device, say!("sync-saved-here"));
    }
    let state = view.state();
    if !view.beside.held.is_empty() && matches!(state, SyncState::Waiting { .. }) {
        // Each of them says its reason itself.
        return (state.name(), Icon::Clock, say!("sync-held", count = view.beside.held.len()));
    }
    let icon = match state {
        SyncState::InFolder => Icon::Check,
        SyncState::SavedHere => Icon::Device,
        SyncState::Waiting { .. } => Icon::Clock,
        SyncState::Offline { .. } => Icon::Offline,
        SyncState::NeedsPermission => Icon::Key,
    };
    let words = match (&state, &view.record.place) {
        (SyncState::InFolder, Place::File { .. }) => say!("sync-in-file"),
        (SyncState::NeedsPermission | SyncState::Offline { .. } | SyncState::Waiting { .. }, _)
            if view.beside.unsaved > 0 =>
        {
            let mut words = said(&state);
            if !words.ends_with(['.', '?', '!']) {
                words.push('.');
            }
            say!("sync-edits-safe", state = &words, count = view.beside.unsaved)
        }
        _ => said(&state),
    };
    (state.name(), icon, words)
}

/// Where a library's file is, as far as the browser tells.
pub(crate) fn place(place: &Place) -> String {
    match place {
        Place::Device => say!("place-device"),
        Place::Folder { folder, file } => format!("{folder} / {file}"),
        Place::File { file } => file.clone(),
    }
}

/// What to say when an edit met another one; nothing if it simply worked.
pub(crate) fn met(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Done | Outcome::Nothing => None,
        Outcome::KeptBoth { .. } => Some(say!("met-kept-both")),
        Outcome::Revived => Some(say!("met-revived")),
        Outcome::Spared => Some(say!("met-spared")),
    }
}

/// What to say of an edit: `done` only if it did what it was meant to.
pub(crate) fn came_to(outcome: &Outcome, done: String) -> String {
    match outcome {
        Outcome::Nothing => say!("met-nothing"),
        outcome => met(outcome).unwrap_or(done),
    }
}

/// How an insertion went. What failed altogether was copied since.
pub(crate) fn inserted(outcome: InsertOutcome) -> String {
    match outcome {
        InsertOutcome::Inserted => say!("insert-done"),
        InsertOutcome::Unverified => say!("insert-unverified"),
        InsertOutcome::Asked => say!("insert-asked"),
        InsertOutcome::Copied | InsertOutcome::Failed => say!("insert-copied"),
    }
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
