//! Messages between the extension's contexts, from the core's enums to JavaScript's values and back; and what
//! the worker needs to answer them.

use prompt_commons::message::{FrameRequest, ToPage, WelcomeReply};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::{chrome, error};

/// Turns a message into the value that the browser carries.
pub fn to_js<T: Serialize + ?Sized>(message: &T) -> Result<JsValue, String> {
    // JSON's shapes: what `content.js` reads are plain objects.
    message.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|error| error.to_string())
}

/// Turns a value from another context into the one kind of message that its sender may send.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

/// Who sent a message, as the browser vouches for it (`chrome.runtime.MessageSender`).
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    id: Option<String>,
    url: Option<String>,
    tab: Option<SenderTab>,
    frame_id: Option<i32>,
}

#[derive(Clone, Debug, Deserialize)]
struct SenderTab {
    id: Option<i32>,
}

/// What kind of context sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// `content.js` in a page.
    Page {
        /// The tab.
        tab: i32,
        /// The frame in it.
        frame: i32,
    },
    /// The selector frame in a page.
    Selector {
        /// The tab.
        tab: i32,
    },
    /// Anything else: nothing is answered.
    Unknown,
}

impl Sender {
    /// Tells which kind of context this is.
    pub fn kind(&self) -> From {
        let ours = chrome::ID.with(Clone::clone);
        let (Some(url), Some(tab), true) = (
            self.url.as_deref(),
            self.tab.as_ref().and_then(|tab| tab.id),
            self.id.as_deref() == Some(ours.as_str()),
        ) else {
            return From::Unknown;
        };
        if url == chrome::url_of("selector.html") {
            From::Selector { tab }
        } else if url.starts_with("https://") {
            self.frame_id.map_or(From::Unknown, |frame| From::Page { tab, frame })
        } else {
            From::Unknown
        }
    }
}

/// Asks the worker whether `content.js` opened this frame.
pub async fn redeem(token: String) -> bool {
    let Ok(request) = to_js(&FrameRequest::Redeem { token }) else { return false };
    let Ok(reply) = chrome::send_to_worker(&request).await else { return false };
    matches!(from_js(reply), Ok(WelcomeReply::Welcome))
}

/// Tells `content.js` in a tab something that needs no answer. A tab without it is no error.
pub async fn tell(tab: i32, message: &ToPage) {
    if let Ok(message) = to_js(message) {
        let _ = chrome::send_to_tab(tab, &message).await;
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Injection<'a> {
    target: Target,
    files: [&'a str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    tab_id: i32,
    frame_ids: [i32; 1],
}

/// Loads one of the extension's scripts into a frame of a page, beside `content.js`.
pub async fn inject(tab: i32, frame: i32, file: &str) -> Result<(), String> {
    let injection = Injection { target: Target { tab_id: tab, frame_ids: [frame] }, files: [file] };
    chrome::execute_script(&to_js(&injection)?).await.map(|_| ()).map_err(|reason| error::message(&reason))
}

/// Tickets for selector frames, kept in the memory of the browser session: the worker's own may end any moment.
pub mod tickets {
    use js_sys::{Object, Reflect};

    use super::{chrome, error};

    /// Notes that `token` is good for one frame in `tab`.
    pub async fn issue(token: &str, tab: i32) -> Result<(), String> {
        let items = Object::new();
        let failed = |reason| error::message(&reason);
        Reflect::set(&items, &key(token).into(), &tab.into()).map_err(failed)?;
        chrome::session_set(&items).await.map(|_| ()).map_err(failed)
    }

    /// Takes the ticket back and tells whether it was good for `tab`.
    pub async fn redeem(token: &str, tab: i32) -> bool {
        let key = key(token);
        let Ok(items) = chrome::session_get(&key).await else { return false };
        let issued = Reflect::get(&items, &key.as_str().into()).ok().and_then(|value| value.as_f64());
        chrome::session_remove(&key).await.is_ok() && issued == Some(f64::from(tab))
    }

    fn key(token: &str) -> String {
        format!("ticket:{token}")
    }
}
