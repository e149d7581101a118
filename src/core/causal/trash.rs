//! How long the trash keeps things.

use std::collections::BTreeMap;

use super::Marks;
use crate::model::{Email, Library, PromptId, Timestamp};
use crate::order::sorted;

/// Days for which what was deleted can be brought back.
pub const DAYS_IN_TRASH: i64 = 90;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A prompt that was deleted and can be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    /// Which.
    pub id: PromptId,
    /// Its title when it was deleted.
    pub title: String,
    /// Its text then.
    pub content: String,
    /// Who deleted it.
    pub by: Email,
    /// When, for display.
    pub at: Timestamp,
    /// The day on which it goes for good, `YYYY-MM-DD`, if the team edits anything from then on.
    pub until: String,
}

/// Lists the prompts that can be brought back, what was deleted last first.
pub fn trash(library: &Library) -> Vec<Trashed> {
    let stones = library.causality.dead.prompts.values();
    let all = stones.map(|stone| Trashed {
        id: stone.record.id.clone(),
        title: stone.record.draft.title.clone(),
        content: stone.record.draft.content.clone(),
        by: stone.by.clone(),
        at: stone.at.clone(),
        until: Timestamp::from_millis(stone.at.millis() + DAYS_IN_TRASH * DAY).date().to_owned(),
    });
    // What went at once is in the order of the titles.
    let mut all =
        sorted(all.collect(), |one: &Trashed| (0, format!("{}\0{}", one.title.to_lowercase(), one.id)));
    all.reverse();
    let mut all = sorted(all, |one: &Trashed| (0, one.at.as_str().to_owned()));
    all.reverse();
    all
}

/// On which days people edited: what the trash goes by instead of this device's clock.
///
/// A device whose clock is wrong must not empty everyone's trash. So it is as late for a team as two of its people say; only
/// for someone who has ever been alone in a library, as late as they say. Both only grow, whatever is joined in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// The last day of each person, by the key of their email; `YYYY-MM-DD`.
    pub(crate) of: BTreeMap<String, String>,
    /// The day that it is for the library. Empty: nobody knows yet.
    pub(crate) now: String,
}

impl Days {
    /// Takes note of an edit.
    pub(super) fn see(&mut self, by: &Email, at: &Timestamp) {
        let day = self.of.entry(by.key()).or_default();
        later(day, at.date());
        if let [day] = self.of.values().collect::<Vec<_>>().as_slice() {
            later(&mut self.now, day);
        }
        self.agree();
    }

    /// Tells whether the library's day ends with an edit.
    pub(crate) fn ends_with(&self, by: &Email, at: &Timestamp) -> bool {
        let mut days = self.clone();
        days.see(by, at);
        days.now != self.now
    }

    /// Takes note of what others know.
    pub(super) fn join(&mut self, others: Self) {
        for (person, day) in others.of {
            later(self.of.entry(person).or_default(), &day);
        }
        later(&mut self.now, &others.now);
        self.agree();
    }

    /// It is as late as the two people say who have the latest days.
    fn agree(&mut self) {
        let (mut last, mut second) = ("", "");
        for day in self.of.values() {
            if day.as_str() > last {
                (last, second) = (day, last);
            } else {
                second = second.max(day);
            }
        }
        later(&mut self.now, second);
    }

    /// Returns when something counts as deleted that someone deletes `at` a time: not before the day that it is for the
    /// library, or a device whose clock is behind would empty the trash of what it just put in.
    pub(super) fn deleted(&self, at: &Timestamp) -> Timestamp {
        let today = (at.date() < self.now.as_str()).then(|| format!("{}T00:00:00Z", self.now));
        today.and_then(|today| Timestamp::parse(&today).ok()).unwrap_or_else(|| at.clone())
    }

    /// Returns the last day whose deletions are over.
    fn over(&self) -> Option<String> {
        let now = Timestamp::parse(&format!("{}T00:00:00Z", self.now)).ok()?;
        Some(Timestamp::from_millis(now.millis() - DAYS_IN_TRASH * DAY).date().to_owned())
    }
}

fn later(day: &mut String, other: &str) {
    if day.as_str() < other {
        other.clone_into(day);
    }
}

/// Gives up what was deleted long ago, and its versions. Deleted categories stay: they are small, and a prompt that someone
/// files in one needs its name.
pub(super) fn empty(library: &mut Library) {
    let Library { causality, prompts, items, .. } = library;
    let Some(over) = causality.days.over() else { return };
    let is_over = |at: &Timestamp| at.date() <= over.as_str();
    let ends = |marks: &Marks| marks.deletion.as_ref().is_some_and(|deletion| is_over(&deletion.at));
    for prompt in prompts.iter_mut().filter(|prompt| ends(&prompt.marks)) {
        prompt.marks.deletion = None;
    }
    for item in items.iter_mut().filter(|item| ends(&item.marks)) {
        item.marks.deletion = None;
    }
    causality.dead.items.retain(|_, stone| !is_over(&stone.at));
    let history = &mut causality.history;
    causality.dead.prompts.retain(|id, stone| {
        let is_over = is_over(&stone.at);
        if is_over {
            history.remove(id);
        }
        !is_over
    });
}
