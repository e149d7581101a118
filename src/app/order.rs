//! In which order prompts are listed, and what that goes by.

use prompt_commons::model::{Prompt, Timestamp};
use prompt_commons::order::sorted;
use prompt_commons::search::fold;

/// In which order prompts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the library has them, by category.
    #[default]
    Library,
    Title,
    Created,
    Modified,
    Used,
}

impl Order {
    pub(crate) const ALL: [Self; 5] = [Self::Library, Self::Title, Self::Created, Self::Modified, Self::Used];

    /// Names it as the value of an option.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Title => "title",
            Self::Created => "created",
            Self::Modified => "modified",
            Self::Used => "used",
        }
    }

    /// Returns the sentence that says it.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Library => "list-order-library",
            Self::Title => "list-order-title",
            Self::Created => "list-order-created",
            Self::Modified => "list-order-modified",
            Self::Used => "list-order-used",
        }
    }

    /// Parses what [`Self::name`] returned.
    pub(crate) fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.name() == name).unwrap_or_default()
    }

    /// Brings the places of prompts into this order. `all`: the prompts.
    pub(crate) fn sort(self, places: Vec<u32>, all: &[Prompt], mine: &Mine) -> Vec<u32> {
        // The day and hour as they were written: of two writers in two time zones, either may be first.
        let day = |at: Option<&Timestamp>| at.map_or("", Timestamp::as_str).to_owned();
        let by = |places: Vec<u32>, key: &dyn Fn(&Prompt) -> (usize, String)| {
            sorted(places, |place| all.get(*place as usize).map(key).unwrap_or_default())
        };
        let newest = |places, at: fn(&Prompt) -> Option<&Timestamp>| {
            let mut places = by(places, &|prompt| (0, day(at(prompt))));
            places.reverse();
            places
        };
        match self {
            Self::Library => places,
            Self::Title => by(places, &|prompt| (0, natural(prompt.title()))),
            Self::Created => newest(places, Prompt::created_at),
            Self::Modified => newest(places, Prompt::modified_at),
            Self::Used => by(places, &|prompt| (mine.place(prompt), String::new())),
        }
    }
}

/// Digits of a number in a title that count.
const MOST_DIGITS: usize = 20;

/// Returns a text that is sorted as people count: "Week 2" before "Week 10", whatever the case.
fn natural(title: &str) -> String {
    let title = fold(title);
    let mut key = String::new();
    let mut rest = title.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (words, number) = rest.split_at(at);
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        let number = number.trim_start_matches('0');
        key.push_str(words);
        // A longer number is a greater one; what stands for its length comes before all letters.
        let length = u8::try_from(number.len().min(MOST_DIGITS)).unwrap_or_default();
        key.push(char::from(b'0' + length));
        key.push_str(number);
        rest = after;
    }
    key + rest
}

/// What this person marked and used in the library, by its ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mine {
    pub(crate) favourites: Vec<String>,
    /// The last used first.
    pub(crate) used: Vec<String>,
}

impl Mine {
    pub(crate) fn is_favourite(&self, prompt: &Prompt) -> bool {
        self.favourites.iter().any(|id| id == prompt.id().as_str())
    }

    pub(crate) fn place(&self, prompt: &Prompt) -> usize {
        self.used.iter().position(|id| id == prompt.id().as_str()).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_survives_its_option() {
        for order in Order::ALL {
            assert_eq!(Order::parse(order.name()), order);
        }
        assert_eq!(Order::parse(""), Order::Library);
    }

    #[test]
    fn numbers_are_in_their_order() {
        let mut titles = [
            "week 10",
            "Week 2",
            "Week 2 again",
            "week 1",
            "Week 007",
            "Week 11 of 9",
            "Week 11 of 10",
            "Weekly",
            "3 ideas",
        ];
        titles.sort_by_key(|title| natural(title));
        let counted = [
            "3 ideas",
            "week 1",
            "Week 2",
            "Week 2 again",
            "Week 007",
            "week 10",
            "Week 11 of 9",
            "Week 11 of 10",
            "Weekly",
        ];
        assert_eq!(titles, counted);
    }
}
