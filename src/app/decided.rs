//! What a person decided in a review and has not applied yet: plain values that outlive their surface.

use prompt_commons::causal::conflict::{Conflict, Subject};
use prompt_commons::stored;

use crate::review::Review;

/// What the person chose for one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Nothing yet: it stays open.
    #[default]
    Open,
    Keep {
        place: u32,
    },
    /// All versions, as prompts of their own.
    Both,
    ByHand {
        text: String,
    },
}

stored!(enum Choice {
    "open" = Open,
    "keep" = Keep { place },
    "both" = Both,
    "byHand" = ByHand { text },
});

/// What was decided and not applied yet, in the form in which it outlives its surface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) choices: Vec<Chosen>,
    /// The news that are to be taken back, by their numbers.
    pub(crate) undone: Vec<u64>,
    /// What was written by hand for a question that someone else has decided since.
    pub(crate) left: Vec<Left>,
}

/// A text that was written for a question which is asked no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) about: Subject,
    pub(crate) field: String,
    pub(crate) text: String,
}

/// The choice for a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The question's [key](Conflict::key).
    pub(crate) question: String,
    pub(crate) about: Subject,
    pub(crate) field: String,
    pub(crate) choice: Choice,
}

stored!(struct Decided { choices, undone, left });
stored!(struct Chosen { question, about, field, choice });
stored!(struct Left { about, field, text });

impl Decided {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns what is decided about a question as it is asked now.
    pub(crate) fn choice(&self, question: &Conflict) -> Choice {
        let key = question.key();
        let of = self.choices.iter().find(|chosen| chosen.question == key);
        of.map(|chosen| chosen.choice.clone()).unwrap_or_default()
    }

    /// Decides about a question, or leaves it open again.
    pub(crate) fn choose(&mut self, question: &Conflict, choice: Choice) {
        let key = question.key();
        self.choices.retain(|chosen| chosen.question != key);
        if choice != Choice::Open {
            let (about, field) = (question.about.clone(), question.field.clone());
            self.choices.push(Chosen { question: key, about, field, choice });
        }
    }

    /// Takes a piece of news back, or leaves it.
    pub(crate) fn undo(&mut self, number: u64, undo: bool) {
        self.undone.retain(|undone| *undone != number);
        if undo {
            self.undone.push(number);
        }
    }

    /// Forgets what was decided about anything that is not there to review any more, or otherwise. What was written by hand
    /// is left for its author.
    pub(crate) fn about(mut self, review: &Review) -> Self {
        let keys: Vec<String> = review.asked.iter().map(|asked| asked.question.key()).collect();
        let is_asked = |chosen: &Chosen| keys.contains(&chosen.question);
        for chosen in self.choices.iter().filter(|chosen| !is_asked(chosen)) {
            if let Choice::ByHand { text } = &chosen.choice {
                let (about, field, text) = (chosen.about.clone(), chosen.field.clone(), text.clone());
                self.left.push(Left { about, field, text });
            }
        }
        self.choices.retain(is_asked);
        self.undone.retain(|number| review.news.iter().any(|one| one.unread.number == *number));
        self
    }
}

#[cfg(test)]
mod tests {
    use prompt_commons::causal::Dot;
    use prompt_commons::causal::conflict::Alternative;
    use prompt_commons::model::PromptId;
    use prompt_commons::stored::Stored as _;

    use super::*;
    use crate::review::Asked;

    fn question(field: &str, values: [(&str, u64); 2]) -> Asked {
        let version = |(text, number): (&str, u64)| Alternative {
            of: vec![Dot { number, ..Dot::default() }],
            value: text.into(),
            by: None,
        };
        let about = Subject::Prompt { id: PromptId::parse("p").unwrap() };
        let question = Conflict { about, field: field.to_owned(), values: values.map(version).into() };
        Asked { title: "Title".to_owned(), question, mine: Some(0), draft: None }
    }

    #[test]
    fn what_was_decided_outlives_its_surface_and_is_about_nothing_else() {
        let title = question("title", [("Mine", 2), ("Theirs", 3)]);
        let text = question("content", [("a", 2), ("b", 3)]);
        let by_hand = Choice::ByHand { text: "both".to_owned() };
        let mut decided = Decided::default();
        decided.choose(&title.question, Choice::Keep { place: 0 });
        decided.choose(&text.question, by_hand.clone());
        decided.choose(&title.question, Choice::Both);
        let decided = Decided::from_text(&decided.to_text()).unwrap();
        assert_eq!([&title, &text].map(|one| decided.choice(&one.question)), [Choice::Both, by_hand]);
        let other = question("content", [("a", 2), ("c", 4)]);
        assert_eq!(decided.choice(&other.question), Choice::Open);
        let now = Review { asked: vec![title.clone(), other], ..Review::default() };
        let mut left = decided.about(&now);
        assert_eq!(left.choice(&title.question), Choice::Both);
        assert_eq!(left.choice(&text.question), Choice::Open);
        left.choose(&title.question, Choice::Open);
        let texts: Vec<&str> = left.left.iter().map(|left| left.text.as_str()).collect();
        assert_eq!(texts, ["both"], "what was written by hand is gone");
        left.left.clear();
        assert!(left.is_empty());
    }
}
