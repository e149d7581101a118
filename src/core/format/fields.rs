use std::borrow::Cow;

use super::node::{Entry, Node};
use super::{MAX_LEVELS, MAX_TITLE_CHARS, Refusal};
use crate::model::{Email, Rest, Timestamp};

/// An object being taken apart: each known field is taken out by its type, what remains is kept as [`Rest`].
pub(super) struct Fields<'a> {
    entries: Vec<Entry<'a>>,
    place: Place,
}

/// Where an object is in the file: in its field of that name, and there in the list's place.
#[derive(Clone, Copy, Default)]
pub(super) struct Place(pub(super) &'static str, pub(super) Option<usize>);

impl Place {
    /// Returns the path of a field of the object; "": its own.
    pub(super) fn path(self, name: &str) -> String {
        let own = match self {
            Self(list, Some(at)) => format!("{list}[{at}]"),
            Self(field, None) => field.to_owned(),
        };
        match (own.as_str(), name) {
            ("", _) => name.to_owned(),
            (_, "") => own,
            _ => format!("{own}.{name}"),
        }
    }
}

impl<'a> Fields<'a> {
    pub(super) fn of(value: Node<'a>, place: Place) -> Result<Self, Refusal> {
        match value {
            Node::Object(entries) => Ok(Self { entries, place }),
            _ => Err(Refusal::Field { path: place.path(""), expected: "expected-object" }),
        }
    }

    /// Where field `name` of this object is in the file.
    pub(super) fn path(&self, name: &str) -> String {
        self.place.path(name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(other, _)| other == name)
    }

    /// Takes a field out, null or not.
    pub(super) fn take_any(&mut self, name: &str) -> Option<Node<'a>> {
        let at = self.entries.iter().position(|(other, _)| other == name)?;
        // Not swapped: the order of what remains is its writer's, and stays.
        Some(self.entries.remove(at).1)
    }

    /// Takes a field out. Null is the same as absent, as most JSON writers mean it.
    pub(super) fn take(&mut self, name: &str) -> Option<Node<'a>> {
        self.take_any(name).filter(|value| !matches!(value, Node::Null))
    }

    pub(super) fn optional_text(&mut self, name: &str) -> Result<Option<Cow<'a, str>>, Refusal> {
        match self.take(name) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(name, "expected-text")),
        }
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Cow<'a, str>, Refusal> {
        self.optional_text(name)?.ok_or_else(|| self.wrong(name, "expected-text"))
    }

    /// Takes one line that names something.
    pub(super) fn name(&mut self, name: &str) -> Result<String, Refusal> {
        self.optional_name(name)?.map(Cow::into_owned).ok_or_else(|| self.wrong(name, "expected-text"))
    }

    /// Takes a text that may be missing; one that is called a name has to be short enough for one.
    pub(super) fn optional_name(&mut self, name: &str) -> Result<Option<Cow<'a, str>>, Refusal> {
        let text = self.optional_text(name)?;
        let long = |text: &str| {
            // Bytes first: counting characters is for the rare long ones.
            text.len() > MAX_TITLE_CHARS && text.chars().count() > MAX_TITLE_CHARS
        };
        if (name == "name" || name == "title") && text.as_deref().is_some_and(long) {
            return Err(Refusal::TooLong { path: self.path(name) });
        }
        Ok(text)
    }

    pub(super) fn id<T>(&mut self, name: &str, parse: fn(&str) -> Option<T>) -> Result<T, Refusal> {
        parse(&self.text(name)?).ok_or_else(|| self.wrong(name, "expected-id"))
    }

    pub(super) fn list(&mut self, name: &str) -> Result<Vec<Node<'a>>, Refusal> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Node::List(items)) => Ok(items),
            Some(_) => Err(self.wrong(name, "expected-list")),
        }
    }

    /// Takes a list of texts; none where there is no such field.
    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, Refusal> {
        let text = |item| if let Node::Text(text) = item { Some(text.into_owned()) } else { None };
        let texts: Option<Vec<String>> = self.list(name)?.into_iter().map(text).collect();
        texts.ok_or_else(|| self.wrong(name, "expected-texts"))
    }

    /// Takes a field out if it has this text.
    pub(super) fn drop_text(&mut self, name: &str, text: &str) {
        self.entries.retain(|(other, value)| other != name || value.as_str() != Some(text));
    }

    pub(super) fn author(&mut self, name: &str) -> Result<Option<Email>, Refusal> {
        Ok(self.optional_text(name)?.map(|text| Email::of_file(text.into_owned())))
    }

    pub(super) fn moment(&mut self, name: &str) -> Result<Option<Timestamp>, Refusal> {
        let Some(text) = self.optional_text(name)? else { return Ok(None) };
        Timestamp::parse(&text).map(Some).map_err(|_| self.wrong(name, "expected-moment"))
    }

    /// Takes all that is left.
    pub(super) fn rest(self) -> Result<Rest, Refusal> {
        // What a library knows of its past is deeper than any field, and looked at by itself.
        let is_field = |name: &str| !(self.path("").is_empty() && name == "sync");
        if self.entries.iter().any(|(name, value)| is_field(name) && value.levels() > MAX_LEVELS) {
            return Err(Refusal::TooDeep);
        }
        Ok(Rest::new(self.entries.iter().map(|(name, value)| (name.to_string(), value.to_value())).collect()))
    }

    pub(super) fn wrong(&self, name: &str, expected: &'static str) -> Refusal {
        Refusal::Field { path: self.path(name), expected }
    }
}
