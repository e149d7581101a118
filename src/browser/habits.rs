//! Keeps what one person marks and uses in the storage of the extension's pages.
//!
//! Each change starts from what is stored by then, so that two open surfaces don't undo each other's.

pub use prompt_commons::habits::Habits;

const KEY: &str = "habits";

/// Returns what was saved, or nothing.
pub fn load() -> Habits {
    let text = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    text.and_then(|text| Habits::from_text(&text)).unwrap_or_default()
}

/// Changes what is saved, and returns it. A full or forbidden storage is no reason to disturb anyone.
pub fn change(change: &dyn Fn(&mut Habits)) -> Habits {
    let mut habits = load();
    change(&mut habits);
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, &habits.to_text());
    }
    habits
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
