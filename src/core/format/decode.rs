use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category as Mistake;

use super::fields::{Fields, Place};
use super::node::{Entry, Node, Without};
use super::{CONVERSATION, MAJOR, MAX_FILE_BYTES, Refusal, major, sync};
use crate::causal::{Causality, Marks, foreign};
use crate::command::{list, tags_of};
use crate::model::{
    Category, CategoryId, Draft, Email, Item, ItemId, Kind, Library, LibraryId, Members, Parts, Prompt,
    PromptId, Rest,
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
    let (mut library, sync) = whole(read(bytes)?)?;
    if let Some(sync) = sync {
        causal(&mut library, bytes, &sync)?;
    }
    Ok(library)
}

/// Reads a library to show it: like [`decode`], however large it is, without what its edits have seen of each other.
/// It is never written.
pub fn shown(bytes: &[u8]) -> Result<Library, Refusal> {
    // That is the larger part, and not even looked at.
    let Without(file) = read(bytes)?;
    Ok(whole(file)?.0)
}

/// Reads what a file says.
fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = utf8(bytes)?;
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    serde_json::from_str(text).map_err(|error| not_json(&error))
}

/// Takes everything out of a file but its `sync` object, which is returned if it is of a form that we know.
fn whole(file: Node<'_>) -> Result<(Library, Option<Node<'_>>), Refusal> {
    let Ok(mut fields) = Fields::of(file, Place::default()) else { return Err(Refusal::NotLibrary) };
    if !["version", "teamId", "members", "prompts"].into_iter().all(|name| fields.has(name)) {
        return Err(Refusal::NotLibrary);
    }
    let version = fields.text("version")?.into_owned();
    let Some(major) = major(&version) else {
        return Err(fields.wrong("version", "expected-version"));
    };
    if major > MAJOR {
        // The rules of a form that we don't know can't be broken by it.
        let library = library(fields, version.clone()).map_err(|_| Refusal::Newer { version })?;
        return Ok((library, None));
    }
    let sync = fields.take_any("sync");
    Ok((library(fields, version)?, sync))
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

/// Takes what the `sync` object says, and what was changed by hand since it was written.
fn causal(library: &mut Library, bytes: &[u8], sync: &Node<'_>) -> Result<(), Refusal> {
    match sync::read(library, sync) {
        sync::Found::Whole(checks) => foreign::mark_edits(library, bytes, &checks),
        // Damaged, or someone else's field of that name: kept as long as there is none of ours.
        sync::Found::Plain => {
            foreign::forget(library);
            library.rest.set("sync", &sync.to_value());
        }
        sync::Found::Newer(version) => return Err(Refusal::Newer { version: format!("sync {version}") }),
    }
    Ok(())
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

fn library(mut fields: Fields<'_>, version: String) -> Result<Library, Refusal> {
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
        prompts: prompts.into(),
        items,
        rest: fields.rest()?,
        causality: Causality::default(),
    })
}

fn each<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    read: fn(Fields<'_>) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let items = fields.list(name)?.into_iter().enumerate();
    items.map(|(at, item)| read(Fields::of(item, Place(name, Some(at)))?)).collect()
}

fn items(fields: &mut Fields<'_>) -> Result<Vec<Item>, Refusal> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let mut ids = HashSet::new();
        for (at, value) in fields.list(kind.list())?.into_iter().enumerate() {
            let place = Place(kind.list(), Some(at));
            let item = item(kind, Fields::of(value, place)?)?;
            if !ids.insert(item.id.clone()) {
                return Err(Refusal::Duplicate { path: place.path("id"), id: item.id.to_string() });
            }
            all.push(item);
        }
    }
    Ok(all)
}

pub(super) fn item(kind: Kind, mut fields: Fields<'_>) -> Result<Item, Refusal> {
    let id = fields.id("id", ItemId::parse)?;
    let (created_by, created_at) = (fields.author("createdBy")?, fields.moment("createdAt")?);
    let (modified_by, modified_at) = (fields.author("modifiedBy")?, fields.moment("modifiedAt")?);
    let mut known = Rest::default();
    for name in kind.required() {
        // One that someone else's program left out is empty here.
        if let Some(text) = fields.optional_name(name)? {
            known.set(name, &Value::String(text.into_owned()));
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

fn members(fields: &mut Fields<'_>) -> Result<Members, Refusal> {
    let Some(value) = fields.take("members") else { return Err(fields.wrong("members", "expected-object")) };
    let mut members = Fields::of(value, Place("members", None))?;
    let owner =
        Email::parse(&members.text("owner")?).map_err(|_| members.wrong("owner", "expected-email"))?;
    let mut seen = HashSet::from([owner.key()]);
    let mut of_role = |name: &str| -> Result<Vec<Email>, Refusal> {
        let mut emails = Vec::new();
        for (index, item) in members.list(name)?.into_iter().enumerate() {
            let path = || format!("members.{name}[{index}]");
            let wrong = || Refusal::Field { path: path(), expected: "expected-email" };
            let email = Email::parse(item.as_str().ok_or_else(wrong)?).map_err(|_| wrong())?;
            if !seen.insert(email.key()) {
                return Err(Refusal::Duplicate { path: path(), id: email.to_string() });
            }
            emails.push(email);
        }
        Ok(emails)
    };
    let editors = of_role("editors")?;
    let viewers = of_role("viewers")?;
    Ok(Members { owner, editors, viewers, rest: members.rest()? })
}

pub(super) fn category(mut fields: Fields<'_>) -> Result<Category, Refusal> {
    Ok(Category {
        id: fields.id("id", CategoryId::parse)?,
        name: fields.name("name")?,
        color: fields.optional_text("color")?.map(Cow::into_owned),
        icon: fields.optional_text("icon")?.map(Cow::into_owned),
        rest: fields.rest()?,
        marks: Marks::default(),
    })
}

pub(super) fn prompt(mut fields: Fields<'_>) -> Result<Prompt, Refusal> {
    let id = fields.id("id", PromptId::parse)?;
    let title = fields.name("title")?;
    let content = fields.text("content")?.into_owned();
    let category = match fields.optional_text("categoryId")? {
        // Some writers put "" for "in no category".
        Some(text) if !text.is_empty() => {
            Some(CategoryId::parse(&text).ok_or_else(|| fields.wrong("categoryId", "expected-id"))?)
        }
        _ => None,
    };
    let parts = Parts {
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
    };
    Ok(parts.into())
}

/// Takes the sets that a prompt is in, and its place in each.
fn sets(fields: &mut Fields<'_>) -> Result<Vec<(ItemId, String)>, Refusal> {
    let place = |(id, place): Entry<'_>| match (ItemId::parse(&id), place) {
        (Some(id), Node::Text(place)) => Some((id, place.into_owned())),
        _ => None,
    };
    let sets: Option<Vec<(ItemId, String)>> = match fields.take("sets") {
        None => return Ok(Vec::new()),
        Some(Node::Object(sets)) => sets.into_iter().map(place).collect(),
        Some(_) => None,
    };
    let sets = sets.ok_or_else(|| fields.wrong("sets", "expected-sets"))?;
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
