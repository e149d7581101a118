//! What there is to review in a library: what has to be decided, and what others changed. Plain values, drawn elsewhere.

use std::hash::{DefaultHasher, Hash, Hasher};

use prompt_commons::access::{Action, Target};
use prompt_commons::changes::{Changes, Deed, What};
use prompt_commons::command::Command;
use prompt_commons::merge::together;
use prompt_commons::model::{CategoryId, Draft, Prompt, PromptId};
use prompt_commons_engine::{Question, Unread, View};

use crate::words;

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
    pub(crate) question: Question,
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
    pub(crate) fn of(view: &View) -> Self {
        let asked = asked(view);
        let is_asked = |one: &&Unread| match &one.change.what {
            What::Prompt { id, .. } => asked.iter().any(|asked| asked.prompt.id() == id),
            _ => false,
        };
        let news = |unread: &Unread| News { unread: unread.clone(), undo: undo(view, unread) };
        Self {
            changes: view.news.iter().map(|one| one.change.clone()).collect(),
            news: view.news.iter().filter(|one| !is_asked(one)).map(news).collect(),
            last: view.news.last().map(|one| one.number),
            asked,
        }
    }

    /// Returns what takes all the news back; `None` if not all of them can be.
    pub(crate) fn undo_all(&self) -> Option<Vec<Command>> {
        let commands: Option<Vec<Command>> = self.news.iter().map(|one| one.undo.clone().ok()).collect();
        // Of a prompt that also waits for a decision there is no way back but to decide.
        commands.filter(|all| !all.is_empty() && all.len() == self.changes.list().len())
    }
}

/// Says in one line what came from others, such as "Merged 3 changes from carol".
pub(crate) fn headline(changes: &Changes) -> String {
    let count = words::count(changes.list().len(), "change", "changes");
    let all_known = changes.list().iter().all(|change| change.by.is_some());
    match changes.names() {
        Some(names) if all_known => format!("Merged {count} from {names}"),
        Some(names) => format!("Merged {count}, partly from {names}"),
        None => format!("Merged {count} made in the file itself"),
    }
}

/// Lists the questions that the member may answer.
pub(crate) fn asked(view: &View) -> Vec<Asked> {
    if view.can(Action::EditPrompt, Target::Library).is_err() {
        return Vec::new();
    }
    let asked = |question: &Question| {
        let prompt = view.library.prompt(&question.prompt)?.clone();
        let by_me = |at: &usize| {
            question.values.get(*at).is_some_and(|one| one.by.as_ref() == Some(&view.record.email))
        };
        let mine = (0..question.values.len()).find(by_me);
        Some(Asked { prompt, question: question.clone(), mine })
    };
    view.beside.conflicts.iter().filter_map(asked).collect()
}

/// Returns what takes a piece of news back, or says why this member can't.
fn undo(view: &View, one: &Unread) -> Result<Command, String> {
    let What::Prompt { id, deed, .. } = &one.change.what else {
        return Err("This can't be undone here".to_owned());
    };
    let now = view.library.prompt(id);
    let refused = |denied: prompt_commons::access::Denied| denied.to_string();
    match (deed, now, &one.before, &one.after) {
        (Deed::Added, Some(now), _, Some(after)) if now.draft() == after => {
            let target = Target::prompt(now, &view.record.email);
            view.can(Action::DeletePrompt, target).map_err(refused)?;
            Ok(Command::DeletePrompt { id: id.clone(), seen: after.clone() })
        }
        (Deed::Edited, Some(now), Some(before), Some(after)) if now.draft() == after && before != after => {
            view.can(Action::EditPrompt, Target::Library).map_err(refused)?;
            Ok(Command::EditPrompt { id: id.clone(), seen: after.clone(), draft: before.clone() })
        }
        (Deed::Deleted, None, _, _) if one.change.at.is_some() => {
            view.can(Action::AddPrompt, Target::Library).map_err(refused)?;
            Ok(Command::RestorePrompt { id: id.clone() })
        }
        (Deed::Added | Deed::Edited, _, _, Some(after)) if now.is_none_or(|now| now.draft() != after) => {
            Err("It was changed again since".to_owned())
        }
        _ => Err("This can't be undone here".to_owned()),
    }
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

    /// Tells it from other questions, those included that come of other versions of the same field.
    pub(crate) fn key(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.question.prompt.as_str().hash(&mut hasher);
        self.question.field.hash(&mut hasher);
        for dot in self.question.values.iter().flat_map(|one| &one.of) {
            dot.to_string().hash(&mut hasher);
        }
        hasher.finish().to_string()
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
        let (mut saw, base) = match known.map(|at| decided.remove(at)) {
            Some(Command::Resolve { saw, draft, .. }) => (saw, draft),
            _ => (Vec::new(), one.prompt.draft().clone()),
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
        let draft = draft.unwrap_or(base);
        decided.push(Command::Resolve { id: one.prompt.id().clone(), saw, draft });
    }
    commands.extend(decided);
    commands
}

#[cfg(test)]
mod tests {
    use prompt_commons::causal::Dot;
    use prompt_commons::command::{Stamp, apply};
    use prompt_commons::model::{Email, Library, LibraryId, Timestamp};
    use prompt_commons_engine::Version;

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
        let version = |(text, number, by): (&str, u64, &str)| Version {
            of: vec![Dot { number, ..Dot::default() }],
            value: text.into(),
            by: Email::parse(&format!("{by}@company.com")).ok(),
        };
        let prompt = prompt();
        let question = Question {
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
        let [Command::Resolve { saw, draft, .. }] = commands.as_slice() else { panic!("{commands:?}") };
        assert_eq!((draft.title.as_str(), draft.content.as_str()), ("Theirs", "by hand"));
        assert_eq!(saw.len(), 4);
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
        assert_ne!(one.key(), other.key());
    }
}
