use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::collect::{folded, leave_out, short};
use super::ids::Ids;
use super::{Backup, Fate, Note, Plan, Skip, Source, Step, Thing};
use crate::access::can;
use crate::command::{Command, Dates, Field};
use crate::format::MAX_TITLE_CHARS;
use crate::model::{
    COLOURS, Category, CategoryId, DISPLAYED, Draft, Email, Item, ItemId, Kind, Library, Prompt, PromptId,
};
use crate::order::sorted;

/// Items in the order in which they come in: what others refer to first.
const ORDER: [Kind; 4] = [Kind::Block, Kind::Set, Kind::Project, Kind::Comment];

/// Says what importing `backup` into `library` by `actor` would do. Nothing changes.
///
/// `library` may be one that is only shown. A category, set or project that is here under the same name is taken for the
/// backup's; a prompt that is here with the same title and text, or a context block with the same name and text, is not added again.
pub fn plan(backup: &Backup, library: &Library, actor: &Email) -> Plan {
    let mut planner = Planner::new(backup, library, actor);
    for category in backup.library.categories() {
        planner.category(category);
    }
    for prompt in backup.library.prompts() {
        planner.prompt(prompt);
    }
    for kind in ORDER {
        for item in backup.library.items(kind) {
            planner.item(item);
        }
    }
    for unreadable in &backup.unreadable {
        planner.skip(unreadable.thing, &unreadable.name, unreadable.why.clone());
    }
    let used = sorted(backup.used.iter().collect(), |(_, at)| (0, at.to_string()));
    let new = used.into_iter().filter_map(|(id, _)| planner.prompts.get(id).filter(|here| here.is_new));
    let used = new.map(|here| here.id.clone()).collect();
    Plan { steps: planner.steps, left_out: planner.left_out, used }
}

/// What something of a backup is in the library.
#[derive(Clone)]
struct Here<Id> {
    id: Id,
    /// Whether it comes in with this import.
    is_new: bool,
}

struct Planner<'a> {
    backup: &'a Backup,
    library: &'a Library,
    actor: &'a Email,
    ids: Ids,
    by_text: HashMap<(&'a str, &'a str, &'a [String]), &'a Prompt>,
    /// The colours of categories that are there or planned.
    colours: HashSet<String>,
    categories: HashMap<&'a CategoryId, Here<CategoryId>>,
    prompts: HashMap<&'a PromptId, Here<PromptId>>,
    items: HashMap<(Kind, &'a str), Here<ItemId>>,
    steps: Vec<Step>,
    left_out: BTreeSet<String>,
}

impl<'a> Planner<'a> {
    fn new(backup: &'a Backup, library: &'a Library, actor: &'a Email) -> Self {
        let text = |prompt: &'a Prompt| (text_of(prompt.draft()), prompt);
        Self {
            backup,
            library,
            actor,
            ids: Ids::of_library(backup.of.as_ref(), library),
            // Of several that say the same, the first.
            by_text: library.prompts().iter().rev().map(text).collect(),
            colours: library.categories().iter().filter_map(Category::color).map(str::to_owned).collect(),
            categories: HashMap::new(),
            prompts: HashMap::new(),
            items: HashMap::new(),
            steps: Vec::new(),
            left_out: backup.left_out.clone(),
        }
    }

    fn step(&mut self, thing: Thing, name: &str, fate: Fate, commands: Vec<Command>) {
        self.steps.push(Step { thing, name: name.to_owned(), fate, notes: Vec::new(), commands });
    }

    fn skip(&mut self, thing: Thing, name: &str, why: Skip) {
        self.step(thing, name, Fate::Skipped(why), Vec::new());
    }

    /// Asks whether the importing member may give a command.
    fn may(&self, command: &Command) -> Result<(), Skip> {
        if self.library.is_read_only() {
            return Err(Skip::ReadOnly(self.library.version().to_owned()));
        }
        let role = self.library.members().role(self.actor);
        Ok(can(role, command.action(), command.target(self.library, self.actor))?)
    }

    fn category(&mut self, category: &'a Category) {
        let name = category.name().trim();
        let id = self.ids.category(category.id());
        let same_name =
            || self.library.categories().iter().find(|other| folded(other.name()) == folded(name));
        if let Some(there) = self.library.category(&id).or_else(same_name) {
            let is_same = folded(there.name()) == folded(name);
            self.categories.insert(category.id(), Here { id: there.id().clone(), is_new: false });
            return self.skip(Thing::Category, name, if is_same { Skip::Same } else { Skip::ChangedHere });
        }
        if name.is_empty() {
            return self.skip(Thing::Category, category.id().as_str(), Skip::Nameless("needed-name"));
        }
        let color = self.colour(category);
        let icon = category.icon().map(str::to_owned);
        let command =
            Command::AddCategory { id: id.clone(), name: name.to_owned(), color: color.clone(), icon };
        if let Err(why) = self.may(&command) {
            return self.skip(Thing::Category, name, why);
        }
        self.colours.extend(color);
        self.categories.insert(category.id(), Here { id, is_new: true });
        self.step(Thing::Category, name, Fate::Added, vec![command]);
    }

    /// Returns the colour for a new category. Our own are as they are; of others, it has to be one that the app can show.
    fn colour(&self, category: &Category) -> Option<String> {
        let color = category.color().map(str::trim);
        if self.backup.source == Source::PromptCommons || color.is_some_and(is_colour) {
            return color.map(str::to_owned);
        }
        let free = COLOURS.iter().find(|name| !self.colours.contains(**name));
        let round = || COLOURS.iter().cycle().nth(self.categories.len());
        free.or_else(round).map(|name| (*name).to_owned())
    }

    fn prompt(&mut self, prompt: &'a Prompt) {
        let id = self.ids.prompt(prompt.id(), prompt.draft());
        let (draft, notes) = self.draft(prompt);
        let title = draft.title.clone();
        let there = self.library.prompt(&id).or_else(|| self.by_text.get(&text_of(&draft)).copied());
        if let Some(there) = there {
            let is_same = text_of(there.draft()) == text_of(&draft);
            self.prompts.insert(prompt.id(), Here { id: there.id().clone(), is_new: false });
            return self.skip(Thing::Prompt, &title, if is_same { Skip::Same } else { Skip::ChangedHere });
        }
        if title.is_empty() {
            return self.skip(Thing::Prompt, prompt.id().as_str(), Skip::Empty);
        }
        let dates = Dates::of(prompt);
        let command = Command::AddPrompt { id: id.clone(), draft, dates };
        if let Err(why) = self.may(&command) {
            return self.skip(Thing::Prompt, &title, why);
        }
        let is_others = prompt.created_by().is_some_and(|by| !by.is(self.actor));
        let others = is_others.then_some("createdBy").into_iter();
        for field in others.chain(prompt.rest.fields().map(|(name, _)| name)) {
            leave_out(&mut self.left_out, &format!("prompts[].{field}"));
        }
        self.prompts.insert(prompt.id(), Here { id, is_new: true });
        self.steps.push(Step {
            thing: Thing::Prompt,
            name: title,
            fate: Fate::Added,
            notes,
            commands: vec![command],
        });
    }

    /// Returns what a prompt would be here, and what is then otherwise than in the backup. Without a title, there is no text either.
    fn draft(&self, prompt: &Prompt) -> (Draft, Vec<Note>) {
        let mut draft = prompt.draft().clone();
        let mut notes = Vec::new();
        if draft.title.trim().is_empty() {
            let mut lines = draft.content.lines().chain(draft.turns.iter().flat_map(|turn| turn.lines()));
            draft.title = lines.find(|line| !line.trim().is_empty()).map(short).unwrap_or_default();
            notes.push(Note::TitleFromText);
        }
        if let Some(there) = draft.category.take() {
            draft.category = self.categories.get(&there).map(|here| here.id.clone());
            let name = self.backup.library.category(&there).map_or("", Category::name);
            notes.extend(draft.category.is_none().then(|| Note::Unfiled(name.to_owned())));
        }
        (draft, notes)
    }

    fn item(&mut self, item: &'a Item) {
        let kind = item.kind();
        let (thing, name) = (Thing::Item(kind), short(item.name()));
        let name = if name.is_empty() { item.id().to_string() } else { name };
        let id = self.ids.item(kind, item.id());
        let fields = match self.fields(item) {
            Ok(fields) => fields,
            Err(why) => return self.skip(thing, &name, why),
        };
        let there = self.library.item(kind, &id).or_else(|| self.alike(item, &fields));
        if let Some(there) = there {
            let here = Here { id: there.id().clone(), is_new: false };
            self.items.insert((kind, item.id().as_str()), here.clone());
            return self.known(item, &fields, there, &here);
        }
        let command = Command::AddItem { kind, id: id.clone(), fields };
        let may = if item.kind() == Kind::Comment && !item.created_by().is_some_and(|by| by.is(self.actor)) {
            Err(Skip::OthersComment)
        } else {
            self.may(&command)
        };
        if let Err(why) = may {
            return self.skip(thing, &name, why);
        }
        let here = Here { id, is_new: true };
        let mut commands = vec![command];
        commands.extend(self.put_in(item, &here));
        self.items.insert((kind, item.id().as_str()), here);
        self.step(thing, &name, Fate::Added, commands);
    }

    /// Plans for an item that is `there`: a set gets those prompts that come in with this import.
    fn known(&mut self, item: &'a Item, fields: &[Field], there: &Item, here: &Here<ItemId>) {
        let thing = Thing::Item(item.kind());
        let name = short(there.name());
        let commands = self.put_in(item, here);
        match commands.first().map(|command| self.may(command)) {
            Some(Ok(())) => self.step(thing, &name, Fate::Changed, commands),
            Some(Err(why)) => self.skip(thing, &name, why),
            None if fields.iter().all(|field| there.fields.get(&field.name) == Some(&field.value)) => {
                self.skip(thing, &name, Skip::Same);
            }
            None if *there.id() == self.ids.item(item.kind(), item.id()) => {
                self.skip(thing, &name, Skip::ChangedHere);
            }
            None => self.skip(thing, &name, Skip::SameName),
        }
    }

    /// Finds what is taken for an item under another id.
    fn alike(&self, item: &Item, fields: &[Field]) -> Option<&'a Item> {
        let library: &'a Library = self.library;
        let text = |name: &str| {
            fields.iter().find(|field| field.name == name).and_then(|field| field.value.as_str())
        };
        library.items(item.kind()).find(|other| match item.kind() {
            Kind::Set | Kind::Project => folded(other.name()) == folded(item.name()),
            Kind::Block | Kind::Comment => {
                item.kind().required().iter().all(|name| Some(other.text(name)) == text(name))
            }
        })
    }

    /// Returns an item's fields as they would be here, referring to what is here.
    fn fields(&self, item: &Item) -> Result<Vec<Field>, Skip> {
        let kind = item.kind();
        for name in kind.required() {
            if item.text(name).trim().is_empty() {
                return Err(Skip::Nameless(match *name {
                    "promptId" => "needed-prompt",
                    "text" => "needed-text",
                    _ => "needed-name",
                }));
            }
        }
        if item.text("name").chars().count() > MAX_TITLE_CHARS {
            return Err(Skip::TooLong("needed-name"));
        }
        let mut fields = Vec::new();
        let is_field = |name: &str, value: &Value| {
            !DISPLAYED.contains(&name) && !name.starts_with('#') && !value.is_null() && kind.fits(name, value)
        };
        for (name, value) in item.fields.fields().filter(|(name, value)| is_field(name, value)) {
            let value = match (kind, name) {
                (Kind::Project, "sets") => self.here(Kind::Set, item.list(name)),
                (Kind::Project, "blocks") => self.here(Kind::Block, item.list(name)),
                (Kind::Comment, "promptId") => {
                    let id = item.prompt().and_then(|id| self.prompts.get(&id));
                    Value::String(id.ok_or(Skip::Orphan)?.id.to_string())
                }
                _ => value.clone(),
            };
            fields.push(Field { name: name.to_owned(), value });
        }
        Ok(fields)
    }

    /// Returns what the items of these ids are here; those that don't come in are left out.
    fn here<'i>(&self, kind: Kind, ids: impl Iterator<Item = &'i str>) -> Value {
        let here = ids.filter_map(|id| self.items.get(&(kind, id)));
        here.map(|here| Value::String(here.id.to_string())).collect()
    }

    /// Returns the commands that put a set's prompts into it: all into a new set, and into one that is there the new ones. An old
    /// one that is not in it may have been taken out of it here.
    fn put_in(&self, item: &Item, set: &Here<ItemId>) -> Vec<Command> {
        if item.kind() != Kind::Set {
            return Vec::new();
        }
        let mut seen = HashSet::new();
        let here = self.backup.library.in_set(item.id()).into_iter();
        let here = here.filter_map(|prompt| self.prompts.get(prompt.id()));
        let here = here.filter(|prompt| (set.is_new || prompt.is_new) && seen.insert(&prompt.id));
        let put = |prompt: &Here<PromptId>| Command::PutInSet {
            set: set.id.clone(),
            prompt: prompt.id.clone(),
            before: None,
        };
        here.map(put).collect()
    }
}

/// Returns what makes two prompts the same to who reads them.
fn text_of(draft: &Draft) -> (&str, &str, &[String]) {
    (&draft.title, &draft.content, &draft.turns)
}

/// Tells whether the app shows a colour as such.
fn is_colour(color: &str) -> bool {
    let is_hex =
        |digits: &str| matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    color.strip_prefix('#').is_some_and(is_hex) || COLOURS.contains(&color.to_ascii_lowercase().as_str())
}
