use super::{Command, Field, decide, items};
use crate::access::{Action, Target};
use crate::causal::conflict::Subject;
use crate::causal::record::Record as _;
use crate::model::{CategoryId, Draft, Email, ItemId, Kind, Library, PromptId};

/// Says what fields become.
fn texts(fields: &[Field]) -> String {
    let texts = fields.iter().filter_map(|field| field.value.as_str());
    let texts: Vec<String> = texts.map(|text| format!("“{text}”")).collect();
    if texts.is_empty() { String::new() } else { format!(": {}", texts.join(", ")) }
}

impl Command {
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
    pub fn describe(&self, library: &Library) -> String {
        let title = |id: &PromptId, otherwise: &str| {
            library.prompt(id).map_or(otherwise, |prompt| prompt.title()).to_owned()
        };
        let category = |id: &CategoryId| {
            library
                .category(id)
                .map_or_else(|| "a category".to_owned(), |category| format!("“{}”", category.name()))
        };
        let item = |kind: Kind, id: &ItemId| {
            let name = library.item(kind, id).map_or_else(String::new, |item| format!(" “{}”", item.name()));
            format!("the {}{name}", kind.word())
        };
        match self {
            Self::AddPrompt { draft, .. } => format!("New prompt “{}”", draft.title),
            Self::EditPrompt { draft, .. } => format!("Edit of “{}”", draft.title),
            Self::DeletePrompt { id, seen, .. } => format!("Deleting “{}”", title(id, &seen.title)),
            Self::MovePrompt { id, .. } => format!("Moving “{}”", title(id, "a prompt")),
            Self::RestorePrompt { id } => format!("Bringing back “{}”", title(id, "a deleted prompt")),
            Self::Decide { about, value, .. } => decide::describe(library, about, value),
            Self::AddCategory { name, .. } => format!("New category “{name}”"),
            Self::EditCategory { id, fields } => {
                format!("Edit of the category {}{}", category(id), texts(fields))
            }
            Self::DeleteCategory { id, .. } => format!("Deleting the category {}", category(id)),
            Self::MoveCategory { id, .. } => format!("Moving the category {}", category(id)),
            Self::SetMember { email, role } => format!("{email} as {}", role.name().to_lowercase()),
            Self::RemoveMember { email } => format!("Removing {email}"),
            Self::TransferOwnership { to } => format!("Making {to} the owner"),
            Self::RenameTag { from, to } => format!("Renaming the tag “{from}” to “{to}”"),
            Self::AddItem { kind, fields, .. } => {
                let name = fields.iter().find(|field| kind.required().first() == Some(&field.name.as_str()));
                let name = name.and_then(|field| field.value.as_str()).unwrap_or_default();
                format!("New {} “{name}”", kind.word())
            }
            Self::EditItem { kind, id, fields } => format!("Edit of {}{}", item(*kind, id), texts(fields)),
            Self::DeleteItem { kind, id, .. } => format!("Deleting {}", item(*kind, id)),
            Self::MoveItem { kind, id, .. } => format!("Moving {}", item(*kind, id)),
            Self::PutInSet { set, prompt, .. } => {
                format!("Putting “{}” into {}", title(prompt, "a prompt"), item(Kind::Set, set))
            }
            Self::TakeFromSet { set, prompt } => {
                format!("Taking “{}” out of {}", title(prompt, "a prompt"), item(Kind::Set, set))
            }
            Self::RenameLibrary { name } => format!("Renaming the team to “{name}”"),
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
