//! How a world begins: a team with a few prompts, which all who are there at the start have joined and seen.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use prompt_commons::model::LibraryId;
use prompt_commons::rule::break_rule;
use serde_json::{Map, Value, json};

use crate::copies::FILE;
use crate::finding::Kind;
use crate::folder::Replica;
use crate::schedule::{Schedule, Seat};
use crate::service::Service;
use crate::store::Texts;
use crate::subject::{self, Answer, Intent};
use crate::token::{Token, Tokens};
use crate::world::World;

/// Tokens of the first prompts: titles and lines. Those of schedules come after them.
const PROMPTS: [[Token; 3]; 2] = [[Token(0), Token(1), Token(2)], [Token(3), Token(4), Token(5)]];

const CATEGORY: Token = Token(6);

/// The first token that a schedule may use.
pub(crate) const FIRST_FREE: u8 = 10;

/// Fields of other writers, in each object of the file that may have some.
pub(crate) const FIELD: &str = "x-other";

/// A team as it is when a schedule starts.
struct Team {
    library: LibraryId,
    planted: Vec<String>,
    service: Service,
    replicas: Vec<Replica>,
    /// What each client keeps; `None`: it hasn't joined.
    stores: Vec<Option<Texts>>,
}

/// Most teams that a thread keeps, so that long campaigns stay small; some of the rarest are set up again.
const MOST_TEAMS: usize = 500;

thread_local! {
    /// The teams that this thread set up already: doing so takes as long as the rest of a run.
    static TEAMS: RefCell<HashMap<Vec<Seat>, Rc<Team>>> = RefCell::default();
}

impl World {
    /// Sets the team up; `None`, with a finding, if that fails.
    pub(crate) fn start(&mut self, schedule: &Schedule) -> Option<()> {
        let seats: Vec<Seat> = schedule.seats.iter().map(|seat| Seat { minutes: 0, ..*seat }).collect();
        let mut team = TEAMS.with_borrow(|teams| teams.get(&seats).cloned());
        if team.is_none() {
            let plain = Schedule { seed: u64::MAX, seats: seats.clone(), steps: Vec::new(), ..*schedule };
            let mut first = Self::new(&plain, false);
            // A team is set up by the rules, and may then be kept for other runs, whatever is broken in this one.
            let broken = break_rule(None);
            team = first.found(&seats).map(Rc::new);
            break_rule(broken);
            self.findings.append(&mut first.findings);
        }
        let team = team?;
        self.move_in(&team)?;
        TEAMS.with_borrow_mut(|teams| {
            if teams.len() < MOST_TEAMS {
                teams.insert(seats, team);
            }
        });
        for client in &self.clients {
            client.device.sim_store().forgetful.set(schedule.forgetful);
        }
        Some(())
    }

    /// Takes over a team that was set up.
    fn move_in(&mut self, team: &Team) -> Option<()> {
        self.library = Some(team.library.clone());
        self.planted.clone_from(&team.planted);
        self.service.adopt(&team.service);
        for (replica, of_team) in self.replicas.iter().zip(&team.replicas) {
            replica.borrow_mut().files.clone_from(&of_team.files);
        }
        for (client, store) in self.clients.iter_mut().zip(&team.stores) {
            if let Some(texts) = store {
                client.device.restore(texts.clone());
                client.joined = true;
            }
        }
        let at_first: Tokens = PROMPTS.into_iter().flatten().chain([CATEGORY]).collect();
        self.oracle.starts_with(at_first);
        for place in 0..self.clients.len() {
            if self.clients[place].joined {
                self.look(place)?;
            }
        }
        Some(())
    }

    /// Founds the team as people would, in a world where nothing has happened.
    fn found(&mut self, seats: &[Seat]) -> Option<Team> {
        self.set_calm(true);
        let owner = &self.clients[0];
        let task = Box::pin(subject::create(owner.device.clone(), owner.email.clone()));
        let library = self.ready(0, task)?;
        self.library = Some(library.clone());
        self.clients[0].joined = true;
        for (place, seat) in seats.iter().enumerate().skip(1) {
            let email = self.clients[place].email.clone();
            self.intend(&library, Intent::SetRole { email, editor: seat.editor })?;
        }
        self.intend(&library, Intent::AddCategory { name: CATEGORY.to_string() })?;
        for [title, one, two] in PROMPTS {
            let content = format!("{one}\nmiddle\n{two}\n");
            self.intend(&library, Intent::Add { title: title.to_string(), content, category: None })?;
        }
        self.sync_calmly(0)?;
        let replica = &self.replicas[self.clients[0].replica];
        let file = replica.borrow().bytes(FILE)?.clone();
        let file = plant(&file, &mut self.planted)?;
        replica.borrow_mut().put(FILE, file.into());
        self.sync_calmly(0)?;
        self.service.settle(&self.replicas);
        for (place, _) in seats.iter().enumerate().skip(1).filter(|(_, seat)| seat.joined) {
            let client = &self.clients[place];
            let task = Box::pin(subject::join(client.device.clone(), client.email.clone()));
            self.ready(place, task)?;
            self.clients[place].joined = true;
        }
        for _ in 0..2 {
            for place in 0..self.clients.len() {
                if self.clients[place].joined {
                    self.sync_calmly(place)?;
                    self.service.settle(&self.replicas);
                }
            }
        }
        Some(Team {
            library,
            planted: std::mem::take(&mut self.planted),
            service: self.service.clone(),
            replicas: self.replicas.iter().map(|replica| replica.take()).collect(),
            stores: self
                .clients
                .iter()
                .map(|client| client.joined.then(|| client.device.sim_store().texts()))
                .collect(),
        })
    }

    fn intend(&mut self, library: &LibraryId, intent: Intent) -> Option<()> {
        let task = Box::pin(subject::act(self.clients[0].device.clone(), library.clone(), intent));
        match self.calmly(0, task)? {
            Answer::Done => Some(()),
            other => {
                self.find(Kind::Broke, format!("the team can't be set up: {other:?}"));
                None
            }
        }
    }

    /// Syncs a client to the end with nothing in its way; returns what its person then reads.
    pub(crate) fn sync_calmly(&mut self, client: usize) -> Option<String> {
        let library = self.library.clone()?;
        let device = self.clients[client].device.clone();
        self.ready(client, Box::pin(subject::sync(device, library)))
    }

    fn ready<T>(&mut self, client: usize, task: crate::task::Task<Result<T, String>>) -> Option<T> {
        match self.calmly(client, task)? {
            Ok(result) => Some(result),
            Err(error) => {
                self.find(Kind::Broke, format!("{} gets an error: {error}", self.clients[client].name));
                None
            }
        }
    }
}

/// Puts fields of another writer into every object of a file, and notes their ids.
fn plant(file: &[u8], ids: &mut Vec<String>) -> Option<Vec<u8>> {
    let mut file: Map<String, Value> = serde_json::from_slice(file).ok()?;
    for list in ["categories", "prompts"] {
        for item in file.get_mut(list)?.as_array_mut()? {
            let id = item.get("id")?.as_str()?.to_owned();
            let planted = planted(&id);
            ids.push(id);
            item.as_object_mut()?.insert(FIELD.to_owned(), planted);
        }
    }
    file.get_mut("members")?.as_object_mut()?.insert(FIELD.to_owned(), planted("members"));
    file.insert(FIELD.to_owned(), planted("file"));
    serde_json::to_vec_pretty(&file).ok()
}

/// Returns what the field of another writer holds in an object.
pub(crate) fn planted(of: &str) -> Value {
    json!({"of": of, "list": [1, null, {"deep": "ü"}]})
}
