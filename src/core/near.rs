//! Finds prompts that say nearly what another one says, so that nobody adds twice what the library has.
//!
//! Two texts are near if they share most of their pairs of neighbouring words. Each text is reduced to a sketch, the smallest
//! hashes of its pairs (a bottom-k sketch: Broder, *On the resemblance and containment of documents*, 1997), so that one
//! is compared with ten thousand in a moment. Texts of up to [`SIZE`] pairs are compared exactly.

use std::hash::Hasher;

use fnv::FnvHasher;

use crate::model::{Draft, Prompt, PromptId};
use crate::search::fold;

/// Hashes in a sketch. The likeness of long texts is estimated with a standard error of about 1/√SIZE at its worst, 7 %.
const SIZE: usize = 48;

/// Of all the pairs of two texts, the share that both have from which on they are near: texts of ten words of which one differs.
const NEAR: f64 = 0.6;

/// Words that a text needs for its likeness to mean anything.
const FEWEST_WORDS: usize = 4;

/// The sketches of a library's prompts.
#[derive(Clone, Debug, Default)]
pub struct Sketches(Vec<(PromptId, Sketch)>);

/// A prompt that is near another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Which.
    pub id: PromptId,
    /// Whether it is a matter of the title, which is the same, and not of the text.
    pub by_title: bool,
}

#[derive(Clone, Debug, Default)]
struct Sketch {
    /// The hash of the title, folded; `None`: it has none.
    title: Option<u64>,
    /// The smallest hashes of the text's pairs of words, in their order.
    pairs: Vec<u32>,
    /// Whether these are all of its pairs.
    whole: bool,
    /// Whether the text is too short to be like another one.
    short: bool,
}

impl Sketches {
    /// Adds prompts.
    pub fn add<'a>(&mut self, prompts: impl IntoIterator<Item = &'a Prompt>) {
        self.0.extend(prompts.into_iter().map(|prompt| (prompt.id().clone(), Sketch::of(prompt.draft()))));
    }

    /// Returns the prompt that is most like `draft`, if one is near. `except`: the prompt that the draft is of.
    ///
    /// The text decides before the title: many prompts may be called "Summary".
    pub fn nearest(&self, draft: &Draft, except: &PromptId) -> Option<Near> {
        let sketch = Sketch::of(draft);
        let others = || self.0.iter().filter(|(id, _)| id != except);
        let likely = others().map(|(id, other)| (id, sketch.likeness(other)));
        let by_text = likely.filter(|(_, likeness)| *likeness >= NEAR).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((id, _)) = by_text {
            return Some(Near { id: id.clone(), by_title: false });
        }
        let title = sketch.title?;
        let (id, _) = others().find(|(_, other)| other.title == Some(title))?;
        Some(Near { id: id.clone(), by_title: true })
    }
}

impl Sketch {
    fn of(draft: &Draft) -> Self {
        let title = fold(draft.title.trim());
        let mut pairs = Vec::new();
        let mut count = 0;
        for text in std::iter::once(&draft.content).chain(&draft.turns) {
            let text = fold(text);
            let mut before = None;
            for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let word = hash(&[word.as_bytes()]);
                count += 1;
                if let Some(before) = before.replace(word) {
                    pairs.push(short(hash(&[&u64::to_le_bytes(before), &word.to_le_bytes()])));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let whole = pairs.len() <= SIZE;
        pairs.truncate(SIZE);
        Self {
            title: (!title.is_empty()).then(|| hash(&[title.as_bytes()])),
            pairs,
            whole,
            short: count < FEWEST_WORDS,
        }
    }

    /// Returns the share of pairs that both have, of those that either has; estimated where there are many.
    fn likeness(&self, other: &Self) -> f64 {
        if self.short || other.short {
            return 0.0;
        }
        // Of both together only the smallest are known of both: beyond them a pair may be missing from a sketch only.
        let most = if self.whole && other.whole { usize::MAX } else { SIZE };
        let (mut ours, mut theirs) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let (mut all, mut both) = (0u32, 0u32);
        while (all as usize) < most {
            match (ours.peek(), theirs.peek()) {
                (Some(a), Some(b)) if a == b => {
                    both += 1;
                    ours.next();
                    theirs.next();
                }
                (Some(a), Some(b)) if a > b => {
                    theirs.next();
                }
                (Some(_), _) => {
                    ours.next();
                }
                (None, Some(_)) => {
                    theirs.next();
                }
                (None, None) => break,
            }
            all += 1;
        }
        if all == 0 { 0.0 } else { f64::from(both) / f64::from(all) }
    }
}

fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = FnvHasher::default();
    for part in parts {
        hasher.write(part);
    }
    hasher.finish()
}

/// Folds a hash to half its length. FNV's low bits alone are worse spread than all of them together.
fn short(hash: u64) -> u32 {
    #[allow(clippy::cast_possible_truncation, reason = "what is cut off is folded in")]
    let low = (hash ^ (hash >> 32)) as u32;
    low.wrapping_mul(0x9E37_79B1)
}
