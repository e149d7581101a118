//! What merges: the library's own fields, its members, categories and prompts.

use std::borrow::Cow;

use serde_json::Value;

use super::record::{Held, Marks, QUIET, Record};
use crate::access::Role;
use crate::command::list;
use crate::format::{CONVERSATION, MAX_TITLE_CHARS};
use crate::model::{
    Category, CategoryId, DISPLAYED, Email, Item, ItemId, Library, Prompt, PromptId, Rest, Timestamp,
};

/// Starts the fields that say which tags a prompt has.
const TAG: &str = "#tags/";

/// Starts the fields that say which sets a prompt is in, and where.
const SET: &str = "#sets/";

/// A member as a record of their own. The owner is a field of the library, so that there is always exactly one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) email: Email,
    pub(crate) role: Role,
    pub(crate) marks: Marks,
}

/// The library's own fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Head {
    pub(crate) name: String,
    pub(crate) owner: Email,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) rest: Rest,
    /// Unknown fields of `members`.
    pub(crate) members: Rest,
    pub(crate) marks: Marks,
}

/// Sets a text that has to be there.
fn text(place: &mut String, value: &Value) -> bool {
    value.as_str().map(|text| text.clone_into(place)).is_some()
}

/// Sets a text that names something.
fn name(place: &mut String, value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.chars().count() <= MAX_TITLE_CHARS) && text(place, value)
}

fn optional(place: &mut Option<String>, value: &Value) -> bool {
    let fits = value.is_null() || value.is_string();
    if fits {
        *place = value.as_str().map(str::to_owned);
    }
    fits
}

/// Fields that are no unknown ones, whatever a hostile file says that was edited.
fn unknown(rest: &mut Rest, known: &[&str], field: &str, value: &Value) -> bool {
    let fits = !known.contains(&field) && !field.starts_with(QUIET);
    if fits {
        rest.set(field, value);
    }
    fits
}

fn each_rest(rest: &Rest, f: &mut dyn FnMut(&str, Held<'_>)) {
    for (name, value) in rest.fields() {
        if !value.is_null() && !name.starts_with(QUIET) {
            f(name, Held::Json(value));
        }
    }
}

impl Record for Prompt {
    const MINTED: bool = true;

    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.id.as_str())
    }

    fn rename(&mut self, id: &str) {
        if let Some(id) = PromptId::parse(id) {
            self.id = id;
        }
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn marks_mut(&mut self) -> &mut Marks {
        &mut self.marks
    }

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("title", Held::Text(&self.draft.title));
        f("content", Held::Text(&self.draft.content));
        if let Some(category) = &self.draft.category {
            f("categoryId", Held::Text(category.as_str()));
        }
        if !self.draft.turns.is_empty() {
            f("turns", Held::Json(&self.draft.turns.iter().cloned().map(Value::String).collect()));
        }
        for tag in &self.draft.tags {
            f(&format!("{TAG}{tag}"), Held::Text(""));
        }
        for (set, place) in &self.sets {
            f(&format!("{SET}{set}"), Held::Text(place));
        }
        each_rest(&self.rest, f);
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        const KNOWN: [&str; 10] = [
            "id",
            "title",
            "content",
            "categoryId",
            "tags",
            "sets",
            "createdBy",
            "createdAt",
            "modifiedBy",
            "modifiedAt",
        ];
        if let Some(tag) = field.strip_prefix(TAG) {
            return entry(&mut self.draft.tags, tag, value);
        }
        if let Some(set) = field.strip_prefix(SET).and_then(ItemId::parse) {
            return self.put_in(set, value);
        }
        match field {
            "turns" => {
                let text = |turn: &Value| turn.as_str().map(str::to_owned);
                let turns = match value {
                    Value::Null => Some(Vec::new()),
                    Value::Array(turns) => turns.iter().map(text).collect(),
                    _ => None,
                };
                let fits = turns.is_some();
                self.draft.turns = turns.unwrap_or_else(|| std::mem::take(&mut self.draft.turns));
                fits
            }
            // Said by the turns.
            "kind" if value.as_str() == Some(CONVERSATION) => false,
            "title" => name(&mut self.draft.title, value),
            "content" => text(&mut self.draft.content, value),
            "categoryId" => {
                let category = value.as_str().and_then(CategoryId::parse);
                let fits = value.is_null() || category.is_some();
                if fits {
                    self.draft.category = category;
                }
                fits
            }
            _ => unknown(&mut self.rest, &KNOWN, field, value),
        }
    }

    fn display(&self) -> String {
        displayed(
            [self.modified_by.as_ref(), self.created_by.as_ref()],
            [self.modified_at.as_ref(), self.created_at.as_ref()],
        )
    }

    fn sort(&mut self) {
        if !self.rest.is_sorted() {
            self.rest.sort();
        }
    }
}

impl Prompt {
    /// Puts it into a set at a place, or takes it out where that is null.
    fn put_in(&mut self, set: ItemId, value: &Value) -> bool {
        let place = value.as_str();
        if place.is_none() && !value.is_null() {
            return false;
        }
        self.sets.retain(|(id, _)| *id != set);
        let at = self.sets.partition_point(|(id, _)| *id < set);
        if let Some(place) = place {
            self.sets.insert(at, (set, place.to_owned()));
        }
        true
    }
}

impl Record for Item {
    const MINTED: bool = true;

    fn id(&self) -> Cow<'_, str> {
        Cow::Owned(self.key())
    }

    fn rename(&mut self, id: &str) {
        if let Some(id) = ItemId::parse(id) {
            self.id = id;
        }
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn marks_mut(&mut self) -> &mut Marks {
        &mut self.marks
    }

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        let lists = self.kind.lists();
        each_rest(&self.fields, &mut |name, held| {
            if !lists.contains(&name) {
                f(name, held);
            }
        });
        for name in lists {
            for entry in self.list(name) {
                f(&format!("{QUIET}{name}/{entry}"), Held::Text(""));
            }
        }
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        if let Some((name, entry)) = field.strip_prefix(QUIET).and_then(|field| field.split_once('/')) {
            if !self.kind.lists().contains(&name) || !(value.is_null() || value == "") {
                return false;
            }
            let others = self.list(name).filter(|other| *other != entry).map(Value::from);
            let all = others.chain((!value.is_null()).then(|| Value::from(entry))).collect();
            self.fields.set(name, &list(all));
            return true;
        }
        let known = DISPLAYED.iter().chain(self.kind.lists()).any(|known| *known == field);
        if known || field.starts_with(QUIET) || !self.kind.fits(field, value) {
            return false;
        }
        let long =
            field == "name" && value.as_str().is_some_and(|name| name.chars().count() > MAX_TITLE_CHARS);
        if !long {
            self.fields.set(field, value);
        }
        !long
    }

    fn display(&self) -> String {
        displayed(
            [self.modified_by.as_ref(), self.created_by.as_ref()],
            [self.modified_at.as_ref(), self.created_at.as_ref()],
        )
    }

    fn sort(&mut self) {
        self.fields.sort();
    }
}

/// Sets whether a list has an entry: "" is there, null is not.
fn entry(list: &mut Vec<String>, entry: &str, value: &Value) -> bool {
    let fits = value.is_null() || value == "";
    if fits {
        list.retain(|other| other != entry);
        if !value.is_null() {
            let at = list.partition_point(|other| other.as_str() < entry);
            list.insert(at, entry.to_owned());
        }
    }
    fits
}

/// Returns who wrote something and when, the last first, to choose between two accounts of it.
fn displayed(authors: [Option<&Email>; 2], times: [Option<&Timestamp>; 2]) -> String {
    let authors = authors.map(|email| email.map_or("", Email::as_str));
    let times = times.map(|at| at.map_or("", Timestamp::as_str));
    [times, authors].as_flattened().join("\n")
}

impl Record for Category {
    const MINTED: bool = true;

    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.id.as_str())
    }

    fn rename(&mut self, id: &str) {
        if let Some(id) = CategoryId::parse(id) {
            self.id = id;
        }
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn marks_mut(&mut self) -> &mut Marks {
        &mut self.marks
    }

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("name", Held::Text(&self.name));
        if let Some(color) = &self.color {
            f("color", Held::Text(color));
        }
        if let Some(icon) = &self.icon {
            f("icon", Held::Text(icon));
        }
        each_rest(&self.rest, f);
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        match field {
            "name" => name(&mut self.name, value),
            "color" => optional(&mut self.color, value),
            "icon" => optional(&mut self.icon, value),
            _ => unknown(&mut self.rest, &["id"], field, value),
        }
    }

    fn display(&self) -> String {
        String::new()
    }

    fn sort(&mut self) {
        self.rest.sort();
    }
}

impl Record for Member {
    const MINTED: bool = false;

    fn id(&self) -> Cow<'_, str> {
        Cow::Owned(self.email.key())
    }

    fn rename(&mut self, _: &str) {}

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn marks_mut(&mut self) -> &mut Marks {
        &mut self.marks
    }

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("role", Held::Text(if self.role == Role::Editor { "editor" } else { "viewer" }));
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        let role = match (field, value.as_str()) {
            ("role", Some("editor")) => Role::Editor,
            ("role", Some("viewer")) => Role::Viewer,
            _ => return false,
        };
        self.role = role;
        true
    }

    /// How the address is spelled.
    fn display(&self) -> String {
        self.email.as_str().to_owned()
    }

    fn sort(&mut self) {}
}

impl Record for Head {
    const MINTED: bool = false;

    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn rename(&mut self, _: &str) {}

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn marks_mut(&mut self) -> &mut Marks {
        &mut self.marks
    }

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("name", Held::Text(&self.name));
        f("owner", Held::Text(self.owner.as_str()));
        if let Some(at) = &self.created_at {
            f("createdAt", Held::Text(at.as_str()));
        }
        each_rest(&self.rest, f);
        each_rest(&self.members, &mut |name, held| f(&format!("members.{name}"), held));
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        const KNOWN: [&str; 14] = [
            "version",
            "teamId",
            "name",
            "createdAt",
            "lastModified",
            "lastModifiedBy",
            "members",
            "categories",
            "prompts",
            "sets",
            "comments",
            "projects",
            "blocks",
            "sync",
        ];
        match field {
            "name" => name(&mut self.name, value),
            "owner" => match value.as_str().map(Email::parse) {
                Some(Ok(owner)) => {
                    self.owner = owner;
                    true
                }
                _ => false,
            },
            "createdAt" => match value.as_str().map(Timestamp::parse) {
                Some(Ok(at)) => {
                    self.created_at = Some(at);
                    true
                }
                _ => false,
            },
            _ => match field.strip_prefix("members.") {
                Some(field) => unknown(&mut self.members, &["owner", "editors", "viewers"], field, value),
                None => unknown(&mut self.rest, &KNOWN, field, value),
            },
        }
    }

    fn display(&self) -> String {
        String::new()
    }

    fn sort(&mut self) {
        self.rest.sort();
        self.members.sort();
    }
}

/// Takes the members apart into records, in the order of the file.
///
/// An owner who was a member before stays one in the background, so that someone who turns out not to be the owner,
/// as when two transfers met, has not fallen out of the team.
pub(crate) fn members_of(library: &Library) -> Vec<Member> {
    let (members, marks) = (&library.members, &library.causality.members);
    let record = |email: &Email, role| {
        let marks = marks.get(&email.key()).cloned().unwrap_or_default();
        Member { email: email.clone(), role, marks }
    };
    let shown =
        members.iter().filter(|(_, role)| *role != Role::Owner).map(|(email, role)| record(email, role));
    let owner = marks.contains_key(&members.owner.key()).then(|| record(&members.owner, Role::Editor));
    shown.chain(owner).collect()
}

/// Puts members back as the file has them.
pub(crate) fn set_members(library: &mut Library, records: Vec<Member>) {
    let (members, marks) = (&mut library.members, &mut library.causality.members);
    members.editors.clear();
    members.viewers.clear();
    marks.clear();
    for record in records {
        if record.email != members.owner {
            let list = if record.role == Role::Editor { &mut members.editors } else { &mut members.viewers };
            list.push(record.email.clone());
        }
        marks.insert(record.email.key(), record.marks);
    }
}

/// Takes out the library's own fields.
pub(crate) fn head_of(library: &Library) -> Head {
    Head {
        name: library.name.clone(),
        owner: library.members.owner.clone(),
        created_at: library.created_at.clone(),
        rest: library.rest.clone(),
        members: library.members.rest.clone(),
        marks: library.causality.head.clone(),
    }
}

/// Puts the library's own fields back.
pub(crate) fn set_head(library: &mut Library, head: Head) {
    library.name = head.name;
    library.members.owner = head.owner;
    library.created_at = head.created_at;
    library.rest = head.rest;
    library.members.rest = head.members;
    library.causality.head = head.marks;
}
