//! What comes first: the better a record fits, the lower its cost.

use super::index::{GONE, Part, letters};
use super::segment::{Fit, IN_TITLE, TITLE_FIRST, Word};

/// The cost of what doesn't fit.
pub(super) const NONE: u16 = u16::MAX;

/// From here on costs make no difference.
const WORST: u16 = 8191;

/// What a word costs as a whole, as a beginning and inside another: as the first word of a title, elsewhere in it, in tags and names,
/// and in the text.
const FIRST: [u16; 3] = [16, 24, 64];
const TITLE: [u16; 3] = [40, 48, 64];
const ASIDE: [u16; 3] = [72, 76, 80];
const TEXT: [u16; 3] = [84, 88, 96];

/// What a word of a title costs more at most if the title is long: one that says more besides.
const LONG: u8 = 7;

/// What it costs more that a word stands in a text but once.
const SELDOM: u16 = 3;

/// What a word with a typo costs in a title: more than the ten words do that a long query may have, so that what needs no typo comes first; and what more in tags and names, in the text, with a second typo, and if only its beginning
/// is near.
const NEAR: u16 = 1000;
const NEAR_ASIDE: u16 = 8;
const NEAR_TEXT: u16 = 16;
const TWICE: u16 = 24;
const BEGINNING: u16 = 4;

/// What each record costs, by its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Costs {
    costs: Vec<u16>,
    /// How many postings were read for them.
    pub(super) postings: u64,
}

impl Costs {
    pub(super) fn new(records: usize, cost: u16) -> Self {
        Self { costs: vec![cost; records], postings: 0 }
    }

    /// Returns how many fit.
    pub(super) fn count(&self) -> usize {
        self.costs.iter().filter(|cost| **cost != NONE).count()
    }

    /// Tells whether none fits.
    pub(super) fn is_empty(&self) -> bool {
        self.costs.iter().all(|cost| *cost == NONE)
    }

    /// Adds those of another word. What doesn't fit one of them doesn't fit both.
    pub(super) fn add(&mut self, other: &Self) {
        for (cost, other) in self.costs.iter_mut().zip(&other.costs) {
            *cost = if *other == NONE || *cost == NONE { NONE } else { WORST.min(*cost + *other) };
        }
    }

    /// Lowers what a record costs; tells whether there is one.
    #[inline]
    fn lower(&mut self, places: &[u32], record: usize, cost: u16) -> bool {
        self.postings += 1;
        // A place that is gone is no place.
        let place = places.get(record).and_then(|place| self.costs.get_mut(*place as usize));
        place.map(|best| *best = (*best).min(cost)).is_some()
    }

    /// Returns the places of what fits, by cost; ties as `first` has them, and then in their order.
    pub(super) fn sorted(&self, first: &[u32]) -> Vec<u32> {
        // By counting: how many cost less is where the first of a cost comes to be.
        let mut starts = vec![0u32; usize::from(WORST) + 1];
        let mut fit = 0;
        for cost in self.costs.iter().filter(|cost| **cost != NONE) {
            fit += 1;
            if let Some(start) = starts.get_mut(usize::from(*cost) + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut sorted = vec![0; fit];
        let mut left = self.costs.clone();
        for place in first.iter().copied().chain(0..u32::try_from(self.costs.len()).unwrap_or(GONE)) {
            let Some(cost) = left.get_mut(place as usize) else { continue };
            let cost = std::mem::replace(cost, NONE);
            if let Some(start) = starts.get_mut(usize::from(cost)) {
                if let Some(slot) = sorted.get_mut(*start as usize) {
                    *slot = place;
                }
                *start += 1;
            }
        }
        sorted
    }
}

/// Lowers the costs of the records that a word of a query is in.
pub(super) fn word(part: &Part, typed: &str, costs: &mut Costs) {
    let found = part.segment.find(typed);
    for (word, fit) in &found {
        let of = |costs: [u16; 3]| costs.get(*fit as usize).copied().unwrap_or(NONE);
        asides(part, *word, [of(FIRST), of(TITLE), of(ASIDE)], costs);
    }
    // One letter is inside so many words that it is quicker to know of each record which letters it has.
    let letter = if typed.chars().count() == 1 { letters(typed) } else { 0 };
    for (fit, cost) in Fit::ALL.into_iter().zip(TEXT) {
        if fit == Fit::Inside && letter != 0 {
            for (record, _) in part.letters.iter().enumerate().filter(|(_, letters)| **letters & letter != 0)
            {
                costs.lower(&part.places, record, cost + SELDOM);
            }
            return;
        }
        for (word, _) in found.iter().filter(|found| found.1 == fit) {
            texts(part, *word, cost, costs);
        }
    }
}

/// Lowers the costs of the records that have a word which is near one of a query; tells whether there are any.
pub(super) fn near(part: &Part, word: Word, distance: u32, is_whole: bool, costs: &mut Costs) -> bool {
    let typos = if distance > 1 { TWICE } else { 0 };
    let cost = NEAR + typos + if is_whole { 0 } else { BEGINNING };
    let is_aside = asides(part, word, [cost, cost, cost + NEAR_ASIDE], costs);
    texts(part, word, cost + NEAR_TEXT, costs) || is_aside
}

#[inline(never)]
fn asides(part: &Part, word: Word, [first, title, aside]: [u16; 3], costs: &mut Costs) -> bool {
    let mut any = false;
    part.segment.asides(word, |record, at| {
        let cost = if at & IN_TITLE == 0 {
            aside
        } else {
            let words = part.segment.title(record).saturating_sub(1);
            u16::from(words.min(LONG)) + if at & TITLE_FIRST == 0 { title } else { first }
        };
        any |= costs.lower(&part.places, record, cost);
    });
    any
}

#[inline(never)]
fn texts(part: &Part, word: Word, cost: u16, costs: &mut Costs) -> bool {
    let mut any = false;
    part.segment.texts(word, |record, often| {
        let often = u16::try_from(often).unwrap_or_default();
        any |= costs.lower(&part.places, record, (cost + SELDOM).saturating_sub(often));
    });
    any
}
