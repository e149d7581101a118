//! How a device keeps what is only its own: as JSON, by the names of the fields.
//!
//! No serde here, for the same reason as in [`crate::message`]: its derived code and its errors are more than the
//! rest of reading and writing together. [`stored!`](crate::stored!) gives a type its form in one line instead.

use serde_json::{Map, Value};

use crate::access::Role;
use crate::causal::conflict::{Alternative, Conflict, Subject};
use crate::causal::{Clock, Dot, Replica, Save, Trashed};
use crate::changes::{Change, Deed, What};
use crate::command::{Command, Dates, Field, Outcome, Seen, Stamp};
use crate::message::Word as _;
use crate::model::{CategoryId, Draft, Email, ItemId, Kind, LibraryId, PromptId, Timestamp};
use crate::phrase::Phrase;
use crate::sync::{Brake, Entry, SyncState};

/// Something that a device keeps.
pub trait Stored: Sized {
    /// Returns its form.
    fn to_value(&self) -> Value;

    /// Takes it from its form; `None` if that is of another version of this program, or damaged.
    fn from_value(value: Value) -> Option<Self>;

    /// Returns the text that is kept.
    fn to_text(&self) -> String {
        self.to_value().to_string()
    }

    /// Reads the text that was kept.
    fn from_text(text: &str) -> Option<Self> {
        Self::from_value(serde_json::from_str(text).ok()?)
    }
}

/// Gives a struct the form `{"field":…}`, or an enum the forms `{"tag":{"field":…}}` and `"tag"`.
#[macro_export]
macro_rules! stored {
    (struct $name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::stored::Stored for $name {
            fn to_value(&self) -> $crate::stored::Form {
                $crate::stored::object(vec![
                    $((stringify!($field), $crate::stored::Stored::to_value(&self.$field))),*
                ])
            }

            fn from_value(value: $crate::stored::Form) -> Option<Self> {
                let mut fields = $crate::stored::Fields::of(value)?;
                Some(Self { $($field: fields.take(stringify!($field))?),* })
            }
        }
    };
    (enum $name:ident { $($tag:literal = $variant:ident $({ $($field:ident),* $(,)? })?),* $(,)? }) => {
        impl $crate::stored::Stored for $name {
            fn to_value(&self) -> $crate::stored::Form {
                match self { $(
                    Self::$variant $({ $($field),* })? => $crate::stored::tagged($tag, vec![
                        $($((stringify!($field), $crate::stored::Stored::to_value($field))),*)?
                    ]),
                )* }
            }

            #[allow(unused_mut, unused_variables, reason = "where no variant has fields")]
            fn from_value(value: $crate::stored::Form) -> Option<Self> {
                let (tag, mut fields) = $crate::stored::Fields::of_tagged(value)?;
                match tag.as_str() {
                    $($tag => Some(Self::$variant $({ $($field: fields.take(stringify!($field))?),* })?),)*
                    _ => None,
                }
            }
        }
    };
}

/// What is kept, before it is text.
pub type Form = Value;

/// Makes an object of fields in their order.
pub fn object(fields: Vec<(&str, Form)>) -> Form {
    let mut map = Map::new();
    for (name, value) in fields {
        map.insert(name.to_owned(), value);
    }
    Value::Object(map)
}

/// Makes the form of an enum's variant.
pub fn tagged(tag: &str, fields: Vec<(&str, Form)>) -> Form {
    if fields.is_empty() { Value::String(tag.to_owned()) } else { object(vec![(tag, object(fields))]) }
}

/// The fields of an object that is being read.
#[derive(Debug, Default)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// Takes an object; `None` if it isn't one.
    pub fn of(value: Form) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self(map)),
            _ => None,
        }
    }

    /// Takes a variant's tag and fields; `None` if it isn't the form of one.
    pub fn of_tagged(value: Form) -> Option<(String, Self)> {
        match value {
            Value::String(tag) => Some((tag, Self::default())),
            Value::Object(map) if map.len() == 1 => {
                let (tag, fields) = map.into_iter().next()?;
                Some((tag, Self::of(fields)?))
            }
            _ => None,
        }
    }

    /// Takes a field. One that is missing reads as null does: only an `Option` can be.
    pub fn take<T: Stored>(&mut self, name: &str) -> Option<T> {
        T::from_value(self.0.get_mut(name).map(Value::take).unwrap_or_default())
    }
}

impl Stored for Value {
    fn to_value(&self) -> Form {
        self.clone()
    }

    fn from_value(value: Form) -> Option<Self> {
        Some(value)
    }
}

impl Stored for bool {
    fn to_value(&self) -> Form {
        (*self).into()
    }

    fn from_value(value: Form) -> Option<Self> {
        value.as_bool()
    }
}

impl Stored for String {
    fn to_value(&self) -> Form {
        Value::String(self.clone())
    }

    fn from_value(value: Form) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl Stored for Phrase {
    fn to_value(&self) -> Form {
        Value::String(self.word().to_owned())
    }

    fn from_value(value: Form) -> Option<Self> {
        // What an older version of this program kept were sentences. They are shown as they are.
        Self::parse(value.as_str()?)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn to_value(&self) -> Form {
        self.as_ref().map_or(Value::Null, Stored::to_value)
    }

    fn from_value(value: Form) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::from_value(value).map(Some) }
    }
}

impl Stored for u64 {
    fn to_value(&self) -> Form {
        (*self).into()
    }

    fn from_value(value: Form) -> Option<Self> {
        value.as_u64()
    }
}

impl Stored for u32 {
    fn to_value(&self) -> Form {
        (*self).into()
    }

    fn from_value(value: Form) -> Option<Self> {
        Self::try_from(value.as_u64()?).ok()
    }
}

impl Stored for Dot {
    fn to_value(&self) -> Form {
        Value::String(self.to_string())
    }

    fn from_value(value: Form) -> Option<Self> {
        Self::parse(value.as_str()?)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn to_value(&self) -> Form {
        Value::Array(self.iter().map(Stored::to_value).collect())
    }

    fn from_value(value: Form) -> Option<Self> {
        match value {
            Value::Array(items) => items.into_iter().map(T::from_value).collect(),
            // What an older version of this program kept had no such list.
            Value::Null => Some(Self::new()),
            _ => None,
        }
    }
}

impl Stored for Replica {
    fn to_value(&self) -> Form {
        Value::String(self.to_string())
    }

    fn from_value(value: Form) -> Option<Self> {
        Self::parse(value.as_str()?)
    }
}

impl Stored for Clock {
    fn to_value(&self) -> Form {
        let numbers = |up_to: u64, apart: &[u64]| -> Form {
            std::iter::once(up_to).chain(apart.iter().copied()).collect()
        };
        let mut map: Form = self
            .lines()
            .map(|(replica, up_to, apart)| (replica.to_string(), numbers(up_to, apart)))
            .collect();
        let missing: Vec<Form> = self.missing().map(|dot| dot.to_string().into()).collect();
        if let (Value::Object(map), false) = (&mut map, missing.is_empty()) {
            map.insert("missing".to_owned(), missing.into());
        }
        map
    }

    fn from_value(value: Form) -> Option<Self> {
        let mut map = value.as_object()?.clone();
        let missing = map.remove("missing").unwrap_or_default();
        let mut clock = Self::default();
        for (replica, numbers) in &map {
            let numbers: Vec<u64> = numbers.as_array()?.iter().map(Value::as_u64).collect::<Option<_>>()?;
            let (up_to, apart) = numbers.split_first()?;
            clock.see_all(Replica::parse(replica)?, *up_to, apart.to_vec());
        }
        for dot in missing.as_array().into_iter().flatten() {
            clock.miss(Dot::parse(dot.as_str()?)?);
        }
        Some(clock)
    }
}

/// Gives types that are a checked text the form of that text.
macro_rules! texts {
    ($($name:ident: $parse:expr),* $(,)?) => { $(
        impl Stored for $name {
            fn to_value(&self) -> Form {
                Value::String(self.as_str().to_owned())
            }

            fn from_value(value: Form) -> Option<Self> {
                $parse(value.as_str()?)
            }
        }
    )* };
}

texts! {
    LibraryId: LibraryId::parse,
    PromptId: PromptId::parse,
    CategoryId: CategoryId::parse,
    ItemId: ItemId::parse,
    Email: |text| Email::parse(text).ok(),
    Timestamp: |text| Timestamp::parse(text).ok(),
}

stored!(struct Conflict { about, field, values });
stored!(struct Alternative { of, value, by });
stored!(enum Subject {
    "library" = Library,
    "category" = Category { id },
    "prompt" = Prompt { id },
    "item" = Item { kind, id },
});
stored!(struct Save { number, base, by, at, draft });
stored!(struct Trashed { id, title, content, by, at, until });
stored!(struct Brake { removed, by, owner, keeps });
stored!(struct Entry { command, stamp });
stored!(struct Stamp { actor, at, replica, nonce });
stored!(struct Draft { title, content, category, tags, turns });
stored!(enum Outcome {
    "done" = Done,
    "nothing" = Nothing,
    "keptBoth" = KeptBoth { copy },
    "revived" = Revived,
    "spared" = Spared,
});

stored!(struct Field { name, value });
stored!(struct Seen { fields, beside });
stored!(struct Dates { created_at, modified_at });

stored!(enum Kind {
    "set" = Set,
    "comment" = Comment,
    "project" = Project,
    "block" = Block,
});

stored!(enum Command {
    "addPrompt" = AddPrompt { id, draft, dates },
    "editPrompt" = EditPrompt { id, seen, draft },
    "deletePrompt" = DeletePrompt { id, seen, beside },
    "movePrompt" = MovePrompt { id, before },
    "restorePrompt" = RestorePrompt { id },
    "decide" = Decide { about, field, saw, value },
    "editCategory" = EditCategory { id, fields },
    "deleteCategory" = DeleteCategory { id, seen, prompts_to },
    "moveCategory" = MoveCategory { id, before },
    "transferOwnership" = TransferOwnership { to },
    "addCategory" = AddCategory { id, name, color, icon },
    "setMember" = SetMember { email, role },
    "removeMember" = RemoveMember { email },
    "renameLibrary" = RenameLibrary { name },
    "renameTag" = RenameTag { from, to },
    "addItem" = AddItem { kind, id, fields },
    "editItem" = EditItem { kind, id, fields },
    "deleteItem" = DeleteItem { kind, id, seen },
    "moveItem" = MoveItem { kind, id, before },
    "putInSet" = PutInSet { set, prompt, before },
    "takeFromSet" = TakeFromSet { set, prompt },
});

stored!(enum Role {
    "viewer" = Viewer,
    "editor" = Editor,
    "owner" = Owner,
});

stored!(struct Change { what, by, at });

stored!(enum What {
    "prompt" = Prompt { id, title, deed },
    "category" = Category { id, name, deed },
    "item" = Item { kind, id, name, deed },
    "member" = Member { email, before, after },
    "owner" = Owner { before, after },
    "name" = Name { before, after },
});

stored!(enum Deed {
    "added" = Added,
    "edited" = Edited,
    "deleted" = Deleted,
    "moved" = Moved,
    "restored" = Restored,
});

stored!(enum SyncState {
    "inFolder" = InFolder,
    "savedHere" = SavedHere,
    "waiting" = Waiting { reason },
    "offline" = Offline { reason },
    "needsPermission" = NeedsPermission,
});
