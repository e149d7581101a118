//! Keeps how often prompts are used in the storage of the extension's pages: while it is there, it is counted.
//!
//! Each change starts from what is stored by then, so that two open surfaces don't undo each other's.

pub use prompt_commons::statistics::{Count, Span, Sums, Used, sums};

const KEY: &str = "statistics";

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// Returns what was counted; `None` if nothing is to be.
pub fn load() -> Option<String> {
    storage()?.get_item(KEY).ok()?
}

/// Begins to count, or ends it and forgets what was counted.
pub fn switch(on: bool) {
    if let Some(storage) = storage() {
        let _ = if on { storage.set_item(KEY, "") } else { storage.remove_item(KEY) };
    }
}

/// Counts that a prompt of a library was used, if that is wanted. A full or forbidden storage is no reason to disturb anyone.
pub fn count(library: &str, prompt: &str, usage: Count) {
    if let (Some(row), Some(storage)) = (load(), storage()) {
        let _ =
            storage.set_item(KEY, &prompt_commons::statistics::count(&row, today(), library, prompt, usage));
    }
}

/// Has what was counted take little room, however often prompts are used: what only counts leaves that to the whole app.
pub fn gather() {
    if let (Some(row), Some(storage)) = (load(), storage()) {
        let gathered = prompt_commons::statistics::gather(&row, today());
        if gathered != row {
            let _ = storage.set_item(KEY, &gathered);
        }
    }
}

/// Returns the day that it is here, as the number by which it is counted.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no clock here shows a year before 1970"
)]
pub fn today() -> u32 {
    let now = js_sys::Date::new_0();
    ((now.get_time() - offset(&now)) / DAY) as u32
}

/// Returns the noon of a day here, in milliseconds since 1970, to be shown as a date.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as above")]
pub fn noon(day: u32) -> u64 {
    // An hour more or less in another part of the year changes no day.
    ((f64::from(day) + 0.5) * DAY + offset(&js_sys::Date::new_0())) as u64
}

/// Milliseconds from the local time to that of Greenwich.
fn offset(now: &js_sys::Date) -> f64 {
    now.get_timezone_offset() * 60_000.0
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
