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
    let content = text(&seen.content, &mine.content, &theirs.content);
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

fn text(seen: &String, mine: &String, theirs: &String) -> Option<String> {
    let once = |mine, theirs| field(seen, mine, theirs).or_else(|| lines(seen, mine, theirs));
    let both = once(mine, theirs)?;
    // An edit is applied again whenever nobody knows whether it arrived. Among lines that repeat, some would then
    // come in twice, or meet themselves as a conflict: such a merge is none.
    let settled = |edit| once(edit, &both).as_ref() == Some(&both);
    (settled(mine) && settled(theirs)).then_some(both)
}

fn lines(seen: &str, mine: &str, theirs: &str) -> Option<String> {
    let merge = TextMerge::from_lines(seen, mine, theirs);
    (!merge.is_conflicted()).then(|| merge.to_string())
}
