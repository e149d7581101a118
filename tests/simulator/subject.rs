//! The only place that knows how the engine and the library look: what a view shows, and how a person acts on it.

use prompt_commons::access::Role;
use prompt_commons::causal::conflict::{Conflict, Subject};
use prompt_commons::causal::{Dot, saves};
use prompt_commons::command::{Command, Field, Outcome, Seen};
use prompt_commons::format::decode;
use prompt_commons::model::{CategoryId, Draft, Email, Item, ItemId, Kind, LibraryId, PromptId};
use prompt_commons::phrase::Say as _;
use prompt_commons::ports::Ids;
use prompt_commons_engine::{Device, EditError, Held, Place, View};

use crate::copies::FILE;
use crate::device::SimDevice;
use crate::token::Tokens;

/// Whether an edit of a prompt also settles the alternatives that its view showed, so that they may go.
pub(crate) const EDIT_SETTLES_ALTERNATIVES: bool = false;

/// A prompt as a view shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) content: &'a str,
    pub(crate) category: Option<&'a str>,
    pub(crate) tags: &'a [String],
}

impl Shown<'_> {
    /// Returns the tokens that it shows.
    pub(crate) fn tokens(&self) -> Tokens {
        let tags = self.tags.iter().fold(Tokens::default(), |all, tag| all | Tokens::of(tag));
        Tokens::of(self.title) | Tokens::of(self.content) | tags
    }
}

/// Lists the prompts in their order.
pub(crate) fn prompts(view: &View) -> impl Iterator<Item = Shown<'_>> {
    view.library.prompts().iter().map(|prompt| Shown {
        id: prompt.id().as_str(),
        title: prompt.title(),
        content: prompt.content(),
        category: prompt.category().map(CategoryId::as_str),
        tags: prompt.tags(),
    })
}

/// A set or a comment as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Thing {
    pub(crate) id: String,
    pub(crate) text: String,
    /// The prompts that are in it, or that it is about.
    pub(crate) prompts: Vec<String>,
}

/// Lists the sets.
pub(crate) fn sets(view: &View) -> Vec<Thing> {
    let thing = |set: &Item| Thing {
        id: set.id().to_string(),
        text: set.name().to_owned(),
        prompts: view.library.in_set(set.id()).iter().map(|prompt| prompt.id().to_string()).collect(),
    };
    view.library.items(Kind::Set).map(thing).collect()
}

/// Lists the comments.
pub(crate) fn comments(view: &View) -> Vec<Thing> {
    let thing = |comment: &Item| Thing {
        id: comment.id().to_string(),
        text: comment.text("text").to_owned(),
        prompts: comment.prompt().map(|id| id.to_string()).into_iter().collect(),
    };
    view.library.items(Kind::Comment).map(thing).collect()
}

/// Lists the categories in their order, as ids and names.
pub(crate) fn categories(view: &View) -> impl Iterator<Item = (&str, &str)> {
    view.library.categories().iter().map(|category| (category.id().as_str(), category.name()))
}

/// Lists the versions that stand beside the shown one, until someone decides: the id of what has them, the text.
pub(crate) fn alternatives(view: &View) -> Vec<(String, String)> {
    let beside = |conflict: Conflict| {
        let id = id(&conflict.about);
        let texts = conflict.values.into_iter().skip(1);
        texts.map(move |version| (id.clone(), version.value.as_str().unwrap_or_default().to_owned()))
    };
    view.beside.conflicts.iter().cloned().flat_map(beside).collect()
}

/// Returns the id of what a conflict is about; "" of the library itself.
fn id(about: &Subject) -> String {
    match about {
        Subject::Library => String::new(),
        Subject::Category { id } => id.to_string(),
        Subject::Prompt { id } => id.to_string(),
        Subject::Item { id, .. } => id.to_string(),
    }
}

/// Returns the tokens that the versions of a file's prompts hold.
pub(crate) fn versions(file: &[u8]) -> Tokens {
    let Ok(library) = decode(file) else { return Tokens::default() };
    let drafts = library.prompts().iter().flat_map(|prompt| saves(&library, prompt.id()));
    drafts.filter_map(|save| save.draft).fold(Tokens::default(), |all, draft| {
        all | Tokens::of(&draft.title) | Tokens::of(&draft.content) | Tokens::of(&draft.tags.join("\n"))
    })
}

/// Lists the texts of edits that the library's rules refuse; they are kept, and their author is told.
pub(crate) fn held(view: &View) -> Vec<String> {
    let text = |draft: &Draft| format!("{}\n{}\n{}", draft.title, draft.content, draft.tags.join("\n"));
    let texts = view.beside.held.iter().filter_map(|held| held.draft.as_ref().map(text));
    // What is shown for logs has the ends of lines in another form.
    let what = |held: &Held| held.what.to_string().replace("\\n", "\n");
    texts.chain(view.beside.held.iter().map(what)).collect()
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
    /// The edits of what was shown beside it.
    beside: Vec<Dot>,
}

impl Opened {
    /// Opens the `place`th prompt of a view.
    pub(crate) fn at(view: &View, place: usize) -> Option<Self> {
        let prompt = view.library.prompts().get(place)?;
        let about = Subject::Prompt { id: prompt.id().clone() };
        let open = view.beside.conflicts.iter().filter(|open| open.about == about);
        let beside = open.flat_map(Conflict::beside).collect();
        Some(Self { id: prompt.id().to_string(), draft: prompt.draft().clone(), beside })
    }

    /// Makes it what was opened earlier, if that is another one of the same prompt.
    pub(crate) fn reverted(&self, to: &Self) -> Option<Intent> {
        let seen = self.draft.clone();
        (self.id == to.id && seen != to.draft).then_some(())?;
        // Into a category that may be gone by now it is not put back.
        let draft = Draft { category: seen.category.clone(), ..to.draft.clone() };
        Some(Intent::Do(Command::EditPrompt { id: PromptId::parse(&self.id)?, seen, draft }))
    }

    /// Gives it other tags.
    pub(crate) fn tagged(&self, tags: Vec<String>) -> Option<Intent> {
        let (seen, draft) = (self.draft.clone(), Draft { tags, ..self.draft.clone() });
        Some(Intent::Do(Command::EditPrompt { id: PromptId::parse(&self.id)?, seen, draft }))
    }

    pub(crate) fn tags(&self) -> &[String] {
        &self.draft.tags
    }

    /// Returns all tokens in it.
    pub(crate) fn tokens(&self) -> Tokens {
        let tags = self.draft.tags.iter().fold(Tokens::default(), |all, tag| all | Tokens::of(tag));
        Tokens::of(self.title()) | Tokens::of(self.content()) | tags
    }

    pub(crate) fn title(&self) -> &str {
        &self.draft.title
    }

    pub(crate) fn content(&self) -> &str {
        &self.draft.content
    }
}

/// What a person decides.
#[derive(Clone, Debug)]
pub(crate) struct Decided {
    /// The id of what it is about.
    pub(crate) id: String,
    /// What stays.
    pub(crate) kept: Tokens,
    /// What goes.
    pub(crate) removed: Tokens,
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
    SetRole { email: String, editor: bool },
    AddSet { name: String },
    Comment { prompt: String, text: String },
    Do(Command),
}

impl Intent {
    /// Puts a prompt in front of another one.
    pub(crate) fn reorder(id: &str, before: &str) -> Option<Self> {
        Some(Self::Do(Command::MovePrompt { id: PromptId::parse(id)?, before: PromptId::parse(before) }))
    }

    /// Decides for one of the values that met somewhere.
    pub(crate) fn decide(view: &View, pick: usize, keep: usize) -> Option<(Self, Decided)> {
        let open = &view.beside.conflicts;
        let conflict = open.get(pick % open.len().max(1))?;
        let kept = conflict.values.get(keep % conflict.values.len().max(1))?;
        let all = conflict.values.iter().fold(Tokens::default(), |all, value| all | Tokens::of(value.text()));
        let Conflict { about, field, .. } = conflict.clone();
        let stays = Tokens::of(kept.text());
        let decided = Decided { id: id(&about), kept: stays, removed: all & !stays };
        let (saw, value) = (conflict.saw(), kept.value.clone());
        Some((Self::Do(Command::Decide { about, field, saw, value }), decided))
    }

    /// Takes a prompt out of the trash.
    pub(crate) fn restore(id: &str) -> Option<Self> {
        Some(Self::Do(Command::RestorePrompt { id: PromptId::parse(id)? }))
    }

    pub(crate) fn rename_category(id: &str, name: String) -> Option<Self> {
        let fields = vec![Field { name: "name".to_owned(), value: name.into() }];
        Some(Self::Do(Command::EditCategory { id: CategoryId::parse(id)?, fields }))
    }

    pub(crate) fn delete_category(view: &View, id: &str, to: Option<&str>) -> Option<Self> {
        let (id, prompts_to) = (CategoryId::parse(id)?, to.and_then(CategoryId::parse));
        let about = Subject::Category { id: id.clone() };
        let seen = Seen::category(&view.library, view.library.category(&id)?);
        let seen = seen.beside(&about, &view.beside.conflicts);
        Some(Self::Do(Command::DeleteCategory { id, seen, prompts_to }))
    }

    pub(crate) fn rename_tag(from: String, to: String) -> Self {
        Self::Do(Command::RenameTag { from, to })
    }

    pub(crate) fn rename_set(id: &str, name: String) -> Option<Self> {
        let fields = vec![Field { name: "name".to_owned(), value: name.into() }];
        Some(Self::Do(Command::EditItem { kind: Kind::Set, id: ItemId::parse(id)?, fields }))
    }

    pub(crate) fn delete_set(view: &View, id: &str) -> Option<Self> {
        Self::delete(view, Kind::Set, id)
    }

    pub(crate) fn delete_comment(view: &View, id: &str) -> Option<Self> {
        Self::delete(view, Kind::Comment, id)
    }

    fn delete(view: &View, kind: Kind, id: &str) -> Option<Self> {
        let id = ItemId::parse(id)?;
        let about = Subject::Item { kind, id: id.clone() };
        let seen = Seen::item(&view.library, view.library.item(kind, &id)?);
        let seen = seen.beside(&about, &view.beside.conflicts);
        Some(Self::Do(Command::DeleteItem { kind, id, seen }))
    }

    pub(crate) fn put_in_set(set: &str, prompt: &str, before: &str) -> Option<Self> {
        let (set, before) = (ItemId::parse(set)?, PromptId::parse(before));
        Some(Self::Do(Command::PutInSet { set, prompt: PromptId::parse(prompt)?, before }))
    }

    pub(crate) fn take_from_set(set: &str, prompt: &str) -> Option<Self> {
        Some(Self::Do(Command::TakeFromSet { set: ItemId::parse(set)?, prompt: PromptId::parse(prompt)? }))
    }
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
        Err(EditError::Store(error)) => Answer::Failed(error.phrase().to_string()),
        Err(error) => Answer::Refused(error.phrase().to_string()),
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
        Intent::Add { title, content, category: to } => Some(Command::add(
            PromptId::from(device.ids().mint()),
            Draft { title, content, category: category(to), ..Draft::default() },
        )),
        Intent::Retitle { opened, title } => edit(opened, &|draft| draft.title.clone_from(&title)),
        Intent::Rewrite { opened, content } => edit(opened, &|draft| draft.content.clone_from(&content)),
        Intent::Move { opened, category: to } => edit(opened, &|draft| draft.category = category(to.clone())),
        Intent::Delete { opened } => {
            let Opened { id, draft: seen, beside } = opened;
            Some(Command::DeletePrompt { id: PromptId::parse(&id)?, seen, beside })
        }
        Intent::AddCategory { name } => Some(Command::AddCategory {
            id: CategoryId::from(device.ids().mint()),
            name,
            color: None,
            icon: None,
        }),
        Intent::Do(command) => Some(command),
        Intent::AddSet { name } => {
            let fields = vec![Field { name: "name".to_owned(), value: name.into() }];
            Some(Command::AddItem { kind: Kind::Set, id: ItemId::from(device.ids().mint()), fields })
        }
        Intent::Comment { prompt, text } => {
            let field = |name: &str, value: String| Field { name: name.to_owned(), value: value.into() };
            let fields = vec![field("text", text), field("promptId", prompt)];
            Some(Command::AddItem { kind: Kind::Comment, id: ItemId::from(device.ids().mint()), fields })
        }
        Intent::SetRole { email, editor } => Some(Command::SetMember {
            email: Email::parse(&email).ok()?,
            role: if editor { Role::Editor } else { Role::Viewer },
        }),
    }
}

/// Returns what a person sees.
pub(crate) async fn view(device: SimDevice, library: LibraryId) -> Result<View, String> {
    prompt_commons_engine::view(&device, &library).await.map_err(|error| error.phrase().to_string())
}

/// Lists the ids of what the device's person can bring back.
pub(crate) async fn trash(device: SimDevice, library: LibraryId) -> Vec<String> {
    let all = prompt_commons_engine::trash(&device, &library).await.unwrap_or_default();
    all.into_iter().map(|one| one.id.to_string()).collect()
}

/// Syncs; returns how that went, for the person to read.
pub(crate) async fn sync(device: SimDevice, library: LibraryId) -> Result<String, String> {
    match prompt_commons_engine::sync(&device, &library).await {
        Ok(state) => Ok(state.name().to_owned()),
        Err(error) => Err(error.phrase().to_string()),
    }
}

/// Creates the team.
pub(crate) async fn create(device: SimDevice, email: String) -> Result<LibraryId, String> {
    let email = Email::parse(&email).map_err(|error| error.phrase().to_string())?;
    let created = prompt_commons_engine::create_team(&device, "Marketing", email, &(), "Team", FILE).await;
    created.map_err(|error| error.phrase().to_string())
}

/// Joins the team that the device's folder holds.
pub(crate) async fn join(device: SimDevice, email: String) -> Result<LibraryId, String> {
    let email = Email::parse(&email).map_err(|error| error.phrase().to_string())?;
    let found = prompt_commons_engine::inspect(&device.open(&()))
        .await
        .map_err(|error| error.phrase().to_string())?;
    let found = found.into_iter().next().ok_or("there is no team in this folder")?;
    let place = Place::Folder { folder: "Team".to_owned(), file: found.file.clone() };
    let joined = prompt_commons_engine::join_team(&device, &found, email, &(), place).await;
    joined.map_err(|error| error.phrase().to_string())
}
