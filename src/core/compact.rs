//! What surfaces read of a library as they open: all that is shown of it, as a [row](crate::row).
//!
//! It is made anew with each edit and by each version of the program, and never written anywhere else: what a file has
//! besides (marks, and fields of prompts that this version doesn't know) is not in it.

use serde_json::{Map, Value};

use crate::causal::{Causality, Marks};
use crate::model::{
    Category, CategoryId, Draft, Email, Item, ItemId, Kind, Library, LibraryId, Members, Parts, Prompt,
    PromptId, Rest, Timestamp,
};
use crate::row::{Reader, Writer};

/// Returns the form that is kept.
pub fn to_text(library: &Library) -> String {
    let mut row = Writer::default();
    row.text(&library.version);
    row.text(library.id.as_str());
    row.text(&library.name);
    write_who(&mut row, (None, library.created_at.as_ref()));
    write_who(&mut row, (library.last_modified_by.as_ref(), library.last_modified.as_ref()));
    row.text(library.members.owner.as_str());
    for list in [&library.members.editors, &library.members.viewers] {
        row.list(list, |row, email| row.text(email.as_str()));
    }
    row.list(&library.categories, |row, category| {
        row.text(category.id.as_str());
        row.text(&category.name);
        row.optional(category.color.as_deref());
        row.optional(category.icon.as_deref());
        write_fields(row, &category.rest);
    });
    row.list(&library.items, |row, item| {
        row.text(item.kind.list());
        row.text(item.id.as_str());
        write_fields(row, &item.fields);
        write_who(row, (item.created_by.as_ref(), item.created_at.as_ref()));
        write_who(row, (item.modified_by.as_ref(), item.modified_at.as_ref()));
    });
    row.list(&library.prompts, |row, prompt| {
        let Draft { title, content, category, tags, turns } = &prompt.draft;
        row.text(prompt.id.as_str());
        row.text(title);
        row.text(content);
        row.optional(category.as_ref().map(CategoryId::as_str));
        row.list(tags, |row, tag| row.text(tag));
        row.list(turns, |row, turn| row.text(turn));
        write_who(row, (prompt.created_by.as_ref(), prompt.created_at.as_ref()));
        write_who(row, (prompt.modified_by.as_ref(), prompt.modified_at.as_ref()));
        row.list(&prompt.sets, |row, (set, place)| {
            row.text(set.as_str());
            row.text(place);
        });
    });
    row.finish()
}

/// Reads the form that is kept; `None` if it is of another version of this program, or damaged.
pub fn from_text(text: &str) -> Option<Library> {
    let mut row = Reader::of(text);
    let version = row.text()?.to_owned();
    let id = LibraryId::parse(row.text()?)?;
    let name = row.text()?.to_owned();
    let (_, created_at) = who(&mut row)?;
    let (last_modified_by, last_modified) = who(&mut row)?;
    let members = Members {
        owner: email(row.text()?),
        editors: row.list(|row| row.text().map(email))?,
        viewers: row.list(|row| row.text().map(email))?,
        rest: Rest::default(),
    };
    let categories = row.list(category)?;
    let items = row.list(item)?;
    let prompts = row.list(prompt)?;
    let (rest, causality) = (Rest::default(), Causality::default());
    Some(Library {
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
        rest,
        causality,
    })
}

fn category(row: &mut Reader<'_>) -> Option<Category> {
    Some(Category {
        id: CategoryId::parse(row.text()?)?,
        name: row.text()?.to_owned(),
        color: row.optional()?.map(str::to_owned),
        icon: row.optional()?.map(str::to_owned),
        rest: fields(row)?,
        marks: Marks::default(),
    })
}

fn item(row: &mut Reader<'_>) -> Option<Item> {
    let list = row.text()?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.list() == list)?;
    let id = ItemId::parse(row.text()?)?;
    let fields = fields(row)?;
    let (created_by, created_at) = who(row)?;
    let (modified_by, modified_at) = who(row)?;
    let marks = Marks::default();
    Some(Item { kind, id, fields, created_by, created_at, modified_by, modified_at, marks })
}

fn prompt(row: &mut Reader<'_>) -> Option<Prompt> {
    let id = PromptId::parse(row.text()?)?;
    let draft = Draft {
        title: row.text()?.to_owned(),
        content: row.text()?.to_owned(),
        category: row.optional()?.and_then(CategoryId::parse),
        tags: row.list(|row| row.text().map(str::to_owned))?,
        turns: row.list(|row| row.text().map(str::to_owned))?,
    };
    let (created_by, created_at) = who(row)?;
    let (modified_by, modified_at) = who(row)?;
    let sets = row.list(|row| Some((ItemId::parse(row.text()?)?, row.text()?.to_owned())))?;
    let (rest, marks) = (Rest::default(), Marks::default());
    let parts = Parts { id, draft, created_by, created_at, modified_by, modified_at, sets, rest, marks };
    Some(parts.into())
}

fn email(text: &str) -> Email {
    Email::of_file(text.to_owned())
}

fn write_who(row: &mut Writer, (by, at): (Option<&Email>, Option<&Timestamp>)) {
    row.optional(by.map(Email::as_str));
    row.optional(at.map(Timestamp::as_str));
}

fn who(row: &mut Reader<'_>) -> Option<(Option<Email>, Option<Timestamp>)> {
    let by = row.optional()?.map(email);
    Some((by, row.optional()?.map(|text| Timestamp::of_file(text.to_owned()))))
}

/// Fields may be anything, so they are JSON; most have none.
fn write_fields(row: &mut Writer, fields: &Rest) {
    let fields: Map<String, Value> =
        fields.fields().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    if fields.is_empty() {
        row.text("");
    } else {
        row.text(&Value::Object(fields).to_string());
    }
}

fn fields(row: &mut Reader<'_>) -> Option<Rest> {
    match row.text()? {
        "" => Some(Rest::default()),
        text => match serde_json::from_str(text).ok()? {
            Value::Object(fields) => Some(Rest::new(fields)),
            _ => None,
        },
    }
}
