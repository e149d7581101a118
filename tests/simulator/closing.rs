//! The end of each run: the service delivers all it has, everyone syncs until nothing changes, and the laws are
//! checked.

use std::rc::Rc;

use prompt_commons_engine::View;
use serde_json::Value;

use crate::copies::FILE;
use crate::finding::Kind;
use crate::folder::Bytes;
use crate::hand;
use crate::play::alike;
use crate::start::{FIELD, planted};
use crate::subject;
use crate::token::Tokens;
use crate::world::{World, sketch, tokens};

/// What a sync finds on its device and in its folder.
pub(crate) struct Found {
    commits: usize,
    files: Vec<(String, Bytes)>,
}

impl PartialEq for Found {
    /// The same bytes in memory are the same; others are not worth to be compared.
    fn eq(&self, other: &Self) -> bool {
        let same =
            |((a, one), (b, other)): (&(String, Bytes), &(String, Bytes))| a == b && Rc::ptr_eq(one, other);
        self.commits == other.commits
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(same)
    }
}

/// Rounds within which everyone has to be done.
const MOST_ROUNDS: usize = 16;

impl World {
    /// Ends the run; `together`: so many rounds everyone syncs before anything is delivered.
    pub(crate) fn close(&mut self, together: usize) {
        self.set_calm(true);
        for place in 0..self.clients.len() {
            self.clients[place].device.hurdles().clear();
            if let Some(task) = self.clients[place].stopped.take() {
                self.calmly(place, task);
            }
        }
        self.say(|| {
            "     all calms down; everything is delivered, and everyone syncs until nothing changes"
                .to_owned()
        });
        self.deliver_all();
        // The last round in which nothing happens is the first of the two that must be quiet.
        let mut rounds = 1;
        while self.round(rounds <= together) {
            rounds += 1;
            if rounds > MOST_ROUNDS {
                self.find(
                    Kind::Restless,
                    format!("something still changes after {MOST_ROUNDS} rounds of syncs"),
                );
                return self.judge();
            }
        }
        let before = self.writes();
        self.round(true);
        let more = self.writes() - before;
        if more > 0 {
            self.find(Kind::Restless, format!("{more} writes after everything was quiet"));
        }
        self.judge();
    }

    /// Syncs everyone once. Tells whether anything changed: a file, or what a device keeps.
    fn round(&mut self, together: bool) -> bool {
        self.tick(30_000);
        let before = (self.writes(), self.commits());
        let mut delivered = false;
        for client in 0..self.clients.len() {
            if self.clients[client].joined {
                let found = self.found_by(client);
                if self.clients[client].quiet.as_ref() == Some(&found) {
                    // A sync that changed nothing changes nothing when it finds the same again.
                    continue;
                }
                let before = self.writes();
                let state = self.sync_calmly(client);
                self.clients[client].quiet = (self.found_by(client) == found).then_some(found);
                if self.writes() > before {
                    let name = self.clients[client].name;
                    self.say(|| format!("     {name} syncs and writes: {}", state.unwrap_or_default()));
                }
                delivered |= !together && self.deliver_all();
            }
        }
        delivered |= self.deliver_all();
        delivered || before != (self.writes(), self.commits())
    }

    /// Tells whether anything was left to deliver.
    fn deliver_all(&mut self) -> bool {
        let news = self.service.settle(&self.replicas);
        for what in &news {
            self.say(|| format!("     service gets {what}"));
        }
        !news.is_empty()
    }

    fn writes(&self) -> usize {
        self.replicas.iter().map(|replica| replica.borrow().writes).sum()
    }

    fn commits(&self) -> usize {
        self.clients.iter().map(|client| client.device.sim_store().commits()).sum()
    }

    /// Returns all that a client's sync depends on.
    fn found_by(&self, client: usize) -> Found {
        let client = &self.clients[client];
        let files = self.replicas[client.replica].borrow();
        let files = files.files.iter().filter_map(|(name, local)| Some((name.clone(), local.bytes.clone()?)));
        Found { commits: client.device.sim_store().commits(), files: files.collect() }
    }

    fn judge(&mut self) {
        let mut views = Vec::new();
        for client in 0..self.clients.len() {
            if self.clients[client].joined {
                // What is seen now is judged, and promises nothing more.
                views.extend(self.peek(client).map(|view| (client, view)));
            }
        }
        for (client, view) in &views {
            let name = self.clients[*client].name;
            self.say(|| format!("     {name} sees {}", sketch(view)));
        }
        self.judge_tokens(&views);
        self.judge_views(&views);
        self.judge_deletions(&views);
        self.judge_names(&views);
        let files: Vec<Option<Bytes>> = views
            .iter()
            .map(|(client, _)| self.replicas[self.clients[*client].replica].borrow().bytes(FILE).cloned())
            .collect();
        if files.windows(2).any(|pair| pair[0] != pair[1]) {
            self.find(Kind::Diverged, "the members' files differ".to_owned());
        }
        if let Some(Some(file)) = files.first() {
            self.judge_fields(file);
        } else {
            self.find(Kind::Fields, "the file is gone".to_owned());
        }
    }

    fn judge_tokens(&mut self, views: &[(usize, Rc<View>)]) {
        let alive = views.iter().fold(Tokens::default(), |all, (_, view)| all | tokens(view));
        let may_write = views.iter().filter(|(_, view)| subject::may_write(view));
        let writers: Vec<usize> = may_write.map(|(client, _)| *client).collect();
        let (lost, vanished) = self.oracle.missing(alive, &writers);
        let vanished = self.not_among_versions(vanished);
        if !lost.is_empty() {
            self.find(
                Kind::Lost,
                format!("{lost}, acknowledged and given up by nobody who saw it, is in no view"),
            );
        }
        if !vanished.is_empty() {
            self.find(
                Kind::Vanished,
                format!("{vanished}, once shown and given up by nobody, is in no view"),
            );
        }
        // All who may write have read all files by now, those included that a service set aside.
        let written = self.replicas.first().map(|replica| {
            let replica = replica.borrow();
            let files = replica.files.values().filter_map(|local| local.bytes.as_deref());
            files.fold(Tokens::default(), |all, file| all | hand::tokens(file))
        });
        let overlooked = self.not_among_versions(self.oracle.overlooked(written.unwrap_or_default(), alive));
        if !overlooked.is_empty() {
            self.find(
                Kind::Vanished,
                format!("{overlooked}, in a file beside and given up by nobody, is in no view"),
            );
        }
    }

    fn judge_views(&mut self, views: &[(usize, Rc<View>)]) {
        let Some(((first, one), others)) = views.split_first() else { return };
        for (client, other) in others {
            if !alike(one, other) {
                let (first, client) = (self.clients[*first].name, self.clients[*client].name);
                self.find(
                    Kind::Diverged,
                    format!("{first} sees {}, {client} sees {}", sketch(one), sketch(other)),
                );
                break;
            }
        }
        if self.in_turn && !subject::alternatives(one).is_empty() {
            self.find(Kind::Asked, format!("{} sees {}", self.clients[*first].name, sketch(one)));
        }
        let owner = &self.clients[0].email;
        if let Some((_, view)) = views.iter().find(|(_, view)| subject::owner(view) != owner) {
            self.find(Kind::Owner, format!("it is {}", subject::owner(view)));
        }
    }

    /// Leaves out those of which it is enough that the versions hold them, and they do.
    fn not_among_versions(&self, missing: Tokens) -> Tokens {
        if missing.is_empty() {
            return missing;
        }
        let file = self.replicas.first().and_then(|replica| replica.borrow().bytes(FILE).cloned());
        let versions = file.map(|file| subject::versions(&file)).unwrap_or_default();
        self.oracle.forgotten(missing, versions)
    }

    /// Names that were replaced are gone, and what was put into a set is in it.
    fn judge_names(&mut self, views: &[(usize, Rc<View>)]) {
        if self.roles_changed || views.iter().any(|(_, view)| subject::holds_any(view)) {
            return;
        }
        let Some((_, view)) = views.first() else { return };
        let sets = subject::sets(view);
        let categories = subject::categories(view).map(|(id, name)| (id.to_owned(), name.to_owned()));
        let named = categories.chain(sets.iter().map(|set| (set.id.clone(), set.text.clone())));
        let back = named.into_iter().find(|(id, name)| self.oracle.is_replaced(id, Tokens::of(name)));
        if let Some((_, name)) = back {
            self.find(Kind::CameBack, format!("the name “{name}” was replaced, and is there"));
        }
        let there = |prompt: &str| subject::prompts(view).any(|one| one.id == prompt);
        let missing = self.oracle.placed().find_map(|(set, prompt)| {
            let set = sets.iter().find(|one| one.id == set)?;
            (there(prompt) && !set.prompts.iter().any(|one| one == prompt)).then(|| set.text.clone())
        });
        if let Some(set) = missing {
            self.find(Kind::Lost, format!("a prompt that was put into set “{set}”"));
        }
    }

    /// Deleted prompts stay deleted. Where roles changed, a deletion may have been refused in the end.
    fn judge_deletions(&mut self, views: &[(usize, Rc<View>)]) {
        if self.roles_changed || views.iter().any(|(_, view)| subject::holds_any(view)) {
            return;
        }
        let back = views.iter().find_map(|(_, view)| {
            let prompts =
                subject::prompts(view).map(|prompt| (prompt.id.to_owned(), prompt.title.to_owned()));
            let things = subject::sets(view).into_iter().chain(subject::comments(view));
            let mut all = prompts.chain(things.map(|thing| (thing.id, thing.text)));
            all.find(|(id, _)| self.oracle.is_deleted(id)).map(|(_, title)| title)
        });
        if let Some(title) = back {
            self.find(Kind::CameBack, format!("“{title}” was deleted, and is there"));
        }
        let is_there =
            |id: &str| views.iter().all(|(_, view)| subject::prompts(view).any(|prompt| prompt.id == id));
        let gone = self.oracle.restored().find(|id| !is_there(id)).map(str::to_owned);
        if let Some(id) = gone {
            self.find(Kind::Lost, format!("{id}, which someone took out of the trash"));
        }
    }

    fn judge_fields(&mut self, file: &[u8]) {
        let Ok(file) = serde_json::from_slice::<Value>(file) else {
            return self.find(Kind::Fields, "the file can't be read".to_owned());
        };
        if file.get(FIELD) != Some(&planted("file")) {
            self.find(Kind::Fields, "of the file itself".to_owned());
        }
        if file["members"].get(FIELD) != Some(&planted("members")) {
            self.find(Kind::Fields, "of the members".to_owned());
        }
        for id in std::mem::take(&mut self.planted) {
            if !self.oracle.was_always_there(&id) {
                continue;
            }
            let items =
                ["categories", "prompts"].into_iter().filter_map(|list| file[list].as_array()).flatten();
            let item = items.into_iter().find(|item| item["id"] == id.as_str());
            if item.is_some_and(|item| item.get(FIELD) != Some(&planted(&id))) {
                self.find(Kind::Fields, format!("of {id}"));
            }
        }
    }
}
