//! What is said to a person: which sentence and what stands in it, not in which language.
//!
//! The core and the engine say what happened, and a surface puts it into its person's words: the sentences stand in
//! `extension/locales`, one file a part and language, in the form of [Fluent](https://projectfluent.org). A state that is
//! kept, or that one context tells another, so reads right in whatever language it is shown.

use std::fmt;

use crate::message::Word;
use crate::row::{Reader, Writer};

/// A sentence for a person, with what stands in it.
///
/// It is kept as a row of texts, which is how it is stored and how it travels: the sentence's id, then of each value its name,
/// its kind, and itself.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Phrase(String);

/// A value that stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A text as it is: a name, a title, an address.
    Text(&'a str),
    /// A number, which may decide the form of the words round it.
    Number(u64),
    /// A moment, in milliseconds since 1970.
    Date(u64),
    /// A sentence within the sentence.
    Phrase(&'a Phrase),
}

/// Makes a [`Phrase`]: `phrase!("members-added", count = added, name = &team)`.
///
/// Takes the id of a sentence in `extension/locales`, and each of its values by name: anything that an [`Arg`] can be made from.
#[macro_export]
macro_rules! phrase {
    ($id:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::phrase::Phrase::of($id, &[$((stringify!($name), $crate::phrase::Arg::from($value))),*])
    };
}

const TEXT: &str = "t";
const NUMBER: &str = "n";
const DATE: &str = "d";
const PHRASE: &str = "p";

impl Phrase {
    /// Makes the sentence `id` with its values.
    pub fn of(id: &str, args: &[(&str, Arg<'_>)]) -> Self {
        let mut row = Writer::default();
        row.text(id);
        row.list(args, |row, (name, arg)| {
            row.text(name);
            match arg {
                Arg::Text(text) => {
                    row.text(TEXT);
                    row.text(text);
                }
                Arg::Number(number) => {
                    row.text(NUMBER);
                    row.text(&number.to_string());
                }
                Arg::Date(millis) => {
                    row.text(DATE);
                    row.text(&millis.to_string());
                }
                Arg::Phrase(phrase) => {
                    row.text(PHRASE);
                    row.text(&phrase.0);
                }
            }
        });
        Self(row.finish())
    }

    /// Makes a sentence of words that came from outside and are known in one language only: what a browser says of its errors.
    pub fn verbatim(words: &str) -> Self {
        phrase!("verbatim", words = words)
    }

    /// Makes one of several, as a list; an empty one of none.
    pub fn list(all: impl IntoIterator<Item = Self>) -> Self {
        let list = all.into_iter().reduce(|list, next| phrase!("list-next", list = &list, next = &next));
        list.unwrap_or_default()
    }

    /// Tells whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the sentence's id and its values. Of a text that is no phrase, all of it stands for an id.
    pub fn parts(&self) -> (&str, Vec<(&str, Value<'_>)>) {
        let mut row = Reader::of(&self.0);
        let Some(id) = row.text() else { return (&self.0, Vec::new()) };
        (id, row.list(value).unwrap_or_default())
    }

    /// Returns the sentence's id.
    pub fn id(&self) -> &str {
        self.parts().0
    }
}

/// A value of a sentence, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text as it is.
    Text(&'a str),
    /// A number.
    Number(u64),
    /// A moment, in milliseconds since 1970.
    Date(u64),
    /// A sentence within the sentence.
    Phrase(Phrase),
}

fn value<'a>(row: &mut Reader<'a>) -> Option<(&'a str, Value<'a>)> {
    let (name, kind, text) = (row.text()?, row.text()?, row.text()?);
    let value = match kind {
        TEXT => Value::Text(text),
        NUMBER => Value::Number(text.parse().ok()?),
        DATE => Value::Date(text.parse().ok()?),
        PHRASE => Value::Phrase(Phrase(text.to_owned())),
        _ => return None,
    };
    Some((name, value))
}

/// Shows what it is made of, for logs: `members-added { count: 2 }`.
impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (id, args) = self.parts();
        f.write_str(id)?;
        if args.is_empty() {
            return Ok(());
        }
        let mut fields = f.debug_map();
        for (name, value) in args {
            match value {
                Value::Text(text) => fields.entry(&name, &text),
                Value::Number(number) | Value::Date(number) => fields.entry(&name, &number),
                Value::Phrase(phrase) => fields.entry(&name, &phrase),
            };
        }
        fields.finish()
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Word for Phrase {
    fn word(&self) -> &str {
        &self.0
    }

    fn parse(word: &str) -> Option<Self> {
        Some(Self(word.to_owned()))
    }
}

/// What can be said to a person.
pub trait Say {
    /// Returns the sentence.
    fn phrase(&self) -> Phrase;
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a Phrase> for Arg<'a> {
    fn from(phrase: &'a Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        // No count of things in memory comes near the end of it.
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}
