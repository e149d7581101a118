use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category as Mistake;
use serde_json::{Map, Value};

use super::fields::Fields;
use super::{CONVERSATION, MAJOR, MAX_FILE_BYTES, Refusal, major, sync};
use crate::causal::{Causality, Marks, foreign};
use crate::command::{list, tags_of};
use crate::model::{
    Category, CategoryId, Draft, Email, Item, ItemId, Kind, Library, LibraryId, Members, Prompt, PromptId,
    Rest,
};
use crate::order::sorted;

/// Reads a library from the bytes of its file.
///
/// Takes any file of form 1.0, with or without a byte order mark, with either kind of line ends. A newer
/// major version is returned too, where it can be understood; [`Library::is_read_only`] is true of it.
pub fn decode(bytes: &[u8]) -> Result<Library, Refusal> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Refusal::TooLarge { bytes: bytes.len() as u64 });
    }
    let library = whole(bytes, false)?;
    if library.is_read_only() { Ok(library) } else { causal(library, bytes) }
}

/// Reads a library to show it: like [`decode`], however large it is, without what its edits have seen of each other.
/// It is never written.
pub fn shown(bytes: &[u8]) -> Result<Library, Refusal> {
    let mut library = whole(bytes, true)?;
    library.rest.take("sync");
    Ok(library)
}

/// Reads everything but the `sync` object, which stays among the fields that nobody knows; `shown`: or is left out.
fn whole(bytes: &[u8], shown: bool) -> Result<Library, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = utf8(bytes)?;
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let value = if shown {
        serde_json::from_str::<Shown>(text).map(|shown| shown.0)
    } else {
        serde_json::from_str::<Value>(text)
    };
    let value = value.map_err(|error| not_json(&error))?;
    let Ok(mut fields) = Fields::of(value, String::new()) else { return Err(Refusal::NotLibrary) };
    if !["version", "teamId", "members", "prompts"].into_iter().all(|name| fields.has(name)) {
        return Err(Refusal::NotLibrary);
    }
    let version = fields.text("version")?;
    let Some(major) = major(&version) else {
        return Err(fields.wrong("version", "a version such as \"1.0\""));
    };
    match library(fields, version.clone()) {
        // The rules of a form that we don't know can't be broken by it.
        Err(_) if major > MAJOR => Err(Refusal::Newer { version }),
        result => result,
    }
}

/// A file without its `sync` object: that is the larger part, and what is shown needs none of it.
struct Shown(Value);

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Shown(Value::Null))
    }
}

impl<'de> Visitor<'de> for Shown {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a library")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self, A::Error> {
        let mut map = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            if name == "sync" {
                access.next_value::<IgnoredAny>()?;
            } else {
                map.insert(name, access.next_value()?);
            }
        }
        Ok(Self(Value::Object(map)))
    }
}

/// Reads a library to keep and to edit: like [`decode`], and a plain file counts as one edit, which is the same for
/// everyone who opens these bytes.
pub fn open(bytes: &[u8]) -> Result<Library, Refusal> {
    let mut library = decode(bytes)?;
    if library.causality.clock().is_empty() && !library.is_read_only() {
        foreign::first_contact(&mut library, bytes);
    }
    Ok(library)
}

/// Takes the `sync` object, and what was changed by hand since it was written.
fn causal(mut library: Library, bytes: &[u8]) -> Result<Library, Refusal> {
    let Some(value) = library.rest.take("sync") else { return Ok(library) };
    match sync::read(&mut library, &value) {
        sync::Found::Whole(checks) => foreign::mark_edits(&mut library, bytes, &checks),
        // Damaged, or someone else's field of that name: kept as long as there is none of ours.
        sync::Found::Plain => {
            foreign::forget(&mut library);
            library.rest.set("sync", &value);
        }
        sync::Found::Newer(version) => return Err(Refusal::Newer { version: format!("sync {version}") }),
    }
    Ok(library)
}

fn utf8(bytes: &[u8]) -> Result<&str, Refusal> {
    std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        // The bytes end inside a character: cut off, not another encoding.
        None => Refusal::Truncated { line: bytes.split(|byte| *byte == b'\n').count() },
        Some(_) => Refusal::NotUtf8,
    })
}

fn not_json(error: &serde_json::Error) -> Refusal {
    match error.classify() {
        Mistake::Eof => Refusal::Truncated { line: error.line() },
        Mistake::Data => Refusal::NotLibrary,
        // serde_json has no kind of its own for its limit of 128 levels.
        _ if error.to_string().starts_with("recursion limit") => Refusal::TooDeep,
        _ => Refusal::NotJson { line: error.line(), column: error.column() },
    }
}

fn library(mut fields: Fields, version: String) -> Result<Library, Refusal> {
    let id = fields.id("teamId", LibraryId::parse)?;
    let name = fields.name("name")?;
    let created_at = fields.moment("createdAt")?;
    let last_modified = fields.moment("lastModified")?;
    let last_modified_by = fields.author("lastModifiedBy")?;
    let members = members(&mut fields)?;
    let categories = each(&mut fields, "categories", category)?;
    let prompts = each(&mut fields, "prompts", prompt)?;
    let items = items(&mut fields)?;
    unique("categories", categories.iter().map(|category| category.id.as_str()))?;
    unique("prompts", prompts.iter().map(|prompt| prompt.id.as_str()))?;
    filed(&categories, &prompts)?;
    Ok(Library {
        version,
        id,
        name,
        created_at,
        last_modified,
        last_modified_by,
        members,
        categories,
        prompts,
        items,
        rest: fields.rest()?,
        causality: Causality::default(),
    })
}

fn each<T>(
    fields: &mut Fields,
    name: &str,
    read: fn(Fields) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let path = fields.path(name);
    let items = fields.list(name)?.into_iter().enumerate();
    items.map(|(index, item)| read(Fields::of(item, format!("{path}[{index}]"))?)).collect()
}

fn items(fields: &mut Fields) -> Result<Vec<Item>, Refusal> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let path = fields.path(kind.list());
        let mut ids = HashSet::new();
        for (index, value) in fields.list(kind.list())?.into_iter().enumerate() {
            let item = item(kind, Fields::of(value, format!("{path}[{index}]"))?)?;
            if !ids.insert(item.id.clone()) {
                return Err(Refusal::Duplicate {
                    path: format!("{path}[{index}].id"),
                    id: item.id.to_string(),
                });
            }
            all.push(item);
        }
    }
    Ok(all)
}

pub(super) fn item(kind: Kind, mut fields: Fields) -> Result<Item, Refusal> {
    let id = fields.id("id", ItemId::parse)?;
    let (created_by, created_at) = (fields.author("createdBy")?, fields.moment("createdAt")?);
    let (modified_by, modified_at) = (fields.author("modifiedBy")?, fields.moment("modifiedAt")?);
    let mut known = Rest::default();
    for name in kind.required() {
        // One that someone else's program left out is empty here.
        if let Some(text) = fields.optional_name(name)? {
            known.set(name, &text.into());
        }
    }
    for name in kind.lists() {
        let entries = fields.texts(name)?.into_iter().map(Value::String).collect();
        known.set(name, &list(entries));
    }
    for (name, value) in fields.rest()?.fields() {
        known.set(name, value);
    }
    Ok(Item {
        kind,
        id,
        fields: known,
        created_by,
        created_at,
        modified_by,
        modified_at,
        marks: Marks::default(),
    })
}

fn members(fields: &mut Fields) -> Result<Members, Refusal> {
    let Some(value) = fields.take("members") else { return Err(fields.wrong("members", "an object")) };
    let mut members = Fields::of(value, fields.path("members"))?;
    let owner = Email::parse(&members.text("owner")?).map_err(|_| members.wrong("owner", "an email"))?;
    let mut seen = HashSet::from([owner.clone()]);
    let mut of_role = |name: &str| -> Result<Vec<Email>, Refusal> {
        let path = members.path(name);
        let mut emails = Vec::new();
        for (index, item) in members.list(name)?.into_iter().enumerate() {
            let wrong = || Refusal::Field { path: format!("{path}[{index}]"), expected: "an email" };
            let email = Email::parse(item.as_str().ok_or_else(wrong)?).map_err(|_| wrong())?;
            if !seen.insert(email.clone()) {
                return Err(Refusal::Duplicate { path: format!("{path}[{index}]"), id: email.to_string() });
            }
            emails.push(email);
        }
        Ok(emails)
    };
    let editors = of_role("editors")?;
    let viewers = of_role("viewers")?;
    Ok(Members { owner, editors, viewers, rest: members.rest()? })
}

pub(super) fn category(mut fields: Fields) -> Result<Category, Refusal> {
    Ok(Category {
        id: fields.id("id", CategoryId::parse)?,
        name: fields.name("name")?,
        color: fields.optional_text("color")?,
        icon: fields.optional_text("icon")?,
        rest: fields.rest()?,
        marks: Marks::default(),
    })
}

pub(super) fn prompt(mut fields: Fields) -> Result<Prompt, Refusal> {
    let id = fields.id("id", PromptId::parse)?;
    let title = fields.name("title")?;
    let content = fields.text("content")?;
    let category = match fields.optional_text("categoryId")? {
        // Some writers put "" for "in no category".
        Some(text) if !text.is_empty() => {
            Some(CategoryId::parse(&text).ok_or_else(|| fields.wrong("categoryId", "an id, not empty"))?)
        }
        _ => None,
    };
    Ok(Prompt {
        id,
        draft: Draft {
            title,
            content,
            category,
            tags: tags_of(fields.texts("tags")?),
            turns: fields.texts("turns")?,
        },
        created_by: fields.author("createdBy")?,
        created_at: fields.moment("createdAt")?,
        modified_by: fields.author("modifiedBy")?,
        modified_at: fields.moment("modifiedAt")?,
        sets: sets(&mut fields)?,
        rest: {
            fields.drop_text("kind", CONVERSATION);
            fields.rest()?
        },
        marks: Marks::default(),
    })
}

/// Takes the sets that a prompt is in, and its place in each.
fn sets(fields: &mut Fields) -> Result<Vec<(ItemId, String)>, Refusal> {
    let wrong = fields.wrong("sets", "an object that names a place for each set");
    let mut sets = Vec::new();
    match fields.take("sets") {
        None => {}
        Some(Value::Object(map)) => {
            for (id, place) in map {
                let (Some(id), Value::String(place)) = (ItemId::parse(&id), place) else { return Err(wrong) };
                sets.push((id, place));
            }
        }
        Some(_) => return Err(wrong),
    }
    Ok(sorted(sets, |(id, _)| (0, id.to_string())))
}

fn unique<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            return Err(Refusal::Duplicate { path: format!("{list}[{index}].id"), id: id.to_owned() });
        }
    }
    Ok(())
}

fn filed(categories: &[Category], prompts: &[Prompt]) -> Result<(), Refusal> {
    let known: HashSet<&CategoryId> = categories.iter().map(|category| &category.id).collect();
    for (index, prompt) in prompts.iter().enumerate() {
        if let Some(id) = prompt.category().filter(|id| !known.contains(id)) {
            return Err(Refusal::Dangling {
                path: format!("prompts[{index}].categoryId"),
                id: id.to_string(),
            });
        }
    }
    Ok(())
}
