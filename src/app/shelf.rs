//! What a list is narrowed to: categories, sets, what this person marked or used, tags.

use prompt_commons::access::{Action, Target};
use prompt_commons::habits::RECENT;
use prompt_commons::model::{Category, CategoryId, Item, ItemId, Kind, Prompt, PromptId, TagCounts};
use prompt_commons::search::small;
use prompt_commons_engine::View;

use crate::order::Mine;
use crate::words::say;

/// What the value of an option begins with that stands for a set; no id of ours begins with white space.
const SET: &str = " set ";

/// The field of a set that holds its colour.
const COLOR: &str = "color";

/// Which prompts are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    #[default]
    All,
    Category(CategoryId),
    Unfiled,
    /// What this person marked.
    Favourites,
    /// What they used last.
    Recent,
    /// What is in a set.
    Set(ItemId),
}

impl Filter {
    /// Names it as the value of an option.
    pub(crate) fn value(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Category(id) => id.to_string(),
            Self::Unfiled => " ".to_owned(),
            Self::Favourites => " favourites".to_owned(),
            Self::Recent => " recent".to_owned(),
            Self::Set(id) => [SET, id.as_str()].concat(),
        }
    }

    /// Parses what [`Self::value`] returned.
    pub(crate) fn parse(value: &str) -> Self {
        match value {
            "" => Self::All,
            " favourites" => Self::Favourites,
            " recent" => Self::Recent,
            value => match value.strip_prefix(SET).and_then(ItemId::parse) {
                Some(set) => Self::Set(set),
                None => CategoryId::parse(value).map_or(Self::Unfiled, Self::Category),
            },
        }
    }

    /// Returns the sentence for where nothing is in it.
    pub(crate) fn empty(&self) -> &'static str {
        match self {
            Self::Category(_) | Self::Unfiled => "empty-category",
            Self::Set(_) => "empty-set",
            Self::All | Self::Favourites | Self::Recent => "empty-other",
        }
    }

    pub(crate) fn holds(&self, prompt: &Prompt, mine: &Mine) -> bool {
        match self {
            Self::All => true,
            Self::Category(id) => prompt.category() == Some(id),
            Self::Unfiled => prompt.category().is_none(),
            Self::Favourites => mine.is_favourite(prompt),
            Self::Recent => mine.place(prompt) < RECENT,
            Self::Set(id) => prompt.place_in(id).is_some(),
        }
    }
}

/// A category or a set, as their lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shelf {
    pub(crate) filter: Filter,
    pub(crate) name: String,
    pub(crate) color: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) count: usize,
}

/// Returns everything, what this person marked and used last, if there is any, and then what [`categories`] returns.
pub(crate) fn shelves(view: &View, mine: &Mine) -> Vec<Shelf> {
    if !reads(view) {
        return Vec::new();
    }
    let shelf = |filter, name, count| Shelf { filter, name, color: None, icon: None, count };
    let there = |ids: &[String]| {
        let is_there =
            |id: &&String| PromptId::parse(id).is_some_and(|id| view.library.prompt(&id).is_some());
        ids.iter().filter(is_there).count()
    };
    let mut all = vec![shelf(Filter::All, say!("list-all"), view.count())];
    let recent = mine.used.get(..RECENT).unwrap_or(&mine.used);
    let own = [
        shelf(Filter::Favourites, say!("list-favourites"), there(&mine.favourites)),
        shelf(Filter::Recent, say!("list-recent"), there(recent)),
    ];
    all.extend(own.into_iter().filter(|shelf| shelf.count > 0));
    all.extend(categories(view));
    all
}

/// Returns the categories in their order, then what is in none, if there is any.
pub(crate) fn categories(view: &View) -> Vec<Shelf> {
    let all = view.library.categories();
    let named = all.iter().enumerate().map(|(at, category)| Shelf {
        filter: Filter::Category(category.id().clone()),
        name: category.name().to_owned(),
        color: category.color().map(str::to_owned),
        icon: category.icon().map(str::to_owned),
        count: view.filing.category(at).len(),
    });
    let mut shelves: Vec<Shelf> = named.collect();
    let count = view.filing.category(all.len()).len();
    if count > 0 && count < view.library.prompts().len() {
        shelves.push(unfiled(count));
    }
    shelves
}

/// Returns what stands for prompts that are in no category.
pub(crate) fn unfiled(count: usize) -> Shelf {
    Shelf { filter: Filter::Unfiled, name: say!("list-no-category"), color: None, icon: None, count }
}

/// Returns the sets in their order.
pub(crate) fn sets(view: &View) -> Vec<Shelf> {
    if !reads(view) {
        return Vec::new();
    }
    let shelf = |(at, set): (usize, &Item)| Shelf {
        filter: Filter::Set(set.id().clone()),
        name: set.name().to_owned(),
        color: Some(set.text(COLOR).to_owned()).filter(|color| !color.is_empty()),
        icon: None,
        count: view.filing.set(at),
    };
    view.library.items(Kind::Set).enumerate().map(shelf).collect()
}

/// Returns the tags of what `filter` and the `chosen` ones leave, in their order as texts, with how many prompts have
/// each. Those that are chosen are among them even if nothing is left.
pub(crate) fn tags(view: &View, filter: &Filter, chosen: &[String], mine: &Mine) -> Vec<(String, usize)> {
    if *filter == Filter::All && chosen.is_empty() {
        return view.filing.tags().to_vec();
    }
    let mut counts = TagCounts::default();
    let left = |prompt: &&Prompt| filter.holds(prompt, mine) && has_all(prompt, chosen);
    view.library.prompts().iter().filter(left).for_each(|prompt| counts.add(prompt));
    let mut counts = counts.done();
    for tag in chosen {
        if !counts.iter().any(|(other, _)| other == tag) {
            counts.push((tag.clone(), 0));
        }
    }
    counts
}

/// Tells whether a prompt has a tag.
pub(crate) fn has_tags(view: &View) -> bool {
    reads(view) && !view.filing.tags().is_empty()
}

pub(crate) fn has_all(prompt: &Prompt, tags: &[String]) -> bool {
    tags.iter().all(|tag| prompt.tags().contains(tag))
}

/// Someone whom the owner has removed reads nothing any more.
pub(crate) fn reads(view: &View) -> bool {
    view.can(Action::View, Target::Library).is_ok()
}

/// Finds the category of a name, whatever its case.
pub(crate) fn named<'a>(categories: &'a [Category], name: &str) -> Option<&'a Category> {
    let name = small(name.trim());
    categories.iter().find(|category| small(category.name().trim()) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_option() {
        let id = CategoryId::parse("cat-1").unwrap();
        let set = ItemId::parse("set-1").unwrap();
        let own = [Filter::All, Filter::Unfiled, Filter::Favourites, Filter::Recent];
        for filter in own.into_iter().chain([Filter::Category(id), Filter::Set(set)]) {
            assert_eq!(Filter::parse(&filter.value()), filter);
        }
    }
}
