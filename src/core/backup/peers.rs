//! The backups of My Prompt Manager and Open Prompt Manager. Their forms are those of the two programs' exports:
//! `prompt-library-backup-YYYY-MM-DD.json` and `opm-backup-YYYY-MM-DD.json`.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::collect::{Collect, Found, place, short};
use super::{Backup, NotBackup, Skip, Source, Thing};
use crate::model::{CategoryId, Draft, Timestamp};

/// Folders inside each other that make up a category's name; they may also go round in a circle.
const MOST_FOLDERS: usize = 20;

/// Takes what either program wrote: an object with a list of `prompts`, or that list alone.
pub(super) fn read(value: Value) -> Result<Backup, NotBackup> {
    let mut fields = match value {
        Value::Array(prompts) => {
            Map::from_iter([("folders".to_owned(), Value::Null), ("prompts".to_owned(), prompts.into())])
        }
        Value::Object(fields) => fields,
        _ => return Err(NotBackup::Unknown),
    };
    let Some(Value::Array(prompts)) = fields.remove("prompts") else { return Err(NotBackup::Unknown) };
    let is_prompt = |value: &Value| value.get("title").is_some() || value.get("content").is_some();
    if !prompts.is_empty() && !prompts.iter().any(is_prompt) {
        return Err(NotBackup::Unknown);
    }
    let source = source(&fields, &prompts);
    let mut collect = Collect::new(source);
    categories(&mut collect, fields.remove("categories"));
    let folders = folders(&mut collect, fields.remove("folders"));
    for (at, prompt) in prompts.into_iter().enumerate() {
        match self::prompt(&mut collect, source, &folders, prompt, &place(at)) {
            Ok(found) => collect.prompt(found),
            Err((name, why)) => collect.skip(Thing::Prompt, &name, why),
        }
    }
    for name in fields.keys().filter(|name| !["version", "exportDate"].contains(&name.as_str())) {
        collect.leave_out(name);
    }
    Ok(collect.done())
}

fn source(fields: &Map<String, Value>, prompts: &[Value]) -> Source {
    let is_open = |prompt: &Value| prompt.get("uuid").is_some() || prompt.get("folderId").is_some();
    let version = fields.get("version").and_then(Value::as_u64);
    if fields.contains_key("folders") || version == Some(2) || prompts.iter().any(is_open) {
        Source::OpenPromptManager
    } else {
        Source::MyPromptManager
    }
}

fn categories(collect: &mut Collect, list: Option<Value>) {
    let Some(list) = entries(collect, "categories", list) else { return };
    for (at, category) in list.into_iter().enumerate() {
        let Some(name) = category.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty())
        else {
            let path = format!("categories[{at}].name");
            let why = Skip::Field { path: path.clone(), expected: "expected-text" };
            collect.skip(Thing::Category, &path, why);
            continue;
        };
        collect.category(name, category.get("color").and_then(Value::as_str));
        unknown(collect, "categories", &category, &["id", "name", "color"]);
    }
}

/// Notes the fields of an entry that are none of those.
fn unknown(collect: &mut Collect, list: &str, entry: &Value, known: &[&str]) {
    for field in entry.as_object().into_iter().flat_map(Map::keys) {
        if !known.contains(&field.as_str()) {
            collect.leave_out(&format!("{list}[].{field}"));
        }
    }
}

/// Makes a category of each folder, and returns them by the folders' ids.
fn folders(collect: &mut Collect, list: Option<Value>) -> HashMap<String, CategoryId> {
    let Some(list) = entries(collect, "folders", list) else { return HashMap::new() };
    let mut known = HashMap::new();
    let mut order = Vec::new();
    for (at, folder) in list.iter().enumerate() {
        let name = folder.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
        let (Some(id), Some(name)) = (folder.get("id").and_then(id), name) else {
            let path = format!("folders[{at}]");
            let why = Skip::Field { path: path.clone(), expected: "expected-folder" };
            collect.skip(Thing::Category, &path, why);
            continue;
        };
        known.insert(id.clone(), (name.trim(), folder.get("parentId").and_then(self::id)));
        unknown(collect, "folders", folder, &["id", "name", "parentId", "createdAt", "updatedAt"]);
        order.push(id);
    }
    let mut categories = HashMap::new();
    for id in order {
        if let Some(category) = collect.category(&path(&known, &id), None) {
            categories.insert(id, category);
        }
    }
    categories
}

/// Returns a folder's name with those of the folders that it is in, such as "Parent / Child".
fn path(folders: &HashMap<String, (&str, Option<String>)>, id: &str) -> String {
    let mut names = Vec::new();
    let mut seen = HashSet::new();
    let mut next = Some(id);
    while let Some((name, parent)) = next.and_then(|id| folders.get(id)) {
        if names.len() == MOST_FOLDERS || !seen.insert(next) {
            break;
        }
        names.push(*name);
        next = parent.as_deref();
    }
    names.reverse();
    names.join(" / ")
}

/// Returns a list, if it is one. One that is missing or null is none, too.
fn entries(collect: &mut Collect, name: &str, list: Option<Value>) -> Option<Vec<Value>> {
    match list {
        Some(Value::Array(list)) => return Some(list),
        None | Some(Value::Null) => {}
        Some(_) => collect.leave_out(name),
    }
    None
}

fn prompt(
    collect: &mut Collect,
    source: Source,
    folders: &HashMap<String, CategoryId>,
    prompt: Value,
    place: &str,
) -> Result<Found, (String, Skip)> {
    let Value::Object(mut fields) = prompt else {
        return Err((place.to_owned(), Skip::Field { path: place.to_owned(), expected: "expected-object" }));
    };
    let name = fields.get("title").and_then(Value::as_str).map(short).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| place.to_owned());
    let mut text = |field: &str| match fields.remove(field) {
        Some(Value::String(text)) => Ok(text),
        None | Some(Value::Null) => Ok(String::new()),
        Some(_) => {
            Err((name.clone(), Skip::Field { path: format!("{place}.{field}"), expected: "expected-text" }))
        }
    };
    let (title, content) = (text("title")?, text("content")?);
    let content = if source == Source::OpenPromptManager { variables(&content) } else { content };
    // It may have both names; the other one is then the same.
    let (one, other) = (fields.remove("uuid"), fields.remove("id"));
    let id = [one, other].iter().flatten().find_map(id).unwrap_or_default();
    let mut category = None;
    if let Some(value) = fields.remove("folderId") {
        category = self::id(&value).and_then(|id| folders.get(&id).cloned());
        if category.is_none() && !value.is_null() {
            collect.leave_out(&format!("{place}.folderId"));
        }
    }
    match fields.remove("category") {
        Some(Value::String(name)) => category = collect.category(&name, None).or(category),
        None | Some(Value::Null) => {}
        Some(_) => collect.leave_out(&format!("{place}.category")),
    }
    let tags = tags(fields.remove("tags")).unwrap_or_else(|| {
        collect.leave_out(&format!("{place}.tags"));
        Vec::new()
    });
    let mut date = |field: &str| {
        let value = fields.remove(field).filter(|value| !value.is_null())?;
        let moment = moment(&value);
        if moment.is_none() {
            collect.leave_out(&format!("{place}.{field}"));
        }
        moment
    };
    let (created_at, modified_at, used_at) = (date("createdAt"), date("updatedAt"), date("lastUsedAt"));
    for field in fields.keys() {
        collect.leave_out(&format!("prompts[].{field}"));
    }
    let draft = Draft { title, content, category, tags, turns: Vec::new() };
    Ok(Found { id, name, draft, created_at, modified_at, used_at })
}

/// Returns an id, which is a text or a number.
fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(id) if !id.trim().is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// Returns tags; `None` where it is something else.
fn tags(value: Option<Value>) -> Option<Vec<String>> {
    match value {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(tags)) => {
            tags.into_iter().map(|tag| if let Value::String(tag) = tag { Some(tag) } else { None }).collect()
        }
        Some(_) => None,
    }
}

/// Returns a moment that is milliseconds since 1970 or RFC 3339 text.
fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(millis) => {
            // JavaScript may write a fraction of a millisecond.
            let text = millis.to_string();
            let whole = text.split('.').next().unwrap_or_default();
            whole.parse().ok().map(Timestamp::from_millis)
        }
        Value::String(text) => Timestamp::parse(text).ok(),
        _ => None,
    }
}

/// Turns variables of Open Prompt Manager, `#name#` with letters, digits and underscores, into `{{name}}`.
fn variables(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once('#') {
        out.push_str(before);
        let variable = after.split_once('#').filter(|(name, _)| is_name(name));
        if let Some((name, after)) = variable {
            out.push_str("{{");
            out.push_str(name);
            out.push_str("}}");
            rest = after;
        } else {
            out.push('#');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
