//! The service worker's answers. `extension/worker.js` registers the listeners, which has to happen before any
//! wasm can be there, and calls these.

use prompt_commons::message::{
    AppRequest, DoneReply, FrameRequest, OffscreenNote, PageRequest, TicketReply, ToPage, WelcomeReply,
};
use prompt_commons::site;
use prompt_commons_browser::messages::{self, From, Sender, from_js, tickets, to_js};
use prompt_commons_browser::{Browser, badge, offscreen, sites, tabs};
use uuid::Uuid;
use wasm_bindgen::prelude::*;

/// Answers a message by who sent it; `undefined` where there is nothing to say to that sender.
#[wasm_bindgen]
pub async fn on_message(message: JsValue, sender: JsValue) -> JsValue {
    let Some(sender) = Sender::of_js(sender) else { return JsValue::UNDEFINED };
    let answer = match sender.kind() {
        From::Page { tab, frame } => match from_js(&message) {
            Some(PageRequest::OpenSelector) => Some(to_js(&ticket(tab).await)),
            Some(PageRequest::LoadOverlay) => {
                let loaded = messages::inject(tab, frame, &["inserter.js", "overlay.js"]).await;
                Some(to_js(&done(loaded)))
            }
            Some(PageRequest::Picked { selector }) => {
                Some(to_js(&done(picked(sender.origin(), &selector).await)))
            }
            None => None,
        },
        From::App => match from_js(&message) {
            Some(AppRequest::ArrangeSites) => Some(to_js(&done(sites::arrange().await))),
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

/// Hears an entry of a context menu, chosen while `tab` was in front at `url`; an empty one where the browser doesn't tell.
#[wasm_bindgen]
pub async fn on_menu(entry: String, tab: i32, url: String) {
    match entry.as_str() {
        sites::MENU_OPEN => messages::tell(tab, &ToPage::ToggleSelector).await,
        sites::MENU_SET_UP => set_up(tab, &url).await,
        _ => {}
    }
}

/// The extension was loaded anew, perhaps as another version with other sites in its table.
#[wasm_bindgen]
pub async fn on_installed() {
    // What stood against it stands against the next change in the settings, too, and is told there.
    let _ = sites::arrange().await;
}

/// The browser has started, or the extension was loaded anew.
#[wasm_bindgen]
pub async fn on_startup() {
    badge::show_again().await;
    offscreen::set_alarm().await;
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

fn done<E>(outcome: Result<(), E>) -> DoneReply {
    outcome.map_or(DoneReply::Refused, |()| DoneReply::Done)
}

/// Keeps the composer that the person pointed at.
async fn picked(origin: &str, selector: &str) -> Result<(), String> {
    sites::keep(|choices| choices.pick(site::host(origin), selector)).await?;
    sites::arrange().await
}

/// Lets the person point at the composer of a site that the extension is on; of another, the settings ask whether it may.
async fn set_up(tab: i32, url: &str) {
    let Some(origin) = sites::origin_of(url) else { return };
    let is_on = sites::chosen().await.active().iter().any(|site| site.origin == origin);
    if is_on && messages::inject(tab, 0, &["picker.js"]).await.is_ok() {
        return;
    }
    let _ = tabs::open_site_settings(&origin).await;
}

async fn welcome(token: &str, tab: i32) -> WelcomeReply {
    if tickets::redeem(token, tab).await { WelcomeReply::Welcome } else { WelcomeReply::Refused }
}
