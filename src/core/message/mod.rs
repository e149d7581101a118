//! What the extension's contexts say to each other: closed enums, one for each kind of sender.
//!
//! The receiver looks at who sent a message before it reads it as the enum which that sender is allowed, so a
//! page can't say what only a surface may. On the wire each is a flat object of texts with its name in `type`,
//! which `content.js` writes by hand.
//!
//! No serde here: the selector and the worker read nothing else with it, and its errors alone, which format
//! numbers, are a sixth of the selector's size.

/// A text that stands in a message for a value.
pub trait Word: Sized {
    /// Returns the text.
    fn word(&self) -> &str;

    /// Takes the text; `None` if it stands for nothing.
    fn parse(word: &str) -> Option<Self>;
}

impl Word for String {
    fn word(&self) -> &str {
        self
    }

    fn parse(word: &str) -> Option<Self> {
        Some(word.to_owned())
    }
}

/// Something that one context says to another.
pub trait Message: Sized {
    /// Returns the fields of the object, `type` first.
    fn fields(&self) -> Vec<(&'static str, &str)>;

    /// Reads a message field by field; `None` if it isn't one of this enum.
    fn read(field: impl Fn(&str) -> Option<String>) -> Option<Self>;
}

/// Declares a closed enum of messages with the `type` and the fields of each.
macro_rules! messages {
    ($(#[$doc:meta])* $name:ident { $(
        $(#[$variant_doc:meta])* $variant:ident = $tag:literal
        $({ $( $(#[$field_doc:meta])* $field:ident: $type:ty ),* $(,)? })?
    ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[$variant_doc])* $variant $({ $( $(#[$field_doc])* $field: $type ),* })? ),* }

        impl Message for $name {
            fn fields(&self) -> Vec<(&'static str, &str)> {
                match self { $(
                    Self::$variant $({ $($field),* })? =>
                        vec![("type", $tag) $($(, (stringify!($field), $field.word()))*)?],
                )* }
            }

            fn read(field: impl Fn(&str) -> Option<String>) -> Option<Self> {
                match field("type")?.as_str() {
                    $( $tag => Some(Self::$variant $({
                        $($field: <$type as Word>::parse(&field(stringify!($field))?)?),*
                    })?), )*
                    _ => None,
                }
            }
        }
    };
}

/// Declares an enum of which each value is one word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $word:literal ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[$variant_doc])* $variant ),* }

        impl Word for $name {
            fn word(&self) -> &str {
                match self { $( Self::$variant => $word ),* }
            }

            fn parse(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }
    };
}

// The macros above reach it only from here.
mod engine;

pub use engine::{EngineReply, EngineRequest, Failure, Verdict};

messages! {
    /// What `content.js` asks of the worker.
    PageRequest {
        /// A ticket that lets one selector frame show itself; answered by [`TicketReply`].
        OpenSelector = "openSelector",
        /// What opens the selector and inserts, loaded beside it; answered by [`DoneReply`].
        LoadOverlay = "loadOverlay",
        /// The person pointed at the composer of this site.
        Picked = "picked" {
            /// Selects it.
            selector: String,
        },
    }
}

messages! {
    /// Answers [`PageRequest::OpenSelector`].
    TicketReply {
        /// Good for one frame in the same tab.
        Ticket = "ticket" {
            /// Unguessable.
            token: String,
        },
        /// The sender may not open one.
        Refused = "refused",
    }
}

messages! {
    /// Answers [`PageRequest::LoadOverlay`] and [`AppRequest`].
    DoneReply {
        /// It is done.
        Done = "done",
        /// It could not be done.
        Refused = "refused",
    }
}

messages! {
    /// What the app asks of the worker.
    AppRequest {
        /// That what the person chose about sites comes into force; answered by [`DoneReply`].
        ArrangeSites = "arrangeSites",
    }
}

messages! {
    /// What the selector frame asks of the worker.
    FrameRequest {
        /// Whether `content.js` opened this frame; answered by [`WelcomeReply`].
        Redeem = "redeem" {
            /// The ticket that came with the port.
            token: String,
        },
    }
}

messages! {
    /// Answers [`FrameRequest::Redeem`].
    WelcomeReply {
        /// The frame may show prompts.
        Welcome = "welcome",
        /// The ticket is unknown, used, or of another tab.
        Refused = "refused",
    }
}

messages! {
    /// What the offscreen document tells the worker, which has what documents lack.
    OffscreenNote {
        /// How many changes of others nobody has seen here.
        Unread = "unread" {
            /// The number.
            count: String,
        },
    }
}

messages! {
    /// The one message that comes to the selector frame by `postMessage`, with a port to answer on.
    Opening {
        /// `content.js` opened the frame.
        Open = "open" {
            /// The ticket to redeem.
            token: String,
            /// What the page looks like.
            theme: Theme,
            /// What is selected on the page.
            selection: String,
            /// The page's address.
            address: String,
            /// The library of the prompt that the popup asks for by [`ToPage::Ask`]; empty to show the list.
            library: String,
            /// The prompt's id.
            prompt: String,
            /// The turn of it, counted from 0.
            turn: String,
        },
    }
}

words! {
    /// How a page looks.
    Theme {
        /// Dark text on light.
        Light = "light",
        /// Light text on dark.
        Dark = "dark",
    }
}

messages! {
    /// What the selector frame says to `content.js` over their port.
    FrameSays {
        /// It is painted and takes the keyboard.
        Ready = "ready",
        /// The person chose a prompt.
        Insert = "insert" {
            /// The exact text.
            text: String,
        },
        /// The person closed it.
        Close = "close",
        /// It has lost the keyboard.
        Left = "left",
        /// The text is in the page, and there is no more to do.
        Done = "done" {
            /// What was typed behind the key that chose it.
            typed: String,
        },
    }
}

messages! {
    /// What `content.js` says to the selector frame over their port, besides [`Inserted`].
    PageSays {
        /// A key was pressed on the page that was meant for the frame.
        Pressed = "pressed" {
            /// Its name (UI Events, `KeyboardEvent.key`).
            key: String,
        },
        /// The frame may take the keyboard.
        Yours = "yours",
        /// It has it: no key comes to the page any more.
        Last = "last",
    }
}

messages! {
    /// What a surface asks of `content.js` in a tab, or the worker tells it.
    ToPage {
        /// The shortcut was pressed.
        ToggleSelector = "toggleSelector",
        /// Asks for the variables of a prompt over the page, and puts it into the composer; answered by [`Inserted`] at once.
        Ask = "ask" {
            /// The library's id.
            library: String,
            /// The prompt's id.
            prompt: String,
            /// The turn of it, counted from 0.
            turn: String,
        },
        /// The site was switched off: every trace goes.
        Stop = "stop",
        /// Puts a text into the composer; answered by [`Inserted`].
        Insert = "insert" {
            /// The exact text.
            text: String,
        },
    }
}

messages! {
    /// `content.js` reports on an insertion.
    Inserted {
        /// The only report.
        Inserted = "inserted" {
            /// How it went.
            outcome: InsertOutcome,
        },
    }
}

words! {
    /// How an insertion went.
    InsertOutcome {
        /// Read back and exact.
        Inserted = "inserted",
        /// Done, but this editor can't be read back.
        Unverified = "unverified",
        /// The page would not take it; it is on the clipboard.
        Copied = "copied",
        /// Neither worked.
        Failed = "failed",
        /// The page asks for its variables first.
        Asked = "asked",
    }
}
