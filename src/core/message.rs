//! What the extension's contexts say to each other: closed enums, one for each kind of sender.
//!
//! The receiver looks at who sent a message before it decodes it into the enum which that sender is allowed, so
//! a page can't say what only a surface may. `content.js` writes the same objects by hand; the test of this
//! module pins their JSON.

use serde::{Deserialize, Serialize};

/// What `content.js` asks of the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum PageRequest {
    /// A ticket that lets one selector frame show itself; answered by [`TicketReply`].
    OpenSelector,
    /// The inserter, loaded into the asking frame; answered by [`DoneReply`].
    LoadInserter,
}

/// Answers [`PageRequest::OpenSelector`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum TicketReply {
    /// Good for one frame in the same tab.
    Ticket {
        /// Unguessable.
        token: String,
    },
    /// The sender may not open one.
    Refused,
}

/// Answers [`PageRequest::LoadInserter`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum DoneReply {
    /// It is there.
    Done,
    /// It could not be loaded.
    Refused,
}

/// What the selector frame asks of the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum FrameRequest {
    /// Whether `content.js` opened this frame; answered by [`WelcomeReply`].
    Redeem {
        /// The ticket that came with the port.
        token: String,
    },
}

/// Answers [`FrameRequest::Redeem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum WelcomeReply {
    /// The frame may show prompts.
    Welcome,
    /// The ticket is unknown, used, or of another tab.
    Refused,
}

/// The one message that comes to the selector frame by `postMessage`, with a port to answer on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Opening {
    /// `content.js` opened the frame.
    Open {
        /// The ticket to redeem.
        token: String,
        /// What the page looks like.
        theme: Theme,
    },
}

/// How a page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

/// What the selector frame says to `content.js` over their port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum FrameSays {
    /// It is painted and takes the keyboard.
    Ready,
    /// The person chose a prompt.
    Insert {
        /// The exact text.
        text: String,
    },
    /// The person closed it.
    Close,
}

/// What a surface asks of `content.js` in a tab, or the worker tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ToPage {
    /// The shortcut was pressed.
    ToggleSelector,
    /// Puts a text into the composer; answered by [`Inserted`].
    Insert {
        /// The exact text.
        text: String,
    },
}

/// `content.js` reports on an insertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Inserted {
    /// The only report.
    Inserted {
        /// How it went.
        outcome: InsertOutcome,
    },
}

/// How an insertion went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum InsertOutcome {
    /// Read back and exact.
    Inserted,
    /// Done, but this editor can't be read back.
    Unverified,
    /// The page would not take it; it is on the clipboard.
    Copied,
    /// Neither worked.
    Failed,
}
