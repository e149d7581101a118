use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

/// A value of a file. Texts are those of the file where they stand in it as they are, so that only what is kept is
/// copied.
#[derive(Clone)]
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<Self>),
    Object(Vec<Entry<'a>>),
}

/// A name in an object, and what stands under it.
pub(super) type Entry<'a> = (Cow<'a, str>, Node<'a>);

/// The name under which `serde_json` hands on a number that is no plain integer, with all its digits.
const NUMBER: &str = "$serde_json::private::Number";

/// Entries up to which each is compared with all others to find the names that stand twice.
const FEW: usize = 16;

impl<'a> Node<'a> {
    pub(super) fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn as_u64(&self) -> Option<u64> {
        if let Self::Number(number) = self { number.as_u64() } else { None }
    }

    /// Returns the place in a list; none where this is no list.
    pub(super) fn at(&self, place: usize) -> Option<&Self> {
        self.as_list()?.get(place)
    }

    pub(super) fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    pub(super) fn as_object(&self) -> Option<&[Entry<'a>]> {
        if let Self::Object(entries) = self { Some(entries) } else { None }
    }

    /// Returns what an object has under a name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// Returns how many lists and objects it has inside each other.
    pub(super) fn levels(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::levels).max().unwrap_or_default(),
            Self::Object(fields) => {
                1 + fields.iter().map(|(_, value)| value.levels()).max().unwrap_or_default()
            }
            _ => 0,
        }
    }

    /// Returns the same with texts of its own.
    pub(super) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::String(text.clone().into_owned()),
            Self::List(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), value.to_value())).collect()
            }
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whole { skipped: None })
    }
}

/// A file without one of its fields.
pub(super) struct Without<'a>(pub(super) Node<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Without<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whole { skipped: Some("sync") }).map(Self)
    }
}

/// Reads a value, but for a field of its own that is `skipped`.
struct Whole {
    skipped: Option<&'static str>,
}

impl<'de> Visitor<'de> for Whole {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node<'de>, E> {
        Ok(Node::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node<'de>, E> {
        Ok(Node::Number(number.into()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(Node::Text(name)) = access.next_key()? {
            if entries.is_empty() && name == NUMBER {
                let digits: String = access.next_value()?;
                return digits.parse().map(Node::Number).map_err(A::Error::custom);
            }
            if self.skipped.is_some_and(|skipped| skipped == name) {
                access.next_value::<IgnoredAny>()?;
            } else {
                entries.push((name, access.next_value()?));
            }
        }
        Ok(Node::Object(once(entries)))
    }
}

/// Leaves each name once: where it stood first, with what stood there last.
fn once(entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    let twice = if entries.len() <= FEW {
        let earlier = |at: usize| entries.iter().take(at);
        entries.iter().enumerate().any(|(at, (name, _))| earlier(at).any(|(other, _)| other == name))
    } else {
        let mut seen = HashSet::with_capacity(entries.len());
        !entries.iter().all(|(name, _)| seen.insert(name.as_ref()))
    };
    if !twice {
        return entries;
    }
    let mut places = std::collections::HashMap::new();
    let mut kept: Vec<Entry<'_>> = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        let place = *places.entry(name.clone()).or_insert(kept.len());
        match kept.get_mut(place) {
            Some((_, earlier)) => *earlier = value,
            None => kept.push((name, value)),
        }
    }
    kept
}
