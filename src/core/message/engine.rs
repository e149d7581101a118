//! What surfaces ask of the engine in its worker, and what it answers.

use super::{Message, Word};
use crate::phrase::Phrase;

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
        /// Who has joined a team; answered by [`EngineReply::Joiners`].
        Joiners = "joiners" {
            /// The library's id.
            library: String,
        },
        /// Remembers the colour that this person knows a team by; answered by [`EngineReply::Done`].
        SetColor = "setColor" {
            /// The library's id.
            library: String,
            /// The colour's name; empty for none.
            color: String,
        },
        /// What leaving a team would lose; answered by [`EngineReply::Losses`].
        Losses = "losses" {
            /// The library's id.
            library: String,
        },
        /// Forgets a team on this device; answered by [`EngineReply::Done`].
        Leave = "leave" {
            /// The library's id.
            library: String,
            /// What the person agreed to lose, as its text.
            agreed: String,
        },
        /// Copies to My Prompts what leaving a team would lose; answered by [`EngineReply::Done`].
        Rescue = "rescue" {
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
        /// Who has joined.
        Joiners = "joiners" {
            /// Their emails, as their text.
            list: String,
        },
        /// What leaving a team would lose.
        Losses = "losses" {
            /// It, as its text.
            losses: String,
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
