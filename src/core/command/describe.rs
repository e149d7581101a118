use super::{Command, Field, decide, items};
use crate::access::{Action, Role, Target};
use crate::causal::conflict::Subject;
use crate::causal::record::Record as _;
use crate::model::{Category, CategoryId, Draft, Email, Item, ItemId, Kind, Library, PromptId};
use crate::phrase;
use crate::phrase::Phrase;

/// Names something of a library; without a name, one of its kind. `kind`: the id of the sentence that names that.
pub(super) fn thing(kind: &str, name: Option<&str>) -> Phrase {
    let kind = phrase!(kind);
    match name {
        Some(name) => phrase!("thing-named", kind = &kind, name = name),
        None => phrase!("thing-unnamed", kind = &kind),
    }
}

/// Says that something is edited, and what its fields become.
fn edit(what: &Phrase, fields: &[Field]) -> Phrase {
    let texts = fields.iter().filter_map(|field| field.value.as_str());
    let texts = Phrase::list(texts.map(|text| phrase!("quoted", text = text)));
    if texts.is_empty() {
        phrase!("edit-change", what = what)
    } else {
        phrase!("edit-change-to", what = what, texts = &texts)
    }
}

impl Command {
    /// Returns the command that adds a prompt which is written now.
    pub fn add(id: PromptId, draft: Draft) -> Self {
        Self::AddPrompt { id, draft, dates: None }
    }

    /// Returns what has to be allowed for it.
    pub fn action(&self) -> Action {
        match self {
            Self::AddPrompt { .. } | Self::RestorePrompt { .. } => Action::AddPrompt,
            Self::EditPrompt { .. } | Self::MovePrompt { .. } => Action::EditPrompt,
            Self::Decide { about, .. } => about.action(),
            Self::DeletePrompt { .. } => Action::DeletePrompt,
            Self::AddCategory { .. }
            | Self::EditCategory { .. }
            | Self::DeleteCategory { .. }
            | Self::MoveCategory { .. } => Action::ManageCategories,
            Self::RenameTag { .. } => Action::EditTags,
            Self::AddItem { kind, .. } => items::adding(*kind),
            Self::EditItem { kind, .. } => items::editing(*kind),
            Self::DeleteItem { kind: Kind::Comment, .. } => Action::DeleteComment,
            Self::DeleteItem { .. } => Action::DeleteSet,
            Self::MoveItem { .. } | Self::PutInSet { .. } | Self::TakeFromSet { .. } => Action::EditSet,
            Self::SetMember { .. } | Self::RemoveMember { .. } => Action::ManageMembers,
            Self::TransferOwnership { .. } => Action::TransferOwnership,
            Self::RenameLibrary { .. } => Action::RenameLibrary,
        }
    }

    /// Returns what it changes, if that is one thing.
    pub fn about(&self) -> Option<Subject> {
        Some(match self {
            Self::AddPrompt { id, .. }
            | Self::EditPrompt { id, .. }
            | Self::DeletePrompt { id, .. }
            | Self::MovePrompt { id, .. }
            | Self::RestorePrompt { id } => Subject::Prompt { id: id.clone() },
            Self::Decide { about, .. } => about.clone(),
            Self::AddCategory { id, .. }
            | Self::EditCategory { id, .. }
            | Self::DeleteCategory { id, .. }
            | Self::MoveCategory { id, .. } => Subject::Category { id: id.clone() },
            Self::AddItem { kind, id, .. }
            | Self::EditItem { kind, id, .. }
            | Self::DeleteItem { kind, id, .. }
            | Self::MoveItem { kind, id, .. } => Subject::Item { kind: *kind, id: id.clone() },
            Self::RenameLibrary { .. } | Self::TransferOwnership { .. } => Subject::Library,
            Self::RenameTag { .. }
            | Self::SetMember { .. }
            | Self::RemoveMember { .. }
            | Self::PutInSet { .. }
            | Self::TakeFromSet { .. } => return None,
        })
    }

    /// Tells whose thing it is aimed at, from the point of view of `actor`.
    pub fn target(&self, library: &Library, actor: &Email) -> Target {
        match self {
            Self::DeletePrompt { id, .. } => {
                library.prompt(id).map_or(Target::Own, |prompt| Target::prompt(prompt, actor))
            }
            Self::EditItem { kind, id, .. } | Self::DeleteItem { kind, id, .. } => {
                items::whose(library, *kind, id, actor)
            }
            Self::Decide { about, .. } => about.target(library, actor),
            _ => Target::Library,
        }
    }

    /// Says what the command does, for the history, the news, and someone whose edit was refused. `library` has the
    /// names of what it is aimed at.
    pub fn describe(&self, library: &Library) -> Phrase {
        let title = |title: &str| phrase!("quoted", text = title);
        let prompt = |id: &PromptId, otherwise: &str| {
            library.prompt(id).map_or_else(|| phrase!(otherwise), |prompt| title(prompt.title()))
        };
        let category = |id: &CategoryId| thing("kind-category", library.category(id).map(Category::name));
        let item = |kind: Kind, id: &ItemId| thing(kind.word(), library.item(kind, id).map(Item::name));
        match self {
            Self::AddPrompt { draft, .. } => phrase!("edit-new-prompt", title = &draft.title),
            Self::EditPrompt { draft, .. } => edit(&title(&draft.title), &[]),
            Self::DeletePrompt { id, seen, .. } => {
                let now = library.prompt(id).map_or(seen.title.as_str(), |prompt| prompt.title());
                phrase!("edit-delete", what = &title(now))
            }
            Self::MovePrompt { id, .. } => phrase!("edit-move", what = &prompt(id, "some-prompt")),
            Self::RestorePrompt { id } => {
                phrase!("edit-restore", what = &prompt(id, "some-deleted-prompt"))
            }
            Self::Decide { about, value, .. } => decide::describe(library, about, value),
            Self::AddCategory { name, .. } => phrase!("edit-new-category", name = name),
            Self::EditCategory { id, fields } => edit(&category(id), fields),
            Self::DeleteCategory { id, .. } => phrase!("edit-delete", what = &category(id)),
            Self::MoveCategory { id, .. } => phrase!("edit-move", what = &category(id)),
            Self::SetMember { email, role } => {
                let email = email.to_string();
                match role {
                    Role::Owner => phrase!("edit-member-owner", email = &email),
                    Role::Editor => phrase!("edit-member-editor", email = &email),
                    Role::Viewer => phrase!("edit-member-viewer", email = &email),
                }
            }
            Self::RemoveMember { email } => phrase!("edit-remove-member", email = &email.to_string()),
            Self::TransferOwnership { to } => phrase!("edit-owner", email = &to.to_string()),
            Self::RenameTag { from, to } => phrase!("edit-tag", from = from, to = to),
            Self::AddItem { kind, fields, .. } => {
                let name = fields.iter().find(|field| kind.required().first() == Some(&field.name.as_str()));
                let name = name.and_then(|field| field.value.as_str()).unwrap_or_default();
                phrase!("edit-new-item", kind = &phrase!(kind.word()), name = name)
            }
            Self::EditItem { kind, id, fields } => edit(&item(*kind, id), fields),
            Self::DeleteItem { kind, id, .. } => phrase!("edit-delete", what = &item(*kind, id)),
            Self::MoveItem { kind, id, .. } => phrase!("edit-move", what = &item(*kind, id)),
            Self::PutInSet { set, prompt: id, .. } => {
                let (prompt, set) = (prompt(id, "some-prompt"), item(Kind::Set, set));
                phrase!("edit-put-in-set", prompt = &prompt, set = &set)
            }
            Self::TakeFromSet { set, prompt: id } => {
                let (prompt, set) = (prompt(id, "some-prompt"), item(Kind::Set, set));
                phrase!("edit-take-from-set", prompt = &prompt, set = &set)
            }
            Self::RenameLibrary { name } => phrase!("edit-team-name", name = name),
        }
    }

    /// Returns the prompt that a person wrote in it, which must not be lost even where it is refused. `library` has
    /// what it is aimed at.
    pub fn draft(&self, library: &Library) -> Option<Draft> {
        match self {
            Self::AddPrompt { draft, .. } | Self::EditPrompt { draft, .. } => Some(draft.clone()),
            Self::Decide { about: Subject::Prompt { id }, field, value, .. } => {
                let mut decided = library.prompt(id)?.clone();
                decided.set(field, value).then(|| decided.draft.clone())
            }
            _ => None,
        }
    }
}
