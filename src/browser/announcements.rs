//! Which library changed on this device, said from any surface to all.

use prompt_commons::model::LibraryId;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "library-changed";

thread_local! {
    /// A channel doesn't hear itself, so this one only speaks; listeners of this surface have their own.
    static SPEAKER: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
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

/// Hears announcements until it is dropped.
#[derive(Debug)]
pub struct Listener {
    channel: Option<BroadcastChannel>,
    _on: Closure<dyn FnMut(MessageEvent)>,
}

/// Calls `on` with each library that changes on this device, whichever surface changed it.
pub fn listen(mut on: impl FnMut(LibraryId) + 'static) -> Listener {
    let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        match event.data().as_string().as_deref() {
            Some(ANEW) => {
                if let Some(window) = web_sys::window() {
                    let _ = window.location().reload();
                }
            }
            other => {
                if let Some(id) = other.and_then(LibraryId::parse) {
                    on(id);
                }
            }
        }
    });
    let channel = BroadcastChannel::new(CHANNEL).ok();
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
