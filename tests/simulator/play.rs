//! Carries out the steps of a schedule.

use std::rc::Rc;

use prompt_commons::ports::FolderError;
use prompt_commons_engine::View;

use crate::copies::FILE;
use crate::finding::Kind;
use crate::hand;
use crate::service::tear;
use crate::step::{Deed, FolderFault, HandChange, Step, Until};
use crate::subject::{self, Opened};
use crate::world::{Driven, World, sketch};

impl World {
    /// Lets a step happen.
    pub(crate) fn play(&mut self, step: &Step) {
        self.tick(7_000);
        let said = self.happen(&step.deed);
        self.say(|| {
            format!(
                "{:>3}  {}{}",
                step.number,
                step.deed,
                said.map_or(String::new(), |said| format!(": {said}"))
            )
        });
    }

    /// Returns what came of it, for the log.
    fn happen(&mut self, deed: &Deed) -> Option<String> {
        match deed {
            Deed::Act { client, act, crash } => {
                let client = self.joined(*client)?;
                self.act(client, act, crash.map_or(Until::End, Until::Crash))
            }
            Deed::Open { client, pick } => {
                let client = self.joined(*client)?;
                let view = self.look(client)?;
                let opened = Opened::at(&view, pick % subject::prompts(&view).count().max(1))?;
                let said = opened.title().to_owned();
                self.clients[client].opened = Some(opened);
                Some(said)
            }
            Deed::Sync { client, until } => self.sync(self.joined(*client)?, *until),
            Deed::Resume { client, until } => {
                let client = self.joined(*client)?;
                let task = self.clients[client].stopped.take()?;
                let driven = self.drive(client, task, *until);
                self.synced(client, driven)
            }
            Deed::Join { client, until } => self.join(*client, *until),
            Deed::Clone { from, to } => self.copy_profile(self.joined(*from)?, *to),
            Deed::SetClock { client, minutes } => {
                self.oracle.clock_is_set(*minutes);
                self.clients.get(*client)?.device.set_ahead(minutes * 60_000);
                None
            }
            Deed::FolderFails { client, how, times } => {
                let error = match how {
                    FolderFault::Busy => FolderError::Busy,
                    FolderFault::NoPermission => FolderError::NoPermission,
                    FolderFault::DiskFull => FolderError::DiskFull,
                };
                self.clients.get(*client)?.device.hurdles().fail_folder(&error, *times);
                None
            }
            Deed::StoreFails { client } => {
                self.clients.get(*client)?.device.hurdles().fail_store();
                None
            }
            _ => self.serve(deed),
        }
    }

    /// Carries out what the service and people with text editors do.
    fn serve(&mut self, deed: &Deed) -> Option<String> {
        let happened = |it: bool| (!it).then(|| "nothing to do".to_owned());
        let list = |news: &[String]| if news.is_empty() { "nothing".to_owned() } else { news.join("; ") };
        let (Deed::Take { replica }
        | Deed::Deliver { replica, .. }
        | Deed::Exchange { replica, .. }
        | Deed::ReplayAt { replica, .. }
        | Deed::Tear { replica, .. }
        | Deed::HandOpen { replica }
        | Deed::HandSave { replica, .. }) = deed
        else {
            return match deed {
                Deed::Arrive { pick, losing } => self.service.arrive(&self.replicas, *pick, *losing),
                Deed::Replay { pick } => happened(self.service.replay(*pick)),
                _ => None,
            };
        };
        let replica = (*replica < self.replicas.len()).then_some(*replica)?;
        match deed {
            Deed::Take { .. } => Some(format!("{} files", self.service.take(&self.replicas, replica))),
            Deed::Deliver { only, losing, .. } => {
                let news = self.service.deliver(&self.replicas, replica, *only, *losing);
                Some(list(&news))
            }
            Deed::Exchange { losing, .. } => {
                let mut news = Vec::new();
                for _ in 0..self.service.take(&self.replicas, replica) {
                    news.extend(self.service.arrive(&self.replicas, usize::MAX, *losing));
                }
                let down = self.service.deliver(&self.replicas, replica, None, *losing);
                Some(format!("up: {}, down: {}", list(&news), list(&down)))
            }
            Deed::ReplayAt { pick, .. } => happened(self.service.replay_at(&self.replicas, replica, *pick)),
            Deed::Tear { kept, .. } => happened(tear(&mut self.replicas[replica].borrow_mut(), *kept)),
            Deed::HandOpen { .. } => {
                self.by_hand[replica] = self.replicas[replica].borrow().bytes(FILE).map(Rc::clone);
                None
            }
            Deed::HandSave { change, unaware, .. } => self.save_by_hand(replica, change, *unaware),
            _ => None,
        }
    }

    fn save_by_hand(&mut self, replica: usize, change: &HandChange, unaware: bool) -> Option<String> {
        let opened = self.by_hand[replica].take();
        let stale = opened.is_some();
        let text = opened.or_else(|| self.replicas[replica].borrow().bytes(FILE).map(Rc::clone))?;
        let saved = hand::change(&text, change, unaware, &mut self.oracle)?;
        self.replicas[replica].borrow_mut().put(FILE, saved.into());
        stale.then(|| "in the text that was opened before".to_owned())
    }

    fn sync(&mut self, client: usize, until: Until) -> Option<String> {
        let library = self.library.clone()?;
        if let Some(task) = self.clients[client].stopped.take() {
            // One sync of a device at a time: the one that stopped ends first.
            let driven = self.drive(client, task, Until::End);
            self.synced(client, driven);
        }
        // Copies beside a file that is torn may bring news; alone, it must not.
        let alone = self.replicas[self.clients[client].replica].borrow().names().count() <= 1;
        let before = if alone && self.is_torn(client) { Some(self.look(client)?) } else { None };
        let task = Box::pin(subject::sync(self.clients[client].device.clone(), library));
        let driven = self.drive(client, task, until);
        let said = self.synced(client, driven);
        if let Some(before) = before {
            let after = self.look(client)?;
            if !alike(&before, &after) {
                let name = self.clients[client].name;
                self.find(
                    Kind::Unreadable,
                    format!("{name} saw {}, then {}", sketch(&before), sketch(&after)),
                );
            }
        }
        said
    }

    fn synced(&mut self, client: usize, driven: Driven<Result<String, String>>) -> Option<String> {
        match driven {
            Driven::Done(result) => {
                Some(format!("{}, {}", result.unwrap_or_else(|error| error), self.sees(client)?))
            }
            Driven::Paused(task) => {
                self.clients[client].stopped = Some(task);
                None
            }
            Driven::Crashed => None,
            Driven::Hung => {
                self.find(Kind::Broke, format!("{}'s sync waits for ever", self.clients[client].name));
                None
            }
        }
    }

    fn join(&mut self, client: usize, until: Until) -> Option<String> {
        let person = self.clients.get(client).filter(|person| !person.joined)?;
        let task = Box::pin(subject::join(person.device.clone(), person.email.clone()));
        match self.drive(client, task, until) {
            Driven::Done(Ok(_)) => {
                self.clients[client].joined = true;
                self.sees(client)
            }
            Driven::Done(Err(error)) => Some(error),
            _ => None,
        }
    }

    fn copy_profile(&mut self, from: usize, to: usize) -> Option<String> {
        self.clients.get(to).filter(|person| !person.joined)?;
        let email = self.clients[from].email.clone();
        self.clients[to].device.restore(self.clients[from].device.sim_store().texts());
        self.clients[to].email = email;
        self.clients[to].joined = true;
        self.oracle.copies(from, to);
        self.sees(to)
    }
}

/// Tells whether two views show the same.
pub(crate) fn alike(one: &View, other: &View) -> bool {
    subject::prompts(one).eq(subject::prompts(other))
        && subject::categories(one).eq(subject::categories(other))
        && subject::sets(one) == subject::sets(other)
        && subject::comments(one) == subject::comments(other)
        && subject::alternatives(one) == subject::alternatives(other)
}
