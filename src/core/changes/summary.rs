use super::{Change, Changes, Deed, What};
use crate::model::{Email, Kind};
use crate::order::sorted;
use crate::phrase;
use crate::phrase::Phrase;

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
    pub fn summary(&self) -> Phrase {
        let deeds = self.deeds();
        let all_known = self.0.iter().all(|change| change.by.is_some());
        match self.names() {
            Some(names) if all_known => phrase!("changes-by", deeds = &deeds, names = &names),
            Some(names) => phrase!("changes-partly-by", deeds = &deeds, names = &names),
            None => deeds,
        }
    }

    /// Says what was done in one line, and not by whom; nothing if nothing changed.
    pub fn deeds(&self) -> Phrase {
        let mut deeds = Vec::new();
        self.count(&mut deeds, "count-prompts", |change| match change.what {
            What::Prompt { deed, .. } => Some(verb(deed)),
            _ => None,
        });
        self.count(&mut deeds, "count-categories", |change| match change.what {
            What::Category { deed, .. } => Some(verb(deed)),
            _ => None,
        });
        for kind in Kind::ALL {
            self.count(&mut deeds, counted(kind), |change| match change.what {
                What::Item { kind: of, deed, .. } if of == kind => Some(verb(deed)),
                _ => None,
            });
        }
        self.count(&mut deeds, "count-members", |change| match change.what {
            What::Member { before: None, .. } => Some("changes-added"),
            What::Member { after: None, .. } => Some("changes-removed"),
            What::Member { .. } => Some("changes-role"),
            _ => None,
        });
        for change in &self.0 {
            match change.what {
                What::Owner { .. } => deeds.push(phrase!("changes-owner")),
                What::Name { .. } => deeds.push(phrase!("changes-name")),
                _ => {}
            }
        }
        Phrase::list(deeds)
    }

    /// Names who did all this in one phrase, such as "carol and bob"; `None` if nobody is known. Of many two are named.
    pub fn names(&self) -> Option<Phrase> {
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
            [one] => Some(Phrase::verbatim(&name(one))),
            [one, other] => Some(phrase!("names-two", one = &name(one), other = &name(other))),
            [one, other, rest @ ..] => {
                Some(phrase!("names-more", one = &name(one), other = &name(other), count = rest.len()))
            }
        }
    }

    /// Counts the changes of one kind by their verbs, with the noun once. `noun`: the id of its sentence.
    fn count(&self, deeds: &mut Vec<Phrase>, noun: &str, verb: impl Fn(&Change) -> Option<&'static str>) {
        let mut is_first = true;
        for which in VERBS {
            let count = self.0.iter().filter(|change| verb(change) == Some(which)).count();
            if count > 0 {
                let what = phrase!(noun, count = count);
                deeds.push(if is_first {
                    phrase!(which, what = &what)
                } else {
                    phrase!(which, what = count)
                });
                is_first = false;
            }
        }
    }
}

/// The ids of what is said of so many that something was done to, in the order in which it is said.
const VERBS: [&str; 7] = [
    "changes-added",
    "changes-restored",
    "changes-edited",
    "changes-role",
    "changes-deleted",
    "changes-removed",
    "changes-moved",
];

fn verb(deed: Deed) -> &'static str {
    match deed {
        Deed::Added => "changes-added",
        Deed::Restored => "changes-restored",
        Deed::Edited => "changes-edited",
        Deed::Deleted => "changes-deleted",
        Deed::Moved => "changes-moved",
    }
}

/// Returns the id of the sentence that counts items of a kind.
fn counted(kind: Kind) -> &'static str {
    match kind {
        Kind::Set => "count-sets",
        Kind::Comment => "count-comments",
        Kind::Project => "count-projects",
        Kind::Block => "count-blocks",
    }
}
