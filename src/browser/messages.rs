//! Messages between the extension's contexts, from the core's enums to JavaScript's values and back; and what
//! the worker needs to answer them.

use js_sys::{Object, Reflect};
use prompt_commons::message::{FrameRequest, Message, OffscreenNote, ToPage, WelcomeReply};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::{chrome, error, offscreen, sites};

/// Turns a message into the object that the browser carries.
pub fn to_js(message: &impl Message) -> JsValue {
    let object = Object::new();
    for (name, text) in message.fields() {
        // Setting a property of a fresh plain object can't fail.
        let _ = Reflect::set(&object, &name.into(), &text.into());
    }
    object.into()
}

/// Reads a value from another context as the one kind of message that its sender may send.
pub fn from_js<T: Message>(value: &JsValue) -> Option<T> {
    T::read(|name| Reflect::get(value, &name.into()).ok()?.as_string())
}

/// The documents of the app.
const APP: [&str; 3] = ["popup.html", "panel.html", "page.html"];

/// Who sent a message, as the browser vouches for it (`chrome.runtime.MessageSender`).
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    id: Option<String>,
    url: Option<String>,
    origin: Option<String>,
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
    /// The popup, the side panel or the full page.
    App,
    /// The offscreen document.
    Offscreen,
    /// Anything else: nothing is answered.
    Unknown,
}

impl Sender {
    /// Takes what a listener of `chrome.runtime.onMessage` was given.
    pub fn of_js(value: JsValue) -> Option<Self> {
        chrome::result(value).ok()
    }

    /// Tells which kind of context this is.
    pub fn kind(&self) -> From {
        let ours = chrome::ID.with(Clone::clone);
        let (Some(url), true) = (self.url.as_deref(), self.id.as_deref() == Some(ours.as_str())) else {
            return From::Unknown;
        };
        let document = url.split(['?', '#']).next().unwrap_or_default();
        if APP.iter().any(|path| document == chrome::url_of(path)) {
            return From::App;
        }
        let Some(tab) = self.tab.as_ref().and_then(|tab| tab.id) else {
            return if url == chrome::url_of(offscreen::PAGE) { From::Offscreen } else { From::Unknown };
        };
        if sites::is_frame(url) {
            From::Selector { tab }
        } else if url.starts_with("https://") || url.starts_with("http://") {
            self.frame_id.map_or(From::Unknown, |frame| From::Page { tab, frame })
        } else {
            From::Unknown
        }
    }

    /// Returns the scheme and host of who sent it; nothing where the browser doesn't tell.
    pub fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or_default()
    }
}

/// Asks the worker whether `content.js` opened this frame.
pub async fn redeem(token: String) -> bool {
    let reply = chrome::send_to_worker(&to_js(&FrameRequest::Redeem { token })).await;
    reply.is_ok_and(|reply| from_js(&reply) == Some(WelcomeReply::Welcome))
}

/// Tells the worker something that needs no answer.
pub async fn note(note: &OffscreenNote) {
    // The next one says the same.
    let _ = chrome::send_to_worker(&to_js(note)).await;
}

/// Tells `content.js` in a tab something that needs no answer. A tab without it is no error.
pub async fn tell(tab: i32, message: &ToPage) {
    let _ = chrome::send_to_tab(tab, &to_js(message)).await;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Injection<'a> {
    target: Target,
    files: &'a [&'a str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    tab_id: i32,
    frame_ids: [i32; 1],
}

/// Loads scripts of the extension into a frame of a page, one after the other.
///
/// # Errors
///
/// What the browser says where it may not, or the page is gone.
pub async fn inject(tab: i32, frame: i32, files: &[&str]) -> Result<(), String> {
    let injection = Injection { target: Target { tab_id: tab, frame_ids: [frame] }, files };
    chrome::execute_script(&chrome::options(&injection)?)
        .await
        .map(|_| ())
        .map_err(|reason| error::message(&reason))
}

/// Tickets for selector frames, kept in the memory of the browser session: the worker's own may end any moment.
pub mod tickets {
    use super::{Object, Reflect, chrome, error};

    /// Notes that `token` is good for one frame in `tab`.
    pub async fn issue(token: &str, tab: i32) -> Result<(), String> {
        let items = Object::new();
        let failed = |reason| error::message(&reason);
        Reflect::set(&items, &key(token).into(), &tab.into()).map_err(failed)?;
        chrome::session_set(&items).await.map(|_| ()).map_err(failed)
    }

    /// Takes the ticket back and tells whether it was good for `tab`.
    pub async fn redeem(token: &str, tab: i32) -> bool {
        // One at a time: two that look before either has taken it would both be welcome.
        crate::locks::exclusive("tickets", async {
            let key = key(token);
            let Ok(items) = chrome::session_get(&key).await else { return false };
            let issued = Reflect::get(&items, &key.as_str().into()).ok().and_then(|value| value.as_f64());
            chrome::session_remove(&key).await.is_ok() && issued == Some(f64::from(tab))
        })
        .await
    }

    fn key(token: &str) -> String {
        format!("ticket:{token}")
    }
}
