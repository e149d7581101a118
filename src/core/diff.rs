//! What two texts differ in, for the eye: by lines first, then by words within the lines that changed.
//!
//! Two steps, because a long text with a few edits then costs as little as a short one, and because lines that stayed
//! are what a reader holds on to.

use std::ops::Range;

use similar::algorithms::myers::diff_deadline_raw;
use similar::algorithms::{Capture, Compact};
use similar::{DiffTag, DiffableStr};

/// Up to so many pairs of lines, or of words in lines that changed, two texts are compared: a fifth of a second. Beyond
/// that, and that is some ten kilobytes without a line that stayed, nobody would look for single words.
const MOST_COMPARED: usize = 16_000_000;

/// A part of two texts that are shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// In both.
    Same(&'a str),
    /// In the old one only.
    Removed(&'a str),
    /// In the new one only.
    Added(&'a str),
}

/// Compares two texts by words.
///
/// Returns the segments in reading order: `Same` and `Removed` joined are `old`, `Same` and `Added` joined are `new`,
/// to the last byte. Neighbours are of different kinds, and of a replacement the removed part comes first. The answer
/// depends on nothing but the texts: no deadline cuts it short.
pub fn words<'a>(old: &'a str, new: &'a str) -> Vec<Segment<'a>> {
    let whole = Piece { same: old == new, old: old.len(), new: new.len() };
    let lines = pieces(&old.tokenize_lines(), &new.tokenize_lines()).unwrap_or_else(|| vec![whole]);
    let (mut rest_of_old, mut rest_of_new) = (old, new);
    let mut found = Vec::new();
    for piece in lines {
        let (old, new) = (take(&mut rest_of_old, piece.old), take(&mut rest_of_new, piece.new));
        if piece.same {
            push(&mut found, piece);
        } else {
            for piece in within(old, new, piece) {
                push(&mut found, piece);
            }
        }
    }
    segments(&found, old, new)
}

/// A part that stayed, or one that was replaced: its bytes in either text.
#[derive(Clone, Copy)]
struct Piece {
    same: bool,
    old: usize,
    new: usize,
}

/// Compares the words of lines that differ; `whole` is both as one piece.
fn within(old: &str, new: &str, whole: Piece) -> Vec<Piece> {
    let Some(words) = pieces(&tokens(old), &tokens(new)) else { return vec![whole] };
    let mut tidy: Vec<Piece> = Vec::new();
    let mut rest = old;
    let mut kept = 0;
    for (at, mut piece) in words.iter().copied().enumerate() {
        let text = take(&mut rest, piece.old);
        // A space between two replaced words stayed by accident: one replacement is easier to read.
        let inside = at > 0 && at + 1 < words.len();
        piece.same &= !(inside && text.chars().all(|c| kind(c) == Kind::Space));
        kept += if piece.same { piece.old } else { 0 };
        push(&mut tidy, piece);
    }
    // Of another text altogether, the words that are in both by chance are only in the way.
    if kept * 4 < old.len().min(new.len()) { vec![whole] } else { tidy }
}

/// Compares two texts that were cut into parts.
fn pieces(old: &[&str], new: &[&str]) -> Option<Vec<Piece>> {
    let bytes = |parts: Option<&[&str]>| Some(parts?.iter().map(|part| part.len()).sum::<usize>());
    let mut found = Vec::new();
    let mut at = 0;
    for (from, to) in edits(old, new, MOST_COMPARED)? {
        let same = bytes(old.get(at..from.start))?;
        at = from.end;
        push(&mut found, Piece { same: true, old: same, new: same });
        push(&mut found, Piece { same: false, old: bytes(old.get(from))?, new: bytes(new.get(to))? });
    }
    let same = bytes(old.get(at..))?;
    push(&mut found, Piece { same: true, old: same, new: same });
    Some(found)
}

fn push(found: &mut Vec<Piece>, piece: Piece) {
    match found.last_mut() {
        _ if piece.old + piece.new == 0 => {}
        Some(last) if last.same == piece.same => {
            last.old += piece.old;
            last.new += piece.new;
        }
        _ => found.push(piece),
    }
}

/// Takes so many bytes off the front of a text.
fn take<'a>(rest: &mut &'a str, bytes: usize) -> &'a str {
    let (front, back) = rest.split_at_checked(bytes).unwrap_or((*rest, ""));
    *rest = back;
    front
}

fn segments<'a>(pieces: &[Piece], mut old: &'a str, mut new: &'a str) -> Vec<Segment<'a>> {
    let mut segments = Vec::new();
    for piece in pieces {
        let (removed, added) = (take(&mut old, piece.old), take(&mut new, piece.new));
        if piece.same {
            segments.push(Segment::Same(removed));
            continue;
        }
        segments.extend((!removed.is_empty()).then_some(Segment::Removed(removed)));
        segments.extend((!added.is_empty()).then_some(Segment::Added(added)));
    }
    segments
}

/// Parts of an old text and the parts of the new one that stand in their place.
pub(crate) type Edit = (Range<usize>, Range<usize>);

/// Compares two lists of parts by the algorithm of Myers. Returns the edits in order, never touching each other;
/// `None` where, from the first part that differs to the last, there are more than `most` pairs.
pub(crate) fn edits(old: &[&str], new: &[&str], most: usize) -> Option<Vec<Edit>> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (a, b) = (old.iter().skip(start), new.iter().skip(start));
    let end = a.clone().rev().zip(b.clone().rev()).take_while(|(a, b)| a == b).count();
    if (a.len() - end).saturating_mul(b.len() - end) > most {
        return None;
    }
    let mut hook = Compact::new(Capture::new(), old, new);
    diff_deadline_raw(&mut hook, old, 0..old.len(), new, 0..new.len(), None).ok()?;
    let mut edits: Vec<Edit> = Vec::new();
    for change in hook.into_inner().into_ops() {
        let (tag, old, new) = change.as_tag_tuple();
        match edits.last_mut() {
            _ if tag == DiffTag::Equal => {}
            Some(last) if last.0.end == old.start => (last.0.end, last.1.end) = (old.end, new.end),
            _ => edits.push((old, new)),
        }
    }
    Some(edits)
}

/// Cuts a text into words, runs of space, and single marks; joined they are the text.
///
/// A rule of our own: the word boundaries of Unicode (UAX #29) are tables of 28 kB in each surface that shows a
/// difference. What must not happen to a reader is that a letter loses its accent or an emoji is taken apart, and
/// that takes no tables: whatever is not known to end a word goes on with it.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut start, mut last) = (0, Kind::Alone);
    for (at, c) in text.char_indices() {
        let kind = kind(c);
        if kind == Kind::Joined {
            continue;
        }
        if at > start && (kind == Kind::Alone || kind != last) {
            tokens.extend(text.get(start..at));
            start = at;
        }
        last = kind;
    }
    tokens.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    /// Punctuation, the end of a line, and letters of scripts that put no space between words.
    Alone,
    /// Belongs to what stands before it.
    Joined,
}

fn kind(c: char) -> Kind {
    match c {
        '_' | '\'' | '’' => Kind::Word,
        // Accents, joiners, variation selectors.
        '\u{300}'..='\u{36f}'
        | '\u{200c}'..='\u{200d}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' => Kind::Joined,
        '\n'
        | '\u{a1}'..='\u{bf}'
        | '\u{2010}'..='\u{205e}'
        // The scripts of China and Japan.
        | '\u{3001}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Alone,
        _ if c.is_ascii_punctuation() => Kind::Alone,
        _ if c.is_whitespace() => Kind::Space,
        _ => Kind::Word,
    }
}
