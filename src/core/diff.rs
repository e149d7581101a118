//! What two texts differ in, for the eye: by lines first, then by words within the lines that changed.
//!
//! Two steps, because a long text with a few edits then costs as little as a short one, and because lines that stayed
//! are what a reader holds on to.

use std::ops::Range;

use fnv::FnvHashMap;
use similar::algorithms::myers::diff_deadline_raw;
use similar::algorithms::{Capture, Compact, DiffHook};
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
    for (from, to) in shown_edits(old, new, MOST_COMPARED)? {
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

/// Compares two lists of parts by the algorithm of Myers, as programs do that merge. Returns the edits in order, never
/// touching each other; `None` where, from the first part that differs to the last, there are more than `most` pairs.
pub(crate) fn edits(old: &[&str], new: &[&str], most: usize) -> Option<Vec<Edit>> {
    let (start, old_end, new_end) = middle(old, new);
    if (old_end - start).saturating_mul(new_end - start) > most {
        return None;
    }
    let mut hook = Compact::new(Capture::new(), old, new);
    diff_deadline_raw(&mut hook, old, 0..old.len(), new, 0..new.len(), None).ok()?;
    Some(edits_of(hook.into_inner()))
}

/// The same for the eye: as few edits, and sooner. Where several ways are as short, it may be another one.
fn shown_edits(old: &[&str], new: &[&str], most: usize) -> Option<Vec<Edit>> {
    let (start, old_end, new_end) = middle(old, new);
    let (old_part, new_part) = (old.get(start..old_end)?, new.get(start..new_end)?);
    if old_part.len().saturating_mul(new_part.len()) > most {
        return None;
    }
    let mut rows = vec![(0, 0, start)];
    let found = matches(old_part, new_part)?.into_iter();
    rows.extend(found.map(|(from, to, count)| (start + from, start + to, count)));
    rows.push((old_end, new_end, old.len() - old_end));
    let mut hook = Compact::new(Capture::new(), old, new);
    let mut at = (0, 0);
    for (from, to, count) in rows {
        if at.0 < from {
            hook.delete(at.0, from - at.0, at.1).ok()?;
        }
        if at.1 < to {
            hook.insert(from, at.1, to - at.1).ok()?;
        }
        if count > 0 {
            hook.equal(from, to, count).ok()?;
        }
        at = (from + count, to + count);
    }
    hook.finish().ok()?;
    Some(edits_of(hook.into_inner()))
}

/// Returns where two lists begin to differ, and where either goes on as the other does to its end.
fn middle(old: &[&str], new: &[&str]) -> (usize, usize, usize) {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (a, b) = (old.iter().skip(start), new.iter().skip(start));
    let end = a.rev().zip(b.rev()).take_while(|(a, b)| a == b).count();
    (start, old.len() - end, new.len() - end)
}

fn edits_of(found: Capture) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for change in found.into_ops() {
        let (tag, old, new) = change.as_tag_tuple();
        match edits.last_mut() {
            _ if tag == DiffTag::Equal => {}
            Some(last) if last.0.end == old.start => (last.0.end, last.1.end) = (old.end, new.end),
            _ => edits.push((old, new)),
        }
    }
    edits
}

/// Numbers that a byte can have.
const LETTERS: usize = 256;

/// Gives equal parts of two lists one number, so that to compare them later takes one step, however long they are.
fn numbers(old: &[&str], new: &[&str]) -> (Vec<usize>, Vec<usize>) {
    let mut known: FnvHashMap<&str, usize> = FnvHashMap::default();
    let mut all: Vec<usize> = Vec::with_capacity(old.len() + new.len());
    for part in old.iter().chain(new) {
        // Half of them are a space or a mark, which are numbers already.
        all.push(if let [byte] = part.as_bytes() {
            usize::from(*byte)
        } else {
            let next = LETTERS + known.len();
            *known.entry(part).or_insert(next)
        });
    }
    let new = all.split_off(old.len());
    (all, new)
}

/// Returns the longest row of parts that two lists have in common: where it goes on in either, and for how many.
fn matches(old: &[&str], new: &[&str]) -> Option<Vec<(usize, usize, usize)>> {
    let (old, new) = numbers(old, new);
    // One that is in one of them only can't be in the row, and to try it is most of the work.
    let ((old_places, old), (new_places, new)) = (shared(&old, &new), shared(&new, &old));
    let mut found = Capture::new();
    diff_deadline_raw(&mut found, old.as_slice(), 0..old.len(), new.as_slice(), 0..new.len(), None).ok()?;
    let mut rows: Vec<(usize, usize, usize)> = Vec::new();
    for change in found.into_ops() {
        let (DiffTag::Equal, old, new) = change.as_tag_tuple() else { continue };
        for (from, to) in old_places.get(old)?.iter().zip(new_places.get(new)?) {
            match rows.last_mut() {
                Some(row) if (row.0 + row.2, row.1 + row.2) == (*from, *to) => row.2 += 1,
                _ => rows.push((*from, *to, 1)),
            }
        }
    }
    Some(rows)
}

/// Returns which of `parts` are also in `others`, behind their places.
fn shared(parts: &[usize], others: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut there = vec![false; others.iter().max().map_or(0, |most| most + 1)];
    for part in others {
        there.get_mut(*part).into_iter().for_each(|there| *there = true);
    }
    parts.iter().copied().enumerate().filter(|(_, part)| there.get(*part) == Some(&true)).unzip()
}

/// Cuts a text into words, runs of space, and single marks; joined they are the text.
///
/// A rule of our own: the word boundaries of Unicode (UAX #29) are tables of 28 kB in each surface that shows a
/// difference. What must not happen to a reader is that a letter loses its accent or an emoji is taken apart, and
/// that takes no tables: whatever is not known to end a word goes on with it.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut start, mut at, mut last) = (0, 0, Kind::Alone);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let kind = kind(c);
        if kind != Kind::Joined {
            if at > start && (kind == Kind::Alone || kind != last) {
                tokens.extend(text.get(start..at));
                start = at;
            }
            last = kind;
        }
        let mut length = c.len_utf8();
        if kind == Kind::Word {
            // How most words go on.
            length += rest.bytes().skip(length).take_while(u8::is_ascii_alphanumeric).count();
        }
        at += length;
        rest = rest.get(length..).unwrap_or_default();
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
        ' ' => Kind::Space,
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
