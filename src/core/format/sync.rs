//! The file's `sync` object: what [`crate::causal`] knows of a library, beside its values.
//!
//! ```text
//! "sync": {
//!   "v": 1,
//!   "clock": {"<replica>": <number>},
//!   "missing": ["<dot>", …],
//!   "who": {"<replica>": "<email>"},
//!   "tips": {"<replica>": [[<number>, <nonce>], …]},
//!   "rec": {
//!     "library":    ["<dot>", "<rank>", "<checks>", {"<field>": "<dot>"}, {"<field>": [["<dot>", <value>], …]}],
//!     "members":    {"<email>": [ … the same … ]},
//!     "categories": {"<id>": [ … ]},
//!     "items":      {"<list>/<id>": [ … ]},
//!     "prompts":    {"<id>": [ … ]}
//!   },
//!   "dead": {"categories": {"<id>": {"by", "at", "rec": [ … ], "was": { … }}}, "prompts": { … }},
//!   "old": {"<id>": [["<dot>", "<base dot>" or null, "<by>" or null, "<at>" or null, {"title", "content", …} or null], …]}
//! }
//! ```
//!
//! One record is one line: a file is read by people, too, and compared line by line. The last members of a record's
//! list are left out where they are empty, and so is what is missing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::MAX_LEVELS;
use super::decode::{category, item, prompt};
use super::encode::value_of;
use super::fields::{Fields, levels};
use crate::causal::foreign::{Checks, check};
use crate::causal::{
    Absent, Clock, Dead, Dot, Marks, Record, Replica, Sibling, Tombstone, Version, head_of, members_of,
};
use crate::model::{CategoryId, Draft, Email, Kind, Library, Timestamp};
use crate::order::sorted;

/// The version of the object that this code reads and writes.
const VERSION: u64 = 1;

/// A number beyond this is no count of edits, but a mistake that would leave no number for the next one.
const MOST: u64 = 1 << 50;

/// Writes the object's lines.
pub(super) fn write(library: &Library, out: &mut String) {
    let causality = &library.causality;
    out.push_str("  \"sync\": {\n    \"v\": 1,\n    \"clock\": ");
    let clock: Map<String, Value> =
        causality.clock.iter().map(|(replica, number)| (replica.to_string(), number.into())).collect();
    push(out, &Value::Object(clock));
    let missing: Vec<Value> = causality.clock.missing().map(|dot| dot.to_string().into()).collect();
    if !missing.is_empty() {
        out.push_str(",\n    \"missing\": ");
        push(out, &Value::Array(missing));
    }
    out.push_str(",\n    \"who\": ");
    let who = causality
        .authors
        .iter()
        .map(|(replica, email)| (replica.to_string(), email.as_str().into()))
        .collect();
    push(out, &Value::Object(who));

    out.push_str(",\n    \"tips\": ");
    let tips = causality.tips.iter().map(|(replica, tips)| {
        (replica.to_string(), tips.iter().map(|(number, nonce)| json!([number, nonce])).collect())
    });
    push(out, &Value::Object(tips.collect()));
    out.push_str(",\n    \"rec\": {\n      \"library\": ");
    line(out, &head_of(library));
    let members = members_of(library);
    lines(out, "members", &members, &causality.absent.members);
    lines(out, "categories", &library.categories, &causality.absent.categories);
    lines(out, "items", &library.items, &causality.absent.items);
    lines(out, "prompts", &library.prompts, &causality.absent.prompts);
    out.push_str("\n    }");

    let dead = &causality.dead;
    if !dead.prompts.is_empty() || !dead.categories.is_empty() || !dead.items.is_empty() {
        out.push_str(",\n    \"dead\": {");
        let categories =
            dead.categories.iter().map(|(id, stone)| (id, tombstone(stone, value_of(&stone.record))));
        group(out, "categories", categories, true);
        let items = dead.items.iter().map(|(id, stone)| (id, tombstone(stone, value_of(&stone.record))));
        group(out, "items", items, false);
        let prompts = dead.prompts.iter().map(|(id, stone)| (id, tombstone(stone, value_of(&stone.record))));
        group(out, "prompts", prompts, false);
        out.push_str("\n    }");
    }
    let old = causality.history.iter().filter(|(_, versions)| !versions.is_empty());
    let mut old =
        old.map(|(id, versions)| (id, Value::Array(versions.iter().map(version).collect()))).peekable();
    if old.peek().is_some() {
        out.push_str(",\n    \"old\": {");
        entries(out, old, "      ");
        out.push_str("\n    }");
    }
    out.push_str("\n  }");
}

fn push(out: &mut String, value: &Value) {
    out.push_str(&value.to_string());
}

fn group<'a>(out: &mut String, name: &str, items: impl Iterator<Item = (&'a String, Value)>, first: bool) {
    out.push_str(if first { "\n      \"" } else { ",\n      \"" });
    out.push_str(name);
    out.push_str("\": {");
    entries(out, items, "        ");
    out.push_str("\n      }");
}

fn entries<'a>(out: &mut String, items: impl Iterator<Item = (&'a String, Value)>, indent: &str) {
    for (at, (id, value)) in items.enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(indent);
        push(out, &Value::String(id.clone()));
        out.push_str(": ");
        push(out, &value);
    }
}

fn lines<R: Record>(out: &mut String, name: &str, records: &[R], absent: &BTreeMap<String, Marks>) {
    out.push_str(",\n      \"");
    out.push_str(name);
    out.push_str("\": {");
    let mut first = true;
    let mut start = |out: &mut String, id: &str| {
        out.push_str(if std::mem::take(&mut first) { "\n        " } else { ",\n        " });
        push(out, &Value::String(id.to_owned()));
        out.push_str(": ");
    };
    for record in records {
        start(out, &record.id());
        line(out, record);
    }
    for (id, marks) in absent {
        start(out, id);
        push(out, &marks_value(marks, ""));
    }
    out.push_str("\n      }");
}

fn line<R: Record>(out: &mut String, record: &R) {
    let mut checks = String::new();
    record.each(&mut |name, held| checks.extend(check(name, held).map(char::from)));
    push(out, &marks_value(record.marks(), &checks));
}

fn marks_value(marks: &Marks, checks: &str) -> Value {
    let mut list = vec![marks.born.to_string().into(), marks.rank.as_str().into(), checks.into()];
    if !marks.fields.is_empty() || !marks.siblings.is_empty() {
        list.push(Value::Object(
            marks.fields.iter().map(|(name, dot)| (name.clone(), dot.to_string().into())).collect(),
        ));
    }
    if !marks.siblings.is_empty() {
        let one = |one: &Sibling| json!([one.dot.to_string(), one.value]);
        let all = marks.siblings.iter().map(|(name, all)| (name.clone(), all.iter().map(one).collect()));
        list.push(Value::Object(all.collect()));
    }
    Value::Array(list)
}

fn tombstone<T: Record>(stone: &Tombstone<T>, was: Value) -> Value {
    json!({
        "by": stone.by.as_str(),
        "at": stone.at.as_str(),
        "rec": marks_value(stone.record.marks(), ""),
        "was": was,
    })
}

fn version(version: &Version) -> Value {
    let draft = version.draft.as_ref().map(|draft| {
        let mut map = Map::new();
        map.insert("title".to_owned(), draft.title.as_str().into());
        map.insert("content".to_owned(), draft.content.as_str().into());
        if let Some(category) = &draft.category {
            map.insert("categoryId".to_owned(), category.as_str().into());
        }
        for (name, texts) in [("tags", &draft.tags), ("turns", &draft.turns)] {
            if !texts.is_empty() {
                map.insert(name.to_owned(), texts.iter().map(String::as_str).collect());
            }
        }
        Value::Object(map)
    });
    json!([
        version.dot.to_string(),
        version.base.map(|dot| dot.to_string()),
        version.by.as_ref().map(Email::as_str),
        version.at.as_ref().map(Timestamp::as_str),
        draft,
    ])
}

/// What there is in place of the object.
pub(super) enum Found {
    /// It is whole; the checks tell what was changed by hand since it was written.
    Whole(Checks),
    /// It is none, or damaged: the file counts as one of a writer who doesn't know it.
    Plain,
    /// It is of a version to come.
    Newer(u64),
}

/// Reads the object into a library.
///
/// If it is none, the library may have parts of it.
pub(super) fn read(library: &mut Library, value: &Value) -> Found {
    match value.get("v").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Found::Newer(newer),
        _ => return Found::Plain,
    }
    take(library, value).map_or(Found::Plain, Found::Whole)
}

fn take(library: &mut Library, value: &Value) -> Option<Checks> {
    let mut checks = Checks::default();
    let causality = &mut library.causality;
    for (replica, number) in value.get("clock")?.as_object()? {
        let number = number.as_u64().filter(|number| *number <= MOST)?;
        causality.clock.see(Dot { number, replica: Replica::parse(replica)? });
    }
    if causality.clock.is_empty() {
        return None;
    }
    for dot in value.get("missing").and_then(Value::as_array).into_iter().flatten() {
        causality.clock.miss(dot.as_str().and_then(Dot::parse).filter(|dot| causality.clock.counts(*dot))?);
    }
    for (replica, email) in value.get("who")?.as_object()? {
        causality.authors.insert(Replica::parse(replica)?, Email::of_file(email.as_str()?.to_owned()));
    }
    for (replica, tips) in value.get("tips").and_then(Value::as_object).into_iter().flatten() {
        let tip = |tip: &Value| Some((tip.get(0)?.as_u64()?, u32::try_from(tip.get(1)?.as_u64()?).ok()?));
        let tips: Option<Vec<(u64, u32)>> = tips.as_array()?.iter().map(tip).collect();
        causality.tips.insert(Replica::parse(replica)?, in_order(tips?));
    }
    let dead = value.get("dead");
    causality.dead = Dead {
        prompts: stones(dead, "prompts", |_, fields| prompt(fields).ok(), &causality.clock)?,
        categories: stones(dead, "categories", |_, fields| category(fields).ok(), &causality.clock)?,
        items: stones(dead, "items", |id, fields| item(kind_of(id)?, fields).ok(), &causality.clock)?,
    };
    for (id, versions) in value.get("old").and_then(Value::as_object).into_iter().flatten() {
        let versions: Option<Vec<Version>> = versions.as_array()?.iter().map(read_version).collect();
        causality.history.insert(id.clone(), by_dot(versions?));
    }
    let clock = causality.clock.clone();
    let rec = value.get("rec")?;
    let (head, check) = read_marks(rec.get("library")?, &clock)?;
    causality.head = head;
    checks.head = Some(check);

    let mut absent = Absent::default();
    let mut marks = group_of(rec, "members", &clock)?;
    let owner = library.members.owner.key();
    let keys: Vec<String> = library.members.iter().map(|(email, _)| email.key()).collect();
    for key in keys {
        if let Some((found, check)) = marks.remove(&key) {
            library.causality.members.insert(key.clone(), found);
            checks.members.insert(key, check);
        } else if key != owner {
            library.causality.members.insert(key, Marks::default());
        }
    }
    absent.members = marks.into_iter().map(|(id, (marks, _))| (id, marks)).collect();

    let mut marks = group_of(rec, "categories", &clock)?;
    for category in &mut library.categories {
        if let Some((found, check)) = marks.remove(category.id.as_str()) {
            category.marks = found;
            checks.categories.insert(category.id.to_string(), check);
        }
    }
    absent.categories = marks.into_iter().map(|(id, (marks, _))| (id, marks)).collect();

    let mut marks = group_of(rec, "items", &clock)?;
    for item in &mut library.items {
        let id = item.key();
        if let Some((found, check)) = marks.remove(&id) {
            item.marks = found;
            checks.items.insert(id, check);
        }
    }
    absent.items = marks.into_iter().map(|(id, (marks, _))| (id, marks)).collect();

    let mut marks = group_of(rec, "prompts", &clock)?;
    for prompt in &mut library.prompts {
        if let Some((found, check)) = marks.remove(prompt.id.as_str()) {
            prompt.marks = found;
            checks.prompts.insert(prompt.id.to_string(), check);
        }
    }
    absent.prompts = marks.into_iter().map(|(id, (marks, _))| (id, marks)).collect();
    // An edit of several records that is still in some of them can't be told to be missing.
    let prompts = library.prompts.iter().map(|prompt| &prompt.marks);
    let categories = library.categories.iter().map(|category| &category.marks);
    let held = prompts.chain(categories).chain(library.causality.members.values()).flat_map(Marks::dots);
    let groups = [&absent.members, &absent.categories, &absent.prompts];
    let mut missing: BTreeSet<Dot> =
        groups.into_iter().flat_map(BTreeMap::values).flat_map(Marks::dots).collect();
    held.for_each(|dot| {
        missing.remove(&dot);
    });
    missing.into_iter().for_each(|dot| library.causality.clock.miss(dot));
    library.causality.absent = absent;
    Some(checks)
}

/// Brings the tips of a replica into the one form that they are written in, whoever wrote them.
fn in_order(mut tips: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    tips.sort_unstable();
    tips.dedup();
    tips
}

/// Brings the versions of a prompt into the order in which they are written.
fn by_dot(versions: Vec<Version>) -> Vec<Version> {
    if versions.is_sorted_by_key(|version| version.dot) {
        return versions;
    }
    sorted(versions, |one| (0, format!("{:016x} {}", one.dot.number, one.dot.replica)))
}

fn group_of(rec: &Value, name: &str, clock: &Clock) -> Option<BTreeMap<String, (Marks, String)>> {
    rec.get(name)?
        .as_object()?
        .iter()
        .map(|(id, value)| Some((id.clone(), read_marks(value, clock)?)))
        .collect()
}

/// Reads a record's marks and checks. A dot that the clock hasn't seen is no edit of this file.
fn read_marks(value: &Value, clock: &Clock) -> Option<(Marks, String)> {
    let dot = |value: &Value| Dot::parse(value.as_str()?).filter(|dot| clock.counts(*dot));
    let list = value.as_array()?;
    let rank = list.get(1)?.as_str()?.to_owned();
    let mut marks = Marks { born: dot(list.first()?)?, rank, ..Marks::default() };
    for (name, value) in list.get(3).and_then(Value::as_object).into_iter().flatten() {
        marks.fields.push((name.clone(), dot(value)?));
    }
    for (name, values) in list.get(4).and_then(Value::as_object).into_iter().flatten() {
        let one = |one: &Value| {
            let value = one.get(1).filter(|value| levels(value) <= MAX_LEVELS)?;
            Some(Sibling { dot: dot(one.get(0)?)?, value: value.clone() })
        };
        let siblings: Option<Vec<Sibling>> = values.as_array()?.iter().map(one).collect();
        marks.siblings.push((name.clone(), siblings.filter(|siblings| siblings.len() > 1)?));
    }
    marks.fields.sort_by(|a, b| a.0.cmp(&b.0));
    marks.siblings.sort_by(|a, b| a.0.cmp(&b.0));
    Some((marks, list.get(2)?.as_str()?.to_owned()))
}

fn stones<T: Record>(
    dead: Option<&Value>,
    name: &str,
    read: fn(&str, Fields) -> Option<T>,
    clock: &Clock,
) -> Option<BTreeMap<String, Tombstone<T>>> {
    let Some(Value::Object(map)) = dead.and_then(|dead| dead.get(name)) else { return Some(BTreeMap::new()) };
    let stone = |id: &str, value: &Value| {
        let mut record = read(id, Fields::of(value.get("was")?.clone(), String::new()).ok()?)?;
        *record.marks_mut() = read_marks(value.get("rec")?, clock)?.0;
        let by = Email::of_file(value.get("by")?.as_str()?.to_owned());
        let at = Timestamp::parse(value.get("at")?.as_str()?).ok()?;
        Some(Tombstone { record, by, at })
    };
    map.iter().map(|(id, value)| Some((id.clone(), stone(id, value)?))).collect()
}

/// Returns the kind that a record's id begins with.
fn kind_of(id: &str) -> Option<Kind> {
    let list = id.split_once('/')?.0;
    Kind::ALL.into_iter().find(|kind| kind.list() == list)
}

fn texts(value: Option<&Value>) -> Vec<String> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|text| Some(text.as_str()?.to_owned()))
        .collect()
}

fn read_version(value: &Value) -> Option<Version> {
    let text = |at: usize| value.get(at).and_then(Value::as_str);
    let draft = match value.get(4) {
        None | Some(Value::Null) => None,
        Some(draft) => Some(Draft {
            tags: texts(draft.get("tags")),
            turns: texts(draft.get("turns")),
            title: draft.get("title")?.as_str()?.to_owned(),
            content: draft.get("content")?.as_str()?.to_owned(),
            category: draft.get("categoryId").and_then(Value::as_str).and_then(CategoryId::parse),
        }),
    };
    Some(Version {
        dot: Dot::parse(text(0)?)?,
        base: text(1).and_then(Dot::parse),
        by: text(2).map(|email| Email::of_file(email.to_owned())),
        at: text(3).and_then(|at| Timestamp::parse(at).ok()),
        draft,
    })
}
