use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::{CONVERSATION, sync};
use crate::model::{Category, Item, ItemId, Kind, Library, Members, Prompt, Rest};

/// About how many bytes a prompt takes beside its text: names of fields, ids, authors, dates, and its line in `sync`.
const BESIDE_TEXT: usize = 500;

/// Writes a library as the bytes of its file. The same library always gives the same bytes.
pub fn encode(library: &Library) -> Vec<u8> {
    let mut bytes = pretty(library);
    if !library.causality.clock().is_empty() {
        // Its lines are of another form, one a record, so they are put in front of the closing brace.
        bytes.truncate(bytes.len().saturating_sub("\n}".len()));
        let mut lines = ",\n".to_owned();
        sync::write(library, &mut lines);
        bytes.extend_from_slice(lines.as_bytes());
        bytes.extend_from_slice(b"\n}");
    }
    bytes.push(b'\n');
    bytes
}

/// Writes what a library shows, as a program does that knows nothing of causality.
pub fn encode_plain(library: &Library) -> Vec<u8> {
    let mut bytes = pretty(library);
    bytes.push(b'\n');
    bytes
}

fn pretty(library: &Library) -> Vec<u8> {
    // A large text that has to move because it grows is there twice for that moment.
    let prompt =
        |prompt: &Prompt| prompt.draft.content.len() / 8 * 9 + prompt.draft.title.len() + BESIDE_TEXT;
    let mut bytes = Vec::with_capacity(library.prompts.iter().map(prompt).sum());
    // Writing text and numbers into memory has no way to fail: no map here has a key that isn't text.
    let written = serde_json::to_writer_pretty(&mut bytes, &Wire(library));
    debug_assert!(written.is_ok());
    bytes
}

/// Returns the form of a part of a library.
pub(super) fn value_of<T>(part: &T) -> Value
where
    for<'a> Wire<'a, T>: Serialize,
{
    serde_json::to_value(Wire(part)).unwrap_or_default()
}

/// Gives a part of the model its wire form, which the model itself doesn't know.
pub(super) struct Wire<'a, T>(&'a T);

impl Serialize for Wire<'_, Library> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let library = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &library.version)?;
        map.serialize_entry("teamId", &library.id)?;
        map.serialize_entry("name", &library.name)?;
        optional(&mut map, "createdAt", library.created_at.as_ref())?;
        optional(&mut map, "lastModified", library.last_modified.as_ref())?;
        optional(&mut map, "lastModifiedBy", library.last_modified_by.as_ref())?;
        map.serialize_entry("members", &Wire(&library.members))?;
        map.serialize_entry("categories", &wire(&library.categories))?;
        map.serialize_entry("prompts", &wire(&library.prompts))?;
        for kind in Kind::ALL {
            let items: Vec<Wire<'_, Item>> = library.items(kind).map(Wire).collect();
            if !items.is_empty() {
                map.serialize_entry(kind.list(), &items)?;
            }
        }
        rest(&mut map, &library.rest)?;
        map.end()
    }
}

impl Serialize for Wire<'_, Members> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("owner", &self.0.owner)?;
        map.serialize_entry("editors", &self.0.editors)?;
        map.serialize_entry("viewers", &self.0.viewers)?;
        rest(&mut map, &self.0.rest)?;
        map.end()
    }
}

impl Serialize for Wire<'_, Category> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("name", &self.0.name)?;
        optional(&mut map, "color", self.0.color.as_ref())?;
        optional(&mut map, "icon", self.0.icon.as_ref())?;
        rest(&mut map, &self.0.rest)?;
        map.end()
    }
}

impl Serialize for Wire<'_, Prompt> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let prompt = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &prompt.id)?;
        map.serialize_entry("title", &prompt.draft.title)?;
        map.serialize_entry("content", &prompt.draft.content)?;
        optional(&mut map, "categoryId", prompt.draft.category.as_ref())?;
        if !prompt.draft.tags.is_empty() {
            map.serialize_entry("tags", &prompt.draft.tags)?;
        }
        if prompt.is_conversation() {
            if prompt.rest.get("kind").is_none() {
                map.serialize_entry("kind", CONVERSATION)?;
            }
            map.serialize_entry("turns", &prompt.draft.turns)?;
        }
        if !prompt.sets.is_empty() {
            map.serialize_entry("sets", &Places(&prompt.sets))?;
        }
        optional(&mut map, "createdBy", prompt.created_by.as_ref())?;
        optional(&mut map, "createdAt", prompt.created_at.as_ref())?;
        optional(&mut map, "modifiedBy", prompt.modified_by.as_ref())?;
        optional(&mut map, "modifiedAt", prompt.modified_at.as_ref())?;
        rest(&mut map, &prompt.rest)?;
        map.end()
    }
}

impl Serialize for Wire<'_, Item> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let item = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &item.id)?;
        let known = || item.kind.required().iter().chain(item.kind.lists());
        for name in known() {
            optional(&mut map, name, item.fields.get(name))?;
        }
        let mut others = item.fields.fields().filter(|(name, _)| known().all(|known| known != name));
        others.try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        optional(&mut map, "createdBy", item.created_by.as_ref())?;
        optional(&mut map, "createdAt", item.created_at.as_ref())?;
        optional(&mut map, "modifiedBy", item.modified_by.as_ref())?;
        optional(&mut map, "modifiedAt", item.modified_at.as_ref())?;
        map.end()
    }
}

/// The sets that a prompt is in.
struct Places<'a>(&'a [(ItemId, String)]);

impl Serialize for Places<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.0.iter().try_for_each(|(set, place)| map.serialize_entry(set, place))?;
        map.end()
    }
}

fn wire<T>(items: &[T]) -> Vec<Wire<'_, T>> {
    items.iter().map(Wire).collect()
}

fn optional<M: SerializeMap, T: Serialize>(
    map: &mut M,
    name: &str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(name, value))
}

fn rest<M: SerializeMap>(map: &mut M, rest: &Rest) -> Result<(), M::Error> {
    rest.fields().try_for_each(|(name, value)| map.serialize_entry(name, value))
}
