//! How far a word that was typed is from one that is there.
//!
//! All letters of the typed word at once, a bit each (Myers, *A fast bit-vector algorithm for approximate string matching*, 1999;
//! with swaps of neighbours: Hyyrö, *A bit-vector algorithm for computing Levenshtein and Damerau edit distances*, 2003).

/// Letters that a word has to have for one typo in it to be overlooked, and for two.
const FROM: [usize; 2] = [4, 8];

/// Letters at the beginning of words that are compared at a glance.
const GLANCE: usize = 8;

/// A word that was typed.
#[derive(Debug)]
pub(super) struct Typed {
    /// Of each letter the places where it stands: those of ASCII and the Cyrillic ones by number, and others behind them.
    places: [u64; 256],
    others: Vec<(char, u64)>,
    /// Its length.
    length: usize,
    /// How many typos it may have.
    most: usize,
    /// Which letters a word near it has at its beginning, but for its typos.
    first: u64,
}

impl Typed {
    /// Takes a folded word; `None` if it is too short, or too long, for typos in it to be overlooked.
    pub(super) fn new(word: &str) -> Option<Self> {
        let length = word.chars().count();
        let most = FROM.iter().filter(|from| length >= **from).count();
        if most == 0 || length > u64::BITS as usize {
            return None;
        }
        let first = word.char_indices().nth(GLANCE - most).and_then(|(end, _)| word.get(..end));
        let first = letters(first.unwrap_or(word));
        let mut typed = Self { places: [0; 256], others: Vec::new(), length, most, first };
        for (place, letter) in word.chars().enumerate() {
            match typed.places.get_mut(slot(letter)) {
                Some(places) => *places |= 1 << place,
                None => typed.others.push((letter, 1 << place)),
            }
        }
        Some(typed)
    }

    /// Tells at a glance whether a word with these [`letters`] may be near.
    pub(super) fn may_be_near(&self, letters: u64) -> bool {
        (self.first & !letters).count_ones() as usize <= self.most
    }

    /// Returns how many typos away a word is, or else the beginning of one, and whether it is the word; `None` if it is too far.
    pub(super) fn distance(&self, word: &str) -> Option<(u32, bool)> {
        let last = 1u64 << (self.length - 1);
        // Of the column of distances: where it rises, where it falls, and where it is as one letter less of both had it.
        let (mut up, mut down, mut same) = (u64::MAX, 0u64, 0u64);
        let mut before = 0;
        let (mut distance, mut nearest) = (self.length, self.length);
        for (read, letter) in word.chars().enumerate() {
            if read >= self.length + self.most {
                // All of it is too far by now.
                distance = usize::MAX;
                break;
            }
            let places = self.places_of(letter);
            let swapped = ((!same & places) << 1) & before;
            same = ((places & up).wrapping_add(up) ^ up) | places | down | swapped;
            let (rises, falls) = (down | !(same | up), same & up);
            if rises & last != 0 {
                distance += 1;
            } else if falls & last != 0 {
                distance -= 1;
            }
            let rises = rises << 1 | 1;
            up = falls << 1 | !(same | rises);
            down = rises & same;
            before = places;
            nearest = nearest.min(distance);
        }
        let is_whole = distance <= self.most;
        if is_whole {
            nearest = distance;
        }
        (nearest <= self.most).then(|| (u32::try_from(nearest).unwrap_or_default(), is_whole))
    }

    fn places_of(&self, letter: char) -> u64 {
        match self.places.get(slot(letter)) {
            Some(places) => *places,
            None => self.others.iter().filter(|other| other.0 == letter).fold(0, |all, other| all | other.1),
        }
    }
}

/// Returns the number of a letter of ASCII, or of a Cyrillic one.
fn slot(letter: char) -> usize {
    match letter {
        '\0'..='\x7f' => letter as usize,
        '\u{400}'..='\u{47f}' => letter as usize - 0x400 + 0x80,
        _ => usize::MAX,
    }
}

/// Returns which letters a word begins with, some letters taken for one.
pub(super) fn letters(word: &str) -> u64 {
    word.chars().take(GLANCE).fold(0, |all, letter| all | 1 << (u32::from(letter) % 64))
}
