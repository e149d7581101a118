//! What people do to the library, and what the oracle is told of it.

use prompt_commons_engine::View;

use crate::finding::Kind;
use crate::hand::{insert, replace};
use crate::oracle::Sure;
use crate::step::{Act, Until};
use crate::subject::{self, Answer, EDIT_SETTLES_ALTERNATIVES, Intent, Opened};
use crate::token::{Token, Tokens};
use crate::world::{Driven, World};

/// What an act does to the oracle's tokens if it takes place.
enum Effect {
    Adds(Token),
    Changes { prompt: String, token: Option<Token>, removed: Tokens },
    Deletes { prompt: String, removed: Tokens },
    GivesUp(Tokens),
    Roles,
}

impl World {
    /// Lets a person act on what they see; returns what they then see, for the log.
    pub(crate) fn act(&mut self, client: usize, act: &Act, until: Until) -> Option<String> {
        let view = self.look(client)?;
        let (intent, effect, target) = self.intent(client, &view, act)?;
        let library = self.library.clone()?;
        let task = Box::pin(subject::act(self.clients[client].device.clone(), library, intent));
        let (sure, said) = match self.drive(client, task, until) {
            Driven::Done(Answer::Done) => (Some(Sure::Acknowledged), "acknowledged".to_owned()),
            Driven::Done(Answer::Nothing) => (None, "nothing to do".to_owned()),
            Driven::Done(Answer::Refused(why)) => (None, format!("refused, {why}")),
            // It failed, perhaps behind the point where it took place.
            Driven::Done(Answer::Failed(why)) => (Some(Sure::Perhaps), format!("failed, {why}")),
            Driven::Crashed | Driven::Paused(_) => (Some(Sure::Perhaps), "no answer".to_owned()),
            Driven::Hung => {
                self.find(Kind::Broke, format!("{}'s edit waits for ever", self.clients[client].name));
                return None;
            }
        };
        if let Some(sure) = sure {
            self.take_effect(client, effect, sure);
        }
        Some(format!("{target}{said}, {}", self.sees(client)?))
    }

    fn take_effect(&mut self, client: usize, effect: Effect, sure: Sure) {
        match effect {
            Effect::Adds(token) => self.oracle.adds(client, token, sure),
            Effect::Changes { prompt, token, removed } => {
                self.oracle.changes(client, &prompt, token, removed, sure);
            }
            Effect::Deletes { prompt, removed } => self.oracle.deletes(client, &prompt, removed, sure),
            Effect::GivesUp(tokens) => self.oracle.gives_up(tokens),
            Effect::Roles => self.roles_changed = true,
        }
    }

    /// Works out what a person who sees `view` asks for, what that does, and what it is done to; `None`: nothing
    /// there to do it to.
    fn intent(&mut self, client: usize, view: &View, act: &Act) -> Option<(Intent, Effect, String)> {
        let at = |pick: usize| Opened::at(view, pick % subject::prompts(view).count().max(1));
        let mut open = |pick: usize, draft: bool| {
            let opened = if draft { self.clients[client].opened.take() } else { None };
            opened.or_else(|| at(pick))
        };
        let rewrite = |opened: Opened, content: String, token: Token| {
            let effect = changes(view, &opened, Some(token), opened.title(), &content);
            let target = format!("{}, ", opened.title());
            Some((Intent::Rewrite { opened, content }, effect, target))
        };
        match act {
            Act::Add { token } => {
                let (title, content) = (token.to_string(), "one\ntwo\n".to_owned());
                let category = subject::categories(view).next().map(|(id, _)| id.to_owned());
                let category = category.filter(|_| token.0 % 2 == 0);
                Some((Intent::Add { title, content, category }, Effect::Adds(*token), String::new()))
            }
            Act::AddLine { pick, line, token, draft } => {
                let opened = open(*pick, *draft)?;
                let content = insert(opened.content(), *line, *token);
                rewrite(opened, content, *token)
            }
            Act::ReplaceLine { pick, line, token, draft } => {
                let opened = open(*pick, *draft)?;
                let content = replace(opened.content(), *line, *token);
                rewrite(opened, content, *token)
            }
            Act::Retitle { pick, token, draft } => {
                let opened = open(*pick, *draft)?;
                let title = token.to_string();
                let effect = changes(view, &opened, Some(*token), &title, opened.content());
                let target = format!("{}, ", opened.title());
                Some((Intent::Retitle { opened, title }, effect, target))
            }
            Act::Move { pick, to } => {
                let opened = at(*pick)?;
                let categories: Vec<&str> = subject::categories(view).map(|(id, _)| id).collect();
                let category = categories.get(to % (categories.len() + 1)).map(|id| (*id).to_owned());
                let effect = changes(view, &opened, None, opened.title(), opened.content());
                let target = format!("{}, ", opened.title());
                Some((Intent::Move { opened, category }, effect, target))
            }
            Act::Delete { pick } => {
                let opened = at(*pick)?;
                let alternatives = beside(view, &opened.id);
                let removed = Tokens::of(opened.title()) | Tokens::of(opened.content()) | alternatives;
                let effect = Effect::Deletes { prompt: opened.id.clone(), removed };
                let target = format!("{}, ", opened.title());
                Some((Intent::Delete { opened }, effect, target))
            }
            Act::AddCategory { token } => {
                Some((Intent::AddCategory { name: token.to_string() }, Effect::Adds(*token), String::new()))
            }
            Act::DeleteCategory { pick } => {
                let count = subject::categories(view).count().max(1);
                let (id, name) = subject::categories(view).nth(pick % count)?;
                let effect = Effect::GivesUp(Tokens::of(name));
                Some((Intent::DeleteCategory { id: id.to_owned() }, effect, format!("{name}, ")))
            }
            Act::SetRole { member, editor } => {
                let email = self.clients[member % self.clients.len()].email.clone();
                Some((Intent::SetRole { email, editor: *editor }, Effect::Roles, String::new()))
            }
        }
    }
}

fn changes(view: &View, opened: &Opened, token: Option<Token>, title: &str, content: &str) -> Effect {
    let before = Tokens::of(opened.title()) | Tokens::of(opened.content());
    let mut removed = before & !(Tokens::of(title) | Tokens::of(content));
    if EDIT_SETTLES_ALTERNATIVES {
        removed |= beside(view, &opened.id);
    }
    Effect::Changes { prompt: opened.id.clone(), token, removed }
}

/// Returns the tokens of a prompt's alternatives.
fn beside(view: &View, prompt: &str) -> Tokens {
    let alternatives = subject::alternatives(view);
    let of_it = alternatives.iter().filter(|(id, _)| id == prompt);
    of_it.fold(Tokens::default(), |all, (_, text)| all | Tokens::of(text))
}
