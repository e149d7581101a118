//! Three-way merge of one edit: what its author was shown, what they made of it, and what the library says now.

use similar::TextMerge;

use crate::model::Draft;

/// What came of an edit that met another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Both fit into one draft.
    Clean(Draft),
    /// Both changed the same thing; neither may be dropped.
    Conflict,
}

/// Merges the change from `seen` to `mine` into `theirs`, field by field; the content by lines.
pub fn merge(seen: &Draft, mine: &Draft, theirs: &Draft) -> Merged {
    let title = field(&seen.title, &mine.title, &theirs.title);
    let category = field(&seen.category, &mine.category, &theirs.category);
    let content = field(&seen.content, &mine.content, &theirs.content)
        .or_else(|| lines(&seen.content, &mine.content, &theirs.content));
    match (title, content, category) {
        (Some(title), Some(content), Some(category)) => Merged::Clean(Draft { title, content, category }),
        _ => Merged::Conflict,
    }
}

fn field<T: Clone + PartialEq>(seen: &T, mine: &T, theirs: &T) -> Option<T> {
    if mine == theirs || theirs == seen {
        Some(mine.clone())
    } else if mine == seen {
        Some(theirs.clone())
    } else {
        None
    }
}

fn lines(seen: &str, mine: &str, theirs: &str) -> Option<String> {
    let merge = TextMerge::from_lines(seen, mine, theirs);
    (!merge.is_conflicted()).then(|| merge.to_string())
}
