//! The engine in a worker of its own: it reads, joins and writes whole libraries, and no surface waits for it.
//! `extension/sync.js` hears the surface and calls [`answer`].
//!
//! ```text
//!   surface ── EngineRequest, handle, port ──▶ worker ──▶ engine ──▶ folder, store
//!      ▲                                         │
//!      └──────────── EngineReply ◀───────────────┘
//! ```
//!
//! The worker ends with its surface, at any moment. Nothing is lost by that: what a person does is shown as saved once
//! it is in the journal, and a sync may be cut off anywhere.

use prompt_commons::command::Command;
use prompt_commons::message::{EngineReply, EngineRequest, Failure};
use prompt_commons::model::{Email, EmailError, LibraryId, PromptId};
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::StoreError;
use prompt_commons::stored::Stored;
use prompt_commons_browser::messages::{from_js, to_js};
use prompt_commons_browser::{Browser, Handle};
use prompt_commons_engine::{
    self as engine, DeleteError, Device, EditError, Found, Losses, Place, SetupError, UndoError,
};
use wasm_bindgen::prelude::*;

/// Has a panic say where it was, in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Answers a request of the surface that started this worker. `handle`: of the folder that it is about, if it is
/// about one.
#[wasm_bindgen]
pub async fn answer(message: JsValue, handle: JsValue) -> JsValue {
    let reply = match from_js(&message) {
        Some(request) => act(request, Handle::from_js(handle)).await,
        None => return JsValue::UNDEFINED,
    };
    to_js(&reply.unwrap_or_else(failed))
}

async fn act(request: EngineRequest, handle: Option<Handle>) -> Result<EngineReply, Failed> {
    let browser = Browser::open().await?;
    match handle {
        Some(handle) => set_up(&browser, request, &handle).await,
        None => carry_out(&browser, request).await,
    }
}

/// Carries out what is about a library.
async fn carry_out(browser: &Browser, request: EngineRequest) -> Result<EngineReply, Failed> {
    match request {
        EngineRequest::Sync { library } => {
            engine::sync(browser, &id(&library)?).await?;
        }
        EngineRequest::Allow { library } => {
            engine::sync_allowed(browser, &id(&library)?).await?;
        }
        EngineRequest::Edit { library, command, editor } => {
            let command = Command::from_text(&command).ok_or_else(unreadable)?;
            let library = id(&library)?;
            let outcome = match editor.as_str() {
                "" => engine::edit(browser, &library, command).await?,
                editor => engine::save(browser, &library, command, editor).await?,
            };
            return Ok(EngineReply::Edited { outcome: outcome.to_text() });
        }
        EngineRequest::EditAll { library, commands } => {
            let commands = Stored::from_text(&commands).ok_or_else(unreadable)?;
            engine::edit_all(browser, &id(&library)?, commands).await?;
        }
        EngineRequest::Discard { library, key } => {
            engine::discard(browser, &id(&library)?, &key).await?;
        }
        EngineRequest::Read { library, last } => {
            let last = last.parse().map_err(|_| unreadable())?;
            engine::mark_read(browser, &id(&library)?, last).await?;
        }
        EngineRequest::Undo { library, last } => {
            let last = last.parse().map_err(|_| unreadable())?;
            engine::undo_all(browser, &id(&library)?, last).await?;
        }
        EngineRequest::PutBack { library } => {
            engine::put_back(browser, &id(&library)?).await?;
        }
        EngineRequest::Recreate { library } => {
            engine::recreate(browser, &id(&library)?).await?;
        }
        EngineRequest::Decide { library, number, verdict } => {
            let number = number.parse().map_err(|_| unreadable())?;
            engine::decide(browser, &id(&library)?, number, verdict).await?;
        }
        EngineRequest::Trash { library } => {
            let prompts = engine::trash(browser, &id(&library)?).await?;
            return Ok(EngineReply::Trash { prompts: prompts.to_text() });
        }
        EngineRequest::Versions { library, prompt } => {
            let prompt = PromptId::parse(&prompt).ok_or_else(unreadable)?;
            let list = engine::versions(browser, &id(&library)?, &prompt).await?;
            return Ok(EngineReply::Versions { list: list.to_text() });
        }
        EngineRequest::Joiners { library } => {
            let list = engine::joined(browser, &id(&library)?).await?;
            return Ok(EngineReply::Joiners { list: list.to_text() });
        }
        EngineRequest::SetColor { library, color } => {
            engine::set_color(browser, &id(&library)?, Some(color).filter(|color| !color.is_empty())).await?;
        }
        EngineRequest::Losses { library } => {
            let losses = engine::losses(browser, &id(&library)?).await?;
            return Ok(EngineReply::Losses { losses: losses.to_text() });
        }
        EngineRequest::Leave { library, agreed } => {
            let agreed = Losses::from_text(&agreed).ok_or_else(unreadable)?;
            engine::leave_team(browser, &id(&library)?, &agreed).await?;
        }
        EngineRequest::Rescue { library } => {
            engine::rescue(browser, &id(&library)?).await?;
        }
        EngineRequest::Delete { library } => {
            return Ok(EngineReply::Deleted { backup: engine::delete_team(browser, &id(&library)?).await? });
        }
        EngineRequest::Inspect | EngineRequest::Create { .. } | EngineRequest::Join { .. } => {
            return Err(unreadable());
        }
    }
    Ok(EngineReply::Done)
}

/// Carries out what is about the folder that came with it.
async fn set_up(browser: &Browser, request: EngineRequest, handle: &Handle) -> Result<EngineReply, Failed> {
    match request {
        EngineRequest::Inspect => {
            let teams = engine::inspect(&browser.open(handle)).await?;
            Ok(EngineReply::Found { teams: teams.to_text() })
        }
        EngineRequest::Create { name, email, file } => {
            let email = Email::parse(&email)?;
            match engine::create_team(browser, &name, email, handle, &handle.name(), &file).await {
                Ok(library) => Ok(EngineReply::Joined { library: library.to_string() }),
                Err(SetupError::Occupied(found)) => {
                    Ok(EngineReply::Occupied { teams: vec![*found].to_text() })
                }
                Err(error) => Err(error.into()),
            }
        }
        EngineRequest::Join { found, email } => {
            let found = Found::from_text(&found).ok_or_else(unreadable)?;
            let place = place(handle, found.file.clone());
            let library = engine::join_team(browser, &found, Email::parse(&email)?, handle, place).await?;
            Ok(EngineReply::Joined { library: library.to_string() })
        }
        _ => Err(unreadable()),
    }
}

fn place(handle: &Handle, file: String) -> Place {
    if handle.is_folder() { Place::Folder { folder: handle.name(), file } } else { Place::File { file } }
}

fn id(library: &str) -> Result<LibraryId, Failed> {
    LibraryId::parse(library).ok_or_else(unreadable)
}

/// Why a request could not be carried out.
struct Failed(Failure, Phrase);

fn failed(failed: Failed) -> EngineReply {
    EngineReply::Failed { kind: failed.0, reason: failed.1 }
}

/// The surface and its worker are of one build, so this is a mistake of ours.
fn unreadable() -> Failed {
    Failed(Failure::Other, phrase!("engine-unreadable"))
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self(Failure::Other, error.phrase())
    }
}

impl From<EditError> for Failed {
    fn from(error: EditError) -> Self {
        Self(Failure::Other, error.phrase())
    }
}

impl From<UndoError> for Failed {
    fn from(error: UndoError) -> Self {
        Self(Failure::Other, error.phrase())
    }
}

impl From<DeleteError> for Failed {
    fn from(error: DeleteError) -> Self {
        Self(Failure::Other, error.phrase())
    }
}

impl From<EmailError> for Failed {
    fn from(error: EmailError) -> Self {
        Self(Failure::Other, error.phrase())
    }
}

impl From<SetupError> for Failed {
    fn from(error: SetupError) -> Self {
        let kind = match &error {
            SetupError::Folder(_) => Failure::Folder,
            error if error.is_no_library() => Failure::NoLibrary,
            _ => Failure::Other,
        };
        Self(kind, error.phrase())
    }
}
