//! What a list shows: plain values, decided here and drawn elsewhere.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::causal::conflict::{Conflict, Subject};
use prompt_commons::model::{Prompt, PromptId};
use prompt_commons::search::Found;
use prompt_commons_browser::first;
use prompt_commons_engine::View;

use crate::order::{Mine, Order};
use crate::scene::Scene;
use crate::shelf::{Filter, Shelf, categories, filed, has_all, reads, unfiled};

/// Characters of a prompt's text that a card shows; its two lines hold fewer.
const PREVIEW: usize = 260;

/// Characters that are searched for something to show in the preview.
const SCANNED: usize = 1500;

/// What a list is asked for.
pub(crate) struct Ask {
    pub(crate) filter: Filter,
    /// Tags that all have to be there.
    pub(crate) tags: Vec<String>,
    pub(crate) order: Order,
    pub(crate) mine: Mine,
}

/// A part of a text, and whether the search found it.
pub(crate) type Piece = (String, bool);

fn marks(text: &str, found: Option<&Found>) -> Vec<Range<usize>> {
    found.map(|found| found.marks(text)).unwrap_or_default()
}

/// Cuts a text where marks begin and end.
pub(crate) fn pieces(text: &str, found: Option<&Found>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in marks(text, found) {
        for (range, marked) in [(at..mark.start, false), (mark.clone(), true)] {
            if let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) {
                pieces.push((piece.to_owned(), marked));
            }
        }
        at = mark.end;
    }
    if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        pieces.push((rest.to_owned(), false));
    }
    pieces
}

/// Returns the beginning of a text on one line, or the part of it where the first mark is.
pub(crate) fn preview(text: &str, found: Option<&Found>) -> Vec<Piece> {
    let mut flat = String::new();
    for word in text.chars().take(SCANNED).collect::<String>().split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    let first = marks(&flat, found).into_iter().next();
    let before = first.and_then(|mark| flat.get(..mark.start)).map_or(0, |before| before.chars().count());
    // Two lines show about a hundred characters; a mark within them needs no cut.
    let skip = if before > 80 { before - 40 } else { 0 };
    let mut shown: String = flat.chars().skip(skip).take(PREVIEW).collect();
    if skip > 0 {
        shown.insert(0, '…');
    }
    pieces(&shown, found)
}

/// What the member may do with a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rights {
    pub(crate) copy: Result<(), Denied>,
    pub(crate) insert: Result<(), Denied>,
    pub(crate) edit: Result<(), Denied>,
    pub(crate) delete: Result<(), Denied>,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) prompt: Prompt,
    /// Its category's name and colour.
    pub(crate) category: Option<(String, Option<String>)>,
    /// "bob"; none in My Prompts.
    pub(crate) author: Option<String>,
    pub(crate) rights: Rights,
    /// Whether something of it waits for a decision.
    pub(crate) asked: bool,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Stands before the prompts of a category.
    Heading(Shelf),
    Card(Box<Row>),
}

impl Rights {
    pub(crate) fn of(view: &View, prompt: &Prompt) -> Self {
        let target = Target::prompt(prompt, &view.record.email);
        Self {
            copy: view.can(Action::Copy, target),
            insert: view.can(Action::Insert, target),
            edit: view.can(Action::EditPrompt, target),
            delete: view.can(Action::DeletePrompt, target),
        }
    }
}

impl Row {
    /// Returns the prompt's id and a hash of all else that the card is drawn from, so that only cards that changed are drawn again.
    /// What a search found is marked in those that are there.
    pub(crate) fn key(&self) -> (String, String) {
        let mut hasher = DefaultHasher::new();
        // Each text ends with a byte that no text holds.
        let mut add = |text: &str| text.hash(&mut hasher);
        add(self.prompt.title());
        add(self.prompt.content());
        self.prompt.draft().turns.iter().for_each(|turn| add(turn));
        let (name, color) =
            self.category.as_ref().map_or(("", None), |(name, color)| (name, color.as_deref()));
        add(name);
        add(color.unwrap_or_default());
        add(self.author.as_deref().unwrap_or_default());
        self.prompt.tags().iter().for_each(|tag| add(tag));
        add(if self.rights.edit.is_ok() { "1" } else { "0" });
        add(if self.rights.delete.is_ok() { "1" } else { "0" });
        add(if self.asked { "1" } else { "0" });
        (self.prompt.id().to_string(), hasher.finish().to_string())
    }
}

/// A list: which lines there are, before any is drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listing {
    lines: Arc<Vec<Line>>,
    /// How many prompts are in it.
    pub(crate) total: usize,
}

#[derive(Debug)]
enum Line {
    Heading(Shelf),
    Prompt(Prompt),
}

impl PartialEq for Listing {
    /// Ten thousand lines take longer to compare than to list: only those listed at once are the same.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lines, &other.lines)
    }
}

impl Listing {
    /// Returns how many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns what the first lines are, for [`begun`].
    pub(crate) fn first(&self, count: usize) -> Vec<first::Line> {
        let line = |line: &Line| match line {
            Line::Heading(heading) => first::Line {
                of: heading.filter.value(),
                count: Some(u32::try_from(heading.count).unwrap_or(u32::MAX)),
            },
            Line::Prompt(prompt) => first::Line { of: prompt.id().to_string(), count: None },
        };
        self.lines.iter().take(count).map(line).collect()
    }

    /// Returns some of the lines as they are shown, as far as there are so many.
    pub(crate) fn items(&self, scene: &Scene, range: Range<usize>) -> Vec<Item> {
        let Some(view) = &scene.view else { return Vec::new() };
        let some = self.lines.iter().skip(range.start).take(range.len());
        some.map(|line| match line {
            Line::Heading(heading) => Item::Heading(heading.clone()),
            Line::Prompt(prompt) => card(view, prompt),
        })
        .collect()
    }
}

/// Lists what the list showed first when it was seen last.
pub(crate) fn begun(view: &View, first: &[first::Line]) -> Listing {
    if !reads(view) {
        return Listing::default();
    }
    let (shelves, others) = (categories(view), unfiled(0));
    let heading = |line: &first::Line, count| {
        let shelf = shelves.iter().chain([&others]).find(|shelf| shelf.filter.value() == line.of)?;
        Some(Line::Heading(Shelf { count: usize::try_from(count).ok()?, ..shelf.clone() }))
    };
    let line = |line: &first::Line| match line.count {
        Some(count) => heading(line, count),
        None => view.library.prompt(&PromptId::parse(&line.of)?).cloned().map(Line::Prompt),
    };
    Listing { lines: Arc::new(first.iter().filter_map(line).collect()), total: view.count() }
}

/// Lists what is asked for: by category, or the best first in a search, unless another order is asked for.
pub(crate) fn listing(scene: &Scene, ask: &Ask) -> Listing {
    let Ask { filter, tags, order, mine } = ask;
    let Some(view) = scene.view.as_ref().filter(|view| reads(view)) else { return Listing::default() };
    let is_whole = scene.found.is_none();
    let all = match filter {
        // A set has an order of its own; what is searched for comes in the order of the search.
        Filter::Set(set) if is_whole => view.library.in_set(set),
        _ => scene.prompts(),
    };
    let found: Vec<&Prompt> =
        all.into_iter().filter(|prompt| filter.holds(prompt, mine) && has_all(prompt, tags)).collect();
    let order = if *filter == Filter::Recent { Order::Used } else { *order };
    let found = order.sort(found, mine);
    let total = found.len();
    let line = |prompt: &Prompt| Line::Prompt(prompt.clone());
    let is_whole = is_whole && *filter == Filter::All && tags.is_empty();
    let shelves = if is_whole && order == Order::Library { categories(view) } else { Vec::new() };
    let mut lines = Vec::new();
    if shelves.iter().all(|shelf| shelf.count == 0) {
        lines.extend(found.into_iter().map(line));
    } else {
        for (shelf, inside) in
            shelves.into_iter().zip(filed(view, &found)).filter(|(shelf, _)| shelf.count > 0)
        {
            lines.push(Line::Heading(shelf));
            lines.extend(inside.into_iter().map(line));
        }
    }
    Listing { lines: Arc::new(lines), total }
}

fn card(view: &View, prompt: &Prompt) -> Item {
    let category = prompt.category().and_then(|id| view.library.category(id));
    let is_about = |open: &Conflict| matches!(&open.about, Subject::Prompt { id } if id == prompt.id());
    let author = prompt.created_by().filter(|_| !view.record.id.is_personal());
    Item::Card(Box::new(Row {
        prompt: prompt.clone(),
        category: category.map(|category| (category.name().to_owned(), category.color().map(str::to_owned))),
        author: author.map(|email| email.short().to_owned()),
        rights: Rights::of(view, prompt),
        asked: view.beside.conflicts.iter().any(is_about),
    }))
}

#[cfg(test)]
mod tests {
    use prompt_commons::search::Query;

    use super::*;

    fn found(query: &str) -> Found {
        Found::new(&Query::parse(query), Vec::new(), Vec::new())
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let pieces = pieces("LinkedIn post generator", Some(&found("post link")));
        let marked: Vec<&str> = pieces.iter().filter(|piece| piece.1).map(|piece| piece.0.as_str()).collect();
        assert_eq!(marked, ["Link", "post"]);
        let whole: String = pieces.into_iter().map(|piece| piece.0).collect();
        assert_eq!(whole, "LinkedIn post generator");
    }

    #[test]
    fn a_preview_is_one_line_and_shows_what_was_found() {
        let text = format!("First\n\nsecond\tline {} needle at the end", "word ".repeat(60));
        let shown: String = preview(&text, None).into_iter().map(|piece| piece.0).collect();
        assert!(shown.starts_with("First second line word"), "{shown}");
        let found = preview(&text, Some(&found("needle")));
        assert!(found.iter().any(|piece| piece.1 && piece.0 == "needle"), "{found:?}");
        assert!(found.first().is_some_and(|piece| piece.0.starts_with('…')));
    }
}
