//! What there is to review in a library: what has to be decided, and what others changed. Plain values, drawn elsewhere.

use prompt_commons::causal::conflict::Conflict;
use prompt_commons::changes::{Changes, What};
use prompt_commons::command::Command;
use prompt_commons::merge::together;
use prompt_commons::model::{CategoryId, Draft, Prompt, PromptId};
use prompt_commons_engine::{Unread, View, undo};

use crate::views;

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
    pub(crate) prompt: Prompt,
    pub(crate) question: Conflict,
    /// The version that this member wrote.
    pub(crate) mine: Option<usize>,
}

/// Something that others changed and that merged by itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct News {
    pub(crate) unread: Unread,
    /// What would take it back, or why this member can't.
    pub(crate) undo: Result<Command, String>,
}

/// What the person chose for one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Nothing yet: it stays open.
    #[default]
    Open,
    Keep(usize),
    /// All versions, as prompts of their own.
    Both,
    ByHand(String),
}

impl Review {
    pub(crate) fn of(view: &View, news: Vec<Unread>) -> Self {
        let asked: Vec<Asked> = asked(view);
        let is_asked = |one: &Unread| match &one.change.what {
            What::Prompt { id, .. } => asked.iter().any(|asked| asked.prompt.id() == id),
            _ => false,
        };
        let changes = news.iter().map(|one| one.change.clone()).collect();
        let last = news.last().map(|one| one.number);
        let news = news.into_iter().filter(|one| !is_asked(one));
        let news = news.map(|unread| News { undo: undo(view, &unread), unread }).collect();
        Self { changes, asked, news, last }
    }
}

/// Lists the questions that the member may answer.
fn asked(view: &View) -> Vec<Asked> {
    let asked = |question: &Conflict| {
        let prompt = view.library.prompt(&question.prompt)?.clone();
        let by_me = |at: &usize| {
            question.values.get(*at).is_some_and(|one| one.by.as_ref() == Some(&view.record.email))
        };
        let mine = (0..question.values.len()).find(by_me);
        Some(Asked { prompt, question: question.clone(), mine })
    };
    views::asked(view).iter().filter_map(asked).collect()
}

impl Asked {
    /// Names the field as people call it.
    pub(crate) fn field(&self) -> &'static str {
        match self.question.field.as_str() {
            "title" => "title",
            "categoryId" => "category",
            "content" => "text",
            _ => "details",
        }
    }

    /// Tells whether it is about words, which can stand in a prompt of their own or be edited by hand.
    pub(crate) fn is_words(&self) -> bool {
        matches!(self.question.field.as_str(), "title" | "content")
    }

    /// Names who wrote a version: "Mine", "carol's", "Theirs".
    pub(crate) fn whose(&self, at: usize) -> String {
        let by = self.question.values.get(at).and_then(|one| one.by.as_ref());
        match by {
            _ if self.mine == Some(at) => "mine".to_owned(),
            _ if self.mine.is_some() && self.question.values.len() == 2 => "theirs".to_owned(),
            Some(by) => format!("{}’s", by.short()),
            None => format!("version {}", at + 1),
        }
    }

    /// Returns a text to start from by hand: all lines of all versions.
    pub(crate) fn together(&self) -> String {
        let mut texts = self.question.values.iter().map(|one| one.text().to_owned());
        let first = texts.next().unwrap_or_default();
        if self.question.field == "content" {
            texts.fold(first, |all, text| together(&all, &text))
        } else {
            first
        }
    }

    /// Returns the draft that has the version at `place` instead of what is there.
    fn with(&self, draft: &Draft, place: usize) -> Option<Draft> {
        let value = &self.question.values.get(place)?.value;
        let mut draft = draft.clone();
        match self.question.field.as_str() {
            "title" => value.as_str()?.clone_into(&mut draft.title),
            "content" => value.as_str()?.clone_into(&mut draft.content),
            "categoryId" => draft.category = value.as_str().and_then(CategoryId::parse),
            // What the app doesn't show stays as it is.
            _ => {}
        }
        Some(draft)
    }

    fn by_hand(&self, draft: &Draft, text: &str) -> Draft {
        match self.question.field.as_str() {
            "title" => Draft { title: text.trim().to_owned(), ..draft.clone() },
            _ => Draft { content: text.to_owned(), ..draft.clone() },
        }
    }
}

/// Returns what carries out the choices. `mint` makes ids for copies.
///
/// All that was decided about one prompt is one command: a second one would not know of the first.
pub(crate) fn decide(asked: &[(Asked, Choice)], mut mint: impl FnMut() -> PromptId) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut decided: Vec<Command> = Vec::new();
    for (one, choice) in asked.iter().filter(|(_, choice)| *choice != Choice::Open) {
        let known = decided
            .iter()
            .position(|known| matches!(known, Command::Resolve { id, .. } if id == one.prompt.id()));
        let (mut fields, mut saw, base) = match known.map(|at| decided.remove(at)) {
            Some(Command::Resolve { fields, saw, draft, .. }) => (fields, saw, draft),
            _ => (Vec::new(), Vec::new(), one.prompt.draft().clone()),
        };
        let draft = match choice {
            Choice::Keep(place) => one.with(&base, *place),
            Choice::ByHand(text) => Some(one.by_hand(&base, text)),
            Choice::Both | Choice::Open => {
                let others = (1..one.question.values.len()).filter_map(|place| one.with(&base, place));
                // The copies first: should only a part of it be saved, nothing is gone.
                commands.extend(others.map(|draft| Command::AddPrompt { id: mint(), draft }));
                one.with(&base, 0)
            }
        };
        saw.extend(one.question.values.iter().flat_map(|version| version.of.iter().copied()));
        fields.push(one.question.field.clone());
        let draft = draft.unwrap_or(base);
        decided.push(Command::Resolve { id: one.prompt.id().clone(), fields, saw, draft });
    }
    commands.extend(decided);
    commands
}

#[cfg(test)]
mod tests {
    use prompt_commons::causal::Dot;
    use prompt_commons::causal::conflict::Alternative;
    use prompt_commons::command::{Stamp, apply};
    use prompt_commons::model::{Email, Library, LibraryId, Timestamp};

    use super::*;

    fn prompt() -> Prompt {
        let at = Timestamp::parse("2026-01-01T12:00:00Z").unwrap();
        let alice = Email::parse("alice@company.com").unwrap();
        let mut library = Library::new(LibraryId::parse("l").unwrap(), "L", alice.clone(), at.clone());
        let id = PromptId::parse("p").unwrap();
        let draft = Draft { title: "Title".to_owned(), content: "a".to_owned(), ..Draft::default() };
        let stamp = Stamp { actor: alice, at, replica: prompt_commons::causal::Replica::default(), nonce: 0 };
        apply(&mut library, &Command::AddPrompt { id: id.clone(), draft }, &stamp).unwrap();
        library.prompt(&id).unwrap().clone()
    }

    fn question(field: &str, values: [(&str, u64, &str); 2]) -> Asked {
        let version = |(text, number, by): (&str, u64, &str)| Alternative {
            of: vec![Dot { number, ..Dot::default() }],
            value: text.into(),
            by: Email::parse(&format!("{by}@company.com")).ok(),
        };
        let prompt = prompt();
        let question = Conflict {
            prompt: prompt.id().clone(),
            field: field.to_owned(),
            values: values.map(version).into(),
        };
        Asked { prompt, question, mine: Some(0) }
    }

    fn minted() -> impl FnMut() -> PromptId {
        || PromptId::parse("copy").unwrap()
    }

    #[test]
    fn what_is_decided_about_one_prompt_is_one_command() {
        let title = question("title", [("Mine", 2, "alice"), ("Theirs", 3, "carol")]);
        let text = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        let commands =
            decide(&[(title, Choice::Keep(1)), (text, Choice::ByHand("by hand".to_owned()))], minted());
        let [Command::Resolve { fields, saw, draft, .. }] = commands.as_slice() else {
            panic!("{commands:?}")
        };
        assert_eq!((draft.title.as_str(), draft.content.as_str()), ("Theirs", "by hand"));
        assert_eq!((fields.as_slice(), saw.len()), (&["title".to_owned(), "content".to_owned()][..], 4));
    }

    #[test]
    fn both_are_two_prompts_and_the_copy_comes_first() {
        let text = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        let commands = decide(&[(text, Choice::Both)], minted());
        let [Command::AddPrompt { draft: copy, .. }, Command::Resolve { draft: kept, .. }] =
            commands.as_slice()
        else {
            panic!("{commands:?}")
        };
        assert_eq!((copy.title.as_str(), copy.content.as_str(), kept.content.as_str()), ("Title", "b", "a"));
    }

    #[test]
    fn what_is_not_decided_stays_open() {
        let text = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        assert_eq!(decide(&[(text, Choice::Open)], minted()), []);
    }

    #[test]
    fn versions_are_named_by_their_authors() {
        let mut one = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        assert_eq!([one.whose(0), one.whose(1)], ["mine", "theirs"]);
        one.mine = None;
        assert_eq!([one.whose(0), one.whose(1)], ["alice’s", "carol’s"]);
        assert_eq!(one.together(), "a\nb");
    }

    #[test]
    fn a_question_with_other_versions_is_another_question() {
        let one = question("content", [("a", 2, "alice"), ("b", 3, "carol")]);
        let other = question("content", [("a", 2, "alice"), ("b", 4, "carol")]);
        assert_ne!(one.question.key(), other.question.key());
    }
}
