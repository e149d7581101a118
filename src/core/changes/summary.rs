use super::{Change, Changes, Deed, What};
use crate::model::{Email, Kind};
use crate::order::sorted;

impl Changes {
    /// Returns who did all this, each once, those who did most first; who is unknown is not among them.
    pub fn authors(&self) -> Vec<&Email> {
        let mut authors: Vec<&Email> = Vec::new();
        for author in self.0.iter().filter_map(|change| change.by.as_ref()) {
            if !authors.iter().any(|known| known.is(author)) {
                authors.push(author);
            }
        }
        let deeds = |author: &Email| {
            self.0.iter().filter_map(|change| change.by.as_ref()).filter(|by| by.is(author)).count()
        };
        sorted(authors, |author| (usize::MAX - deeds(author), String::new()))
    }

    /// Says all in one line, such as "3 prompts added, 1 edited, 1 deleted, by carol"; nothing if nothing changed.
    ///
    /// Of many authors two are named. "Partly by carol" are changes of which some are by nobody known.
    pub fn summary(&self) -> String {
        self.parts().into_iter().chain(self.by()).collect::<Vec<_>>().join(", ")
    }

    /// Says what was done in one line, and not by whom.
    pub fn deeds(&self) -> String {
        self.parts().join(", ")
    }

    /// Names who did all this in one phrase, such as "carol and bob"; `None` if nobody is known. Of many two are named.
    pub fn names(&self) -> Option<String> {
        let authors = self.authors();
        let name = |author: &Email| {
            let namesakes = authors.iter().filter(|other| other.short() == author.short()).count();
            if namesakes > 1 || author.short().is_empty() {
                author.to_string()
            } else {
                author.short().to_owned()
            }
        };
        match authors.as_slice() {
            [] => None,
            [one] => Some(name(one)),
            [one, other] => Some(format!("{} and {}", name(one), name(other))),
            [one, other, _] => Some(format!("{}, {} and 1 other", name(one), name(other))),
            [one, other, rest @ ..] => {
                Some(format!("{}, {} and {} others", name(one), name(other), rest.len()))
            }
        }
    }

    fn parts(&self) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.counts("prompt", "prompts", |change| match change.what {
            What::Prompt { deed, .. } => Some(verb(deed)),
            _ => None,
        }));
        parts.extend(self.counts("category", "categories", |change| match change.what {
            What::Category { deed, .. } => Some(verb(deed)),
            _ => None,
        }));
        for kind in Kind::ALL {
            let verb = |change: &Change| match change.what {
                What::Item { kind: of, deed, .. } if of == kind => Some(verb(deed)),
                _ => None,
            };
            parts.extend(self.counts(kind.word(), &format!("{}s", kind.word()), verb));
        }
        parts.extend(self.counts("member", "members", |change| match change.what {
            What::Member { before: None, .. } => Some("added"),
            What::Member { after: None, .. } => Some("removed"),
            What::Member { .. } => Some("given another role"),
            _ => None,
        }));
        for change in &self.0 {
            match change.what {
                What::Owner { .. } => parts.push("owner changed".to_owned()),
                What::Name { .. } => parts.push("team renamed".to_owned()),
                _ => {}
            }
        }
        parts
    }

    /// Counts the changes of one kind by their verbs, with the noun once.
    fn counts(
        &self,
        one: &str,
        several: &str,
        verb: impl Fn(&Change) -> Option<&'static str>,
    ) -> Vec<String> {
        let mut parts = Vec::new();
        for which in ["added", "restored", "edited", "given another role", "deleted", "removed", "moved"] {
            let count = self.0.iter().filter(|change| verb(change) == Some(which)).count();
            match (count, parts.is_empty()) {
                (0, _) => {}
                (1, true) => parts.push(format!("1 {one} {which}")),
                (_, true) => parts.push(format!("{count} {several} {which}")),
                (_, false) => parts.push(format!("{count} {which}")),
            }
        }
        parts
    }

    fn by(&self) -> Option<String> {
        let names = self.names()?;
        let all_known = self.0.iter().all(|change| change.by.is_some());
        Some(if all_known { format!("by {names}") } else { format!("partly by {names}") })
    }
}

fn verb(deed: Deed) -> &'static str {
    match deed {
        Deed::Added => "added",
        Deed::Restored => "restored",
        Deed::Edited => "edited",
        Deed::Deleted => "deleted",
        Deed::Moved => "moved",
    }
}
