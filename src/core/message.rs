//! What the extension's contexts say to each other: closed enums, one for each kind of sender.
//!
//! The receiver looks at who sent a message before it reads it as the enum which that sender is allowed, so a
//! page can't say what only a surface may. On the wire each is a flat object of texts with its name in `type`,
//! which `content.js` writes by hand.
//!
//! No serde here: the selector and the worker read nothing else with it, and its errors alone, which format
//! numbers, are a sixth of the selector's size.

use crate::phrase::Phrase;

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

messages! {
    /// What `content.js` asks of the worker.
    PageRequest {
        /// A ticket that lets one selector frame show itself; answered by [`TicketReply`].
        OpenSelector = "openSelector",
        /// The inserter, loaded into the asking frame; answered by [`DoneReply`].
        LoadInserter = "loadInserter",
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
    /// Answers [`PageRequest::LoadInserter`].
    DoneReply {
        /// It is there.
        Done = "done",
        /// It could not be loaded.
        Refused = "refused",
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
    }
}

messages! {
    /// What a surface asks of `content.js` in a tab, or the worker tells it.
    ToPage {
        /// The shortcut was pressed.
        ToggleSelector = "toggleSelector",
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
    }
}

messages! {
    /// What a surface asks of the engine in its worker. A request about a folder comes with the folder's handle.
    EngineRequest {
        /// Brings a library and its file up to date with each other; answered by [`EngineReply::Done`].
        Sync = "sync" {
            /// The library's id.
            library: String,
        },
        /// Does the same, and takes over what the brake held; answered by [`EngineReply::Done`].
        Allow = "allow" {
            /// The library's id.
            library: String,
        },
        /// Takes an edit; answered by [`EngineReply::Edited`].
        Edit = "edit" {
            /// The library's id.
            library: String,
            /// The command, as its text.
            command: String,
            /// The editor that it was written in, whose draft it saves; empty for none.
            editor: String,
        },
        /// Gives up an edit that was refused; answered by [`EngineReply::Done`].
        Discard = "discard" {
            /// The library's id.
            library: String,
            /// The edit's key.
            key: String,
        },
        /// Forgets news that the person has seen; answered by [`EngineReply::Done`].
        Read = "read" {
            /// The library's id.
            library: String,
            /// The number of the newest of them.
            last: String,
        },
        /// Takes back news, all of them up to one; answered by [`EngineReply::Done`].
        Undo = "undo" {
            /// The library's id.
            library: String,
            /// The number of the newest of them.
            last: String,
        },
        /// Takes over what the brake held, and puts the prompts back that it removed; answered by [`EngineReply::Done`].
        PutBack = "putBack" {
            /// The library's id.
            library: String,
        },
        /// Writes the file anew that is not in its folder; answered by [`EngineReply::Done`].
        Recreate = "recreate" {
            /// The library's id.
            library: String,
        },
        /// Decides about a change that its author's role does not allow; answered by [`EngineReply::Done`].
        Decide = "decide" {
            /// The library's id.
            library: String,
            /// The number of the breach.
            number: String,
            /// What becomes of it.
            verdict: Verdict,
        },
        /// What can be brought back from the trash; answered by [`EngineReply::Trash`].
        Trash = "trash" {
            /// The library's id.
            library: String,
        },
        /// Journals many edits at once, all or none; answered by [`EngineReply::Done`].
        EditAll = "editAll" {
            /// The library's id.
            library: String,
            /// The commands, as their text.
            commands: String,
        },
        /// The last versions of a prompt; answered by [`EngineReply::Versions`].
        Versions = "versions" {
            /// The library's id.
            library: String,
            /// The prompt's id.
            prompt: String,
        },
        /// Forgets a team on this device; answered by [`EngineReply::Done`].
        Leave = "leave" {
            /// The library's id.
            library: String,
        },
        /// Deletes a team for everyone; answered by [`EngineReply::Deleted`].
        Delete = "delete" {
            /// The library's id.
            library: String,
        },
        /// Which teams the folder holds; answered by [`EngineReply::Found`].
        Inspect = "inspect",
        /// Creates a team in the folder; answered by [`EngineReply::Joined`] or [`EngineReply::Occupied`].
        Create = "create" {
            /// The team's name.
            name: String,
            /// Its owner.
            email: String,
            /// Its file's name.
            file: String,
        },
        /// Joins a team in the folder; answered by [`EngineReply::Joined`].
        Join = "join" {
            /// One of those that were found, as its text.
            found: String,
            /// Who joins.
            email: String,
        },
    }
}

messages! {
    /// Answers an [`EngineRequest`].
    EngineReply {
        /// The edit is safe on this device.
        Edited = "edited" {
            /// What it did, as its text.
            outcome: String,
        },
        /// There is nothing to add: how it went is in the store.
        Done = "done",
        /// What the folder holds.
        Found = "found" {
            /// The teams, as their text.
            teams: String,
        },
        /// This device has the team now.
        Joined = "joined" {
            /// The library's id.
            library: String,
        },
        /// The folder holds a team already.
        Occupied = "occupied" {
            /// It, as its text.
            teams: String,
        },
        /// What is in the trash.
        Trash = "trash" {
            /// The prompts, as their text.
            prompts: String,
        },
        /// The versions of a prompt.
        Versions = "versions" {
            /// They, as their text.
            list: String,
        },
        /// The team is deleted.
        Deleted = "deleted" {
            /// The name of the backup, beside where its file was.
            backup: String,
        },
        /// It could not be done.
        Failed = "failed" {
            /// What kind of reason there is.
            kind: Failure,
            /// The reason, for a person.
            reason: Phrase,
        },
    }
}

words! {
    /// What an owner decides about a change that its author's role does not allow.
    Verdict {
        /// It stands.
        Keep = "keep",
        /// It is taken back.
        TakeBack = "takeBack",
    }
}

words! {
    /// Why the engine could not do something.
    Failure {
        /// The folder could not be used.
        Folder = "folder",
        /// There is no library in it.
        NoLibrary = "noLibrary",
        /// Anything else.
        Other = "other",
    }
}
