//! What there is to review in a library: what has to be decided, and what others changed. Plain values, drawn elsewhere.

use prompt_commons::causal::conflict::{Alternative, Conflict, Subject};
use prompt_commons::changes::Changes;
use prompt_commons::command::Command;
use prompt_commons::format::MAX_TITLE_CHARS;
use prompt_commons::merge::together;
use prompt_commons::model::{Draft, Email, PromptId};
use prompt_commons_engine::{Unread, View, undo};
use serde_json::Value;

use crate::decided::Choice;
use crate::words::sentence;
use crate::{views, words};

/// Letters of a title. What people say in a comment may be long.
const MOST_OF_TITLE: usize = 60;

/// All that there is to review, as it was when it was opened: what comes later is not decided unseen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Review {
    /// All that others changed.
    pub(crate) changes: Changes,
    pub(crate) asked: Vec<Asked>,
    pub(crate) news: Vec<News>,
    /// The number of the newest of the news.
    pub(crate) last: Option<u64>,
}

/// A field of which several versions survive.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    /// What people call that which has it.
    pub(crate) title: String,
    pub(crate) question: Conflict,
    /// The version that this member wrote.
    pub(crate) mine: Option<u32>,
    /// The prompt, if each version can stand in one of its own.
    pub(crate) draft: Option<Draft>,
}

/// Whose a version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose<'a> {
    Mine,
    /// Written by the same person as one's own.
    MyOther,
    /// The only other one beside one's own.
    Theirs,
    Author(&'a str),
    /// One more by someone of whom there is one already.
    OtherOf(&'a str),
    /// By nobody known: its number.
    Number(u32),
}

/// Something that others changed and that merged by itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct News {
    pub(crate) unread: Unread,
    /// What would take it back, or why this member can't.
    pub(crate) undo: Result<Command, String>,
}

impl Review {
    pub(crate) fn of(view: &View, news: Vec<Unread>) -> Self {
        let asked: Vec<Asked> = asked(view);
        let is_asked = |one: &Unread| {
            let about = one.change.what.subject();
            about.is_some_and(|about| asked.iter().any(|asked| asked.question.about == about))
        };
        let changes = news.iter().map(|one| one.change.clone()).collect();
        let last = news.last().map(|one| one.number);
        let news: Vec<Unread> = news.into_iter().filter(|one| !is_asked(one)).collect();
        let undo = undo(view, &news).into_iter().map(|undo| undo.map_err(|reason| sentence(&reason)));
        let news = news.into_iter().zip(undo).map(|(unread, undo)| News { unread, undo }).collect();
        Self { changes, asked, news, last }
    }
}

impl Review {
    /// Returns in how many places one's own version is among those to decide between.
    pub(crate) fn own(&self) -> usize {
        self.asked.iter().filter(|asked| asked.mine.is_some()).count()
    }
}

/// Lists the questions that the member may answer.
fn asked(view: &View) -> Vec<Asked> {
    let asked = |question: &Conflict| {
        let title = words::clip(question.about.name(&view.library)?, MOST_OF_TITLE);
        let by_me = |one: &Alternative| one.by.as_ref().is_some_and(|by| by.is(&view.record.email));
        let mine = (0..).zip(&question.values).find(|(_, one)| by_me(one)).map(|(place, _)| place);
        let prompt = match (&question.about, question.field.as_str()) {
            (Subject::Prompt { id }, "title" | "content") => view.library.prompt(id),
            _ => None,
        };
        let draft = prompt.map(|prompt| prompt.draft().clone());
        Some(Asked { title, question: question.clone(), mine, draft })
    };
    views::asked(view).filter_map(asked).collect()
}

impl Asked {
    /// Returns the place of the version that others wrote: the one that the library shows, if that isn't one's own.
    pub(crate) fn theirs(&self) -> u32 {
        (0..)
            .zip(&self.question.values)
            .find(|(place, _)| self.mine != Some(*place))
            .map_or(0, |(place, _)| place)
    }

    /// Names the field, as [`views`] know it.
    pub(crate) fn field(&self) -> &'static str {
        match self.question.field.as_str() {
            "title" => "title",
            "name" => "name",
            "categoryId" => "category",
            "promptId" => "prompt",
            "content" | "text" => "text",
            "description" => "description",
            "color" => "colour",
            "icon" => "icon",
            "turns" => "turns",
            _ => "details",
        }
    }

    /// Tells whether it is about words, which can be edited by hand.
    pub(crate) fn is_words(&self) -> bool {
        self.is_line() || matches!(self.field(), "text" | "description")
    }

    /// Tells whether it is about words on one line.
    pub(crate) fn is_line(&self) -> bool {
        matches!(self.field(), "title" | "name")
    }

    /// Tells who wrote a version. Whoever works on two machines may meet themselves.
    pub(crate) fn whose(&self, at: u32) -> Whose<'_> {
        let by = |at: u32| self.version(at).and_then(|one| one.by.as_ref());
        let is_by = |at: u32, author: &Email| by(at).is_some_and(|one| one.is(author));
        match by(at) {
            _ if self.mine == Some(at) => Whose::Mine,
            Some(author) if self.mine.is_some_and(|mine| is_by(mine, author)) => Whose::MyOther,
            _ if self.mine.is_some() && self.question.values.len() == 2 => Whose::Theirs,
            // Likewise.
            Some(author) if (0..at).any(|before| is_by(before, author)) => Whose::OtherOf(author.short()),
            Some(author) => Whose::Author(author.short()),
            None => Whose::Number(at + 1),
        }
    }

    /// Returns a text to start from by hand: all lines of all versions.
    pub(crate) fn together(&self) -> String {
        let mut texts = self.question.values.iter().map(|one| one.text().to_owned());
        let first = texts.next().unwrap_or_default();
        if self.field() == "text" { texts.fold(first, |all, text| together(&all, &text)) } else { first }
    }

    /// Returns the version at a place.
    pub(crate) fn version(&self, place: u32) -> Option<&Alternative> {
        self.question.values.get(usize::try_from(place).ok()?)
    }

    /// Returns the places of the versions, in their order.
    pub(crate) fn places(&self) -> Vec<u32> {
        (0..).zip(&self.question.values).map(|(place, _)| place).collect()
    }

    fn by_hand(&self, text: &str) -> Value {
        if self.is_line() { text.trim().into() } else { text.into() }
    }

    /// Returns the place of the version that stays where all do: one's own, or the one that is shown.
    fn first(&self) -> u32 {
        self.mine.unwrap_or(0)
    }

    /// Returns the version of someone, if there is just one.
    fn version_of(&self, author: &Email) -> Option<&Alternative> {
        let mut own =
            self.question.values.iter().filter(|one| one.by.as_ref().is_some_and(|by| by.is(author)));
        own.next().filter(|_| own.next().is_none())
    }

    /// Returns the versions that don't stay, each as a prompt of its own. `titles`: the question about the prompt's title, if
    /// there is one: what someone wrote goes under the title that they gave it. Else it tells whose it is: "Launch post
    /// (carol)".
    fn others(&self, titles: Option<&Self>) -> impl Iterator<Item = Draft> {
        let versions = (0..).zip(&self.question.values).filter(|(place, _)| *place != self.first());
        versions.filter_map(move |(place, version)| {
            let number = place + 1;
            let draft = self.draft.clone()?;
            let text = version.text().to_owned();
            if self.question.field == "title" {
                return Some(Draft { title: text, ..draft });
            }
            let own = version.by.as_ref().and_then(|by| titles?.version_of(by));
            if let Some(own) = own {
                return Some(Draft { title: own.text().to_owned(), content: text, ..draft });
            }
            let whose = version.by.as_ref().map_or_else(|| number.to_string(), |by| by.short().to_owned());
            let title = format!("{} ({whose})", draft.title);
            // A title that leaves no room for it is told from its copy by the text.
            let title = if title.chars().count() > MAX_TITLE_CHARS { draft.title.clone() } else { title };
            Some(Draft { title, content: text, ..draft })
        })
    }
}

/// Returns what carries out the choices. `mint` makes ids for copies.
pub(crate) fn decide(asked: &[(Asked, Choice)], mut mint: impl FnMut() -> PromptId) -> Vec<Command> {
    let (mut commands, mut decisions) = (Vec::new(), Vec::new());
    for (one, choice) in asked {
        let value = match choice {
            Choice::Open => None,
            Choice::Keep { place } => one.version(*place).map(|version| version.value.clone()),
            Choice::ByHand { text } => Some(one.by_hand(text)),
            Choice::Both => {
                let title = |other: &&(Asked, Choice)| {
                    other.0.question.about == one.question.about && other.0.question.field == "title"
                };
                let titles = asked.iter().find(title).map(|(title, _)| title);
                let copies = one.others(titles.filter(|titles| *titles != one));
                commands.extend(copies.map(|draft| Command::add(mint(), draft)));
                one.version(one.first()).map(|version| version.value.clone())
            }
        };
        let Conflict { about, field, .. } = &one.question;
        decisions.extend(value.map(|value| Command::Decide {
            about: about.clone(),
            field: field.clone(),
            saw: one.question.saw(),
            value,
        }));
    }
    // The copies first: should only a part of it be saved, nothing is gone.
    commands.extend(decisions);
    commands
}

#[cfg(test)]
mod tests {
    use prompt_commons::causal::Dot;
    use prompt_commons::model::{CategoryId, Email};

    use super::*;

    fn asked(about: Subject, field: &str, values: [(&str, u64, &str); 2]) -> Asked {
        let version = |(text, number, by): (&str, u64, &str)| Alternative {
            of: vec![Dot { number, ..Dot::default() }],
            value: text.into(),
            by: Email::parse(&format!("{by}@company.com")).ok(),
        };
        let question = Conflict { about, field: field.to_owned(), values: values.map(version).into() };
        Asked { title: "Title".to_owned(), question, mine: Some(0), draft: None }
    }

    fn question(field: &str, values: [(&str, u64, &str); 2]) -> Asked {
        let draft = Draft { title: "Title".to_owned(), content: "a".to_owned(), ..Draft::default() };
        let about = Subject::Prompt { id: PromptId::parse("p").unwrap() };
        Asked { draft: Some(draft), ..asked(about, field, values) }
    }

    fn minted() -> impl FnMut() -> PromptId {
        || PromptId::parse("copy").unwrap()
    }

    #[test]
    fn each_field_is_decided_by_itself() {
        let title = question("title", [("Mine", 2, "alice"), ("Theirs", 3, "carol")]);
        let about = Subject::Category { id: CategoryId::parse("c").unwrap() };
        let name = asked(about.clone(), "name", [("Mine", 2, "alice"), ("Theirs", 3, "carol")]);
        assert_eq!((title.field(), name.field()), ("title", "name"));
        let (of_title, saw) = (title.question.about.clone(), name.question.saw());
        let commands = decide(
            &[(title, Choice::Keep { place: 1 }), (name, Choice::ByHand { text: " by hand ".to_owned() })],
            minted(),
        );
        let decided = |about, field: &str, value: &str| Command::Decide {
            about,
            field: field.to_owned(),
            saw: saw.clone(),
            value: value.into(),
        };
        assert_eq!(commands, [decided(of_title, "title", "Theirs"), decided(about, "name", "by hand")]);
        assert_eq!(saw.len(), 2);
    }

    #[test]
    fn both_are_two_prompts_and_the_copy_comes_first() {
        let text = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        let commands = decide(&[(text, Choice::Both)], minted());
        let [Command::AddPrompt { draft: copy, .. }, Command::Decide { value, .. }] = commands.as_slice()
        else {
            panic!("{commands:?}")
        };
        assert_eq!(
            (copy.title.as_str(), copy.content.as_str(), value.as_str()),
            ("Title (carol)", "b", Some("a"))
        );
    }

    #[test]
    fn a_copy_has_the_title_that_its_author_gave_it_and_ones_own_text_stays() {
        let text = question("content", [("b", 3, "carol"), ("a", 2, "alice")]);
        let text = Asked { mine: Some(1), ..text };
        let title = question("title", [("Of Carol", 3, "carol"), ("Of Alice", 2, "alice")]);
        let title = Asked { mine: Some(1), ..title };
        let commands = decide(&[(text, Choice::Both), (title, Choice::Keep { place: 1 })], minted());
        let [
            Command::AddPrompt { draft: copy, .. },
            Command::Decide { value, .. },
            Command::Decide { value: title, .. },
        ] = commands.as_slice()
        else {
            panic!("{commands:?}")
        };
        assert_eq!((copy.title.as_str(), copy.content.as_str()), ("Of Carol", "b"));
        assert_eq!((value.as_str(), title.as_str()), (Some("a"), Some("Of Alice")));
    }

    #[test]
    fn what_is_not_decided_stays_open() {
        let text = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        assert_eq!(decide(&[(text, Choice::Open)], minted()), []);
    }

    #[test]
    fn versions_are_named_by_their_authors() {
        let mut one = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        assert_eq!([one.whose(0), one.whose(1)], [Whose::Mine, Whose::Theirs]);
        let two = question("content", [("a", 2, "alice"), ("b", 3, "alice")]);
        assert_eq!([two.whose(0), two.whose(1)], [Whose::Mine, Whose::MyOther]);
        let two = Asked { mine: None, ..two };
        assert_eq!([two.whose(0), two.whose(1)], [Whose::Author("alice"), Whose::OtherOf("alice")]);
        one.mine = None;
        assert_eq!([one.whose(0), one.whose(1)], [Whose::Author("alice"), Whose::Author("carol")]);
        assert_eq!(one.together(), "a\nb");
    }

    #[test]
    fn a_question_with_other_versions_is_another_question() {
        let one = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        let other = question("content", [("a", 2, "alice"), ("b", 4, "carol")]);
        assert_ne!(one.question.key(), other.question.key());
    }
}
