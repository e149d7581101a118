//! What a list shows: plain values, decided here and drawn elsewhere.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use fnv::FnvHasher;
use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::causal::conflict::{Conflict, Subject};
use prompt_commons::model::{CategoryId, Prompt, PromptId};
use prompt_commons::search::Found;
use prompt_commons_browser::first;
use prompt_commons_engine::View;

use crate::order::{Mine, Order};
use crate::scene::Scene;
use crate::shelf::{Filter, Shelf, categories, has_all, reads, unfiled};

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
        let mut hasher = FnvHasher::default();
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
    parts: Arc<Vec<Part>>,
    /// How many prompts are in it.
    pub(crate) total: usize,
}

/// Lines that follow each other.
#[derive(Debug)]
struct Part {
    heading: Option<Shelf>,
    /// The places of prompts in their library.
    places: Vec<u32>,
}

impl PartialEq for Listing {
    /// Ten thousand lines take longer to compare than to list: only those listed at once are the same.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.parts, &other.parts)
    }
}

/// A line of it.
enum Line<'a> {
    Heading(&'a Shelf),
    Prompt(u32),
}

impl Part {
    fn line(&self, at: usize) -> Option<Line<'_>> {
        match &self.heading {
            Some(heading) if at == 0 => Some(Line::Heading(heading)),
            heading => self.places.get(at - usize::from(heading.is_some())).map(|place| Line::Prompt(*place)),
        }
    }

    fn len(&self) -> usize {
        usize::from(self.heading.is_some()) + self.places.len()
    }
}

impl Listing {
    /// Returns how many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.parts.iter().map(Part::len).sum()
    }

    fn line(&self, at: usize) -> Option<Line<'_>> {
        let mut at = at;
        for part in self.parts.iter() {
            if at < part.len() {
                return part.line(at);
            }
            at -= part.len();
        }
        None
    }

    /// Returns what the first lines are, for [`begun`].
    pub(crate) fn first(&self, view: &View, count: usize) -> Vec<first::Line> {
        let line = |line: Line<'_>| match line {
            Line::Heading(heading) => Some(first::Line {
                of: heading.filter.value(),
                count: Some(u32::try_from(heading.count).unwrap_or(u32::MAX)),
            }),
            Line::Prompt(place) => {
                let prompt = view.library.prompts().get(place as usize)?;
                Some(first::Line { of: prompt.id().to_string(), count: None })
            }
        };
        (0..count).filter_map(|at| line(self.line(at)?)).collect()
    }

    /// Returns some of the lines as they are shown, as far as there are so many.
    pub(crate) fn items(&self, scene: &Scene, range: Range<usize>) -> Vec<Item> {
        let Some(view) = &scene.view else { return Vec::new() };
        let item = |at| match self.line(at)? {
            Line::Heading(heading) => Some(Item::Heading(heading.clone())),
            Line::Prompt(place) => scene.prompt(place).map(|prompt| card(view, prompt)),
        };
        range.filter_map(item).collect()
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
        Some(Shelf { count: usize::try_from(count).ok()?, ..shelf.clone() })
    };
    let place = |id| u32::try_from(view.library.place(&PromptId::parse(id)?)?).ok();
    let mut parts = vec![Part { heading: None, places: Vec::new() }];
    for line in first {
        if let Some(count) = line.count {
            let heading = heading(line, count);
            parts.extend(heading.map(|heading| Part { heading: Some(heading), places: Vec::new() }));
        } else if let Some((part, place)) = parts.last_mut().zip(place(&line.of)) {
            part.places.push(place);
        }
    }
    Listing { parts: Arc::new(parts), total: view.count() }
}

/// Lists what is asked for: by category, or the best first in a search, unless another order is asked for.
pub(crate) fn listing(scene: &Scene, ask: &Ask) -> Listing {
    let Ask { filter, tags, order, mine } = ask;
    let Some(view) = scene.view.as_ref().filter(|view| reads(view)) else { return Listing::default() };
    let is_all = scene.found.is_none() && tags.is_empty();
    let order = if *filter == Filter::Recent { Order::Used } else { *order };
    if is_all && *filter == Filter::All && order == Order::Library {
        return by_category(view);
    }
    let holds = |place: &u32| {
        let prompt = scene.prompt(*place);
        prompt.is_some_and(|prompt| filter.holds(prompt, mine) && has_all(prompt, tags))
    };
    let places = match filter {
        Filter::Category(id) if is_all => in_category(view, Some(id)),
        Filter::Unfiled if is_all => in_category(view, None),
        // A set has an order of its own; what is searched for comes in the order of the search.
        Filter::Set(set) if scene.found.is_none() => {
            view.library.places_in_set(set).into_iter().filter(holds).collect()
        }
        _ => scene.places().into_iter().filter(holds).collect(),
    };
    let places = order.sort(places, view.library.prompts(), mine);
    let total = places.len();
    Listing { parts: Arc::new(vec![Part { heading: None, places }]), total }
}

/// Lists all of a library under the headings of its categories, if it has prompts in any.
fn by_category(view: &View) -> Listing {
    let shelves = categories(view);
    let has_headings = shelves.iter().any(|shelf| shelf.count > 0);
    let mut shelves = shelves.into_iter();
    let part = |at| {
        let heading = shelves.next().filter(|_| has_headings);
        Part { heading, places: view.filing.category(at).to_vec() }
    };
    let count = view.library.categories().len();
    let parts = (0..=count).map(part).filter(|part| !part.places.is_empty()).collect();
    Listing { parts: Arc::new(parts), total: view.library.prompts().len() }
}

/// Returns the places of the prompts in a category, or of those in none.
fn in_category(view: &View, id: Option<&CategoryId>) -> Vec<u32> {
    let all = view.library.categories();
    let at = id.map_or(Some(all.len()), |id| all.iter().position(|category| category.id() == id));
    at.map(|at| view.filing.category(at).to_vec()).unwrap_or_default()
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
