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
    self as engine, DeleteError, Device, EditError, Found, Place, SetupError, UndoError,
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
        Some(request) => carry_out(request, Handle::from_js(handle)).await,
        None => return JsValue::UNDEFINED,
    };
    to_js(&reply.unwrap_or_else(failed))
}

async fn carry_out(request: EngineRequest, handle: Option<Handle>) -> Result<EngineReply, Failed> {
    let browser = Browser::open().await?;
    match (request, handle) {
        (EngineRequest::Sync { library }, _) => {
            engine::sync(&browser, &id(&library)?).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Allow { library }, _) => {
            engine::sync_allowed(&browser, &id(&library)?).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Edit { library, command, editor }, _) => {
            let command = Command::from_text(&command).ok_or_else(unreadable)?;
            let library = id(&library)?;
            let outcome = match editor.as_str() {
                "" => engine::edit(&browser, &library, command).await?,
                editor => engine::save(&browser, &library, command, editor).await?,
            };
            Ok(EngineReply::Edited { outcome: outcome.to_text() })
        }
        (EngineRequest::EditAll { library, commands }, _) => {
            let commands = Stored::from_text(&commands).ok_or_else(unreadable)?;
            engine::edit_all(&browser, &id(&library)?, commands).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Discard { library, key }, _) => {
            engine::discard(&browser, &id(&library)?, &key).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Read { library, last }, _) => {
            let last = last.parse().map_err(|_| unreadable())?;
            engine::mark_read(&browser, &id(&library)?, last).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Undo { library, last }, _) => {
            let last = last.parse().map_err(|_| unreadable())?;
            engine::undo_all(&browser, &id(&library)?, last).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::PutBack { library }, _) => {
            engine::put_back(&browser, &id(&library)?).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Recreate { library }, _) => {
            engine::recreate(&browser, &id(&library)?).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Decide { library, number, verdict }, _) => {
            let number = number.parse().map_err(|_| unreadable())?;
            engine::decide(&browser, &id(&library)?, number, verdict).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Trash { library }, _) => {
            let prompts = engine::trash(&browser, &id(&library)?).await?;
            Ok(EngineReply::Trash { prompts: prompts.to_text() })
        }
        (EngineRequest::Versions { library, prompt }, _) => {
            let prompt = PromptId::parse(&prompt).ok_or_else(unreadable)?;
            let list = engine::versions(&browser, &id(&library)?, &prompt).await?;
            Ok(EngineReply::Versions { list: list.to_text() })
        }
        (EngineRequest::Leave { library }, _) => {
            engine::leave_team(&browser, &id(&library)?).await?;
            Ok(EngineReply::Done)
        }
        (EngineRequest::Delete { library }, _) => {
            Ok(EngineReply::Deleted { backup: engine::delete_team(&browser, &id(&library)?).await? })
        }
        (EngineRequest::Inspect, Some(handle)) => {
            let teams = engine::inspect(&browser.open(&handle)).await?;
            Ok(EngineReply::Found { teams: teams.to_text() })
        }
        (EngineRequest::Create { name, email, file }, Some(handle)) => {
            let email = Email::parse(&email)?;
            match engine::create_team(&browser, &name, email, &handle, &handle.name(), &file).await {
                Ok(library) => Ok(EngineReply::Joined { library: library.to_string() }),
                Err(SetupError::Occupied(found)) => {
                    Ok(EngineReply::Occupied { teams: vec![*found].to_text() })
                }
                Err(error) => Err(error.into()),
            }
        }
        (EngineRequest::Join { found, email }, Some(handle)) => {
            let found = Found::from_text(&found).ok_or_else(unreadable)?;
            let place = place(&handle, found.file.clone());
            let library = engine::join_team(&browser, &found, Email::parse(&email)?, &handle, place).await?;
            Ok(EngineReply::Joined { library: library.to_string() })
        }
        (_, None) => Err(unreadable()),
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
