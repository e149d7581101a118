use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::causal::foreign::check;
use crate::causal::{Clock, Deletion, Dot, Marks, Record, Sibling, Tombstone, Version, head_of, members_of};
use crate::format::encode::value_of;
use crate::model::{Email, Library, Timestamp};

/// Writes the object's lines.
pub(in crate::format) fn write(library: &Library, out: &mut String) {
    let causality = &library.causality;
    out.push_str("  \"sync\": {\n    \"v\": 1,\n    \"clock\": ");
    push(out, &clock(&causality.clock));
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
    out.push_str(",\n    \"rec\": {\n      \"library\": ");
    line(out, &head_of(library));
    let members = members_of(library);
    lines(out, "members", &members, &causality.absent.members);
    lines(out, "categories", &library.categories, &causality.absent.categories);
    if !library.items.is_empty() || !causality.absent.items.is_empty() {
        lines(out, "items", &library.items, &causality.absent.items);
    }
    lines(out, "prompts", &library.prompts, &causality.absent.prompts);
    out.push_str("\n    }");

    let dead = &causality.dead;
    if !dead.prompts.is_empty() || !dead.categories.is_empty() || !dead.items.is_empty() {
        out.push_str(",\n    \"dead\": {");
        let categories =
            dead.categories.iter().map(|(id, stone)| (id, tombstone(stone, value_of(&stone.record))));
        group(out, "categories", categories, true);
        let items = dead.items.iter().map(|(id, stone)| (id, tombstone(stone, value_of(&stone.record))));
        if !dead.items.is_empty() {
            group(out, "items", items, false);
        }
        let prompts = dead.prompts.iter().map(|(id, stone)| (id, tombstone(stone, value_of(&stone.record))));
        group(out, "prompts", prompts, false);
        out.push_str("\n    }");
    }
    if !causality.days.of.is_empty() {
        out.push_str(",\n    \"days\": ");
        let of = causality.days.of.iter().map(|(email, day)| (email.clone(), day.clone().into()));
        push(out, &json!([causality.days.now, Value::Object(of.collect())]));
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

/// Returns what was seen of each replica: a number up to which that is all, and then those beyond it.
fn clock(clock: &Clock) -> Value {
    let line = |up_to: u64, apart: &[u64]| match apart {
        [] => up_to.into(),
        apart => std::iter::once(up_to).chain(apart.iter().copied()).collect(),
    };
    let lines = clock.lines().map(|(replica, up_to, apart)| (replica.to_string(), line(up_to, apart)));
    Value::Object(lines.collect())
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
    let deletion = marks.deletion.as_ref();
    if !marks.fields.is_empty() || !marks.siblings.is_empty() || deletion.is_some() {
        list.push(Value::Object(
            marks.fields.iter().map(|(name, dot)| (name.clone(), dot.to_string().into())).collect(),
        ));
    }
    if !marks.siblings.is_empty() || deletion.is_some() {
        let one = |one: &Sibling| json!([one.dot.to_string(), one.value]);
        let all = marks.siblings.iter().map(|(name, all)| (name.clone(), all.iter().map(one).collect()));
        list.push(Value::Object(all.collect()));
    }
    if let Some(Deletion { by, at, edits }) = deletion.map(Box::as_ref) {
        let edits: Vec<String> = edits.iter().map(Dot::to_string).collect();
        list.push(json!([by.as_str(), at.as_str(), edits]));
    }
    Value::Array(list)
}

fn tombstone<T: Record>(stone: &Tombstone<T>, was: Value) -> Value {
    let mut map = Map::new();
    map.insert("by".to_owned(), stone.by.as_str().into());
    map.insert("at".to_owned(), stone.at.as_str().into());
    map.insert("rec".to_owned(), marks_value(stone.record.marks(), ""));
    map.insert("was".to_owned(), was);
    Value::Object(map)
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
    let base = version.base.as_ref();
    let mut row = vec![
        version.dot.to_string().into(),
        base.map(|base| base.dot().to_string()).into(),
        version.by.as_ref().map(Email::as_str).into(),
        version.at.as_ref().map(Timestamp::as_str).into(),
        draft.into(),
        version.number.into(),
    ];
    if let Some(base) = base.filter(|base| !base.beside().is_empty()) {
        row.push(base.beside().iter().map(Dot::to_string).collect());
        row.extend(base.shown().map(Value::from));
    }
    Value::Array(row)
}
