//! What a surface asks of the engine.

use prompt_commons::causal::Save;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::{Email, LibraryId, PromptId};
use prompt_commons::stored::Stored;

use super::Session;
use crate::words::sentence;

impl Session {
    /// Journals edits in their order, shows them, and takes them to the folder in the background.
    pub(crate) async fn edit(self, id: &LibraryId, commands: Vec<Command>) -> Result<Outcome, String> {
        self.ask_edits(id, commands, "").await
    }

    /// Does the same for what was written in the editor, the last of the commands. Its draft is forgotten with it.
    pub(crate) async fn save(self, id: &LibraryId, commands: Vec<Command>) -> Result<Outcome, String> {
        // Else one on its way would come after that.
        self.write_drafts().await;
        self.ask_edits(id, commands, &self.seat()).await
    }

    async fn ask_edits(
        self,
        id: &LibraryId,
        commands: Vec<Command>,
        editor: &str,
    ) -> Result<Outcome, String> {
        let mut result = Ok(Outcome::Nothing);
        let last = commands.len().saturating_sub(1);
        for (place, command) in commands.into_iter().enumerate() {
            let editor = if place == last { editor.to_owned() } else { String::new() };
            let edit = EngineRequest::Edit { library: id.to_string(), command: command.to_text(), editor };
            result = match self.engine().ask(&edit, None).await {
                EngineReply::Edited { outcome } => {
                    let new = Outcome::from_text(&outcome).unwrap_or(Outcome::Done);
                    result.map(|old| old.and(new))
                }
                EngineReply::Failed { reason, .. } => Err(sentence(&reason)),
                _ => Ok(Outcome::Nothing),
            };
            if result.is_err() {
                break;
            }
        }
        self.read(id).await;
        self.sync(id.clone());
        result
    }

    /// Journals many edits at once, all or none, and does the same.
    pub(crate) async fn edit_all(self, id: &LibraryId, commands: &[Command]) -> Result<(), String> {
        let commands = commands.to_vec().to_text();
        let edit = EngineRequest::EditAll { library: id.to_string(), commands };
        let reply = self.engine().ask(&edit, None).await;
        self.read(id).await;
        self.sync(id.clone());
        match reply {
            EngineReply::Failed { reason, .. } => Err(sentence(&reason)),
            _ => Ok(()),
        }
    }

    /// Returns the last versions of a prompt, the newest first.
    pub(crate) async fn versions(self, id: &LibraryId, prompt: &PromptId) -> Result<Vec<Save>, String> {
        let ask = EngineRequest::Versions { library: id.to_string(), prompt: prompt.to_string() };
        match self.engine().ask(&ask, None).await {
            EngineReply::Versions { list } => Ok(Stored::from_text(&list).unwrap_or_default()),
            EngineReply::Failed { reason, .. } => Err(sentence(&reason)),
            _ => Ok(Vec::new()),
        }
    }

    /// Returns who of a library's members has joined it, as far as it tells.
    pub(crate) async fn joined(self, id: &LibraryId) -> Option<Vec<Email>> {
        let ask = EngineRequest::Joiners { library: id.to_string() };
        match self.engine().ask(&ask, None).await {
            EngineReply::Joiners { list } => Stored::from_text(&list),
            _ => None,
        }
    }

    /// Marks the news of a library as read, up to `last`. Returns whether it went well; if not, the person has been told.
    pub(crate) async fn mark_read(self, id: &LibraryId, last: u64) -> bool {
        let read = EngineRequest::Read { library: id.to_string(), last: last.to_string() };
        self.ask(id, read).await
    }

    /// Takes back all news of a library up to `last`. Returns the same.
    pub(crate) async fn undo(self, id: &LibraryId, last: u64) -> bool {
        let undo = EngineRequest::Undo { library: id.to_string(), last: last.to_string() };
        let is_undone = self.ask(id, undo).await;
        self.sync(id.clone());
        is_undone
    }

    async fn ask(self, id: &LibraryId, request: EngineRequest) -> bool {
        let reply = self.engine().ask(&request, None).await;
        self.read(id).await;
        if let EngineReply::Failed { reason, .. } = reply {
            self.alert.set(Some(sentence(&reason)));
            return false;
        }
        true
    }
}
