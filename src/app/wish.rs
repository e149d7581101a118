//! What of a list is asked for.

use prompt_commons::model::PromptId;
use prompt_commons::stored;
use prompt_commons::stored::Stored;
use prompt_commons_browser::preferences;

use crate::shelf::Filter;
use crate::state::State;

/// What a person looks for in a library.
#[derive(Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) query: State<String>,
    pub(crate) filter: State<Filter>,
    /// Tags that all have to be there.
    pub(crate) tags: State<Vec<String>>,
    /// The prompt that is shown in full.
    pub(crate) chosen: State<Option<PromptId>>,
    /// Whether that is shown over the list, where there is no room beside it.
    pub(crate) is_reading: State<bool>,
    /// Whether it is what the popup's own module left, and no library has been shown with it yet.
    is_left: State<bool>,
}

/// A wish on its way from the popup's own module to the whole app's.
struct Left {
    query: String,
    filter: String,
    tags: Vec<String>,
    chosen: Option<PromptId>,
}

stored!(struct Left { query, filter, tags, chosen });

impl Wish {
    /// Takes what [`Self::hand_over`] left in this document, or all prompts.
    pub(crate) fn handed_over() -> Self {
        let left = preferences::take_left().and_then(|left| Left::from_text(&left));
        let is_left = State::new(left.is_some());
        let none = || Left { query: String::new(), filter: String::new(), tags: Vec::new(), chosen: None };
        let Left { query, filter, tags, chosen } = left.unwrap_or_else(none);
        Self {
            query: State::new(query),
            filter: State::new(Filter::parse(&filter)),
            tags: State::new(tags),
            chosen: State::new(chosen),
            is_reading: State::default(),
            is_left,
        }
    }

    pub(crate) fn hand_over(self) {
        let filter = self.filter.with_untracked(Filter::value);
        let left = Left {
            query: self.query.get_untracked(),
            filter,
            tags: self.tags.get_untracked(),
            chosen: self.chosen.get_untracked(),
        };
        preferences::leave(&left.to_text());
    }

    /// Another library is another place: it starts with all of its prompts.
    pub(crate) fn start(self) {
        if self.is_left.get_untracked() {
            self.is_left.set(false);
        } else {
            self.clear();
            self.chosen.set(None);
            self.is_reading.set(false);
        }
    }

    /// Asks for some prompts; for all of them, whatever tags were chosen.
    pub(crate) fn choose(self, filter: Filter) {
        if filter == Filter::All {
            self.tags.set(Vec::new());
        }
        self.filter.set(filter);
    }

    /// Asks for all prompts.
    pub(crate) fn clear(self) {
        self.query.set(String::new());
        self.filter.set(Filter::All);
        self.tags.set(Vec::new());
    }
}
