use std::fmt;

use serde::Serialize;

/// Declares an id as a type of its own, so that a category's id can't be passed for a prompt's.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes any text that is not empty; files of other writers need not use UUIDs.
            pub fn parse(text: &str) -> Option<Self> {
                (!text.trim().is_empty()).then(|| Self(text.to_owned()))
            }

            /// Returns the id as it stands in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(uuid: uuid::Uuid) -> Self {
                Self(uuid.to_string())
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text).ok_or("an id is empty")
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Names a library: `teamId` in the file, [`LibraryId::personal`] for My Prompts.
    LibraryId
}
id! {
    /// Names a prompt within its library.
    PromptId
}
id! {
    /// Names a category within its library.
    CategoryId
}

id! {
    /// Names an [`Item`](super::Item) within its library, among those of its kind.
    ItemId
}

impl LibraryId {
    /// Returns the id of the library that lives on this device only. No UUID collides with it.
    pub fn personal() -> Self {
        Self("personal".to_owned())
    }

    /// Tells whether this is My Prompts.
    pub fn is_personal(&self) -> bool {
        self.0 == "personal"
    }
}
