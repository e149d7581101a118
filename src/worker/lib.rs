//! The service worker's answers. `extension/worker.js` registers the listeners, which has to happen before any
//! wasm can be there, and calls these.

use prompt_commons::message::{
    DoneReply, FrameRequest, OffscreenNote, PageRequest, TicketReply, ToPage, WelcomeReply,
};
use prompt_commons_browser::messages::{self, From, Sender, from_js, tickets, to_js};
use prompt_commons_browser::{Browser, badge, offscreen};
use uuid::Uuid;
use wasm_bindgen::prelude::*;

/// Answers a message by who sent it; `undefined` where there is nothing to say to that sender.
#[wasm_bindgen]
pub async fn on_message(message: JsValue, sender: JsValue) -> JsValue {
    let Some(sender) = Sender::of_js(sender) else { return JsValue::UNDEFINED };
    let answer = match sender.kind() {
        From::Page { tab, frame } => match from_js(&message) {
            Some(PageRequest::OpenSelector) => Some(to_js(&ticket(tab).await)),
            Some(PageRequest::LoadInserter) => Some(to_js(&inserter(tab, frame).await)),
            None => None,
        },
        From::Selector { tab } => match from_js(&message) {
            Some(FrameRequest::Redeem { token }) => Some(to_js(&welcome(&token, tab).await)),
            None => None,
        },
        From::Offscreen => {
            if let Some(OffscreenNote::Unread { count }) = from_js(&message) {
                badge::show(count.parse().unwrap_or_default()).await;
            }
            None
        }
        From::Unknown => None,
    };
    answer.unwrap_or(JsValue::UNDEFINED)
}

/// Hears one of the manifest's commands, pressed while `tab` was in front.
#[wasm_bindgen]
pub async fn on_command(command: String, tab: i32) {
    if command == "open-selector" {
        messages::tell(tab, &ToPage::ToggleSelector).await;
    }
}

/// The browser has started, or the extension was loaded anew.
#[wasm_bindgen]
pub async fn on_startup() {
    badge::show_again().await;
    offscreen::set_alarm().await;
    on_alarm().await;
}

/// A minute has passed: teams are kept up to date with nothing open, where the access to their folders lasts.
#[wasm_bindgen]
pub async fn on_alarm() {
    if offscreen::is_open().await {
        return;
    }
    // Storage that can't be opened is told by the surfaces.
    let Ok(browser) = Browser::open().await else { return };
    if browser.can_read_any().await {
        offscreen::open().await;
    }
}

async fn ticket(tab: i32) -> TicketReply {
    let token = Uuid::new_v4().to_string();
    match tickets::issue(&token, tab).await {
        Ok(()) => TicketReply::Ticket { token },
        Err(_) => TicketReply::Refused,
    }
}

async fn inserter(tab: i32, frame: i32) -> DoneReply {
    match messages::inject(tab, frame, "inserter.js").await {
        Ok(()) => DoneReply::Done,
        Err(_) => DoneReply::Refused,
    }
}

async fn welcome(token: &str, tab: i32) -> WelcomeReply {
    if tickets::redeem(token, tab).await { WelcomeReply::Welcome } else { WelcomeReply::Refused }
}
