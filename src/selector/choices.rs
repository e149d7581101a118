//! What the list shows and which row is chosen: plain data, changed by keys and typing.

use std::cell::OnceCell;

use prompt_commons::compact::piece;
use prompt_commons::habits::Habits;
use prompt_commons::search::Found;
use prompt_commons::shelf::{Item, Shelf};

use crate::context::Context;
use crate::row::At;
pub use crate::row::{Choice, Heading, Lack, Part, Row, Source, Team};

mod listing;

/// The selector's state.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    shelves: Vec<Shelf>,
    /// What this person marks and uses, as it was read last.
    habits: Habits,
    /// The places of what was used recently in each library, once that is asked for.
    used: OnceCell<Vec<Vec<u32>>>,
    /// The page's address.
    address: String,
    /// Which shelf is listed; `None`: all.
    scope: Option<usize>,
    query: String,
    /// The shelf and the prompt of the conversation whose turns are shown.
    open: Option<(usize, String)>,
    /// The texts of those prompts that were read: each one's own, and the turns of a conversation after it.
    texts: Vec<(Source, Vec<String>)>,
    context: Vec<Context>,
    rows: Vec<Row>,
    found: usize,
    chosen: usize,
    /// Goes up when something else is looked for.
    round: u32,
    /// Whether what was found is still to come.
    waiting: bool,
    /// The row that was chosen before, until there are rows of what is looked for.
    before: Option<At>,
}

impl Choices {
    /// Starts with nothing typed, and the library that was listed last.
    pub fn new(shelves: Vec<Shelf>, habits: Habits, address: String) -> Self {
        let scope = shelves.iter().position(|shelf| shelf.id() == habits.listed);
        let context = Context::of(&shelves, &address, &habits);
        let mut choices = Self { shelves, habits, address, scope, context, ..Self::default() };
        choices.look();
        choices
    }

    /// Takes the libraries as they are now. What was typed, the library that is listed, the conversation that is open and the
    /// chosen row stay, if they are still there.
    pub fn renew(&mut self, shelves: Vec<Shelf>) {
        let id = |of: usize| self.shelves.get(of).map(Shelf::id);
        let place = |of: usize| shelves.iter().position(|shelf| Some(shelf.id()) == id(of));
        let scope = self.scope.and_then(place);
        let open = self.open.clone().and_then(|(library, prompt)| Some((place(library)?, prompt)));
        let chosen = self.rows.get(self.chosen).map(|row| row.at.clone());
        self.before = chosen.and_then(|at| Some(At { shelf: place(at.shelf)?, ..at }));
        self.context = Context::of(&shelves, &self.address, &self.habits);
        // Others are read anew.
        let conversation = self.source(None);
        self.texts.retain(|(source, _)| Some(source) == conversation.as_ref());
        // Rows stand where they stood until what is looked for is found: in their libraries' new places.
        self.rows.retain_mut(|row| place(row.at.shelf).map(|place| row.at.shelf = place).is_some());
        (self.shelves, self.scope, self.open) = (shelves, scope, open);
        self.used.take();
        self.look();
    }

    /// Returns which round of looking this is, and in which libraries it is looked for what was typed, with the places of what comes first
    /// among equals there; none if that was done at once.
    pub fn asked(&self) -> (u32, Vec<(&Shelf, &[u32])>) {
        let shelves = || self.searched().map(|(index, shelf)| (shelf, self.used(index))).collect();
        (self.round, if self.waiting { shelves() } else { Vec::new() })
    }

    /// Returns the places of what was used recently in a library, the last first.
    fn used(&self, library: usize) -> &[u32] {
        let recent = |shelf: &Shelf| {
            self.habits.recent(shelf.id(), |id| shelf.items.iter().position(|item| item.id == id))
        };
        let used = self.used.get_or_init(|| self.shelves.iter().map(recent).collect());
        used.get(library).map_or(&[], Vec::as_slice)
    }

    /// Takes what was found in each library that [was asked for](Self::asked); tells whether it is still wanted.
    pub fn take(&mut self, round: u32, found: &[Found]) -> bool {
        let is_wanted = self.waiting && self.round == round;
        if is_wanted {
            self.list(Some(found));
        }
        is_wanted
    }

    /// Tells whether what was found is still to come; until then the rows are those of before.
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// Returns what is typed.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Takes what was typed. It is searched for among all prompts again.
    pub fn type_query(&mut self, query: &str) {
        if self.query != query {
            query.clone_into(&mut self.query);
            (self.open, self.before) = (None, None);
            self.look();
        }
    }

    /// Lists one library by its index, or all.
    pub fn narrow(&mut self, scope: Option<usize>) {
        self.scope = scope.filter(|index| *index < self.shelves.len());
        let listed = self.scope.and_then(|scope| self.shelves.get(scope));
        self.habits.listed = listed.map_or_else(String::new, |shelf| shelf.id().to_owned());
        (self.open, self.before) = (None, None);
        self.look();
    }

    /// Searches all libraries even where one is listed, or only that one.
    pub fn search_everywhere(&mut self, everywhere: bool) {
        self.habits.everywhere = everywhere;
        self.look();
    }

    /// Takes what the person did in the meantime.
    pub fn know(&mut self, habits: Habits) {
        self.habits = habits;
        self.used.take();
    }

    /// Puts a context block before prompts, by its index, or no more. Returns the ids of its library and its own.
    pub fn tick(&mut self, block: usize) -> Option<(String, String)> {
        let block = self.context.get_mut(block)?;
        block.ticked = !block.ticked;
        Some((block.library.clone(), block.id.clone()))
    }

    /// Moves the choice by `by` rows, round the ends.
    pub fn step(&mut self, by: isize) {
        let rows = self.rows.len();
        if rows > 0 {
            let step = by.rem_euclid(isize::try_from(rows).unwrap_or(isize::MAX)).unsigned_abs();
            self.chosen = (self.chosen + step) % rows;
        }
    }

    /// Chooses a row by its index. Tells whether it was another one.
    pub fn choose(&mut self, row: usize) -> bool {
        let is_other = row < self.rows.len() && row != self.chosen;
        if is_other {
            self.chosen = row;
        }
        is_other
    }

    /// Goes where a row leads: returns its text, or shows the turns of a conversation, the next one chosen. Does neither before its
    /// texts [are known](Self::learn).
    pub fn enter(&mut self, row: &Row) -> Option<Choice> {
        let turn = match row.part {
            Part::Whole => 0,
            Part::Turn(turn) => turn,
            Part::Turns { next, .. } => {
                self.open = Some((row.at.shelf, row.at.id.clone()));
                self.look();
                self.chosen = next;
                return None;
            }
        };
        let choice = self.choice(row.at.shelf, &row.at.id, turn)?;
        Some(Choice { text: self.before(turn) + &choice.text, ..choice })
    }

    /// Returns a turn of a prompt by ids, as the popup asks for it.
    pub fn wanted(&self, library: &str, prompt: &str, turn: usize) -> Option<Choice> {
        self.choice(self.shelves.iter().position(|shelf| shelf.id() == library)?, prompt, turn)
    }

    /// Returns where the texts of a row are to be read, if they aren't known.
    pub fn unread(&self, row: &Row) -> Option<Source> {
        let source = self.source_in(row.at.shelf, &row.at.id)?;
        self.texts(row.at.shelf, &row.at.id).is_none().then_some(source)
    }

    /// Returns where the texts of a prompt are to be read, by ids; of the one whose turns are shown, if none is named.
    pub fn source(&self, ids: Option<(&str, &str)>) -> Option<Source> {
        match (ids, &self.open) {
            (Some((library, prompt)), _) => {
                self.source_in(self.shelves.iter().position(|shelf| shelf.id() == library)?, prompt)
            }
            (None, Some((library, prompt))) => self.source_in(*library, prompt),
            (None, None) => None,
        }
    }

    /// Takes the texts of a prompt.
    pub fn learn(&mut self, of: &Source, texts: Vec<String>) {
        self.texts.retain(|(source, _)| (&source.library, &source.prompt) != (&of.library, &of.prompt));
        self.texts.push((of.clone(), texts));
        if self.source(None).as_ref() == Some(of) {
            self.before = self.rows.get(self.chosen).map(|row| row.at.clone());
            self.look();
        }
    }

    /// Goes back from the turns of a conversation to the list, and to it. Tells whether that was so.
    pub fn leave(&mut self) -> bool {
        let Some((library, id)) = self.open.take() else { return false };
        self.before = Some(At { shelf: library, id, turn: 0, first: false });
        self.look();
        true
    }

    /// Returns what choosing the chosen row would insert, of a conversation all that it says; how it begins, until its texts are known.
    pub fn preview(&self) -> String {
        let Some(row) = self.rows.get(self.chosen) else { return String::new() };
        let Some(texts) = self.texts(row.at.shelf, &row.at.id) else { return row.begins.clone() };
        match row.part {
            Part::Turn(turn) => self.before(turn) + texts.get(turn).map_or("", String::as_str),
            Part::Whole | Part::Turns { .. } => {
                let mut all = self.before(0);
                for (at, text) in texts.iter().enumerate() {
                    all.push_str(if at > 0 { "\n\n" } else { "" });
                    all.push_str(text);
                }
                all
            }
        }
    }

    /// Returns the title of the conversation whose turns are shown.
    pub fn conversation(&self) -> Option<&str> {
        let (library, id) = self.open.as_ref()?;
        Some(&self.item(*library, id)?.1.title)
    }

    /// Returns the context blocks of the page's projects.
    pub fn context(&self) -> &[Context] {
        &self.context
    }

    /// Returns the rows in their order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns how many prompts were found, each counted once.
    pub fn found(&self) -> usize {
        self.found
    }

    /// Tells whether more were found than there are rows for.
    pub fn is_cut(&self) -> bool {
        self.rows.iter().filter(|row| !row.at.first).count() < self.found
    }

    /// Returns the chosen row and its index.
    pub fn chosen(&self) -> Option<(usize, &Row)> {
        self.rows.get(self.chosen).map(|row| (self.chosen, row))
    }

    /// Returns the index of the library that is listed; `None`: all are.
    pub fn scope(&self) -> Option<usize> {
        self.scope
    }

    /// Tells whether all libraries are searched although one is listed.
    pub fn is_everywhere(&self) -> bool {
        self.habits.everywhere
    }

    /// Returns the libraries.
    pub fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    /// Tells whether a library being listed or searched was out of reach at its last sync.
    pub fn is_offline(&self) -> bool {
        self.searched().any(|(_, shelf)| shelf.offline)
    }

    /// Returns why there is no row.
    pub fn lack(&self) -> Option<Lack> {
        let is_empty = self.shelves.iter().all(|shelf| shelf.items.is_empty());
        let elsewhere = self.scope.is_some() && !self.habits.everywhere;
        match self.rows.as_slice() {
            [_, ..] => None,
            [] if is_empty => Some(Lack::Prompts),
            [] if self.is_idle() => Some(Lack::Here),
            [] => Some(Lack::Hits { elsewhere }),
        }
    }

    fn item(&self, library: usize, id: &str) -> Option<(&Shelf, &Item)> {
        let library = self.shelves.get(library)?;
        Some((library, library.items.iter().find(|item| item.id == id)?))
    }

    fn source_in(&self, library: usize, id: &str) -> Option<Source> {
        let (of, item) = self.item(library, id)?;
        Some(Source {
            library: of.library.clone()?,
            piece: piece(&item.id, of.digits),
            prompt: item.id.clone(),
        })
    }

    fn texts(&self, library: usize, id: &str) -> Option<&[String]> {
        let library = self.shelves.get(library)?.library.as_ref()?;
        let is_it = |source: &Source| source.prompt == id && source.library == *library;
        self.texts.iter().find(|(source, _)| is_it(source)).map(|(_, texts)| texts.as_slice())
    }

    fn choice(&self, library: usize, id: &str, turn: usize) -> Option<Choice> {
        let text = self.texts(library, id)?.get(turn)?.clone();
        let (library, item) = self.item(library, id)?;
        Some(Choice {
            library: library.id().to_owned(),
            prompt: item.id.clone(),
            title: item.title.clone(),
            next: (turn + 1) % item.turns.max(1),
            text,
        })
    }

    /// Returns what is put before a turn: context is said once.
    fn before(&self, turn: usize) -> String {
        if turn == 0 { Context::text(&self.context) } else { String::new() }
    }

    /// Tells whether nothing is typed.
    fn is_idle(&self) -> bool {
        self.query.trim().is_empty()
    }

    fn searched(&self) -> impl Iterator<Item = (usize, &Shelf)> {
        let is_narrow = self.is_idle() || !self.habits.everywhere;
        let scope = self.scope.filter(|_| is_narrow);
        self.shelves.iter().enumerate().filter(move |(index, _)| scope.is_none_or(|only| only == *index))
    }

    fn look(&mut self) {
        self.round += 1;
        self.waiting = self.open.is_none() && !self.is_idle();
        if !self.waiting {
            self.list(None);
        }
    }

    /// Lists what was found in each library that is searched, or everything, or the turns of the conversation that is open.
    fn list(&mut self, found: Option<&[Found]>) {
        let turns = self.open.as_ref().and_then(|(library, id)| self.turns(*library, id));
        (self.rows, self.found) = turns.unwrap_or_else(|| self.prompts(found));
        self.waiting = false;
        let before = self.before.take();
        let place = |is_it: &dyn Fn(&At, &At) -> bool| {
            let before = before.as_ref()?;
            self.rows.iter().position(|row| is_it(&row.at, before))
        };
        let same = |one: &At, other: &At| (one.shelf, &one.id) == (other.shelf, &other.id);
        self.chosen = place(&|one, other| one == other).or_else(|| place(&same)).unwrap_or_default();
    }
}
