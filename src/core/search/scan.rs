//! Finds a word in a long text, a block of bytes at a time.

use block::{BLOCK, block, equal, place, splat};

/// Calls `found` with each place at which `word` stands in `text`; it returns from where on to look for the next.
pub(super) fn scan(text: &[u8], word: &[u8], found: &mut dyn FnMut(usize) -> usize) {
    let Some((one, other)) = rarest(word) else { return };
    let byte = |at: usize| splat(word.get(at).copied().unwrap_or_default());
    let (first, second) = (byte(one), byte(other));
    let (mut at, mut next) = (0, 0);
    while let (Some(some), Some(others)) = (block(text, at + one), block(text, at + other)) {
        let mut hits = equal(some, first) & equal(others, second);
        while hits != 0 {
            let hit = at + place(hits);
            hits &= hits - 1;
            if hit >= next && is_at(text, hit, word) {
                next = found(hit).max(hit + 1);
            }
        }
        // What was passed over is not looked at again.
        at = next.max(at + BLOCK);
    }
    at = at.max(next);
    while at + word.len() <= text.len() {
        at = if is_at(text, at, word) { found(at).max(at + 1) } else { at + 1 };
    }
}

fn is_at(text: &[u8], place: usize, word: &[u8]) -> bool {
    text.get(place..).is_some_and(|rest| rest.starts_with(word))
}

/// Sixteen bytes at once, where the processor does that.
#[cfg(target_arch = "wasm32")]
mod block {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128};

    pub(super) const BLOCK: usize = 16;
    pub(super) type Block = v128;
    pub(super) type Hits = u16;

    pub(super) fn splat(byte: u8) -> Block {
        u8x16_splat(byte)
    }

    pub(super) fn block(text: &[u8], at: usize) -> Option<Block> {
        let [low, high] = *text.get(at..)?.first_chunk::<16>()?.as_chunks::<8>().0 else { return None };
        Some(u64x2(u64::from_le_bytes(low), u64::from_le_bytes(high)))
    }

    /// Tells which bytes are the same.
    pub(super) fn equal(one: Block, other: Block) -> Hits {
        u8x16_bitmask(u8x16_eq(one, other))
    }

    /// Returns the first of the bytes.
    pub(super) fn place(hits: Hits) -> usize {
        hits.trailing_zeros() as usize
    }
}

/// Eight bytes at once, as one number.
#[cfg(not(target_arch = "wasm32"))]
mod block {
    pub(super) const BLOCK: usize = 8;
    pub(super) type Block = u64;
    pub(super) type Hits = u64;

    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;

    pub(super) fn splat(byte: u8) -> Block {
        u64::from(byte) * ONES
    }

    pub(super) fn block(text: &[u8], at: usize) -> Option<Block> {
        Some(u64::from_le_bytes(*text.get(at..)?.first_chunk()?))
    }

    /// Returns the highest bit of each byte that is the same.
    pub(super) fn equal(one: Block, other: Block) -> Hits {
        let bytes = one ^ other;
        !(((bytes & !HIGH) + !HIGH) | bytes) & HIGH
    }

    /// Returns the first of the bytes.
    pub(super) fn place(hits: Hits) -> usize {
        (hits.trailing_zeros() / 8) as usize
    }
}

/// Returns the places of the two bytes of a word that few others have in common with it.
fn rarest(word: &[u8]) -> Option<(usize, usize)> {
    let common = |at: &usize| match word.get(*at) {
        // What begins a letter of more than one byte is the same for a whole script.
        Some(0xc0..) => 2,
        Some(b'a' | b'e' | b'i' | b'n' | b'o' | b'r' | b's' | b't') => 1,
        _ => 0,
    };
    let one = (0..word.len()).min_by_key(common)?;
    let other = (0..word.len()).rev().filter(|at| *at != one).min_by_key(common).unwrap_or(one);
    Some((one, other))
}
