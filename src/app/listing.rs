//! What a list shows: plain values, decided here and drawn elsewhere.

use std::hash::{DefaultHasher, Hash, Hasher};

use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::causal::conflict::{Conflict, Subject};
use prompt_commons::model::{Category, CategoryId, Prompt, Timestamp, count_tags};
use prompt_commons::order::sorted;
use prompt_commons::search::{Query, search};
use prompt_commons_engine::View;

/// Characters of a prompt's text that a card shows; its two lines hold fewer.
const PREVIEW: usize = 260;

/// Characters that are searched for something to show in the preview.
const SCANNED: usize = 1500;

/// Prompts that count as recently used.
const RECENT: usize = 20;

/// Which prompts are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    #[default]
    All,
    Category(CategoryId),
    Unfiled,
    /// What this person marked.
    Favourites,
    /// What they used last.
    Recent,
}

/// In which order prompts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the library has them, by category.
    #[default]
    Library,
    Title,
    Created,
    Modified,
    Used,
}

impl Order {
    pub(crate) const ALL: [Self; 5] = [Self::Library, Self::Title, Self::Created, Self::Modified, Self::Used];

    /// Says it, and names it as the value of an option.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Library => "By category",
            Self::Title => "By title",
            Self::Created => "Newest first",
            Self::Modified => "Last changed first",
            Self::Used => "Last used first",
        }
    }

    pub(crate) fn parse(words: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.words() == words).unwrap_or_default()
    }

    fn sort<'a>(self, prompts: Vec<&'a Prompt>, mine: &Mine) -> Vec<&'a Prompt> {
        // The day and hour as they were written: of two writers in two time zones, either may be first.
        let day = |at: Option<&Timestamp>| at.map_or("", Timestamp::as_str).to_owned();
        let newest = |day: &dyn Fn(&Prompt) -> String| {
            let mut prompts = sorted(prompts.clone(), |prompt: &&Prompt| (0, day(prompt)));
            prompts.reverse();
            prompts
        };
        match self {
            Self::Library => prompts,
            Self::Title => sorted(prompts, |prompt: &&Prompt| (0, prompt.title().to_lowercase())),
            Self::Created => newest(&|prompt| day(prompt.created_at())),
            Self::Modified => newest(&|prompt| day(prompt.modified_at())),
            Self::Used => sorted(prompts, |prompt: &&Prompt| (mine.place(prompt), String::new())),
        }
    }
}

/// What this person marked and used in the library, by its ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mine {
    pub(crate) favourites: Vec<String>,
    /// The last used first.
    pub(crate) used: Vec<String>,
}

impl Mine {
    pub(crate) fn is_favourite(&self, prompt: &Prompt) -> bool {
        self.favourites.iter().any(|id| id == prompt.id().as_str())
    }

    fn place(&self, prompt: &Prompt) -> usize {
        self.used.iter().position(|id| id == prompt.id().as_str()).unwrap_or(usize::MAX)
    }
}

/// What a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) query: Query,
    pub(crate) filter: Filter,
    /// Tags that all have to be there.
    pub(crate) tags: Vec<String>,
    pub(crate) order: Order,
    pub(crate) mine: Mine,
}

impl Filter {
    /// Names it as the value of an option.
    pub(crate) fn value(&self) -> &str {
        match self {
            Self::All => "",
            Self::Category(id) => id.as_str(),
            Self::Unfiled => " ",
            Self::Favourites => " favourites",
            Self::Recent => " recent",
        }
    }

    /// Parses what [`Self::value`] returned; no id of ours begins with white space.
    pub(crate) fn parse(value: &str) -> Self {
        match value {
            "" => Self::All,
            " favourites" => Self::Favourites,
            " recent" => Self::Recent,
            value => CategoryId::parse(value).map_or(Self::Unfiled, Self::Category),
        }
    }

    fn holds(&self, prompt: &Prompt, mine: &Mine) -> bool {
        match self {
            Self::All => true,
            Self::Category(id) => prompt.category() == Some(id),
            Self::Unfiled => prompt.category().is_none(),
            Self::Favourites => mine.is_favourite(prompt),
            Self::Recent => mine.place(prompt) < RECENT,
        }
    }
}

/// A category, as the list of categories shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shelf {
    pub(crate) filter: Filter,
    pub(crate) name: String,
    pub(crate) color: Option<String>,
    pub(crate) count: usize,
}

/// Returns everything, what this person marked and used last, if there is any, and then what [`categories`] returns.
pub(crate) fn shelves(view: &View, mine: &Mine) -> Vec<Shelf> {
    if !reads(view) {
        return Vec::new();
    }
    let shelf = |filter: Filter, name: &str| {
        let inside = view.library.prompts().iter().filter(|prompt| filter.holds(prompt, mine)).count();
        Shelf { filter, name: name.to_owned(), color: None, count: inside }
    };
    let mut all = vec![shelf(Filter::All, "All prompts")];
    let own = [shelf(Filter::Favourites, "Favourites"), shelf(Filter::Recent, "Recently used")];
    all.extend(own.into_iter().filter(|shelf| shelf.count > 0));
    all.extend(categories(view));
    all
}

/// Returns the categories in their order, then what is in none, if there is any.
fn categories(view: &View) -> Vec<Shelf> {
    let mine = Mine::default();
    let prompts = view.library.prompts();
    let count = |filter: &Filter| prompts.iter().filter(|prompt| filter.holds(prompt, &mine)).count();
    let named = view.library.categories().iter().map(|category| {
        let filter = Filter::Category(category.id().clone());
        Shelf {
            count: count(&filter),
            filter,
            name: category.name().to_owned(),
            color: category.color().map(str::to_owned),
        }
    });
    let unfiled = Shelf {
        filter: Filter::Unfiled,
        name: "No category".to_owned(),
        color: None,
        count: count(&Filter::Unfiled),
    };
    let rest = (unfiled.count > 0 && unfiled.count < prompts.len()).then_some(unfiled);
    named.chain(rest).collect()
}

/// Returns the tags of what `filter` and the `chosen` ones leave, in their order as texts, with how many prompts have
/// each. Those that are chosen are among them even if nothing is left.
pub(crate) fn tags(view: &View, filter: &Filter, chosen: &[String], mine: &Mine) -> Vec<(String, usize)> {
    let mut left =
        view.library.prompts().iter().filter(|prompt| filter.holds(prompt, mine) && has_all(prompt, chosen));
    let mut counts = count_tags(&mut left);
    for tag in chosen {
        if !counts.iter().any(|(other, _)| other == tag) {
            counts.push((tag.clone(), 0));
        }
    }
    counts
}

/// Tells whether a prompt has a tag.
pub(crate) fn has_tags(view: &View) -> bool {
    reads(view) && view.library.prompts().iter().any(|prompt| !prompt.tags().is_empty())
}

fn has_all(prompt: &Prompt, tags: &[String]) -> bool {
    tags.iter().all(|tag| prompt.tags().contains(tag))
}

/// A part of a text, and whether the search found it.
pub(crate) type Piece = (String, bool);

/// Cuts a text where marks begin and end.
pub(crate) fn pieces(text: &str, query: &Query) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let marks = if query.is_empty() { Vec::new() } else { query.marks(text) };
    for mark in marks {
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
fn preview(text: &str, query: &Query) -> Vec<Piece> {
    let mut flat = String::new();
    for word in text.chars().take(SCANNED).collect::<String>().split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    let first = if query.is_empty() { None } else { query.marks(&flat).into_iter().next() };
    let before = first.and_then(|mark| flat.get(..mark.start)).map_or(0, |before| before.chars().count());
    // Two lines show about a hundred characters; a mark within them needs no cut.
    let skip = if before > 80 { before - 40 } else { 0 };
    let mut shown: String = flat.chars().skip(skip).take(PREVIEW).collect();
    if skip > 0 {
        shown.insert(0, '…');
    }
    pieces(&shown, query)
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
    pub(crate) title: Vec<Piece>,
    pub(crate) preview: Vec<Piece>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Stands before the prompts of a category.
    Heading(Shelf),
    Card(Box<Row>),
}

impl Row {
    /// Returns the prompt's id and a hash of all else that the card shows, so that only cards that changed are
    /// drawn again.
    pub(crate) fn key(&self) -> (String, String) {
        let mut hasher = DefaultHasher::new();
        // Each text ends with a byte that no text holds.
        let mut add = |text: &str| text.hash(&mut hasher);
        add(self.prompt.title());
        add(self.prompt.content());
        let (name, color) =
            self.category.as_ref().map_or(("", None), |(name, color)| (name, color.as_deref()));
        add(name);
        add(color.unwrap_or_default());
        add(self.author.as_deref().unwrap_or_default());
        self.prompt.tags().iter().for_each(|tag| add(tag));
        for (text, marked) in self.title.iter().chain(&self.preview) {
            add(text);
            add(if *marked { "1" } else { "0" });
        }
        add(if self.rights.edit.is_ok() { "1" } else { "0" });
        add(if self.rights.delete.is_ok() { "1" } else { "0" });
        add(if self.asked { "1" } else { "0" });
        (self.prompt.id().to_string(), hasher.finish().to_string())
    }
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) items: Vec<Item>,
    /// How many prompts there are, those beyond the limit included.
    pub(crate) total: usize,
    /// How many of them are among the items.
    pub(crate) shown: usize,
}

/// Someone whom the owner has removed reads nothing any more.
fn reads(view: &View) -> bool {
    view.can(Action::View, Target::Library).is_ok()
}

/// Lists what is asked for, at most `limit` of it: by category, or the best first in a search, unless another order is
/// asked for.
pub(crate) fn listing(view: &View, ask: &Ask, limit: usize) -> Listing {
    let Ask { query, filter, tags, order, mine } = ask;
    if !reads(view) {
        return Listing::default();
    }
    let found: Vec<&Prompt> = search(&view.library, query)
        .into_iter()
        .filter(|prompt| filter.holds(prompt, mine) && has_all(prompt, tags))
        .collect();
    let order = if *filter == Filter::Recent { Order::Used } else { *order };
    let found = order.sort(found, mine);
    let total = found.len();
    let mut items = Vec::new();
    let is_whole = query.is_empty() && *filter == Filter::All && tags.is_empty();
    if is_whole && order == Order::Library && !view.library.categories().is_empty() {
        let mut left = limit;
        for shelf in categories(view).into_iter().filter(|shelf| shelf.count > 0) {
            if left == 0 {
                break;
            }
            let inside = found.iter().filter(|prompt| shelf.filter.holds(prompt, mine)).take(left);
            let cards: Vec<Item> = inside.map(|prompt| card(view, prompt, query)).collect();
            left -= cards.len();
            items.push(Item::Heading(shelf));
            items.extend(cards);
        }
    } else {
        items.extend(found.into_iter().take(limit).map(|prompt| card(view, prompt, query)));
    }
    Listing { items, total, shown: total.min(limit) }
}

fn card(view: &View, prompt: &Prompt, query: &Query) -> Item {
    let target = Target::prompt(prompt, &view.record.email);
    let category = prompt.category().and_then(|id| view.library.category(id));
    let is_about = |open: &Conflict| matches!(&open.about, Subject::Prompt { id } if id == prompt.id());
    let author = prompt.created_by().filter(|_| !view.record.id.is_personal());
    Item::Card(Box::new(Row {
        prompt: prompt.clone(),
        category: category.map(|category| (category.name().to_owned(), category.color().map(str::to_owned))),
        author: author.map(|email| email.short().to_owned()),
        rights: Rights {
            copy: view.can(Action::Copy, target),
            insert: view.can(Action::Insert, target),
            edit: view.can(Action::EditPrompt, target),
            delete: view.can(Action::DeletePrompt, target),
        },
        asked: view.beside.conflicts.iter().any(is_about),
        title: pieces(prompt.title(), query),
        preview: preview(prompt.content(), query),
    }))
}

/// Finds the category of a name, whatever its case.
pub(crate) fn named<'a>(categories: &'a [Category], name: &str) -> Option<&'a Category> {
    let name = name.trim().to_lowercase();
    categories.iter().find(|category| category.name().trim().to_lowercase() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_put_together_are_the_text() {
        let query = Query::parse("post link");
        let pieces = pieces("LinkedIn post generator", &query);
        let marked: Vec<&str> = pieces.iter().filter(|piece| piece.1).map(|piece| piece.0.as_str()).collect();
        assert_eq!(marked, ["Link", "post"]);
        let whole: String = pieces.into_iter().map(|piece| piece.0).collect();
        assert_eq!(whole, "LinkedIn post generator");
    }

    #[test]
    fn a_preview_is_one_line_and_shows_what_was_found() {
        let text = format!("First\n\nsecond\tline {} needle at the end", "word ".repeat(60));
        let shown: String = preview(&text, &Query::default()).into_iter().map(|piece| piece.0).collect();
        assert!(shown.starts_with("First second line word"), "{shown}");
        let found = preview(&text, &Query::parse("needle"));
        assert!(found.iter().any(|piece| piece.1 && piece.0 == "needle"), "{found:?}");
        assert!(found.first().is_some_and(|piece| piece.0.starts_with('…')));
    }

    #[test]
    fn a_filter_survives_its_option() {
        let id = CategoryId::parse("cat-1").unwrap();
        let all = [Filter::All, Filter::Unfiled, Filter::Favourites, Filter::Recent, Filter::Category(id)];
        for filter in all {
            assert_eq!(Filter::parse(filter.value()), filter);
        }
    }

    #[test]
    fn an_order_survives_its_option() {
        for order in Order::ALL {
            assert_eq!(Order::parse(order.words()), order);
        }
        assert_eq!(Order::parse(""), Order::Library);
    }
}
