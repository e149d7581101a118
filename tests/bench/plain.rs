//! The peer of the index: a look through all texts with `memchr`, the quickest there is, ranked in the same manner; no typos.

use memchr::memmem::Finder;

use crate::corpus::Record;

/// Titles, and all else of the records, folded ahead.
#[derive(Debug, Default)]
pub(crate) struct Plain(Vec<[String; 2]>);

impl Plain {
    pub(crate) fn of(records: &[Record]) -> Self {
        let folded = |record: &Record| {
            let rest = [&*record.content, &record.tags, &record.category, &record.author].join("\n");
            [record.title.to_lowercase(), rest.to_lowercase()]
        };
        Self(records.iter().map(folded).collect())
    }

    /// Returns the places of what a query finds, the best first.
    pub(crate) fn find(&self, query: &str) -> Vec<u32> {
        let query = query.to_lowercase();
        let words: Vec<Finder<'_>> =
            query.split_whitespace().map(|word| Finder::new(word.as_bytes())).collect();
        let cost = |[title, rest]: &[String; 2]| {
            words.iter().try_fold(0, |sum, word| match word.find(title.as_bytes()) {
                Some(0) => Some(sum),
                Some(_) => Some(sum + 1),
                None => word.find(rest.as_bytes()).map(|_| sum + 8),
            })
        };
        let mut hits: Vec<(u32, u32)> =
            (0..).zip(&self.0).filter_map(|(place, texts)| Some((cost(texts)?, place))).collect();
        hits.sort_unstable();
        hits.into_iter().map(|(_, place)| place).collect()
    }
}
