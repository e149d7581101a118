//! How the news of a library are kept: below a line that says what there is to say. Surfaces read only that until someone wants to look
//! closer.

use prompt_commons::stored;
use prompt_commons::stored::Stored as _;

use super::Unread;
use crate::Told;

/// The line above. Earlier versions had it and what is below in one.
#[derive(Default)]
struct Head {
    told: Told,
}

/// The news.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The number of the last one there was: none is ever given twice, as a surface may show what was there before.
    pub(super) last: u64,
    pub(super) list: Vec<Unread>,
}

stored!(struct Head { told });
stored!(struct Row { last, list });

impl Row {
    /// Reads them; `None` if they are of another version of this program.
    pub(super) fn read(text: &str) -> Option<Self> {
        Self::from_text(text.lines().last()?)
    }

    /// Returns the text that is kept of them and of what there is to say.
    pub(super) fn written(&self, told: Told) -> String {
        // No JSON has the end of a line in it.
        format!("{}\n{}", Head { told }.to_text(), self.to_text())
    }

    /// Forgets those up to the one of number `last`. Tells whether there were any.
    pub(super) fn forget(&mut self, last: u64) -> bool {
        let before = self.list.len();
        self.list.retain(|one| one.number > last);
        self.list.len() < before
    }
}

/// Reads what there is to say. News of another version of this program are no reason not to show a library.
pub(crate) fn told_of(text: Option<&str>) -> Told {
    text.and_then(|text| Head::from_text(text.lines().next()?)).unwrap_or_default().told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_version_kept_is_read() {
        let told = Told { count: 7, ..Told::default() };
        let new = Row { last: 3, list: Vec::new() }.written(told);
        let old = new.replace("}\n{", ",");
        assert_ne!(old, new);
        for text in [new, old] {
            assert_eq!((told_of(Some(&text)).count, Row::read(&text).unwrap().last), (7, 3), "{text}");
        }
    }
}
