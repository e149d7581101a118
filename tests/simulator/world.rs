use std::cell::{Cell, RefCell};
use std::rc::Rc;

use prompt_commons::model::LibraryId;
use prompt_commons_engine::View;

use crate::closing::Found;
use crate::copies::{FILE, NAMES};
use crate::device::SimDevice;
use crate::finding::{Finding, Kind};
use crate::folder::{Bytes, Replica};
use crate::oracle::Oracle;
use crate::schedule::{Schedule, Seat};
use crate::service::{Replicas, Service};
use crate::step::Until;
use crate::subject::{self, Opened};
use crate::task::{Task, poll};
use crate::token::Tokens;

/// 2026-01-05T12:00:00Z in milliseconds.
const START: i64 = 1_767_614_400_000;

/// Polls after which an operation counts as hung.
const MOST_POLLS: usize = 100_000;

/// All there is: clients, their folders, the service between them, and what was promised.
pub(crate) struct World {
    pub(crate) clients: Vec<Client>,
    pub(crate) replicas: Replicas,
    pub(crate) service: Service,
    pub(crate) oracle: Oracle,
    pub(crate) library: Option<LibraryId>,
    /// What someone's text editor holds, by replica.
    pub(crate) by_hand: Vec<Option<Bytes>>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) roles_changed: bool,
    pub(crate) in_turn: bool,
    /// Ids of what another writer's fields were put into at the start.
    pub(crate) planted: Vec<String>,
    time: Rc<Cell<i64>>,
    log: Option<Vec<String>>,
}

/// A browser with the extension, and the person before it.
pub(crate) struct Client {
    pub(crate) name: &'static str,
    pub(crate) email: String,
    pub(crate) device: SimDevice,
    pub(crate) replica: usize,
    pub(crate) joined: bool,
    /// A sync that stopped at some await.
    pub(crate) stopped: Option<Task<Result<String, String>>>,
    /// The prompt that is open in the editor.
    pub(crate) opened: Option<Opened>,
    /// What the last sync of the closing phase found that changed nothing.
    pub(crate) quiet: Option<Found>,
    /// What its person was shown last, and how often the store had changed by then.
    shown: Option<(usize, Rc<View>)>,
}

/// How far an operation got.
pub(crate) enum Driven<T> {
    Done(T),
    Paused(Task<T>),
    Crashed,
    Hung,
}

impl World {
    /// Builds the world of a schedule; nothing has happened in it.
    pub(crate) fn new(schedule: &Schedule, logs: bool) -> Self {
        let time = Rc::new(Cell::new(START));
        let replicas: Replicas =
            schedule.seats.iter().map(|_| Rc::new(RefCell::new(Replica::default()))).collect();
        let client = |(place, seat): (usize, &Seat)| {
            let replica = seat.replica.min(place);
            let device =
                SimDevice::new(Rc::clone(&replicas[replica]), Rc::clone(&time), place, schedule.seed);
            device.set_ahead(seat.minutes * 60_000);
            let name = NAMES.get(place).copied().unwrap_or("Zoe");
            let email = format!("{}@company.com", name.to_lowercase());
            Client {
                name,
                email,
                device,
                replica,
                joined: false,
                stopped: None,
                opened: None,
                quiet: None,
                shown: None,
            }
        };
        let mut oracle = Oracle::new(schedule.seats.len());
        schedule.seats.iter().for_each(|seat| oracle.clock_is_set(seat.minutes));
        Self {
            clients: schedule.seats.iter().enumerate().map(client).collect(),
            by_hand: vec![None; replicas.len()],
            replicas,
            service: Service::new(schedule.style),
            oracle,
            library: None,
            findings: Vec::new(),
            roles_changed: false,
            in_turn: schedule.in_turn,
            planted: Vec::new(),
            time,
            log: logs.then(Vec::new),
        }
    }

    /// Takes the lines that were logged.
    pub(crate) fn take_log(&mut self) -> Vec<String> {
        self.log.take().unwrap_or_default()
    }

    /// Logs a line, which is only made if anyone reads it.
    pub(crate) fn say(&mut self, line: impl FnOnce() -> String) {
        if let Some(log) = &mut self.log {
            log.push(line());
        }
    }

    pub(crate) fn find(&mut self, kind: Kind, what: String) {
        self.findings.push(Finding { kind, what });
    }

    /// Time passes.
    pub(crate) fn tick(&self, millis: i64) {
        self.time.set(self.time.get() + millis);
    }

    /// Makes the devices' operations pause and fail, or not.
    pub(crate) fn set_calm(&self, calm: bool) {
        for client in &self.clients {
            client.device.hurdles().calm.set(calm);
        }
    }

    /// Returns `place`, if there is a client and it has the library.
    pub(crate) fn joined(&self, place: usize) -> Option<usize> {
        self.clients.get(place)?.joined.then_some(place)
    }

    /// Returns what a client's person is shown now, and takes note of it.
    pub(crate) fn look(&mut self, client: usize) -> Option<Rc<View>> {
        let view = self.peek(client)?;
        self.oracle.shows(client, tokens(&view), subject::may_write(&view));
        Some(view)
    }

    /// Lets a client's person look; says what they see, if anyone reads it.
    pub(crate) fn sees(&mut self, client: usize) -> Option<String> {
        let view = self.look(client)?;
        Some(if self.log.is_some() { format!("sees {}", sketch(&view)) } else { String::new() })
    }

    /// Returns what a client's person would be shown now. That depends on nothing but what the device keeps.
    pub(crate) fn peek(&mut self, client: usize) -> Option<Rc<View>> {
        let library = self.library.clone()?;
        let device = self.clients[client].device.clone();
        let commits = device.sim_store().commits();
        if let Some((at, view)) = &self.clients[client].shown
            && *at == commits
        {
            return Some(Rc::clone(view));
        }
        let hurdles = device.hurdles();
        let was_calm = hurdles.calm.replace(true);
        let seen = poll(&mut (Box::pin(subject::view(device.clone(), library)) as Task<_>));
        hurdles.calm.set(was_calm);
        match seen {
            Some(Ok(view)) => {
                let view = Rc::new(view);
                self.clients[client].shown = Some((commits, Rc::clone(&view)));
                Some(view)
            }
            Some(Err(error)) => {
                let name = self.clients[client].name;
                self.find(Kind::Broke, format!("{name} can't look: {error}"));
                None
            }
            None => {
                self.find(Kind::Broke, "looking at a library waits for a lock".to_owned());
                None
            }
        }
    }

    /// Lets a client's operation run as far as it gets.
    pub(crate) fn drive<T>(&mut self, client: usize, mut task: Task<T>, until: Until) -> Driven<T> {
        let mut awaits = 0;
        for _ in 0..MOST_POLLS {
            if let Some(result) = poll(&mut task) {
                return Driven::Done(result);
            }
            let client = &mut self.clients[client];
            if client.device.take_waits() {
                // Another operation of the device holds the lock; in a browser it goes on meanwhile.
                match client.stopped.as_mut().map(poll) {
                    Some(Some(_)) => client.stopped = None,
                    Some(None) => {}
                    None => return Driven::Hung,
                }
                continue;
            }
            match until {
                Until::Pause(at) if at <= awaits => return Driven::Paused(task),
                Until::Crash(at) if at <= awaits => {
                    drop(task);
                    client.crash();
                    return Driven::Crashed;
                }
                _ => awaits += 1,
            }
        }
        Driven::Hung
    }

    /// Lets an operation run to its end with nothing in its way.
    pub(crate) fn calmly<T>(&mut self, client: usize, task: Task<T>) -> Option<T> {
        if let Driven::Done(result) = self.drive(client, task, Until::End) {
            return Some(result);
        }
        self.find(Kind::Broke, format!("{} waits for ever", self.clients[client].name));
        None
    }

    /// Tells whether a client's file is one that can be read, as far as the service knows.
    pub(crate) fn is_torn(&self, client: usize) -> bool {
        self.replicas[self.clients[client].replica].borrow().files.get(FILE).is_some_and(|local| local.torn)
    }
}

impl Client {
    /// The browser is gone, and what it was doing; the person starts it again when they need it.
    pub(crate) fn crash(&mut self) {
        self.stopped = None;
        self.opened = None;
    }
}

/// Returns all tokens that a view shows, alternatives and refused edits included.
pub(crate) fn tokens(view: &View) -> Tokens {
    let mut all = Tokens::default();
    for prompt in subject::prompts(view) {
        all |= prompt.tokens();
    }
    for thing in subject::sets(view).into_iter().chain(subject::comments(view)) {
        all |= Tokens::of(&thing.text);
    }
    for (_, name) in subject::categories(view) {
        all |= Tokens::of(name);
    }
    for (_, text) in subject::alternatives(view) {
        all |= Tokens::of(&text);
    }
    for text in subject::held(view) {
        all |= Tokens::of(&text);
    }
    all
}

/// Writes a view on one line: each prompt as its title and, in braces, its lines.
pub(crate) fn sketch(view: &View) -> String {
    let prompt = |prompt: subject::Shown<'_>| {
        let lines: Vec<&str> = prompt.content.lines().collect();
        let category = subject::categories(view).find(|(id, _)| Some(*id) == prompt.category);
        let category = category.map_or(String::new(), |(_, name)| format!("@{name}"));
        let tags = if prompt.tags.is_empty() { String::new() } else { format!("#{}", prompt.tags.join("#")) };
        format!("{}{category}{tags}{{{}}}", prompt.title, lines.join(" "))
    };
    let titles = |thing: &subject::Thing| -> Vec<&str> {
        let of =
            |id: &String| subject::prompts(view).find(|prompt| prompt.id == id).map(|prompt| prompt.title);
        thing.prompts.iter().filter_map(of).collect()
    };
    let mut parts: Vec<String> = subject::prompts(view).map(prompt).collect();
    for (mark, things) in [("set", subject::sets(view)), ("comment", subject::comments(view))] {
        parts.extend(things.iter().map(|one| format!("{mark} {}[{}]", one.text, titles(one).join(" "))));
    }
    parts.extend(subject::alternatives(view).iter().map(|(_, text)| format!("or {}", Tokens::of(text))));
    parts.extend(subject::held(view).iter().map(|text| format!("held {}", Tokens::of(text))));
    if parts.is_empty() { "nothing".to_owned() } else { parts.join("  ") }
}
