//! How often prompts were copied and inserted, on one device only, by the days of its calendar.
//!
//! It is kept as a [row](crate::row) of its own. What uses a prompt only [counts](count) it there; the whole app
//! [gathers](gather) it as it opens, and its page [sums](sums) it up.
//! A day is a number: how many days it is after the first one of 1970.

use std::cmp::Ordering;
use std::ops::AddAssign;

use time::OffsetDateTime;

use crate::message::InsertOutcome;
use crate::row::{Reader, Writer};

/// Days that are kept. Twelve months, the longest [`Span`], are never more.
const DAYS: u32 = 366;

/// Lines that are kept once they are [gathered](gather), the latest ones; each is a prompt's on a day.
const MOST: usize = 4000;

/// Bytes of what was counted before that a count keeps. What was gathered takes about half of that.
const LONGEST: usize = 800_000;

/// How often prompts were used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How often they were put on the clipboard.
    pub copied: u32,
    /// How often they were put into a page.
    pub inserted: u32,
}

impl Count {
    /// A prompt was put on the clipboard once.
    pub const COPY: Self = Self { copied: 1, inserted: 0 };
    /// A prompt was put into a page once.
    pub const INSERTION: Self = Self { copied: 0, inserted: 1 };

    /// Returns what an insertion counts for that came to this: where the page took nothing, it put the prompt on the clipboard.
    pub fn of(outcome: InsertOutcome) -> Self {
        if outcome == InsertOutcome::Copied { Self::COPY } else { Self::INSERTION }
    }

    /// Returns both together.
    pub fn all(self) -> u32 {
        self.copied.saturating_add(self.inserted)
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.copied = self.copied.saturating_add(other.copied);
        self.inserted = self.inserted.saturating_add(other.inserted);
    }
}

/// How often one prompt was used on one day.
struct Line<'a> {
    day: u32,
    library: &'a str,
    prompt: &'a str,
    count: Count,
}

impl<'a> Line<'a> {
    fn read(row: &mut Reader<'a>) -> Option<Self> {
        Some(Self {
            day: row.text()?.parse().ok()?,
            library: row.text()?,
            prompt: row.text()?,
            count: Count { copied: row.text()?.parse().ok()?, inserted: row.text()?.parse().ok()? },
        })
    }

    fn write(&self, row: &mut Writer) {
        row.text(&self.day.to_string());
        row.text(self.library);
        row.text(self.prompt);
        row.text(&self.count.copied.to_string());
        row.text(&self.count.inserted.to_string());
    }
}

/// Counts a use of a prompt, and returns the row with it in front. Whoever only counts needs little code: a use is a line of its own
/// until they are [gathered](gather).
///
/// `row`: what was counted before; empty for nothing.
pub fn count(row: &str, today: u32, library: &str, prompt: &str, usage: Count) -> String {
    let mut new = Writer::default();
    Line { day: today, library, prompt, count: usage }.write(&mut new);
    // A line that this cuts can't be read, and is left out.
    let kept = row.get(..row.floor_char_boundary(LONGEST)).unwrap_or_default();
    new.finish() + kept
}

/// Makes one line of all uses of a prompt on a day, the latest day first, and leaves out what is too old to be shown or too much to
/// be kept.
pub fn gather(row: &str, today: u32) -> String {
    let mut lines = lines(row);
    lines.retain(|line| line.day.saturating_add(DAYS) > today);
    merge(&mut lines);
    let mut row = Writer::default();
    for line in lines.iter().take(MOST) {
        line.write(&mut row);
    }
    row.finish()
}

/// Reads all lines of a row, up to one that can't be read.
fn lines(row: &str) -> Vec<Line<'_>> {
    let mut rest = Reader::of(row);
    std::iter::from_fn(|| Line::read(&mut rest)).collect()
}

/// Makes one line of those that differ in their counts only, and puts the latest day first.
fn merge(lines: &mut Vec<Line<'_>>) {
    sort(lines, |one, other| {
        let names = (one.library, one.prompt).cmp(&(other.library, other.prompt));
        other.day.cmp(&one.day).then(names)
    });
    lines.dedup_by(|next, kept| {
        let same = next.day == kept.day && next.library == kept.library && next.prompt == kept.prompt;
        if same {
            kept.count += next.count;
        }
        same
    });
}

/// Sorts; a closure of each caller's would be a sort of each caller's, some kB at a time.
fn sort(lines: &mut [Line<'_>], order: fn(&Line<'_>, &Line<'_>) -> Ordering) {
    lines.sort_by(order);
}

/// A time that ends with today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// Twelve months of the calendar, this one among them.
    Year,
}

impl Span {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Year];

    /// Returns the first day of each of its days; of a year, of each of its months.
    fn starts(self, today: u32) -> Vec<u32> {
        let days = |count| (0..count).rev().map(|back| today.saturating_sub(back)).collect();
        match self {
            Self::Week => days(7),
            Self::Month => days(30),
            Self::Year => months(today, 12),
        }
    }
}

/// Returns the first days of so many months, the last of which holds `today`.
fn months(today: u32, count: usize) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut day = today;
    while starts.len() < count {
        let Ok(date) = OffsetDateTime::from_unix_timestamp(i64::from(day) * 86_400) else { break };
        let first = day.saturating_sub(u32::from(date.day()) - 1);
        starts.push(first);
        day = first.saturating_sub(1);
    }
    starts.reverse();
    starts
}

/// How often one prompt was used, or all those of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The library's id.
    pub library: String,
    /// The prompt's id; empty for all.
    pub prompt: String,
    /// How often.
    pub count: Count,
}

/// What a row says of a [`Span`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// All of it together.
    pub all: Count,
    /// Its days, or of a year its months, in their order: the first day of each.
    pub times: Vec<(u32, Count)>,
    /// What was used, the most used first.
    pub prompts: Vec<Used>,
    /// The libraries that it is of, the most used first.
    pub libraries: Vec<Used>,
}

/// Sums up what was counted within a span.
pub fn sums(row: &str, today: u32, span: Span) -> Sums {
    let mut times: Vec<_> = span.starts(today).into_iter().map(|first| (first, Count::default())).collect();
    let mut all = Count::default();
    let mut lines = lines(row);
    lines.retain_mut(|Line { day, count, .. }| {
        let time = times.iter_mut().rev().find(|(first, _)| *first <= *day);
        // A clock that was ahead left days that are yet to come.
        let Some((_, time)) = time.filter(|_| *day <= today) else { return false };
        *time += *count;
        all += *count;
        *day = 0;
        true
    });
    let prompts = ranked(&mut lines);
    for line in &mut lines {
        line.prompt = "";
    }
    Sums { all, times, prompts, libraries: ranked(&mut lines) }
}

/// Merges lines of no day, and returns them with the most used first.
fn ranked(lines: &mut Vec<Line<'_>>) -> Vec<Used> {
    merge(lines);
    sort(lines, |one, other| other.count.all().cmp(&one.count.all()));
    let used = |line: &Line<'_>| Used {
        library: line.library.to_owned(),
        prompt: line.prompt.to_owned(),
        count: line.count,
    };
    lines.iter().map(used).collect()
}
