//! A small team for tests: an owner, two editors, a viewer, two categories and three prompts.

use prompt_commons::causal::Replica;
use prompt_commons::command::{Command, Field, Seen, Stamp};
use prompt_commons::model::{CategoryId, Draft, Email, ItemId, Kind, Library, PromptId, Timestamp};

/// The owner.
pub const ALICE: &str = "alice@company.com";
/// An editor, who wrote "launch" and "subject".
pub const BOB: &str = "bob@company.com";
/// An editor, who wrote nothing.
pub const CAROL: &str = "carol@company.com";
/// A viewer, who wrote "old" while an editor.
pub const DAVE: &str = "dave@company.com";
/// Someone who is no member.
pub const MALLORY: &str = "mallory@elsewhere.com";

/// The team's file, in the form that encoding gives it.
pub const FILE: &str = r##"{
  "version": "1.0",
  "teamId": "team-1",
  "name": "Marketing",
  "createdAt": "2025-01-15T10:00:00Z",
  "lastModified": "2025-01-20T14:30:00Z",
  "lastModifiedBy": "bob@company.com",
  "members": {
    "owner": "alice@company.com",
    "editors": [
      "bob@company.com",
      "carol@company.com"
    ],
    "viewers": [
      "dave@company.com"
    ]
  },
  "categories": [
    {
      "id": "cat-1",
      "name": "Social Media",
      "color": "blue",
      "icon": "megaphone"
    },
    {
      "id": "cat-2",
      "name": "Email",
      "color": "#00aa55"
    }
  ],
  "prompts": [
    {
      "id": "launch",
      "title": "Launch post",
      "content": "Write a post.\n\nAbout {{topic}}.\n",
      "categoryId": "cat-1",
      "createdBy": "bob@company.com",
      "createdAt": "2025-01-16T09:00:00Z",
      "modifiedBy": "carol@company.com",
      "modifiedAt": "2025-01-18T11:00:00Z"
    },
    {
      "id": "subject",
      "title": "Subject lines",
      "content": "Ten subject lines.",
      "categoryId": "cat-2",
      "createdBy": "bob@company.com"
    },
    {
      "id": "old",
      "title": "From before",
      "content": "Something.",
      "createdBy": "dave@company.com"
    }
  ]
}
"##;

/// Returns a stamp of `who`, later than anything in [`FILE`].
///
/// # Panics
///
/// If `who` is no email.
pub fn stamp(who: &str) -> Stamp {
    let number = who.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    Stamp {
        actor: email(who),
        at: Timestamp::from_millis(1_740_000_000_000),
        replica: Replica::random(number),
        nonce: 1,
    }
}

/// Returns an email.
///
/// # Panics
///
/// If `text` is none.
#[allow(clippy::expect_used, reason = "a sample that is wrong has to fail at once")]
pub fn email(text: &str) -> Email {
    Email::parse(text).expect("an email")
}

/// Returns the id of a prompt.
///
/// # Panics
///
/// If `text` is blank.
#[allow(clippy::expect_used, reason = "a sample that is wrong has to fail at once")]
pub fn prompt_id(text: &str) -> PromptId {
    PromptId::parse(text).expect("an id")
}

/// Returns the id of a category.
///
/// # Panics
///
/// If `text` is blank.
#[allow(clippy::expect_used, reason = "a sample that is wrong has to fail at once")]
pub fn category_id(text: &str) -> CategoryId {
    CategoryId::parse(text).expect("an id")
}

/// Returns a draft in no category.
pub fn draft(title: &str, content: &str) -> Draft {
    Draft { title: title.to_owned(), content: content.to_owned(), ..Draft::default() }
}

/// Gives fields of a category other values.
pub fn edit_category(id: &str, fields: &[(&str, &str)]) -> Command {
    let fields =
        fields.iter().map(|(name, value)| Field { name: (*name).to_owned(), value: (*value).into() });
    Command::EditCategory { id: category_id(id), fields: fields.collect() }
}

/// Deletes a category by someone who has just looked at it.
pub fn delete_category(library: &Library, id: &str) -> Command {
    let id = category_id(id);
    let seen = library.category(&id).map(|category| Seen::category(library, category)).unwrap_or_default();
    Command::DeleteCategory { id, seen, prompts_to: None }
}

/// Deletes an item by someone who has just looked at it.
pub fn delete_item(library: &Library, kind: Kind, id: &ItemId) -> Command {
    let seen = library.item(kind, id).map(|item| Seen::item(library, item)).unwrap_or_default();
    Command::DeleteItem { kind, id: id.clone(), seen }
}
