//! The library's own fields and its members: what the file has in another form than as records.

use std::borrow::Cow;

use serde_json::Value;

use super::{each_rest, name, others, unknown};
use crate::access::Role;
use crate::causal::record::{Held, Marks, Record};
use crate::model::{Email, Library, Rest, Timestamp};

/// A member as a record of their own. The owner is a field of the library, so that there is always exactly one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) email: Email,
    pub(crate) role: Role,
    pub(crate) marks: Marks,
}

/// The library's own fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Head {
    pub(crate) name: String,
    pub(crate) owner: Email,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) rest: Rest,
    /// Unknown fields of `members`.
    pub(crate) members: Rest,
    pub(crate) marks: Marks,
}

/// Takes the members apart into records, in the order of the file.
///
/// An owner who was a member before stays one in the background, so that someone who turns out not to be the owner,
/// as when two transfers met, has not fallen out of the team.
pub(crate) fn members_of(library: &Library) -> Vec<Member> {
    let (members, marks) = (&library.members, &library.causality.members);
    let record = |email: &Email, role| {
        let marks = marks.get(&email.key()).cloned().unwrap_or_default();
        Member { email: email.clone(), role, marks }
    };
    let shown =
        members.iter().filter(|(_, role)| *role != Role::Owner).map(|(email, role)| record(email, role));
    let owner = marks.contains_key(&members.owner.key()).then(|| record(&members.owner, Role::Editor));
    shown.chain(owner).collect()
}

/// Puts members back as the file has them.
pub(crate) fn set_members(library: &mut Library, records: Vec<Member>) {
    let (members, marks) = (&mut library.members, &mut library.causality.members);
    members.editors.clear();
    members.viewers.clear();
    marks.clear();
    for record in records {
        if !record.email.is(&members.owner) {
            let list = if record.role == Role::Editor { &mut members.editors } else { &mut members.viewers };
            list.push(record.email.clone());
        }
        marks.insert(record.email.key(), record.marks);
    }
}

/// Takes out the library's own fields.
pub(crate) fn head_of(library: &Library) -> Head {
    Head {
        name: library.name.clone(),
        owner: library.members.owner.clone(),
        created_at: library.created_at.clone(),
        rest: library.rest.clone(),
        members: library.members.rest.clone(),
        marks: library.causality.head.clone(),
    }
}

/// Puts the library's own fields back.
pub(crate) fn set_head(library: &mut Library, head: Head) {
    library.name = head.name;
    library.members.owner = head.owner;
    library.created_at = head.created_at;
    library.rest = head.rest;
    library.members.rest = head.members;
    library.causality.head = head.marks;
}

impl Record for Member {
    fn id(&self) -> Cow<'_, str> {
        Cow::Owned(self.email.key())
    }

    marked!();

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("role", Held::Text(if self.role == Role::Editor { "editor" } else { "viewer" }));
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        let role = match (field, value.as_str()) {
            ("role", Some("editor")) => Role::Editor,
            ("role", Some("viewer")) => Role::Viewer,
            _ => return false,
        };
        self.role = role;
        true
    }

    /// How the address is spelled.
    fn display(&self) -> String {
        self.email.as_str().to_owned()
    }

    fn sort(&mut self) {}
}

impl Record for Head {
    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    marked!();

    fn each(&self, f: &mut dyn FnMut(&str, Held<'_>)) {
        f("name", Held::Text(&self.name));
        f("owner", Held::Text(self.owner.as_str()));
        if let Some(at) = &self.created_at {
            f("createdAt", Held::Text(at.as_str()));
        }
        each_rest(&self.rest, f);
        each_rest(&self.members, &mut |name, held| f(&format!("members.{name}"), held));
    }

    fn set(&mut self, field: &str, value: &Value) -> bool {
        const KNOWN: [&str; 14] = [
            "version",
            "teamId",
            "name",
            "createdAt",
            "lastModified",
            "lastModifiedBy",
            "members",
            "categories",
            "prompts",
            "sets",
            "comments",
            "projects",
            "blocks",
            "sync",
        ];
        match field {
            "name" => name(&mut self.name, value),
            "owner" => match value.as_str().map(Email::parse) {
                Some(Ok(owner)) => {
                    self.owner = owner;
                    true
                }
                _ => false,
            },
            "createdAt" => match (value.is_null(), value.as_str().map(Timestamp::parse)) {
                (true, _) => {
                    self.created_at = None;
                    true
                }
                (_, Some(Ok(at))) => {
                    self.created_at = Some(at);
                    true
                }
                _ => false,
            },
            _ => match field.strip_prefix("members.") {
                Some(field) => unknown(&mut self.members, &["owner", "editors", "viewers"], field, value),
                None => unknown(&mut self.rest, &KNOWN, field, value),
            },
        }
    }

    fn display(&self) -> String {
        others(&self.rest) + &others(&self.members)
    }

    fn sort(&mut self) {
        self.rest.sort();
        self.members.sort();
    }
}
