//! What people do to the library, and what the oracle is told of it.

use prompt_commons_engine::View;

use crate::finding::Kind;
use crate::hand::{insert, replace};
use crate::oracle::Sure;
use crate::step::{Act, Until};
use crate::subject::{self, Answer, Decided, EDIT_SETTLES_ALTERNATIVES, Intent, Opened};
use crate::token::{Token, Tokens};
use crate::world::{Driven, World};

/// What an act does to the oracle's tokens if it takes place.
enum Effect {
    Adds(Token),
    Changes { prompt: String, token: Option<Token>, removed: Tokens },
    Deletes { prompt: String, removed: Tokens },
    Renames { id: String, token: Token, removed: Tokens },
    Decides(Decided),
    Restores { prompt: String },
    Places { set: String, prompt: String },
    Displaces { set: String, prompt: String },
    GivesUp { removed: Tokens },
    ChangesAll { prompts: Vec<String>, token: Option<Token>, removed: Tokens },
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
            Effect::Renames { id, token, removed } => {
                self.oracle.renames(client, &id, token, removed, sure);
            }
            Effect::Decides(Decided { id, kept, removed }) => {
                self.oracle.decides(client, &id, kept, removed, sure);
            }
            Effect::Restores { prompt } => self.oracle.restores(client, &prompt, sure),
            Effect::Places { set, prompt } => self.oracle.places(client, &set, &prompt, sure),
            Effect::Displaces { set, prompt } => self.oracle.displaces(client, &set, &prompt),
            Effect::GivesUp { removed } => self.oracle.gives_up(removed),
            Effect::ChangesAll { prompts, token, removed } => {
                self.oracle.gives_up(removed);
                for prompt in prompts {
                    self.oracle.changes(client, &prompt, token, removed, sure);
                }
            }
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
            let effect = changes(view, &opened, Some(token), opened.title(), &content, opened.tags());
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
                let effect = changes(view, &opened, Some(*token), &title, opened.content(), opened.tags());
                let target = format!("{}, ", opened.title());
                Some((Intent::Retitle { opened, title }, effect, target))
            }
            Act::Move { pick, to } => {
                let opened = at(*pick)?;
                let categories: Vec<&str> = subject::categories(view).map(|(id, _)| id).collect();
                let category = categories.get(to % (categories.len() + 1)).map(|id| (*id).to_owned());
                let effect = changes(view, &opened, None, opened.title(), opened.content(), opened.tags());
                let target = format!("{}, ", opened.title());
                Some((Intent::Move { opened, category }, effect, target))
            }
            Act::Delete { pick } => {
                let opened = at(*pick)?;
                let alternatives = beside(view, &opened.id);
                let removed = opened.tokens() | alternatives;
                let effect = Effect::Deletes { prompt: opened.id.clone(), removed };
                let target = format!("{}, ", opened.title());
                Some((Intent::Delete { opened }, effect, target))
            }
            Act::AddCategory { token } => {
                Some((Intent::AddCategory { name: token.to_string() }, Effect::Adds(*token), String::new()))
            }
            Act::SetRole { member, editor } => {
                let email = self.clients[member % self.clients.len()].email.clone();
                Some((Intent::SetRole { email, editor: *editor }, Effect::Roles, String::new()))
            }
            Act::Revert => {
                let before = self.clients[client].opened.clone()?;
                let opened =
                    (0..).map_while(|place| Opened::at(view, place)).find(|one| one.id == before.id)?;
                let intent = opened.reverted(&before)?;
                let effect = changes(view, &opened, None, before.title(), before.content(), before.tags());
                Some((intent, effect, format!("{}, ", opened.title())))
            }
            Act::Restore { pick } => {
                let device = self.clients[client].device.clone();
                let task = Box::pin(subject::trash(device, self.library.clone()?));
                let mut gone = self.calmly(client, task)?;
                gone.retain(|id| !subject::prompts(view).any(|prompt| prompt.id == *id));
                let prompt = gone.get(pick % gone.len().max(1))?.clone();
                Some((Intent::restore(&prompt)?, Effect::Restores { prompt }, String::new()))
            }
            _ => arrange(view, act),
        }
    }
}

/// Works out what a person asks for who arranges prompts or writes something beside them.
fn arrange(view: &View, act: &Act) -> Option<(Intent, Effect, String)> {
    let at = |pick: usize| Opened::at(view, pick % subject::prompts(view).count().max(1));
    let categories: Vec<(&str, &str)> = subject::categories(view).collect();
    let (sets, comments) = (subject::sets(view), subject::comments(view));
    let nothing = || Effect::GivesUp { removed: Tokens::default() };
    let (intent, effect, target) = match act {
        Act::Reorder { pick, to } => {
            let (one, before) = (at(*pick)?, at(*to)?);
            (Intent::reorder(&one.id, &before.id)?, nothing(), one.title().to_owned())
        }
        Act::Decide { pick, keep } => {
            let (intent, decided) = Intent::decide(view, *pick, *keep)?;
            let target = decided.removed.to_string();
            (intent, Effect::Decides(decided), target)
        }
        Act::RenameCategory { pick, token } => {
            let (id, name) = *categories.get(pick % categories.len().max(1))?;
            let removed = Tokens::of(name);
            let effect = Effect::Renames { id: id.to_owned(), token: *token, removed };
            (Intent::rename_category(id, token.to_string())?, effect, name.to_owned())
        }
        Act::DeleteCategory { pick, to } => {
            let (id, name) = *categories.get(pick % categories.len().max(1))?;
            let to = categories.get(*to).map(|(id, _)| *id).filter(|to| *to != id);
            let filed = subject::prompts(view).filter(|prompt| prompt.category == Some(id));
            let prompts = filed.map(|prompt| prompt.id.to_owned()).collect();
            let removed = Tokens::of(name) | beside(view, id);
            let effect = Effect::ChangesAll { prompts, token: None, removed };
            (Intent::delete_category(view, id, to)?, effect, name.to_owned())
        }
        Act::Tag { pick, token } => {
            let opened = at(*pick)?;
            let tags: Vec<String> = opened.tags().iter().cloned().chain([token.to_string()]).collect();
            let effect = changes(view, &opened, Some(*token), opened.title(), opened.content(), &tags);
            (opened.tagged(tags)?, effect, opened.title().to_owned())
        }
        Act::Untag { pick } => {
            let opened = at(*pick).filter(|opened| !opened.tags().is_empty())?;
            let effect = changes(view, &opened, None, opened.title(), opened.content(), &[]);
            (opened.tagged(Vec::new())?, effect, opened.title().to_owned())
        }
        Act::RenameTag { pick, token } => {
            let tags: Vec<&String> = subject::prompts(view).flat_map(|prompt| prompt.tags).collect();
            let from = (*tags.get(pick % tags.len().max(1))?).clone();
            let having = subject::prompts(view).filter(|prompt| prompt.tags.contains(&from));
            let prompts = having.map(|prompt| prompt.id.to_owned()).collect();
            let effect = Effect::ChangesAll { prompts, token: Some(*token), removed: Tokens::of(&from) };
            (Intent::rename_tag(from.clone(), token.to_string()), effect, from)
        }
        Act::AddSet { token } => {
            (Intent::AddSet { name: token.to_string() }, Effect::Adds(*token), String::new())
        }
        Act::RenameSet { pick, token } => {
            let set = sets.get(pick % sets.len().max(1))?;
            let removed = Tokens::of(&set.text);
            let effect = Effect::Renames { id: set.id.clone(), token: *token, removed };
            (Intent::rename_set(&set.id, token.to_string())?, effect, set.text.clone())
        }
        Act::DeleteSet { pick } => {
            let set = sets.get(pick % sets.len().max(1))?;
            let removed = Tokens::of(&set.text) | beside(view, &set.id);
            let effect = Effect::Deletes { prompt: set.id.clone(), removed };
            (Intent::delete_set(view, &set.id)?, effect, set.text.clone())
        }
        Act::PutInSet { set, pick, before } => {
            let set = sets.get(set % sets.len().max(1))?;
            let (prompt, before) = (at(*pick)?, set.prompts.get(before % (set.prompts.len() + 1)));
            let effect = Effect::Places { set: set.id.clone(), prompt: prompt.id.clone() };
            let intent = Intent::put_in_set(&set.id, &prompt.id, before.map_or("", String::as_str))?;
            (intent, effect, format!("{}, {}", set.text, prompt.title()))
        }
        Act::TakeFromSet { set, pick } => {
            let set = sets.get(set % sets.len().max(1))?;
            let prompt = set.prompts.get(pick % set.prompts.len().max(1))?.clone();
            let intent = Intent::take_from_set(&set.id, &prompt)?;
            (intent, Effect::Displaces { set: set.id.clone(), prompt }, set.text.clone())
        }
        Act::Comment { pick, token } => {
            let prompt = at(*pick)?;
            let intent = Intent::Comment { prompt: prompt.id.clone(), text: token.to_string() };
            (intent, Effect::Adds(*token), prompt.title().to_owned())
        }
        Act::DeleteComment { pick } => {
            let comment = comments.get(pick % comments.len().max(1))?;
            let removed = Tokens::of(&comment.text) | beside(view, &comment.id);
            let effect = Effect::Deletes { prompt: comment.id.clone(), removed };
            (Intent::delete_comment(view, &comment.id)?, effect, comment.text.clone())
        }
        _ => return None,
    };
    Some((intent, effect, format!("{target}, ")))
}

fn changes(
    view: &View,
    opened: &Opened,
    token: Option<Token>,
    title: &str,
    content: &str,
    tags: &[String],
) -> Effect {
    let tags = tags.iter().fold(Tokens::default(), |all, tag| all | Tokens::of(tag));
    let mut removed = opened.tokens() & !(Tokens::of(title) | Tokens::of(content) | tags);
    if EDIT_SETTLES_ALTERNATIVES {
        removed |= beside(view, &opened.id);
    }
    Effect::Changes { prompt: opened.id.clone(), token, removed }
}

/// Returns the tokens of something's alternatives.
fn beside(view: &View, id: &str) -> Tokens {
    let alternatives = subject::alternatives(view);
    let of_it = alternatives.iter().filter(|(of, _)| of == id);
    of_it.fold(Tokens::default(), |all, (_, text)| all | Tokens::of(text))
}
