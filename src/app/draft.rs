//! What is being written in the editor, and how it survives that the popup closes.

use std::cell::RefCell;

use prompt_commons::command::Command;
use prompt_commons::model::{CategoryId, Draft, ItemId, LibraryId, Prompt, PromptId};
use prompt_commons::stored;
use prompt_commons::stored::Stored;
use prompt_commons_browser::Browser;
use prompt_commons_engine::{self as engine, Device};

use crate::shelf::Filter;

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
    /// The sets that it is to be in.
    pub(crate) sets: Vec<ItemId>,
    /// Those that it was in when the editor opened.
    pub(crate) sets_seen: Vec<ItemId>,
    /// The category that a new one was in when the editor opened.
    pub(crate) filed: Option<CategoryId>,
}

stored!(struct Editing { library, prompt, seen, draft, new_category, sets, sets_seen, filed });

impl Editing {
    pub(crate) fn add(library: LibraryId, prompt: PromptId) -> Self {
        Self {
            library,
            prompt,
            seen: None,
            draft: Draft::default(),
            new_category: None,
            sets: Vec::new(),
            sets_seen: Vec::new(),
            filed: None,
        }
    }

    /// Files a new one where the person is looking.
    #[must_use]
    pub(crate) fn within(mut self, filter: Filter) -> Self {
        match filter {
            Filter::Category(id) => {
                self.filed = Some(id.clone());
                self.draft.category = Some(id);
            }
            Filter::Set(id) => {
                self.sets = vec![id];
                self.sets_seen.clone_from(&self.sets);
            }
            Filter::All | Filter::Unfiled | Filter::Favourites | Filter::Recent => {}
        }
        self
    }

    pub(crate) fn edit(library: LibraryId, prompt: &Prompt) -> Self {
        let sets: Vec<ItemId> = prompt.sets().cloned().collect();
        Self {
            library,
            prompt: prompt.id().clone(),
            seen: Some(prompt.draft().clone()),
            draft: prompt.draft().clone(),
            new_category: None,
            sets_seen: sets.clone(),
            sets,
            filed: None,
        }
    }

    pub(crate) fn is_new(&self) -> bool {
        self.seen.is_none()
    }

    /// Tells whether closing it would lose something.
    pub(crate) fn is_changed(&self) -> bool {
        let writes = match &self.seen {
            Some(seen) => self.draft != *seen,
            None => self.tidy() != Draft { category: self.filed.clone(), ..Draft::default() },
        };
        let is_seen = |set| self.sets_seen.contains(set);
        let files = self.sets.len() != self.sets_seen.len() || !self.sets.iter().all(is_seen);
        writes || files || self.new_category.is_some()
    }

    /// Goes on with what was typed since `saved` was, of which the library holds `draft`.
    pub(crate) fn go_on(&mut self, saved: &Self, draft: Draft) {
        let category = |editing: &Self| (editing.new_category.clone(), editing.draft.category.clone());
        if category(self) == category(saved) {
            self.draft.category.clone_from(&draft.category);
            self.new_category = None;
        }
        self.seen = Some(draft);
        self.sets_seen.clone_from(&saved.sets);
    }

    /// Returns the draft as it is saved. A turn in which nothing is said is none.
    fn tidy(&self) -> Draft {
        let mut draft = Draft { title: self.draft.title.trim().to_owned(), ..self.draft.clone() };
        draft.turns.retain(|turn| !turn.trim().is_empty());
        draft
    }

    /// Returns the sets that it comes into: all of them, if it is new.
    fn puts(&self) -> impl Iterator<Item = &ItemId> {
        self.sets.iter().filter(|set| self.is_new() || !self.sets_seen.contains(set))
    }

    /// Returns the sets that it is taken out of.
    fn takes(&self) -> impl Iterator<Item = &ItemId> {
        self.sets_seen.iter().filter(|set| !self.is_new() && !self.sets.contains(set))
    }

    /// Returns what saving it means, the new category first, the sets last. `id` and `color` are for that category.
    pub(crate) fn commands(&self, id: &CategoryId, color: &str) -> Vec<Command> {
        let mut draft = self.tidy();
        let mut commands = Vec::new();
        if let Some(name) = &self.new_category {
            draft.category = Some(id.clone());
            commands.push(Command::AddCategory {
                id: id.clone(),
                name: name.trim().to_owned(),
                color: Some(color.to_owned()),
                icon: None,
            });
        }
        commands.push(match &self.seen {
            Some(seen) => Command::EditPrompt { id: self.prompt.clone(), seen: seen.clone(), draft },
            None => Command::add(self.prompt.clone(), draft),
        });
        let prompt = || self.prompt.clone();
        let put = |set: &ItemId| Command::PutInSet { set: set.clone(), prompt: prompt(), before: None };
        let take = |set: &ItemId| Command::TakeFromSet { set: set.clone(), prompt: prompt() };
        commands.extend(self.puts().map(put).chain(self.takes().map(take)));
        commands
    }
}

/// Drafts on their way to the device's storage: of each library the newest.
#[derive(Default)]
pub(crate) struct Drafts(RefCell<Vec<(LibraryId, Option<String>)>>);

impl Drafts {
    /// Takes what is to be kept of an editor for the next time that its library is shown; nothing to forget it.
    pub(crate) fn put(&self, library: &LibraryId, editing: Option<&Editing>) {
        let text = editing.map(Stored::to_text);
        let mut waiting = self.0.borrow_mut();
        waiting.retain(|(of, _)| of != library);
        waiting.push((library.clone(), text));
    }

    /// Writes those that wait. When it returns, all that were put before are written. `editor`: the surface's name.
    pub(crate) async fn write(&self, browser: &Browser, editor: &str) {
        // One after the other, so that an older state never comes to lie over a newer one.
        browser
            .exclusive(&format!("drafts:{editor}"), async {
                for (library, text) in self.0.take() {
                    // A full storage only costs the draft its safety net.
                    let _ = engine::keep_draft(browser, &library, editor, text).await;
                }
            })
            .await;
    }
}

/// Returns the editor that was left open.
pub(crate) async fn restore(browser: &Browser, library: &LibraryId, editor: &str) -> Option<Editing> {
    let text = engine::draft(browser, library, editor).await.ok()??;
    Editing::from_text(&text)
}

/// Forgets it.
pub(crate) async fn forget(browser: &Browser, library: &LibraryId, editor: &str) {
    // What can't be forgotten is offered once more.
    let _ = engine::keep_draft(browser, library, editor, None).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> Editing {
        let prompt = PromptId::parse("p").unwrap();
        Editing::add(LibraryId::parse("l").unwrap(), prompt)
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
    fn whatever_is_written_in_a_new_prompt_is_something_to_lose() {
        let category = CategoryId::parse("c").unwrap();
        let set = ItemId::parse("s").unwrap();
        let changes: [fn(&mut Editing); 6] = [
            |editing| editing.draft.content.push(' '),
            |editing| editing.draft.turns.push("And then?".to_owned()),
            |editing| editing.draft.tags.push("launch".to_owned()),
            |editing| editing.draft.category = CategoryId::parse("other"),
            |editing| editing.new_category = Some(String::new()),
            |editing| editing.sets.push(ItemId::parse("other").unwrap()),
        ];
        for filter in [Filter::All, Filter::Category(category), Filter::Set(set.clone())] {
            assert!(!new().within(filter.clone()).is_changed(), "filed where the person is looking");
            for change in changes {
                let mut editing = new().within(filter.clone());
                change(&mut editing);
                assert!(editing.is_changed(), "{editing:?}");
            }
        }
        let commands = new().within(Filter::Set(set)).commands(&CategoryId::parse("c").unwrap(), "blue");
        assert!(matches!(commands.as_slice(), [Command::AddPrompt { .. }, Command::PutInSet { .. }]));
    }

    #[test]
    fn who_types_on_after_saving_keeps_the_new_category() {
        let mut saved = new();
        saved.draft.title = "Launch".to_owned();
        saved.new_category = Some("Social".to_owned());
        let id = CategoryId::parse("c").unwrap();
        let draft = Draft { category: Some(id.clone()), ..saved.draft.clone() };
        let mut open = saved.clone();
        open.draft.content.push_str("more");
        open.go_on(&saved, draft.clone());
        assert_eq!((open.draft.category.as_ref(), open.new_category.as_ref()), (Some(&id), None));
        assert!(open.is_changed());

        // Unless it is filed elsewhere by then.
        let mut open = saved.clone();
        open.new_category = None;
        open.go_on(&saved, draft);
        assert_eq!(open.draft.category, None);
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
            Command::AddCategory {
                id,
                name: "Social".to_owned(),
                color: Some("blue".to_owned()),
                icon: None,
            },
            Command::add(editing.prompt, draft),
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
