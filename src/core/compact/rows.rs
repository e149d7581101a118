//! A prompt as a row, and all else of a library as another.

use serde_json::{Map, Value};

use crate::causal::{Causality, Marks};
use crate::model::{
    Category, CategoryId, Draft, Email, Item, ItemId, Kind, Library, LibraryId, Members, Parts, Prompt,
    PromptId, Rest, Timestamp,
};
use crate::row::{Reader, Writer};

pub(super) fn write_library(row: &mut Writer, library: &Library) {
    row.text(&library.version);
    row.text(library.id.as_str());
    row.text(&library.name);
    write_who(row, (None, library.created_at.as_ref()));
    write_who(row, (library.last_modified_by.as_ref(), library.last_modified.as_ref()));
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
}

/// Its text and turns stand in front, for who reads nothing else; the rest is one text to them.
pub(super) fn write_prompt(row: &mut Writer, prompt: &Prompt) {
    let Draft { title, content, category, tags, turns } = &prompt.draft;
    row.text(prompt.id.as_str());
    let texts: Vec<&String> = std::iter::once(content).chain(turns).collect();
    row.list(&texts, |row, text| row.text(text));
    let mut rest = Writer::default();
    rest.text(title);
    rest.optional(category.as_ref().map(CategoryId::as_str));
    rest.list(tags, |row, tag| row.text(tag));
    write_who(&mut rest, (prompt.created_by.as_ref(), prompt.created_at.as_ref()));
    write_who(&mut rest, (prompt.modified_by.as_ref(), prompt.modified_at.as_ref()));
    rest.list(&prompt.sets, |row, (set, place)| {
        row.text(set.as_str());
        row.text(place);
    });
    row.text(&rest.finish());
}

/// Reads everything but prompts.
pub(super) fn read_library(row: &mut Reader<'_>) -> Option<Library> {
    let version = row.text()?.to_owned();
    let id = LibraryId::parse(row.text()?)?;
    let name = row.text()?.to_owned();
    let (_, created_at) = who(row)?;
    let (last_modified_by, last_modified) = who(row)?;
    let members = Members {
        owner: email(row.text()?),
        editors: row.list(|row| row.text().map(email))?,
        viewers: row.list(|row| row.text().map(email))?,
        rest: Rest::default(),
    };
    let categories = row.list(category)?;
    let items = row.list(item)?;
    let (prompts, rest, causality) = (Vec::new(), Rest::default(), Causality::default());
    Some(Library {
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

pub(super) fn read_prompt(row: &mut Reader<'_>) -> Option<Prompt> {
    let id = PromptId::parse(row.text()?)?;
    let mut texts = row.list(|row| row.text().map(str::to_owned))?.into_iter();
    let (content, turns) = (texts.next()?, texts.collect());
    let row = &mut Reader::of(row.text()?);
    let draft = Draft {
        title: row.text()?.to_owned(),
        content,
        category: row.optional()?.and_then(CategoryId::parse),
        tags: row.list(|row| row.text().map(str::to_owned))?,
        turns,
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
