//! Forgetting all that this device keeps.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use prompt_commons::model::LibraryId;
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons_engine as engine;
use wasm_bindgen::UnwrapThrowExt;

use crate::{Browser, announcements, badge, chrome, preferences, sites};

/// Forgets all libraries, with what waits in them, and all settings, and has every open surface start anew. Files in folders stay
/// as they are.
///
/// Returns what stood against it; what was forgotten until then is gone.
pub async fn all(browser: &Browser, libraries: Vec<LibraryId>) -> Result<(), Phrase> {
    for library in libraries {
        engine::forget_team(browser, &library).await.map_err(|error| error.phrase())?;
    }
    let chosen = sites::chosen().await;
    // What these hold can be lost at any time, and is not worth a word.
    LocalStorage::clear();
    SessionStorage::clear();
    let _ = chrome::local_clear().await;
    let _ = chrome::session_clear().await;
    // A site that was added is not there any more, and nothing of the extension is left on it.
    let _ = sites::choose(|_| {}).await;
    for origin in chosen.own() {
        sites::leave(origin).await;
    }
    badge::show(0).await;
    announcements::start_anew();
    preferences::note_erased();
    let window = web_sys::window().unwrap_throw();
    let _ = window.location().reload();
    Ok(())
}
