//! What is said of a prompt that was just saved.

use leptos::prelude::untrack;
use prompt_commons::causal::Save;
use prompt_commons::model::{Email, LibraryId, PromptId};

use crate::session::Session;
use crate::words::say;

/// Says that it is saved, under which number, and whose versions came while it was being written.
pub(crate) async fn saved(
    session: Session,
    library: &LibraryId,
    prompt: &PromptId,
    me: Option<&Email>,
) -> String {
    // Versions are told only where others could have saved one meanwhile.
    let Some(me) = me.filter(|_| !library.is_personal()) else { return say!("saved-here") };
    if untrack(|| session.view()).is_some_and(|view| view.state().is_deleted()) {
        return say!("saved-deleted");
    }
    let plain = || say!("saved-team");
    let Ok(versions) = session.versions(library, prompt).await else { return plain() };
    note(&versions, me).unwrap_or_else(plain)
}

fn note(versions: &[Save], me: &Email) -> Option<String> {
    let is_mine = |save: &Save| save.by.as_ref().is_some_and(|by| by.is(me));
    let own = versions.first().filter(|save| is_mine(save))?;
    if own.number == 1 {
        return None;
    }
    let base = own.base.unwrap_or(own.number - 1);
    let other = versions.iter().find(|save| save.number > base && save.number < own.number && !is_mine(save));
    Some(match other.and_then(|other| Some((other.number, other.by.as_ref()?))) {
        Some((other, by)) => {
            say!("saved-beside", number = own.number, other = other, by = by.short())
        }
        None => say!("saved-version", number = own.number),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(number: u64, base: Option<u64>, by: &str) -> Save {
        Save { number, base, by: Some(Email::parse(by).unwrap()), at: None, draft: None }
    }

    fn noted(versions: &[Save]) -> Option<String> {
        note(versions, &Email::parse("bob@company.com").unwrap())
    }

    #[test]
    fn a_version_says_its_number() {
        assert_eq!(noted(&[save(1, None, "bob@company.com")]), None);
        let words = noted(&[save(2, Some(1), "bob@company.com"), save(1, None, "carol@company.com")]);
        assert_eq!(words.unwrap(), say!("saved-version", number = 2u64));
    }

    #[test]
    fn whose_came_meanwhile_is_told() {
        let versions = [
            save(3, Some(1), "bob@company.com"),
            save(2, Some(1), "carol@company.com"),
            save(1, None, "bob@company.com"),
        ];
        assert_eq!(
            noted(&versions).unwrap(),
            say!("saved-beside", number = 3u64, other = 2u64, by = "carol")
        );
    }

    #[test]
    fn where_someone_elses_is_shown_nothing_is_claimed() {
        assert_eq!(noted(&[save(2, Some(1), "carol@company.com")]), None);
    }
}
