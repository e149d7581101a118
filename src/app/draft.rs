//! What is being written in the editor, and how it survives that the popup closes.

use gloo_storage::{LocalStorage, Storage};
use prompt_commons::command::Command;
use prompt_commons::model::{CategoryId, Draft, LibraryId, Prompt, PromptId};
use prompt_commons::stored;
use prompt_commons::stored::{Form, Stored};

use crate::surface::Surface;

/// An open editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Editing {
    pub(crate) library: LibraryId,
    /// Minted when the editor opens, so that saving twice adds one prompt.
    pub(crate) prompt: PromptId,
    /// What the editor opened with; none for a new prompt. A refresh in the background never touches it: it is
    /// how the engine tells this person's changes from others'.
    pub(crate) seen: Option<Draft>,
    pub(crate) draft: Draft,
    /// The name of a category that is yet to be added.
    pub(crate) new_category: Option<String>,
}

stored!(struct Editing { library, prompt, seen, draft, new_category });

impl Editing {
    pub(crate) fn add(library: LibraryId, prompt: PromptId, category: Option<CategoryId>) -> Self {
        let draft = Draft { category, ..Draft::default() };
        Self { library, prompt, seen: None, draft, new_category: None }
    }

    pub(crate) fn edit(library: LibraryId, prompt: &Prompt) -> Self {
        Self {
            library,
            prompt: prompt.id().clone(),
            seen: Some(prompt.draft().clone()),
            draft: prompt.draft().clone(),
            new_category: None,
        }
    }

    pub(crate) fn is_new(&self) -> bool {
        self.seen.is_none()
    }

    /// Tells whether closing it would lose something.
    pub(crate) fn is_changed(&self) -> bool {
        match &self.seen {
            Some(seen) => self.draft != *seen || self.new_category.is_some(),
            None => !self.draft.title.trim().is_empty() || !self.draft.content.is_empty(),
        }
    }

    /// Returns what saving it means, the new category first. `id` and `color` are for that one.
    pub(crate) fn commands(&self, id: &CategoryId, color: &str) -> Vec<Command> {
        let title = self.draft.title.trim().to_owned();
        let mut draft = Draft { title, ..self.draft.clone() };
        let mut commands = Vec::new();
        if let Some(name) = &self.new_category {
            draft.category = Some(id.clone());
            commands.push(Command::AddCategory {
                id: id.clone(),
                name: name.trim().to_owned(),
                color: Some(color.to_owned()),
            });
        }
        commands.push(match &self.seen {
            Some(seen) => Command::EditPrompt { id: self.prompt.clone(), seen: seen.clone(), draft },
            None => Command::AddPrompt { id: self.prompt.clone(), draft },
        });
        commands
    }
}

fn key(surface: Surface, library: &LibraryId) -> String {
    format!("draft/{}/{library}", surface.name())
}

/// Keeps an editor for the next time that its library is shown, unless there is nothing to keep.
pub(crate) fn keep(surface: Surface, editing: &Editing) {
    let key = key(surface, &editing.library);
    if editing.is_changed() {
        // A full storage only costs the draft its safety net.
        let _ = LocalStorage::set(key, editing.to_value());
    } else {
        LocalStorage::delete(key);
    }
}

/// Returns the editor that was left open.
pub(crate) fn restore(surface: Surface, library: &LibraryId) -> Option<Editing> {
    LocalStorage::get::<Form>(key(surface, library)).ok().and_then(Stored::from_value)
}

/// Forgets the editor: it was saved or given up.
pub(crate) fn forget(surface: Surface, library: &LibraryId) {
    LocalStorage::delete(key(surface, library));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> Editing {
        let prompt = PromptId::parse("p").unwrap();
        Editing::add(LibraryId::parse("l").unwrap(), prompt, None)
    }

    #[test]
    fn an_untouched_editor_has_nothing_to_lose() {
        assert!(!new().is_changed());
        let mut editing = new();
        editing.seen = Some(Draft::default());
        assert!(!editing.is_changed());
        editing.draft.content.push(' ');
        assert!(editing.is_changed());
    }

    #[test]
    fn a_new_category_comes_before_the_prompt_in_it() {
        let mut editing = new();
        editing.draft.title = " Launch ".to_owned();
        editing.new_category = Some(" Social ".to_owned());
        let id = CategoryId::parse("c").unwrap();
        let commands = editing.commands(&id, "blue");
        let draft = Draft { title: "Launch".to_owned(), category: Some(id.clone()), ..Draft::default() };
        let expected = [
            Command::AddCategory { id, name: "Social".to_owned(), color: Some("blue".to_owned()) },
            Command::AddPrompt { id: editing.prompt, draft },
        ];
        assert_eq!(commands, expected);
    }

    #[test]
    fn saving_hands_back_what_the_editor_opened_with() {
        let mut editing = new();
        let seen = Draft { title: "Old".to_owned(), ..Draft::default() };
        editing.seen = Some(seen.clone());
        editing.draft.title = "New".to_owned();
        let commands = editing.commands(&CategoryId::parse("c").unwrap(), "blue");
        let [Command::EditPrompt { seen: handed, .. }] = commands.as_slice() else {
            panic!("{commands:?}");
        };
        assert_eq!(*handed, seen);
    }
}
