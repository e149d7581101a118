use std::collections::{BTreeMap, HashMap};

use super::{MOST, VERSION};
use crate::causal::foreign::Checks;
use crate::causal::{
    Absent, Base, Clock, Days, Dead, Deletion, Dot, Marks, Record, Replica, Sibling, Tombstone, Version,
    bound_versions, miss_absent,
};
use crate::format::MAX_LEVELS;
use crate::format::decode::{category, item, prompt};
use crate::format::fields::{Fields, Place};
use crate::format::node::{Entry, Node};
use crate::model::{CategoryId, Draft, Email, Kind, Library, Timestamp};

/// What there is in place of the object.
pub(in crate::format) enum Found<'a> {
    /// It is whole; the checks tell what was changed by hand since it was written.
    Whole(Box<Checks<'a>>),
    /// It is none, or damaged: the file counts as one of a writer who doesn't know it.
    Plain,
    /// It is of a version to come.
    Newer(u64),
}

/// Reads the object into a library.
///
/// If it is none, the library may have parts of it.
pub(in crate::format) fn read<'a>(library: &mut Library, sync: &'a Node<'_>) -> Found<'a> {
    match sync.get("v").and_then(Node::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Found::Newer(newer),
        _ => return Found::Plain,
    }
    take(library, sync).map_or(Found::Plain, |checks| Found::Whole(Box::new(checks)))
}

/// An object without anything in it.
const NONE: &Node<'_> = &Node::Object(Vec::new());

fn take<'a>(library: &mut Library, sync: &'a Node<'_>) -> Option<Checks<'a>> {
    let mut checks = Checks::default();
    let causality = &mut library.causality;
    for (replica, numbers) in sync.get("clock")?.as_object()? {
        let number = |number: &Node<'_>| number.as_u64().filter(|number| *number <= MOST);
        let (up_to, apart) = match numbers.as_list().and_then(<[_]>::split_first) {
            Some((up_to, apart)) => (up_to, apart.iter().map(number).collect::<Option<_>>()?),
            None => (numbers, Vec::new()),
        };
        causality.clock.see_all(Replica::parse(replica)?, number(up_to)?, apart);
    }
    if causality.clock.is_empty() {
        return None;
    }
    for dot in sync.get("missing").and_then(Node::as_list).into_iter().flatten() {
        causality.clock.miss(dot.as_str().and_then(Dot::parse).filter(|dot| causality.clock.counts(*dot))?);
    }
    for (replica, email) in sync.get("who")?.as_object()? {
        causality.authors.insert(Replica::parse(replica)?, Email::of_file(email.as_str()?.to_owned()));
    }
    let dead = sync.get("dead");
    causality.dead = Dead {
        prompts: stones(dead, "prompts", |_, fields| prompt(fields).ok(), &causality.clock)?,
        categories: stones(dead, "categories", |_, fields| category(fields).ok(), &causality.clock)?,
        items: stones(dead, "items", |id, fields| item(kind_of(id)?, fields).ok(), &causality.clock)?,
    };
    causality.days = sync.get("days").and_then(days).unwrap_or_default();
    for (id, versions) in entries(sync.get("old")) {
        let versions: Option<Vec<Version>> = versions.as_list()?.iter().map(version).collect();
        causality.history.insert(id.clone().into_owned(), in_order(versions?, bound_versions));
    }
    let clock = causality.clock.clone();
    let rec = sync.get("rec")?;
    let (head, check) = marks(rec.get("library")?, &clock)?;
    causality.head = head;
    checks.head = Some(check);

    let mut absent = Absent::default();
    let mut members = group(rec.get("members")?, &clock)?;
    let owner = library.members.owner.key();
    let keys: Vec<String> = library.members.iter().map(|(email, _)| email.key()).collect();
    for key in keys {
        if let Some((found, check)) = members.remove(key.as_str()) {
            causality.members.insert(key.clone(), found);
            checks.members.insert(key, check);
        } else if key != owner {
            causality.members.insert(key, Marks::default());
        }
    }
    absent.members = left(members);
    (checks.categories, absent.categories) = give(&mut library.categories, rec.get("categories")?, &clock)?;
    // Files without any have no list of them.
    let items = rec.get("items").unwrap_or(NONE);
    (checks.items, absent.items) = give(&mut library.items, items, &clock)?;
    (checks.prompts, absent.prompts) = give(library.prompts.as_mut(), rec.get("prompts")?, &clock)?;
    library.causality.absent = absent;
    miss_absent(library);
    Some(checks)
}

/// Returns the entries of an object; none where it is none.
fn entries<'a, 'f>(object: Option<&'a Node<'f>>) -> &'a [Entry<'f>] {
    object.and_then(Node::as_object).unwrap_or_default()
}

/// Brings a list into the one form that it is written in, whoever wrote it.
fn in_order<T>(mut list: Vec<T>, bound: fn(&mut Vec<T>)) -> Vec<T> {
    bound(&mut list);
    list
}

/// The marks of records with their checks, by id.
type Group<'a> = HashMap<&'a str, (Marks, &'a str)>;

fn group<'a>(records: &'a Node<'_>, clock: &Clock) -> Option<Group<'a>> {
    records.as_object()?.iter().map(|(id, value)| Some((id.as_ref(), marks(value, clock)?))).collect()
}

/// Returns the marks of records that are not there.
fn left(group: Group<'_>) -> BTreeMap<String, Marks> {
    group.into_iter().map(|(id, (marks, _))| (id.to_owned(), marks)).collect()
}

/// The check of each record of a list, and the marks of those that are not in it.
type Given<'a> = (Vec<Option<&'a str>>, BTreeMap<String, Marks>);

/// Gives records their marks.
fn give<'a, R: Record>(records: &mut [R], marks: &'a Node<'_>, clock: &Clock) -> Option<Given<'a>> {
    let mut marks = group(marks, clock)?;
    let mut checks = Vec::with_capacity(records.len());
    for record in records {
        let found = marks.remove(record.id().as_ref());
        checks.push(found.as_ref().map(|(_, check)| *check));
        if let Some((found, _)) = found {
            *record.marks_mut() = found;
        }
    }
    Some((checks, left(marks)))
}

/// Reads a record's marks and checks. A dot that the clock hasn't seen is no edit of this file.
fn marks<'a>(value: &'a Node<'_>, clock: &Clock) -> Option<(Marks, &'a str)> {
    let dot = |value: &Node<'_>| Dot::parse(value.as_str()?).filter(|dot| clock.counts(*dot));
    let list = value.as_list()?;
    let rank = list.get(1)?.as_str()?.to_owned();
    let mut marks = Marks { born: dot(list.first()?)?, rank, ..Marks::default() };
    for (name, value) in entries(list.get(3)) {
        marks.fields.push((name.clone().into_owned(), dot(value)?));
    }
    for (name, values) in entries(list.get(4)) {
        let one = |one: &Node<'_>| {
            let value = one.at(1).filter(|value| value.levels() <= MAX_LEVELS)?;
            Some(Sibling { dot: dot(one.at(0)?)?, value: value.to_value() })
        };
        let siblings: Option<Vec<Sibling>> = values.as_list()?.iter().map(one).collect();
        let mut siblings = siblings.filter(|siblings| siblings.len() > 1)?;
        Sibling::sort(&mut siblings);
        marks.siblings.push((name.clone().into_owned(), siblings));
    }
    if let Some(deletion) = list.get(5) {
        let edits = deletion.at(2)?.as_list()?.iter().map(dot).collect::<Option<_>>()?;
        let by = Email::of_file(deletion.at(0)?.as_str()?.to_owned());
        let at = Timestamp::parse(deletion.at(1)?.as_str()?).ok()?;
        marks.deletion = Some(Box::new(Deletion { by, at, edits }));
    }
    marks.fields.sort_by(|a, b| a.0.cmp(&b.0));
    marks.siblings.sort_by(|a, b| a.0.cmp(&b.0));
    Some((marks, list.get(2)?.as_str()?))
}

fn stones<T: Record>(
    dead: Option<&Node<'_>>,
    name: &str,
    read: fn(&str, Fields<'_>) -> Option<T>,
    clock: &Clock,
) -> Option<BTreeMap<String, Tombstone<T>>> {
    let stone = |id: &str, value: &Node<'_>| {
        let mut record = read(id, Fields::of(value.get("was")?.clone(), Place::default()).ok()?)?;
        *record.marks_mut() = Marks { deletion: None, ..marks(value.get("rec")?, clock)?.0 };
        (record.id() == id).then_some(())?;
        let by = Email::of_file(value.get("by")?.as_str()?.to_owned());
        let at = Timestamp::parse(value.get("at")?.as_str()?).ok()?;
        Some(Tombstone { record, by, at })
    };
    let stones = entries(dead.and_then(|dead| dead.get(name))).iter();
    stones.map(|(id, value)| Some((id.clone().into_owned(), stone(id, value)?))).collect()
}

/// Returns the kind that a record's id begins with.
fn kind_of(id: &str) -> Option<Kind> {
    let list = id.split_once('/')?.0;
    Kind::ALL.into_iter().find(|kind| kind.list() == list)
}

fn texts(value: Option<&Node<'_>>) -> Vec<String> {
    let texts = value.and_then(Node::as_list).into_iter().flatten();
    texts.filter_map(|text| Some(text.as_str()?.to_owned())).collect()
}

fn days(value: &Node<'_>) -> Option<Days> {
    let day = |day: &Node<'_>| {
        let day = day.as_str()?;
        let is_one = day.is_empty() || Timestamp::parse(&format!("{day}T00:00:00Z")).is_ok();
        is_one.then(|| day.to_owned())
    };
    let of = value.at(1)?.as_object()?.iter().map(|(email, of)| Some((email.clone().into_owned(), day(of)?)));
    Some(Days { of: of.collect::<Option<_>>()?, now: day(value.at(0)?)? })
}

fn version(value: &Node<'_>) -> Option<Version> {
    let text = |at: usize| value.at(at).and_then(Node::as_str);
    let draft = match value.at(4) {
        None | Some(Node::Null) => None,
        Some(draft) => Some(Draft {
            tags: texts(draft.get("tags")),
            turns: texts(draft.get("turns")),
            title: draft.get("title")?.as_str()?.to_owned(),
            content: draft.get("content")?.as_str()?.to_owned(),
            category: draft.get("categoryId").and_then(Node::as_str).and_then(CategoryId::parse),
        }),
    };
    Some(Version {
        number: value.at(5).and_then(Node::as_u64).filter(|number| *number <= MOST).unwrap_or_default(),
        dot: Dot::parse(text(0)?)?,
        base: base(value),
        by: text(2).map(|email| Email::of_file(email.to_owned())),
        at: text(3).and_then(|at| Timestamp::parse(at).ok()),
        draft,
    })
}

/// Reads what a version was made from.
fn base(version: &Node<'_>) -> Option<Base> {
    let dot = |node: &Node<'_>| Dot::parse(node.as_str()?);
    let base = dot(version.at(1)?)?;
    let Some(beside) = version.at(6).and_then(Node::as_list) else { return Some(Base::from(base)) };
    let of: Vec<Dot> = beside.iter().filter_map(dot).chain([base]).collect();
    Base::new(&of, version.at(7).and_then(Node::as_str).map(str::to_owned))
}
