use serde_json::{Map, Value};

use super::{MAX_LEVELS, MAX_TITLE_CHARS, Refusal};
use crate::model::{Email, Rest, Timestamp};

/// An object being taken apart: each known field is taken out by its type, what remains is kept as [`Rest`].
pub(super) struct Fields {
    map: Map<String, Value>,
    path: String,
}

impl Fields {
    pub(super) fn of(value: Value, path: String) -> Result<Self, Refusal> {
        match value {
            Value::Object(map) => Ok(Self { map, path }),
            _ => Err(Refusal::Field { path, expected: "an object" }),
        }
    }

    /// Where field `name` of this object is in the file.
    pub(super) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Takes a field out. Null is the same as absent, as most JSON writers mean it.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        // shift_remove: the order of what remains is its writer's, and stays.
        self.map.shift_remove(name).filter(|value| !value.is_null())
    }

    pub(super) fn optional_text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(name, "text")),
        }
    }

    pub(super) fn text(&mut self, name: &str) -> Result<String, Refusal> {
        self.optional_text(name)?.ok_or_else(|| self.wrong(name, "text"))
    }

    /// Takes one line that names something.
    pub(super) fn name(&mut self, name: &str) -> Result<String, Refusal> {
        self.optional_name(name)?.ok_or_else(|| self.wrong(name, "text"))
    }

    /// Takes a text that may be missing; one that is called a name has to be short enough for one.
    pub(super) fn optional_name(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let text = self.optional_text(name)?;
        let long = |text: &String| {
            // Bytes first: counting characters is for the rare long ones.
            text.len() > MAX_TITLE_CHARS && text.chars().count() > MAX_TITLE_CHARS
        };
        if (name == "name" || name == "title") && text.as_ref().is_some_and(long) {
            return Err(Refusal::TooLong { path: self.path(name) });
        }
        Ok(text)
    }

    pub(super) fn id<T>(&mut self, name: &str, parse: fn(&str) -> Option<T>) -> Result<T, Refusal> {
        parse(&self.text(name)?).ok_or_else(|| self.wrong(name, "an id, not empty"))
    }

    pub(super) fn list(&mut self, name: &str) -> Result<Vec<Value>, Refusal> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(self.wrong(name, "a list")),
        }
    }

    /// Takes a list of texts; none where there is no such field.
    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, Refusal> {
        let wrong = self.wrong(name, "a list of texts");
        let text = |item| if let Value::String(text) = item { Some(text) } else { None };
        self.list(name)?.into_iter().map(text).collect::<Option<Vec<String>>>().ok_or(wrong)
    }

    /// Takes a field out if it has this text.
    pub(super) fn drop_text(&mut self, name: &str, text: &str) {
        if self.map.get(name).and_then(Value::as_str) == Some(text) {
            self.map.shift_remove(name);
        }
    }

    pub(super) fn author(&mut self, name: &str) -> Result<Option<Email>, Refusal> {
        Ok(self.optional_text(name)?.map(Email::of_file))
    }

    pub(super) fn moment(&mut self, name: &str) -> Result<Option<Timestamp>, Refusal> {
        let Some(text) = self.optional_text(name)? else { return Ok(None) };
        Timestamp::parse(&text)
            .map(Some)
            .map_err(|_| self.wrong(name, "a date and time such as 2025-01-15T10:00:00Z"))
    }

    /// Takes all that is left.
    pub(super) fn rest(self) -> Result<Rest, Refusal> {
        // What a library knows of its past is deeper than any field, and looked at by itself.
        let is_field = |name: &str| !(self.path.is_empty() && name == "sync");
        if self.map.iter().any(|(name, value)| is_field(name) && levels(value) > MAX_LEVELS) {
            return Err(Refusal::TooDeep);
        }
        Ok(Rest::new(self.map))
    }

    pub(super) fn wrong(&self, name: &str, expected: &'static str) -> Refusal {
        Refusal::Field { path: self.path(name), expected }
    }
}

/// Returns how many lists and objects a value has inside each other.
pub(super) fn levels(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(levels).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(levels).max().unwrap_or_default(),
        _ => 0,
    }
}
