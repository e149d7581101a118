//! Which library changed on this device, said from any surface to all.

use prompt_commons::model::LibraryId;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "library-changed";

const PROGRESS: &str = "sync-progress";

thread_local! {
    /// A channel doesn't hear itself, so this one only speaks; listeners of this surface have their own.
    static SPEAKER: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
    static TELLER: Option<BroadcastChannel> = BroadcastChannel::new(PROGRESS).ok();
}

pub(crate) fn announce(library: &LibraryId) {
    SPEAKER.with(|speaker| {
        if let Some(speaker) = speaker {
            // Text can always be cloned into a message.
            let _ = speaker.post_message(&library.as_str().into());
        }
    });
}

/// Said instead of a library's id when nothing is as it was; no id has a line break in it.
const ANEW: &str = "\n";

/// Has all other surfaces that are open start anew.
pub(crate) fn start_anew() {
    SPEAKER.with(|speaker| {
        if let Some(speaker) = speaker {
            let _ = speaker.post_message(&ANEW.into());
        }
    });
}

/// Tells all surfaces how far a sync is, in per cent; `None`: it is over.
pub(crate) fn tell(library: &LibraryId, percent: Option<u8>) {
    TELLER.with(|teller| {
        if let Some(teller) = teller {
            let percent = percent.map(|percent| percent.to_string()).unwrap_or_default();
            let _ = teller.post_message(&format!("{percent} {library}").into());
        }
    });
}

/// Calls `on` with the library that is being synced in any surface and how far that is, in per cent; `None`: it is over.
pub fn listen_to_progress(mut on: impl FnMut(LibraryId, Option<u8>) + 'static) -> Listener {
    hear(PROGRESS, move |text| {
        if let Some((percent, library)) = text.split_once(' ')
            && let Some(library) = LibraryId::parse(library)
        {
            on(library, percent.parse().ok());
        }
    })
}

/// Hears announcements until it is dropped.
#[derive(Debug)]
pub struct Listener {
    channel: Option<BroadcastChannel>,
    _on: Closure<dyn FnMut(MessageEvent)>,
}

/// Calls `on` with each library that changes on this device, whichever surface changed it.
pub fn listen(mut on: impl FnMut(LibraryId) + 'static) -> Listener {
    hear(CHANNEL, move |text| {
        if text == ANEW {
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        } else if let Some(id) = LibraryId::parse(text) {
            on(id);
        }
    })
}

fn hear(channel: &str, mut on: impl FnMut(&str) + 'static) -> Listener {
    let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            on(&text);
        }
    });
    let channel = BroadcastChannel::new(channel).ok();
    if let Some(channel) = &channel {
        channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
    }
    Listener { channel, _on: closure }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
