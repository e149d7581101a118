//! The only place that knows how the engine and the library look: what a view shows, and how a person acts on it.

use prompt_commons::access::Role;
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::model::{CategoryId, Draft, Email, LibraryId, PromptId};
use prompt_commons::ports::Ids;
use prompt_commons_engine::{Device, EditError, Place, View};

use crate::copies::FILE;
use crate::device::SimDevice;

/// Whether an edit of a prompt also settles the alternatives that its view showed, so that they may go.
pub(crate) const EDIT_SETTLES_ALTERNATIVES: bool = false;

/// A prompt as a view shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) content: &'a str,
    pub(crate) category: Option<&'a str>,
}

/// Lists the prompts in their order.
pub(crate) fn prompts(view: &View) -> impl Iterator<Item = Shown<'_>> {
    view.library.prompts().iter().map(|prompt| Shown {
        id: prompt.id().as_str(),
        title: prompt.title(),
        content: prompt.content(),
        category: prompt.category().map(CategoryId::as_str),
    })
}

/// Lists the categories in their order, as ids and names.
pub(crate) fn categories(view: &View) -> impl Iterator<Item = (&str, &str)> {
    view.library.categories().iter().map(|category| (category.id().as_str(), category.name()))
}

/// Lists the versions that stand beside the shown one of a prompt, until someone decides: its id, the text.
pub(crate) fn alternatives(view: &View) -> Vec<(String, String)> {
    let beside = |conflict: Conflict| {
        let id = conflict.prompt.to_string();
        let texts = conflict.values.into_iter().skip(1);
        texts.map(move |version| (id.clone(), version.value.as_str().unwrap_or_default().to_owned()))
    };
    view.beside.conflicts.iter().cloned().flat_map(beside).collect()
}

/// Lists the texts of edits that the library's rules refuse; they are kept, and their author is told.
pub(crate) fn held(view: &View) -> Vec<String> {
    let text = |draft: &Draft| format!("{}\n{}", draft.title, draft.content);
    let texts = view.beside.held.iter().filter_map(|held| held.draft.as_ref().map(text));
    texts.chain(view.beside.held.iter().map(|held| held.what.clone())).collect()
}

/// Tells whether the library's rules refuse any edit of this client.
pub(crate) fn holds_any(view: &View) -> bool {
    !view.beside.held.is_empty()
}

/// Tells whether the person who sees this may change anything.
pub(crate) fn may_write(view: &View) -> bool {
    view.role().is_some_and(|role| role > Role::Viewer)
}

/// Returns the owner's email.
pub(crate) fn owner(view: &View) -> &str {
    view.library.members().owner().as_str()
}

/// What a person's editor, or the question whether to delete, was opened with.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    pub(crate) id: String,
    draft: Draft,
}

impl Opened {
    /// Opens the `place`th prompt of a view.
    pub(crate) fn at(view: &View, place: usize) -> Option<Self> {
        let prompt = view.library.prompts().get(place)?;
        Some(Self { id: prompt.id().to_string(), draft: prompt.draft().clone() })
    }

    pub(crate) fn title(&self) -> &str {
        &self.draft.title
    }

    pub(crate) fn content(&self) -> &str {
        &self.draft.content
    }
}

/// What a person asks the program to do.
#[derive(Clone, Debug)]
pub(crate) enum Intent {
    Add { title: String, content: String, category: Option<String> },
    Retitle { opened: Opened, title: String },
    Rewrite { opened: Opened, content: String },
    Move { opened: Opened, category: Option<String> },
    Delete { opened: Opened },
    AddCategory { name: String },
    DeleteCategory { id: String },
    SetRole { email: String, editor: bool },
}

/// What the program answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is done, and safe on this device.
    Done,
    /// There was nothing to do.
    Nothing,
    /// The rules refuse it.
    Refused(String),
    /// It could not be kept on this device, and the person is told so.
    Failed(String),
}

/// Does what a person asks for.
pub(crate) async fn act(device: SimDevice, library: LibraryId, intent: Intent) -> Answer {
    let Some(command) = command(&device, intent) else { return Answer::Nothing };
    match prompt_commons_engine::edit(&device, &library, command).await {
        Ok(Outcome::Nothing | Outcome::Spared) => Answer::Nothing,
        Ok(_) => Answer::Done,
        Err(EditError::Store(error)) => Answer::Failed(error.to_string()),
        Err(error) => Answer::Refused(error.to_string()),
    }
}

fn command(device: &SimDevice, intent: Intent) -> Option<Command> {
    let category = |id: Option<String>| id.and_then(|id| CategoryId::parse(&id));
    let edit = |opened: Opened, change: &dyn Fn(&mut Draft)| {
        let mut draft = opened.draft.clone();
        change(&mut draft);
        Some(Command::EditPrompt { id: PromptId::parse(&opened.id)?, seen: opened.draft, draft })
    };
    match intent {
        Intent::Add { title, content, category: to } => Some(Command::AddPrompt {
            id: PromptId::from(device.ids().mint()),
            draft: Draft { title, content, category: category(to), ..Draft::default() },
        }),
        Intent::Retitle { opened, title } => edit(opened, &|draft| draft.title.clone_from(&title)),
        Intent::Rewrite { opened, content } => edit(opened, &|draft| draft.content.clone_from(&content)),
        Intent::Move { opened, category: to } => edit(opened, &|draft| draft.category = category(to.clone())),
        Intent::Delete { opened } => {
            Some(Command::DeletePrompt { id: PromptId::parse(&opened.id)?, seen: opened.draft })
        }
        Intent::AddCategory { name } => {
            Some(Command::AddCategory { id: CategoryId::from(device.ids().mint()), name, color: None })
        }
        Intent::DeleteCategory { id } => {
            Some(Command::DeleteCategory { id: CategoryId::parse(&id)?, prompts_to: None })
        }
        Intent::SetRole { email, editor } => Some(Command::SetMember {
            email: Email::parse(&email).ok()?,
            role: if editor { Role::Editor } else { Role::Viewer },
        }),
    }
}

/// Returns what a person sees.
pub(crate) async fn view(device: SimDevice, library: LibraryId) -> Result<View, String> {
    prompt_commons_engine::view(&device, &library).await.map_err(|error| error.to_string())
}

/// Syncs; returns how that went, for the person to read.
pub(crate) async fn sync(device: SimDevice, library: LibraryId) -> Result<String, String> {
    match prompt_commons_engine::sync(&device, &library).await {
        Ok(state) => Ok(state.name().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Creates the team.
pub(crate) async fn create(device: SimDevice, email: String) -> Result<LibraryId, String> {
    let email = Email::parse(&email).map_err(|error| error.to_string())?;
    let created = prompt_commons_engine::create_team(&device, "Marketing", email, &(), "Team", FILE).await;
    created.map_err(|error| error.to_string())
}

/// Joins the team that the device's folder holds.
pub(crate) async fn join(device: SimDevice, email: String) -> Result<LibraryId, String> {
    let email = Email::parse(&email).map_err(|error| error.to_string())?;
    let found = prompt_commons_engine::inspect(&device.open(&())).await.map_err(|error| error.to_string())?;
    let found = found.into_iter().next().ok_or("there is no team in this folder")?;
    let place = Place::Folder { folder: "Team".to_owned(), file: found.file.clone() };
    let joined = prompt_commons_engine::join_team(&device, &found, email, &(), place).await;
    joined.map_err(|error| error.to_string())
}
