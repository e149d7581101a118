use std::fmt;

use crate::copies::NAMES;
use crate::service::Losing;
use crate::token::Token;

/// One thing that happens in the world, as plain data: any part of a schedule is a schedule, because whoever is
/// picked is picked among those who are there then, and where there is none, nothing happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its place in the schedule that was drawn; it keeps it when others are left out.
    pub number: usize,
    /// What happens.
    pub deed: Deed,
}

/// What happens in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "the fields say what they are: places of clients, replicas, prompts and lines"
)]
pub enum Deed {
    /// A person does something to the library.
    Act { client: usize, act: Act, crash: Option<usize> },
    /// A person opens a prompt in the editor, to save it some time later.
    Open { client: usize, pick: usize },
    /// A client syncs.
    Sync { client: usize, until: Until },
    /// A sync that stopped somewhere goes on.
    Resume { client: usize, until: Until },
    /// A person joins, or joins again.
    Join { client: usize, until: Until },
    /// A new machine starts on a copy of another client's profile.
    Clone { from: usize, to: usize },
    /// A clock is set.
    SetClock { client: usize, minutes: i64 },
    /// The next operations on a folder fail.
    FolderFails { client: usize, how: FolderFault, times: usize },
    /// The next operation of a device's storage fails.
    StoreFails { client: usize },
    /// The service takes what changed on a machine; it is on its way then.
    Take { replica: usize },
    /// Something that is on its way arrives at the service.
    Arrive { pick: usize, losing: Losing },
    /// The service brings news to a machine.
    Deliver { replica: usize, only: Option<usize>, losing: Losing },
    /// All of that at once for one machine, as it is on a good line.
    Exchange { replica: usize, losing: Losing },
    /// A machine that slept uploads its old version as the newest.
    Replay { pick: usize },
    /// An old version appears on one machine.
    ReplayAt { replica: usize, pick: usize },
    /// A machine has only so many 256ths of the file for a time, or (`None`) no file.
    Tear { replica: usize, kept: Option<u8> },
    /// Someone opens the file in a text editor.
    HandOpen { replica: usize },
    /// They save what they changed in the text that they opened, or in the file as it is.
    HandSave { replica: usize, change: HandChange, unaware: bool },
}

/// What a person does to the library.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields say what they are")]
pub enum Act {
    /// Adds a prompt whose title is the token.
    Add { token: Token },
    /// Inserts a line with the token into a content. `draft`: into that of the editor, if one is open.
    AddLine { pick: usize, line: usize, token: Token, draft: bool },
    /// Puts the token in the place of a line.
    ReplaceLine { pick: usize, line: usize, token: Token, draft: bool },
    /// Makes the token the title.
    Retitle { pick: usize, token: Token, draft: bool },
    /// Files a prompt elsewhere.
    Move { pick: usize, to: usize },
    /// Deletes a prompt.
    Delete { pick: usize },
    /// Adds a category whose name is the token.
    AddCategory { token: Token },
    /// Gives a member a role.
    SetRole { member: usize, editor: bool },
    /// Puts a prompt into another place.
    Reorder { pick: usize, to: usize },
    /// Decides between values that met.
    Decide { pick: usize, keep: usize },
    /// Makes a prompt again what it was when the editor was opened.
    Revert,
    /// Takes a prompt out of the trash.
    Restore { pick: usize },
    /// Renames a category.
    RenameCategory { pick: usize, token: Token },
    /// Deletes a category.
    DeleteCategory { pick: usize, to: usize },
    /// Gives a prompt a tag.
    Tag { pick: usize, token: Token },
    /// Takes a prompt's tags away.
    Untag { pick: usize },
    /// Renames a tag.
    RenameTag { pick: usize, token: Token },
    /// Adds a set.
    AddSet { token: Token },
    /// Renames a set.
    RenameSet { pick: usize, token: Token },
    /// Deletes a set.
    DeleteSet { pick: usize },
    /// Puts a prompt into a set, in front of another one.
    PutInSet { set: usize, pick: usize, before: usize },
    /// Takes a prompt out of a set.
    TakeFromSet { set: usize, pick: usize },
    /// Comments on a prompt.
    Comment { pick: usize, token: Token },
    /// Deletes a comment.
    DeleteComment { pick: usize },
}

/// How far an operation gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// To its end.
    End,
    /// It stops at that await for a while.
    Pause(usize),
    /// The device crashes at that await.
    Crash(usize),
}

/// Why a folder can't be used for a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderFault {
    /// Another program holds the file.
    Busy,
    /// The browser holds no permission.
    NoPermission,
    /// The disk is full.
    DiskFull,
}

/// What someone changes in the file by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields say what they are")]
pub enum HandChange {
    /// Changes a title.
    Retitle { pick: usize, token: Token },
    /// Adds a line to a content.
    AddLine { pick: usize, line: usize, token: Token },
    /// Changes a line of a content.
    ReplaceLine { pick: usize, line: usize, token: Token },
    /// Adds a prompt with a new id.
    Add { token: Token },
    /// Removes a prompt.
    Remove { pick: usize },
    /// Puts the first prompts to the end.
    Reorder { by: usize },
    /// Saves it as it was opened.
    Nothing,
}

fn name(place: usize) -> &'static str {
    NAMES.get(place).copied().unwrap_or("Zoe")
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Act { client, act, crash: None } => write!(f, "{} {act}", name(*client)),
            Self::Act { client, act, crash: Some(at) } => {
                write!(f, "{} {act}, crash at await {at}", name(*client))
            }
            Self::Open { client, .. } => write!(f, "{} opens the editor", name(*client)),
            Self::Sync { client, until } => write!(f, "{} syncs{until}", name(*client)),
            Self::Resume { client, until } => write!(f, "{}'s sync goes on{until}", name(*client)),
            Self::Join { client, until } => write!(f, "{} joins{until}", name(*client)),
            Self::Clone { from, to } => {
                write!(f, "{} starts on a copy of {}'s profile", name(*to), name(*from))
            }
            Self::SetClock { client, minutes } => {
                write!(f, "{}'s clock is set to {minutes:+} min", name(*client))
            }
            Self::FolderFails { client, how, times } => {
                write!(f, "{}'s folder will fail {times} times: {how:?}", name(*client))
            }
            Self::StoreFails { client } => write!(f, "{}'s storage will fail once", name(*client)),
            Self::Take { replica } => write!(f, "service takes changes of {}'s machine", name(*replica)),
            Self::Arrive { losing, .. } => write!(f, "service gets one of those on their way ({losing:?})"),
            Self::Deliver { replica, only: None, losing } => {
                write!(f, "service delivers to {}'s machine ({losing:?})", name(*replica))
            }
            Self::Deliver { replica, losing, .. } => {
                write!(f, "service delivers one file to {}'s machine ({losing:?})", name(*replica))
            }
            Self::Exchange { replica, losing } => {
                write!(f, "service exchanges with {}'s machine ({losing:?})", name(*replica))
            }
            Self::Replay { .. } => write!(f, "service gets an old version of the file as the newest"),
            Self::ReplayAt { replica, .. } => {
                write!(f, "service puts an old version of the file onto {}'s machine", name(*replica))
            }
            Self::Tear { replica, kept: Some(kept) } => {
                write!(f, "service leaves {kept}/256 of the file on {}'s machine", name(*replica))
            }
            Self::Tear { replica, kept: None } => {
                write!(f, "service takes the file off {}'s machine for now", name(*replica))
            }
            Self::HandOpen { replica } => {
                write!(f, "someone opens the file by hand on {}'s machine", name(*replica))
            }
            Self::HandSave { replica, change, unaware } => {
                let how = if *unaware { ", with a program that drops what it doesn't know" } else { "" };
                write!(f, "someone saves it by hand on {}'s machine, {change}{how}", name(*replica))
            }
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let opened = |draft: bool| if draft { " (in the open editor)" } else { "" };
        match self {
            Self::Add { token } => write!(f, "adds prompt {token}"),
            Self::AddLine { token, draft, .. } => write!(f, "adds line {token}{}", opened(*draft)),
            Self::ReplaceLine { token, draft, .. } => {
                write!(f, "replaces a line by {token}{}", opened(*draft))
            }
            Self::Retitle { token, draft, .. } => write!(f, "makes the title {token}{}", opened(*draft)),
            Self::Move { .. } => write!(f, "moves a prompt"),
            Self::Delete { .. } => write!(f, "deletes a prompt"),
            Self::AddCategory { token } => write!(f, "adds category {token}"),
            Self::SetRole { member, editor } => {
                write!(f, "makes {} {}", name(*member), if *editor { "an editor" } else { "a viewer" })
            }
            Self::Reorder { .. } => write!(f, "puts a prompt into another place"),
            Self::Decide { keep, .. } => write!(f, "decides for value {keep} of those that met"),
            Self::Revert => write!(f, "makes a prompt what it was when the editor opened"),
            Self::Restore { .. } => write!(f, "takes a prompt out of the trash"),
            Self::RenameCategory { token, .. } => write!(f, "renames a category {token}"),
            Self::DeleteCategory { .. } => write!(f, "deletes a category"),
            Self::Tag { token, .. } => write!(f, "adds tag {token}"),
            Self::Untag { .. } => write!(f, "takes a prompt's tags away"),
            Self::RenameTag { token, .. } => write!(f, "renames a tag {token}"),
            Self::AddSet { token } => write!(f, "adds set {token}"),
            Self::RenameSet { token, .. } => write!(f, "renames a set {token}"),
            Self::DeleteSet { .. } => write!(f, "deletes a set"),
            Self::PutInSet { .. } => write!(f, "puts a prompt into a set"),
            Self::TakeFromSet { .. } => write!(f, "takes a prompt out of a set"),
            Self::Comment { token, .. } => write!(f, "comments {token}"),
            Self::DeleteComment { .. } => write!(f, "deletes a comment"),
        }
    }
}

impl fmt::Display for HandChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retitle { token, .. } => write!(f, "a title now {token}"),
            Self::AddLine { token, .. } => write!(f, "with a new line {token}"),
            Self::ReplaceLine { token, .. } => write!(f, "a line now {token}"),
            Self::Add { token } => write!(f, "with a new prompt {token}"),
            Self::Remove { .. } => write!(f, "without one of the prompts"),
            Self::Reorder { .. } => write!(f, "with the prompts in another order"),
            Self::Nothing => write!(f, "as it was opened"),
        }
    }
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => Ok(()),
            Self::Pause(at) => write!(f, ", stops at await {at} for now"),
            Self::Crash(at) => write!(f, ", crash at await {at}"),
        }
    }
}
